import type { DetectedSketch } from '../detectors/tally';
import type { RowSample } from '../table/row-sample';
import type { NumberSketch } from './number-figures';
import type { ShapeSketch } from './shapes';
import type { GapSketch } from './time-gaps';
import type { TimeSketch } from './time-histogram';

/** Lexical classes a value can have; each value has exactly one. */
export const VALUE_TYPES = ['integer', 'decimal', 'boolean', 'date', 'datetime', 'text'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** What the bytes above ASCII of a value can be read as. */
export const ENCODING_KINDS = ['utf8Only', 'gb18030Only', 'either', 'neither'] as const;
export type EncodingKind = (typeof ENCODING_KINDS)[number];

/** A value with the least number of times it occurs; it occurs at most `count + missed` times. */
export interface TopValue {
  readonly value: Uint8Array;
  readonly count: number;
  readonly missed: number;
}

/** The same for many values by columns: value i is `bytes[ends[i − 1], ends[i])`. */
export interface TopColumns {
  readonly bytes: Uint8Array;
  readonly ends: Int32Array;
  readonly counts: Float64Array;
  readonly missed: Float64Array;
}

export interface TopSketch {
  /** Most frequent first, then by bytes. */
  readonly values: readonly TopValue[];
  /** Every value of the column is listed and counted exactly. */
  readonly complete: boolean;
  /** Occurrences of unlisted values, by a part of their hash. */
  readonly unlisted: Float64Array;
}

/** What a value can have that a reader should look at, besides its type. */
export const ODD_KINDS = ['utf8Only', 'gb18030Only', 'neither', 'control'] as const;
export type OddKind = (typeof ODD_KINDS)[number];
/** Offset in the file of the first record with such a value; `null` without one. */
export type OddPlaces = Readonly<Record<OddKind, number | null>>;
export const NO_PLACES: OddPlaces = { utf8Only: null, gb18030Only: null, neither: null, control: null };

/** Everything kept about one column. `values` = Σ `types`; `values` + Σ `missing` = records. */
export interface ColumnSketch {
  readonly values: number;
  readonly missing: ReadonlyMap<string, number>;
  readonly types: Readonly<Record<ValueType, number>>;
  readonly encodings: Readonly<Record<EncodingKind, number>>;
  /** Values with control characters, NUL among them. */
  readonly control: number;
  readonly places: OddPlaces;
  /** Length in bytes, quotes and outer white space removed; `null` without values. */
  readonly shortest: number | null;
  readonly longest: number | null;
  readonly registers: Uint8Array;
  readonly numbers: NumberSketch;
  readonly times: TimeSketch;
  /** Dates per hour, day or week. */
  readonly gaps: GapSketch;
  readonly shapes: ShapeSketch;
  /** Identifiers by shape and check character; `null` when nobody looked. */
  readonly detected: DetectedSketch | null;
  readonly top: TopSketch;
}

export const FAULTS = ['E_RAGGED', 'E_QUOTE_TEXT', 'E_QUOTE_STRAY', 'E_QUOTE_OPEN', 'E_RECORD'] as const;
export type FaultCode = (typeof FAULTS)[number];

/** Faults are counted; the first is named by its offset in the file. */
export interface FaultTally {
  readonly count: number;
  readonly firstOffset: number;
}

/** `[from, to)` in bytes of the file: whole records. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** A profile that can be sent, stored and merged: plain data and typed arrays. */
export interface ProfileSketch {
  readonly kind: 'zhiya.profile-sketch/1';
  /** Ranges that were read, ascending, neighbours joined. */
  readonly ranges: readonly ByteRange[];
  /** Records with the right number of fields. */
  readonly rows: number;
  /** Lines without any content. */
  readonly blank: number;
  /** Offset in the file of the first of them. */
  readonly firstBlank: number | null;
  readonly faults: ReadonlyMap<FaultCode, FaultTally>;
  /** Distinct rows: byte-equal cells. */
  readonly rowRegisters: Uint8Array;
  /** Distinct rows with their counts; `null` when none was asked for. */
  readonly sample: RowSample | null;
  readonly columns: readonly ColumnSketch[];
}
