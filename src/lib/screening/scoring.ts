import type { Points } from './check';
import { type Fraction, add, fractionOf, fractionText, integer, millionths, over, times } from './fraction';
import type { Band, DimensionFloor } from './rule-model';

/** 参考清单的满分: an item carries 0–4 points. */
const FULL_MARK = 4n;

export interface WeightedItem {
  /** Decimal text; `0` carries no points. */
  readonly weight: string;
  readonly points: Points;
}

/**
 * Score 0–100 as decimal text with two decimals. The low end is rounded down and the high end up, so that rounding
 * never helps; `point` counts measured items only and is shown with its coverage.
 */
export interface Score {
  readonly low: string;
  readonly high: string;
  readonly point: string | null;
  /** Weight of the measured items over all weight, 0–1, four decimals, rounded down. */
  readonly coverage: string;
}

interface Shares {
  readonly low: Fraction;
  readonly high: Fraction;
  readonly measured: Fraction;
  readonly coverage: Fraction;
}

const HUNDRED = integer(100);

/** Whole points as the sums need them. */
const POINTS: readonly bigint[] = [0n, 1n, 2n, 3n, 4n];

const wholePoints = (points: number): bigint => POINTS[points] ?? BigInt(points);

/** Shares of the full mark (0–1); `null` when the items carry no weight at all. */
const sharesOf = (items: readonly WeightedItem[]): Shares | null => {
  let [weight, low, high, measured, measuredWeight] = [0n, 0n, 0n, 0n, 0n];
  for (const { weight: text, points } of items) {
    const own = millionths(text);
    const least = own * wholePoints(points.low);
    weight += own;
    low += least;
    high += own * wholePoints(points.high);
    if (points.low !== points.high) continue;
    measured += least;
    measuredWeight += own;
  }
  if (weight === 0n) return null;
  const full = weight * FULL_MARK;
  return {
    low: { n: low, d: full },
    high: { n: high, d: full },
    measured: { n: measured, d: full },
    coverage: { n: measuredWeight, d: weight },
  };
};

const scoreOf = (shares: Shares): Score => {
  const point = over(shares.measured, shares.coverage);
  return {
    low: fractionText(times(shares.low, HUNDRED), 2, 'down'),
    high: fractionText(times(shares.high, HUNDRED), 2, 'up'),
    point: point === null ? null : fractionText(times(point, HUNDRED), 2, 'half-up'),
    coverage: fractionText(shares.coverage, 4, 'down'),
  };
};

/** `100 × Σ(w × s / 4) / Σw` with unanswered items at 0 and at 4. `null` without any weight. */
export const dimensionScore = (items: readonly WeightedItem[]): Score | null => {
  const shares = sharesOf(items);
  return shares === null ? null : scoreOf(shares);
};

/** Dimension scores by their weights. `null` when a dimension has no weight in its items. */
export const totalScore = (
  dimensions: readonly { readonly weight: string; readonly items: readonly WeightedItem[] }[],
): Score | null => {
  const zero: Fraction = { n: 0n, d: 1n };
  let total: Shares = { low: zero, high: zero, measured: zero, coverage: zero };
  for (const { weight, items } of dimensions) {
    const shares = sharesOf(items);
    if (shares === null) return null;
    const plus = (key: keyof Shares): Fraction => add(total[key], times(fractionOf(weight), shares[key]));
    total = { low: plus('low'), high: plus('high'), measured: plus('measured'), coverage: plus('coverage') };
  }
  return scoreOf(total);
};

const atLeast = (score: string, limit: string): boolean => millionths(score) >= millionths(limit);

export interface Grade {
  /** Only when both ends of the interval lie in one band. */
  readonly grade: string | null;
  readonly low: Band;
  readonly high: Band;
  /** Dimensions whose low end lies under the floor. */
  readonly underFloor: readonly string[];
}

type Scored = readonly { readonly code: string; readonly score: Score }[];

const bandAt = (
  total: Score,
  scored: Scored,
  end: 'low' | 'high',
  bands: readonly Band[],
  floor: DimensionFloor,
): Band | null => {
  const index = bands.findIndex((band) => atLeast(total[end], band.min));
  const under = scored.some(({ score }) => !atLeast(score[end], floor.score));
  return bands[Math.min(bands.length - 1, index + (under ? floor.drop : 0))] ?? null;
};

/** The bands of both ends. A dimension under the floor drops the grade; lending uses the low end. */
export const gradeOf = (
  total: Score,
  scored: Scored,
  bands: readonly Band[],
  floor: DimensionFloor,
): Grade | null => {
  const low = bandAt(total, scored, 'low', bands, floor);
  const high = bandAt(total, scored, 'high', bands, floor);
  if (low === null || high === null) return null;
  const underFloor = scored.filter(({ score }) => !atLeast(score.low, floor.score)).map(({ code }) => code);
  return { grade: low.grade === high.grade ? low.grade : null, low, high, underFloor };
};
