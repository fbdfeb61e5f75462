import { containerKind } from '../../intake/file-kind';
import { type Result, ok, refuse } from '../../kernel/result';
import { noHeaderRow } from './csv-head';
import { openCsv } from './csv-source';
import { type HeadEncoding, headEncoding } from './head-encoding';
import { looksLikeJsonArray, looksLikeJsonLines, openJsonLines } from './json-lines-source';
import { changeOf, readRange } from './read-file';
import type { SourceChoice, SourceFile, TableSource } from './source-model';
import { HEAD_BYTES, type TextForm, type TextHead, headOf, textBytes } from './text-bytes';
import type { Transcoding } from './transcode';
import { openXlsx } from './xlsx-source';

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b];
const PARQUET = [0x50, 0x41, 0x52];
const UTF32 = [0xff, 0xfe, 0, 0];

/** What has to become UTF-8 on the way: UTF-16 always, GB 18030 only when the file's bytes cannot be read directly. */
const transcodingOf = ({ encoding }: HeadEncoding, gzip: boolean): Transcoding | null => {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return encoding;
  return encoding === 'gb18030' && gzip ? encoding : null;
};

const innerKind = (bytes: Uint8Array, fileName: string): Result<null> => {
  const kind = [
    [GZIP, 'gzip 压缩文件'],
    [ZIP, '工作簿或 ZIP 压缩包'],
    [PARQUET, 'Parquet 文件'],
  ].find(([magic]) => Array.isArray(magic) && startsWith(bytes, magic));
  return kind === undefined
    ? ok(null)
    : refuse('E_KIND', `gzip 里面是${String(kind[1])}，不能直接读取`, fileName, '请先解压，再选择里面的文件');
};

/** The bytes as they lie in the file, or inside its gzip. */
const rawHead = async (file: SourceFile, first: Uint8Array, gzip: boolean): Promise<Result<TextHead>> => {
  if (!gzip) return ok({ bytes: first, complete: first.length === file.size });
  const head = await headOf(textBytes(file, { gzip, transcoding: null, mark: 0 }));
  if (!head.ok) return head;
  if (head.value.bytes.length === 0)
    return refuse('E_EMPTY', 'gzip 里面是空的（0 字节）', file.name, '请确认选对了文件');
  const inner = innerKind(head.value.bytes, file.name);
  return inner.ok ? head : inner;
};

const openText = async (
  file: SourceFile,
  first: Uint8Array,
  choice: SourceChoice,
): Promise<Result<TableSource>> => {
  const gzip = startsWith(first, GZIP);
  const raw = await rawHead(file, first, gzip);
  if (!raw.ok) return raw;
  if (startsWith(raw.value.bytes, UTF32))
    return refuse('E_ENCODING', '文件是 UTF-32 编码', file.name, '请另存为 UTF-8 编码后再画像');
  const encoding = headEncoding(raw.value.bytes, raw.value.complete, choice.encoding);
  const form: TextForm = { gzip, transcoding: transcodingOf(encoding, gzip), mark: encoding.mark };
  const head = form.transcoding === null ? raw : await headOf(textBytes(file, form));
  if (!head.ok) return head;
  const kind = containerKind(head.value.bytes, file.name);
  if (!kind.ok) return kind;
  if (looksLikeJsonArray(head.value.bytes))
    return refuse(
      'E_JSON',
      '内容是一个 JSON 数组 [ … ]，画像只读取 JSON Lines',
      file.name,
      "请先转换成每行一个对象，例如 jq -c '.[]' 原文件 > 新文件.jsonl，或另存为 CSV",
    );
  if (!looksLikeJsonLines(head.value.bytes)) return openCsv(file, form, encoding, head.value, choice);
  return choice.headerRow === undefined
    ? openJsonLines(file, form, encoding, choice)
    : namedByItself(choice.headerRow, file.name);
};

const namedByItself = (row: number, fileName: string): Result<never> =>
  noHeaderRow(row, '这种格式的列名写在数据里，没有表头行', fileName);

/**
 * Tells by content what a file is and opens it as a table; the extension is not asked.
 *
 * Errors: `E_EMPTY` (no bytes), `E_READ` (the system refuses, or a folder), `E_FILE_CHANGED`, `E_KIND` (old, encrypted or
 * foreign formats, named), `E_HEADER` (a question: header or not), `E_HEADER_ROW`, those of the formats.
 */
export const openSource = async (
  file: SourceFile,
  choice: SourceChoice = {},
): Promise<Result<TableSource>> => {
  const first = await readRange(file, 0, Math.min(file.size, HEAD_BYTES));
  if (!first.ok) return first;
  const changed = await changeOf(file, 0);
  if (changed !== null) return { ok: false, failure: changed };
  if (first.value.length === 0) return refuse('E_EMPTY', '文件为空（0 字节）', file.name, '请确认选对了文件');
  if (startsWith(first.value, ZIP)) return openXlsx(file, choice);
  if (startsWith(first.value, PARQUET) && (first.value[3] === 0x31 || first.value[3] === 0x45)) {
    // Loaded only for those who have such files: unpackers are a large part of the program.
    const { openParquet } = await import('./parquet-source');
    return choice.headerRow === undefined ? openParquet(file) : namedByItself(choice.headerRow, file.name);
  }
  return openText(file, first.value, choice);
};
