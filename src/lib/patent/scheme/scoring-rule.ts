import * as v from 'valibot';

/** The handful of ways in which an indicator turns an answer into points. */

const points = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(100));
const bound = v.pipe(v.number(), v.finite());
const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

export const scoreOption = v.strictObject({ key: shortText, title: shortText, score: points });
export type ScoreOption = v.InferOutput<typeof scoreOption>;
export const optionList = v.pipe(v.array(scoreOption), v.minLength(1));

export const scoringRule = v.variant('kind', [
  /** Options spelled out. */
  v.strictObject({ kind: v.literal('options'), options: optionList }),
  /** Options of a named scale of the scheme. */
  v.strictObject({ kind: v.literal('scale'), scale: shortText }),
  /** First band from the top whose `min` ≤ value. */
  v.strictObject({
    kind: v.literal('bands'),
    bands: v.pipe(v.array(v.strictObject({ min: bound, score: points })), v.minLength(1)),
  }),
  /** First band whose `max` ≥ value; `null` = no limit. */
  v.strictObject({
    kind: v.literal('bands_max'),
    bands: v.pipe(v.array(v.strictObject({ max: v.nullable(bound), score: points })), v.minLength(1)),
  }),
  /** slope · value + offset, clamped. */
  v.strictObject({
    kind: v.literal('linear'),
    slope: bound,
    offset: bound,
    clamp: v.tuple([points, points]),
  }),
  /** Points for exactly these values. */
  v.strictObject({
    kind: v.literal('table'),
    rows: v.pipe(v.array(v.strictObject({ at: bound, score: points })), v.minLength(1)),
  }),
]);
export type ScoringRule = v.InferOutput<typeof scoringRule>;

/** Points of a measured number; NaN when the rule does not cover it. */
export const scoreNumber = (rule: ScoringRule, value: number): number => {
  switch (rule.kind) {
    case 'bands':
      return rule.bands.find((b) => b.min <= value)?.score ?? NaN;
    case 'bands_max':
      return rule.bands.find((b) => b.max === null || b.max >= value)?.score ?? NaN;
    case 'linear':
      return Math.min(Math.max(rule.slope * value + rule.offset, rule.clamp[0]), rule.clamp[1]);
    case 'table':
      return rule.rows.find((r) => r.at === value)?.score ?? NaN;
    default:
      return NaN;
  }
};

/** Every score the rule can give for a number (end points for `linear`); empty for option rules. */
export const numberScores = (rule: ScoringRule): readonly number[] => {
  switch (rule.kind) {
    case 'bands':
    case 'bands_max':
      return rule.bands.map((b) => b.score);
    case 'linear':
      return rule.clamp;
    case 'table':
      return rule.rows.map((r) => r.score);
    default:
      return [];
  }
};

const rising = (values: readonly number[]): boolean =>
  values.every((value, i) => i === 0 || (values[i - 1] ?? value) < value);

/** Whether bands and tables are in their reading order, so that the first match is the right one. */
export const isOrdered = (rule: ScoringRule): boolean => {
  switch (rule.kind) {
    case 'bands':
      return rising(rule.bands.map((b) => -b.min));
    case 'bands_max':
      return (
        rising(rule.bands.map((b) => b.max ?? Infinity)) && rule.bands[rule.bands.length - 1]?.max === null
      );
    case 'table':
      return rising(rule.rows.map((r) => r.at));
    case 'linear':
      return rule.clamp[0] <= rule.clamp[1];
    default:
      return true;
  }
};

const steps = (values: readonly number[], sign: 1 | -1): boolean =>
  values.every((value, i) => i === 0 || sign * (value - (values[i - 1] ?? value)) >= 0);

/** Whether a larger number never scores lower (`higher`) or never scores higher (`lower`). */
export const movesAsDeclared = (rule: ScoringRule, better: 'higher' | 'lower'): boolean => {
  const sign = better === 'higher' ? 1 : -1;
  switch (rule.kind) {
    case 'bands':
      return steps(
        rule.bands.map((b) => b.score),
        sign === 1 ? -1 : 1,
      );
    case 'bands_max':
    case 'table':
      return steps(numberScores(rule), sign);
    case 'linear':
      return rule.slope * sign >= 0;
    default:
      return true;
  }
};
