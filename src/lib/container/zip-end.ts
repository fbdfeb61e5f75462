import { type Failure, type Result, fail, ok } from '../kernel/result';
import type { Bytes } from './byte-source';
import { u16, u32 } from './bytes';
import { fault } from './fault';
import { zip64End } from './zip64';
import { detectKind, startsWith } from './zip-kind';

/** Where the central directory lies and how many records it claims to hold. */
export interface DirectoryExtent {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

export const LOCAL_SIGNATURE = [0x50, 0x4b, 0x03, 0x04];
export const CENTRAL_SIGNATURE = [0x50, 0x4b, 0x01, 0x02];
const END_SIGNATURE = [0x50, 0x4b, 0x05, 0x06];
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
/** How far back an end record is looked for when none reaches the end of the file. */
const SEARCHED = 1024 * 1024;
const REPACK = '请让对方重新导出，不要改动压缩包；必要时解压后重新压缩再导入';

const archiveFault = (code: string, message: string, rule: string, remedy = REPACK): Failure =>
  fault(code, '', message, remedy, rule);

const endsAt = (bytes: Bytes, at: number): number => at + END_LENGTH + u16(bytes, at + 20);

/** All end records whose comment reaches exactly the end of the file, last first. */
const endRecords = (bytes: Bytes): number[] => {
  const found: number[] = [];
  const lowest = Math.max(0, bytes.length - END_LENGTH - MAX_COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= lowest; at -= 1)
    if (startsWith(bytes, END_SIGNATURE, at) && endsAt(bytes, at) === bytes.length) found.push(at);
  return found;
};

const holdsDirectory = (bytes: Bytes, at: number): boolean =>
  endsAt(bytes, at) <= bytes.length && startsWith(bytes, CENTRAL_SIGNATURE, u32(bytes, at + 16));

/** Why no end record reaches the end of the file. */
const withoutEnd = (bytes: Bytes): Failure => {
  const kind = detectKind(bytes);
  if (kind !== null)
    return archiveFault(
      'E_FORMAT',
      `这不是 ZIP 压缩包，而是${kind}`,
      'ZIP-36',
      '请选择 .zip、.xlsx 或 .docx 文件',
    );
  if (!startsWith(bytes, LOCAL_SIGNATURE) && !startsWith(bytes, END_SIGNATURE))
    return archiveFault(
      'E_FORMAT',
      '这不是 ZIP 压缩包，也认不出是什么文件',
      'ZIP-36',
      '请选择 .zip、.xlsx 或 .docx 文件',
    );
  for (let at = bytes.length - END_LENGTH; at > Math.max(0, bytes.length - SEARCHED); at -= 1)
    if (startsWith(bytes, END_SIGNATURE, at) && holdsDirectory(bytes, at))
      return archiveFault(
        'E_SUFFIX',
        `压缩包结尾之后还有 ${bytes.length - endsAt(bytes, at)} 个字节，不属于压缩包`,
        'ZIP-15',
      );
  return archiveFault(
    'E_FORMAT',
    '压缩包不完整，缺少结尾（下载或复制中断）',
    'ZIP-19',
    '请重新下载或重新索取文件',
  );
};

const before = (bytes: Bytes, length: number): Failure =>
  startsWith(bytes, LOCAL_SIGNATURE)
    ? archiveFault('E_AMBIGUOUS', '文件里前后接着两个压缩包，不同软件会读出不同内容', 'ZIP-12')
    : archiveFault('E_PREFIX', `压缩包前面有 ${length} 个字节的其他内容`, 'ZIP-14');

/** The directory must end where the end record begins and start where it says. */
const placed = (bytes: Bytes, start: number, size: number, end: number): Failure | null => {
  if (start + size === end) return null;
  if (startsWith(bytes, CENTRAL_SIGNATURE, start + size))
    return archiveFault('E_COUNT_MISMATCH', '目录里还有未登记的文件', 'ZIP-16');
  if (startsWith(bytes, CENTRAL_SIGNATURE, end - size) && end - size > start)
    return before(bytes, end - size - start);
  return archiveFault('E_AMBIGUOUS', '目录的位置与结尾记录不符', 'ZIP-21');
};

const readExtent = (bytes: Bytes, at: number): Result<DirectoryExtent> => {
  const fields = { count: u16(bytes, at + 10), size: u32(bytes, at + 12), start: u32(bytes, at + 16) };
  const wide = zip64End(bytes, at, fields);
  if (!wide.ok) return wide;
  const { count, size, start, end } = wide.value;
  if (u16(bytes, at + 4) !== 0 || u16(bytes, at + 6) !== 0)
    return fail(
      archiveFault('E_FORMAT', '这是分卷压缩包的一部分', 'ZIP-36', '请把各分卷合并成一个压缩包再导入'),
    );
  if (u16(bytes, at + 8) !== u16(bytes, at + 10))
    return fail(archiveFault('E_COUNT_MISMATCH', '结尾记录里的两个文件数不一致', 'ZIP-17'));
  const misplaced = placed(bytes, start, size, end);
  if (misplaced !== null) return fail(misplaced);
  if (count === 0 && size === 0 && start === 0)
    return fail(archiveFault('E_EMPTY', '压缩包里没有文件', 'ZIP-37', '请确认选对了文件'));
  if (count === 0)
    return fail(archiveFault('E_COUNT_MISMATCH', '结尾记录说没有文件，但压缩包里有内容', 'ZIP-16'));
  return ok({ start, end, count });
};

const hidesArchive = (bytes: Bytes, from: number): boolean => {
  for (let at = from; at + 4 <= bytes.length; at += 1)
    if ([LOCAL_SIGNATURE, CENTRAL_SIGNATURE, END_SIGNATURE].some((magic) => startsWith(bytes, magic, at)))
      return true;
  return false;
};

/**
 * Finds the central directory of an archive that has exactly one reading (APPNOTE 6.3.10 §4.3.16).
 * Fails with E_FORMAT, E_SUFFIX, E_PREFIX, E_AMBIGUOUS, E_COUNT_MISMATCH or E_EMPTY.
 */
export const locateDirectory = (bytes: Bytes): Result<DirectoryExtent> => {
  const [at, other] = endRecords(bytes);
  if (at === undefined) return fail(withoutEnd(bytes));
  if (other !== undefined || hidesArchive(bytes, at + END_LENGTH))
    return fail(archiveFault('E_AMBIGUOUS', '压缩包的注释里藏着另一个压缩包', 'ZIP-13'));
  const extent = readExtent(bytes, at);
  if (!extent.ok || startsWith(bytes, LOCAL_SIGNATURE)) return extent;
  const kind = detectKind(bytes);
  if (kind === '分卷压缩包')
    return fail(archiveFault('E_FORMAT', '这是分卷压缩包', 'ZIP-36', '请把各分卷合并成一个压缩包再导入'));
  return fail(
    archiveFault('E_PREFIX', `压缩包前面有其他内容${kind === null ? '' : `（${kind}）`}`, 'ZIP-14'),
  );
};
