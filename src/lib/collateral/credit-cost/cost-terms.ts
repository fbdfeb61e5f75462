import { Decimal, fenToYuan } from '../../kernel/decimal';
import { addMonths, daysBetween } from '../../kernel/plain-date';
import { type Result, ok, refuse } from '../../kernel/result';
import type { CostStructure, KnownTerms } from './cost-structure';
import type { Fee } from './fees';
import { type SideFlow, equalInstalment, interestByDays } from './loan-flows';

const RATE = /^(0(\.\d{1,30})?|1(\.0{1,30})?)$/;
const MOST_MONTHS = 600;

/** Terms of a structure. `E_MISSING` or `E_RANGE` names the field. */
export const knownTerms = (structure: CostStructure): Result<KnownTerms> => {
  const at = (field: string) => `${structure.path}.${field}`;
  const { principalFen, rate, months } = structure;
  const missing = (label: string, field: string): Result<never> =>
    refuse('E_MISSING', `“${structure.name}”的${label}未填写`, at(field), '请补充后再比较');
  if (principalFen === null) return missing('贷款本金', 'principalFen');
  if (principalFen <= 0n) return refuse('E_RANGE', '贷款本金必须大于 0', at('principalFen'), '请核对金额');
  if (rate === null) return missing('年利率', 'rate');
  if (!RATE.test(rate))
    return refuse(
      'E_RANGE',
      `年利率“${rate.slice(0, 40)}”不在 0 至 1 之间`,
      at('rate'),
      '请按比例填写，例如 0.0345',
    );
  if (months === null) return missing('期限', 'months');
  if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS)
    return refuse('E_RANGE', `期限须为 1 至 ${MOST_MONTHS} 个整月`, at('months'), '请核对期限');
  if (structure.dayCount?.base === null) return missing('计息基数（360或365天）', 'dayBase');
  if (structure.dayCount !== undefined && structure.repayment !== 'bullet')
    return refuse('E_RANGE', '按实际天数计息只适用于到期还本', at('dayCount'), '等额本息请按月计息');
  return ok({ principalFen, principal: fenToYuan(principalFen), rate: new Decimal(rate), months });
};

/** Interest by actual days less a twelfth of the yearly interest, month by month: what the flows differ. */
export const dayDifferences = (
  structure: CostStructure,
  { principal, rate, months }: KnownTerms,
): readonly SideFlow[] => {
  const { dayCount } = structure;
  if (dayCount === undefined || dayCount.base === null) return [];
  const { from, base } = dayCount;
  const twelfth = principal.times(rate).dividedBy(12);
  return Array.from({ length: months }, (_, i) => {
    const days = daysBetween(addMonths(from, i), addMonths(from, i + 1));
    return { month: i + 1, amount: interestByDays(principal, rate, days, base).minus(twelfth) };
  });
};

/** Interest over the whole term, 元, unrounded. */
export const interestOf = (structure: CostStructure, terms: KnownTerms): Decimal => {
  const { principal, rate, months } = terms;
  if (structure.repayment === 'equal-instalment')
    return equalInstalment({ principal, rate, months, repayment: 'equal-instalment' })
      .times(months)
      .minus(principal);
  return dayDifferences(structure, terms).reduce(
    (sum, { amount }) => sum.plus(amount),
    principal.times(rate).times(months).dividedBy(12),
  );
};

/** When a fee falls due: at drawdown; a yearly one at the start of each year, the last by its months. */
export const dueDates = (
  fee: Fee,
  months: number,
): readonly { readonly month: number; readonly share: Decimal }[] =>
  fee.timing === 'upfront'
    ? [{ month: 0, share: new Decimal(1) }]
    : Array.from({ length: Math.ceil(months / 12) }, (_, year) => ({
        month: year * 12,
        share: new Decimal(Math.min(12, months - year * 12)).dividedBy(12),
      }));
