import { fenToDecimalText } from '../kernel/fen';

/** An exact fraction; `d` > 0. Scores are compared with thresholds, so nothing is rounded before the end. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** Places after the point that weights may have. */
const PLACES = 6;

const UNIT = 10n ** BigInt(PLACES);

/** Weights and limits repeat from case to case; a million different ones do not. */
const KEPT = 10_000;
const kept = new Map<string, bigint>();

/** Decimal text ≥ 0 with at most six decimals, in millionths. */
export const millionths = (text: string): bigint => {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const [whole = '0', decimals = ''] = text.split('.');
  const value = BigInt(whole + decimals.padEnd(PLACES, '0').slice(0, PLACES));
  if (kept.size >= KEPT) kept.clear();
  kept.set(text, value);
  return value;
};

const keptSmall = new Map<string, number>();

/** `millionths` as a number, exact; beyond what a number holds exactly it is not to be used: greater than `MAX_SAFE_INTEGER`. */
export const smallMillionths = (text: string): number => {
  const known = keptSmall.get(text);
  if (known !== undefined) return known;
  const value = Number(millionths(text));
  if (keptSmall.size >= KEPT) keptSmall.clear();
  keptSmall.set(text, value);
  return value;
};

/** Decimal text ≥ 0 with at most six decimals. */
export const fractionOf = (text: string): Fraction => ({ n: millionths(text), d: UNIT });

export const integer = (value: number): Fraction => ({ n: BigInt(value), d: 1n });

export const add = (a: Fraction, b: Fraction): Fraction =>
  a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };

export const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });

/** `a / b` for `b` > 0; `null` when `b` is zero. */
export const over = (a: Fraction, b: Fraction): Fraction | null =>
  b.n === 0n ? null : { n: a.n * b.d, d: a.d * b.n };

export const sum = (all: Iterable<Fraction>): Fraction => {
  let total: Fraction | null = null;
  for (const f of all) total = total === null ? f : add(total, f);
  return total ?? integer(0);
};

export type Rounding = 'down' | 'up' | 'half-up';

/** Decimal text of a fraction ≥ 0, rounded once to `places`, without trailing zeros. */
export const fractionText = ({ n, d }: Fraction, places: number, rounding: Rounding): string => {
  const scaled = n * 10n ** BigInt(places);
  const rounded =
    rounding === 'half-up' ? (2n * scaled + d) / (2n * d) : (scaled + (rounding === 'up' ? d - 1n : 0n)) / d;
  return fenToDecimalText(rounded, places);
};
