import type { FeeCalendar } from '../src/lib/bridge/contract';
import type { CaseRecord } from '../src/lib/case/case-record';
import { fenText } from '../src/lib/kernel/fen';
import { parsePlainDate } from '../src/lib/kernel/plain-date';
import { type Result, mapResult } from '../src/lib/kernel/result';
import { calendarEvents } from '../src/lib/patent/calendar/calendar-events';
import { readFeeRules } from '../src/lib/patent/calendar/fee-rules';
import { type FeeSchedule, feeSchedule } from '../src/lib/patent/calendar/fee-schedule';
import { calendarIcs, stampOf } from '../src/lib/patent/calendar/ics';
import { pledgedRecords } from '../src/lib/patent/pledged-patents';
import type { RulesAt } from '../src/lib/rulebook/model';

const lines = (schedule: FeeSchedule): FeeCalendar['items'] =>
  schedule.items.map((item) => ({
    applicationNumber: item.record.applicationNumber,
    title: item.record.title,
    year: item.year,
    due: item.due,
    toPayFen: item.toPayFen === null ? null : fenText(item.toPayFen),
    windowEnd: item.windowEnd,
    monthLate: item.monthLate,
  }));

/** Annual fees of the pledged patents from the valuation date to the end of the debt, and the same as a calendar file. */
export const feeCalendar = (caseRecord: CaseRecord, rules: RulesAt): Result<FeeCalendar> => {
  const from = parsePlainDate(caseRecord.valuationDate, '案情 › 评估基准日');
  if (!from.ok) return from;
  const until = parsePlainDate(caseRecord.sections.enterprise.need.debtEnd ?? '', '案情 › 债务履行期限止');
  if (!until.ok) return until;
  const fees = readFeeRules(rules);
  if (!fees.ok) return fees;
  const subjects = pledgedRecords(caseRecord.sections.patents).map((record) => ({ record, reduction: null }));
  const schedule = feeSchedule(subjects, from.value, until.value, fees.value);
  if (!schedule.ok) return schedule;
  const ics = calendarIcs(calendarEvents(schedule.value), {
    name: `${caseRecord.title} 专利年费`,
    stamp: stampOf(from.value),
    fiction: caseRecord.fiction,
  });
  return mapResult(ics, (text) => ({
    from: schedule.value.from,
    until: schedule.value.until,
    items: lines(schedule.value),
    totalFen: schedule.value.totalFen === null ? null : fenText(schedule.value.totalFen),
    knownFen: fenText(schedule.value.knownFen),
    failures: schedule.value.failures,
    ics: text,
  }));
};
