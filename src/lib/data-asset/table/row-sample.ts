import { type Result, ok, refuse } from '../../kernel/result';
import { WorkRoom } from '../kernel/work-room';

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

/** Rows of a union in order: which side, which row there, how often. */
interface Picks {
  readonly length: number;
  /** 0 = the first sample, 1 = the second. */
  readonly sides: Uint8Array;
  readonly rows: Int32Array;
  readonly counts: Float64Array;
  /** Rows were left over. */
  readonly left: boolean;
}

const pickUnion = (a: RowSample, b: RowSample, room: WorkRoom): Picks => {
  const most = Math.min(a.capacity, a.counts.length + b.counts.length);
  const sides = room.bytes(most);
  const rows = room.integers(most);
  const counts = room.floats(most);
  let length = 0;
  let [i, j] = [0, 0];
  while (length < most && (i < a.counts.length || j < b.counts.length)) {
    const order = i >= a.counts.length ? 1 : j >= b.counts.length ? -1 : compareRows(a, i, b, j);
    sides[length] = order <= 0 ? 0 : 1;
    rows[length] = order <= 0 ? i : j;
    counts[length] = (order <= 0 ? (a.counts[i] ?? 0) : 0) + (order >= 0 ? (b.counts[j] ?? 0) : 0);
    length += 1;
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
  }
  const left = i < a.counts.length || j < b.counts.length;
  return { length, sides, rows, counts: counts.subarray(0, length), left };
};

/** First byte of a row in `cells`. */
export const rowStart = ({ ends, columns }: RowSample, row: number): number =>
  row === 0 ? 0 : (ends[row * columns - 1] ?? 0);

const gather = (
  { length, sides, rows, counts }: Picks,
  a: RowSample,
  b: RowSample,
  room: WorkRoom,
): Omit<RowSample, 'complete' | 'seen'> => {
  const { columns, seed, capacity } = a;
  let size = 0;
  for (let to = 0; to < length; to += 1) {
    const from = sides[to] === 0 ? a : b;
    size += rowStart(from, (rows[to] ?? 0) + 1) - rowStart(from, rows[to] ?? 0);
  }
  const keys = room.integers(length * 2);
  const cells = room.bytes(size);
  const ends = room.integers(length * columns);
  const lengths = room.integers(length * columns);
  let at = 0;
  for (let to = 0; to < length; to += 1) {
    const from = sides[to] === 0 ? a : b;
    const row = rows[to] ?? 0;
    const start = rowStart(from, row);
    keys[2 * to] = from.keys[2 * row] ?? 0;
    keys[2 * to + 1] = from.keys[2 * row + 1] ?? 0;
    for (let c = 0; c < columns; c += 1) {
      ends[to * columns + c] = (from.ends[row * columns + c] ?? 0) - start + at;
      lengths[to * columns + c] = from.lengths[row * columns + c] ?? 0;
    }
    const end = rowStart(from, row + 1);
    for (let i = start; i < end; i += 1) cells[at + i - start] = from.cells[i] ?? 0;
    at += end - start;
  }
  return { seed, capacity, columns, keys, counts, cells, ends, lengths };
};

/**
 * Sample of the union of two parts; equals the sample of one pass over both, counts included: a row among the first k of the
 * union is among the first k of every part it occurs in, so no part has forgotten any of its occurrences.
 *
 * Errors: `E_SAMPLE` when the samples were drawn under different rules.
 */
export const mergeRowSamples = (a: RowSample, b: RowSample, room = new WorkRoom()): Result<RowSample> => {
  if (a.seed !== b.seed || a.capacity !== b.capacity || a.columns !== b.columns)
    return refuse(
      'E_SAMPLE',
      '两份画像的行样本按不同规则抽取，不能合并',
      '',
      '请用同一抽样种子和行数重新画像后再合并',
    );
  const picks = pickUnion(a, b, room);
  return ok({
    ...gather(picks, a, b, room),
    complete: a.complete && b.complete && !picks.left,
    seen: a.seen + b.seen,
  });
};
