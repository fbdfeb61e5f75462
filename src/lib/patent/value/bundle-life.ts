import type { CaseRecord } from '../../case/case-record';
import type { PatentRecord } from '../../case/patents-section';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type PlainDate, compareDates } from '../../kernel/plain-date';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { CONSTRAINTS } from '../../valuation/constraints';
import { type CalendarRules, calendarOf } from '../calendar/calendar';
import { YEAR_PLACES, remainingTrace } from '../calendar/calendar-trace';

/** Legal life of a bundle: that of the patent whose protection ends first. */
export interface BundleLife {
  readonly years: Decimal;
  readonly trace: TraceNode;
}

const at = (record: PatentRecord, field: string): string => `sections.patents.records[${record.id}].${field}`;

/**
 * Cap on the income period of a bundle: the earliest expiry among its patents. The royalty rate is one rate for the whole
 * bundle; how much of it remains once a patent has gone is not known, so nothing is counted beyond that day.
 * Fails when a legal life is not known (`E_MISSING`) or a filing date lies after the valuation date.
 */
export const bundleLife = (
  caseRecord: CaseRecord,
  forecastId: string,
  records: readonly PatentRecord[],
  valuationDate: PlainDate,
  rules: CalendarRules,
): Result<BundleLife> => {
  const traces: TraceNode[] = [];
  let shortest: { readonly years: Decimal; readonly record: PatentRecord } | null = null;
  for (const record of records) {
    const calendar = calendarOf(record, valuationDate, rules.term.value);
    if (calendar.filingDate !== null && compareDates(calendar.filingDate, valuationDate) > 0)
      return refuse(
        'E_FILING_AFTER_VALUATION',
        `“${record.title}”的申请日晚于评估基准日`,
        at(record, 'filingDate'),
        '请核对申请日与评估基准日',
        CONSTRAINTS.valuedAfterFiling,
      );
    const { remaining: years } = calendar;
    if (years === null)
      return refuse(
        'E_MISSING',
        `“${record.title}”缺申请日，不能计算法定剩余寿命`,
        at(record, 'filingDate'),
        '请补充申请日；申请号中的年份不能代替',
      );
    traces.push(remainingTrace({ caseRecord, record, calendar, rules }));
    if (shortest === null || years.lt(shortest.years)) shortest = { years, record };
  }
  const years = shortest?.years ?? new Decimal(0);
  return ok({
    years,
    trace: derive({
      id: `patent-value/${forecastId}/legal-life`,
      label: '专利组合的法定剩余寿命',
      value: decimalText(years, YEAR_PLACES),
      unit: 'year',
      formula: `取 ${records.length} 件专利中最早届满者${shortest === null ? '' : `：${shortest.record.title}`}`,
      rounding: '显示保留 6 位小数，计算不取整',
      note: '组合按一个费率计价，其中一件届满后费率如何变化未知，故从最早届满日起不再计收益',
      children: traces,
    }),
  });
};
