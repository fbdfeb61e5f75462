/** Movements of weights on the simplex (≥ 0, sum 1) that bring a weighted mean of points to a limit. */

/** Weights after a move, and how far that is. */
export interface WeightMove {
  /** Σ|w′ − w|. A single weight that moves alone by δ counts 2·|δ|: the others take up what it leaves. */
  readonly distance: number;
  readonly weights: readonly number[];
}

export interface Crossing {
  readonly limit: number;
  /** Rising: the mean must reach the limit. Falling: it must pass it. */
  readonly direction: 'rises' | 'falls';
}

/** Where scores settle: a mean within it of a limit stands on the limit. */
const STEP = 1e9;
const settled = (score: number): number => Math.round(score * STEP) / STEP;

const meanOf = (weights: readonly number[], points: readonly number[]): number =>
  weights.reduce((sum, w, i) => sum + w * (points[i] ?? 0), 0);

const crosses = (score: number, { limit, direction }: Crossing): boolean =>
  direction === 'rises' ? settled(score) >= limit : settled(score) < limit;

/** Weights when one becomes `own` and the others keep their proportions; all-zero others share equally. */
const withSingle = (weights: readonly number[], at: number, own: number): readonly number[] => {
  const rest = 1 - (weights[at] ?? 0);
  const others = weights.length - 1;
  return weights.map((w, i) => {
    if (i === at) return own;
    return rest > 0 ? (w * (1 - own)) / rest : (1 - own) / others;
  });
};

/** The move of one weight to an end of its range, cut where the mean meets the limit; `null` when it never crosses. */
const towards = (
  weights: readonly number[],
  points: readonly number[],
  at: number,
  end: 0 | 1,
  crossing: Crossing,
): WeightMove | null => {
  const own = weights[at] ?? 0;
  if (own === end) return null;
  const [from, to] = [meanOf(weights, points), meanOf(withSingle(weights, at, end), points)];
  if (!crosses(to, crossing)) return null;
  const share = to === from ? 1 : Math.min(1, Math.max(0, (crossing.limit - from) / (to - from)));
  const shift = (end - own) * share;
  return { distance: 2 * Math.abs(shift), weights: withSingle(weights, at, own + shift) };
};

/** One weight alone, down to 0 and up to 1: linear in between, so the crossing is exact. */
export const singleMoves = (
  weights: readonly number[],
  points: readonly number[],
  at: number,
  crossing: Crossing,
): { readonly decrease: WeightMove | null; readonly increase: WeightMove | null } =>
  weights.length < 2
    ? { decrease: null, increase: null }
    : {
        decrease: towards(weights, points, at, 0, crossing),
        increase: towards(weights, points, at, 1, crossing),
      };

/**
 * The smallest Σ|w′ − w| that brings the mean to the limit. Every unit of weight that moves costs 2 and gains the
 * difference of points, so it goes to the best point and comes from the worst first: the greedy order of a fractional
 * knapsack, which is exact. `null` when no weights cross the limit.
 */
export const nearestMove = (
  weights: readonly number[],
  points: readonly number[],
  crossing: Crossing,
): WeightMove | null => {
  const sign = crossing.direction === 'rises' ? 1 : -1;
  const gains = points.map((p) => sign * p);
  const top = Math.max(...gains);
  const target = gains.indexOf(top);
  if (target < 0 || !crosses(sign * top, crossing)) return null;
  const moved = [...weights];
  let missing = sign * (crossing.limit - meanOf(weights, points));
  const sources = gains
    .map((gain, i) => ({ i, gain: top - gain }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || a.i - b.i);
  let mass = 0;
  for (const { i, gain } of sources) {
    if (missing <= 0) break;
    const part = Math.min(moved[i] ?? 0, missing / gain);
    moved[i] = (moved[i] ?? 0) - part;
    moved[target] = (moved[target] ?? 0) + part;
    mass += part;
    missing -= part * gain;
  }
  return { distance: 2 * mass, weights: moved };
};
