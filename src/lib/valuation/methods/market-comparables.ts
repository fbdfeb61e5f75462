import { Decimal } from '../../kernel/decimal';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { ruleLeaf } from '../../rulebook/read-rule';
import { type AdjustmentFactor, type ComparableRules, readComparableRules } from './comparable-rules';
import { type Domain, POSITIVE } from '../domain';
import {
  type Entered,
  type EnteredFen,
  type Place,
  fieldPath,
  readEntered,
  readEnteredFen,
} from '../entered';
import { type MethodContext, type MethodValue, methodValue } from '../method-value';
import { type Term, amountStep, shown } from '../term';

/** One transaction of a comparable patent. */
export interface Comparable {
  /** Id, unique in the list. */
  readonly id: string;
  readonly title: string;
  /** V_i: price of the transaction, 分, > 0. */
  readonly price: EnteredFen;
  /** Correction of every factor of `valuation.market-comparables`; no difference is `1`, never left out. */
  readonly adjustments: Readonly<Record<string, Entered>>;
}

export interface MarketInput {
  readonly comparables: readonly Comparable[];
  readonly statistic: 'mean' | 'median';
}

interface Adjusted {
  readonly term: Term;
  readonly warnings: readonly Failure[];
}

const adjustmentDomain = ({ min, max }: ComparableRules['value']['adjustment']): Domain => ({
  holds: (v) => v.gte(min) && v.lte(max),
  code: 'E_ADJUSTMENT_RANGE',
  must: `必须在 ${min} 到 ${max} 之间`,
  remedy: '单项差异过大的交易不可比，请换用其他可比交易',
});

const farFromOne = (
  place: Place,
  comparable: Comparable,
  factor: AdjustmentFactor,
  { value }: Term,
  { value: { adjustment }, rule }: ComparableRules,
): readonly Failure[] =>
  value.lt(adjustment.warnBelow) || value.gt(adjustment.warnAbove)
    ? [
        {
          code: 'W_ADJUSTMENT_LARGE',
          message: `“${comparable.title}”的${factor.title}修正系数 ${value.toFixed()} 超出 ${adjustment.warnBelow}–${adjustment.warnAbove}`,
          path: fieldPath(place, `comparables[${comparable.id}].adjustments.${factor.id}`),
          remedy: '请说明修正的依据，或换用更接近的可比交易',
          rule: rule.id,
        },
      ]
    : [];

const unknownFactor = (
  place: Place,
  { id, title, adjustments }: Comparable,
  rules: ComparableRules,
): Result<undefined> => {
  const known = new Set(rules.value.factors.map((factor) => factor.id));
  const unknown = Object.keys(adjustments).find((factor) => !known.has(factor));
  return unknown === undefined
    ? ok(undefined)
    : refuse(
        'E_FACTOR_UNKNOWN',
        `“${title}”的修正因素“${unknown}”不在参数库中`,
        fieldPath(place, `comparables[${id}].adjustments.${unknown}`),
        '请按参数库中的修正因素填写，或由机构参数增加这一因素',
        rules.rule.id,
      );
};

/** V_i · Π adj_ij */
const adjusted = (place: Place, comparable: Comparable, rules: ComparableRules): Result<Adjusted> => {
  const field = `comparables[${comparable.id}]`;
  const price = readEnteredFen(
    place,
    { field: `${field}.price`, label: `“${comparable.title}”成交价`, domain: POSITIVE },
    comparable.price,
  );
  if (!price.ok) return price;
  const known = unknownFactor(place, comparable, rules);
  if (!known.ok) return known;
  const terms: Term[] = [];
  const warnings: Failure[] = [];
  for (const factor of rules.value.factors) {
    const spec = {
      field: `${field}.adjustments.${factor.id}`,
      label: `“${comparable.title}”的${factor.title}修正系数`,
      domain: adjustmentDomain(rules.value.adjustment),
      unit: 'none',
    } as const;
    const term = readEntered(place, spec, comparable.adjustments[factor.id] ?? { value: null });
    if (!term.ok) return term;
    terms.push(term.value);
    warnings.push(...farFromOne(place, comparable, factor, term.value, rules));
  }
  const term = amountStep({
    id: `${place.id}/comparable/${comparable.id}`,
    label: `“${comparable.title}”修正后价格`,
    value: terms.reduce((product, { value }) => product.times(value), price.value.value),
    formula: `${shown(price.value)} 元${terms.map((one) => ` × ${shown(one)}`).join('')}`,
    children: [price.value.node, ...terms.map(({ node }) => node)],
  });
  return ok({ term, warnings });
};

const mean = (values: readonly Decimal[]): Decimal =>
  values.reduce((sum, value) => sum.plus(value), new Decimal(0)).dividedBy(values.length);

/** The middle value, or the mean of the two in the middle. */
const median = (values: readonly Decimal[]): Decimal => {
  const sorted = [...values].sort((a, b) => a.comparedTo(b));
  return mean(sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1));
};

const checkList = (
  place: Place,
  comparables: readonly Comparable[],
  rules: ComparableRules,
): Result<undefined> => {
  const { minimumCount } = rules.value;
  if (comparables.length < minimumCount)
    return refuse(
      'E_COMPARABLES_FEW',
      `只有 ${comparables.length} 个可比交易，少于 ${minimumCount} 个`,
      fieldPath(place, 'comparables'),
      '请补充可比交易；不足的不采用市场法',
      rules.rule.id,
    );
  const ids = comparables.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return twice === undefined
    ? ok(undefined)
    : refuse(
        'E_COMPARABLE_TWICE',
        `可比交易“${twice}”列了两次`,
        fieldPath(place, `comparables[${twice}]`),
        '同一交易只能列一次',
        rules.rule.id,
      );
};

/**
 * 市场法: V = mean or median of V_i · Π_j adj_ij, in 分. Count, factors and bounds come from
 * `valuation.market-comparables`. Fails with `E_COMPARABLES_FEW`, `E_COMPARABLE_TWICE`, `E_FACTOR_UNKNOWN`,
 * `E_ADJUSTMENT_RANGE`, `E_MISSING` (a factor without a correction), `E_RANGE` (price not above 0). Corrections far from
 * 1 warn `W_ADJUSTMENT_LARGE`.
 */
export const marketComparables = (input: MarketInput, context: MethodContext): Result<MethodValue> => {
  const rules = readComparableRules(context.rules);
  if (!rules.ok) return rules;
  const list = checkList(context, input.comparables, rules.value);
  if (!list.ok) return list;
  const prices: Adjusted[] = [];
  for (const comparable of input.comparables) {
    const price = adjusted(context, comparable, rules.value);
    if (!price.ok) return price;
    prices.push(price.value);
  }
  const values = prices.map(({ term }) => term.value);
  const name = input.statistic === 'mean' ? '平均数' : '中位数';
  return ok(
    methodValue(context, {
      approach: 'market',
      method: 'market-comparables',
      label: '市场法估值',
      total: input.statistic === 'mean' ? mean(values) : median(values),
      formula: `V = ${name}(${prices.map(({ term }) => shown(term)).join('，')}) 元`,
      children: [...prices.map(({ term }) => term.node), ruleLeaf(rules.value.rule)],
      warnings: prices.flatMap(({ warnings }) => warnings),
    }),
  );
};
