import { type Result, ok, refuse } from '../../kernel/result';

/** Distinct rows held when the table is not wide. */
export const SAMPLE_ROWS = 4096;
/** Cells held at most; wider tables hold fewer rows. */
const SAMPLE_CELLS = 262_144;
const LEAST_ROWS = 16;
/** Bytes held of a cell: a longer one is held as its first 56 bytes and the 64-bit hash of all of it. */
export const CELL_BYTES = 64;
export const CUT_BYTES = 56;
/** Seed of everybody who names none: two profiles then sample the same rows. */
export const SAMPLE_SEED = 0x5a48_4941;

/** Rows held for so many columns: a function of the width alone, so that parts of one table agree. */
export const sampleCapacity = (columns: number): number =>
  Math.min(SAMPLE_ROWS, Math.max(LEAST_ROWS, Math.floor(SAMPLE_CELLS / Math.max(1, columns))));

/**
 * The distinct rows of a table with the smallest seeded hash, each with the exact number of times it occurs: a uniform sample
 * of the distinct rows that depends on the contents only, not on order, cutting or machine. Plain data, row after row.
 */
export interface RowSample {
  readonly seed: number;
  readonly capacity: number;
  readonly columns: number;
  /** Every distinct row of the table is held. */
  readonly complete: boolean;
  /** Records of the table, held or not. */
  readonly seen: number;
  /** [priority, low half of the row hash] of each row, ascending. */
  readonly keys: Int32Array;
  readonly counts: Float64Array;
  /** Cells without outer white space, one after the other. */
  readonly cells: Uint8Array;
  /** Where cell c of row r ends in `cells`: `ends[r × columns + c]`. */
  readonly ends: Int32Array;
  /** Bytes the cell has in the table; more than are held when it was cut. */
  readonly lengths: Int32Array;
}

/** Order of two rows by priority, then by the low half of the hash; equal rows are 0. */
const compareRows = (a: RowSample, i: number, b: RowSample, j: number): number =>
  (a.keys[2 * i] ?? 0) - (b.keys[2 * j] ?? 0) || (a.keys[2 * i + 1] ?? 0) - (b.keys[2 * j + 1] ?? 0);

interface Pick {
  readonly from: RowSample;
  readonly row: number;
  readonly count: number;
}

const pickUnion = (a: RowSample, b: RowSample): { picks: Pick[]; left: boolean } => {
  const picks: Pick[] = [];
  let [i, j] = [0, 0];
  while (picks.length < a.capacity && (i < a.counts.length || j < b.counts.length)) {
    const order = i >= a.counts.length ? 1 : j >= b.counts.length ? -1 : compareRows(a, i, b, j);
    const count = (order <= 0 ? (a.counts[i] ?? 0) : 0) + (order >= 0 ? (b.counts[j] ?? 0) : 0);
    picks.push(order <= 0 ? { from: a, row: i, count } : { from: b, row: j, count });
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
  }
  return { picks, left: i < a.counts.length || j < b.counts.length };
};

/** First byte of a row in `cells`. */
export const rowStart = ({ ends, columns }: RowSample, row: number): number =>
  row === 0 ? 0 : (ends[row * columns - 1] ?? 0);

const gather = (picks: readonly Pick[], a: RowSample): Omit<RowSample, 'complete' | 'seen'> => {
  const { columns, seed, capacity } = a;
  const size = picks.reduce((sum, { from, row }) => sum + rowStart(from, row + 1) - rowStart(from, row), 0);
  const keys = new Int32Array(picks.length * 2);
  const cells = new Uint8Array(size);
  const ends = new Int32Array(picks.length * columns);
  const lengths = new Int32Array(picks.length * columns);
  let at = 0;
  for (const [to, { from, row }] of picks.entries()) {
    const start = rowStart(from, row);
    const span = row * columns;
    keys.set(from.keys.subarray(2 * row, 2 * row + 2), 2 * to);
    cells.set(from.cells.subarray(start, rowStart(from, row + 1)), at);
    lengths.set(from.lengths.subarray(span, span + columns), to * columns);
    for (let c = 0; c < columns; c += 1) ends[to * columns + c] = (from.ends[span + c] ?? 0) - start + at;
    at += rowStart(from, row + 1) - start;
  }
  const counts = Float64Array.from(picks, ({ count }) => count);
  return { seed, capacity, columns, keys, counts, cells, ends, lengths };
};

/**
 * Sample of the union of two parts; equals the sample of one pass over both, counts included: a row among the first k of the
 * union is among the first k of every part it occurs in, so no part has forgotten any of its occurrences.
 *
 * Errors: `E_SAMPLE` when the samples were drawn under different rules.
 */
export const mergeRowSamples = (a: RowSample, b: RowSample): Result<RowSample> => {
  if (a.seed !== b.seed || a.capacity !== b.capacity || a.columns !== b.columns)
    return refuse(
      'E_SAMPLE',
      '两份画像的行样本按不同规则抽取，不能合并',
      '',
      '请用同一抽样种子和行数重新画像后再合并',
    );
  const { picks, left } = pickUnion(a, b);
  return ok({
    ...gather(picks, a),
    complete: a.complete && b.complete && !left,
    seen: a.seen + b.seen,
  });
};
