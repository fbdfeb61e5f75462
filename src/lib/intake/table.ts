import { markUnseen } from '../kernel/characters';
import type { Failure } from '../kernel/result';

/** A failure that names the record and, where there is one, the column it is about. */
export interface RecordFailure extends Failure {
  /** 1-based record number as a spreadsheet program shows it; `null` when the whole file is meant. */
  readonly record: number | null;
  /** Column header as printed; `null` when the whole record or file is meant. */
  readonly column: string | null;
}

/** One record of a table. `cells` has exactly as many entries as the header. */
export interface TableRow {
  readonly record: number;
  readonly cells: readonly string[];
}

/**
 * What a person should know about one workbook cell beside its text:
 * - `formula` value taken from the cache, not recalculated; `formula-empty` formula without a cached value
 * - `error` an error value such as `#REF!`; `precision` more digits than the format can keep
 * - `date-refused` a date format over a serial that is no calendar date; `date-time` a date with a time of day
 * - `percent` shown as a percentage; `padded` shown with leading zeros that the value does not have
 */
export type CellNoteKind =
  'formula' | 'formula-empty' | 'error' | 'precision' | 'date-refused' | 'date-time' | 'percent' | 'padded';

export interface CellNote {
  readonly record: number;
  /** 0-based column index. */
  readonly column: number;
  readonly kind: CellNoteKind;
  /** The value as it is stored in the file. */
  readonly raw: string;
  /** Number format of the cell; empty for 常规. */
  readonly format: string;
}

export interface SheetInfo {
  readonly name: string;
  readonly hidden: boolean;
}

/** A table as it stands in a file: text cells with addresses, nothing typed, nothing repaired in silence. */
export interface Table {
  readonly fileName: string;
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string;
  readonly kind: 'csv' | 'xlsx';
  readonly sheet: string | null;
  readonly sheets: readonly SheetInfo[];
  /** Date system of a workbook; `null` for text. */
  readonly dateSystem: '1900' | '1904' | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  /** Record number of the header. */
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  /** Rows above the header (title lines, the search line of Google Patents). */
  readonly preamble: readonly TableRow[];
  /** Records left out and headers that need a decision; at most 1,000, then one line with the total. */
  readonly faults: readonly RecordFailure[];
  /** Number of records left out, each named in `faults` up to its limit. */
  readonly leftOut: number;
  /** Remarks in Chinese: blank rows, trailing separators, hidden rows, merged cells, date system. */
  readonly notes: readonly string[];
  readonly cellNotes: readonly CellNote[];
}

/** A record before the header is known. */
export interface RawRow {
  readonly record: number;
  readonly cells: readonly string[];
  /** Why this record cannot be read although its neighbours can. */
  readonly fault?: RecordFault;
}

export interface RecordFault {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** `清单.csv › 第 4 条 › 申请日` */
export const placeOf = (fileName: string, record: number | null, column: string | null): string =>
  markUnseen(
    [fileName, record === null ? '' : `第 ${record} 条`, column ?? ''].filter((s) => s !== '').join(' › '),
  );

export const recordFailure = (
  fileName: string,
  record: number | null,
  column: string | null,
  fault: RecordFault,
): RecordFailure => ({ ...fault, path: placeOf(fileName, record, column), record, column });
