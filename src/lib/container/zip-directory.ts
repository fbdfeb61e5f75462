import { type Failure, type Result, fail, ok } from '../kernel/result';
import type { Bytes } from './byte-source';
import { u16, u32 } from './bytes';
import { fault, showName } from './fault';
import { CENTRAL_SIGNATURE, type DirectoryExtent } from './zip-end';
import { startsWith } from './zip-kind';
import { type ZipPolicy, sizeText } from './zip-policy';
import { parseExtra, widenEntry } from './zip64';

/** One record of the central directory (APPNOTE §4.3.12), sizes already widened by ZIP64. */
export interface CentralEntry {
  readonly rawName: Uint8Array;
  /** The name as well as it can be shown before its encoding is settled. */
  readonly shown: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where the local header starts. */
  readonly offset: number;
  readonly attributes: number;
  readonly extra: ReadonlyMap<number, Uint8Array>;
}

const HEADER_LENGTH = 46;
const ENCRYPTED_DIRECTORY = [0x50, 0x4b, 0x06, 0x08];
const RESEND = '请让对方重新导出后再发来';
const RESEND_PLAIN = '请让对方用常见工具重新压缩后再发来';

const tooMany = (count: number, policy: ZipPolicy): Failure =>
  fault(
    'E_COUNT',
    '',
    `压缩包声明了 ${count} 个文件，超过上限 ${policy.maxEntries} 个`,
    '请把文件分成几个压缩包导入',
    'ZIP-05',
  );

/** Extra fields hold times and rights: a few dozen bytes. More would only take memory while an archive is read. */
export const extraFault = (shown: string, length: number, policy: ZipPolicy): Failure | null =>
  length <= policy.maxExtra
    ? null
    : fault(
        'E_SIZE',
        shown,
        `“${shown}”的附加字段有 ${sizeText(length)}，超过上限 ${sizeText(policy.maxExtra)}；附加字段只记时间、权限一类，用不了这么多，读入只会占用内存`,
        RESEND_PLAIN,
        'ZIP-05',
      );

/** The directory is held while an archive is read, with the headers of all entries. */
export const directoryFault = (what: '目录' | '文件头', size: number, policy: ZipPolicy): Failure | null =>
  size <= policy.maxDirectory
    ? null
    : fault(
        'E_SIZE',
        '',
        `压缩包的${what}共 ${sizeText(size)}，超过上限 ${sizeText(policy.maxDirectory)}；${policy.maxEntries} 个文件的名称也用不了这么多，读入只会占用内存`,
        RESEND_PLAIN,
        'ZIP-05',
      );

const damaged = (bytes: Bytes, at: number, read: number): Failure => {
  if (startsWith(bytes, ENCRYPTED_DIRECTORY, at))
    return fault('E_ENCRYPTED', '', '压缩包的目录被加密', '请让对方发来不加密的压缩包', 'ZIP-32');
  return fault('E_FORMAT', '', `压缩包目录第 ${read + 1} 条损坏`, '请重新下载或重新索取文件', 'ZIP-19');
};

const readEntry = (
  bytes: Bytes,
  at: number,
  nameEnd: number,
  extraEnd: number,
  policy: ZipPolicy,
): Result<CentralEntry> => {
  const rawName = bytes.slice(at + HEADER_LENGTH, nameEnd);
  const shown = showName(new TextDecoder().decode(rawName));
  const padded = extraFault(shown, extraEnd - nameEnd, policy);
  if (padded !== null) return fail(padded);
  const extra = parseExtra(bytes.subarray(nameEnd, extraEnd));
  if (extra === null) return fail(fault('E_FORMAT', shown, `“${shown}”的附加字段损坏`, RESEND, 'ZIP-19'));
  const sizes = widenEntry(
    { size: u32(bytes, at + 24), compressedSize: u32(bytes, at + 20), offset: u32(bytes, at + 42) },
    extra,
  );
  if (sizes === null)
    return fail(fault('E_AMBIGUOUS', shown, `“${shown}”的 64 位大小与 32 位大小互相矛盾`, RESEND, 'ZIP-21'));
  if (u16(bytes, at + 34) !== 0)
    return fail(fault('E_FORMAT', shown, `“${shown}”在另一个分卷上`, '请把各分卷合并成一个压缩包', 'ZIP-36'));
  return ok({
    rawName,
    shown,
    flags: u16(bytes, at + 8),
    method: u16(bytes, at + 10),
    crc: u32(bytes, at + 16),
    attributes: u32(bytes, at + 38),
    extra,
    ...sizes,
  });
};

/**
 * Reads every record between the bounds. The number found must equal the number declared (E_COUNT_MISMATCH)
 * and stay within the policy (E_COUNT, E_SIZE).
 */
export const readDirectory = (
  bytes: Bytes,
  extent: DirectoryExtent,
  policy: ZipPolicy,
): Result<readonly CentralEntry[]> => {
  if (extent.count > policy.maxEntries) return fail(tooMany(extent.count, policy));
  const large = directoryFault('目录', extent.end - extent.start, policy);
  if (large !== null) return fail(large);
  const entries: CentralEntry[] = [];
  let at = extent.start;
  while (at < extent.end) {
    const nameEnd = at + HEADER_LENGTH + u16(bytes, at + 28);
    const extraEnd = nameEnd + u16(bytes, at + 30);
    const next = extraEnd + u16(bytes, at + 32);
    if (!startsWith(bytes, CENTRAL_SIGNATURE, at) || next > extent.end)
      return fail(damaged(bytes, at, entries.length));
    const entry = readEntry(bytes, at, nameEnd, extraEnd, policy);
    if (!entry.ok) return entry;
    entries.push(entry.value);
    if (entries.length > extent.count) break;
    at = next;
  }
  if (entries.length !== extent.count)
    return fail(
      fault(
        'E_COUNT_MISMATCH',
        '',
        `结尾记录说有 ${extent.count} 个文件，目录里${entries.length > extent.count ? '却更多' : `只有 ${entries.length} 个`}`,
        RESEND,
        'ZIP-16',
      ),
    );
  return ok(entries);
};
