import type { CaseRecord } from '../../case/case-record';
import type { PatentColumns } from '../../intake/patent-columns';

/** Order to read one range of a file. Plain data: it may go to a worker. */
export interface RangeJob {
  readonly fileName: string;
  /** The file's bytes as `ByteTable` has them; shared memory when several threads read. */
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly delimiter: number;
  readonly encoding: string;
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly columns: PatentColumns;
  /** Records of the range begin at `from` and before `to`. */
  readonly from: number;
  readonly to: number;
  /** Cells that a record of this file has. */
  readonly width: number;
  /** Room of its own behind the text, `[from, to)`. */
  readonly tail: readonly [number, number];
  readonly expectedRows: number;
  /** Scheme, scenario, valuation date, region, overlay and the one import batch. */
  readonly caseRecord: CaseRecord;
}

/** Rows that could be read, as columns. Record numbers and lines count from the start of the range, from 0. */
export interface RangeColumns {
  readonly rows: number;
  readonly record: Int32Array;
  readonly body: Float64Array;
  readonly publication: Float64Array;
  readonly type: Uint8Array;
  readonly filingYear: Int32Array;
  readonly grantDay: Int32Array;
  readonly subclass: Int32Array;
  readonly forward: Float64Array;
  /** 1 = the record itself gives a citation percentile. */
  readonly ownPercentile: Uint8Array;
  readonly titleStart: Uint32Array;
  readonly titleEnd: Uint32Array;
  readonly closed: Int32Array;
  readonly unknown: Int32Array;
  /** Points of the measurable indicators, in scheme order. */
  readonly points: readonly Float64Array[];
  readonly failed: FailedRows;
  readonly shape: RangeShape;
}

/** Rows that the importer fails. */
export interface FailedRows {
  readonly rows: number;
  readonly record: Int32Array;
  /** Where the row begins in the file, and how many failures it has. */
  readonly start: Uint32Array;
  readonly failures: Int32Array;
  /** Key of a publication number that stands where the application number belongs; NaN = none. */
  readonly publication: Float64Array;
}

/** A row that does not fit the table; `width` is null for a stray quote. */
export interface MisfitRow {
  readonly record: number;
  readonly line: number;
  readonly width: number | null;
}

/** What the shape of the whole file is judged by. */
export interface RangeShape {
  /** Records, blank ones and misfits included, and physical lines of the range. */
  readonly records: number;
  readonly lines: number;
  readonly blank: number;
  /** Misfits: all counted, the first listed. */
  readonly leftOut: number;
  readonly misfits: readonly MisfitRow[];
  /** Common width of all rows with content; −1 = several, −2 = no rows. */
  readonly uniform: number;
  /** One more than the last column in which a row has content. */
  readonly used: number;
  /** Where the first record after the range begins. */
  readonly position: number;
  readonly broken: boolean;
}
