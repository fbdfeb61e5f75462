import { type Bytes, byteAt } from './byte-source';

/** Little-endian reads. Bytes past the end count as 0: callers check the extent of a record before reading it. */
export const u16 = (bytes: Bytes, at: number): number =>
  (byteAt(bytes, at) ?? 0) | ((byteAt(bytes, at + 1) ?? 0) << 8);

export const u32 = (bytes: Bytes, at: number): number => (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;

/** A 64-bit value as a double; values no double can hold exactly become `Infinity` and so fail every limit. */
export const u64 = (bytes: Bytes, at: number): number => {
  const high = u32(bytes, at + 4);
  return high > 0x1f_ffff ? Infinity : high * 0x1_0000_0000 + u32(bytes, at);
};

/** Content equality. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
};

/** Orders text by code unit: the order of every list this product writes. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
