import { type Result, ok, refuse } from './result';

/**
 * A calendar date `YYYY-MM-DD` in the proleptic Gregorian calendar, year 1900–2199. No time, no zone.
 * `Date` is not used anywhere in the engines.
 */
export type PlainDate = string & { readonly __plainDate: true };

export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days in a month, 1–12. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (DAYS[month - 1] ?? 0);

const pad = (n: number, width: number): string => n.toString().padStart(width, '0');

const fromParts = ({ year, month, day }: DateParts): PlainDate =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as PlainDate;

/** Whole number of the digits of `text` from `from` up to `to`; NaN when one is not `0`–`9`. */
const digits = (text: string, from: number, to: number): number => {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return number;
};

export const partsOf = (date: PlainDate): DateParts => ({
  year: digits(date, 0, 4),
  month: digits(date, 5, 7),
  day: digits(date, 8, 10),
});

/** Whether a text is a day of the calendar written `YYYY-MM-DD`, year 1900–2199. */
export const isPlainDate = (text: string): text is PlainDate => {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  return (
    year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  );
};

/** Reads strict `YYYY-MM-DD`. `2023-02-30` and years outside 1900–2199 fail with `E_DATE`. */
export const parsePlainDate = (text: string, path = ''): Result<PlainDate> =>
  isPlainDate(text)
    ? ok(text)
    : refuse('E_DATE', `“${text}”不是有效日期`, path, '请按 2026-11-20 的形式填写日历上存在的日期');

/** Days since 1970-01-01 (may be negative). Civil-from-days arithmetic after Howard Hinnant. */
export const dayNumber = (date: PlainDate): number => {
  const { year, month, day } = partsOf(date);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy;
  return era * 146097 + doe - 719468;
};

export const fromDayNumber = (n: number): PlainDate => {
  const z = n + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  return fromParts({ year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day });
};

export const addDays = (date: PlainDate, days: number): PlainDate => fromDayNumber(dayNumber(date) + days);

/** Adds whole months; a day that does not exist becomes the month's last day (31 Jan + 1 month = 28/29 Feb). */
export const addMonths = (date: PlainDate, months: number): PlainDate => {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const y = Math.floor(index / 12);
  const m = index - y * 12 + 1;
  return fromParts({ year: y, month: m, day: Math.min(day, daysInMonth(y, m)) });
};

/** Adds whole years; 29 February becomes 28 February in a common year. */
export const addYears = (date: PlainDate, years: number): PlainDate => addMonths(date, years * 12);

/** `b − a` in days. */
export const daysBetween = (a: PlainDate, b: PlainDate): number => dayNumber(b) - dayNumber(a);

/** Negative, zero or positive; dates are ordered as text. */
export const compareDates = (a: PlainDate, b: PlainDate): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whole years completed from `a` to `b` (anniversary reached counts); negative when `b` is before `a`. */
export const fullYearsBetween = (a: PlainDate, b: PlainDate): number => {
  if (compareDates(b, a) < 0) return -fullYearsBetween(b, a);
  let years = partsOf(b).year - partsOf(a).year;
  if (compareDates(addYears(a, years), b) > 0) years -= 1;
  return years;
};

/**
 * Years from `a` to `b` as whole anniversaries plus the rest in days over the length of the running year.
 * Returned as a ratio of integers so that no rounding happens here.
 */
export const yearsBetween = (
  a: PlainDate,
  b: PlainDate,
): { readonly whole: number; readonly days: number; readonly yearDays: number } => {
  if (compareDates(b, a) < 0) return { whole: 0, days: 0, yearDays: 365 };
  const whole = fullYearsBetween(a, b);
  const start = addYears(a, whole);
  return { whole, days: daysBetween(start, b), yearDays: daysBetween(start, addYears(a, whole + 1)) };
};
