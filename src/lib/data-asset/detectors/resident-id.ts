import { daysInMonth } from '../../kernel/plain-date';
import { MATCH, NO_MATCH, type Outcome, SHAPE_ONLY, areDigits, digitAt, digitsOf } from './outcome';

export const RESIDENT_ID_LENGTH = 18;

/** Weights 2^(17−i) mod 11 of GB 11643-1999, which is ISO 7064 MOD 11-2. */
const WEIGHTS = Uint8Array.of(7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
/** Check character by remainder: 1 0 X 9 8 7 6 5 4 3 2. */
const CHECKS = Uint8Array.of(49, 48, 88, 57, 56, 55, 54, 53, 52, 51, 50);

/** First two digits: GB/T 2260 provinces, and 81–83 of the residence permits of Hong Kong, Macao and Taiwan. */
const PROVINCES = ((): Uint8Array => {
  const known = new Uint8Array(100);
  for (const [from, to] of [
    [11, 15],
    [21, 23],
    [31, 37],
    [41, 46],
    [50, 54],
    [61, 65],
    [71, 71],
    [81, 83],
  ] as const)
    known.fill(1, from, to + 1);
  return known;
})();

/** Check character (as a byte) of the 17 digits that begin at `start`: GB 11643-1999. */
export const residentIdCheck = (bytes: Uint8Array, start: number): number => {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += digitAt(bytes, start + i) * (WEIGHTS[i] ?? 0);
  return CHECKS[sum % 11] ?? 0;
};

/**
 * Resident identity number, GB 11643-1999: 17 digits of region, date of birth 1900–2099 and order, and a check character
 * 0–9 or X (`x` is taken too). Shape: known province, a date that exists. Check: ISO 7064 MOD 11-2.
 */
export const detectResidentId = (bytes: Uint8Array, start: number, end: number): Outcome => {
  if (end - start !== RESIDENT_ID_LENGTH || !areDigits(bytes, start, end - 1)) return NO_MATCH;
  const written = bytes[end - 1] ?? 0;
  const last = written === 120 ? 88 : written;
  if (last !== 88 && digitAt(bytes, end - 1) > 9) return NO_MATCH;
  if (PROVINCES[digitsOf(bytes, start, start + 2)] !== 1) return NO_MATCH;
  const year = digitsOf(bytes, start + 6, start + 10);
  const month = digitsOf(bytes, start + 10, start + 12);
  const day = digitsOf(bytes, start + 12, start + 14);
  if (year < 1900 || year > 2099 || day < 1 || day > daysInMonth(year, month)) return NO_MATCH;
  return residentIdCheck(bytes, start) === last ? MATCH : SHAPE_ONLY;
};
