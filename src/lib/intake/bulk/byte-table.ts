import { encodeUtf8 } from '../../kernel/utf8';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import { HEAD_BYTES, csvFault, headOf } from '../csv-reader';
import { strayQuote } from '../csv-scan';
import { type Delimiter, declaredDelimiter, sniffDelimiter } from '../csv-delimiter';
import { decodeChunks } from '../decode-text';
import { type Detected, detectEncoding } from '../encoding';
import { containerKind } from '../file-kind';
import type { RawRow } from '../table';
import { HEADER_SEARCH, findHeader, isBlank } from '../table-shape';
import { cellText } from './cell-text';
import { RowScanner } from './row-scanner';

/** Limits of the column reader: memory, not content. */
export const BULK_LIMITS = { bytes: 1024 * 1024 * 1024, rows: 5_000_000 } as const;

/** Room behind the text: its last byte is followed by a line end, then comes space for reduced lists. */
export const TAIL_BYTES = 8 * 1024 * 1024;

/** A CSV file as UTF-8 bytes with its header found. Plain data but for the bytes: a worker gets it as it is. */
export interface ByteTable {
  readonly fileName: string;
  /** Text up to `end`, LF at `end`, then the tail. May be shared memory. */
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly encoding: string;
  /** Code of the separator. */
  readonly delimiter: number;
  readonly headerRow: number;
  /** Cells of the header, trimmed. */
  readonly header: readonly string[];
  /** Where the first record after the header begins, its record number and its physical line. */
  readonly body: number;
  readonly bodyRecord: number;
  readonly bodyLine: number;
  /** Rows above the header. */
  readonly preamble: number;
}

export interface OpenOptions {
  /** Memory for text that must be rewritten as UTF-8; shared memory if several threads are to read it. */
  readonly allocate?: (bytes: number) => Uint8Array;
  /** A faster proof that bytes are well-formed UTF-8, where the host has one. */
  readonly isUtf8?: (bytes: Uint8Array) => boolean;
}

const detect = (file: Uint8Array, fileName: string, { isUtf8 }: OpenOptions): Result<Detected> => {
  if (isUtf8?.(file) !== true) return detectEncoding(file, fileName);
  const marked = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf;
  return ok({ encoding: 'utf-8', bomBytes: marked ? 3 : 0 });
};

/** The text as UTF-8 with room behind it: in place when the file's own memory has that room, else copied. */
const asUtf8 = (
  file: Uint8Array,
  detected: Detected,
  allocate: (bytes: number) => Uint8Array,
): { readonly bytes: Uint8Array; readonly start: number; readonly end: number } => {
  const start = detected.bomBytes;
  if (detected.encoding === 'utf-8') {
    const roomy = file.buffer.byteLength - file.byteOffset >= file.length + TAIL_BYTES;
    const bytes = roomy
      ? new Uint8Array(file.buffer, file.byteOffset, file.length + TAIL_BYTES)
      : allocate(file.length + TAIL_BYTES);
    if (!roomy) bytes.set(file);
    return { bytes, start, end: file.length };
  }
  // GB 18030 and UTF-16 give at most three bytes for two, and four for four.
  const bytes = allocate(Math.ceil(file.length * 1.5) + TAIL_BYTES);
  let end = 0;
  for (const text of decodeChunks(file, detected)) {
    const part = encodeUtf8(text);
    bytes.set(part, end);
    end += part.length;
  }
  return { bytes, start: 0, end };
};

interface Head {
  readonly rows: readonly RawRow[];
  /** Per row: where the next record begins, its physical line. */
  readonly next: readonly { readonly position: number; readonly line: number }[];
  readonly broken: boolean;
}

/** The first rows with content, enough to find the header among. */
const readHead = (
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
  firstLine: number,
): Head => {
  const scanner = new RowScanner(bytes, start, end, delimiter);
  const rows: RawRow[] = [];
  const next: { position: number; line: number }[] = [];
  let record = 0;
  while (rows.length < HEADER_SEARCH && scanner.next()) {
    record += 1;
    const cells = Array.from({ length: scanner.fields }, (_, i) =>
      cellText(bytes, scanner.starts[i] ?? 0, scanner.ends[i] ?? 0),
    );
    const row: RawRow = scanner.stray
      ? { record, cells: [], fault: strayQuote(firstLine + scanner.startLine) }
      : { record, cells };
    if (isBlank(row)) continue;
    rows.push(row);
    next.push({ position: scanner.position, line: firstLine + scanner.line });
  }
  return { rows, next, broken: scanner.broken };
};

const internal = (path: string): Failure => ({
  code: 'E_CSV',
  message: '文件的引号或长度有误，未导入',
  path,
  remedy: '请在表格软件中打开后另存为 .xlsx 再导入',
});

/** What the row reader of cases says about a file that the scanner found broken. */
export const brokenFile = (file: Uint8Array, fileName: string): Failure => {
  const detected = detectEncoding(file, fileName);
  if (!detected.ok) return detected.failure;
  const head = headOf(file, detected.value);
  const declared = declaredDelimiter(head);
  const sniffed = sniffDelimiter(head.slice(declared?.length ?? 0), file.length <= HEAD_BYTES, fileName);
  const delimiter = declared?.delimiter ?? (sniffed.ok ? sniffed.value : ',');
  return csvFault(file, detected.value, delimiter, declared?.length ?? 0, fileName) ?? internal(fileName);
};

const separatorOf = (head: string, complete: boolean, fileName: string): Result<[Delimiter, number]> => {
  const declared = declaredDelimiter(head);
  if (declared !== null) return ok([declared.delimiter, declared.length]);
  const sniffed = sniffDelimiter(head, complete, fileName);
  return sniffed.ok ? ok([sniffed.value, 0]) : sniffed;
};

/**
 * Opens a CSV file for reading by columns: the same encoding, separator and header as `readTable` finds.
 * @returns `E_KIND` for anything but text, `E_FILE_SIZE`, `E_ENCODING…`, `E_DELIMITER`, `E_EMPTY`, `E_HEADER`, and the
 * refusals of `readCsvRows` where the first rows are broken already
 */
export const openByteTable = (
  file: Uint8Array,
  fileName: string,
  options: OpenOptions = {},
): Result<ByteTable> => {
  const kind = containerKind(file, fileName);
  if (!kind.ok) return kind;
  if (kind.value === 'zip')
    return refuse('E_KIND', '批量评分只读文本表格（CSV）', fileName, '请在表格软件中另存为 UTF-8 编码的 CSV');
  if (file.length > BULK_LIMITS.bytes)
    return refuse('E_FILE_SIZE', '文件超过 1 GB', fileName, '请把清单拆成几个文件，一次列出');
  const detected = detect(file, fileName, options);
  if (!detected.ok) return detected;
  const separator = separatorOf(headOf(file, detected.value), file.length <= HEAD_BYTES, fileName);
  if (!separator.ok) return separator;
  const [delimiter, skip] = separator.value;
  const { bytes, start, end } = asUtf8(file, detected.value, options.allocate ?? ((n) => new Uint8Array(n)));
  bytes[end] = 0x0a;
  const code = delimiter.charCodeAt(0);
  const head = readHead(bytes, start + skip, end, code, skip > 0 ? 2 : 1);
  if (head.broken) return fail(brokenFile(file, fileName));
  const at = head.rows.length === 0 ? -1 : findHeader(head.rows);
  const row = head.rows[at];
  const next = head.next[at];
  if (row === undefined || next === undefined)
    return refuse('E_EMPTY', '文件中没有任何内容', fileName, '请确认选对了文件和工作表');
  if (row.fault !== undefined)
    return refuse(
      'E_HEADER',
      `第 ${row.record} 条不能作为表头：${row.fault.message}`,
      fileName,
      '请修正表头，或另选表头所在的行',
    );
  return ok({
    fileName,
    bytes,
    end,
    encoding: detected.value.encoding,
    delimiter: code,
    headerRow: row.record,
    header: row.cells.map((cell) => cell.trim()),
    body: next.position,
    bodyRecord: row.record + 1,
    bodyLine: next.line,
    preamble: at,
  });
};
