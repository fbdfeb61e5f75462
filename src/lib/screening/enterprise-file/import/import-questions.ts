import type { RecordFailure } from '../../../intake/table';
import type { FileColumn, FileItem, TableLayout, TableQuestion } from './import-model';

/** One of several things that are said of the same fact, event or product. */
export interface Candidate {
  /** `case:0`, `file:0`. */
  readonly id: string;
  /** `利润表.csv 第 3 行`. */
  readonly where: string;
  readonly text: string;
  readonly inCase: boolean;
  /** A person settled it before, with this reason. */
  readonly settled: string | null;
}

/** The file says something else than the case, or two things at once. */
export interface ImportConflict {
  readonly key: string;
  readonly kind: 'fact' | 'event' | 'product';
  readonly label: string;
  readonly candidates: readonly Candidate[];
}

/** The very same sheet was imported before and would now be read differently. */
export interface SameFile {
  readonly title: string;
  readonly importedOn: string | null;
  readonly by: string;
}

export interface FileDecisions {
  /** Conflict key → candidate id, or `both` to keep what contradicts until somebody settles it. */
  readonly options: Readonly<Record<string, string>>;
  /** For all conflicts without an answer of their own. */
  readonly standing: 'case' | 'file' | 'both' | null;
  /** Why one candidate was taken; needed for every answer but `both`. */
  readonly reason: string;
  /** What becomes of what the same file said before. */
  readonly again: 'replace' | 'leave' | null;
}

export const NO_FILE_DECISIONS: FileDecisions = { options: {}, standing: null, reason: '', again: null };

/** What a person sees before a file becomes part of the case. */
export interface FileOutline {
  readonly fileName: string;
  readonly sha256: string;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  readonly encoding: string | null;
  readonly headerRow: number;
  readonly layout: TableLayout;
  readonly columns: readonly FileColumn[];
  /** Rows of a long table; those that are not recognised first. At most 500. */
  readonly items: readonly FileItem[];
  readonly preview: readonly (readonly string[])[];
  readonly rowCount: number;
  readonly notes: readonly string[];
  readonly questions: readonly TableQuestion[];
  readonly again: SameFile | null;
  readonly conflicts: readonly ImportConflict[];
  /** What would be added, by group. */
  readonly groups: readonly { readonly group: string; readonly facts: number; readonly events: number }[];
  readonly products: number;
  /** Facts that the case has already, from this file. */
  readonly unchanged: number;
  readonly failures: readonly RecordFailure[];
}
