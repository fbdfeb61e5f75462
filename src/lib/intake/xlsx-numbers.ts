import { Decimal } from '../kernel/decimal';
import { dayNumber, fromDayNumber, parsePlainDate } from '../kernel/plain-date';
import { mustBeOk } from '../kernel/result';

/** Number syntax of SpreadsheetML values (xsd:double without the special words). */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Largest integer whose 15 digits a spreadsheet keeps. */
const EXACT_LIMIT = 1e15;

/**
 * Text of a stored number as the sheet holds it: rounded to the 15 significant digits that spreadsheet
 * programs keep (so that 201710601862.29999 is 201710601862.3 again), never with an exponent.
 * `lost` = longer than 15 digits, so that digits typed by a person are gone. `null` = not a number.
 */
export const storedNumber = (raw: string): { readonly text: string; readonly lost: boolean } | null => {
  const trimmed = raw.trim();
  const n = NUMBER.test(trimmed) ? Number(trimmed) : Number.NaN;
  if (!Number.isFinite(n)) return null;
  const kept = Number(n.toPrecision(15));
  const plain = String(kept === 0 ? 0 : kept);
  return {
    text: plain.includes('e') ? new Decimal(plain).toString() : plain,
    lost: Math.abs(n) >= EXACT_LIMIT,
  };
};

const dayOfText = (text: string): number => dayNumber(mustBeOk(parsePlainDate(text)));
const FIRST_1904 = dayOfText('1904-01-01');
const FIRST_1900 = dayOfText('1900-01-01');
const LAST = dayOfText('2199-12-31');
const DAY_SECONDS = 86_400;

const two = (n: number): string => n.toString().padStart(2, '0');

/** Day of a serial, or `null` where the calendar has none. */
const dayOf = (serial: number, date1904: boolean): number | null => {
  if (date1904) return serial < 0 ? null : FIRST_1904 + serial;
  // Serial 60 is 29 February 1900, which never was; later serials are one too high for that reason.
  if (serial < 1 || serial === 60) return null;
  return FIRST_1900 + serial - (serial < 60 ? 1 : 2);
};

/**
 * Calendar date of a date serial in the workbook's own system, `YYYY-MM-DD`, with ` hh:mm:ss` when there is
 * a time of day (rounded to the second). `null` for serials that are no day: 0, 60, negative, after 2199.
 */
export const serialToDate = (serial: number, date1904: boolean): string | null => {
  let whole = Math.floor(serial);
  let seconds = Math.round((serial - whole) * DAY_SECONDS);
  if (seconds === DAY_SECONDS) {
    whole += 1;
    seconds = 0;
  }
  const day = dayOf(whole, date1904);
  if (day === null || day > LAST) return null;
  const date = fromDayNumber(day);
  if (seconds === 0) return date;
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${date} ${time}`;
};
