import Papa from 'papaparse';
import { type Failure, type Result, fail, ok, refuse } from '../kernel/result';
import { firstControlByte } from './control-characters';
import { type Delimiter, declaredDelimiter, sniffDelimiter } from './csv-delimiter';
import { CsvScanner, type ScannedRecord } from './csv-scan';
import { decodeChunks } from './decode-text';
import { type Detected, type Encoding, detectEncoding } from './encoding';
import { CSV_LIMITS } from './limits';
import type { RawRow } from './table';

export interface CsvOptions {
  /** Chosen by a person; otherwise the ladder of `detectEncoding`. */
  readonly encoding?: Encoding;
  /** Chosen by a person; otherwise a `sep=` line, otherwise the best fit. */
  readonly delimiter?: Delimiter;
  /** Called between pieces with bytes done and in all; returning `false` cancels. */
  readonly checkpoint?: (done: number, total: number) => boolean | Promise<boolean>;
  /** Bytes decoded at a time; no influence on the result. */
  readonly chunkBytes?: number;
}

export interface CsvRows {
  readonly rows: readonly RawRow[];
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly notes: readonly string[];
}

export const HEAD_BYTES = 64 * 1024;
const BLOCK_LENGTH = 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

/** Cells of a block of records, by the library; both passes must agree on every record's width. */
const cellsOf = (records: readonly ScannedRecord[], delimiter: Delimiter): readonly string[][] | null => {
  const text = records.map((r) => r.raw).join('\n');
  const { data } = Papa.parse<string[]>(text.startsWith('\uFEFF') ? `\uFEFF${text}` : text, {
    delimiter,
    newline: '\n',
    quoteChar: '"',
    header: false,
    dynamicTyping: false,
    skipEmptyLines: false,
  });
  const agree =
    data.length === records.length && data.every((cells, i) => cells.length === records[i]?.fields);
  return agree ? data : null;
};

class Rows {
  readonly rows: RawRow[] = [];
  #block: ScannedRecord[] = [];
  #blockLength = 0;
  #disagreement: number | null = null;
  readonly #delimiter: Delimiter;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  readonly add = (record: ScannedRecord): void => {
    this.#block.push(record);
    this.#blockLength += record.raw.length;
    if (this.#blockLength >= BLOCK_LENGTH) this.flush();
  };

  flush(): void {
    const readable = this.#block.filter((r) => r.raw !== '' && r.fault === undefined);
    const cells = readable.length === 0 ? [] : cellsOf(readable, this.#delimiter);
    if (cells === null) this.#disagreement ??= this.#block[0]?.line ?? 1;
    let next = 0;
    for (const { raw, fault } of this.#block) {
      const record = this.rows.length + 1;
      if (fault !== undefined) this.rows.push({ record, cells: [], fault });
      else this.rows.push({ record, cells: raw === '' ? [''] : (cells?.[next++] ?? []) });
    }
    this.#block = [];
    this.#blockLength = 0;
  }

  problem(path: string): Failure | null {
    if (this.#disagreement !== null)
      return {
        code: 'E_CSV',
        message: `从第 ${this.#disagreement} 行起的内容两种读法结果不一致，未导入`,
        path,
        remedy: '请在表格软件中打开后另存为 .xlsx 再导入',
      };
    if (this.rows.length <= CSV_LIMITS.rows + HEADER_ALLOWANCE) return null;
    return tooManyRows(path);
  }
}

/** Header and title lines are not counted as rows of the list. */
const HEADER_ALLOWANCE = 64;

export const tooManyRows = (path: string): Failure => ({
  code: 'E_ROWS',
  message: `超过 ${CSV_LIMITS.rows} 条记录`,
  path,
  remedy: '请把清单拆成几个文件分别导入',
});

const controlIn = (bytes: Uint8Array, detected: Detected, path: string): Failure | null => {
  const found = firstControlByte(bytes, detected);
  if (found === null) return null;
  const utf16 =
    found.code === 0 && detected.encoding === 'utf-8' ? '；可能是没有字节序标记的 UTF-16 文件' : '';
  return {
    code: found.code === 0 ? 'E_NUL' : 'E_CONTROL',
    message: `字节偏移 ${found.offset} 处有控制字符 0x${found.code.toString(16).padStart(2, '0').toUpperCase()}${utf16}`,
    path,
    remedy: '文件可能损坏或不是文本表格，请在原软件中另存为 UTF-8 编码的 CSV 或 .xlsx',
  };
};

/** First part of the text: what separator and declaration are looked for in. */
export const headOf = (bytes: Uint8Array, detected: Detected): string => {
  for (const text of decodeChunks(bytes, detected, HEAD_BYTES)) return text;
  return '';
};

const scanAll = async (
  bytes: Uint8Array,
  detected: Detected,
  delimiter: Delimiter,
  skip: number,
  path: string,
  options: CsvOptions,
): Promise<Result<RawRow[]>> => {
  const rows = new Rows(delimiter);
  const scanner = new CsvScanner(delimiter, path, rows.add, skip > 0 ? 2 : 1);
  const size = options.chunkBytes ?? CHUNK_BYTES;
  let toSkip = skip;
  let done = 0;
  for (const chunk of decodeChunks(bytes, detected, size)) {
    const text = chunk.slice(toSkip);
    toSkip -= chunk.length - text.length;
    const failure = scanner.push(text) ?? rows.problem(path);
    if (failure !== null) return fail(failure);
    done = Math.min(bytes.length, done + size);
    if (options.checkpoint !== undefined && !(await options.checkpoint(done, bytes.length)))
      return refuse('E_CANCELLED', '已取消导入', path, '需要时请重新选择文件');
  }
  const failure = scanner.finish();
  if (failure !== null) return fail(failure);
  rows.flush();
  const problem = rows.problem(path);
  return problem === null ? ok(rows.rows) : fail(problem);
};

/** Why the file as a whole is refused, in the words of `readCsvRows`; `null` = its grammar is sound. */
export const csvFault = (
  bytes: Uint8Array,
  detected: Detected,
  delimiter: Delimiter,
  skip: number,
  path: string,
): Failure | null => {
  const control = controlIn(bytes, detected, path);
  if (control !== null) return control;
  const scanner = new CsvScanner(delimiter, path, () => undefined, skip > 0 ? 2 : 1);
  let toSkip = skip;
  for (const chunk of decodeChunks(bytes, detected)) {
    const text = chunk.slice(toSkip);
    toSkip -= chunk.length - text.length;
    const failure = scanner.push(text);
    if (failure !== null) return failure;
  }
  return scanner.finish();
};

/**
 * Records of a CSV file as positional text cells. A `sep=` line is an instruction, not a record.
 * @returns file-level refusals: `E_FILE_SIZE`, `E_ENCODING…`, `E_NUL`, `E_CONTROL`, `E_DELIMITER`,
 * `E_QUOTE_OPEN`, `E_QUOTE_TEXT`, `E_COLUMNS`, `E_FIELD`, `E_RECORD`, `E_ROWS`, `E_CANCELLED`.
 * Records with a stray quote carry their own fault.
 */
export const readCsvRows = async (
  bytes: Uint8Array,
  fileName: string,
  options: CsvOptions = {},
): Promise<Result<CsvRows>> => {
  if (bytes.length > CSV_LIMITS.bytes)
    return refuse('E_FILE_SIZE', '文件超过 200 MB', fileName, '请把清单拆成几个文件分别导入');
  const detected = detectEncoding(bytes, fileName, options.encoding);
  if (!detected.ok) return detected;
  const control = controlIn(bytes, detected.value, fileName);
  if (control !== null) return fail(control);
  const head = headOf(bytes, detected.value);
  const declared = declaredDelimiter(head);
  const body = head.slice(declared?.length ?? 0);
  const chosen = options.delimiter ?? declared?.delimiter;
  const delimiter =
    chosen === undefined ? sniffDelimiter(body, bytes.length <= HEAD_BYTES, fileName) : ok(chosen);
  if (!delimiter.ok) return delimiter;
  const rows = await scanAll(
    bytes,
    detected.value,
    delimiter.value,
    declared?.length ?? 0,
    fileName,
    options,
  );
  if (!rows.ok) return rows;
  const notes = declared === null ? [] : [`首行声明分隔符为“${declared.delimiter}”，该行不是记录`];
  return ok({
    rows: rows.value,
    encoding: detected.value.encoding,
    delimiter: delimiter.value,
    notes,
  });
};
