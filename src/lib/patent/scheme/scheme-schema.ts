import * as v from 'valibot';
import { optionList, scoringRule } from './scoring-rule';
import { weightText } from './weight-text';

/**
 * Shape of a scoring scheme in the rulebook: dimensions → second level → indicators, or dimensions → indicators where a
 * scheme has no second level.
 */

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const code = v.pipe(v.string(), v.regex(/^[A-Z][0-9.]*$/, '指标代码应为 L1.1 这样的形式'));
const finite = v.pipe(v.number(), v.finite());
const points = v.pipe(finite, v.minValue(0), v.maxValue(100));

/** What a measured number may be, and which way it counts. */
const numberInput = v.strictObject({
  unit: name,
  min: finite,
  max: v.nullable(finite),
  integer: v.boolean(),
  better: v.picklist(['higher', 'lower']),
});

const LEAF_NEEDED = '每个上级指标下至少要有一个指标';

const indicator = v.strictObject({
  code,
  title: name,
  kind: v.picklist(['bibliographic', 'mixed', 'expert', 'financial']),
  /** Key of the input that the record gives; `null` = only a person can answer. */
  input: v.nullable(name),
  meaning: v.pipe(v.string(), v.maxLength(500)),
  number: v.exactOptional(numberInput),
  scoring: scoringRule,
  /** Scale on which a person may overwrite a proxy. */
  expertScale: v.exactOptional(name),
  /** Weight inside the parent; absent on all siblings = equal. */
  weight: v.exactOptional(weightText),
  /**
   * The indicator scales its parent instead of taking part in its mean: parent = points / 100 × mean of the others.
   * It has no weight. At most one per parent.
   */
  multiplier: v.exactOptional(v.literal(true)),
  /** Lowest and highest points this indicator can get. */
  worst: points,
  best: points,
});
export type Indicator = v.InferOutput<typeof indicator>;

const group = v.strictObject({
  code,
  title: name,
  weight: v.exactOptional(weightText),
  indicators: v.pipe(v.array(indicator), v.minLength(1, LEAF_NEEDED)),
});
export type IndicatorGroup = v.InferOutput<typeof group>;

export const DIMENSION_KEYS = ['legal', 'technical', 'economic'] as const;
export type DimensionKey = (typeof DIMENSION_KEYS)[number];

const dimensionParts = { code, key: v.picklist(DIMENSION_KEYS), title: name };

const layeredDimension = v.strictObject({
  ...dimensionParts,
  groups: v.pipe(v.array(group), v.minLength(1, LEAF_NEEDED)),
});

export interface Dimension extends v.InferOutput<typeof layeredDimension> {
  /** The scheme has no second level here: `groups` holds one group, named after the dimension. */
  readonly flat?: true;
}

const flatDimension = v.pipe(
  v.strictObject({ ...dimensionParts, indicators: v.pipe(v.array(indicator), v.minLength(1, LEAF_NEEDED)) }),
  v.transform(({ indicators, ...own }): Dimension => ({
    ...own,
    groups: [{ code: own.code, title: own.title, indicators }],
    flat: true,
  })),
);

/** Which of the two forms is meant decides the message a person gets, so it is asked before anything is checked. */
const isFlat = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'indicators' in input && !('groups' in input);

const dimension: v.GenericSchema<unknown, Dimension> = v.lazy((input) =>
  isFlat(input) ? flatDimension : layeredDimension,
);

const scenario = v.strictObject({
  code: name,
  title: name,
  /** Rule ids of the first-level weights and of the gates; `null` = no gates. */
  weights: name,
  gates: v.nullable(name),
});
export type Scenario = v.InferOutput<typeof scenario>;

export const schemeSchema = v.strictObject({
  title: name,
  /** What may be printed about the scheme. Never a claim of conformity. */
  statement: name,
  provenance: v.array(
    v.strictObject({
      item: name,
      confidence: v.picklist(['verified', 'secondary', 'assumption']),
      reason: name,
    }),
  ),
  scale: v.strictObject({ min: v.literal(0), max: v.literal(100) }),
  /** How siblings without a weight share their parent. */
  withinParent: v.literal('equal'),
  scenarios: v.pipe(v.array(scenario), v.minLength(1)),
  optionScales: v.record(v.string(), optionList),
  dimensions: v.array(dimension),
  extendedIndicators: v.array(name),
});
export type Scheme = v.InferOutput<typeof schemeSchema>;

/** First-level weights of a scenario, decimals or fractions, summing to 1. */
export const dimensionWeights = v.strictObject({
  legal: weightText,
  technical: weightText,
  economic: weightText,
});
export type DimensionWeights = v.InferOutput<typeof dimensionWeights>;
