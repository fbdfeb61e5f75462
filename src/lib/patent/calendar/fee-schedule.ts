import type { PatentRecord } from '../../case/patents-section';
import type { Fen } from '../../kernel/fen';
import { type PlainDate, addMonths, compareDates, fullYearsBetween } from '../../kernel/plain-date';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { type Annuity, annuitiesDuring, annuityDueDate, lateFeeMonth } from './annuities';
import { recordDate } from './calendar';
import { checkFeeSubject, firstOpenYear } from './fee-checks';
import { type FeeReduction, reducedFeeFen, reductionInYear } from './fee-reduction';
import type { FeeRules } from './fee-rules';
import { type LateBand, lateBands, lateWindowEnd } from './late-bands';
import { byNumber } from '../portfolio/portfolio-rank';
import { NO_COMPENSATION, type ProtectionEnd, type TermCompensation, protectionEnd } from './protection-end';

/** A patent with what a person entered about its fees. */
export interface FeeSubject {
  readonly record: PatentRecord;
  readonly reduction: FeeReduction | null;
  readonly compensation?: TermCompensation;
}

/** One annual fee that falls due or is open. Amounts in 分; `null` = the fee table has none. */
export interface FeeDue {
  readonly record: PatentRecord;
  /** Patent year; years beyond the term are those of term compensation. */
  readonly year: number;
  readonly due: PlainDate;
  readonly fullFen: Fen | null;
  /** Share taken off; `null` = no reduction in this year. */
  readonly reductionOff: string | null;
  /** Full fee less reduction. */
  readonly payableFen: Fen | null;
  readonly bands: readonly LateBand[];
  readonly windowEnd: PlainDate;
  /** Month of delay on the first day of the schedule: 0 = not late. */
  readonly monthLate: number;
  /** What is to be paid if paid on the first day of the schedule (late) or on time. */
  readonly toPayFen: Fen | null;
}

/** The fees of one patent. */
export interface PatentFees {
  readonly record: PatentRecord;
  readonly end: ProtectionEnd;
  readonly items: readonly FeeDue[];
  /** Sum of `toPayFen`; `null` when one of them is not known. */
  readonly totalFen: Fen | null;
  /** Whether the list knows through when fees are paid; if not, a fee already paid may be among the items. */
  readonly paidThroughKnown: boolean;
}

/** The fees of a portfolio between two days, both included. */
export interface FeeSchedule {
  readonly from: PlainDate;
  readonly until: PlainDate;
  /** By application number. */
  readonly patents: readonly PatentFees[];
  /** All items by due date, then application number, then year. */
  readonly items: readonly FeeDue[];
  /** Total to pay; `null` when an amount is not known or a patent could not be computed. */
  readonly totalFen: Fen | null;
  /** Sum of what is known: a lower bound when `totalFen` is `null`. */
  readonly knownFen: Fen;
  /** Patents left out, each with the reason. */
  readonly failures: readonly Failure[];
}

interface Window {
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly rules: FeeRules;
}

const compensationYears = (
  record: PatentRecord,
  end: ProtectionEnd,
  since: PlainDate,
  { until, rules }: Window,
): readonly Annuity[] => {
  const open = firstOpenYear(record, end.filingDate);
  const list: Annuity[] = [];
  for (let year = end.termYears + 1; ; year++) {
    const due = annuityDueDate(end.filingDate, year);
    if (compareDates(due, end.lastDay) > 0 || compareDates(due, until) > 0) return list;
    if (year >= open && compareDates(due, since) >= 0)
      list.push({ year, due, feeFen: BigInt(rules.compensation.value.yearFeeFen) });
  }
};

/** First day whose fees matter: with a known paid-through day the late window before the schedule counts as well. */
const sinceOf = (record: PatentRecord, { from, rules }: Window): PlainDate =>
  record.feesPaidThrough === null ? from : addMonths(from, -(rules.late.value.windowMonths + 1));

const dueItem = (
  subject: FeeSubject,
  annuity: Annuity,
  end: ProtectionEnd,
  window: Window,
): FeeDue | null => {
  const late = window.rules.late.value;
  const monthLate =
    compareDates(annuity.due, window.from) >= 0 ? 0 : lateFeeMonth(late, annuity.due, window.from);
  if (monthLate === null) return null;
  const off = annuity.year > end.termYears ? null : reductionInYear(subject.reduction, annuity.year);
  const payableFen = annuity.feeFen === null ? null : reducedFeeFen(annuity.feeFen, off);
  const bands = lateBands(late, annuity.due, annuity.feeFen, payableFen);
  return {
    record: subject.record,
    year: annuity.year,
    due: annuity.due,
    fullFen: annuity.feeFen,
    reductionOff: off,
    payableFen,
    bands,
    windowEnd: lateWindowEnd(late, annuity.due),
    monthLate,
    toPayFen: monthLate === 0 ? payableFen : (bands[monthLate - 1]?.totalFen ?? null),
  };
};

const sumOf = (amounts: readonly (Fen | null)[]): { readonly known: Fen; readonly complete: boolean } => ({
  known: amounts.reduce<Fen>((sum, amount) => sum + (amount ?? 0n), 0n),
  complete: !amounts.includes(null),
});

const patentFees = (subject: FeeSubject, window: Window): Result<PatentFees> => {
  const { record } = subject;
  const end = protectionEnd(record, subject.compensation ?? NO_COMPENSATION, window.rules);
  if (!end.ok) return end;
  const checked = checkFeeSubject(record, subject.reduction, end.value, window.from, window.rules);
  if (!checked.ok) return checked;
  const basis = {
    type: record.type,
    filingDate: end.value.filingDate,
    grantDate: recordDate(record.grantDate),
    paidThrough: recordDate(record.feesPaidThrough),
    termYears: end.value.termYears,
    fees: window.rules.fees.value,
  };
  const since = sinceOf(record, window);
  const items = [
    ...annuitiesDuring(basis, since, window.until),
    ...compensationYears(record, end.value, since, window),
  ].flatMap((annuity) => dueItem(subject, annuity, end.value, window) ?? []);
  const sum = sumOf(items.map((item) => item.toPayFen));
  return ok({
    record,
    end: end.value,
    items,
    totalFen: sum.complete ? sum.known : null,
    paidThroughKnown: record.feesPaidThrough !== null,
  });
};

/**
 * Annual fees due from one day until another (a loan term, both days included), with late bands, reductions and the total.
 * With a known paid-through day, fees already overdue on the first day are in it at the band of that day. A patent that
 * cannot be computed is listed with its reason and withholds the total. Codes: those of `protectionEnd` and
 * `checkFeeSubject`; `E_RANGE` when the days are the wrong way round or more than 100 years apart.
 */
export const feeSchedule = (
  subjects: readonly FeeSubject[],
  from: PlainDate,
  until: PlainDate,
  rules: FeeRules,
): Result<FeeSchedule> => {
  if (compareDates(until, from) < 0 || fullYearsBetween(from, until) > 100)
    return refuse(
      'E_RANGE',
      `${from} 至 ${until} 不是有效的期间`,
      '案情 › 债务履行期限止',
      '请填写不早于起日的止日',
    );
  const window = { from, until, rules };
  const results = [...subjects]
    .sort((a, b) => byNumber(a.record, b.record))
    .map((subject) => patentFees(subject, window));
  const patents = results.flatMap((result) => (result.ok ? [result.value] : []));
  const failures = results.flatMap((result) => (result.ok ? [] : [result.failure]));
  const items = patents
    .flatMap((patent) => patent.items)
    .sort((a, b) => compareDates(a.due, b.due) || byNumber(a.record, b.record) || a.year - b.year);
  const sum = sumOf(items.map((item) => item.toPayFen));
  return ok({
    from,
    until,
    patents,
    items,
    totalFen: sum.complete && failures.length === 0 ? sum.known : null,
    knownFen: sum.known,
    failures,
  });
};
