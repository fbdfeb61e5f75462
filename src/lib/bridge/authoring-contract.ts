import type { CaseRecord } from '../case/case-record';
import type { Confidence } from '../kernel/confidence';
import type { JsonValue } from '../kernel/json';
import type { Failure } from '../kernel/result';
import type { DraftItem, OverlayDraft, Sample } from '../rulebook/overlay-draft';
import type { OverlayDifference } from '../rulebook/overlay-differences';
import type { SchemeChoice } from '../patent/scheme/scheme-choices';
import type { LicenceReview } from '../valuation/rates/draft-licence';
import type { WeightsReview } from '../valuation/weights/draft-weights';
import type { MethodBackTest, PastCase } from '../valuation/compare/back-test';

/** Calls of 参数库: authoring and releasing an institution's overlay, trying one in a case, back-tests. */

/** A scheme file as it would be released. */
export interface SchemePreview {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  readonly effectiveFrom: string;
  readonly dimensions: readonly {
    readonly title: string;
    readonly groups: readonly { readonly title: string; readonly indicators: readonly string[] }[];
  }[];
  readonly scenarios: readonly {
    readonly title: string;
    /** Weights of 法律, 技术, 经济 as written. */
    readonly weights: readonly string[];
  }[];
}

/** What one item of a draft comes to, and everything that stands against its release. */
export interface ItemReview {
  readonly key: string;
  readonly kind: DraftItem['kind'];
  readonly title: string;
  /** Rule ids that the item would give a value. */
  readonly rules: readonly string[];
  readonly weights: WeightsReview | null;
  /** Titles of the keys that are weighed; empty for other items. */
  readonly keys: readonly string[];
  readonly scheme: SchemePreview | null;
  readonly licence: LicenceReview | null;
  readonly failures: readonly Failure[];
  readonly warnings: readonly Failure[];
}

export interface DraftReview {
  readonly items: readonly ItemReview[];
  /** Faults of the draft as a whole: head, history, what the overlay check says. */
  readonly failures: readonly Failure[];
  /** The file that would be released; `null` while anything stands against it. */
  readonly release: {
    readonly json: string;
    readonly sha256: string;
    readonly bytes: number;
  } | null;
  /** Against the release it starts from; empty while nothing can be released. */
  readonly differences: readonly OverlayDifference[];
}

/** A rule that an institution may replace. */
export interface OverridableRule {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly confidence: Confidence;
  /** Value in force nationally on the day asked about; `null` = none. */
  readonly value: JsonValue;
}

/** One patent under two sets of rules. Points with 2 decimals, `null` = withheld or not scored. */
export interface TrialRow {
  readonly patent: string;
  readonly title: string;
  readonly before: { readonly total: string | null; readonly grade: string };
  readonly after: { readonly total: string | null; readonly grade: string };
  readonly changed: boolean;
}

/** A case under the rules it is judged by and under another release. Nothing is adopted by it. */
export interface OverlayTrial {
  readonly rows: readonly TrialRow[];
  readonly values: readonly {
    readonly label: string;
    readonly beforeFen: string | null;
    readonly afterFen: string | null;
    readonly changed: boolean;
  }[];
  readonly differences: readonly OverlayDifference[];
  /** Why one of the sides could not be computed. */
  readonly failures: readonly Failure[];
}

/** A haircut turned into the cap of a collateral class that it speaks for. */
export interface CapProposal {
  readonly rule: string;
  readonly title: string;
  readonly currentCap: string;
  /** `null`: the cap in force is not above 1 − haircut, nothing to change. */
  readonly proposedCap: string | null;
  /** Value of the rule with the proposed cap, JSON text; empty without a proposal. */
  readonly text: string;
}

export interface BackTestReport {
  /** Every past case that took part or was meant to. */
  readonly cases: readonly PastCase[];
  readonly methods: readonly (MethodBackTest & {
    readonly caps: readonly CapProposal[];
    readonly capReason: string;
  })[];
  /** Left out, each with the reason. */
  readonly failures: readonly Failure[];
  /** Quantile and smallest sample in force. */
  readonly rule: { readonly quantile: string; readonly minCases: number };
  /** The results as CSV text with BOM. */
  readonly csv: string;
}

/** A table as the intake reads it. */
export interface PlainTable {
  readonly fileName: string;
  readonly sha256: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly record: number; readonly cells: readonly string[] }[];
  readonly faults: readonly Failure[];
}

export interface AuthoringApi {
  /** What a draft comes to. `previous` is the text of the release it starts from. */
  reviewDraft: { input: { draft: OverlayDraft; previous: string | null }; output: DraftReview };
  /** Rules that an institution may replace, with their national value on a day; an overlay goes over it. */
  overridableRules: { input: { on: string; overlay: string | null }; output: readonly OverridableRule[] };
  /** Columns of a file for entropy weights: which one each key takes, `null` = not recognised. */
  sampleFromTable: {
    input: {
      table: PlainTable;
      columns: Readonly<Record<string, number>> | null;
      /** The weights entry that the sample is for; left out: first-level weights of a patent scheme. */
      rule?: string;
    };
    output: {
      readonly keys: readonly { readonly title: string; readonly column: number | null }[];
      /** `null` while a key has no column. */
      readonly sample: Sample | null;
    };
  };
  /** Dimension scores of a case as a sample; patents without scores are left out and named. */
  sampleFromCase: {
    input: { caseRecord: CaseRecord };
    output: { readonly sample: Sample; readonly leftOut: readonly string[] };
  };
  /** Differences between two released files; `from` `null` = the rulebook alone. */
  compareReleases: {
    input: { from: string | null; to: string };
    output: readonly OverlayDifference[];
  };
  /** Schemes and scenarios under the rules of the case. */
  schemes: { input: { caseRecord: CaseRecord }; output: readonly SchemeChoice[] };
  /** The case as it is, and under another release; `null` = without overlay. */
  tryOverlay: { input: { caseRecord: CaseRecord; overlay: string | null }; output: OverlayTrial };
  /** Cases that know what they fetched, and a table of others. */
  backTest: {
    input: { cases: readonly CaseRecord[]; table: PlainTable | null };
    output: BackTestReport;
  };
}
