import { Decimal, decimalToFen, fenToYuan } from '../../kernel/decimal';
import type { Fen } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import { CONSTRAINTS } from '../constraints';
import { type DiscountedFlow, type Timing, discountFlows, periodsWithin, presentValue } from '../discounting';
import { salesForecast, taxOnOneBasis } from '../royalty-checks';

/** Complete inputs of the relief-from-royalty method (许可费节省法). */
export interface RoyaltyInput {
  /** Net sales per forecast year, 分 before VAT, ≥ 0; year 1 is the year after the valuation date. */
  readonly netSalesFen: readonly Fen[];
  /** Royalty rate k on net sales, 0 < k < 1. */
  readonly royaltyRate: Decimal;
  /** Income-tax rate T, 0 ≤ T < 1. */
  readonly taxRate: Decimal;
  /** Discount rate r per year, > 0. */
  readonly discountRate: Decimal;
  readonly discountBasis: 'pre-tax' | 'post-tax';
  readonly timing: Timing;
  /** n in years: the shorter of legal and economic life, ≥ 0, may be fractional. */
  readonly lifeYears: Decimal;
}

export interface RoyaltyValue {
  /** Net sales of each period, discounted; royalty and tax enter once, in `total`. */
  readonly sales: readonly DiscountedFlow[];
  /** k · (1 − T) */
  readonly royaltyShare: Decimal;
  /** Σ of discounted sales × k · (1 − T), 元, unrounded. */
  readonly total: Decimal;
  /** `total` rounded once to 分, half away from zero. */
  readonly valueFen: Fen;
}

const checkRates = ({ royaltyRate, taxRate, discountRate, discountBasis }: RoyaltyInput, path: string) => {
  if (royaltyRate.lte(0) || royaltyRate.gte(1))
    return refuse(
      'E_ROYALTY_RANGE',
      '许可费率必须大于 0 且小于 1',
      `${path}.royaltyRate`,
      '请填写销售收入分成率，例如 3% 写作 0.03',
      CONSTRAINTS.shareRange,
    );
  if (taxRate.lt(0) || taxRate.gte(1))
    return refuse(
      'E_TAX_RANGE',
      '所得税率必须不小于 0 且小于 1',
      `${path}.taxRate`,
      '请填写适用的企业所得税率，例如 0.25 或 0.15',
      CONSTRAINTS.taxRange,
    );
  if (discountRate.lte(0))
    return refuse(
      'E_DISCOUNT_RANGE',
      '折现率必须大于 0',
      `${path}.discountRate`,
      '请填写年折现率，例如 15% 写作 0.15，并写明来源',
      CONSTRAINTS.discountPositive,
    );
  return taxOnOneBasis(discountBasis, taxRate.isZero(), path);
};

const checkSales = ({ netSalesFen, lifeYears }: RoyaltyInput, path: string) => {
  const sales = salesForecast(netSalesFen, path);
  if (!sales.ok) return sales;
  if (lifeYears.lt(0))
    return refuse('E_RANGE', '收益年限为负', `${path}.economicLifeYears`, '请填写不小于 0 的经济寿命年数');
  const allowed = lifeYears.ceil().toNumber();
  if (lifeYears.gt(0) && netSalesFen.length > allowed)
    return refuse(
      'E_INCOME_PAST_LIFE',
      `预测了 ${netSalesFen.length} 年收入，超过收益年限 ${lifeYears.toFixed(2)} 年`,
      `${path}.salesFen[${allowed}]`,
      `请删去第 ${allowed + 1} 年及以后的收入，或核对经济寿命与法定剩余寿命`,
      CONSTRAINTS.incomeWithinLife,
    );
  return ok(undefined);
};

/**
 * V = Σ R_t · k · (1 − T) / (1 + r)^τ_t over the life n, in 分.
 * Refuses: k outside (0,1) `E_ROYALTY_RANGE`, T outside [0,1) `E_TAX_RANGE`, r ≤ 0 `E_DISCOUNT_RANGE`, pre-tax rate with
 * tax `E_TAX_BASIS`, no sales `E_MISSING`, negative sales or life `E_RANGE`, income past the life `E_INCOME_PAST_LIFE`.
 * A life of 0 gives 0. `path` prefixes the failing field, `rule` names the constraint that it breaks. Source:
 * relief-from-royalty, IVS 210; end-year examples as in the published Chinese appraisal exam items.
 */
export const reliefFromRoyalty = (input: RoyaltyInput, path = ''): Result<RoyaltyValue> => {
  const rates = checkRates(input, path);
  if (!rates.ok) return rates;
  const sales = checkSales(input, path);
  if (!sales.ok) return sales;
  const { netSalesFen, royaltyRate, taxRate, discountRate, timing, lifeYears } = input;
  const royaltyShare = royaltyRate.times(new Decimal(1).minus(taxRate));
  const periods = periodsWithin(netSalesFen.length, lifeYears, timing);
  const discounted = discountFlows(netSalesFen.map(fenToYuan), discountRate, periods);
  const total = presentValue(discounted).times(royaltyShare);
  return ok({ sales: discounted, royaltyShare, total, valueFen: decimalToFen(total) });
};
