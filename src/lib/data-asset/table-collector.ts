import type { ColumnProfile, DataAsset } from '../case/data-assets-section';
import { gb18030Length, firstBad, utf8Length } from '../intake/byte-sequences';
import type { Failure } from '../kernel/result';
import type { RecordSink, ScanFault } from './byte-records';
import { ByteWords } from './byte-words';
import { type ColumnContext, ColumnProfiler } from './column-profiler';
import type { ProfileSettings } from './profile-settings';

const MAX_COLUMNS = 4096;
const NAME_LENGTH = 500;
/** Distinct hashes kept per column, and in all columns together. */
const DISTINCT_BOUND = 65_536;
const DISTINCT_TOTAL = 64 * DISTINCT_BOUND;

type FaultCode =
  | ScanFault
  | 'E_RAGGED'
  | 'E_BLANK'
  | 'E_ENCODING'
  | 'E_CONTROL'
  | 'E_HEADER_EMPTY'
  | 'E_HEADER_DUPLICATE'
  | 'E_HEADER_LONG';

interface Fault {
  count: number;
  readonly firstRow: number;
  readonly detail: string;
}

const MESSAGES: Readonly<Record<FaultCode, string>> = {
  E_RAGGED: '单元格个数与表头不同的行；计入行数，不参与各列统计',
  E_BLANK: '空行；不计入行数',
  E_QUOTE_TEXT: '右引号之后还有文字',
  E_QUOTE_STRAY: '未加引号的单元格中出现引号，按文字处理',
  E_QUOTE_OPEN: '打开的引号直到文件结尾没有闭合，其后的内容未计入',
  E_RECORD: '超过 1 MB 的记录，超出部分未计入',
  E_ENCODING: '单元格不是有效的文字编码',
  E_CONTROL: '单元格含有控制字符',
  E_HEADER_EMPTY: '表头为空的列',
  E_HEADER_DUPLICATE: '重复的列名',
  E_HEADER_LONG: '超过 500 个字的列名，已截短显示',
};

/** Collects records into column profiles and counts every fault with its first place. */
export class TableCollector implements RecordSink {
  readonly #settings: ProfileSettings;
  readonly #fileName: string;
  readonly #delimiter: string;
  readonly #faults = new Map<FaultCode, Fault>();
  #columns: ColumnProfiler[] = [];
  #headerBytes: Uint8Array[] | null = null;
  /** Physical record number of the record being read; the first line is 1. */
  #record = 1;
  #rows = 0;
  #failure: Failure | null = null;
  #utf8 = 0;
  #notUtf8: { count: number; firstRow: number } = { count: 0, firstRow: 0 };
  #notGb: { count: number; firstRow: number } = { count: 0, firstRow: 0 };

  constructor(fileName: string, settings: ProfileSettings, delimiter: string) {
    this.#fileName = fileName;
    this.#settings = settings;
    this.#delimiter = delimiter;
  }

  get rows(): number {
    return this.#rows;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  get hasHeader(): boolean {
    return this.#headerBytes !== null;
  }

  record(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, fields: number, offset: number): void {
    if (this.#headerBytes === null) this.#header(bytes, starts, ends, fields);
    else {
      this.#rows += 1;
      const columns = this.#columns;
      if (fields !== columns.length)
        this.#count('E_RAGGED', `有 ${fields} 个单元格，表头有 ${columns.length} 个，字节偏移 ${offset}`);
      else for (let i = 0; i < fields; i += 1) columns[i]?.accept(bytes, starts[i] ?? 0, ends[i] ?? 0);
    }
    this.#record += 1;
  }

  blank(): void {
    this.#count('E_BLANK', '');
    this.#record += 1;
  }

  fault(code: ScanFault, offset: number): void {
    this.#count(code, `字节偏移 ${offset}`);
  }

  columns(): ColumnProfile[] {
    return this.#columns.map((column, i) => column.profile(this.#name(i)));
  }

  faults(): DataAsset['faults'] {
    const bad = this.#encoding() === 'utf-8' ? this.#notUtf8 : this.#notGb;
    const all = new Map(this.#faults);
    if (bad.count > 0) all.set('E_ENCODING', { ...bad, detail: `按 ${this.#encodingName()} 读取` });
    return [...all]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, { count, firstRow, detail }]) => ({
        code,
        count,
        firstRow,
        message: `${MESSAGES[code]}：${count} 处，首次在第 ${firstRow} 条${detail === '' ? '' : `（${detail}）`}`,
      }));
  }

  note(): string {
    const delimiter = this.#delimiter === '\t' ? '制表符' : this.#delimiter;
    return (
      `编码 ${this.#encodingName()}，分隔符“${delimiter}”。` +
      `均值为双精度数的 Neumaier 补偿求和除以个数，取 15 位有效数字；` +
      `不同值个数在 ${this.#distinctBound()} 个以内为精确值，超过后为 HyperLogLog（2^12）估计，标准差约 1.6%。` +
      `记录号按表格软件的行号，表头计入。`
    );
  }

  #header(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, fields: number): void {
    if (fields > MAX_COLUMNS) {
      this.#failure = {
        code: 'E_COLUMNS',
        message: `首行有 ${fields} 列，超过 ${MAX_COLUMNS} 列`,
        path: this.#fileName,
        remedy: '请确认分隔符和文件内容，或拆分后再画像',
      };
      this.#headerBytes = [];
      return;
    }
    this.#headerBytes = Array.from({ length: fields }, (_, i) => bytes.slice(starts[i], ends[i]));
    const seen = new Set<string>();
    for (const name of this.#headerBytes) {
      this.#noticeText(name, 0, name.length);
      const key = name.join(',');
      if (key === '') this.#count('E_HEADER_EMPTY', '');
      else if (seen.has(key)) this.#count('E_HEADER_DUPLICATE', '');
      else if (name.length > NAME_LENGTH) this.#count('E_HEADER_LONG', '');
      seen.add(key);
    }
    const context: ColumnContext = {
      missing: new ByteWords(this.#settings.missingTokens),
      booleans: new ByteWords(this.#settings.booleanWords),
      typeShare: this.#settings.typeShare,
      distinctBound: Math.min(DISTINCT_BOUND, Math.floor(DISTINCT_TOTAL / fields)),
      onUnusual: (field, start, end, control) => {
        if (control) this.#count('E_CONTROL', '');
        this.#noticeText(field, start, end);
      },
    };
    this.#columns = this.#headerBytes.map(() => new ColumnProfiler(context));
  }

  /** Which of the two encodings a field can be; only fields above ASCII say anything. */
  #noticeText(bytes: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end && (bytes[at] ?? 0) < 0x80) at += 1;
    if (at === end) return;
    if (firstBad(bytes, at, utf8Length, end) < 0) {
      this.#utf8 += 1;
      return;
    }
    this.#mark(this.#notUtf8);
    if (firstBad(bytes, at, gb18030Length, end) >= 0) this.#mark(this.#notGb);
  }

  #mark(seen: { count: number; firstRow: number }): void {
    if (seen.count === 0) seen.firstRow = this.#record;
    seen.count += 1;
  }

  /** UTF-8 when most of the fields above ASCII are; the others are then counted as faults. */
  #encoding(): 'utf-8' | 'gb18030' {
    return this.#notUtf8.count <= this.#utf8 ? 'utf-8' : 'gb18030';
  }

  #encodingName(): string {
    return this.#encoding() === 'utf-8' ? 'UTF-8' : 'GB18030';
  }

  #distinctBound(): number {
    return Math.min(DISTINCT_BOUND, Math.floor(DISTINCT_TOTAL / Math.max(1, this.#columns.length)));
  }

  #name(i: number): string {
    const text = new TextDecoder(this.#encoding(), { ignoreBOM: true }).decode(this.#headerBytes?.[i]).trim();
    return text.length > NAME_LENGTH ? `${text.slice(0, NAME_LENGTH - 1)}…` : text;
  }

  #count(code: FaultCode, detail: string): void {
    const fault = this.#faults.get(code);
    if (fault === undefined) this.#faults.set(code, { count: 1, firstRow: this.#record, detail });
    else fault.count += 1;
  }
}
