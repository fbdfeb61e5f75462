import { daysInMonth } from '../kernel/plain-date';

/**
 * Days as tables write them, decided on bytes: no string is built for a value that only has to be counted.
 * The reader answers about `bytes[start, end)`, already trimmed.
 */

const DOT = 46;
const MAX_LENGTH = 40;

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

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
