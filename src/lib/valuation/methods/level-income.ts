import { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { CONSTRAINTS } from '../constraints';
import { type Income, afterTax, discountIncome } from './discounted-income';
import { NOT_NEGATIVE, POSITIVE } from '../domain';
import { type EnteredFen, allOf, fieldPath, readEnteredFen } from '../entered';
import { type IncomeTerms, type ReadTerms, readIncomeTerms } from './income-terms';
import type { MethodContext, MethodValue } from '../method-value';
import { type Term, amountStep, shown } from '../term';

/** An income that stays the same every year until the life ends. */
export interface ConstantIncomeInput extends IncomeTerms {
  /** Income before tax of every year, 分, ≥ 0. */
  readonly yearlyIncome: EnteredFen;
}

/** An income that falls by the same amount every year. */
export interface DecliningIncomeInput extends IncomeTerms {
  /** F_1: income before tax of year 1, 分, ≥ 0. */
  readonly firstIncome: EnteredFen;
  /** What every later year has less, 分, > 0. */
  readonly yearlyDecline: EnteredFen;
}

const LONGEST_LIFE = 100;

/** Whole and part years of the life; a life beyond 100 years is a perpetuity, which no patent has. */
const yearsOf = (terms: ReadTerms, context: MethodContext): Result<number> =>
  terms.life.value.gt(LONGEST_LIFE)
    ? refuse(
        'E_RANGE',
        `收益年限 ${shown(terms.life)} 年超过 ${LONGEST_LIFE} 年`,
        fieldPath(context, terms.lifeBound === 'legal' ? 'legalLifeYears' : 'economicLifeYears'),
        '专利没有永续收益；请核对收益年限',
        CONSTRAINTS.incomeWithinLife,
      )
    : ok(terms.life.value.ceil().toNumber());

/**
 * Constant income: V = Δ · (1 − T) · (1 − (1 + r)^−n) / r at year end, in 分; summed year by year, so that mid-year timing
 * and a part-year at the end follow the same rule as everywhere. Fails with `E_MISSING`, `E_RANGE`, and as
 * `readIncomeTerms`.
 */
export const constantIncome = (input: ConstantIncomeInput, context: MethodContext): Result<MethodValue> => {
  const read = allOf({
    terms: readIncomeTerms(input, context),
    each: readEnteredFen(
      context,
      { field: 'yearlyIncome', label: '每年收益', domain: NOT_NEGATIVE },
      input.yearlyIncome,
    ),
  });
  if (!read.ok) return read;
  const { terms, each } = read.value;
  const years = yearsOf(terms, context);
  if (!years.ok) return years;
  const income: Income = {
    method: 'constant-income',
    label: '等额收益现值',
    formula: 'V = Δ × (1 − T) × Σ 1 ÷ (1 + r)^τ_t',
    field: 'yearlyIncome',
    yearly: Array.from({ length: years.value }, (_, index) =>
      afterTax(context, index + 1, '收益', each, terms.tax),
    ),
  };
  return discountIncome(context, income, terms);
};

const declined = (context: MethodContext, year: number, first: Term, decline: Term): Term =>
  amountStep({
    id: `${context.id}/year-${year}/income`,
    label: `第 ${year} 年收益`,
    value: first.value.minus(decline.value.times(year - 1)),
    formula: `${shown(first)} 元 − ${year - 1} × ${shown(decline)} 元`,
    children: [first.node, decline.node],
  });

/** Income year by year while it is above 0 and within the life. */
const decliningYears = (
  context: MethodContext,
  years: number,
  first: Term,
  decline: Term,
  tax: Term,
): readonly Term[] => {
  const lasting = Decimal.min(years, first.value.dividedBy(decline.value).ceil()).toNumber();
  return Array.from({ length: lasting }, (_, index) =>
    afterTax(context, index + 1, '收益', declined(context, index + 1, first, decline), tax),
  );
};

/**
 * Declining income: V = Σ (F_1 − (t − 1)·decline) · (1 − T) / (1 + r)^τ_t, in 分, ending when the income reaches 0 or the
 * life ends, whichever is first. Fails with `E_MISSING`, `E_RANGE`, and as `readIncomeTerms`.
 */
export const decliningIncome = (input: DecliningIncomeInput, context: MethodContext): Result<MethodValue> => {
  const read = allOf({
    terms: readIncomeTerms(input, context),
    first: readEnteredFen(
      context,
      { field: 'firstIncome', label: '第 1 年收益', domain: NOT_NEGATIVE },
      input.firstIncome,
    ),
    decline: readEnteredFen(
      context,
      { field: 'yearlyDecline', label: '每年递减额', domain: POSITIVE },
      input.yearlyDecline,
    ),
  });
  if (!read.ok) return read;
  const { terms, first, decline } = read.value;
  const years = yearsOf(terms, context);
  if (!years.ok) return years;
  const income: Income = {
    method: 'declining-income',
    label: '等额递减收益现值',
    formula: 'V = Σ (F_1 − (t − 1) × 递减额) × (1 − T) ÷ (1 + r)^τ_t',
    field: 'firstIncome',
    yearly: decliningYears(context, years.value, first, decline, terms.tax),
  };
  return discountIncome(context, income, terms);
};
