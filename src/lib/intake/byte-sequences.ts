/**
 * Structure of the two encodings that are recognised without asking. Both functions return the length of
 * the well-formed sequence that starts at `i`, or 0 when the bytes there are ill-formed or cut off.
 */

const isTail = (byte: number): boolean => byte >= 0x80 && byte <= 0xbf;

/** UTF-8 after Unicode 15 table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF. */
export const utf8Length = (bytes: Uint8Array, i: number): number => {
  const a = bytes[i] ?? 0xff;
  if (a < 0x80) return 1;
  if (a < 0xc2 || a > 0xf4) return 0;
  const b = bytes[i + 1] ?? 0;
  if (a < 0xe0) return isTail(b) ? 2 : 0;
  const c = bytes[i + 2] ?? 0;
  if (a < 0xf0) {
    const low = a === 0xe0 ? 0xa0 : 0x80;
    const high = a === 0xed ? 0x9f : 0xbf;
    return b >= low && b <= high && isTail(c) ? 3 : 0;
  }
  const low = a === 0xf0 ? 0x90 : 0x80;
  const high = a === 0xf4 ? 0x8f : 0xbf;
  return b >= low && b <= high && isTail(c) && isTail(bytes[i + 3] ?? 0) ? 4 : 0;
};

/**
 * GB 18030 as the WHATWG Encoding Standard indexes it, except that the lone byte 0x80 (€ of code page 936)
 * is ill-formed here: in a list it is damage far more often than a euro sign.
 */
export const gb18030Length = (bytes: Uint8Array, i: number): number => {
  const a = bytes[i] ?? 0xff;
  if (a < 0x80) return 1;
  if (a === 0x80 || a === 0xff) return 0;
  const b = bytes[i + 1] ?? 0;
  if (b >= 0x40) return b === 0x7f || b === 0xff ? 0 : 2;
  if (b < 0x30 || b > 0x39) return 0;
  const c = bytes[i + 2] ?? 0;
  const d = bytes[i + 3] ?? 0;
  if (c < 0x81 || c === 0xff || d < 0x30 || d > 0x39) return 0;
  const pointer = ((a - 0x81) * 10 + (b - 0x30)) * 1260 + (c - 0x81) * 10 + (d - 0x30);
  return pointer <= 39_419 || (pointer >= 189_000 && pointer <= 1_237_575) ? 4 : 0;
};

type SequenceLength = (bytes: Uint8Array, i: number) => number;

/** Offset of the first ill-formed byte of `bytes[start, end)`, or −1. */
export const firstBad = (
  bytes: Uint8Array,
  start: number,
  lengthAt: SequenceLength,
  end = bytes.length,
): number => {
  let i = start;
  while (i < end) {
    if ((bytes[i] ?? 0) < 0x80) {
      i += 1;
      continue;
    }
    const length = lengthAt(bytes, i);
    if (length === 0 || i + length > end) return i;
    i += length;
  }
  return -1;
};

/** Offset of the first lone surrogate or of a last odd byte, or −1. */
export const firstBadUtf16 = (bytes: Uint8Array, start: number, littleEndian: boolean): number => {
  const unit = (i: number): number => {
    const first = bytes[i] ?? 0;
    const second = bytes[i + 1] ?? 0;
    return littleEndian ? first | (second << 8) : (first << 8) | second;
  };
  const end = bytes.length - ((bytes.length - start) % 2);
  for (let i = start; i < end; i += 2) {
    const u = unit(i);
    if (u < 0xd800 || u > 0xdfff) continue;
    const next = i + 2 < end ? unit(i + 2) : 0;
    if (u > 0xdbff || next < 0xdc00 || next > 0xdfff) return i;
    i += 2;
  }
  return end === bytes.length ? -1 : end;
};

/** 1-based line (CR, LF and CRLF each end one) in which byte `offset` stands, for one-byte line ends. */
export const lineOfByte = (bytes: Uint8Array, offset: number): number => {
  let line = 1;
  for (let i = 0; i < offset; i += 1) {
    const byte = bytes[i];
    if (byte === 10 || (byte === 13 && bytes[i + 1] !== 10)) line += 1;
  }
  return line;
};
