import { daysInMonth } from '../../kernel/plain-date';
import { readDay } from '../field-grammar';

/** Seconds of a day. */
export const DAY = 86_400;

const two = (bytes: Uint8Array, at: number): number => {
  const tens = (bytes[at] ?? 0) - 48;
  const ones = (bytes[at + 1] ?? 0) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1000;
};

/** Days since 1970-01-01 of a proleptic Gregorian date from 1900 on; whole numbers throughout. */
export const epochDay = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = (y / 400) | 0;
  const ofEra = y - era * 400;
  const ofYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1;
  return era * 146_097 + ofEra * 365 + ((ofEra / 4) | 0) - ((ofEra / 100) | 0) + ofYear - 719_468;
};

/** Date of a day since 1970-01-01, as `YYYY-MM-DD`. */
export const dayOfEpoch = (days: number): string => {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const years = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = years + era * 400 + (month <= 2 ? 1 : 0);
  const pad = (n: number, width: number): string => n.toString().padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
};

/**
 * Dates with the year first, 1900–2199, with an optional time of day: all forms of `readDay`, those of 10, 16 and 19
 * characters with `-` or `/` without a detour. A time zone is read and dropped: the clock as written counts.
 */
export class TimeField {
  /** Since 1970-01-01T00:00:00 of the clock that was written down. */
  seconds = 0;
  /** A time of day stood there. */
  timed = false;
  /** Only ASCII, two digits everywhere: separator and form tell the shape. */
  form = 0;
  /** Day of the last date and its digits: neighbours tend to share it. */
  #day = 0;
  #yearWord = 0;
  #monthWord = 0;
  #dayPair = -1;

  /** Whether `bytes[start, end)` is a date; `end > start`. */
  read(bytes: Uint8Array, view: DataView, start: number, end: number): boolean {
    const length = end - start;
    if (length === 19 || length === 10 || length === 16) {
      if (this.#readFixed(bytes, view, start, length)) return true;
    }
    return length >= 8 && this.#readFree(bytes, start, end);
  }

  #readFixed(bytes: Uint8Array, view: DataView, start: number, length: number): boolean {
    const yearWord = view.getInt32(start, true);
    const monthWord = view.getInt32(start + 4, true);
    const pair = view.getInt16(start + 8, true);
    if (yearWord !== this.#yearWord || monthWord !== this.#monthWord || pair !== this.#dayPair) {
      if (!this.#readDate(bytes, start)) return false;
      this.#yearWord = yearWord;
      this.#monthWord = monthWord;
      this.#dayPair = pair;
    }
    let seconds = this.#day * DAY;
    let form = bytes[start + 4] === 45 ? 0 : 1;
    if (length > 10) {
      const gap = bytes[start + 10];
      if ((gap !== 32 && gap !== 84) || bytes[start + 13] !== 58) return false;
      const hour = two(bytes, start + 11);
      const minute = two(bytes, start + 14);
      let second = 0;
      if (length === 19) {
        if (bytes[start + 16] !== 58) return false;
        second = two(bytes, start + 17);
      }
      if (hour > 23 || minute > 59 || second > 59) return false;
      seconds += hour * 3600 + minute * 60 + second;
      form += (gap === 32 ? 2 : 4) + (length === 19 ? 4 : 0);
    }
    this.seconds = seconds;
    this.timed = length > 10;
    this.form = form;
    return true;
  }

  #readDate(bytes: Uint8Array, start: number): boolean {
    const mark = bytes[start + 4];
    if ((mark !== 45 && mark !== 47) || bytes[start + 7] !== mark) return false;
    const year = two(bytes, start) * 100 + two(bytes, start + 2);
    const month = two(bytes, start + 5);
    const day = two(bytes, start + 8);
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return false;
    if (day > 28 && day > daysInMonth(year, month)) return false;
    this.#day = epochDay(year, month, day);
    return true;
  }

  #readFree(bytes: Uint8Array, start: number, end: number): boolean {
    const day = readDay(bytes, start, end);
    if (day === 0) return false;
    const clock = clockOf(bytes, start, end);
    if (clock < 0 || clock >= DAY) return false;
    this.seconds = epochDay(Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100) * DAY + clock;
    this.timed = colonAt(bytes, start, end) >= 0;
    this.form = -1;
    return true;
  }
}

/** Where the first colon stands, −1 without one. */
const colonAt = (bytes: Uint8Array, start: number, end: number): number => {
  for (let at = start; at < end; at += 1) if (bytes[at] === 58) return at;
  return -1;
};

/** Seconds of the time of day after a date that `readDay` accepted; 0 without one, −1 when no clock shows it. */
const clockOf = (bytes: Uint8Array, start: number, end: number): number => {
  const colon = colonAt(bytes, start, end);
  if (colon < 0) return 0;
  let hour = (bytes[colon - 1] ?? 0) - 48;
  const tens = (bytes[colon - 2] ?? 0) - 48;
  if (tens >= 0 && tens <= 9) hour += tens * 10;
  const minute = two(bytes, colon + 1);
  const second = bytes[colon + 3] === 58 && colon + 3 < end ? two(bytes, colon + 4) : 0;
  return hour > 23 || minute > 59 || second > 59 ? -1 : hour * 3600 + minute * 60 + second;
};

/** Shape of a date that was read without a detour. */
export const TIME_SHAPES: readonly string[] = [
  '9999-99-99',
  '9999/99/99',
  '9999-99-99 99:99',
  '9999/99/99 99:99',
  '9999-99-99T99:99',
  '9999/99/99T99:99',
  '9999-99-99 99:99:99',
  '9999/99/99 99:99:99',
  '9999-99-99T99:99:99',
  '9999/99/99T99:99:99',
];
