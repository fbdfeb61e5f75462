import type { PatentRecord } from '../../case/patents-section';
import { mapOf } from '../../kernel/nested-map';
import { type PlainDate, addDays, addYears, daysBetween } from '../../kernel/plain-date';
import { type Result, ok, refuse } from '../../kernel/result';
import { recordDate } from './calendar';
import type { TermTable } from './calendar-rules';
import type { FeeRules } from './fee-rules';
import { lastDayOfProtection, termYears } from './term';

/** Days of term compensation as entered from the decision; 0 = none. */
export interface TermCompensation {
  /** 专利权期限补偿 (PTA). */
  readonly ptaDays: number;
  /** 药品专利权期限补偿 (PTE). */
  readonly pteDays: number;
}

/** What the end of protection is read from. */
export type LifeRules = Pick<FeeRules, 'calendar' | 'compensation'>;

export const NO_COMPENSATION: TermCompensation = { ptaDays: 0, pteDays: 0 };

/** Statutory term and the end of protection with compensation. */
export interface ProtectionEnd {
  readonly filingDate: PlainDate;
  readonly termYears: number;
  readonly statutoryLastDay: PlainDate;
  /** Last day with compensation. */
  readonly lastDay: PlainDate;
  /** Day after the last day; not moved by holidays. */
  readonly terminationDate: PlainDate;
}

const wholeDays = (days: number): boolean => Number.isSafeInteger(days) && days >= 0 && days <= 36_500;

const checkCompensation = (
  record: PatentRecord,
  { ptaDays, pteDays }: TermCompensation,
  statutory: PlainDate,
  { compensation }: LifeRules,
): Result<null> => {
  const path = `sections.patents.records[${record.id}]`;
  const rule = compensation.rule.id;
  if (!wholeDays(ptaDays) || !wholeDays(pteDays))
    return refuse(
      'E_COMPENSATION_DAYS',
      '期限补偿天数应为不小于 0 的整数',
      path,
      '请按补偿决定填写天数',
      rule,
    );
  if (ptaDays + pteDays > 0 && !compensation.value.types.includes(record.type))
    return refuse(
      'E_COMPENSATION_TYPE',
      `“${record.title}”不是发明专利，没有期限补偿`,
      path,
      '请删去补偿天数，或核对专利类型',
      rule,
    );
  const most = daysBetween(statutory, addYears(statutory, compensation.value.pteMaxYears));
  return pteDays > most
    ? refuse(
        'E_COMPENSATION_LIMIT',
        `药品期限补偿 ${pteDays} 日超过 ${compensation.value.pteMaxYears} 年`,
        path,
        '请对照补偿决定核对天数',
        rule,
      )
    : ok(null);
};

/** Days follow from the term table, the type and the filing date; those asked for last are kept. */
const KEPT_DAYS = 20_000;
const keptDays = new WeakMap<TermTable, Map<PatentRecord['type'], Map<PlainDate, PlainDate | null>>>();

/**
 * Last day of the statutory term of a patent filed on a day; `null` when the table has no row for its type. As
 * `lastDayOfProtection` says, worked out once per type and day.
 */
export const statutoryLastDayOf = (
  table: TermTable,
  type: PatentRecord['type'],
  filingDate: PlainDate,
): PlainDate | null => {
  const types = mapOf(keptDays, table);
  let days = types.get(type);
  if (days === undefined) types.set(type, (days = new Map<PlainDate, PlainDate | null>()));
  const known = days.get(filingDate);
  if (known !== undefined) return known;
  const years = termYears(table, type, filingDate);
  const day = years === null ? null : lastDayOfProtection(filingDate, years);
  if (days.size >= KEPT_DAYS) days.clear();
  days.set(filingDate, day);
  return day;
};

/**
 * End of protection: filing date + term − 1 day, plus the days of compensation entered. Codes `E_MISSING` (filing date or
 * term), `E_COMPENSATION_DAYS`, `E_COMPENSATION_TYPE`, `E_COMPENSATION_LIMIT`. 专利法 第四十二条.
 */
export const protectionEnd = (
  record: PatentRecord,
  compensation: TermCompensation,
  rules: LifeRules,
): Result<ProtectionEnd> => {
  const filingDate = recordDate(record.filingDate);
  const years = filingDate === null ? null : termYears(rules.calendar.term.value, record.type, filingDate);
  if (filingDate === null || years === null)
    return refuse(
      'E_MISSING',
      `“${record.title}”缺申请日，不能推算保护期和年费`,
      `sections.patents.records[${record.id}].filingDate`,
      '请补录申请日；申请号中的年份不能代替申请日',
    );
  const statutoryLastDay = lastDayOfProtection(filingDate, years);
  const checked = checkCompensation(record, compensation, statutoryLastDay, rules);
  if (!checked.ok) return checked;
  const lastDay = addDays(statutoryLastDay, compensation.ptaDays + compensation.pteDays);
  return ok({
    filingDate,
    termYears: years,
    statutoryLastDay,
    lastDay,
    terminationDate: addDays(lastDay, 1),
  });
};
