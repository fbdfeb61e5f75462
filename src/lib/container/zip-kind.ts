import { type Bytes, byteAt } from './byte-source';

const MAGIC: readonly (readonly [kind: string, magic: readonly number[]])[] = [
  ['RAR 压缩包', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['7z 压缩包', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['gzip 压缩文件', [0x1f, 0x8b]],
  ['bzip2 压缩文件', [0x42, 0x5a, 0x68]],
  ['xz 压缩文件', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['zstd 压缩文件', [0x28, 0xb5, 0x2f, 0xfd]],
  ['PDF 文件', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['旧版 Office 文件（xls、doc）或加了密码的 Office 文件', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['Windows 程序', [0x4d, 0x5a]],
  ['分卷压缩包', [0x50, 0x4b, 0x07, 0x08]],
  ['分卷压缩包', [0x50, 0x4b, 0x30, 0x30]],
];

/** True when `magic` stands at `at`. */
export const startsWith = (bytes: Bytes, magic: readonly number[], at = 0): boolean =>
  at >= 0 &&
  at + magic.length <= bytes.length &&
  byteAt(bytes, at) === magic[0] &&
  magic.every((byte, i) => byteAt(bytes, at + i) === byte);

/** What a file that is not a ZIP archive looks like, in words for the person who chose it; `null` when unknown. */
export const detectKind = (bytes: Bytes): string | null => {
  if (bytes.length === 0) return '空文件（0 字节）';
  const found = MAGIC.find(([, magic]) => startsWith(bytes, magic));
  if (found !== undefined) return found[0];
  const head = new TextDecoder()
    .decode(bytes.subarray(0, 512))
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype html|html|head|body|script)/.test(head)) return '网页（HTML）';
  return head.startsWith('<?xml') ? 'XML 文件' : null;
};
