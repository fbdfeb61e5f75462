import type { CaseRecord } from '../case/case-record';
import type { Failure } from '../kernel/result';
import type { TraceNode } from '../kernel/trace';
import type { ReductionChoices } from '../patent/calendar/reduction-choices';

/** One annual fee. Amounts are 分 as text; `null` = not known. */
export interface FeeLine {
  readonly applicationNumber: string;
  readonly title: string;
  /** Patent year the fee is for. */
  readonly year: number;
  /** A year of term compensation. */
  readonly compensation: boolean;
  readonly due: string;
  readonly fullFen: string | null;
  /** Share taken off; `null` = no reduction in this year. */
  readonly reductionOff: string | null;
  readonly payableFen: string | null;
  /** To pay on `from` when overdue, else on time. */
  readonly toPayFen: string | null;
  /** 滞纳金 on `from`; `0` when not late. */
  readonly lateFeeFen: string | null;
  readonly bands: readonly {
    readonly month: number;
    readonly from: string;
    readonly to: string;
    readonly lateFeeFen: string | null;
    readonly totalFen: string | null;
  }[];
  /** Last day of the late window. */
  readonly windowEnd: string;
  /** 0 = not late on `from`. */
  readonly monthLate: number;
  readonly trace: TraceNode;
}

/** Annual fees of the pledged patents over the debt term. */
export interface FeeCalendar {
  /** Day of payment. */
  readonly from: string;
  readonly until: string;
  /** What is overdue on the day of payment. */
  readonly now: {
    readonly count: number;
    readonly toPayFen: string | null;
    readonly lateFeeFen: string | null;
    /** First day by which one of them has to be paid, or the right ends; `null` = nothing overdue. */
    readonly lastDay: string | null;
  };
  readonly items: readonly FeeLine[];
  readonly patents: readonly {
    readonly applicationNumber: string;
    readonly title: string;
    /** Last day of protection, compensation counted. */
    readonly lastDay: string;
    readonly statutoryLastDay: string;
    readonly count: number;
    readonly totalFen: string | null;
    readonly trace: TraceNode;
  }[];
  /** `null` when an amount is not known. */
  readonly totalFen: string | null;
  readonly knownFen: string;
  readonly trace: TraceNode;
  readonly failures: readonly Failure[];
  /** RFC 5545 text. */
  readonly ics: string;
}

/** Calls about annual fees; part of the valuation worker. */
export interface FeeApi {
  /** `payOn` = day of payment, `YYYY-MM-DD`; `null` = the valuation date. */
  feeCalendar: { input: { caseRecord: CaseRecord; payOn: string | null }; output: FeeCalendar };
  feeReductions: { input: { caseRecord: CaseRecord }; output: ReductionChoices };
}
