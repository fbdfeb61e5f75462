import type { CaseRecord } from '../case/case-record';
import type { TraceNode } from '../kernel/trace';
import type { PatentStatistics, StatisticFlag } from '../patent/cohort/patent-statistics';
import type { LeaveOutReason } from '../patent/portfolio/portfolio-reasons';
import type { VendorGap } from '../patent/portfolio/vendor-gap';

/** How far a patent of the list came: left out before 核心, left out before 押品, or proposed for the pledge. */
export type PortfolioStage = 'list' | 'core' | 'pledge';

/** 清单 → 核心 → 押品 as plain data, best first. */
export interface PortfolioProposal {
  readonly patents: readonly {
    readonly id: string;
    /** 1 = best, by the low end of the score interval. */
    readonly rank: number;
    /** `null` = no score. */
    readonly low: number | null;
    readonly stage: PortfolioStage;
    /** Why it goes no further, every reason that holds; empty for the proposed ones. */
    readonly reasons: readonly LeaveOutReason[];
  }[];
  readonly counts: { readonly list: number; readonly core: number; readonly pledge: number };
  readonly trace: TraceNode;
}

/** One patent within its list: its vendor scores beside ours, and its place in its citation cohort. */
export interface PatentStanding {
  readonly gap: VendorGap;
  readonly citation: {
    readonly percentile: string | null;
    readonly from: PatentStatistics['from'][number];
    readonly cohort: string | null;
    /** Measured patents of the cohort. */
    readonly size: number;
    readonly rank: string | null;
    readonly flags: readonly StatisticFlag[];
    readonly trace: TraceNode;
    readonly hasDetail: boolean;
    /** What is not computed without the citing and cited documents. */
    readonly detailNote: string;
  };
}

export interface PortfolioApi {
  selectPortfolio: { input: { caseRecord: CaseRecord }; output: PortfolioProposal };
  patentStanding: { input: { caseRecord: CaseRecord; patent: string }; output: PatentStanding };
}
