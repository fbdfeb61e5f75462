import { Decimal } from '../../kernel/decimal';
import { type Failure, type Result, ok } from '../../kernel/result';
import { ruleLeaf } from '../../rulebook/read-rule';
import { BELOW_ONE, NOT_NEGATIVE } from '../../valuation/domain';
import { type Entered, type Place, allOf, readEntered } from '../../valuation/entered';
import { type MethodContext, type MethodValue, methodValue } from '../../valuation/method-value';
import { type Term, ratioStep, shown } from '../../valuation/term';
import { SHARE } from './data-domains';
import { type DataCost, dataCost } from './data-cost';
import { outside } from './hints';
import { readReturnOnCost, readUtilityRanges } from './pricing-rules';

/** 资产评估专家指引第9号 修正成本模型. Each coefficient is entered, or is the result of `utility-parts` by `asEntered`. */
export interface ModifiedCostInput {
  /** TC */
  readonly cost: DataCost;
  /** R, ≥ 0 */
  readonly returnOnCost: Entered;
  /** α, 0–1: the only place where quality enters. */
  readonly quality: Entered;
  /** β, 0–1 */
  readonly circulation: Entered;
  /** l, 0–1 */
  readonly monopoly: Entered;
  /** r, 0 ≤ r < 1 */
  readonly risk: Entered;
}

/** U and its four parts, each to be shown. */
export interface Utility {
  readonly quality: Term;
  readonly circulation: Term;
  readonly monopoly: Term;
  readonly risk: Term;
  /** U = α·β·(1+l)·(1−r) */
  readonly utility: Term;
}

/** A value with U's parts beside it: β moves it most and is never hidden. */
export interface ModifiedCostValue extends MethodValue {
  /** TC, 元. */
  readonly cost: Term;
  /** R */
  readonly returnOnCost: Term;
  readonly parts: Utility;
}

export type UtilityInput = Pick<ModifiedCostInput, 'quality' | 'circulation' | 'monopoly' | 'risk'>;

const LABELS = {
  quality: '数据质量系数 α',
  circulation: '数据流通系数 β',
  monopoly: '数据垄断系数 l',
  risk: '数据价值实现风险系数 r',
} as const;
const PARTS = ['quality', 'circulation', 'monopoly', 'risk'] as const;

/** Reads the four parts and multiplies them. Fails with `E_MISSING`, `E_NUMBER`, `E_RANGE`. */
export const dataUtility = (input: UtilityInput, place: Place): Result<Utility> => {
  const part = (field: keyof UtilityInput): Result<Term> =>
    readEntered(
      place,
      { field, label: LABELS[field], domain: field === 'risk' ? BELOW_ONE : SHARE },
      input[field],
    );
  const read = allOf({
    quality: part('quality'),
    circulation: part('circulation'),
    monopoly: part('monopoly'),
    risk: part('risk'),
  });
  if (!read.ok) return read;
  const { quality, circulation, monopoly, risk } = read.value;
  const utility = ratioStep({
    id: `${place.id}/utility`,
    label: '数据效用 U',
    value: quality.value
      .times(circulation.value)
      .times(monopoly.value.plus(1))
      .times(new Decimal(1).minus(risk.value)),
    formula: `U = α × β × (1 + l) × (1 − r) = ${shown(quality)} × ${shown(circulation)} × (1 + ${shown(monopoly)}) × (1 − ${shown(risk)})`,
    children: [quality.node, circulation.node, monopoly.node, risk.node],
  });
  return ok({ ...read.value, utility });
};

/**
 * 修正成本模型: P = TC · (1 + R) · U, U = α·β·(1+l)·(1−r), in 分. Parts outside their usual ranges warn `W_OUT_OF_RANGE`.
 * Fails as `dataCost` and `dataUtility`, with `E_RANGE` for R < 0. Source: 资产评估专家指引第9号——数据资产评估.
 */
export const modifiedCost = (input: ModifiedCostInput, context: MethodContext): Result<ModifiedCostValue> => {
  const read = allOf({
    cost: dataCost(input.cost, context),
    gain: readEntered(
      context,
      { field: 'returnOnCost', label: '成本投资回报率 R', domain: NOT_NEGATIVE },
      input.returnOnCost,
    ),
    parts: dataUtility(input, context),
    usual: readUtilityRanges(context.rules),
    usualGain: readReturnOnCost(context.rules),
  });
  if (!read.ok) return read;
  const { cost, gain, parts, usual, usualGain } = read.value;
  const warnings: readonly Failure[] = [
    ...outside(context, 'returnOnCost', '成本投资回报率 R', gain, usualGain.value, usualGain.rule),
    ...PARTS.flatMap((field) =>
      outside(context, field, LABELS[field], parts[field], usual.value[field], usual.rule),
    ),
  ];
  const value = methodValue(context, {
    approach: 'cost',
    method: 'modified-cost',
    label: '修正成本法估值',
    total: cost.value.times(gain.value.plus(1)).times(parts.utility.value),
    formula: `P = TC × (1 + R) × U = ${shown(cost)} 元 × (1 + ${shown(gain)}) × ${shown(parts.utility)}`,
    children: [cost.node, gain.node, parts.utility.node, ruleLeaf(usual.rule), ruleLeaf(usualGain.rule)],
    warnings,
  });
  return ok({ ...value, cost, returnOnCost: gain, parts });
};
