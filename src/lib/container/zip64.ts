import { type Result, fail, ok } from '../kernel/result';
import type { Bytes } from './byte-source';
import { u16, u32, u64 } from './bytes';
import { fault } from './fault';
import { startsWith } from './zip-kind';

const MAX16 = 0xffff;
const MAX32 = 0xffff_ffff;
const END64_SIGNATURE = [0x50, 0x4b, 0x06, 0x06];
const LOCATOR_SIGNATURE = [0x50, 0x4b, 0x06, 0x07];
const END64_LENGTH = 56;
const LOCATOR_LENGTH = 20;
const ZIP64_EXTRA = 0x0001;

interface EndFields {
  readonly count: number;
  readonly size: number;
  readonly start: number;
}

const contradiction = (path: string, message: string): Result<never> =>
  fail(fault('E_AMBIGUOUS', path, message, '请让对方用常见工具重新压缩后再发来', 'ZIP-21'));

const agrees = (narrow: number, max: number, wide: number): boolean => narrow === max || narrow === wide;

/**
 * Widens the end record at `at` by its ZIP64 twin (APPNOTE §4.3.14–4.3.15) and says where the directory must end.
 * A 32-bit field is either at its maximum or equal to the 64-bit one; anything else is E_AMBIGUOUS.
 */
export const zip64End = (
  bytes: Bytes,
  at: number,
  fields: EndFields,
): Result<EndFields & { readonly end: number }> => {
  const locator = at - LOCATOR_LENGTH;
  if (!startsWith(bytes, LOCATOR_SIGNATURE, locator))
    return fields.count === MAX16 || fields.size === MAX32 || fields.start === MAX32
      ? contradiction('', '结尾记录要求 64 位记录，但压缩包里没有')
      : ok({ ...fields, end: at });
  const end = locator - END64_LENGTH;
  if (
    u64(bytes, locator + 8) !== end ||
    !startsWith(bytes, END64_SIGNATURE, end) ||
    u64(bytes, end + 4) !== 44
  )
    return contradiction('', '64 位结尾记录的位置或长度与定位记录不符');
  if (u32(bytes, locator + 4) !== 0 || u32(bytes, locator + 16) > 1 || u64(bytes, end + 16) !== 0)
    return contradiction('', '64 位结尾记录指向另一个分卷');
  const wide = { count: u64(bytes, end + 32), size: u64(bytes, end + 40), start: u64(bytes, end + 48), end };
  const same =
    u64(bytes, end + 24) === wide.count &&
    agrees(fields.count, MAX16, wide.count) &&
    agrees(fields.size, MAX32, wide.size) &&
    agrees(fields.start, MAX32, wide.start);
  return same ? ok(wide) : contradiction('', '64 位结尾记录与 32 位结尾记录互相矛盾');
};

/** Extra fields by id (APPNOTE §4.5). `null` when a length runs over the end or an id stands twice. */
export const parseExtra = (bytes: Uint8Array): ReadonlyMap<number, Uint8Array> | null => {
  const fields = new Map<number, Uint8Array>();
  let at = 0;
  while (at < bytes.length) {
    const id = u16(bytes, at);
    const end = at + 4 + u16(bytes, at + 2);
    if (at + 4 > bytes.length || end > bytes.length || fields.has(id)) return null;
    fields.set(id, bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
};

export interface EntryFields {
  readonly size: number;
  readonly compressedSize: number;
  readonly offset: number;
}

/**
 * Sizes and offset of a header with its ZIP64 extra field applied (APPNOTE §4.5.3): the field holds exactly the
 * values whose 32-bit twin is at its maximum, or repeats the 32-bit ones. `null` when the two contradict.
 */
export const widenEntry = (
  fields: EntryFields,
  extra: ReadonlyMap<number, Uint8Array>,
): EntryFields | null => {
  const narrow = [fields.size, fields.compressedSize, fields.offset];
  const missing = narrow.filter((value) => value === MAX32).length;
  const data = extra.get(ZIP64_EXTRA);
  if (data === undefined) return missing === 0 ? fields : null;
  if (missing === 0)
    return data.length % 8 === 0 &&
      narrow.every((value, i) => i * 8 >= data.length || u64(data, i * 8) === value)
      ? fields
      : null;
  if (data.length !== missing * 8) return null;
  let at = 0;
  const [size = 0, compressedSize = 0, offset = 0] = narrow.map((value) => {
    if (value !== MAX32) return value;
    at += 8;
    return u64(data, at - 8);
  });
  return { size, compressedSize, offset };
};
