import { Decimal, decimalText } from '../../kernel/decimal';

/** Places of a share; one rounding, at the end. */
const PLACES = 6;

/**
 * What a figure stands on. `exact` is counted over the whole table (64-bit hashes stand for values: see `collisionText`);
 * `estimate` lies within the stated interval with about 95 %; `bound` is never on the other side of the truth except by the
 * stated error; `screen` was only looked for in a sample and proves nothing about the rest.
 */
export type BasisKind = 'exact' | 'estimate' | 'bound' | 'screen';

export interface Basis {
  readonly kind: BasisKind;
  /** Rows that were looked at. */
  readonly rows: number;
  /** Rows of the table. */
  readonly of: number;
  /** How far it may be off, in words. */
  readonly error: string;
}

/** Two ends of a 95 % interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Quantile of the normal distribution for 95 %. */
const Z = 1.96;

/** Wilson interval of a share (Wilson 1927), 95 %; 0–1 without trials. */
export const wilson = (hits: number, trials: number): Interval => {
  if (trials <= 0) return { low: 0, high: 1 };
  const share = hits / trials;
  const z = (Z * Z) / trials;
  const middle = share + z / 2;
  const half = Z * Math.sqrt((share * (1 - share)) / trials + (Z * Z) / (4 * trials * trials));
  const low = hits === 0 ? 0 : (middle - half) / (1 + z);
  const high = hits === trials ? 1 : (middle + half) / (1 + z);
  return { low: Math.max(0, low), high: Math.min(1, high) };
};

/** Share as decimal text of at most six places; `null` without a whole. */
export const shareText = (part: number, whole: number): string | null =>
  whole > 0 ? decimalText(new Decimal(part).div(whole), PLACES) : null;

/** Expected pairs of different values with one 64-bit hash among so many values: n(n−1)/2 ÷ 2^64 ≈ n²/2^65. */
export const expectedCollisions = (values: number): number =>
  (values / 4_294_967_296) * (values / 8_589_934_592);

const small = (value: number): string => new Decimal(value).toSignificantDigits(2).toString();

/** What 64-bit hashes leave open, in words. */
export const collisionText = (values: number): string => {
  const expected = expectedCollisions(values);
  const size = expected < 1e-6 ? '不足 0.000001' : `约 ${small(expected)}`;
  return `按 64 位散列计数，预期误并 ${size} 对（n²/2^65）`;
};

export const exactBasis = (rows: number): Basis => ({
  kind: 'exact',
  rows,
  of: rows,
  error: collisionText(rows),
});
