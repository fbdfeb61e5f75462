import type { CaseRecord } from '../../case/case-record';
import type { PatentRecord } from '../../case/patents-section';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type PlainDate, compareDates } from '../../kernel/plain-date';
import { type Result, fail, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { CONSTRAINTS } from '../../valuation/constraints';
import { YEAR_PLACES } from './calendar-trace';
import { type LegalLife, legalLife } from './legal-life';
import { lifeRemainingTrace } from './life-trace';
import type { LifeRules } from './protection-end';

/** Legal life of a bundle, compensation counted: that of the patent whose protection ends first. */
export interface BundleLegalLife {
  readonly years: Decimal;
  readonly trace: TraceNode;
}

const at = (record: PatentRecord, field: string): string => `sections.patents.records[${record.id}].${field}`;

const yearsOf = (record: PatentRecord, life: LegalLife, valuationDate: PlainDate): Result<Decimal> => {
  if (life.filingDate !== null && compareDates(life.filingDate, valuationDate) > 0)
    return refuse(
      'E_FILING_AFTER_VALUATION',
      `“${record.title}”的申请日晚于评估基准日`,
      at(record, 'filingDate'),
      '请核对申请日与评估基准日',
      CONSTRAINTS.valuedAfterFiling,
    );
  if (life.remaining !== null) return ok(life.remaining);
  return life.fault === null
    ? refuse(
        'E_MISSING',
        `“${record.title}”缺申请日，不能计算法定剩余寿命`,
        at(record, 'filingDate'),
        '请补充申请日；申请号中的年份不能代替',
      )
    : fail(life.fault);
};

/**
 * Cap on the income period of a bundle: the earliest last day among its patents, PTA and PTE days counted. Fails when a
 * legal life is not known (`E_MISSING`), with the fault of compensation that cannot be, or when a filing date lies after
 * the valuation date (`E_FILING_AFTER_VALUATION`). `traceId` is the id of the node that is left.
 */
export const bundleLegalLife = (
  caseRecord: CaseRecord,
  traceId: string,
  records: readonly PatentRecord[],
  valuationDate: PlainDate,
  rules: LifeRules,
): Result<BundleLegalLife> => {
  const traces: TraceNode[] = [];
  let shortest: { readonly years: Decimal; readonly record: PatentRecord } | null = null;
  for (const record of records) {
    const life = legalLife(record, valuationDate, rules);
    const years = yearsOf(record, life, valuationDate);
    if (!years.ok) return years;
    traces.push(lifeRemainingTrace({ caseRecord, record, life, rules }));
    if (shortest === null || years.value.lt(shortest.years)) shortest = { years: years.value, record };
  }
  const years = shortest?.years ?? new Decimal(0);
  return ok({
    years,
    trace: derive({
      id: traceId,
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
