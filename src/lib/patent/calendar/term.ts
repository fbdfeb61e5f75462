import type { PatentType } from '../../case/patents-section';
import { Decimal } from '../../kernel/decimal';
import {
  type PlainDate,
  addDays,
  addYears,
  compareDates,
  parsePlainDate,
  yearsBetween,
} from '../../kernel/plain-date';
import type { TermTable } from './calendar-rules';

const asDate = (text: string | null): PlainDate | null => {
  if (text === null) return null;
  const parsed = parsePlainDate(text);
  return parsed.ok ? parsed.value : null;
};

/**
 * Term in years for a type, chosen by the **filing** date (外观设计: 10 or 15 years, switch 2021-06-01).
 * `null` when the table has no row for it. 专利法 第四十二条.
 */
export const termYears = (table: TermTable, type: PatentType, filingDate: PlainDate): number | null => {
  for (const row of table) {
    const from = asDate(row.filedFrom);
    const to = asDate(row.filedTo);
    if (row.type !== type) continue;
    if (from !== null && compareDates(filingDate, from) < 0) continue;
    if (to !== null && compareDates(filingDate, to) > 0) continue;
    return row.years;
  }
  return null;
};

/**
 * Last day of protection: filing date + N years − 1 day, no shift for weekends or holidays. A 29 February filing counts
 * as 28 February in a common year, then one day less. The filing date is that of the international application (PCT) or
 * of the parent (分案); the year inside the number says nothing.
 */
export const lastDayOfProtection = (filingDate: PlainDate, years: number): PlainDate =>
  addDays(addYears(filingDate, years), -1);

/** Legal remaining life in years from the valuation date to the last day of protection, ≥ 0, unrounded. */
export const legalRemainingYears = (valuationDate: PlainDate, lastDay: PlainDate): Decimal => {
  const { whole, days, yearDays } = yearsBetween(valuationDate, lastDay);
  return new Decimal(days).dividedBy(yearDays).plus(whole);
};
