import { daysInMonth } from '../kernel/plain-date';

/**
 * Lexical types of one field, decided on bytes: no string is built for a value that only has to be counted.
 * A reader answers about `bytes[start, end)`, already trimmed.
 */

const DOT = 46;
const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
/** Decimal digits that a double holds exactly. */
const EXACT_DIGITS = 15;
const MAX_LENGTH = 40;
/** Numbers from here on do not fit the decimal text of the case. */
const MAX_MAGNITUDE = 1e30;

export interface NumberRead {
  kind: 'none' | 'integer' | 'decimal';
  value: number;
  /** The double stands for more digits than it can hold: the text must be kept beside it. */
  long: boolean;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

const asciiOf = (bytes: Uint8Array, start: number, end: number): string => {
  let text = '';
  for (let i = start; i < end; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
};

/**
 * Optional sign, digits, optional fraction, optional exponent. Numbers with leading zeros are codes (`001234`)
 * and stay text; so do thousands separators, full-width digits and units.
 * @param into reused result, so that reading allocates nothing
 */
export const readNumber = (bytes: Uint8Array, start: number, end: number, into: NumberRead): void => {
  into.kind = 'none';
  if (end - start > MAX_LENGTH) return;
  const first = bytes[start];
  const body = first === 43 || first === 45 ? start + 1 : start;
  let i = body;
  let mantissa = 0;
  while (i < end && isDigit(bytes[i])) {
    mantissa = mantissa * 10 + (bytes[i] ?? 0) - 48;
    i += 1;
  }
  const whole = i - body;
  if (whole > 1 && bytes[body] === 48) return;
  let fraction = 0;
  if (i < end && bytes[i] === DOT) {
    i += 1;
    while (i < end && isDigit(bytes[i])) {
      mantissa = mantissa * 10 + (bytes[i] ?? 0) - 48;
      i += 1;
      fraction += 1;
    }
    if (fraction === 0) return;
  }
  if (whole + fraction === 0) return;
  if (i < end) {
    readExponent(bytes, start, end, i, into);
    return;
  }
  into.long = whole + fraction > EXACT_DIGITS;
  const magnitude = into.long ? Number(asciiOf(bytes, body, end)) : mantissa / (POWERS[fraction] ?? 1);
  if (magnitude >= MAX_MAGNITUDE) return;
  into.value = first === 45 && magnitude !== 0 ? -magnitude : magnitude;
  into.kind = fraction > 0 ? 'decimal' : 'integer';
};

const readExponent = (bytes: Uint8Array, start: number, end: number, at: number, into: NumberRead): void => {
  if (bytes[at] !== 69 && bytes[at] !== 101) return;
  const sign = bytes[at + 1] === 43 || bytes[at + 1] === 45 ? 1 : 0;
  const digits = end - at - 1 - sign;
  if (digits < 1 || digits > 3) return;
  for (let i = at + 1 + sign; i < end; i += 1) if (!isDigit(bytes[i])) return;
  const value = Number(asciiOf(bytes, start, end));
  if (!(Math.abs(value) < MAX_MAGNITUDE)) return;
  into.value = value === 0 ? 0 : value;
  into.kind = 'decimal';
  into.long = true;
};

/** Text of a number that `readNumber` accepted. */
export const numberText = asciiOf;

const COLON = 58;

/** After up to `most` digits; `start` itself when there are not at least `least`. */
const afterDigits = (bytes: Uint8Array, start: number, end: number, least: number, most: number): number => {
  let i = start;
  while (i < end && i < start + most && isDigit(bytes[i])) i += 1;
  return i - start < least ? start : i;
};

/** `:mm` or `:ss`; `start` when it is not there. */
const afterColonPair = (bytes: Uint8Array, start: number, end: number): number => {
  if (bytes[start] !== COLON) return start;
  const i = afterDigits(bytes, start + 1, end, 2, 2);
  return i === start + 1 ? start : i;
};

/** `Z`, `+08:00`, `+0800`; `start` when it is not there. */
const afterZone = (bytes: Uint8Array, start: number, end: number): number => {
  if (bytes[start] === 90) return start + 1;
  if (bytes[start] !== 43 && bytes[start] !== 45) return start;
  const hours = afterDigits(bytes, start + 1, end, 2, 2);
  const minutesAt = bytes[hours] === COLON ? hours + 1 : hours;
  const i = afterDigits(bytes, minutesAt, end, 2, 2);
  return hours === start + 1 || i === minutesAt ? start : i;
};

/** Whether `bytes[start, end)` is a time of day: `T08:00`, ` 8:00:00.25`, with or without zone. */
const isTime = (bytes: Uint8Array, start: number, end: number): boolean => {
  if (bytes[start] !== 84 && bytes[start] !== 32) return false;
  let i = start + 1;
  while (i < end && bytes[i] === 32) i += 1;
  const hours = afterDigits(bytes, i, end, 1, 2);
  const minutes = afterColonPair(bytes, hours, end);
  if (hours === i || minutes === hours) return false;
  const seconds = afterColonPair(bytes, minutes, end);
  const fraction =
    seconds > minutes && bytes[seconds] === DOT ? afterDigits(bytes, seconds + 1, end, 1, 9) : seconds;
  if (seconds > minutes && bytes[seconds] === DOT && fraction === seconds + 1) return false;
  return afterZone(bytes, fraction, end) === end;
};

/** 年 月 日 in UTF-8 and GB 18030. */
const SIGNS: readonly (readonly (readonly number[])[])[] = [
  [
    [0xe5, 0xb9, 0xb4],
    [0xe6, 0x9c, 0x88],
    [0xe6, 0x97, 0xa5],
  ],
  [
    [0xc4, 0xea],
    [0xd4, 0xc2],
    [0xc8, 0xd5],
  ],
];

const standsAt = (bytes: Uint8Array, at: number, sign: readonly number[]): boolean =>
  sign.every((byte, i) => bytes[at + i] === byte);

const smallNumber = (bytes: Uint8Array, start: number, end: number): number => {
  let n = 0;
  for (let i = start; i < end; i += 1) n = n * 10 + (bytes[i] ?? 48) - 48;
  return n;
};

const separatorLength = (bytes: Uint8Array, at: number, which: 0 | 1 | 2): number => {
  const byte = bytes[at];
  if (which < 2 && (byte === 45 || byte === 47 || byte === DOT)) return 1;
  for (const set of SIGNS) {
    const sign = set[which];
    if (sign !== undefined && standsAt(bytes, at, sign)) return sign.length;
  }
  return 0;
};

interface DayParts {
  readonly month: number;
  readonly day: number;
  /** Where the date ends and a time may begin. */
  readonly rest: number;
}

/** Month, day and their signs after a four-digit year. */
const readMonthDay = (bytes: Uint8Array, at: number, end: number): DayParts | null => {
  const first = separatorLength(bytes, at, 0);
  const monthAt = at + first;
  const monthEnd = afterDigits(bytes, monthAt, end, 1, 2);
  const second = separatorLength(bytes, monthEnd, 1);
  const dayAt = monthEnd + second;
  const dayEnd = afterDigits(bytes, dayAt, end, 1, 2);
  if (first === 0 || monthEnd === monthAt || second !== first || dayEnd === dayAt) return null;
  const plain = first === 1;
  if (plain && bytes[at] !== bytes[monthEnd]) return null;
  const third = plain ? 0 : separatorLength(bytes, dayEnd, 2);
  if (!plain && third === 0) return null;
  return {
    month: smallNumber(bytes, monthAt, monthEnd),
    day: smallNumber(bytes, dayAt, dayEnd),
    rest: dayEnd + third,
  };
};

/**
 * Calendar date with year first: `2023-01-05`, `2023/1/5`, `2023.01.05`, `2023年1月5日`, each with an optional
 * time of day, years 1900–2199. Returns `yyyymmdd` as a number, 0 for anything else.
 */
export const readDay = (bytes: Uint8Array, start: number, end: number): number => {
  if (end - start < 8 || end - start > MAX_LENGTH) return 0;
  for (let i = start; i < start + 4; i += 1) if (!isDigit(bytes[i])) return 0;
  const year = smallNumber(bytes, start, start + 4);
  if (year < 1900 || year > 2199) return 0;
  const parts = readMonthDay(bytes, start + 4, end);
  if (parts === null) return 0;
  const { month, day, rest } = parts;
  if (rest > end || (rest < end && !isTime(bytes, rest, end))) return 0;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return 0;
  return year * 10_000 + month * 100 + day;
};

/** `yyyymmdd` as `YYYY-MM-DD`. */
export const dayText = (day: number): string => {
  const digits = day.toString().padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
};
