/** How much a disagreement weighs: by its distance, or by the square of it. */
export type KappaWeighting = 'linear' | 'quadratic';

/** Agreement of two appraisers beyond chance. */
export interface Agreement {
  /** Pairs compared. */
  readonly pairs: number;
  /** Weighted κ, ≤ 1; `null` when it is not defined: no pairs, or both gave one and the same value throughout. */
  readonly kappa: number | null;
  /** Share of pairs with the very same value; `null` without pairs. */
  readonly same: number | null;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const ascending = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);

/** Σ_i Σ_j |a_i − b_j| by walking both sorted lists at once: between two values lies what both distributions say. */
const crossDistance = (a: readonly number[], b: readonly number[]): number => {
  const cuts = ascending([...a, ...b]);
  const [left, right] = [ascending(a), ascending(b)];
  let total = 0;
  let below = { a: 0, b: 0 };
  for (const [i, cut] of cuts.entries()) {
    const next = cuts[i + 1];
    if (next === undefined || next === cut) continue;
    let { a: fromA, b: fromB } = below;
    while (fromA < left.length && (left[fromA] ?? Infinity) <= cut) fromA++;
    while (fromB < right.length && (right[fromB] ?? Infinity) <= cut) fromB++;
    below = { a: fromA, b: fromB };
    total += (next - cut) * (fromA * (right.length - fromB) + fromB * (left.length - fromA));
  }
  return total;
};

const squares = (values: readonly number[]): number => sum(values.map((x) => x * x));

/** Σ_i Σ_j (a_i − b_j)². */
const crossSquares = (a: readonly number[], b: readonly number[]): number =>
  a.length * squares(b) + b.length * squares(a) - 2 * sum(a) * sum(b);

/**
 * Weighted Cohen's κ = 1 − Σ w·observed / Σ w·expected for paired ratings on one numeric scale. Categories are the values
 * themselves and weigh by their distance; for categories 1…k this is the textbook κ with linear (|i − j|) or quadratic
 * ((i − j)²) weights, because the factor of the weights cancels. Cohen 1968.
 * Throws when the lists differ in length or hold a value that is not finite: pairs are made by the caller.
 */
export const weightedKappa = (
  first: readonly number[],
  second: readonly number[],
  weighting: KappaWeighting,
): Agreement => {
  const pairs = first.length;
  if (pairs !== second.length) throw new Error('paired ratings expected');
  if (![...first, ...second].every(Number.isFinite)) throw new Error('finite ratings expected');
  if (pairs === 0) return { pairs, kappa: null, same: null };
  const gaps = first.map((x, i) => x - (second[i] ?? x));
  const same = gaps.filter((gap) => gap === 0).length / pairs;
  const [only] = first;
  if ([...first, ...second].every((x) => x === only)) return { pairs, kappa: null, same };
  const observed = weighting === 'linear' ? sum(gaps.map(Math.abs)) : squares(gaps);
  const expected = weighting === 'linear' ? crossDistance(first, second) : crossSquares(first, second);
  return { pairs, kappa: 1 - (observed * pairs) / expected, same };
};
