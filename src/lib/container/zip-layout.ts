import { type Failure, type Result, fail, ok } from '../kernel/result';
import type { Bytes } from './byte-source';
import { sameBytes, u16, u32, u64 } from './bytes';
import { fault } from './fault';
import type { CentralEntry } from './zip-directory';
import { type DirectoryExtent, LOCAL_SIGNATURE } from './zip-end';
import { entryKindFault } from './zip-entry-kind';
import { startsWith } from './zip-kind';
import { parseExtra, widenEntry } from './zip64';

/** Where the content of an entry stands in the archive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Placed<E extends CentralEntry> {
  readonly entry: E;
  readonly span: Span;
}

const HEADER_LENGTH = 30;
const FLAG_DESCRIPTOR = 0x0008;
/** Bits that say how hard the writer tried to compress; the two headers may differ in them. */
const FLAG_LEVEL = 0x0006;
const MAX32 = 0xffff_ffff;
const UNICODE_PATH_EXTRA = 0x7075;
const DESCRIPTOR_SIGNATURE = [0x50, 0x4b, 0x07, 0x08];
const RESEND = '请让对方用常见工具重新压缩后再发来';

const ambiguous = (entry: CentralEntry, what: string): Failure =>
  fault(
    'E_AMBIGUOUS',
    entry.shown,
    `“${entry.shown}”的${what}在目录和文件头里不一致，不同软件会读出不同内容`,
    RESEND,
    'ZIP-11',
  );

const spanOf = (bytes: Bytes, entry: CentralEntry): Span => {
  const start = entry.offset + HEADER_LENGTH + u16(bytes, entry.offset + 26) + u16(bytes, entry.offset + 28);
  return { start, end: start + entry.compressedSize };
};

/** Sizes and CRC of the local header: equal to the directory, or left at 0 when a descriptor follows the content. */
const localSizes = (bytes: Bytes, entry: CentralEntry, extra: ReadonlyMap<number, Uint8Array>): boolean => {
  const { offset, flags, crc } = entry;
  const narrow = { size: u32(bytes, offset + 22), compressedSize: u32(bytes, offset + 18), offset: 0 };
  const later = (flags & FLAG_DESCRIPTOR) !== 0;
  const wide = widenEntry(narrow, later && narrow.size !== MAX32 ? new Map() : extra);
  if (wide === null) return false;
  const agrees = (value: number, expected: number): boolean => value === expected || (later && value === 0);
  return (
    agrees(u32(bytes, offset + 14), crc) &&
    agrees(wide.size, entry.size) &&
    agrees(wide.compressedSize, entry.compressedSize)
  );
};

const sameField = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameBytes(a, b);

/** Compares the local file header (APPNOTE §4.3.7) with the directory record, field by field. */
const localFault = (bytes: Bytes, entry: CentralEntry, span: Span): Failure | null => {
  const { offset, rawName, flags, method } = entry;
  const nameEnd = offset + HEADER_LENGTH + u16(bytes, offset + 26);
  if (!sameBytes(bytes.subarray(offset + HEADER_LENGTH, nameEnd), rawName)) return ambiguous(entry, '名称');
  if (((u16(bytes, offset + 6) ^ flags) & ~FLAG_LEVEL) !== 0) return ambiguous(entry, '标志');
  if (u16(bytes, offset + 8) !== method) return ambiguous(entry, '压缩方法');
  const extra = parseExtra(bytes.subarray(nameEnd, span.start));
  if (extra === null)
    return fault(
      'E_FORMAT',
      entry.shown,
      `“${entry.shown}”的附加字段损坏`,
      '请重新下载或重新索取文件',
      'ZIP-19',
    );
  if (!sameField(extra.get(UNICODE_PATH_EXTRA), entry.extra.get(UNICODE_PATH_EXTRA)))
    return ambiguous(entry, '附加名称');
  if (!localSizes(bytes, entry, extra)) return ambiguous(entry, '大小或校验值');
  return entryKindFault({ ...entry, extra });
};

const matchesDescriptor = (bytes: Bytes, at: number, wide: boolean, entry: CentralEntry): boolean => {
  const [compressedSize, size] = wide
    ? [u64(bytes, at + 4), u64(bytes, at + 12)]
    : [u32(bytes, at + 4), u32(bytes, at + 8)];
  return u32(bytes, at) === entry.crc && compressedSize === entry.compressedSize && size === entry.size;
};

/** The bytes from the content to the next record: nothing, or exactly one data descriptor (APPNOTE §4.3.9). */
const closes = (bytes: Bytes, entry: CentralEntry, from: number, to: number): boolean => {
  if ((entry.flags & FLAG_DESCRIPTOR) === 0) return from === to;
  const signed = to - from === 16 || to - from === 24;
  const wide = to - from >= 20;
  if (!signed && to - from !== 12 && to - from !== 20) return false;
  if (signed && !startsWith(bytes, DESCRIPTOR_SIGNATURE, from)) return false;
  return matchesDescriptor(bytes, signed ? from + 4 : from, wide, entry);
};

const extentFault = (
  bytes: Bytes,
  entry: CentralEntry,
  span: Span,
  next: number,
  last: boolean,
): Failure | null => {
  if (!startsWith(bytes, LOCAL_SIGNATURE, entry.offset))
    return fault(
      'E_FORMAT',
      entry.shown,
      `“${entry.shown}”的文件头损坏`,
      '请重新下载或重新索取文件',
      'ZIP-19',
    );
  if (span.end <= next) return null;
  return last
    ? fault('E_SIZE', entry.shown, `“${entry.shown}”声明的大小超出压缩包本身`, RESEND, 'ZIP-04')
    : fault(
        'E_OVERLAP',
        entry.shown,
        `“${entry.shown}”与另一个文件占用同一段内容（压缩炸弹的做法）`,
        RESEND,
        'ZIP-02',
      );
};

/**
 * Lays the entries over the archive: they must cover every byte from 0 to the directory exactly once, and every
 * local header must repeat its directory record. Returns the span of each entry's content, in directory order.
 * Fails with E_OVERLAP, E_AMBIGUOUS, E_SIZE or E_FORMAT.
 */
export const layOut = <E extends CentralEntry>(
  bytes: Bytes,
  entries: readonly E[],
  extent: DirectoryExtent,
): Result<readonly Placed<E>[]> => {
  const ordered = [...entries].sort((a, b) => a.offset - b.offset);
  const first = ordered[0]?.offset ?? 0;
  if (first !== 0 && first < extent.start)
    return fail(
      fault(
        'E_AMBIGUOUS',
        '',
        '第一个文件之前还有内容（可能是另一个压缩包），不同软件会读出不同内容',
        RESEND,
        'ZIP-12',
      ),
    );
  for (const [i, entry] of ordered.entries()) {
    const next = ordered[i + 1]?.offset ?? extent.start;
    const span = spanOf(bytes, entry);
    const found =
      extentFault(bytes, entry, span, next, i === ordered.length - 1) ?? localFault(bytes, entry, span);
    if (found !== null) return fail(found);
    if (!closes(bytes, entry, span.end, next))
      return fail(
        fault(
          'E_AMBIGUOUS',
          entry.shown,
          `“${entry.shown}”之后有不属于任何文件的内容，或其校验记录不符`,
          RESEND,
          'ZIP-12',
        ),
      );
  }
  return ok(entries.map((entry) => ({ entry, span: spanOf(bytes, entry) })));
};
