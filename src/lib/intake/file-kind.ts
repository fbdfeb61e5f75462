import { type Result, ok, refuse } from '../kernel/result';

const RESAVE = '请在表格软件中打开，另存为 .xlsx 或 .csv 后再导入';

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));

const BINARY: readonly (readonly [kind: string, magic: readonly number[]])[] = [
  ['PDF 文件', ascii('%PDF-')],
  ['RAR 压缩包', ascii('Rar!')],
  ['7z 压缩包', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip 压缩文件', [0x1f, 0x8b]],
  ['Parquet 文件', ascii('PAR1')],
  ['PNG 图片', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG 图片', [0xff, 0xd8, 0xff]],
];

const OLE2 = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP = [0x50, 0x4b];

/** UTF-16LE, as OLE2 directories write names. */
const holdsName = (bytes: Uint8Array, name: string): boolean => {
  const wanted = [...name].flatMap((c) => [c.charCodeAt(0), 0]);
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
};

const oleKind = (bytes: Uint8Array): string => {
  if (holdsName(bytes, 'EncryptedPackage')) return '加了密码的工作簿';
  if (holdsName(bytes, 'Workbook') || holdsName(bytes, 'Book')) return '旧版 .xls（或 WPS .et）工作簿';
  return '旧版 Office 文件';
};

const MARKUP: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['网页（HTML），只是扩展名为表格', /^<(!doctype\s+html|html|head|body|table|meta|style|div)\b/i],
  ['XML 表格（2003 格式）', /^<\?xml[\s\S]*(<workbook\b|mso-application)/i],
  ['XML 文件', /^<\?xml\b/i],
  ['网页归档（MHTML）', /^mime-version:/i],
];

const markupKind = (bytes: Uint8Array): string | null => {
  const head = new TextDecoder('utf-8')
    .decode(bytes.subarray(0, 1024))
    .replace(/^\ufeff/, '')
    .trimStart();
  return MARKUP.find(([, pattern]) => pattern.test(head))?.[0] ?? null;
};

/**
 * Whether a file is a ZIP container or text, by its first bytes; the extension is not asked.
 * @returns `E_KIND` naming what was found (old, encrypted or foreign formats), `E_EMPTY` for 0 bytes
 */
export const containerKind = (bytes: Uint8Array, fileName: string): Result<'zip' | 'text'> => {
  if (bytes.length === 0) return refuse('E_EMPTY', '文件为空（0 字节）', fileName, '请确认选对了文件');
  const binary = BINARY.find(([, magic]) => startsWith(bytes, magic))?.[0];
  const found = binary ?? (startsWith(bytes, OLE2) ? oleKind(bytes) : markupKind(bytes));
  if (found !== null) return refuse('E_KIND', `这是${found}，不能直接读取`, fileName, RESAVE);
  return ok(startsWith(bytes, ZIP) ? 'zip' : 'text');
};

/** What a ZIP container without `workbook.xml` is, from its entry names and `mimetype`. */
export const zipKind = (names: ReadonlySet<string>, mimetype: string): string => {
  if (mimetype.includes('opendocument.spreadsheet')) return 'OpenDocument 表格（.ods）';
  if (mimetype.includes('opendocument')) return 'OpenDocument 文件';
  if (names.has('xl/workbook.bin')) return '二进制工作簿（.xlsb）';
  if (names.has('word/document.xml')) return 'Word 文档';
  return 'ZIP 压缩包';
};
