import { Decimal, decimalToFen, fenToYuan } from '../../kernel/decimal';
import type { Fen } from '../../kernel/fen';
import { type Result, mapResult } from '../../kernel/result';
import { type RoyaltyInput, reliefFromRoyalty } from '../methods/relief-from-royalty';

/** Inputs of relief from royalty that can be moved one at a time. `salesLevel` multiplies all years; 1 = as forecast. */
export type RoyaltyLever = 'salesLevel' | 'royaltyRate' | 'taxRate' | 'discountRate' | 'lifeYears';

export const LEVER_LABELS: Readonly<Record<RoyaltyLever, string>> = {
  salesLevel: '销售收入水平（对预测的倍数）',
  royaltyRate: '许可费率',
  taxRate: '所得税率',
  discountRate: '折现率',
  lifeYears: '收益年限（年）',
};

/** Where a lever stands in `input`. */
export const leverAt = (input: RoyaltyInput, lever: RoyaltyLever): Decimal =>
  lever === 'salesLevel' ? new Decimal(1) : input[lever];

/**
 * `input` with one lever moved. Sales are rounded to 分 year by year. A shorter life drops the forecast years that it no
 * longer reaches; a longer one adds none, because nobody forecast them.
 */
export const moveLever = (input: RoyaltyInput, lever: RoyaltyLever, to: Decimal): RoyaltyInput => {
  if (lever === 'salesLevel')
    return { ...input, netSalesFen: input.netSalesFen.map((fen) => decimalToFen(fenToYuan(fen).times(to))) };
  if (lever === 'lifeYears') {
    const reached = Decimal.max(1, to.ceil()).toNumber();
    return { ...input, lifeYears: to, netSalesFen: input.netSalesFen.slice(0, reached) };
  }
  return { ...input, [lever]: to };
};

/** Value with one lever moved, 分. Fails as `reliefFromRoyalty` does. */
export const valueWithLever = (
  input: RoyaltyInput,
  lever: RoyaltyLever,
  to: Decimal,
  path = '',
): Result<Fen> => mapResult(reliefFromRoyalty(moveLever(input, lever, to), path), (value) => value.valueFen);
