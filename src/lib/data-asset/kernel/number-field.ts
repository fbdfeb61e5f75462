/**
 * Reads a number off bytes without building a string: optional sign, digits, optional fraction, optional exponent. Numbers
 * with leading zeros are codes (`001234`) and stay text; so do thousands separators, full-width digits and units.
 */

const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
/** Decimal digits that a double holds exactly. */
const EXACT_DIGITS = 15;
/** Up to here `high × 10^15` is exact, so that the sum is rounded once. */
const TWO_PART_DIGITS = 20;
/** Up to here both parts of an integer are whole doubles. */
const LONG_DIGITS = 30;
const MAX_LENGTH = 40;
const MAX_MAGNITUDE = 1e30;
/** What the high part of a long integer is worth. */
export const HIGH_UNIT = 1e15;
const DOT = 46;

export const asciiText = (bytes: Uint8Array, start: number, end: number): string => {
  let text = '';
  for (let i = start; i < end; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
};

/** The number that was read last; reused, so that reading allocates nothing. */
export class NumberField {
  value = 0;
  /** Digits without the point, with the sign; exact when `exact`. */
  mantissa = 0;
  whole = 0;
  fraction = 0;
  integer = false;
  negative = false;
  /** The value is `mantissa / 10^fraction` with at most 15 digits. */
  exact = false;
  /** An integer of 16 to 30 digits: exactly `high × 10^15 + low`, both of its sign. */
  long = false;
  high = 0;
  low = 0;
  /** Written as sign `-` or none, digits, and point and digits or none. */
  plain = false;

  /** Whether `bytes[start, end)` is a number; `end > start`. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    const sign = bytes[start] ?? 0;
    const body = sign === 43 || sign === 45 ? start + 1 : start;
    let i = body;
    let digits = 0;
    let mantissa = 0;
    let point = -1;
    const quick = Math.min(end, body + 10);
    for (; i < quick; i += 1) {
      const digit = (bytes[i] ?? 0) - 48;
      if (digit >= 0 && digit <= 9) {
        if (digits === 9) break;
        mantissa = (Math.imul(mantissa, 10) + digit) | 0;
        digits += 1;
      } else if (digit === DOT - 48 && point < 0) point = i;
      else break;
    }
    if (i < end) return this.#readLong(bytes, start, end, body);
    const whole = point < 0 ? digits : point - body;
    if (digits === 0 || (whole > 1 && bytes[body] === 48) || point === end - 1) return false;
    this.#set(sign, whole, digits - whole, mantissa, point < 0);
    return true;
  }

  #set(sign: number, whole: number, fraction: number, magnitude: number, integer: boolean): void {
    const signed = sign === 45 && magnitude !== 0 ? -magnitude : magnitude;
    this.whole = whole;
    this.fraction = fraction;
    this.mantissa = signed;
    this.value = fraction === 0 ? signed : signed / (POWERS[fraction] ?? 1);
    this.integer = integer;
    this.negative = sign === 45;
    this.exact = true;
    this.long = false;
    this.plain = sign !== 43 && whole > 0;
  }

  #readLong(bytes: Uint8Array, start: number, end: number, body: number): boolean {
    if (end - start > MAX_LENGTH) return false;
    let i = body;
    let digits = 0;
    let high = 0;
    let low = 0;
    let point = -1;
    for (; i < end; i += 1) {
      const digit = (bytes[i] ?? 0) - 48;
      if (digit >= 0 && digit <= 9) {
        low = low * 10 + digit;
        digits += 1;
        if (digits <= EXACT_DIGITS) high = low;
      } else if (digit === DOT - 48 && point < 0) point = i;
      else break;
    }
    const whole = point < 0 ? digits : point - body;
    if (digits === 0 || (whole > 1 && bytes[body] === 48) || point === i - 1) return false;
    if (i < end && !isExponent(bytes, i, end)) return false;
    this.#set(bytes[start] ?? 0, whole, Math.min(digits - whole, EXACT_DIGITS), high, point < 0 && i === end);
    if (digits <= EXACT_DIGITS && i === end) return true;
    this.exact = false;
    this.plain &&= i === end;
    this.fraction = digits - whole;
    this.long = this.integer && digits <= LONG_DIGITS;
    if (this.long) this.#twoParts(bytes, start, body, end);
    const value =
      this.long && digits <= TWO_PART_DIGITS
        ? this.high * HIGH_UNIT + this.low
        : Number(asciiText(bytes, start, end));
    this.value = value === 0 ? 0 : value;
    return Math.abs(this.value) < MAX_MAGNITUDE;
  }

  #twoParts(bytes: Uint8Array, start: number, body: number, end: number): void {
    let high = 0;
    let low = 0;
    for (let i = body; i < end - EXACT_DIGITS; i += 1) high = high * 10 + (bytes[i] ?? 0) - 48;
    for (let i = end - EXACT_DIGITS; i < end; i += 1) low = low * 10 + (bytes[i] ?? 0) - 48;
    const negative = bytes[start] === 45;
    this.high = negative ? -high : high;
    this.low = negative ? -low : low;
  }
}

const isExponent = (bytes: Uint8Array, at: number, end: number): boolean => {
  if (bytes[at] !== 69 && bytes[at] !== 101) return false;
  const digitsAt = bytes[at + 1] === 43 || bytes[at + 1] === 45 ? at + 2 : at + 1;
  if (end - digitsAt < 1 || end - digitsAt > 3) return false;
  for (let i = digitsAt; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte < 48 || byte > 57) return false;
  }
  return true;
};
