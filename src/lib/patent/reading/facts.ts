import type { PatentRecord } from '../../case/patents-section';
import { type PlainDate, addDays, addMonths, compareDates } from '../../kernel/plain-date';
import { type PatentCalendar, recordDate } from '../calendar/calendar';

/** Late payment is possible for six months after the due date. 专利法实施细则, see `patent.late-fee`. */
export interface FeeWindow {
  readonly windowMonths: number;
}

/** A fact, or `null` with what is missing. */
export interface Fact<T extends string> {
  readonly value: T | null;
  readonly note: string | null;
}

export type LegalStatus = 'in_force' | 'grace' | 'pending' | 'dead';
export type InvalidationRecord =
  'upheld' | 'upheld_part' | 'none_invention' | 'none_um_report' | 'none_um' | 'pending' | 'invalid';

const known = <T extends string>(value: T, note: string | null = null): Fact<T> => ({ value, note });
const unknown = (note: string): Fact<never> => ({ value: null, note });

/** 年费: paid on the day, in the late window, or later than that. */
const feeState = (paidThrough: PlainDate, day: PlainDate, window: FeeWindow): 'paid' | 'late' | 'overdue' => {
  if (compareDates(paidThrough, day) >= 0) return 'paid';
  const due = addDays(paidThrough, 1);
  return compareDates(day, addMonths(due, window.windowMonths)) <= 0 ? 'late' : 'overdue';
};

/**
 * Legal status on the valuation date from the printed status, the paid-through day and the statutory term.
 * Expiry and full invalidation decide whatever the list prints. A list that says 有效 although fees ran out more than the
 * late window ago contradicts itself: unknown, ask for the register.
 */
export const legalStatusOf = (
  record: PatentRecord,
  calendar: PatentCalendar,
  day: PlainDate,
  window: FeeWindow,
): Fact<LegalStatus> => {
  if (record.status === 'dead') return known('dead');
  if (record.invalidationOutcome === 'invalid') return known('dead', '已宣告全部无效');
  if (calendar.expired === true) return known('dead', '保护期已届满');
  if (record.status === null) return unknown('缺法律状态');
  if (record.status !== 'in-force') return known(record.status);
  const paidThrough = recordDate(record.feesPaidThrough);
  if (paidThrough === null) return known('in_force', '年费缴至未提供，以来源所载法律状态为准');
  const state = feeState(paidThrough, day, window);
  if (state === 'paid') return known('in_force');
  if (state === 'late') return known('grace', '年费缴至早于基准日，在滞纳期内');
  return unknown('年费缴至早于基准日且已过滞纳期，与“有效”矛盾，请以登记簿副本核对');
};

/** Invalidation record, by type. Both the open-case field and the outcome must be known, unless the outcome is final. */
export const invalidationOf = (record: PatentRecord): Fact<InvalidationRecord> => {
  const { invalidationPending: pending, invalidationOutcome: outcome, type } = record;
  if (outcome === 'invalid') return known('invalid');
  if (pending === true) return known('pending');
  if (pending === null) return unknown('缺“无效请求审理中”');
  if (outcome === null) return unknown('缺“无效程序结论”');
  if (outcome === 'upheld') return known('upheld');
  if (outcome === 'upheld-part') return known('upheld_part');
  if (type === 'invention') return known('none_invention');
  if (type === 'design') return unknown('外观设计不在适用范围内');
  if (record.evaluationReportPositive === null) return unknown('缺专利权评价报告结论');
  return known(record.evaluationReportPositive ? 'none_um_report' : 'none_um');
};
