import { type PlainDate, addDays, dayNumber, partsOf } from '../../kernel/plain-date';
import type { WorkingDays } from './life-rules';

/** 1970-01-01 was a Thursday; 0 = Sunday. */
const weekday = (date: PlainDate): number => (((dayNumber(date) + 4) % 7) + 7) % 7;

const isWorkingDay = (date: PlainDate, { closed, open }: WorkingDays): boolean => {
  if (open.includes(date)) return true;
  if (closed.includes(date)) return false;
  const day = weekday(date);
  return day !== 0 && day !== 6;
};

/**
 * The `count`-th working day after a day, which is not counted itself. `null` as soon as a day falls into a year whose holidays
 * nobody has listed: working days are then not known.
 */
export const workingDaysAfter = (from: PlainDate, count: number, days: WorkingDays): PlainDate | null => {
  let date = from;
  let left = count;
  while (left > 0) {
    date = addDays(date, 1);
    if (!days.years.includes(partsOf(date).year)) return null;
    if (isWorkingDay(date, days)) left -= 1;
  }
  return date;
};
