import type { RoyaltyForecast } from '../../case/patents-section';
import { Decimal, decimalText } from '../../kernel/decimal';
import { fenText, fenToDecimalText } from '../../kernel/fen';
import { type TraceNode, derive } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import type { DiscountedFlow } from '../../valuation/discounting';
import type { RoyaltyInput, RoyaltyValue } from '../../valuation/methods/relief-from-royalty';
import type { IncomeRules } from '../../valuation/valuation-rules';
import { YEAR_PLACES } from '../calendar/calendar-trace';
import { enteredLeaf } from './forecast-inputs';

/** Present values per year are shown to 6 decimals of 元; the sum is taken unrounded. */
const SHOWN = 6;
const FACTOR_PLACES = 12;

const timingText = (forecast: RoyaltyForecast): string => (forecast.timing === 'end-year' ? '期末' : '期中');

const yearTrace = (
  forecast: RoyaltyForecast,
  flow: DiscountedFlow,
  rate: string,
  rateLeaf: TraceNode,
): TraceNode => {
  const { year, fraction, tau } = flow;
  const salesFen = forecast.salesFen[year - 1] ?? null;
  const sales = salesFen === null ? '' : fenToDecimalText(BigInt(salesFen), 2);
  const part = fraction.eq(1) ? '' : ` × ${decimalText(fraction, YEAR_PLACES)} 年`;
  const factor = derive({
    id: `patent-value/${forecast.id}/year-${year}/factor`,
    label: `第 ${year} 年折现系数`,
    value: decimalText(flow.factor, FACTOR_PLACES),
    unit: 'ratio',
    formula: `1 ÷ (1 + ${rate})^${decimalText(tau, YEAR_PLACES)}（${timingText(forecast)}）`,
    rounding: `显示保留 ${FACTOR_PLACES} 位小数，计算不取整`,
    children: [rateLeaf],
  });
  return derive({
    id: `patent-value/${forecast.id}/year-${year}`,
    label: `第 ${year} 年销售收入现值（元）`,
    value: decimalText(flow.presentValue, SHOWN),
    unit: 'none',
    formula: `${sales} 元${part} × ${decimalText(flow.factor, FACTOR_PLACES)}`,
    rounding: `显示保留 ${SHOWN} 位小数，计算不取整`,
    children: [
      enteredLeaf(
        forecast,
        `salesFen[${year - 1}]`,
        `第 ${year} 年净销售收入`,
        salesFen,
        'fen',
        forecast.salesSource,
      ),
      factor,
    ],
  });
};

/** n: the shorter of the bundle's legal life and the entered economic life. */
export const lifeTrace = (
  forecast: RoyaltyForecast,
  legal: { readonly years: Decimal; readonly trace: TraceNode },
  economicLife: Decimal,
): TraceNode =>
  derive({
    id: `patent-value/${forecast.id}/life`,
    label: '收益年限',
    value: decimalText(Decimal.min(legal.years, economicLife), YEAR_PLACES),
    unit: 'year',
    formula: `min(法定 ${decimalText(legal.years, YEAR_PLACES)}，经济 ${decimalText(economicLife)})`,
    rounding: `显示保留 ${YEAR_PLACES} 位小数，计算不取整`,
    children: [
      legal.trace,
      enteredLeaf(
        forecast,
        'economicLifeYears',
        '经济寿命',
        decimalText(economicLife),
        'year',
        forecast.economicLifeSource,
      ),
    ],
  });

/** Reasons of k and r where they are not the fields of the forecast. */
export interface RateNodes {
  readonly royalty: TraceNode;
  readonly discount: TraceNode;
}

/** Trace of a value: k, T, r, life, then every year's sales and discount factor. */
export const valueTrace = (
  forecast: RoyaltyForecast,
  input: RoyaltyInput,
  value: RoyaltyValue,
  life: TraceNode,
  rules: IncomeRules,
  nodes?: RateNodes,
): TraceNode => {
  const basis = forecast.discountBasis === 'pre-tax' ? '税前' : '税后';
  const rateLabel = `${basis}折现率 r`;
  const { royaltyRate: k, taxRate: tax, discountRate: r } = input;
  const rateLeaf =
    nodes?.discount ??
    enteredLeaf(forecast, 'discountRate', rateLabel, decimalText(r), 'ratio', forecast.discountSource);
  // A derived rate has more digits than a line can hold; a typed one is printed as it stands.
  const [kText, rText] =
    nodes === undefined
      ? [decimalText(k), decimalText(r)]
      : [decimalText(k, FACTOR_PLACES), decimalText(r, FACTOR_PLACES)];
  return derive({
    id: `patent-value/${forecast.id}`,
    label: `许可费节省法估值 · ${forecast.product}`,
    value: fenText(value.valueFen),
    unit: 'fen',
    formula: `V = k × (1 − T) × Σ R_t ÷ (1 + r)^τ_t = ${kText} × (1 − ${decimalText(tax)}) × Σ，共 ${value.sales.length} 期，${timingText(forecast)}折现`,
    rounding: '四舍五入到分',
    note: '内部估值，不是资产评估报告；金额前各步保留 40 位有效数字',
    children: [
      nodes?.royalty ??
        enteredLeaf(forecast, 'royaltyRate', '许可费率 k', decimalText(k), 'ratio', forecast.royaltySource),
      enteredLeaf(forecast, 'taxRate', '所得税率 T', decimalText(tax), 'ratio', forecast.discountSource),
      rateLeaf,
      life,
      ...value.sales.map((flow) => yearTrace(forecast, flow, rText, rateLeaf)),
      ruleLeaf(rules.bounds.rule),
      ruleLeaf(rules.ceiling.rule),
    ],
  });
};
