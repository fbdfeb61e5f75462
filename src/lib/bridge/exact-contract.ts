import type { CaseRecord } from '../case/case-record';
import type { DataFingerprint } from '../case/data-fingerprint';
import type { TableProfile } from '../case/data-profile';
import type { RuleCondition } from '../case/data-rules';
import type { ExactQuestion, ReferenceQuestion } from '../data-asset/exact/exact-question';
import type { FingerprintComparison } from '../data-asset/fingerprint/compare-fingerprints';
import type { FilesAtHand } from './data-quality-contract';

/** What a second reading may count, proposed out of the profile; a person chooses. */
export interface ExactProposals {
  /** Sets that may be keys. */
  readonly keys: readonly (readonly string[])[];
  /** Columns by which a person could be found again, with why. */
  readonly quasi: readonly { readonly column: string; readonly reason: string }[];
  /** Columns of the same name that look like a reference to another asset of the case. */
  readonly references: readonly ReferenceQuestion[];
  /** Columns that may hold personal data. */
  readonly personal: readonly string[];
}

/** One fingerprint beside this asset's. */
export interface FingerprintOverlap {
  readonly title: string;
  readonly rows: number;
  readonly comparison: FingerprintComparison;
}

/** What profiles say of columns that belong together, without reading a file; only shown. */
export interface ScreenedTables {
  /** References between the first table and the others, both ways, in words. */
  readonly references: readonly {
    /** Tables and columns; no two the same. */
    readonly id: string;
    readonly text: string;
    /** Of the first table to another one: what a second reading may count; `null` the other way round. */
    readonly question: ReferenceQuestion | null;
  }[];
  /** Relations between columns of the first table; `null` where its profile has no sampled rows. */
  readonly relations:
    | readonly {
        /** Kind and columns; no two the same. */
        readonly id: string;
        readonly words: string;
        readonly holds: number;
        readonly applicable: number;
        readonly basis: string;
        /** The relation as a rule of data quality; `null` where no rule says it. */
        readonly condition: RuleCondition | null;
      }[]
    | null;
  readonly notes: readonly string[];
}

/** Part of the profile worker: second readings of the files of a data asset. */
export interface ExactApi {
  exactProposals: { input: { caseRecord: CaseRecord; asset: string }; output: ExactProposals };
  /** Profile bundles of the first data asset and of others. Fails as reading a bundle does, with `E_BUNDLE_OPEN` when one is unfinished. */
  screenTables: {
    input: {
      caseRecord: CaseRecord;
      tables: readonly { readonly asset: string; readonly title: string; readonly bundle: Blob }[];
    };
    output: ScreenedTables;
  };
  /**
   * Counts duplicate rows, keys, groups and references exactly and answers the table part of the profile with them. Fails
   * with `E_FILE_OTHER` when the files are not the profiled ones, `E_FILE_UNKNOWN` when none can be proved to be, `E_CANCELLED`, `E_SPILL`, or as the source fails.
   */
  countExactly: {
    input: {
      caseRecord: CaseRecord;
      asset: string;
      question: ExactQuestion;
      atHand: FilesAtHand;
      /** Files of other data assets, for references. */
      others: readonly (FilesAtHand & { readonly asset: string })[];
    };
    output: TableProfile;
  };
  /** The salt is forgotten with the call. Fails as `countExactly`, and with `E_SALT`. */
  fingerprintData: {
    input: {
      caseRecord: CaseRecord;
      asset: string;
      /** Hexadecimal or Base64, as the institution gave it. */
      salt: string;
      keys: readonly (readonly string[])[];
      atHand: FilesAtHand;
    };
    output: DataFingerprint;
  };
  /** Overlap of an asset's fingerprint with those of the other assets and of files: a fingerprint, a case, a case file. */
  compareFingerprints: {
    input: { caseRecord: CaseRecord; asset: string; files: readonly File[] };
    output: readonly FingerprintOverlap[];
  };
}
