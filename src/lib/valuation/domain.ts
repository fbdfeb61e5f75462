import type { Decimal } from '../kernel/decimal';
import { CONSTRAINTS, type ConstraintId } from './constraints';

/** Which numbers an input may take, and what is said when it does not. */
export interface Domain {
  readonly holds: (value: Decimal) => boolean;
  readonly code: string;
  /** Follows the label: `许可费率 k` + `必须大于 0 且小于 1`. */
  readonly must: string;
  readonly remedy: string;
  readonly rule?: ConstraintId;
}

export const ANY: Domain = { holds: () => true, code: 'E_RANGE', must: '', remedy: '' };

export const NOT_NEGATIVE: Domain = {
  holds: (v) => v.gte(0),
  code: 'E_RANGE',
  must: '不能为负',
  remedy: '请填写不小于 0 的数',
};

export const POSITIVE: Domain = {
  holds: (v) => v.gt(0),
  code: 'E_RANGE',
  must: '必须大于 0',
  remedy: '请填写大于 0 的数',
};

/** 0 ≤ v < 1 */
export const BELOW_ONE: Domain = {
  holds: (v) => v.gte(0) && v.lt(1),
  code: 'E_RANGE',
  must: '必须不小于 0 且小于 1',
  remedy: '请填写小数，例如 10% 写作 0.1',
};

/** 0 < k < 1 */
export const ROYALTY_RATE: Domain = {
  holds: (v) => v.gt(0) && v.lt(1),
  code: 'E_ROYALTY_RANGE',
  must: '必须大于 0 且小于 1',
  remedy: '请填写销售收入分成率，例如 3% 写作 0.03',
  rule: CONSTRAINTS.shareRange,
};

/** 0 < q < 1 */
export const PROFIT_SHARE: Domain = {
  holds: (v) => v.gt(0) && v.lt(1),
  code: 'E_PROFIT_SHARE_RANGE',
  must: '必须大于 0 且小于 1',
  remedy: '请填写利润分成率，例如 25% 写作 0.25',
  rule: CONSTRAINTS.shareRange,
};

/** 0 ≤ T < 1 */
export const TAX_RATE: Domain = {
  holds: (v) => v.gte(0) && v.lt(1),
  code: 'E_TAX_RANGE',
  must: '必须不小于 0 且小于 1',
  remedy: '请填写适用的企业所得税率，例如 0.25 或 0.15',
  rule: CONSTRAINTS.taxRange,
};

/** r > 0 */
export const DISCOUNT_RATE: Domain = {
  holds: (v) => v.gt(0),
  code: 'E_DISCOUNT_RANGE',
  must: '必须大于 0',
  remedy: '请填写年折现率，例如 15% 写作 0.15，并写明来源',
  rule: CONSTRAINTS.discountPositive,
};
