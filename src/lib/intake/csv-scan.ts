import type { Failure } from '../kernel/result';
import { CSV_LIMITS } from './limits';
import type { RecordFault } from './table';

/** One record of the file as raw text without its line end. */
export interface ScannedRecord {
  readonly raw: string;
  /** Physical line on which it begins. */
  readonly line: number;
  readonly fields: number;
  readonly fault?: RecordFault;
}

const QUOTE = 34;
const LF = 10;
const CR = 13;

const FIELD_START = 0;
const PLAIN = 1;
const QUOTED = 2;
/** A quote inside a quoted field: the end of the field or the first half of a doubled quote. */
const QUOTE_SEEN = 3;

/**
 * First, linear pass over CSV text (RFC 4180 grammar, any of LF, CRLF, CR as line end): finds where records
 * begin and end, refuses broken quoting and enforces the limits before any cell is built. Chunks may be cut
 * anywhere; the result does not depend on where.
 */
export class CsvScanner {
  readonly #delimiter: number;
  readonly #path: string;
  readonly #sink: (record: ScannedRecord) => void;
  #state = FIELD_START;
  #fields = 1;
  #fieldLength = 0;
  #recordLength = 0;
  #line: number;
  #recordLine: number;
  #quoteLine = 1;
  #carry = '';
  #afterCr = false;
  #stray = false;

  /** @param firstLine physical line on which the text begins */
  constructor(delimiter: string, path: string, sink: (record: ScannedRecord) => void, firstLine = 1) {
    this.#line = firstLine;
    this.#recordLine = firstLine;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#path = path;
    this.#sink = sink;
  }

  /** Scans the next piece of text. A failure is final. */
  push(text: string): Failure | null {
    let start = 0;
    for (let i = 0; i < text.length; i += 1) {
      const c = text.charCodeAt(i);
      const lfOfCrlf = c === LF && this.#afterCr;
      this.#afterCr = c === CR;
      if ((c === LF && !lfOfCrlf) || c === CR) this.#line += 1;
      if (this.#state === QUOTED) {
        if (c === QUOTE) this.#state = QUOTE_SEEN;
      } else if (c === LF || c === CR) {
        if (!lfOfCrlf || this.#recordLength > 0) this.#emit(this.#carry + text.slice(start, i));
        else this.#recordLine = this.#line;
        start = i + 1;
        continue;
      } else {
        const failure = this.#outside(c);
        if (failure !== null) return failure;
      }
      this.#recordLength += 1;
      this.#fieldLength += 1;
      const failure = this.#overLimit();
      if (failure !== null) return failure;
    }
    this.#carry += text.slice(start);
    return null;
  }

  /** Ends the file: the last record may lack a line end, an open quote is refused. */
  finish(): Failure | null {
    if (this.#state === QUOTED)
      return this.#fail(
        'E_QUOTE_OPEN',
        `第 ${this.#quoteLine} 行打开的引号直到文件结尾都没有闭合`,
        `请检查第 ${this.#quoteLine} 行，补上缺少的英文双引号，或在原软件中重新导出`,
      );
    if (this.#recordLength > 0) this.#emit(this.#carry);
    return null;
  }

  /** A character outside quotes that is not a line end. */
  #outside(c: number): Failure | null {
    if (c === this.#delimiter) {
      this.#state = FIELD_START;
      this.#fields += 1;
      this.#fieldLength = -1;
      return this.#fields > CSV_LIMITS.columns
        ? this.#fail(
            'E_COLUMNS',
            `第 ${this.#line} 行超过 ${CSV_LIMITS.columns} 列`,
            '请删去不需要的列，或确认分隔符是否选错',
          )
        : null;
    }
    if (this.#state === QUOTE_SEEN && c !== QUOTE)
      return this.#fail(
        'E_QUOTE_TEXT',
        `第 ${this.#line} 行：右引号之后还有文字`,
        '请把字段内的引号写成两个连续的引号，或在原软件中重新导出',
      );
    if (this.#state === QUOTE_SEEN) this.#state = QUOTED;
    else if (c !== QUOTE) this.#state = PLAIN;
    else if (this.#state === FIELD_START) {
      this.#state = QUOTED;
      this.#quoteLine = this.#line;
    } else this.#stray = true;
    return null;
  }

  #overLimit(): Failure | null {
    if (this.#fieldLength > CSV_LIMITS.fieldLength)
      return this.#fail(
        'E_FIELD',
        this.#state === QUOTED
          ? `第 ${this.#quoteLine} 行打开的引号之后超过 ${CSV_LIMITS.fieldLength} 个字仍未闭合`
          : `第 ${this.#recordLine} 行的一个单元格超过 ${CSV_LIMITS.fieldLength} 个字`,
        '请检查该处的引号和分隔符，或删去过长的列后重新导入',
      );
    if (this.#recordLength > CSV_LIMITS.recordLength)
      return this.#fail(
        'E_RECORD',
        `第 ${this.#recordLine} 行开始的记录超过 ${CSV_LIMITS.recordLength} 个字`,
        '请检查该处的引号和分隔符，或删去过长的列后重新导入',
      );
    return null;
  }

  #emit(raw: string): void {
    const { line, fields } = { line: this.#recordLine, fields: this.#fields };
    this.#sink(this.#stray ? { raw, line, fields, fault: strayQuote(line) } : { raw, line, fields });
    this.#carry = '';
    this.#state = FIELD_START;
    this.#fields = 1;
    this.#fieldLength = 0;
    this.#recordLength = 0;
    this.#recordLine = this.#line;
    this.#stray = false;
  }

  #fail(code: string, message: string, remedy: string): Failure {
    return { code, message, path: this.#path, remedy };
  }
}

/** Fault of a record with a quote inside an unquoted cell. */
export const strayQuote = (line: number): RecordFault => ({
  code: 'E_QUOTE_STRAY',
  message: `第 ${line} 行：未加引号的单元格中出现英文双引号，不同软件的读法不一，该条未导入`,
  remedy: '请把该单元格整体加上引号，并把其中的引号写成两个连续的引号',
});
