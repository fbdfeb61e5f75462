import * as v from 'valibot';
import { ratioText } from '../../case/schema-parts';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';

const finite = v.pipe(v.number(), v.finite());

/** No published RI on the 1–9 scale comes near it; a larger one would call every matrix consistent. */
const MOST_RANDOM = 2;

/** `valuation.weights.random-index`: RI of order 1, 2, 3, …, above 0 from order 3 on. */
const randomIndex = v.pipe(
  v.array(v.pipe(finite, v.minValue(0), v.maxValue(MOST_RANDOM, `平均随机一致性指标不大于 ${MOST_RANDOM}`))),
  v.minLength(3),
  v.check((list) => list.slice(2).every((index) => index > 0), '三阶及以上的平均随机一致性指标须大于 0'),
);

/** `valuation.weights.saaty-scale`: the judgements that are spelled out; values in between are allowed. */
const saatyScale = v.pipe(
  v.array(v.strictObject({ value: v.pipe(finite, v.minValue(1)), title: v.string() })),
  v.minLength(1),
);

/** `valuation.weights.kappa-bands`: words for an agreement, best first. */
const kappaBands = v.pipe(v.array(v.strictObject({ min: finite, title: v.string() })), v.minLength(1));

/** Parameters of the analytic hierarchy process (层次分析法). */
export interface AhpRules {
  readonly randomIndex: TypedRule<readonly number[]>;
  /** CR at or above it is not consistent. */
  readonly consistencyLimit: TypedRule<string>;
  readonly scale: TypedRule<readonly { readonly value: number; readonly title: string }[]>;
}

export const readAhpRules = (rules: RulesAt): Result<AhpRules> => {
  const index = readTyped(rules, 'valuation.weights.random-index', randomIndex);
  if (!index.ok) return index;
  const limit = readTyped(rules, 'valuation.weights.consistency-limit', ratioText);
  if (!limit.ok) return limit;
  const scale = readTyped(rules, 'valuation.weights.saaty-scale', saatyScale);
  if (!scale.ok) return scale;
  return ok({ randomIndex: index.value, consistencyLimit: limit.value, scale: scale.value });
};

/** The word for an agreement κ, from `valuation.weights.kappa-bands`. A band holds its lower limit. */
export const kappaTitle = (kappa: number, rules: RulesAt): Result<string> => {
  const bands = readTyped(rules, 'valuation.weights.kappa-bands', kappaBands);
  if (!bands.ok) return bands;
  return ok(bands.value.value.find((band) => kappa >= band.min)?.title ?? '');
};
