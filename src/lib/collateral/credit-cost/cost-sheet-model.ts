import type { CreditTerms } from '../../case/structure-ask';
import type { Failure } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import type { Benchmark } from './benchmark';
import type { Payer } from './fees';
import type { LprTerm } from './lpr-history';

/** What the page and the terminal say of the cost of credit. Amounts are 分 as text, ratios decimal text. */

export interface FeeLine {
  readonly code: string;
  readonly title: string;
  readonly payer: Payer;
  readonly timing: 'upfront' | 'yearly';
  readonly lowFen: string | null;
  readonly highFen: string | null;
  readonly trace: TraceNode;
}

/** Contract rate beside the LPR of a day. */
export interface RateBeside {
  readonly term: LprTerm;
  readonly on: string;
  /** `null` = unknown on that day. */
  readonly lpr: string | null;
  readonly publishedOn: string | null;
  /** (rate − LPR) in bp, decimal text; `null` while one of them is unknown. */
  readonly spreadBp: string | null;
  readonly trace: TraceNode | null;
  readonly failure: Failure | null;
}

/** One way to finance the need, 分 as text. */
export interface PlanLine {
  readonly id: string;
  readonly name: string;
  readonly interestFen: string | null;
  readonly interestTrace: TraceNode | null;
  readonly payers: readonly {
    readonly payer: Payer;
    readonly name: string;
    readonly lowFen: string;
    readonly highFen: string | null;
    readonly trace: TraceNode;
  }[];
  readonly fees: readonly FeeLine[];
  readonly subsidyLowFen: string | null;
  readonly subsidyHighFen: string | null;
  readonly subsidyTrace: TraceNode | null;
  readonly effectiveLow: string | null;
  readonly effectiveHigh: string | null;
  readonly lowTrace: TraceNode | null;
  readonly highTrace: TraceNode | null;
  readonly simpleLow: string | null;
  readonly simpleHigh: string | null;
  /** Upper end less that of the cheapest, ratio text; `null` while one is unknown. */
  readonly aboveCheapest: string | null;
  readonly rate: RateBeside;
  readonly failures: readonly Failure[];
}

/** The subsidy scheme of a region, in words and numbers. */
export interface SchemeLine {
  readonly name: string;
  /** What the ratio is taken of. */
  readonly base: string;
  readonly low: string;
  readonly high: string;
  readonly withSupport: string | null;
  readonly maxMonths: number | null;
  readonly capPerYearFen: string | null;
  readonly capTotalFen: string | null;
  readonly rights: readonly string[];
  readonly note: string;
  readonly trace: TraceNode;
}

/** Everything the page and the terminal say of the cost of credit. */
export interface CostSheet {
  /** Cheapest first. */
  readonly plans: readonly PlanLine[];
  readonly proposals: readonly CreditTerms[];
  readonly history: {
    readonly knownUntil: string;
    readonly rows: readonly {
      readonly date: string;
      readonly oneYear: string;
      readonly fiveYears: string;
      readonly mark: 'verified' | 'secondary' | 'assumption';
    }[];
    readonly trace: TraceNode;
  } | null;
  readonly table: readonly {
    readonly code: string;
    readonly title: string;
    readonly timing: 'upfront' | 'yearly';
    readonly payer: string;
    /** What it is reckoned on. */
    readonly basis: string;
    readonly unit: 'fen' | 'ratio';
    /** Amount or rate; `null` = it must be entered. */
    readonly low: string | null;
    readonly high: string | null;
    readonly trace: TraceNode;
  }[];
  /** Scheme of the region; `null` = not known whether anything is paid. */
  readonly scheme: SchemeLine | null;
  /** Published terms of another place beside those of the case; `null` where none is in force. */
  readonly benchmark: Benchmark | null;
  readonly failures: readonly Failure[];
}
