import { MATCH, NO_MATCH, type Outcome, areDigits, digitAt } from './outcome';

/** `1`, then 3–9, then nine digits. */
const isMobile = (bytes: Uint8Array, start: number): boolean =>
  bytes[start] === 49 && digitAt(bytes, start + 1) - 3 <= 6 && digitAt(bytes, start + 1) >= 3;

const isMark = (byte: number | undefined): boolean => byte === 45 || byte === 32;

/**
 * Mobile number of mainland China: 11 digits that begin with 13–19; `+86` before it (with `-` or a blank or nothing between)
 * and the grouping 3-4-4 by `-` or blanks are taken. There is no check digit.
 */
export const detectMobilePhone = (bytes: Uint8Array, start: number, end: number): Outcome => {
  let from = start;
  if (bytes[from] === 43) {
    if (bytes[from + 1] !== 56 || bytes[from + 2] !== 54) return NO_MATCH;
    from += 3;
    if (isMark(bytes[from])) from += 1;
  }
  const length = end - from;
  if ((length !== 11 && length !== 13) || !isMobile(bytes, from)) return NO_MATCH;
  if (length === 11) return areDigits(bytes, from, end) ? MATCH : NO_MATCH;
  const grouped =
    isMark(bytes[from + 3]) &&
    bytes[from + 8] === bytes[from + 3] &&
    areDigits(bytes, from, from + 3) &&
    areDigits(bytes, from + 4, from + 8) &&
    areDigits(bytes, from + 9, end);
  return grouped ? MATCH : NO_MATCH;
};
