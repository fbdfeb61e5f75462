import type { Failure } from '../kernel/result';
import { u16 } from './bytes';
import { fault } from './fault';
import type { CentralEntry } from './zip-directory';

export const STORE = 0;
export const DEFLATE = 8;
const FLAG_ENCRYPTED = 0x0001;
const FLAG_PATCH = 0x0020;
const FLAG_STRONG_ENCRYPTION = 0x0040;
const FLAG_MASKED_HEADERS = 0x2000;
const AES_EXTRA = 0x9901;
const UNIX_MODE_EXTRA = 0x756e;
const UNIX_TYPE = 0xf000;
const UNIX_FILE = 0x8000;
const UNIX_FOLDER = 0x4000;
const UNIX_LINK = 0xa000;
const DOS_VOLUME = 0x08;
const DOS_FOLDER = 0x10;
/** Some writers deflate a folder's nothing into an empty final block: two bytes. */
const EMPTY_DEFLATE = 2;

const METHODS = new Map([
  [1, 'Shrink'],
  [6, 'Implode'],
  [9, 'Deflate64'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [93, 'zstd'],
  [95, 'xz'],
  [98, 'PPMd'],
  [99, 'AES'],
]);

const encrypted = ({ flags, extra, shown }: CentralEntry): Failure | null =>
  (flags & (FLAG_ENCRYPTED | FLAG_STRONG_ENCRYPTION | FLAG_MASKED_HEADERS)) !== 0 || extra.has(AES_EXTRA)
    ? fault(
        'E_ENCRYPTED',
        shown,
        `“${shown}”加了密码`,
        '请让对方发来不加密码的压缩包，密码文件不导入',
        'ZIP-32',
      )
    : null;

const methodFault = ({ flags, method, shown }: CentralEntry): Failure | null =>
  (method === STORE || method === DEFLATE) && (flags & FLAG_PATCH) === 0
    ? null
    : fault(
        'E_METHOD',
        shown,
        `“${shown}”用了不支持的压缩方法 ${METHODS.get(method) ?? method}`,
        '请用“存储”或普通 Deflate（标准 ZIP）重新压缩',
        'ZIP-33',
      );

const isFolderName = (entry: CentralEntry): boolean => entry.rawName.at(-1) === 0x2f;

const unixType = ({ attributes, extra }: CentralEntry): number => {
  const mode = extra.get(UNIX_MODE_EXTRA);
  return (mode === undefined ? attributes >>> 16 : u16(mode, 4)) & UNIX_TYPE;
};

const typeProblem = (entry: CentralEntry): string | null => {
  const type = unixType(entry);
  if (type === UNIX_LINK) return '是符号链接';
  if (type !== 0 && type !== UNIX_FILE && type !== UNIX_FOLDER) return '是设备、管道一类的特殊文件';
  if ((entry.attributes & DOS_VOLUME) !== 0) return '是磁盘卷标';
  const folderMarked = type === UNIX_FOLDER || (entry.attributes & DOS_FOLDER) !== 0;
  if (!isFolderName(entry)) return folderMarked ? '标作文件夹，名称却是文件' : null;
  if (type === UNIX_FILE) return '标作文件，名称却以“/”结尾';
  return entry.size !== 0 || entry.crc !== 0 || entry.compressedSize > EMPTY_DEFLATE
    ? '是文件夹，却带有内容'
    : null;
};

const typeFault = (entry: CentralEntry): Failure | null => {
  const problem = typeProblem(entry);
  return problem === null
    ? null
    : fault(
        'E_TYPE',
        entry.shown,
        `“${entry.shown}”${problem}`,
        '压缩包里只能有普通文件和文件夹，请重新压缩',
        'ZIP-30',
      );
};

/** True for a folder record: it carries no content and is not handed on. */
export const isFolder = isFolderName;

/** Only plain files and folders, stored or deflated, in clear. E_ENCRYPTED, E_METHOD, E_TYPE. */
export const entryKindFault = (entry: CentralEntry): Failure | null =>
  encrypted(entry) ?? methodFault(entry) ?? typeFault(entry);
