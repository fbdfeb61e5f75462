import { type WeightMove, nearestMove, singleMoves } from './weight-moves';

/** A first-level dimension with what it can come to. */
export interface StabilityDimension {
  readonly key: string;
  readonly title: string;
  /** Points with the unmeasured at worst and at best, 0–100. */
  readonly low: number;
  readonly high: number;
  /** First-level weight ≥ 0. All weights sum to 1. */
  readonly weight: number;
}

/** Grades from best to worst, the last from 0. */
export type Grades = readonly { readonly grade: string; readonly min: number }[];

/** One way in which the verdict changes: an end of the interval crosses a limit. */
export interface Flip {
  readonly what: 'grade' | 'pledge';
  readonly end: 'low' | 'high';
  /** Rising: reached at the limit itself. Falling: as soon as it is passed. */
  readonly direction: 'rises' | 'falls';
  /** Points at which it changes. */
  readonly limit: number;
  readonly from: string;
  readonly to: string;
}

export interface FlipMove extends WeightMove {
  readonly flip: Flip;
}

/** How far one weight may go alone; the others keep their proportions. `null` = nothing flips on the way to 0 or 1. */
export interface SingleStability {
  readonly key: string;
  readonly decrease: FlipMove | null;
  readonly increase: FlipMove | null;
}

export interface WeightStability {
  readonly grade: string;
  readonly low: number;
  readonly high: number;
  /** `null` when no threshold was given. */
  readonly pledge: boolean | null;
  readonly single: readonly SingleStability[];
  /** Smallest change Σ|w′ − w| over all weights on the simplex that flips; `null` = no weights flip it. */
  readonly nearestGradeFlip: FlipMove | null;
  readonly nearestPledgeFlip: FlipMove | null;
}

/** Sums of doubles may fall 1e-14 short of a limit they reach on paper; the grade table settles at the same place. */
const settled = (score: number): number => Math.round(score * 1e9) / 1e9;

const scoreOf = (dimensions: readonly StabilityDimension[], end: 'low' | 'high'): number =>
  dimensions.reduce((sum, d) => sum + d.weight * d[end], 0) /
  dimensions.reduce((sum, d) => sum + d.weight, 0);

const gradeIndex = (grades: Grades, score: number): number =>
  grades.findIndex((row) => row.min <= settled(score));

const gradeFlips = (grades: Grades, score: number, end: 'low' | 'high'): readonly Flip[] => {
  const at = gradeIndex(grades, score);
  const own = grades[at];
  if (own === undefined) return [];
  const [above, below] = [grades[at - 1], grades[at + 1]];
  const flip = { what: 'grade', end, from: own.grade } as const;
  return [
    ...(above === undefined
      ? []
      : [{ ...flip, direction: 'rises' as const, limit: above.min, to: above.grade }]),
    ...(below === undefined
      ? []
      : [{ ...flip, direction: 'falls' as const, limit: own.min, to: below.grade }]),
  ];
};

const pledgeFlip = (threshold: number, low: number): Flip => {
  const passes = settled(low) >= threshold;
  const [yes, no] = ['支持质押', '不支持质押'];
  return {
    what: 'pledge',
    end: 'low',
    direction: passes ? 'falls' : 'rises',
    limit: threshold,
    from: passes ? yes : no,
    to: passes ? no : yes,
  };
};

const smaller = (a: FlipMove | null, b: FlipMove | null): FlipMove | null =>
  a === null ? b : b === null || a.distance <= b.distance ? a : b;

const nearest = (moves: readonly (FlipMove | null)[]): FlipMove | null => moves.reduce(smaller, null);

/**
 * How far first-level weights must move before the grade of the interval or the pledge decision (low end ≥ `threshold`)
 * flips: each weight alone, and the smallest total change. Exact, because low and high are linear in the weights.
 * A flip by falling happens just beyond the stated move, one by rising at it. A score that stands on a limit has distance
 * 0. Throws when there are no dimensions or the weights do not sum to more than 0.
 */
export const weightStability = (
  dimensions: readonly StabilityDimension[],
  grades: Grades,
  threshold: number | null,
): WeightStability => {
  const [low, high] = [scoreOf(dimensions, 'low'), scoreOf(dimensions, 'high')];
  if (Number.isNaN(low) || Number.isNaN(high)) throw new Error('dimensions with weights expected');
  const total = dimensions.reduce((sum, d) => sum + d.weight, 0);
  const weights = dimensions.map((d) => d.weight / total);
  const pledge = threshold === null ? [] : [pledgeFlip(threshold, low)];
  const grade = [...gradeFlips(grades, low, 'low'), ...gradeFlips(grades, high, 'high')];
  const points = (flip: Flip): readonly number[] => dimensions.map((d) => d[flip.end]);
  const withFlip = (flip: Flip, move: WeightMove | null): FlipMove | null =>
    move === null ? null : { ...move, flip };
  const overall = (flips: readonly Flip[]): FlipMove | null =>
    nearest(flips.map((flip) => withFlip(flip, nearestMove(weights, points(flip), flip))));
  const [worst, best] = [
    grades[gradeIndex(grades, low)]?.grade ?? '',
    grades[gradeIndex(grades, high)]?.grade ?? '',
  ];
  return {
    grade: worst === best ? best : `${worst}–${best}`,
    low,
    high,
    pledge: threshold === null ? null : settled(low) >= threshold,
    single: dimensions.map(({ key }, at) => {
      const moves = [...grade, ...pledge].map((flip) => {
        const own = singleMoves(weights, points(flip), at, flip);
        return { decrease: withFlip(flip, own.decrease), increase: withFlip(flip, own.increase) };
      });
      return {
        key,
        decrease: nearest(moves.map((m) => m.decrease)),
        increase: nearest(moves.map((m) => m.increase)),
      };
    }),
    nearestGradeFlip: overall(grade),
    nearestPledgeFlip: overall(pledge),
  };
};
