import { type PlainDate, addDays, dayNumber, partsOf } from './plain-date';

/** Public holidays of the years that are known: days off on weekdays, and weekend days on which people work. */
export interface WorkCalendar {
  readonly years: ReadonlySet<number>;
  readonly off: ReadonlySet<string>;
  readonly on: ReadonlySet<string>;
}

/** A day counted in working days. `certain: false` when it passes through a year whose holidays are not known. */
export interface WorkDate {
  readonly date: PlainDate;
  readonly certain: boolean;
}

/** 1970-01-01 was a Thursday. */
const isWeekend = (date: PlainDate): boolean => {
  const weekday = (((dayNumber(date) + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
};

/** Monday to Friday without the holidays, and the weekend days that are worked instead. */
export const isWorkingDay = (date: PlainDate, { off, on }: WorkCalendar): boolean =>
  on.has(date) || (!isWeekend(date) && !off.has(date));

/**
 * The `count`-th working day after a day; the day itself does not count (民法典 art. 201). `count` ≥ 0; with 0 the day
 * itself is given back.
 */
export const addWorkingDays = (from: PlainDate, count: number, calendar: WorkCalendar): WorkDate => {
  let date = from;
  let left = count;
  let certain = count === 0 || calendar.years.has(partsOf(from).year);
  while (left > 0) {
    date = addDays(date, 1);
    if (!calendar.years.has(partsOf(date).year)) certain = false;
    if (isWorkingDay(date, calendar)) left -= 1;
  }
  return { date, certain };
};
