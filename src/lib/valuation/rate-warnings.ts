import { Decimal, decimalText } from '../kernel/decimal';
import type { Failure } from '../kernel/result';
import type { RoyaltyInput } from './methods/relief-from-royalty';
import type { IncomeRules } from './valuation-rules';

const percent = (ratio: Decimal): string => `${decimalText(ratio.times(100))}%`;

/** r outside the usual bounds: `W_DISCOUNT_LOW`, `W_DISCOUNT_HIGH`. `path` is that of the rate itself. */
export const discountWarnings = (
  discountRate: Decimal,
  bounds: IncomeRules['bounds'],
  path: string,
): readonly Failure[] => {
  const low = new Decimal(bounds.value.warnBelow);
  const high = new Decimal(bounds.value.warnAbove);
  if (discountRate.lt(low))
    return [
      {
        code: 'W_DISCOUNT_LOW',
        message: `折现率 ${percent(discountRate)} 低于 ${percent(low)}，专利风险可能估得过低`,
        path,
        remedy: '请说明折现率的构成，或按风险累加法重新取值',
        rule: bounds.rule.id,
      },
    ];
  if (discountRate.gt(high))
    return [
      {
        code: 'W_DISCOUNT_HIGH',
        message: `折现率 ${percent(discountRate)} 高于 ${percent(high)}，请核对是否把百分数当作小数填写`,
        path,
        remedy: '15% 应写作 0.15；确为高风险项目的请写明来源',
        rule: bounds.rule.id,
      },
    ];
  return [];
};

/** k or q above what open licences usually ask: `W_ROYALTY_HIGH`, `W_PROFIT_SHARE_HIGH`. */
export const shareWarnings = (
  base: 'sales' | 'profit',
  share: Decimal,
  ceiling: IncomeRules['ceiling'],
  path: string,
): readonly Failure[] => {
  const highest = new Decimal(base === 'sales' ? ceiling.value.netSales : ceiling.value.profit);
  const label = base === 'sales' ? '许可费率' : '利润分成率';
  return share.gt(highest)
    ? [
        {
          code: base === 'sales' ? 'W_ROYALTY_HIGH' : 'W_PROFIT_SHARE_HIGH',
          message: `${label} ${percent(share)} 高于开放许可的通常上限 ${percent(highest)}`,
          path,
          remedy: '请附许可合同或同类许可备案数据',
          rule: ceiling.rule.id,
        },
      ]
    : [];
};

/** A post-tax rate without tax: `W_NO_TAX`. */
export const taxWarnings = (
  discountBasis: RoyaltyInput['discountBasis'],
  taxRate: Decimal,
  path: string,
): readonly Failure[] =>
  discountBasis === 'post-tax' && taxRate.isZero()
    ? [
        {
          code: 'W_NO_TAX',
          message: '采用税后折现率而所得税率为 0',
          path,
          remedy: '请确认企业确实免税；否则填写适用税率',
        },
      ]
    : [];

/** Rates that compute but need an explanation: r outside the usual bounds, k above open-licence practice, no tax. */
export const rateWarnings = (input: RoyaltyInput, rules: IncomeRules, path: string): readonly Failure[] => [
  ...discountWarnings(input.discountRate, rules.bounds, `${path}.discountRate`),
  ...shareWarnings('sales', input.royaltyRate, rules.ceiling, `${path}.royaltyRate`),
  ...taxWarnings(input.discountBasis, input.taxRate, `${path}.taxRate`),
];
