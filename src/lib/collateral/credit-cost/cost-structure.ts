import type { Decimal } from '../../kernel/decimal';
import type { Fen } from '../../kernel/fen';
import type { PlainDate } from '../../kernel/plain-date';
import type { Failure } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import type { Fee, FeeInput, Payer } from './fees';

/** Subsidy of a structure: not known, none (somebody said so), entered, or by the scheme of the region. */
export type SubsidyInput =
  | { readonly kind: 'unknown'; readonly failure: Failure }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'entered';
      readonly amountFen: Fen | null;
      /** End of which month it is paid; 1 to the term. */
      readonly month: number;
    }
  | {
      readonly kind: 'by-region';
      readonly signedOn: PlainDate;
      /** With insurance or guarantee; `null` = unknown. */
      readonly withSupport: boolean | null;
    };

/** One way to finance the same need. */
export interface CostStructure {
  readonly id: string;
  readonly name: string;
  readonly principalFen: Fen | null;
  /** Contract rate per year, ratio text. */
  readonly rate: string | null;
  /** Whole months. */
  readonly months: number | null;
  readonly repayment: 'bullet' | 'equal-instalment';
  /** Interest by actual days, for `bullet`; left out = a twelfth of the yearly interest every month. Base `null` = not said. */
  readonly dayCount?: { readonly from: PlainDate; readonly base: 360 | 365 | null };
  readonly fees: readonly FeeInput[];
  readonly subsidy: SubsidyInput;
  readonly path: string;
}

/** Fees of one payer over the whole term. */
export interface PayerFees {
  /** Known fees; `high` is `null` while a fee of this payer is unknown. */
  readonly lowFen: Fen;
  readonly highFen: Fen | null;
}

/** What a structure costs. Ratios are decimal text with six decimals, amounts over the whole term. */
export interface StructureCost {
  readonly id: string;
  readonly name: string;
  readonly interestFen: Fen | null;
  readonly feesByPayer: Readonly<Record<Payer, PayerFees>>;
  readonly fees: readonly Fee[];
  /** Both `null` = unknown. */
  readonly subsidyLowFen: Fen | null;
  readonly subsidyHighFen: Fen | null;
  /** 年化综合成本 (1+m)^12 − 1. Low is `null` while the subsidy is unknown, high while a fee of the enterprise is. */
  readonly effectiveLow: string | null;
  readonly effectiveHigh: string | null;
  /** r + (fees of the enterprise − subsidy) ÷ (L·T), without time value; `null` as above. */
  readonly simpleLow: string | null;
  readonly simpleHigh: string | null;
  readonly failures: readonly Failure[];
  /** Both ends of the effective cost, then the fees. */
  readonly traces: readonly TraceNode[];
  /** `null` = nothing could be reckoned, or there is no subsidy to show. */
  readonly interestTrace: TraceNode | null;
  readonly subsidyTrace: TraceNode | null;
}

/** Terms that have been read. */
export interface KnownTerms {
  readonly principalFen: Fen;
  readonly principal: Decimal;
  readonly rate: Decimal;
  readonly months: number;
}
