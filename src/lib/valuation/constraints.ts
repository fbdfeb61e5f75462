import type { PlainDate } from '../kernel/plain-date';
import { type Result, ok, refuse } from '../kernel/result';

/**
 * What every valuation keeps to, whatever an institution's parameters say. A failure that breaks one names it in `rule`.
 * These are not rulebook entries: nobody may replace them.
 */
export const CONSTRAINTS = {
  shareRange: 'valuation.constraint.share-range',
  taxRange: 'valuation.constraint.tax-range',
  discountPositive: 'valuation.constraint.discount-positive',
  taxBasis: 'valuation.constraint.tax-basis',
  incomeWithinLife: 'valuation.constraint.income-within-life',
  lifePositive: 'valuation.constraint.life-positive',
  rateOncePerBundle: 'valuation.constraint.rate-once-per-bundle',
  sharesSumToOne: 'valuation.constraint.shares-sum-to-one',
  revenueOnce: 'valuation.constraint.revenue-once',
  valuedAfterFiling: 'valuation.constraint.valued-after-filing',
  grantedAfterFiling: 'valuation.constraint.granted-after-filing',
} as const;
export type ConstraintId = (typeof CONSTRAINTS)[keyof typeof CONSTRAINTS];

/** The constraints in the words of a valuation sheet. */
export const CONSTRAINT_TITLES: Readonly<Record<ConstraintId, string>> = {
  'valuation.constraint.share-range': '许可费率 k、利润分成率 q 大于 0 且小于 1',
  'valuation.constraint.tax-range': '所得税率 T 不小于 0 且小于 1',
  'valuation.constraint.discount-positive': '折现率 r 大于 0',
  'valuation.constraint.tax-basis': '收益与折现率的税前、税后口径一致',
  'valuation.constraint.income-within-life': '预测收益不超过法定剩余寿命和经济寿命',
  'valuation.constraint.life-positive': '剩余寿命为 0 的专利，收益法价值为 0，不得质押',
  'valuation.constraint.rate-once-per-bundle': '分成率 K 对一个专利组合只用一次',
  'valuation.constraint.shares-sum-to-one': '组合内各件专利的贡献份额之和等于 1',
  'valuation.constraint.revenue-once': '同一产品的收入不得在不同专利中重复计入',
  'valuation.constraint.valued-after-filing': '估值基准日不早于申请日',
  'valuation.constraint.granted-after-filing': '授权公告日不早于申请日',
};

/** Refuses a valuation date before the filing date (`E_BEFORE_FILING`). `path` is that of the valuation date. */
export const valuedAfterFiling = (
  valuationDate: PlainDate,
  filingDate: PlainDate,
  path: string,
): Result<undefined> =>
  valuationDate >= filingDate
    ? ok(undefined)
    : refuse(
        'E_BEFORE_FILING',
        `估值基准日 ${valuationDate} 早于申请日 ${filingDate}`,
        path,
        '请核对申请日；申请日之前没有可以估值的专利',
        CONSTRAINTS.valuedAfterFiling,
      );
