import { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { type Income, afterTax, discountIncome } from './discounted-income';
import { type Place, fieldPath } from '../entered';
import { type IncomeTerms, readIncomeTerms } from './income-terms';
import { type Increment, incrementsAgree, readIncrement } from './increments';
import type { MethodContext, MethodValue } from '../method-value';
import { type Term, amountStep, shown } from '../term';

/** 增量收益法: what the patents add through volume, price or lower cost. */
export interface IncrementalIncomeInput extends IncomeTerms {
  /** Per forecast year, year 1 first: the increments of that year, each kind at most once. */
  readonly increments: readonly (readonly Increment[])[];
}

const yearTotal = (place: Place, year: number, parts: readonly Term[]): Term => {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return amountStep({
    id: `${place.id}/year-${year}/increment`,
    label: `第 ${year} 年增量收益`,
    value: parts.reduce((sum, { value }) => sum.plus(value), new Decimal(0)),
    formula: parts.map(shown).join(' + '),
    children: parts.map(({ node }) => node),
  });
};

const yearIncrement = (place: Place, index: number, year: readonly Increment[]): Result<Term> => {
  const field = `increments[${index}]`;
  if (year.length === 0)
    return refuse(
      'E_MISSING',
      `第 ${index + 1} 年没有增量收益`,
      fieldPath(place, field),
      '请填写销量、价格或成本的变化；确无增量的年度请写明前后相同',
    );
  const agree = incrementsAgree(place, field, year);
  if (!agree.ok) return agree;
  const parts: Term[] = [];
  for (const increment of year) {
    const part = readIncrement(place, `${field}.${increment.kind}`, index + 1, increment);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return ok(yearTotal(place, index + 1, parts));
};

/**
 * 增量收益法: V = Σ Δ_t · (1 − T) / (1 + r)^τ_t, in 分, where Δ is (Q1 − Q0)·(price − unit cost), (P1 − P0)·Q or
 * (C0 − C1)·Q, or a sum of these over one year that count nothing twice.
 * Fails with `E_MISSING`, `E_RANGE`, `E_INCREMENT_TWICE`, `E_INCREMENT_OVERLAP`, and as `readIncomeTerms` and
 * `discountIncome`. Source: excess-income form of the income approach; published exam items.
 */
export const incrementalIncome = (
  input: IncrementalIncomeInput,
  context: MethodContext,
): Result<MethodValue> => {
  const terms = readIncomeTerms(input, context);
  if (!terms.ok) return terms;
  if (input.increments.length === 0)
    return refuse(
      'E_MISSING',
      '没有预测年度的增量收益',
      fieldPath(context, 'increments'),
      '请按年填写销量、价格或成本的变化',
    );
  const yearly: Term[] = [];
  for (const [index, year] of input.increments.entries()) {
    const increment = yearIncrement(context, index, year);
    if (!increment.ok) return increment;
    yearly.push(afterTax(context, index + 1, '增量收益', increment.value, terms.value.tax));
  }
  const income: Income = {
    method: 'incremental-income',
    label: '增量收益法估值',
    formula: 'V = Σ Δ_t × (1 − T) ÷ (1 + r)^τ_t',
    field: 'increments',
    yearly,
  };
  return discountIncome(context, income, terms.value);
};
