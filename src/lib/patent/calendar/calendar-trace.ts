import type { CaseRecord } from '../../case/case-record';
import type { PatentRecord } from '../../case/patents-section';
import { decimalText } from '../../kernel/decimal';
import type { PlainDate } from '../../kernel/plain-date';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import type { CalendarRules, PatentCalendar } from './calendar';
import { fieldLeaf } from '../reading/record-source';

/** A patent of a case with its calendar, ready to be written down. */
export interface CalendarSubject {
  readonly caseRecord: CaseRecord;
  readonly record: PatentRecord;
  readonly calendar: PatentCalendar;
  readonly rules: CalendarRules;
}

/** Years for people and files: six decimals. Calculations go on with the unrounded number. */
export const YEAR_PLACES = 6;
const YEAR_ROUNDING = '显示保留 6 位小数，计算不取整';

export const valuationDateLeaf = (caseRecord: CaseRecord): TraceNode =>
  leaf({
    id: 'case/valuationDate',
    label: '评估基准日',
    value: caseRecord.valuationDate,
    unit: 'date',
    confidence: 'verified',
    source: { kind: 'field', path: 'valuationDate', label: '案情 › 评估基准日' },
  });

const isEnded = ({ calendar, record }: CalendarSubject): boolean =>
  calendar.expired !== true && (record.status === 'dead' || record.invalidationOutcome === 'invalid');

const yearInNumber = (record: PatentRecord): string => record.applicationNumber.slice(0, 4);

/** Why the number is as it is: the divisional trap, a missing filing date, an end before the term. */
const expiryNote = (subject: CalendarSubject): string | null => {
  const { record, calendar } = subject;
  if (isEnded(subject)) return '权利已终止或被宣告无效，实际终止日以专利登记簿为准';
  if (calendar.filingDate === null) return '缺申请日；申请号中的年份不能代替申请日';
  if (/^\d{12}\./.test(record.applicationNumber) && !calendar.filingDate.startsWith(yearInNumber(record)))
    return `申请号年份为 ${yearInNumber(record)}，期限仍自申请日起算（分案、国际申请常见）`;
  return null;
};

/** The statutory last day; `null` when not known or when the right ended before it. */
export const expiryDate = (subject: CalendarSubject): PlainDate | null =>
  isEnded(subject) ? null : subject.calendar.lastDay;

/** Trace of the last day of protection. */
export const expiryTrace = (subject: CalendarSubject): TraceNode => {
  const { caseRecord, record, calendar, rules } = subject;
  const section = caseRecord.sections.patents;
  const note = expiryNote(subject);
  return derive({
    id: `patent-expiry/${record.id}`,
    label: `保护期最后一日 · ${record.title}`,
    value: expiryDate(subject),
    unit: 'date',
    ...(calendar.lastDay === null
      ? {}
      : {
          formula: `${calendar.filingDate ?? ''} + ${calendar.termYears ?? ''} 年 − 1 日 = ${calendar.lastDay}`,
        }),
    ...(note === null ? {} : { note }),
    children: [
      fieldLeaf(section, record, 'filingDate'),
      fieldLeaf(section, record, 'type'),
      ...(isEnded(subject)
        ? [fieldLeaf(section, record, 'status'), fieldLeaf(section, record, 'invalidationOutcome')]
        : []),
      ruleLeaf(
        rules.term.rule,
        undefined,
        calendar.termYears === null ? null : String(calendar.termYears),
        'year',
      ),
      ruleLeaf(rules.expiry.rule, undefined, '申请日 + 期限 − 1 日', 'text'),
    ],
  });
};

const remainingNote = (subject: CalendarSubject, valuationDate: string): string | null => {
  const { calendar } = subject;
  if (isEnded(subject)) return '权利已终止，剩余寿命按 0 计';
  if (calendar.expired === true) return '保护期已届满';
  if (calendar.filingDate !== null && calendar.filingDate > valuationDate)
    return '申请日晚于评估基准日，请核对';
  return null;
};

/** Trace of the legal remaining life in years on the valuation date. */
export const remainingTrace = (subject: CalendarSubject): TraceNode => {
  const { caseRecord, record, calendar } = subject;
  const note = remainingNote(subject, caseRecord.valuationDate);
  return derive({
    id: `patent-remaining-years/${record.id}`,
    label: `法定剩余寿命 · ${record.title}`,
    value: calendar.remaining === null ? null : decimalText(calendar.remaining, YEAR_PLACES),
    unit: 'year',
    ...(calendar.lastDay === null
      ? {}
      : { formula: `${caseRecord.valuationDate} 至 ${calendar.lastDay}：整年数 + 余日 ÷ 当年日数` }),
    rounding: YEAR_ROUNDING,
    ...(note === null ? {} : { note }),
    children: [expiryTrace(subject), valuationDateLeaf(caseRecord)],
  });
};
