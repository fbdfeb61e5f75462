import { Decimal } from '../../kernel/decimal';
import { type Result, mapResult, ok } from '../../kernel/result';
import { periodsWithin, discountFactor } from '../../valuation/discounting';
import { ANY, POSITIVE } from '../../valuation/domain';
import { type Entered, type EnteredFen, allOf, readEntered, readYears } from '../../valuation/entered';
import { type Income, afterTax } from '../../valuation/methods/discounted-income';
import { type MethodContext, methodValue } from '../../valuation/method-value';
import { type Term, amountStep, ratioStep, shown } from '../../valuation/term';
import { type Charge, lessCharges, readCharges } from './charges';
import { SHARE } from './data-domains';
import {
  type DataIncomeTerms,
  type DataIncomeValue,
  type DataTerms,
  discountDataIncome,
  readDataTerms,
} from './data-terms';
import { readRates, sameYears } from './series';

/** 超额收益: joint income less what the contributory assets earn. */
export interface DataExcessInput extends DataIncomeTerms {
  /** R_t: joint income before income tax, 分; may be negative. */
  readonly income: readonly EnteredFen[];
  /** C_ti, before income tax. */
  readonly charges: readonly Charge[];
}

/** 多期超额收益法 (MPEEM) of the data that exists today. */
export interface DataExcessEarningsInput extends DataIncomeTerms {
  /** EBITA_t, 分; may be negative. */
  readonly operatingProfit: readonly EnteredFen[];
  /** CAC_jt, after income tax. */
  readonly charges: readonly Charge[];
  /** s_t, 0–1: share of the existing stock still useful in year t; one for all years, or one per year. */
  readonly survival: Entered | readonly Entered[];
  /** Years of tax amortisation, > 0; absent = no tax amortisation benefit, as is usual for a pledge. */
  readonly taxAmortisationYears?: Entered;
}

/**
 * 超额收益: P = Σ (R_t − Σ C_ti) · (1 − T) / (1 + i)^τ_t, in 分. Fails as `readCharges`, `readDataTerms`, `discountDataIncome`.
 * Source: 数据资产评估指导意见, annex (formula recalled, not read).
 */
export const dataExcess = (input: DataExcessInput, context: MethodContext): Result<DataIncomeValue> => {
  const read = allOf({
    terms: readDataTerms(input, context),
    joint: readYears(context, { field: 'income', label: '共同收益 R', domain: ANY }, input.income),
    charges: readCharges(input.charges, input.income.length, context),
  });
  if (!read.ok) return read;
  const { terms, joint, charges } = read.value;
  const income: Income = {
    method: 'data-excess-income',
    label: '超额收益法估值',
    formula: 'P = Σ (R_t − Σ C_ti) × (1 − T) ÷ (1 + i)^τ_t',
    field: 'income',
    yearly: joint.map((amount, index) =>
      afterTax(context, index + 1, '超额收益', lessCharges(context, index, amount, charges), terms.tax),
    ),
  };
  return discountDataIncome(context, income, terms);
};

/** TAB = 1 / (1 − T · PVA / n), PVA = Σ (1 + i)^−(t − 0.5) over n years; a last part-year counts its share. */
const amortisationBenefit = (context: MethodContext, terms: DataTerms, years: Term): Term => {
  const periods = periodsWithin(years.value.ceil().toNumber(), years.value, 'mid-year');
  const annuity = periods.reduce(
    (sum, { tau, fraction }) => discountFactor(terms.rate.value, tau).times(fraction).plus(sum),
    new Decimal(0),
  );
  const present = ratioStep({
    id: `${context.id}/tax-annuity`,
    label: '摊销年金现值系数 PVA（期中）',
    value: annuity,
    formula: `Σ (1 + ${shown(terms.rate)})^−(t − 0.5)，t = 1…${shown(years)}`,
    children: [terms.rate.node, years.node],
  });
  return ratioStep({
    id: `${context.id}/tax-benefit`,
    label: '税收摊销收益系数 TAB',
    value: new Decimal(1).dividedBy(
      new Decimal(1).minus(terms.tax.value.times(annuity).dividedBy(years.value)),
    ),
    formula: `1 ÷ (1 − ${shown(terms.tax)} × ${shown(present)} ÷ ${shown(years)})`,
    children: [terms.tax.node, present.node, years.node],
  });
};

const withBenefit = (
  context: MethodContext,
  value: DataIncomeValue,
  terms: DataTerms,
  years: Term | null,
): DataIncomeValue => {
  if (years === null) return value;
  const benefit = amortisationBenefit(context, terms, years);
  const before: Term = amountStep({
    id: `${context.id}/before-tax-benefit`,
    label: '未计税收摊销收益的现值',
    value: value.total,
    formula: 'Σ 超额收益_t ÷ (1 + i)^τ_t',
    children: value.trace.children,
  });
  const whole = methodValue(context, {
    approach: 'income',
    method: value.method,
    label: '多期超额收益法估值（含税收摊销收益）',
    total: value.total.times(benefit.value),
    formula: `P = ${shown(before)} 元 × TAB ${shown(benefit)}`,
    children: [before.node, benefit.node],
    warnings: value.warnings,
  });
  return { ...whole, flows: value.flows };
};

const surviving = (context: MethodContext, index: number, excess: Term, survival: Term): Term =>
  amountStep({
    id: `${context.id}/year-${index + 1}/surviving`,
    label: `第 ${index + 1} 年现有数据的超额收益`,
    value: excess.value.times(survival.value),
    formula: `${shown(excess)} 元 × ${shown(survival)}`,
    children: [excess.node, survival.node],
  });

/**
 * 多期超额收益法: P = TAB · Σ s_t · (EBITA_t · (1 − T) − Σ CAC_jt) / (1 + i)^τ_t, in 分; rounded once, after TAB.
 * Fails as `dataExcess`, with `E_RANGE` for s_t outside 0–1 or amortisation years not above 0.
 * Source: The Appraisal Foundation, Contributory Assets and Economic Rents (2010); 资产评估专家指引第9号.
 */
export const dataExcessEarnings = (
  input: DataExcessEarningsInput,
  context: MethodContext,
): Result<DataIncomeValue> => {
  const { operatingProfit, taxAmortisationYears } = input;
  const label = '现有数据存量的有效份额 s';
  const read = allOf({
    terms: readDataTerms(input, context),
    profit: readYears(
      context,
      { field: 'operatingProfit', label: '息税摊销前利润 EBITA', domain: ANY },
      operatingProfit,
    ),
    charges: readCharges(input.charges, operatingProfit.length, context),
    survival: readRates(
      context,
      { field: 'survival', label, domain: SHARE },
      input.survival,
      operatingProfit.length,
    ),
    years:
      taxAmortisationYears === undefined
        ? ok(null)
        : readEntered(
            context,
            { field: 'taxAmortisationYears', label: '税收摊销年限', domain: POSITIVE, unit: 'year' },
            taxAmortisationYears,
          ),
  });
  if (!read.ok) return read;
  const { terms, profit, charges, survival, years } = read.value;
  const pairs = sameYears(context, 'survival', profit, survival);
  if (!pairs.ok) return pairs;
  const income: Income = {
    method: 'data-excess-earnings',
    label: '多期超额收益法估值',
    formula: 'P = Σ s_t × [EBITA_t × (1 − T) − Σ CAC_jt] ÷ (1 + i)^τ_t',
    field: 'operatingProfit',
    yearly: pairs.value.map(([amount, share], index) => {
      const taxed = afterTax(context, index + 1, '息税摊销前利润', amount, terms.tax);
      return surviving(context, index, lessCharges(context, index, taxed, charges), share);
    }),
  };
  return mapResult(discountDataIncome(context, income, terms), (value) =>
    withBenefit(context, value, terms, years),
  );
};
