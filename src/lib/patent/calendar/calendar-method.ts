import type { CaseRecord } from '../../case/case-record';
import type { Figure } from '../../case/exchange';
import { type Method, NO_OUTPUTS } from '../../case/method';
import type { PatentRecord, PatentsSection } from '../../case/patents-section';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import type { Result } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { type TypedRule, readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { nextAnnuity } from './annuities';
import { type CalendarRules, calendarOf, readCalendarRules, recordDate } from './calendar';
import { type AnnualFees, annualFees } from './calendar-rules';
import { type CalendarSubject, expiryTrace, remainingTrace, valuationDateLeaf } from './calendar-trace';
import { patentSubject, patentsInUse } from '../pledged-patents';
import { fieldLeaf } from '../reading/record-source';
import { unknownFigure } from '../unknown-figure';

export const CALENDAR_METHOD = 'patent.calendar@1';

const annuityTrace = (
  subject: CalendarSubject,
  valuationDate: PlainDate,
  fees: TypedRule<AnnualFees>,
): TraceNode => {
  const { caseRecord, record, calendar } = subject;
  const { filingDate, termYears } = calendar;
  const live = calendar.remaining !== null && !calendar.remaining.isZero();
  const paidThrough = recordDate(record.feesPaidThrough);
  const next =
    filingDate === null || termYears === null || !live
      ? null
      : nextAnnuity(
          {
            type: record.type,
            filingDate,
            grantDate: recordDate(record.grantDate),
            paidThrough,
            termYears,
            fees: fees.value,
          },
          valuationDate,
        );
  const section = caseRecord.sections.patents;
  return derive({
    id: `patent-next-annuity/${record.id}`,
    label: `下一次年费期限 · ${record.title}`,
    value: next?.due ?? null,
    unit: 'date',
    ...(next === null ? {} : { formula: `第 ${next.year} 年年费：申请日 + ${next.year - 1} 年` }),
    note:
      paidThrough === null
        ? '年费缴至未提供，按基准日之后的第一个缴费期限列示'
        : '按年费缴至推算第一个未缴的年度',
    children: [
      fieldLeaf(section, record, 'filingDate'),
      fieldLeaf(section, record, 'feesPaidThrough'),
      valuationDateLeaf(caseRecord),
      ruleLeaf(fees.rule, undefined, next?.feeFen?.toString() ?? null, 'fen'),
    ],
  });
};

const figure = (record: PatentRecord, label: string, trace: TraceNode): Figure => ({
  id: trace.id,
  subject: patentSubject(record),
  label,
  value: trace.value,
  unit: trace.unit,
  method: CALENDAR_METHOD,
  confidence: trace.confidence,
  trace: { ...trace, method: CALENDAR_METHOD },
});

const calendarFigures = (
  caseRecord: CaseRecord,
  record: PatentRecord,
  valuationDate: PlainDate,
  rules: CalendarRules,
  fees: TypedRule<AnnualFees>,
): readonly Figure[] => {
  const subject = {
    caseRecord,
    record,
    calendar: calendarOf(record, valuationDate, rules.term.value),
    rules,
  };
  return [
    figure(record, '保护期最后一日', expiryTrace(subject)),
    figure(record, '法定剩余寿命', remainingTrace(subject)),
    figure(record, '下一次年费期限', annuityTrace(subject, valuationDate, fees)),
  ];
};

/** The calendar rules cannot be read: every figure is unknown, and says why. */
const unknownCalendar = (
  section: PatentsSection,
  record: PatentRecord,
  read: readonly Result<unknown>[],
): readonly Figure[] =>
  read
    .flatMap((result) => (result.ok ? [] : [result.failure]))
    .slice(0, 1)
    .flatMap((failure) => [
      unknownFigure(section, record, {
        id: `patent-expiry/${record.id}`,
        label: '保护期最后一日',
        unit: 'date',
        method: CALENDAR_METHOD,
        failure,
      }),
      unknownFigure(section, record, {
        id: `patent-remaining-years/${record.id}`,
        label: '法定剩余寿命',
        unit: 'year',
        method: CALENDAR_METHOD,
        failure,
      }),
    ]);

/**
 * Calendar of the patents in use: `patent-expiry/<id>` (last day of protection, date), `patent-remaining-years/<id>`
 * (year), `patent-next-annuity/<id>` (date). A missing filing date leaves `null`.
 */
export const calendarMethod: Method = {
  id: CALENDAR_METHOD,
  title: '专利期限与年费日历',
  needs: [],
  run({ caseRecord, rules }) {
    const valuationDate = parsePlainDate(caseRecord.valuationDate);
    const calendar = readCalendarRules(rules);
    const fees = readTyped(rules, 'patent.annual-fees', annualFees);
    const section = caseRecord.sections.patents;
    const records = patentsInUse(section);
    if (!valuationDate.ok || !calendar.ok || !fees.ok)
      return {
        ...NO_OUTPUTS,
        figures: records.flatMap((record) =>
          unknownCalendar(section, record, [valuationDate, calendar, fees]),
        ),
      };
    return {
      ...NO_OUTPUTS,
      figures: records.flatMap((record) =>
        calendarFigures(caseRecord, record, valuationDate.value, calendar.value, fees.value),
      ),
    };
  },
};
