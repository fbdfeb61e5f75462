import { type Result, fail, ok, refuse } from '../../kernel/result';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';
import type { RulesAt } from '../../rulebook/model';
import { checkScheme } from './scheme-checks';
import {
  DIMENSION_KEYS,
  type DimensionWeights,
  type Scheme,
  dimensionWeights,
  schemeSchema,
} from './scheme-schema';
import { sumToOne, weightNumber } from './weight-text';

export { answerOptions, expertOptions, indicatorsOf } from './scheme-parts';

/** What may follow `patent.scheme.`. */
export const SCHEME_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Reads `patent.scheme.<schemeId>`. Fails as `readTyped` does, or with `E_SCHEME`. */
export const readScheme = (rules: RulesAt, schemeId: string): Result<TypedRule<Scheme>> => {
  const id = `patent.scheme.${schemeId}`;
  if (!SCHEME_ID.test(schemeId))
    return refuse(
      'E_SCHEME',
      schemeId === '' ? '尚未选择评分方案' : `没有名为“${schemeId}”的评分方案`,
      'sections.patents.scheme',
      '请在专利页选择评分方案',
    );
  const read = readTyped(rules, id, schemeSchema);
  if (!read.ok) return read;
  const fault = checkScheme(read.value.value);
  return fault === null ? read : fail({ ...fault, path: `${id} › ${fault.path}`, rule: id });
};

/** Reads first-level weights. Fails as `readTyped` does, or with `E_WEIGHTS` when one is negative or the sum is not 1. */
export const readWeights = (rules: RulesAt, id: string): Result<TypedRule<DimensionWeights>> => {
  const read = readTyped(rules, id, dimensionWeights);
  if (!read.ok) return read;
  const weights = DIMENSION_KEYS.map((key) => read.value.value[key]);
  return weights.some((w) => weightNumber(w) < 0) || !sumToOne(weights)
    ? refuse('E_WEIGHTS', '一级权重须不小于 0 且合计为 1', id, '请在参数库中核对法律、技术、经济三项权重', id)
    : ok(read.value);
};
