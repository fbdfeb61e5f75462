import type { PlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import type { Domain } from '../domain';
import { type Entered, type Place, fieldPath, readEntered } from '../entered';
import type { Term } from '../term';

/** The yield of a government bond of similar maturity, typed in with its day and source. */
export interface RiskFreeRate {
  /** rf per year, 0 ≤ rf < 1. */
  readonly rate: Entered;
  /** Day of the quotation; `null` = not stated. */
  readonly quotedOn: PlainDate | null;
}

const DOMAIN: Domain = {
  holds: (v) => v.gte(0) && v.lt(1),
  code: 'E_RISK_FREE_RANGE',
  must: '必须不小于 0 且小于 1',
  remedy: '请填写国债到期收益率，例如 2.5% 写作 0.025',
};

/**
 * Reads rf. Fails with `E_MISSING` (rate or day), `E_NUMBER`, `E_RISK_FREE_RANGE`, `E_DATE_AFTER` (quoted after the
 * valuation date, when it could not be known). A quotation of an earlier day warns `W_RISK_FREE_DATE`.
 */
export const readRiskFree = (
  { rate, quotedOn }: RiskFreeRate,
  valuationDate: PlainDate,
  place: Place,
): Result<{ readonly term: Term; readonly warnings: readonly Failure[] }> => {
  const term = readEntered(place, { field: 'riskFree.rate', label: '无风险利率 rf', domain: DOMAIN }, rate);
  if (!term.ok) return term;
  const path = fieldPath(place, 'riskFree.quotedOn');
  if (quotedOn === null)
    return refuse('E_MISSING', '缺无风险利率的日期', path, '请填写国债收益率的日期与来源，通常为估值基准日');
  if (quotedOn > valuationDate)
    return refuse(
      'E_DATE_AFTER',
      `无风险利率的日期 ${quotedOn} 晚于估值基准日 ${valuationDate}`,
      path,
      '请改用基准日当日或之前最近一日的收益率',
    );
  const warning: Failure = {
    code: 'W_RISK_FREE_DATE',
    message: `无风险利率取自 ${quotedOn}，不是估值基准日 ${valuationDate}`,
    path,
    remedy: '请确认基准日没有报价；有报价的请改用当日收益率',
  };
  return ok({ term: term.value, warnings: quotedOn === valuationDate ? [] : [warning] });
};
