import type { CaseRecord } from '../case/case-record';
import type { DataRule, DataRuleRun, RuleCount } from '../case/data-rules';
import type { SourceChoice } from '../data-asset/source/source-model';
import type { Failure } from '../kernel/result';
import type { TraceNode } from '../kernel/trace';

/** One indicator of an asset as the page shows it. Ratios as decimal text; `null` = not measured. */
export interface IndicatorView {
  readonly code: string;
  readonly title: string;
  /** What A of X = A/B counts, and the question put to a person. */
  readonly counts: string;
  readonly ask: string;
  readonly answeredBy: 'auto' | 'rule' | 'evidence' | 'sample';
  readonly lowerIsBetter: boolean;
  readonly weight: string;
  readonly x: string | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly by: 'table' | 'rules' | 'sample' | 'stated' | null;
  /** Why it is not measured; empty when it is. */
  readonly missing: string;
  /** Elements to check for the interval that the rulebook asks for; of the population stated, otherwise of the rows. */
  readonly sampleSize: number | null;
  readonly trace: TraceNode;
}

export interface DimensionView {
  readonly id: string;
  readonly title: string;
  readonly weight: string;
  /** `null` = 未评价. */
  readonly score: string | null;
  readonly low: string;
  readonly high: string;
  readonly coverage: string;
  readonly indicators: readonly IndicatorView[];
  readonly trace: TraceNode;
}

export interface QualityView {
  /** `null` while it is not issued. */
  readonly alpha: string | null;
  readonly low: string;
  readonly high: string;
  readonly coverage: string;
  readonly geometric: string | null;
  readonly grade: string | null;
  /** Coverage below which a dimension is not evaluated. */
  readonly floor: string;
  readonly dimensions: readonly DimensionView[];
  readonly trace: TraceNode;
  /** The last count of each rule, or why it no longer speaks about the rule and the data. */
  readonly rules: readonly {
    readonly rule: string;
    readonly count: RuleCount | null;
    readonly open: string;
    /** Records of the count that could not be judged; known for `required` rules. */
    readonly unreadable: number;
    /** Unreadable cells of the columns that the rule reads, by the profile. */
    readonly lostCells: number;
  }[];
  /** Rules that the profile suggests and nobody has taken yet. */
  readonly proposals: readonly DataRule[];
  readonly failures: readonly Failure[];
}

/** Files at hand in this session, with how they were opened. */
export interface FilesAtHand {
  readonly files: readonly File[];
  readonly choice: SourceChoice;
}

/** Part of the valuation worker: short questions about the stored profile. */
export interface DataQualityApi {
  dataQuality: { input: { caseRecord: CaseRecord; asset: string }; output: QualityView };
}

/** Part of the profile worker: a pass over the files. */
export interface DataRulesApi {
  /**
   * Counts rules over the files of a data asset. With `firstRows` a preview that says nothing about the rest. Fails with
   * `E_FILE_OTHER` when the files are not the profiled ones, with `E_CANCELLED`, or as the source fails.
   */
  runDataRules: {
    input: {
      caseRecord: CaseRecord;
      asset: string;
      rules: readonly DataRule[];
      atHand: FilesAtHand;
      /** Files of other data assets, for references. */
      others: readonly (FilesAtHand & { readonly asset: string })[];
      firstRows: number | null;
    };
    output: {
      readonly run: DataRuleRun;
      readonly complete: boolean;
      /** Records that a rule could not judge because of an unreadable cell; only rules that have some. */
      readonly unreadable: readonly { readonly rule: string; readonly records: number }[];
    };
  };
}
