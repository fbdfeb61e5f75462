import type { CaseRecord } from '../case/case-record';
import type { StoredProfile } from '../case/data-assets-section';
import type { SourceChoice, SourceFormat } from '../data-asset/source/table-source';
import type { Failure } from '../kernel/result';

/** A chosen file as it crosses to a worker; its bytes stay where they are. */
export interface PickedFile {
  readonly name: string;
  readonly blob: Blob;
  readonly lastModified: number | null;
}

/** A table before it is scanned: what was recognised, for a person to look at. Nothing of it may be stored. */
export interface TableInspection {
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly format: SourceFormat;
    readonly gzip: boolean;
    readonly encoding: string | null;
    readonly delimiter: string;
    readonly sheet: string | null;
    readonly sheets: readonly string[];
    readonly claimedRows: number | null;
    readonly notes: readonly string[];
  }[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Where they stand in the first file, as a person counts rows there; empty for formats without rows. */
  readonly numbers: readonly number[];
  /** The source broke off within the preview. */
  readonly failure: Failure | null;
}

export interface ProfiledData {
  readonly profile: StoredProfile;
  /** The profile bundle as JSON text: raw excerpts, for the owner only. */
  readonly bundle: Blob;
}

/** Part of the profile worker: scans of the owner's files. */
export interface TableProfileApi {
  inspectTable: {
    input: { files: readonly PickedFile[]; choice: SourceChoice };
    output: TableInspection;
  };
  /** Scans; unfinished work comes as `checkpoint` with the progress. */
  profileTable: {
    input: {
      files: readonly PickedFile[];
      choice: SourceChoice;
      /** Bundle of an unfinished scan of the same files. */
      resume: Blob | null;
      /** Workers; `null` = as many as are useful. */
      workers: number | null;
      /** The case whose rules are in force; without it those that are shipped. */
      caseRecord?: CaseRecord;
    };
    output: ProfiledData;
  };
  /** Reads bundles as strangers' files and merges them; one is only read. */
  mergeBundles: {
    input: { bundles: readonly Blob[]; caseRecord?: CaseRecord };
    output: ProfiledData;
  };
}
