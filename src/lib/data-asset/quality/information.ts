import { log } from '../../kernel/exact-maths';

const LN2 = 0.6931471805599453;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Entropy of counts or shares: bits, and as a share of the most that so many values can have; `null` when all are 0. */
export const entropyOf = (
  counts: readonly number[],
): { readonly bits: number; readonly ofMost: number } | null => {
  const total = sum(counts);
  const there = counts.filter((n) => n > 0);
  if (!(total > 0) || counts.some((n) => n < 0)) return null;
  const bits = Math.max(0, -sum(there.map((n) => (n / total) * (log(n / total) / LN2))));
  return { bits, ofMost: there.length < 2 ? 0 : bits / (log(there.length) / LN2) };
};

/**
 * Population stability index Σ (a − e) ln(a/e) of two sets of counts or shares over the same bins. `null` when the bins do not
 * match or one is empty on one side only: the index is then infinite, and no small number is put in its place.
 */
export const stabilityIndex = (expected: readonly number[], actual: readonly number[]): number | null => {
  const [e, a] = [sum(expected), sum(actual)];
  if (expected.length !== actual.length || !(e > 0) || !(a > 0)) return null;
  let index = 0;
  for (const [i, count] of expected.entries()) {
    const [x, y] = [count / e, (actual[i] ?? 0) / a];
    if (x === 0 && y === 0) continue;
    if (!(x > 0) || !(y > 0)) return null;
    index += (y - x) * log(y / x);
  }
  return index;
};
