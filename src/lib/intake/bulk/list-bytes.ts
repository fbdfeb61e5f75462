/**
 * Cells that hold lists of patent classes or family members, reduced without a string. Only lists in plain ASCII whose
 * entries have the usual form are taken; for everything else the readers of `patent-facts` decide.
 */

/** Entries end at these in both lists, whatever the source's own separators add. */
const SEPARATORS = ';|,\n；，';

/** Whether the source's separators add no place at which an entry could end. */
export const coversSeparators = (separators: readonly string[]): boolean =>
  separators.every((text) => text !== '' && [...text].some((c) => SEPARATORS.includes(c)));

const FULL_WIDTH = 3;

/** Length of the separator at `i`, or 0. */
const separatorAt = (bytes: Uint8Array, i: number): number => {
  const byte = bytes[i] ?? 0;
  if (byte === 0x3b || byte === 0x7c || byte === 0x2c || byte === 0x0a) return 1;
  return byte === 0xef && bytes[i + 1] === 0xbc && (bytes[i + 2] === 0x9b || bytes[i + 2] === 0x8c)
    ? FULL_WIDTH
    : 0;
};

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isUpper = (byte: number): boolean => byte >= 65 && byte <= 90;

/** Number of a subclass `G06Q`: below `SUBCLASSES`. */
export const SUBCLASSES = 8 * 100 * 26;
export const subclassCode = (text: string): number =>
  ((text.charCodeAt(0) - 65) * 100 + Number(text.slice(1, 3))) * 26 + text.charCodeAt(3) - 65;
/** Section 0–7 of a subclass number. */
export const sectionOf = (code: number): number => Math.floor(code / 2600);

const spaces = (bytes: Uint8Array, from: number, end: number): number => {
  let i = from;
  while (i < end && bytes[i] === 0x20) i += 1;
  return i;
};

const digits = (bytes: Uint8Array, from: number, end: number): number => {
  let i = from;
  while (i < end && isDigit(bytes[i] ?? 0)) i += 1;
  return i;
};

/** End of a version such as `(2011.01)I` at `from`; `from` when there is none, −1 when it is malformed. */
const afterVersion = (bytes: Uint8Array, from: number, end: number): number => {
  if (from >= end || bytes[from] !== 0x28) return from;
  let i = digits(bytes, from + 1, end);
  if (i - from !== 5) return -1;
  if (bytes[i] === 0x2e) {
    const month = digits(bytes, i + 1, end);
    if (month - i !== 3) return -1;
    i = month;
  }
  if (i >= end || bytes[i] !== 0x29) return -1;
  i += 1;
  const letters = i;
  while (i < end && isUpper(bytes[i] ?? 0)) i += 1;
  return i - letters > 3 ? -1 : i;
};

/** Subclass number of one symbol that fills `start`–`end` but for spaces; −1 = not in the usual form. */
const symbolAt = (bytes: Uint8Array, start: number, end: number): number => {
  const section = (bytes[start] ?? 0) - 65;
  const tens = (bytes[start + 1] ?? 0) - 48;
  const ones = (bytes[start + 2] ?? 0) - 48;
  const letter = (bytes[start + 3] ?? 0) - 65;
  if (end - start < 4 || end - start > 40 || section < 0 || section > 7 || letter < 0 || letter > 25)
    return -1;
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9 || tens + ones === 0) return -1;
  let i = spaces(bytes, start + 4, end);
  if (i < end && isDigit(bytes[i] ?? 0)) {
    const group = digits(bytes, i, end);
    if (group - i > 4 || bytes[group] !== 0x2f) return -1;
    const sub = digits(bytes, group + 1, end);
    if (sub - group < 3 || sub - group > 7) return -1;
    i = spaces(bytes, sub, end);
  }
  i = afterVersion(bytes, i, end);
  return i >= 0 && spaces(bytes, i, end) === end ? (section * 100 + tens * 10 + ones) * 26 + letter : -1;
};

/**
 * Calls `found` with the subclass of every symbol of the cell. `false` = an entry has not the usual form; what was found
 * before is then not to be used.
 */
export const readSymbols = (
  bytes: Uint8Array,
  start: number,
  end: number,
  found: (code: number) => void,
): boolean => {
  let i = spaces(bytes, start, end);
  while (i < end) {
    let to = i;
    let separator = 0;
    while (to < end && (separator = separatorAt(bytes, to)) === 0) {
      if ((bytes[to] ?? 0) >= 0x80) return false;
      to += 1;
    }
    if (to > i) {
      const code = symbolAt(bytes, i, to);
      if (code < 0) return false;
      found(code);
    }
    i = spaces(bytes, to + Math.max(1, separator), end);
  }
  return true;
};

const upper = (byte: number): number => (byte >= 97 && byte <= 122 ? byte - 32 : byte);

/** Plain characters of a publication number after its country and first digit. */
const isNumberByte = (byte: number): boolean =>
  isDigit(byte) || isUpper(upper(byte)) || byte === 0x2d || byte === 0x20 || byte === 0x2e || byte === 0x2f;

const MOST_COUNTRIES = 60;

/**
 * Reduces a list of family members to its countries: writes `CN1;US1;…`, each country once in order of appearance, at `to`
 * and returns its end; −1 = not all entries have the usual form. The reduced list names the same countries.
 */
export const reduceFamily = (bytes: Uint8Array, start: number, end: number, to: number): number => {
  let out = to;
  let i = spaces(bytes, start, end);
  while (i < end) {
    if (separatorAt(bytes, i) === 0) {
      const a = upper(bytes[i] ?? 0);
      const b = upper(bytes[i + 1] ?? 0);
      const digit = bytes[i + 2] === 0x2d ? i + 3 : i + 2;
      if (digit >= end || !isUpper(a) || !isUpper(b) || !isDigit(bytes[digit] ?? 0)) return -1;
      let known = to;
      while (known < out && (bytes[known] !== a || bytes[known + 1] !== b)) known += 4;
      if (known === out) {
        if (out - to >= MOST_COUNTRIES * 4) return -1;
        bytes[out] = a;
        bytes[out + 1] = b;
        bytes[out + 2] = 0x31;
        bytes[out + 3] = 0x3b;
        out += 4;
      }
      i = digit;
      while (i < end && separatorAt(bytes, i) === 0) {
        if (!isNumberByte(bytes[i] ?? 0)) return -1;
        i += 1;
      }
    }
    i = spaces(bytes, i + Math.max(1, i < end ? separatorAt(bytes, i) : 1), end);
  }
  return out;
};
