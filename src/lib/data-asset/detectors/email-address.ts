import { MATCH, NO_MATCH, type Outcome } from './outcome';

const MOST = 254;
const LOCAL_MOST = 64;
const AT = 64;
const DOT = 46;

const LETTER = 1;
const DIGIT = 2;
/** `. _ % + -` may stand in the local part. */
const LOCAL_MARK = 4;
const KIND = Uint8Array.from({ length: 256 }, (_, byte) => {
  if ((byte | 32) >= 97 && (byte | 32) <= 122 && byte < 128) return LETTER;
  if (byte >= 48 && byte <= 57) return DIGIT;
  return [DOT, 95, 37, 43, 45].includes(byte) ? LOCAL_MARK : 0;
});

const kindAt = (bytes: Uint8Array, at: number): number => KIND[bytes[at] ?? 0] ?? 0;

/** Labels of letters, digits and inner hyphens, at least two, the last one of two letters or more. */
const isDomain = (bytes: Uint8Array, start: number, end: number): boolean => {
  let label = start;
  let labels = 0;
  for (let i = start; i <= end; i += 1) {
    const ends = i === end || bytes[i] === DOT;
    if (!ends) {
      if (bytes[i] !== 45 && (kindAt(bytes, i) & (LETTER | DIGIT)) === 0) return false;
      continue;
    }
    if (i === label || i - label > 63 || bytes[label] === 45 || bytes[i - 1] === 45) return false;
    labels += 1;
    if (i === end) break;
    label = i + 1;
  }
  if (labels < 2 || end - label < 2) return false;
  for (let i = label; i < end; i += 1) if (kindAt(bytes, i) !== LETTER) return false;
  return true;
};

/** E-mail address of ASCII letters in its everyday form (the dot-atom of RFC 5322); there is no check character. */
export const detectEmail = (bytes: Uint8Array, start: number, end: number): Outcome => {
  if (end - start < 6 || end - start > MOST) return NO_MATCH;
  let i = start;
  while (i < end && kindAt(bytes, i) !== 0) {
    if (bytes[i] === DOT && (i === start || bytes[i - 1] === DOT)) return NO_MATCH;
    i += 1;
  }
  const local = i - start;
  if (local < 1 || local > LOCAL_MOST || i === end || bytes[i] !== AT || bytes[i - 1] === DOT)
    return NO_MATCH;
  return isDomain(bytes, i + 1, end) ? MATCH : NO_MATCH;
};
