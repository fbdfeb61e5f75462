import { MATCH, NO_MATCH, type Outcome, SHAPE_ONLY, digitAt } from './outcome';

const LEAST_DIGITS = 13;
const MOST_DIGITS = 19;
/** Nineteen digits in groups of four. */
export const BANK_CARD_LENGTH = 23;

/**
 * Bank card number: 13–19 digits, the first not 0, together or in groups of four with one blank between (ISO/IEC 7812-1).
 * Check: Luhn, from the right every second digit doubled, sum divisible by ten.
 */
export const detectBankCard = (bytes: Uint8Array, start: number, end: number): Outcome => {
  const length = end - start;
  if (length < LEAST_DIGITS || length > BANK_CARD_LENGTH || bytes[start] === 48) return NO_MATCH;
  const grouped = bytes[start + 4] === 32;
  const digits = grouped ? length - Math.floor(length / 5) : length;
  if (digits < LEAST_DIGITS || digits > MOST_DIGITS) return NO_MATCH;
  let sum = 0;
  let doubled = digits % 2 === 0;
  for (let i = 0; i < length; i += 1) {
    if (grouped && i % 5 === 4) {
      if (bytes[start + i] !== 32 || i === length - 1) return NO_MATCH;
      continue;
    }
    const digit = digitAt(bytes, start + i);
    if (digit > 9) return NO_MATCH;
    sum += doubled ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
    doubled = !doubled;
  }
  return sum % 10 === 0 ? MATCH : SHAPE_ONLY;
};
