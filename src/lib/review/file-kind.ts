/** What the first bytes say a file is. `text` is anything without binary control bytes. */
export type FileKind =
  | 'empty'
  | 'pdf'
  | 'zip'
  | 'png'
  | 'jpeg'
  | 'ole'
  | 'program'
  | 'archive'
  | 'parquet'
  | 'html'
  | 'xml'
  | 'text'
  | 'binary';

const MAGIC: readonly (readonly [FileKind, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['program', [0x4d, 0x5a]],
  ['program', [0x7f, 0x45, 0x4c, 0x46]],
  ['program', [0x23, 0x21]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['archive', [0x1f, 0x8b]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
];

/** How much of a file is looked at to tell text from binary. */
const LOOKED_AT = 4096;

const isText = (head: Uint8Array): boolean => {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return utf16 || !head.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13);
};

const textKind = (head: Uint8Array): FileKind => {
  const start = new TextDecoder()
    .decode(head.subarray(0, 1024))
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase();
  if (/^(<!--[^]*?-->\s*)*<(!doctype html|html|head|body|script|svg|iframe|img|meta)/.test(start))
    return 'html';
  if (start.startsWith('<?xml')) return /<(svg|html)[\s>]/.test(start) ? 'html' : 'xml';
  return 'text';
};

/** Tells the kind of a file by its bytes alone. The name is never asked. */
export const fileKind = (bytes: Uint8Array): FileKind => {
  if (bytes.length === 0) return 'empty';
  const found = MAGIC.find(([, magic]) => magic.every((byte, i) => bytes[i] === byte));
  if (found !== undefined) return found[0];
  const head = bytes.subarray(0, LOOKED_AT);
  return isText(head) ? textKind(head) : 'binary';
};

export const KIND_LABEL: Record<FileKind, string> = {
  empty: '空文件',
  pdf: 'PDF',
  zip: 'ZIP 类文件',
  png: 'PNG 图片',
  jpeg: 'JPEG 图片',
  ole: '旧版 Office 文件',
  program: '可执行程序',
  archive: '压缩包',
  parquet: 'Parquet 数据',
  html: '网页（HTML 或 SVG）',
  xml: 'XML',
  text: '文本',
  binary: '未知的二进制内容',
};

const ALLOWED: Readonly<Record<string, readonly FileKind[]>> = {
  pdf: ['pdf'],
  docx: ['zip'],
  xlsx: ['zip'],
  pptx: ['zip'],
  ofd: ['zip'],
  zip: ['zip'],
  png: ['png'],
  jpg: ['jpeg'],
  jpeg: ['jpeg'],
  csv: ['text'],
  txt: ['text'],
  md: ['text'],
  json: ['text'],
  xml: ['xml', 'text'],
  doc: ['ole'],
  xls: ['ole'],
  et: ['ole', 'zip'],
  wps: ['ole', 'zip'],
  parquet: ['parquet'],
};

/** Lower-case extension without the dot; empty when the name has none. */
export const extensionOf = (name: string): string =>
  /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** `null` when the extension is one this program does not know. */
export const kindFits = (extension: string, kind: FileKind): boolean | null => {
  const allowed = Object.hasOwn(ALLOWED, extension) ? ALLOWED[extension] : undefined;
  return allowed === undefined ? null : allowed.includes(kind);
};

/** Extensions that a desktop runs, or renders with scripts. */
const ACTIVE = new Set(
  'exe dll com scr bat cmd ps1 vbs js jse wsf hta msi lnk jar html htm xhtml mht svg docm xlsm pptm dotm xltm xlam chm reg iso'.split(
    ' ',
  ),
);

export const isActiveExtension = (extension: string): boolean => ACTIVE.has(extension);
