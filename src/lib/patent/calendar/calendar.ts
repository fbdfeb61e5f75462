import type { PatentRecord } from '../../case/patents-section';
import { Decimal } from '../../kernel/decimal';
import { type PlainDate, compareDates, parsePlainDate } from '../../kernel/plain-date';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';
import { type TermTable, expiryRule, termTable } from './calendar-rules';
import { lastDayOfProtection, legalRemainingYears, termYears } from './term';

/** The calendar parameters in force. */
export interface CalendarRules {
  readonly term: TypedRule<TermTable>;
  readonly expiry: TypedRule<'filing-plus-term-minus-one-day'>;
}

export const readCalendarRules = (rules: RulesAt): Result<CalendarRules> => {
  const term = readTyped(rules, 'patent.term', termTable);
  if (!term.ok) return term;
  const expiry = readTyped(rules, 'patent.expiry-rule', expiryRule);
  if (!expiry.ok) return expiry;
  return ok({ term: term.value, expiry: expiry.value });
};

/** A date field of a record; `null` when missing (the schema keeps malformed dates out). */
export const recordDate = (text: string | null): PlainDate | null => {
  if (text === null) return null;
  const parsed = parsePlainDate(text);
  return parsed.ok ? parsed.value : null;
};

/** Statutory calendar of one patent on a valuation date. `null` = not known. */
export interface PatentCalendar {
  readonly filingDate: PlainDate | null;
  readonly termYears: number | null;
  /** Last day of protection by statute; an earlier end by lapse or invalidity is not in it. */
  readonly lastDay: PlainDate | null;
  readonly expired: boolean | null;
  /** Legal remaining life in years; 0 for a dead right. */
  readonly remaining: Decimal | null;
}

const isDead = (record: PatentRecord): boolean =>
  record.status === 'dead' || record.invalidationOutcome === 'invalid';

/** Calendar of a patent. Without a filing date nothing is known, except that a dead right has no life left. */
export const calendarOf = (
  record: PatentRecord,
  valuationDate: PlainDate,
  table: TermTable,
): PatentCalendar => {
  const filingDate = recordDate(record.filingDate);
  const years = filingDate === null ? null : termYears(table, record.type, filingDate);
  const lastDay = filingDate === null || years === null ? null : lastDayOfProtection(filingDate, years);
  const statutory = lastDay === null ? null : legalRemainingYears(valuationDate, lastDay);
  return {
    filingDate,
    termYears: years,
    lastDay,
    expired: lastDay === null ? null : compareDates(lastDay, valuationDate) < 0,
    remaining: isDead(record) ? new Decimal(0) : statutory,
  };
};
