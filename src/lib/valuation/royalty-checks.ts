import type { Fen } from '../kernel/fen';
import { type Result, ok, refuse } from '../kernel/result';
import { CONSTRAINTS } from './constraints';

/** What relief from royalty and its simulation refuse in the same words. `path` is that of the forecast. */

/** Income after tax is never discounted at a rate before tax (`E_TAX_BASIS`). */
export const taxOnOneBasis = (
  discountBasis: 'pre-tax' | 'post-tax',
  untaxed: boolean,
  path: string,
): Result<undefined> =>
  discountBasis === 'pre-tax' && !untaxed
    ? refuse(
        'E_TAX_BASIS',
        '税前折现率不能与扣税后的收益混用',
        `${path}.discountBasis`,
        '采用税前折现率时所得税率填 0；要扣所得税，请改用税后折现率',
        CONSTRAINTS.taxBasis,
      )
    : ok(undefined);

/** At least one year of net sales (`E_MISSING`), none of them negative (`E_RANGE`). */
export const salesForecast = (netSalesFen: readonly Fen[], path: string): Result<undefined> => {
  if (netSalesFen.length === 0)
    return refuse(
      'E_MISSING',
      '没有预测年度的销售收入',
      `${path}.salesFen`,
      '请按年填写专利产品不含增值税的净销售收入',
    );
  const negative = netSalesFen.findIndex((fen) => fen < 0n);
  return negative < 0
    ? ok(undefined)
    : refuse(
        'E_RANGE',
        `第 ${negative + 1} 年销售收入为负`,
        `${path}.salesFen[${negative}]`,
        '请填写不小于 0 的净销售收入',
      );
};
