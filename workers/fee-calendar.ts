import type { FeeCalendar } from '../src/lib/bridge/fee-contract';
import type { CaseRecord } from '../src/lib/case/case-record';
import type { PatentsSection } from '../src/lib/case/patents-section';
import { type Fen, fenText } from '../src/lib/kernel/fen';
import { parsePlainDate } from '../src/lib/kernel/plain-date';
import { type Result, mapResult } from '../src/lib/kernel/result';
import { calendarEvents } from '../src/lib/patent/calendar/calendar-events';
import { type FeeRules, readFeeReduction, readFeeRules } from '../src/lib/patent/calendar/fee-rules';
import { type FeeSchedule, type PatentFees, feeSchedule } from '../src/lib/patent/calendar/fee-schedule';
import { feeTotalTrace, feeTrace, patentFeesTrace } from '../src/lib/patent/calendar/fee-trace';
import { calendarIcs, stampOf } from '../src/lib/patent/calendar/ics';
import { NO_COMPENSATION } from '../src/lib/patent/calendar/protection-end';
import { type ReductionChoices, reductionChoices } from '../src/lib/patent/calendar/reduction-choices';
import { pledgedRecords } from '../src/lib/patent/pledged-patents';
import type { RulesAt } from '../src/lib/rulebook/model';

type Item = FeeCalendar['items'][number];
type Patent = FeeCalendar['patents'][number];

const orNull = (fen: Fen | null): string | null => (fen === null ? null : fenText(fen));

const itemsOf = (section: PatentsSection, schedule: FeeSchedule, rules: FeeRules): readonly Item[] => {
  const terms = new Map(schedule.patents.map(({ record, end }) => [record.id, end.termYears]));
  return schedule.items.map((item) => ({
    applicationNumber: item.record.applicationNumber,
    title: item.record.title,
    year: item.year,
    compensation: item.year > (terms.get(item.record.id) ?? Infinity),
    due: item.due,
    fullFen: orNull(item.fullFen),
    reductionOff: item.reductionOff,
    payableFen: orNull(item.payableFen),
    toPayFen: orNull(item.toPayFen),
    lateFeeFen: item.monthLate === 0 ? '0' : orNull(item.bands[item.monthLate - 1]?.lateFeeFen ?? null),
    bands: item.bands.map(({ month, from, to, lateFeeFen, totalFen }) => ({
      month,
      from,
      to,
      lateFeeFen: orNull(lateFeeFen),
      totalFen: orNull(totalFen),
    })),
    windowEnd: item.windowEnd,
    monthLate: item.monthLate,
    trace: feeTrace(section, item, terms.get(item.record.id) ?? 0, rules),
  }));
};

const patentOf = (section: PatentsSection, fees: PatentFees, rules: FeeRules): Patent => ({
  applicationNumber: fees.record.applicationNumber,
  title: fees.record.title,
  lastDay: fees.end.lastDay,
  statutoryLastDay: fees.end.statutoryLastDay,
  count: fees.items.length,
  totalFen: orNull(fees.totalFen),
  trace: patentFeesTrace(section, fees, rules),
});

/** What has to be paid on the first day because it is overdue. */
const dueNow = (schedule: FeeSchedule): FeeCalendar['now'] => {
  const late = schedule.items.filter(({ monthLate }) => monthLate > 0);
  const sum = (amounts: readonly (Fen | null)[]): string | null =>
    amounts.includes(null) ? null : fenText(amounts.reduce<Fen>((all, fen) => all + (fen ?? 0n), 0n));
  return {
    count: late.length,
    toPayFen: sum(late.map(({ toPayFen }) => toPayFen)),
    lateFeeFen: sum(late.map(({ bands, monthLate }) => bands[monthLate - 1]?.lateFeeFen ?? null)),
    lastDay: late.map(({ windowEnd }) => windowEnd).sort()[0] ?? null,
  };
};

/**
 * Annual fees of the pledged patents from the day of payment (`null` = the valuation date) to the end of the debt, with
 * reductions and term compensation as entered, and the same as a calendar file.
 */
export const feeCalendar = (
  caseRecord: CaseRecord,
  payOn: string | null,
  rules: RulesAt,
): Result<FeeCalendar> => {
  const from = parsePlainDate(payOn ?? caseRecord.valuationDate, '付款日');
  if (!from.ok) return from;
  const until = parsePlainDate(caseRecord.sections.enterprise.need.debtEnd ?? '', '案情 › 债务履行期限止');
  if (!until.ok) return until;
  const fees = readFeeRules(rules);
  if (!fees.ok) return fees;
  const section = caseRecord.sections.patents;
  const subjects = pledgedRecords(section).map((record) => ({
    record,
    reduction: record.feeReduction,
    compensation: record.termCompensation ?? NO_COMPENSATION,
  }));
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
    now: dueNow(schedule.value),
    items: itemsOf(section, schedule.value, fees.value),
    patents: schedule.value.patents.map((patent) => patentOf(section, patent, fees.value)),
    totalFen: orNull(schedule.value.totalFen),
    knownFen: fenText(schedule.value.knownFen),
    trace: feeTotalTrace(section, schedule.value, fees.value),
    failures: schedule.value.failures,
    ics: text,
  }));
};

/** What the usual fee reductions would be for the patents of a case. */
export const feeReductions = (caseRecord: CaseRecord, rules: RulesAt): Result<ReductionChoices> =>
  mapResult(readFeeReduction(rules), ({ value }) =>
    reductionChoices(pledgedRecords(caseRecord.sections.patents), value),
  );
