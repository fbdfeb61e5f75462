import { type Result, refuse } from '../../kernel/result';
import { type Income, afterTax, discountIncome } from './discounted-income';
import { ANY, NOT_NEGATIVE } from '../domain';
import { type Entered, type EnteredFen, allOf, fieldPath, readEntered, readYears } from '../entered';
import { type IncomeTerms, type ReadTerms, type TaxBasis, readIncomeTerms, sameBasis } from './income-terms';
import type { MethodContext, MethodValue } from '../method-value';
import { type Term, amountStep, shown } from '../term';

/** 超额收益法: profit above what the capital would normally earn. */
export interface ExcessIncomeInput extends IncomeTerms {
  /** Profit before income tax, 分, year 1 first; may be negative. */
  readonly profit: readonly EnteredFen[];
  /** Capital employed in the same years, 分, ≥ 0. */
  readonly capital: readonly EnteredFen[];
  /** Normal return of the industry on capital per year, ≥ 0. */
  readonly industryReturn: Entered;
  readonly industryReturnBasis: TaxBasis;
}

type Years = Pick<ExcessIncomeInput, 'industryReturnBasis'> & {
  readonly profit: readonly Term[];
  readonly capital: readonly Term[];
  readonly normal: Term;
  readonly terms: ReadTerms;
};

const normalReturn = (context: MethodContext, year: number, capital: Term, normal: Term): Term =>
  amountStep({
    id: `${context.id}/year-${year}/normal`,
    label: `第 ${year} 年正常回报`,
    value: capital.value.times(normal.value),
    formula: `${shown(capital)} 元 × ${shown(normal)}`,
    children: [capital.node, normal.node],
  });

const difference = (context: MethodContext, year: number, suffix: string, a: Term, b: Term): Term =>
  amountStep({
    id: `${context.id}/year-${year}/excess`,
    label: `第 ${year} 年超额收益${suffix}`,
    value: a.value.minus(b.value),
    formula: `${shown(a)} 元 − ${shown(b)} 元`,
    children: [a.node, b.node],
  });

/** A pre-tax return is taken off before tax, a post-tax return after it. */
const excessOf = (context: MethodContext, years: Years, index: number, profit: Term): Term => {
  const { terms, normal, industryReturnBasis } = years;
  const year = index + 1;
  const capital = years.capital[index];
  if (capital === undefined) throw new Error('series of one length expected');
  const required = normalReturn(context, year, capital, normal);
  return industryReturnBasis === 'pre-tax'
    ? afterTax(context, year, '超额收益', difference(context, year, '', profit, required), terms.tax)
    : difference(context, year, '（税后）', afterTax(context, year, '利润', profit, terms.tax), required);
};

/**
 * 超额收益法: V = Σ Δ_t / (1 + r)^τ_t, in 分, Δ = (profit − capital · return) · (1 − T) for a pre-tax return,
 * profit · (1 − T) − capital · return for a post-tax one.
 * Fails with `E_SERIES_LENGTH` (profit and capital of unequal length), `E_RANGE`, `E_TAX_BASIS` (post-tax return beside a
 * pre-tax discount rate), and as `readIncomeTerms` and `discountIncome`.
 */
export const excessIncome = (input: ExcessIncomeInput, context: MethodContext): Result<MethodValue> => {
  const read = allOf({
    terms: readIncomeTerms(input, context),
    profit: readYears(context, { field: 'profit', label: '利润', domain: ANY }, input.profit),
    capital: readYears(context, { field: 'capital', label: '占用资本', domain: NOT_NEGATIVE }, input.capital),
    normal: readEntered(
      context,
      { field: 'industryReturn', label: '行业正常回报率', domain: NOT_NEGATIVE },
      input.industryReturn,
    ),
  });
  if (!read.ok) return read;
  if (input.industryReturnBasis === 'post-tax') {
    const basis = sameBasis(context, 'industryReturnBasis', '行业回报率', 'post-tax', input.discountBasis);
    if (!basis.ok) return basis;
  }
  if (input.profit.length !== input.capital.length)
    return refuse(
      'E_SERIES_LENGTH',
      `利润有 ${input.profit.length} 年，占用资本有 ${input.capital.length} 年`,
      fieldPath(context, 'capital'),
      '两者应按同样的年度填写',
    );
  const years: Years = { ...read.value, industryReturnBasis: input.industryReturnBasis };
  const income: Income = {
    method: 'excess-income',
    label: '超额收益法估值',
    formula: 'V = Σ 超额收益_t ÷ (1 + r)^τ_t',
    field: 'profit',
    yearly: years.profit.map((profit, index) => excessOf(context, years, index, profit)),
  };
  return discountIncome(context, income, years.terms);
};
