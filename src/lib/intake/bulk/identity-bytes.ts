import {
  type PatentType,
  checkDigitOf,
  parseApplicationNumber,
  parsePublicationNumber,
} from '../../kernel/patent-number';
import { publicationKey } from '../patent-duplicates';

/** Application and publication numbers as doubles: exact, and cheap to compare. */

export const TYPE_CODES: readonly PatentType[] = ['invention', 'utility-model', 'design'];

/** Type code by kind digit; 255 = no such kind. */
const KIND_TYPES = Uint8Array.of(255, 0, 1, 2, 255, 255, 255, 255, 0, 1);
const WEIGHTS = Uint8Array.of(2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);

/** Body of the number at hand (12 or 8 digits) and its type code, after `readNumberBytes` said `true`. */
export interface NumberBytes {
  body: number;
  type: number;
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/**
 * Reads the usual forms (`CN201710601862.3`, `ZL…`, with or without dot and check digit) straight from the bytes.
 * `false` = anything else, also a wrong number: ask `parseApplicationNumber`.
 */
export const readNumberBytes = (bytes: Uint8Array, start: number, end: number, out: NumberBytes): boolean => {
  let i = start;
  if (bytes[i] === 0x43 && bytes[i + 1] === 0x4e) i += 2;
  if (bytes[i] === 0x5a && bytes[i + 1] === 0x4c) i += 2;
  const from = i;
  while (i < end && isDigit(bytes[i] ?? 0)) i += 1;
  const digits = i - from;
  const length = digits >= 12 ? 12 : 8;
  if (digits < length || digits > length + 1) return false;
  let body = 0;
  let sum = 0;
  for (let k = 0; k < length; k++) {
    const digit = (bytes[from + k] ?? 48) - 48;
    body = body * 10 + digit;
    sum += digit * (WEIGHTS[k] ?? 0);
  }
  let check = -1;
  if (digits > length) check = (bytes[from + length] ?? 48) - 48;
  else if (i < end) {
    if (bytes[i] === 0x2e) i += 1;
    const byte = bytes[i] ?? 0;
    check = byte === 0x58 ? 10 : isDigit(byte) ? byte - 48 : 99;
    i += 1;
  }
  if (i !== end || (check >= 0 && check !== sum % 11)) return false;
  const year = length === 12 ? Math.floor(body / 100_000_000) : Math.floor(body / 1_000_000);
  if (length === 12 ? year < 2003 || year > 2199 : year > 3 && year < 85) return false;
  const kind = (bytes[from + (length === 12 ? 4 : 2)] ?? 48) - 48;
  const type = KIND_TYPES[kind] ?? 255;
  if (type === 255) return false;
  out.body = body;
  out.type = type;
  return true;
};

/** The same from text, for every form that the grammar allows. */
export const readNumberText = (text: string, out: NumberBytes): boolean => {
  const parsed = parseApplicationNumber(text);
  if (!parsed.ok) return false;
  out.body = Number(parsed.value.digits.slice(0, -1));
  out.type = TYPE_CODES.indexOf(parsed.value.type);
  return true;
};

const bodyText = (body: number): string =>
  body < 100_000_000 ? String(body).padStart(8, '0') : String(body);

/** `201710601862.3` of a body. */
export const canonicalNumber = (body: number): string => {
  const text = bodyText(body);
  return `${text}.${checkDigitOf(text)}`;
};

const BODY_12 = 100_000_000_000;
const BODY_8 = 10_000_000;

/** Calls `byte` with the characters of the canonical number, without building a string. */
export const bodyDigits = (body: number, byte: (value: number) => void): void => {
  let divisor = body < 100_000_000 ? BODY_8 : BODY_12;
  let sum = 0;
  for (let k = 0; divisor >= 1; k++, divisor /= 10) {
    const digit = Math.floor(body / divisor) % 10;
    sum += digit * (WEIGHTS[k] ?? 0);
    byte(48 + digit);
  }
  const check = sum % 11;
  byte(0x2e);
  byte(check === 10 ? 0x58 : 48 + check);
};

/** Orders bodies as their canonical texts are ordered by code unit: a dot comes before every digit. */
export const numberOrder = (body: number): number => (body < 100_000_000 ? body * 20_000 : body * 2 + 1);

const KINDS = 'ABCUSY';
const LONG_DIGITS = 1_000_000_000;

/** Key of a publication number, equal for documents that `publicationKey` holds for one patent. */
const keyOfCanonical = (canonical: string): number => {
  const key = publicationKey(canonical);
  if (!key.startsWith('CN')) return Number(key);
  const digits = /\d+/.exec(key)?.[0] ?? '';
  const kind = key.slice(2 + digits.length);
  const suffix = kind.length > 1 ? Number(kind.slice(1)) + 1 : 0;
  const place = (KINDS.indexOf(kind.charAt(0)) * 11 + suffix) * 2 + (digits.length === 8 ? 1 : 0);
  return LONG_DIGITS + Number(digits) * 132 + place;
};

/** Key of a publication number as printed; NaN when it is none. */
export const publicationKeyOf = (text: string): number => {
  const parsed = parsePublicationNumber(text);
  return parsed.ok ? keyOfCanonical(parsed.value.canonical) : NaN;
};

/** Key of `CN` + nine digits + letter; −1 = another form: ask `publicationKeyOf`. */
export const publicationKeyBytes = (bytes: Uint8Array, start: number, end: number): number => {
  const length = end - start;
  if (length < 12 || length > 13 || bytes[start] !== 0x43 || bytes[start + 1] !== 0x4e) return -1;
  let key = 0;
  for (let i = start + 2; i < start + 11; i++) {
    const byte = bytes[i] ?? 0;
    if (!isDigit(byte)) return -1;
    key = key * 10 + byte - 48;
  }
  if (!KINDS.includes(String.fromCharCode(bytes[start + 11] ?? 0))) return -1;
  return length === 13 && !isDigit(bytes[start + 12] ?? 0) ? -1 : key;
};
