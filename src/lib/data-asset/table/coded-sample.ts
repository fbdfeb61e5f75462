import { ByteWords } from '../byte-words';
import { UNREADABLE } from '../unreadable';
import { type RowSample, CELL_BYTES, rowStart } from './row-sample';

/**
 * A sample with the cells of each column replaced by numbers: 0 is missing, equal cells have equal numbers, so that any set
 * of columns can be grouped without touching text again.
 */
export interface CodedSample {
  readonly sample: RowSample;
  /** Rows held. */
  readonly rows: number;
  /** Code of each row, by column. */
  readonly codes: readonly Int32Array[];
  /** Different values by column, missing ones apart. */
  readonly distinct: readonly number[];
}

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** @param missingTokens cell texts that mean “no value”, besides the empty cell */
export const codeSample = (sample: RowSample, missingTokens: readonly string[]): CodedSample => {
  const words = new ByteWords([...missingTokens, UNREADABLE]);
  const rows = sample.counts.length;
  const codes = Array.from({ length: sample.columns }, () => new Int32Array(rows));
  const known = codes.map(() => new Map<string, number>());
  for (let row = 0; row < rows; row += 1) {
    let from = rowStart(sample, row);
    for (const [c, column] of codes.entries()) {
      const to = sample.ends[row * sample.columns + c] ?? 0;
      const length = sample.lengths[row * sample.columns + c] ?? 0;
      if (length > 0 && words.find(sample.cells, from, to) === null) {
        const text = latin(sample.cells, from, to);
        const key = length > CELL_BYTES ? `${String(length)}:${text}` : text;
        const values = known[c];
        const code = values?.get(key) ?? (values?.size ?? 0) + 1;
        values?.set(key, code);
        column[row] = code;
      }
      from = to;
    }
  }
  return { sample, rows, codes, distinct: known.map((values) => values.size) };
};

/** What a missing cell is when columns are grouped together. */
export type MissingRule = 'value' | 'drop';

export interface Grouping {
  /** Group of each row from 1 on; 0 for a row that was dropped. */
  readonly groups: Int32Array;
  readonly count: number;
  /** Rows in a group. */
  readonly rows: number;
}

/** Rows grouped by equal cells in all of the columns. */
export const groupBy = (coded: CodedSample, columns: readonly number[], missing: MissingRule): Grouping => {
  let groups = new Int32Array(coded.rows).fill(1);
  let count = coded.rows === 0 ? 0 : 1;
  for (const column of columns) {
    const codes = coded.codes[column];
    if (codes === undefined) continue;
    const width = (coded.distinct[column] ?? 0) + 1;
    const numbers = new Map<number, number>();
    const next = new Int32Array(coded.rows);
    for (let row = 0; row < coded.rows; row += 1) {
      const code = codes[row] ?? 0;
      const before = groups[row] ?? 0;
      if (before === 0 || (code === 0 && missing === 'drop')) continue;
      const key = before * width + code;
      const group = numbers.get(key) ?? numbers.size + 1;
      numbers.set(key, group);
      next[row] = group;
    }
    groups = next;
    count = numbers.size;
  }
  return { groups, count, rows: groups.reduce((sum, group) => sum + (group > 0 ? 1 : 0), 0) };
};

/**
 * Weight of each row by group, at index 0 that of dropped rows.
 * @param weights 1 for each distinct row when left out
 */
export const groupSizes = (grouping: Grouping, weights?: Float64Array): Float64Array => {
  const sizes = new Float64Array(grouping.count + 1);
  for (const [row, group] of grouping.groups.entries())
    sizes[group] = (sizes[group] ?? 0) + (weights === undefined ? 1 : (weights[row] ?? 0));
  return sizes;
};
