import { productKey } from '../../case/product-key';
import type { Failure } from '../../kernel/result';
import { CONSTRAINTS } from '../constraints';
import { type Place, fieldPath } from '../entered';

/** One use of a rate on the revenue (or profit) of a product. */
export interface RateUse {
  /** Id of the valuation, unique among the uses. */
  readonly id: string;
  /** Product whose revenue is taken. */
  readonly product: string;
  /** Bundle whose rate K is applied. */
  readonly bundle: string;
  readonly patents: readonly string[];
}

const clash = (first: RateUse, use: RateUse, place: Place): Failure => {
  const path = fieldPath(place, `uses[${use.id}].product`);
  if (first.bundle === use.bundle)
    return {
      code: 'E_RATE_TWICE',
      message: `组合“${use.bundle}”的分成率对产品“${use.product}”用了不止一次`,
      path,
      remedy: '请对整个组合只计算一次，再按合计为 1 的贡献份额分到各件专利',
      rule: CONSTRAINTS.rateOncePerBundle,
    };
  const shared = use.patents.find((patent) => first.patents.includes(patent));
  return {
    code: 'E_REVENUE_TWICE',
    message: `产品“${use.product}”的收入在“${first.bundle}”与“${use.bundle}”中重复计入${shared === undefined ? '' : `，专利“${shared}”两处都有`}`,
    path,
    remedy: '同一产品的收入只能计一次：请把这些专利合并为一个组合',
    rule: CONSTRAINTS.revenueOnce,
  };
};

/**
 * Every product's revenue carries one rate once. One failure per later use, in the order of the uses: `E_RATE_TWICE` when
 * the rate of the same bundle comes again (once per patent, say), `E_REVENUE_TWICE` when another bundle counts the same
 * product. Empty = all is well. Splitting one valuation afterwards (`splitValue`) is no second use.
 */
export const revenueOnce = (uses: readonly RateUse[], place: Place): readonly Failure[] => {
  const first = new Map<string, RateUse>();
  return uses.flatMap((use) => {
    const key = productKey(use.product);
    const before = first.get(key);
    if (before !== undefined) return [clash(before, use, place)];
    first.set(key, use);
    return [];
  });
};
