import { Decimal } from '../../kernel/decimal';
import type { PlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, ok } from '../../kernel/result';
import { type DiscountRate, discountRate } from './discount-rate';
import { NOT_NEGATIVE, POSITIVE, TAX_RATE } from '../domain';
import {
  type Entered,
  type EnteredFen,
  type Place,
  allOf,
  fieldPath,
  readEntered,
  readEnteredFen,
} from '../entered';
import type { MethodContext } from '../method-value';
import { type RiskFreeRate, readRiskFree } from './risk-free-rate';
import { type Term, ratioStep, shown } from '../term';

export interface CapitalCostInput {
  readonly riskFree: RiskFreeRate;
  /** β of the equity, levered as the capital structure below, > 0. */
  readonly beta: Entered;
  /** ERP: return of the market above rf per year, > 0. */
  readonly equityRiskPremium: Entered;
  /** α: premium of the single company per year, ≥ 0. */
  readonly companyPremium: Entered;
  /** E and D at market value, 分; E > 0, D ≥ 0. */
  readonly equity: EnteredFen;
  readonly debt: EnteredFen;
  /** Rd before tax per year, ≥ 0; not asked for without debt. */
  readonly costOfDebt: Entered;
  /** T, 0 ≤ T < 1. */
  readonly taxRate: Entered;
  /** What a patent must earn above the WACC of the company, ≥ 0. */
  readonly patentPremium: Entered;
}

const equityCost = (place: Place, input: CapitalCostInput, riskFree: Term): Result<Term> => {
  const read = allOf({
    beta: readEntered(
      place,
      { field: 'beta', label: '贝塔系数 β', domain: POSITIVE, unit: 'none' },
      input.beta,
    ),
    erp: readEntered(
      place,
      { field: 'equityRiskPremium', label: '市场风险溢价 ERP', domain: POSITIVE },
      input.equityRiskPremium,
    ),
    alpha: readEntered(
      place,
      { field: 'companyPremium', label: '企业特定风险溢价 α', domain: NOT_NEGATIVE },
      input.companyPremium,
    ),
  });
  if (!read.ok) return read;
  const { beta, erp, alpha } = read.value;
  return ok(
    ratioStep({
      id: `${place.id}/equity-cost`,
      label: '权益资本成本 Re',
      value: beta.value.times(erp.value).plus(riskFree.value).plus(alpha.value),
      formula: `rf + β × ERP + α = ${shown(riskFree)} + ${shown(beta)} × ${shown(erp)} + ${shown(alpha)}`,
      children: [riskFree.node, beta.node, erp.node, alpha.node],
    }),
  );
};

/** Where there is no debt nobody needs to know its cost; what was not entered is no 0 in the trace either. */
const debtReturnOf = (place: Place, { debt, costOfDebt }: CapitalCostInput): Result<Term | null> =>
  debt.fen === 0n && costOfDebt.value === null
    ? ok(null)
    : readEntered(place, { field: 'costOfDebt', label: '债务资本成本 Rd', domain: NOT_NEGATIVE }, costOfDebt);

const wacc = (place: Place, input: CapitalCostInput, equityReturn: Term): Result<Term> => {
  const read = allOf({
    equity: readEnteredFen(place, { field: 'equity', label: '权益市值 E', domain: POSITIVE }, input.equity),
    debt: readEnteredFen(place, { field: 'debt', label: '付息债务 D', domain: NOT_NEGATIVE }, input.debt),
    debtReturn: debtReturnOf(place, input),
    tax: readEntered(place, { field: 'taxRate', label: '所得税率 T', domain: TAX_RATE }, input.taxRate),
  });
  if (!read.ok) return read;
  const { equity, debt, debtReturn, tax } = read.value;
  const all = equity.value.plus(debt.value);
  const afterTaxDebt = (debtReturn?.value ?? new Decimal(0)).times(new Decimal(1).minus(tax.value));
  const weighted = equityReturn.value.times(equity.value).plus(afterTaxDebt.times(debt.value));
  const debtPart =
    debtReturn === null ? '' : ` + ${shown(debtReturn)} × (1 − ${shown(tax)}) × ${shown(debt)}`;
  return ok(
    ratioStep({
      id: `${place.id}/wacc`,
      label: '加权平均资本成本 WACC',
      value: weighted.dividedBy(all),
      formula: `(${shown(equityReturn)} × ${shown(equity)}${debtPart}) ÷ (${shown(equity)} + ${shown(debt)})`,
      children: [
        equityReturn.node,
        ...(debtReturn === null ? [] : [debtReturn.node]),
        tax.node,
        equity.node,
        debt.node,
      ],
    }),
  );
};

const noPremium = (place: Place): Failure => ({
  code: 'W_PATENT_PREMIUM_ZERO',
  message: '专利的折现率等于企业加权平均资本成本',
  path: fieldPath(place, 'patentPremium'),
  remedy: '无形资产的回报率通常高于 WACC；请写明不加溢价的理由',
});

/**
 * r = WACC + patent premium, with Re = rf + β·ERP + α (CAPM) and WACC = Re·E/(D+E) + Rd·(1−T)·D/(D+E). Post-tax by its
 * making: it goes with income after tax. Fails with `E_MISSING`, `E_RANGE`, `E_TAX_RANGE`, and as `readRiskFree` and
 * `discountRate`. A premium of 0 warns `W_PATENT_PREMIUM_ZERO`.
 */
export const capitalCost = (
  input: CapitalCostInput,
  valuationDate: PlainDate,
  context: MethodContext,
): Result<DiscountRate> => {
  const riskFree = readRiskFree(input.riskFree, valuationDate, context);
  if (!riskFree.ok) return riskFree;
  const equity = equityCost(context, input, riskFree.value.term);
  if (!equity.ok) return equity;
  const read = allOf({
    wacc: wacc(context, input, equity.value),
    premium: readEntered(
      context,
      { field: 'patentPremium', label: '专利风险溢价', domain: NOT_NEGATIVE },
      input.patentPremium,
    ),
  });
  if (!read.ok) return read;
  const { wacc: average, premium } = read.value;
  return discountRate(
    {
      value: average.value.plus(premium.value),
      formula: `r = WACC + 专利风险溢价 = ${shown(average)} + ${shown(premium)}`,
      children: [average.node, premium.node],
    },
    'post-tax',
    [...riskFree.value.warnings, ...(premium.value.isZero() ? [noPremium(context)] : [])],
    context,
  );
};
