import { Decimal, decimalText } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';

/**
 * Weights as decimal text that sums to exactly 1: rounded down to `places`, the missing units go to the largest
 * remainders, at a tie to the earlier one. Fails with `E_WEIGHTS` when the weights are negative or do not sum to 1 (within
 * 1e-9), or when a positive weight would round to 0.
 */
export const weightTexts = (weights: readonly number[], places = 6): Result<readonly string[]> => {
  const total = weights.reduce((a, b) => a + b, 0);
  if (weights.some((w) => !(w >= 0)) || !(Math.abs(total - 1) < 1e-9))
    return refuse('E_WEIGHTS', '权重须不小于 0 且合计为 1', '', '请重新计算权重');
  const unit = new Decimal(10).pow(-places);
  const scaled = weights.map((w) => new Decimal(w).dividedBy(unit));
  const floors = scaled.map((w) => w.floor());
  const open = unit
    .pow(-1)
    .minus(floors.reduce((a, b) => a.plus(b), new Decimal(0)))
    .toNumber();
  const order = scaled
    .map((w, i) => ({ i, rest: w.minus(w.floor()) }))
    .sort((a, b) => b.rest.comparedTo(a.rest) || a.i - b.i);
  const raised = new Set(order.slice(0, Math.max(0, open)).map(({ i }) => i));
  const texts = floors.map((w, i) => decimalText((raised.has(i) ? w.plus(1) : w).times(unit)));
  const lost = texts.findIndex((text, i) => text === '0' && (weights[i] ?? 0) > 0);
  return lost < 0
    ? ok(texts)
    : refuse(
        'E_WEIGHTS',
        `第 ${lost + 1} 项权重按 ${places} 位小数取整后为 0`,
        `${lost + 1}`,
        '请增加小数位数，或删去这一项',
      );
};
