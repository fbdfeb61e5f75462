import { Decimal } from '../../kernel/decimal';
import { exp, log } from '../../kernel/exact-maths';

/** How good an indicator is, 0–1, with what its measuring leaves open. */
export interface Goodness {
  readonly point: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
}

export interface WeightedGoodness {
  readonly weight: string;
  /** `null` = not measured. */
  readonly goodness: Goodness | null;
}

/** S of one dimension. */
export interface DimensionScore {
  /** Over measured indicators; `null` when none is measured. */
  readonly score: Decimal | null;
  /** The unmeasured at 0, the measured at their lower end. */
  readonly low: Decimal;
  /** The unmeasured at 1, the measured at their upper end. */
  readonly high: Decimal;
  /** Measured weight ÷ all weight; 1 for a dimension without any weight. */
  readonly coverage: Decimal;
}

const ZERO = new Decimal(0);
const ONE = new Decimal(1);

const sum = (values: readonly Decimal[]): Decimal => values.reduce((a, b) => a.plus(b), ZERO);

/** S = Σ wX ÷ Σ w over the measured indicators, with bounds. Data-asset reference 4.4. */
export const dimensionScore = (indicators: readonly WeightedGoodness[]): DimensionScore => {
  const all = sum(indicators.map(({ weight }) => new Decimal(weight)));
  if (all.isZero()) return { score: null, low: ONE, high: ONE, coverage: ONE };
  const measured = indicators.flatMap(({ weight, goodness }) =>
    goodness === null ? [] : [{ weight: new Decimal(weight), goodness }],
  );
  const known = sum(measured.map(({ weight }) => weight));
  const of = (end: keyof Goodness): Decimal =>
    sum(measured.map(({ weight, goodness }) => weight.times(goodness[end])));
  return {
    score: known.isZero() ? null : of('point').div(known),
    low: of('low').div(all),
    high: of('high').plus(all.minus(known)).div(all),
    coverage: known.div(all),
  };
};

export interface WeightedDimension {
  readonly weight: string;
  readonly score: DimensionScore;
}

/** α = Σ W·S with bounds. */
export interface QualityScore {
  /** `null` while a dimension that counts is not evaluated. */
  readonly alpha: Decimal | null;
  readonly low: Decimal;
  readonly high: Decimal;
  readonly coverage: Decimal;
  /** Π S^W, which one very bad dimension pulls down; `null` as `alpha`. */
  readonly geometric: Decimal | null;
}

/** Places of the geometric mean, which is computed in doubles. */
const PLACES = 10;

const geometricMean = (
  dimensions: readonly { readonly weight: string; readonly score: Decimal }[],
): Decimal =>
  dimensions.some(({ score }) => score.isZero())
    ? ZERO
    : new Decimal(
        exp(
          dimensions.reduce((total, { weight, score }) => total + Number(weight) * log(score.toNumber()), 0),
        ),
      ).toDecimalPlaces(PLACES);

/** Whether a dimension may be told by one number: coverage not below the floor. */
export const isEvaluated = ({ score, coverage }: DimensionScore, floor: string): boolean =>
  score !== null && coverage.gte(floor);

/**
 * Weighs the dimensions (weights sum to 1). No α while a dimension with weight is not evaluated: the interval says what is
 * known. Data-asset reference 4.4.
 */
export const qualityScore = (dimensions: readonly WeightedDimension[], floor: string): QualityScore => {
  const weighed = dimensions.filter(({ weight }) => !new Decimal(weight).isZero());
  const of = (pick: (score: DimensionScore) => Decimal): Decimal =>
    sum(weighed.map(({ weight, score }) => pick(score).times(weight)));
  const points = weighed.flatMap(({ weight, score }) =>
    score.score !== null && isEvaluated(score, floor) ? [{ weight, score: score.score }] : [],
  );
  const whole = points.length === weighed.length && weighed.length > 0;
  return {
    alpha: whole ? sum(points.map(({ weight, score }) => score.times(weight))) : null,
    low: of(({ low }) => low),
    high: of(({ high }) => high),
    coverage: of(({ coverage }) => coverage),
    geometric: whole ? geometricMean(points) : null,
  };
};

/** The grade of an interval; `null` unless both ends lie in one band. A band holds its lower limit; bands run downwards. */
export const gradeOf = (
  low: Decimal,
  high: Decimal,
  bands: readonly { readonly grade: string; readonly min: string }[],
): string | null => {
  const at = (value: Decimal): string | undefined => bands.find(({ min }) => value.gte(min))?.grade;
  const grade = at(low);
  return grade !== undefined && grade === at(high) ? grade : null;
};
