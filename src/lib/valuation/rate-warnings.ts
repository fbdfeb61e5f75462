import { Decimal, decimalText } from '../kernel/decimal';
import type { Failure } from '../kernel/result';
import type { RoyaltyInput } from './relief-from-royalty';
import type { IncomeRules } from './valuation-rules';

const percent = (ratio: Decimal): string => `${decimalText(ratio.times(100))}%`;

/** Rates that compute but need an explanation: r outside the usual bounds, k above open-licence practice, no tax. */
export const rateWarnings = (input: RoyaltyInput, rules: IncomeRules, path: string): readonly Failure[] => {
  const { discountRate, royaltyRate, taxRate, discountBasis } = input;
  const low = new Decimal(rules.bounds.value.warnBelow);
  const high = new Decimal(rules.bounds.value.warnAbove);
  const ceiling = new Decimal(rules.ceiling.value.netSales);
  const warnings: Failure[] = [];
  if (discountRate.lt(low))
    warnings.push({
      code: 'W_DISCOUNT_LOW',
      message: `折现率 ${percent(discountRate)} 低于 ${percent(low)}，专利风险可能估得过低`,
      path: `${path}.discountRate`,
      remedy: '请说明折现率的构成，或按风险累加法重新取值',
      rule: rules.bounds.rule.id,
    });
  if (discountRate.gt(high))
    warnings.push({
      code: 'W_DISCOUNT_HIGH',
      message: `折现率 ${percent(discountRate)} 高于 ${percent(high)}，请核对是否把百分数当作小数填写`,
      path: `${path}.discountRate`,
      remedy: '15% 应写作 0.15；确为高风险项目的请写明来源',
      rule: rules.bounds.rule.id,
    });
  if (royaltyRate.gt(ceiling))
    warnings.push({
      code: 'W_ROYALTY_HIGH',
      message: `许可费率 ${percent(royaltyRate)} 高于开放许可的通常上限 ${percent(ceiling)}`,
      path: `${path}.royaltyRate`,
      remedy: '请附许可合同或同类许可备案数据',
      rule: rules.ceiling.rule.id,
    });
  if (discountBasis === 'post-tax' && taxRate.isZero())
    warnings.push({
      code: 'W_NO_TAX',
      message: '采用税后折现率而所得税率为 0',
      path: `${path}.taxRate`,
      remedy: '请确认企业确实免税；否则填写适用税率',
    });
  return warnings;
};
