import * as v from 'valibot';
import { indicatorCode } from '../../case/data-quality';
import { decimalText, ratioText } from '../../case/schema-parts';
import { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';

const PREFIX = 'data-quality.';

export const ANSWERED_BY = ['auto', 'rule', 'evidence', 'sample'] as const;

const dimensions = v.pipe(v.array(v.strictObject({ id: v.string(), title: v.string() })), v.minLength(1));

const indicators = v.array(
  v.strictObject({
    code: indicatorCode,
    title: v.string(),
    dimension: v.string(),
    /** What A of X = A/B counts. */
    counts: v.string(),
    /** The question put to a person. */
    ask: v.string(),
    /** Who usually answers it. */
    answeredBy: v.picklist(ANSWERED_BY),
    /** A counts bad elements: X is shown, 1 − X is scored. */
    lowerIsBetter: v.boolean(),
  }),
);
export type QualityIndicator = v.InferOutput<typeof indicators>[number];

/** Weights by key, each 0–1, together exactly 1. */
export const qualityWeights = v.pipe(
  v.record(v.string(), ratioText),
  v.check(
    (record) =>
      Object.values(record)
        .reduce((sum, w) => sum.plus(w), new Decimal(0))
        .eq(1),
    '各项权重之和应为 1',
  ),
);
export type QualityWeights = TypedRule<v.InferOutput<typeof qualityWeights>>;

const bands = v.pipe(
  v.array(v.strictObject({ grade: v.string(), min: ratioText })),
  v.check((rows) => rows.at(-1)?.min === '0', '最低一级的下限应为 0'),
  v.check(
    (rows) => rows.every(({ min }, i) => i === 0 || new Decimal(rows[i - 1]?.min ?? 0).gt(min)),
    '各级下限应从高到低排列',
  ),
);

const sampling = v.strictObject({ z: decimalText, error: ratioText, share: ratioText });
export type SamplingRule = TypedRule<v.InferOutput<typeof sampling>>;

/** One dimension with its indicators and their weights. */
export interface QualityDimension {
  readonly id: string;
  readonly title: string;
  readonly weight: string;
  readonly indicators: readonly (QualityIndicator & { readonly weight: string })[];
  readonly weights: QualityWeights;
}

/** Everything the rulebook says about data quality on the valuation date. */
export interface QualityRules {
  readonly dimensions: readonly QualityDimension[];
  readonly dimensionWeights: QualityWeights;
  readonly floor: TypedRule<string>;
  readonly bands: TypedRule<v.InferOutput<typeof bands>>;
  readonly halfLifeCycles: TypedRule<string>;
  readonly sampling: SamplingRule;
  readonly sketchError: TypedRule<string>;
}

const positive = v.pipe(
  decimalText,
  v.check((text) => new Decimal(text).gt(0), '应大于 0'),
);

/** Keys of a set of weights must be those of the rulebook, no more and no less. */
const sameKeys = (weights: QualityWeights, keys: readonly string[]): Result<QualityWeights> => {
  const given = Object.keys(weights.value);
  const other =
    given.find((key) => !keys.includes(key)) ?? keys.find((key) => weights.value[key] === undefined);
  return other === undefined
    ? ok(weights)
    : refuse(
        'E_RULE_SHAPE',
        `“${weights.rule.title}”的项目与指标体系不符：${other}`,
        weights.rule.id,
        '请为每一项各写一个权重，不多也不少',
        weights.rule.id,
      );
};

/** Indicators of GB/T 36344-2018 as the rulebook holds them. */
export const readIndicators = (rules: RulesAt): Result<TypedRule<readonly QualityIndicator[]>> =>
  readTyped(rules, `${PREFIX}indicators`, indicators);

/** Codes or dimensions that the weights entry `id` speaks about; `null` when it is no entry of weights. */
export const weightKeysOf = (
  rules: RulesAt,
  id: string,
): Result<readonly { readonly key: string; readonly title: string }[] | null> => {
  const which = id.startsWith(`${PREFIX}weights.`) ? id.slice(`${PREFIX}weights.`.length) : null;
  if (which === null) return ok(null);
  const dims = readTyped(rules, `${PREFIX}dimensions`, dimensions);
  if (!dims.ok) return dims;
  if (which === 'dimensions') return ok(dims.value.value.map(({ id: key, title }) => ({ key, title })));
  const all = readIndicators(rules);
  if (!all.ok) return all;
  const own = all.value.value.filter(({ dimension }) => dimension === which);
  return ok(own.length === 0 ? null : own.map(({ code, title }) => ({ key: code, title })));
};

/** Weights of one entry, with exactly the keys it must have. */
export const readQualityWeights = (rules: RulesAt, id: string): Result<QualityWeights> => {
  const keys = weightKeysOf(rules, id);
  if (!keys.ok) return keys;
  const weights = readTyped(rules, id, qualityWeights);
  if (!weights.ok || keys.value === null) return weights;
  return sameKeys(
    weights.value,
    keys.value.map(({ key }) => key),
  );
};

const readDimensions = (rules: RulesAt): Result<Pick<QualityRules, 'dimensions' | 'dimensionWeights'>> => {
  const all = readTyped(rules, `${PREFIX}dimensions`, dimensions);
  if (!all.ok) return all;
  const dimensionWeights = readQualityWeights(rules, `${PREFIX}weights.dimensions`);
  if (!dimensionWeights.ok) return dimensionWeights;
  const known = readIndicators(rules);
  if (!known.ok) return known;
  const list: QualityDimension[] = [];
  for (const { id, title } of all.value.value) {
    const weights = readQualityWeights(rules, `${PREFIX}weights.${id}`);
    if (!weights.ok) return weights;
    list.push({
      id,
      title,
      weight: dimensionWeights.value.value[id] ?? '0',
      weights: weights.value,
      indicators: known.value.value
        .filter(({ dimension }) => dimension === id)
        .map((indicator) => ({ ...indicator, weight: weights.value.value[indicator.code] ?? '0' })),
    });
  }
  return ok({ dimensions: list, dimensionWeights: dimensionWeights.value });
};

/** Reads the whole model. Fails as `readTyped` does, or with `E_RULE_SHAPE` when weights do not fit the indicators. */
export const readQualityRules = (rules: RulesAt): Result<QualityRules> => {
  const tree = readDimensions(rules);
  if (!tree.ok) return tree;
  const floor = readTyped(rules, `${PREFIX}coverage-floor`, ratioText);
  if (!floor.ok) return floor;
  const grades = readTyped(rules, `${PREFIX}bands`, bands);
  if (!grades.ok) return grades;
  const halfLifeCycles = readTyped(rules, `${PREFIX}half-life-cycles`, positive);
  if (!halfLifeCycles.ok) return halfLifeCycles;
  const sample = readTyped(rules, `${PREFIX}sampling`, sampling);
  if (!sample.ok) return sample;
  const sketchError = readTyped(rules, `${PREFIX}sketch-error`, ratioText);
  if (!sketchError.ok) return sketchError;
  return ok({
    ...tree.value,
    floor: floor.value,
    bands: grades.value,
    halfLifeCycles: halfLifeCycles.value,
    sampling: sample.value,
    sketchError: sketchError.value,
  });
};
