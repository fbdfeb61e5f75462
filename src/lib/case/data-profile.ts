import * as v from 'valibot';
import { count, date, decimalText, id, ratioText, sha256Hex, shortText, text } from './schema-parts';

/** Numbers or dates below which 1, 25, 50, 75 and 99 % of the values lie, as text, with the error the method states. */
export const columnQuantiles = v.strictObject({
  p01: shortText,
  p25: shortText,
  p50: shortText,
  p75: shortText,
  p99: shortText,
  error: shortText,
});

/** Figures over numbers, as exact decimal text. */
export const numberFigures = v.strictObject({
  min: v.nullable(shortText),
  max: v.nullable(shortText),
  mean: v.nullable(decimalText),
  sd: v.nullable(decimalText),
  quantiles: v.nullable(columnQuantiles),
});
export type NumberFigures = v.InferOutput<typeof numberFigures>;

/** Which of the values of a column are numbers. */
export const columnNumbers = v.strictObject({
  /** Values that are numbers, and values that are not. */
  count,
  others: count,
  /**
   * Over the numbers of a column of another type. `null`: the type is of numbers and the figures of the column are these, or
   * the column holds numbers of people.
   */
  figures: v.nullable(numberFigures),
});
export type ColumnNumbers = v.InferOutput<typeof columnNumbers>;

/** What the profile says of one column. Numbers as exact decimal text; `null` is not computable or not measured. */
export const columnProfile = v.strictObject({
  name: shortText,
  type: v.picklist(['integer', 'decimal', 'date', 'boolean', 'text', 'empty']),
  /** Values that do not fit the type. */
  bad: count,
  missing: count,
  /** Missing by the token that stood in the cell (`""`, `NA`, `--`, …). */
  missingTokens: v.record(v.string(), count),
  /** Cells that a damaged file does not give up: neither values nor missing. */
  unreadable: count,
  distinct: count,
  /** `true` when `distinct` is exact; `false` when estimated. */
  distinctExact: v.boolean(),
  min: v.nullable(shortText),
  max: v.nullable(shortText),
  mean: v.nullable(decimalText),
  sd: v.nullable(decimalText),
  quantiles: v.nullable(columnQuantiles),
  /** `null`: no value is a number, or nobody counted. */
  numbers: v.nullable(columnNumbers),
  /** Most frequent values; `count` ≤ true ≤ `count + missed`. Empty for columns of personal data, keys and free text. */
  top: v.array(v.strictObject({ value: shortText, count, missed: count })),
  /** All values are in `top`, counted exactly. */
  topComplete: v.boolean(),
  /** Most frequent shapes: letters A, digits 9. */
  shapes: v.array(v.strictObject({ shape: shortText, count })),
  /** Bytes. */
  shortest: v.nullable(count),
  longest: v.nullable(count),
  /** Values that look like an identifier, and how many pass its check digits (`null` = it has none). */
  detected: v.array(v.strictObject({ kind: shortText, matches: count, valid: v.nullable(count) })),
  /** Periods of a date column. */
  gaps: v.nullable(
    v.strictObject({
      unit: v.picklist(['hour', 'day', 'week']),
      first: shortText,
      last: shortText,
      periods: count,
      empty: count,
      longestEmpty: count,
      /** Beginning of the first period of the longest run without dates; `null` without one. */
      longestFrom: v.nullable(shortText),
    }),
  ),
});
export type ColumnProfile = v.InferOutput<typeof columnProfile>;

const columns = v.array(shortText);

/** Rows that repeat. `extra`: copies beyond the first; `members`: all rows that have a copy. */
export const duplicateRows = v.pipe(
  v.strictObject({
    extra: count,
    members: v.nullable(count),
    exact: v.boolean(),
    /** Between these lies `extra` (95 %), itself when counted; `null` = no bound was given. */
    low: v.nullable(count),
    high: v.nullable(count),
  }),
  v.check(
    ({ extra, exact, low, high }) =>
      exact ? low === extra && high === extra : (low ?? 0) <= extra && extra <= (high ?? extra),
    '重复行数不在其上下限之间',
  ),
);
export type DuplicateRows = v.InferOutput<typeof duplicateRows>;

/** What is true of the table. `exact: false` stands on `rows` sampled rows or on an estimate. */
export const tableProfile = v.strictObject({
  duplicateRows: v.nullable(duplicateRows),
  /** Column sets in which no two rows agree. */
  keys: v.array(v.strictObject({ columns, distinct: count, rows: count, exact: v.boolean() })),
  /** Rows that agree in the columns by which a person could be found again. */
  groups: v.array(
    v.strictObject({
      columns,
      groups: count,
      smallest: count,
      /** Rows in groups smaller than `size`. */
      below: count,
      size: count,
      rows: count,
      exact: v.boolean(),
    }),
  ),
  dependencies: v.array(
    v.strictObject({
      from: columns,
      to: shortText,
      strength: ratioText,
      rows: count,
      exact: v.boolean(),
      /** A person says that it should hold; `null` = nobody said. */
      confirmed: v.nullable(v.boolean()),
    }),
  ),
  references: v.array(
    v.strictObject({
      columns,
      other: id,
      otherColumns: columns,
      found: count,
      checked: count,
      exact: v.boolean(),
    }),
  ),
  /** For the 核查 list, never an accusation. `count`: rows that were looked at. */
  signals: v.array(v.strictObject({ code: shortText, message: shortText, count })),
});
export type TableProfile = v.InferOutput<typeof tableProfile>;

/**
 * Something met while reading: counted, with the first place and what to do. Row and offset are those of `file`, `null` where
 * not known; `column` is named where only its cells are concerned.
 */
export const profileFault = v.strictObject({
  code: shortText,
  count,
  firstRow: v.nullable(count),
  /** Bytes from the beginning, of the unpacked contents where the file is packed. */
  firstOffset: v.nullable(count),
  file: v.nullable(shortText),
  column: v.nullable(shortText),
  message: shortText,
  remedy: shortText,
});
export type ProfileFault = v.InferOutput<typeof profileFault>;

/** One file of the data set. */
export const dataFile = v.strictObject({
  name: shortText,
  bytes: count,
  /** Root of the hash tree over its chunks; `null` when the bytes were not read here. */
  merkleRoot: v.nullable(sha256Hex),
  chunkBytes: v.nullable(count),
  format: shortText,
  encoding: v.nullable(shortText),
  rows: count,
});
export type DataFile = v.InferOutput<typeof dataFile>;

/** Who counted: this program over the bytes, or the owner's warehouse by a query this program wrote. */
export const profileSource = v.variant('kind', [
  v.strictObject({ kind: v.literal('own') }),
  v.strictObject({
    kind: v.literal('warehouse'),
    engine: shortText,
    version: shortText,
    queryHash: sha256Hex,
    statedOn: v.nullable(date),
    statedBy: shortText,
    note: text,
  }),
]);
export type ProfileSource = v.InferOutput<typeof profileSource>;
