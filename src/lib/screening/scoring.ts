import type { Points } from './check';
import {
  type Fraction,
  add,
  fractionOf,
  fractionText,
  integer,
  millionths,
  over,
  smallMillionths,
  times,
} from './fraction';
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

interface Sums<T> {
  readonly weight: T;
  readonly low: T;
  readonly high: T;
  readonly measured: T;
  readonly measuredWeight: T;
}

/** Sums of weights in millionths and of weights times points; `null` when they are not exact as numbers. */
const smallSums = (items: readonly WeightedItem[]): Sums<number> | null => {
  let [weight, low, high, measured, measuredWeight] = [0, 0, 0, 0, 0];
  for (const { weight: text, points } of items) {
    const own = smallMillionths(text);
    weight += own;
    low += own * points.low;
    high += own * points.high;
    if (points.low !== points.high) continue;
    measured += own * points.low;
    measuredWeight += own;
  }
  // No sum is greater than all weights at the full mark.
  return weight * Number(FULL_MARK) <= Number.MAX_SAFE_INTEGER
    ? { weight, low, high, measured, measuredWeight }
    : null;
};

const largeSums = (items: readonly WeightedItem[]): Sums<bigint> => {
  let [weight, low, high, measured, measuredWeight] = [0n, 0n, 0n, 0n, 0n];
  for (const { weight: text, points } of items) {
    const own = millionths(text);
    weight += own;
    low += own * BigInt(points.low);
    high += own * BigInt(points.high);
    if (points.low !== points.high) continue;
    measured += own * BigInt(points.low);
    measuredWeight += own;
  }
  return { weight, low, high, measured, measuredWeight };
};

/** Shares of the full mark (0–1); `null` when the items carry no weight at all. */
const sharesOf = (items: readonly WeightedItem[]): Shares | null => {
  const sums = smallSums(items) ?? largeSums(items);
  const weight = BigInt(sums.weight);
  if (weight === 0n) return null;
  const d = weight * FULL_MARK;
  return {
    low: { n: BigInt(sums.low), d },
    high: { n: BigInt(sums.high), d },
    measured: { n: BigInt(sums.measured), d },
    coverage: { n: BigInt(sums.measuredWeight), d: weight },
  };
};

type End = 'low' | 'high';

/** A score whose figures are written when somebody reads them: a verdict asks for the ends alone. Not plain data. */
class LateScore implements Score {
  private readonly ends: { [K in End]?: number } = {};

  constructor(private readonly shares: Shares) {}

  /** An end of the interval as it is written, in hundredths. */
  hundredths(end: End): number {
    return (this.ends[end] ??= hundredthsOf(this.shares[end], end));
  }

  get low(): string {
    return fractionText(times(this.shares.low, HUNDRED), 2, 'down');
  }
  get high(): string {
    return fractionText(times(this.shares.high, HUNDRED), 2, 'up');
  }
  get point(): string | null {
    const point = over(this.shares.measured, this.shares.coverage);
    return point === null ? null : fractionText(times(point, HUNDRED), 2, 'half-up');
  }
  get coverage(): string {
    return fractionText(this.shares.coverage, 4, 'down');
  }
}

/** A share of the full mark in hundredths of 0–100: the low end rounded down, the high end up. */
const hundredthsOf = ({ n, d }: Fraction, end: End): number =>
  Number((n * 10_000n + (end === 'high' ? d - 1n : 0n)) / d);

const plain = (score: LateScore | null): Score | null =>
  score === null ? null : { low: score.low, high: score.high, point: score.point, coverage: score.coverage };

/** As `dimensionScore`, its figures written when they are read. */
export const lateDimensionScore = (items: readonly WeightedItem[]): LateScore | null => {
  const shares = sharesOf(items);
  return shares === null ? null : new LateScore(shares);
};

/** `100 × Σ(w × s / 4) / Σw` with unanswered items at 0 and at 4. `null` without any weight. */
export const dimensionScore = (items: readonly WeightedItem[]): Score | null =>
  plain(lateDimensionScore(items));

interface WeightedDimension {
  readonly weight: string;
  readonly items: readonly WeightedItem[];
}

/** As `totalScore`, its figures written when they are read. */
export const lateTotalScore = (dimensions: readonly WeightedDimension[]): LateScore | null => {
  const zero: Fraction = { n: 0n, d: 1n };
  let total: Shares = { low: zero, high: zero, measured: zero, coverage: zero };
  for (const { weight, items } of dimensions) {
    const shares = sharesOf(items);
    if (shares === null) return null;
    const plus = (key: keyof Shares): Fraction => add(total[key], times(fractionOf(weight), shares[key]));
    total = { low: plus('low'), high: plus('high'), measured: plus('measured'), coverage: plus('coverage') };
  }
  return new LateScore(total);
};

/** Dimension scores by their weights. `null` when a dimension has no weight in its items. */
export const totalScore = (dimensions: readonly WeightedDimension[]): Score | null =>
  plain(lateTotalScore(dimensions));

const endOf = (score: Score, end: End): number =>
  score instanceof LateScore ? score.hundredths(end) : smallMillionths(score[end]) / 10_000;

/** `limit`: 0–100 with at most two decimals. */
const atLeast = (score: Score, end: End, limit: string): boolean =>
  endOf(score, end) * 10_000 >= smallMillionths(limit);

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
  end: End,
  bands: readonly Band[],
  floor: DimensionFloor,
): Band | null => {
  const index = bands.findIndex((band) => atLeast(total, end, band.min));
  const under = scored.some(({ score }) => !atLeast(score, end, floor.score));
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
  const underFloor = scored
    .filter(({ score }) => !atLeast(score, 'low', floor.score))
    .map(({ code }) => code);
  return { grade: low.grade === high.grade ? low.grade : null, low, high, underFloor };
};
