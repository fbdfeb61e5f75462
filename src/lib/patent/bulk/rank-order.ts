import { numberOrder } from '../../intake/bulk/identity-bytes';

const BITS = 14;
const BUCKETS = 1 << BITS;
const MASK = BUCKETS - 1;

/** One stable pass of counting over 14-bit digits. */
const sortByDigit = (from: Uint32Array, to: Uint32Array, digit: Uint16Array): void => {
  const starts = new Uint32Array(BUCKETS + 1);
  for (let row = 0; row < digit.length; row++) {
    const bucket = (digit[row] ?? 0) + 1;
    starts[bucket] = (starts[bucket] ?? 0) + 1;
  }
  for (let b = 0; b < BUCKETS; b++) starts[b + 1] = (starts[b + 1] ?? 0) + (starts[b] ?? 0);
  for (let i = 0; i < from.length; i++) {
    const row = from[i] ?? 0;
    const bucket = digit[row] ?? 0;
    const at = starts[bucket] ?? 0;
    to[at] = row;
    starts[bucket] = at + 1;
  }
};

/** Stable order by a key of whole numbers ≥ 0 below 2^42: three passes. */
const sortBy = (order: Uint32Array, keyOf: (row: number) => number): Uint32Array => {
  const digits = [0, 1, 2].map(() => new Uint16Array(order.length));
  const [first = new Uint16Array(), second = first, third = first] = digits;
  for (let row = 0; row < order.length; row++) {
    const key = keyOf(row);
    const high = Math.floor(key / (BUCKETS * BUCKETS));
    const low = key - high * BUCKETS * BUCKETS;
    first[row] = low & MASK;
    second[row] = low >>> BITS;
    third[row] = high;
  }
  const [a, b] = [new Uint32Array(order.length), new Uint32Array(order.length)];
  sortByDigit(order, a, first);
  sortByDigit(a, b, second);
  sortByDigit(b, a, third);
  return a;
};

const HIGHEST = 100_000_000_000;

/**
 * Rows in rank order, as `rankPatents` has it: by the low end of the score (to 1e-9 points), highest first, rows without a
 * score last, ties by application number.
 */
export const rankOrder = (low: Float64Array, body: Float64Array): Uint32Array => {
  const rows = new Uint32Array(low.length);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  const byNumber = sortBy(rows, (row) => numberOrder(body[row] ?? 0));
  return sortBy(byNumber, (row) => {
    const points = low[row] ?? NaN;
    return points === points ? HIGHEST - Math.min(HIGHEST, Math.round(points * 1e9)) : HIGHEST + 1;
  });
};
