import type { Result } from '../../kernel/result';
import { ANY } from '../../valuation/domain';
import { type EnteredFen, allOf, readYears } from '../../valuation/entered';
import { type Income, afterTax } from '../../valuation/methods/discounted-income';
import type { MethodContext } from '../../valuation/method-value';
import { amountStep, shown } from '../../valuation/term';
import { type DataIncomeTerms, type DataIncomeValue, discountDataIncome, readDataTerms } from './data-terms';
import { sameYears } from './series';

/** 直接收益: a data product sold on its own. */
export interface DirectIncomeInput extends DataIncomeTerms {
  /** R_t: 息税前利润 of the data asset, 分, year 1 first; may be negative. */
  readonly profit: readonly EnteredFen[];
}

/** 增量收益: with the data and without it. */
export interface IncrementInput extends DataIncomeTerms {
  /** RY_t: 息税前利润 with the data, 分. */
  readonly withData: readonly EnteredFen[];
  /** RN_t: without it (A/B test, before and after, or a peer), 分. */
  readonly withoutData: readonly EnteredFen[];
}

/**
 * 直接收益: P = Σ R_t · (1 − T) / (1 + i)^τ_t, in 分. Fails as `readDataTerms` and `discountDataIncome`.
 * Source: 数据资产评估指导意见, annex, first income model.
 */
export const directIncome = (input: DirectIncomeInput, context: MethodContext): Result<DataIncomeValue> => {
  const read = allOf({
    terms: readDataTerms(input, context),
    profit: readYears(context, { field: 'profit', label: '息税前利润 R', domain: ANY }, input.profit),
  });
  if (!read.ok) return read;
  const { terms, profit } = read.value;
  const income: Income = {
    method: 'data-direct-income',
    label: '直接收益法估值',
    formula: 'P = Σ R_t × (1 − T) ÷ (1 + i)^τ_t',
    field: 'profit',
    yearly: profit.map((amount, index) => afterTax(context, index + 1, '数据资产收益', amount, terms.tax)),
  };
  return discountDataIncome(context, income, terms);
};

/**
 * 增量收益: P = Σ (RY_t − RN_t) · (1 − T) / (1 + i)^τ_t, in 分. Fails as `directIncome` and with `E_SERIES_LENGTH`.
 * Source: 数据资产评估指导意见, annex (formula recalled, not read).
 */
export const dataIncrement = (input: IncrementInput, context: MethodContext): Result<DataIncomeValue> => {
  const read = allOf({
    terms: readDataTerms(input, context),
    more: readYears(
      context,
      { field: 'withData', label: '使用数据后的息税前利润', domain: ANY },
      input.withData,
    ),
    less: readYears(
      context,
      { field: 'withoutData', label: '不用数据的息税前利润', domain: ANY },
      input.withoutData,
    ),
  });
  if (!read.ok) return read;
  const { terms, more, less } = read.value;
  const pairs = sameYears(context, 'withoutData', more, less);
  if (!pairs.ok) return pairs;
  const income: Income = {
    method: 'data-incremental-income',
    label: '增量收益法估值',
    formula: 'P = Σ (RY_t − RN_t) × (1 − T) ÷ (1 + i)^τ_t',
    field: 'withData',
    yearly: pairs.value.map(([a, b], index) => {
      const increment = amountStep({
        id: `${context.id}/year-${index + 1}/increment`,
        label: `第 ${index + 1} 年增量收益`,
        value: a.value.minus(b.value),
        formula: `${shown(a)} 元 − ${shown(b)} 元`,
        children: [a.node, b.node],
      });
      return afterTax(context, index + 1, '增量收益', increment, terms.tax);
    }),
  };
  return discountDataIncome(context, income, terms);
};
