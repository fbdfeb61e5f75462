import { type Result, ok, refuse } from '../../kernel/result';
import { NOT_NEGATIVE, POSITIVE } from '../../valuation/domain';
import { type Entered, type Place, allOf, fieldPath, readEntered } from '../../valuation/entered';
import { type MethodValue, methodValue } from '../../valuation/method-value';
import { type Term, ratioStep, shown } from '../../valuation/term';
import { type DataCost, dataCost } from './data-cost';
import { SHARE } from './data-domains';

/** 成本法模型 P = C·δ. */
export interface AdjustedCostInput {
  /** C: 前期费用, 直接成本, 间接成本, 机会成本, 相关税费. */
  readonly cost: DataCost;
  /** Quality share of δ, 0–1. */
  readonly quality: Entered;
  /** Years, ≥ 0, not above the total life. */
  readonly remainingYears: Entered;
  /** Years, > 0. */
  readonly totalYears: Entered;
}

const adjustment = (input: AdjustedCostInput, place: Place): Result<Term> => {
  const unit = 'year' as const;
  const read = allOf({
    quality: readEntered(place, { field: 'quality', label: '数据质量调整', domain: SHARE }, input.quality),
    left: readEntered(
      place,
      { field: 'remainingYears', label: '剩余使用年限', domain: NOT_NEGATIVE, unit },
      input.remainingYears,
    ),
    whole: readEntered(
      place,
      { field: 'totalYears', label: '总使用年限', domain: POSITIVE, unit },
      input.totalYears,
    ),
  });
  if (!read.ok) return read;
  const { quality, left, whole } = read.value;
  if (left.value.gt(whole.value))
    return refuse(
      'E_RANGE',
      `剩余使用年限 ${shown(left)} 超过总使用年限 ${shown(whole)}`,
      fieldPath(place, 'remainingYears'),
      '请核对两个年限',
    );
  return ok(
    ratioStep({
      id: `${place.id}/adjustment`,
      label: '价值调整系数 δ',
      value: quality.value.times(left.value).dividedBy(whole.value),
      formula: `${shown(quality)} × ${shown(left)} ÷ ${shown(whole)}`,
      children: [quality.node, left.node, whole.node],
    }),
  );
};

/**
 * 成本法: P = C · δ, δ = quality · remaining life / total life, in 分. Fails as `dataCost`, and with `E_MISSING`, `E_RANGE`.
 * Source: 数据资产评估指导意见, annex (formula recalled, not read).
 */
export const adjustedCost = (input: AdjustedCostInput, place: Place): Result<MethodValue> => {
  const read = allOf({ cost: dataCost(input.cost, place), delta: adjustment(input, place) });
  if (!read.ok) return read;
  const { cost, delta } = read.value;
  return ok(
    methodValue(place, {
      approach: 'cost',
      method: 'adjusted-cost',
      label: '成本法估值（P = C × δ）',
      total: cost.value.times(delta.value),
      formula: `P = C × δ = ${shown(cost)} 元 × ${shown(delta)}`,
      children: [cost.node, delta.node],
      warnings: [],
    }),
  );
};
