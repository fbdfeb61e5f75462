import type { Domain } from '../../valuation/domain';

/** 0 ≤ v ≤ 1 */
export const SHARE: Domain = {
  holds: (v) => v.gte(0) && v.lte(1),
  code: 'E_RANGE',
  must: '必须在 0 到 1 之间',
  remedy: '请填写小数，例如 92% 写作 0.92',
};

/** 0 < v ≤ 1 */
export const POSITIVE_SHARE: Domain = {
  holds: (v) => v.gt(0) && v.lte(1),
  code: 'E_RANGE',
  must: '必须大于 0 且不超过 1',
  remedy: '请填写小数，例如 5% 写作 0.05',
};

/** 0 ≤ v ≤ 100 */
export const SCORE: Domain = {
  holds: (v) => v.gte(0) && v.lte(100),
  code: 'E_RANGE',
  must: '必须在 0 到 100 之间',
  remedy: '请填写 0 到 100 的得分，0 为无风险',
};

/** A number of records or bytes. */
export const WHOLE: Domain = {
  holds: (v) => v.gte(0) && v.isInteger(),
  code: 'E_RANGE',
  must: '必须是不小于 0 的整数',
  remedy: '请填写数量，不带小数',
};
