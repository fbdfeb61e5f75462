import { CSV_LIMITS } from '../limits';

const TAB = 9;
const LF = 10;
const CR = 13;
const QUOTE = 34;

const PLAIN = 0;
const LINE = 1;
const QUOTED = 2;
const CONTROL = 3;
const DELIMITER = 4;

/** Four equal bytes as one word. */
const ONES = 0x01010101;
const HIGH_BITS = -2_139_062_144;
const DELS = 0x7f7f7f7f;
/** `-`: line ends, quote, comma, tab and controls lie below it. */
const LOWEST_PLAIN = 0x2d2d2d2d;

/** Byte → what it means inside (`delimiter` = −1) or outside quotes. */
const classesFor = (delimiter: number): Uint8Array => {
  const classes = new Uint8Array(256);
  for (let byte = 0; byte < 0x20; byte++) classes[byte] = CONTROL;
  classes[0x7f] = CONTROL;
  classes[TAB] = PLAIN;
  classes[LF] = LINE;
  classes[CR] = LINE;
  classes[QUOTE] = QUOTED;
  if (delimiter >= 0) classes[delimiter] = DELIMITER;
  return classes;
};

/** UTF-16 code units of well-formed UTF-8, the measure of `CSV_LIMITS`. */
const unitsOf = (bytes: Uint8Array, from: number, to: number): number => {
  let units = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80 || byte >= 0xc0) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
};

/**
 * Finds the cells of CSV records in UTF-8 bytes without building a string: the grammar of `CsvScanner`. The byte at `end`
 * must be there and must be LF. Where the grammar or a limit is broken, `broken` is set and scanning is over: the slow
 * reader then says what and where.
 */
export class RowScanner {
  /** Cells of the record at hand: `starts[i]`–`ends[i]` without enclosing quotes; quotes inside stay doubled. */
  readonly starts = new Uint32Array(CSV_LIMITS.columns + 1);
  readonly ends = new Uint32Array(CSV_LIMITS.columns + 1);
  /** Number of cells of the record at hand. */
  fields = 0;
  /** First byte of the record at hand. */
  start = 0;
  /** First byte after the record at hand and its line end. */
  position: number;
  /** A quote stands inside an unquoted cell. */
  stray = false;
  /** Physical lines begun before `position`, counted from where scanning began. */
  line = 0;
  /** Value of `line` at the start of the record at hand. */
  startLine = 0;
  broken = false;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #classes: Uint8Array;
  readonly #quotedClasses = classesFor(-1);
  /** The same bytes four by four; empty when they do not lie on such a border. */
  readonly #words: Int32Array;
  readonly #separators: number;

  constructor(bytes: Uint8Array, from: number, end: number, delimiter: number) {
    this.#bytes = bytes;
    this.#end = end;
    this.#classes = classesFor(delimiter);
    const { buffer, byteOffset, length } = bytes;
    this.#words = byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : new Int32Array(0);
    this.#separators = Math.imul(delimiter, ONES);
    this.position = from;
  }

  /** The next record; `false` at the end of the file or when the file is broken. */
  next(): boolean {
    const bytes = this.#bytes;
    const end = this.#end;
    const classes = this.#classes;
    const { starts, ends } = this;
    let i = this.position;
    if (i >= end || this.broken) return false;
    this.start = i;
    this.startLine = this.line;
    this.stray = false;
    let fields = 0;
    for (;;) {
      const raw = i;
      let kind = classes[bytes[i] ?? 0] ?? PLAIN;
      if (kind === QUOTED) {
        i = this.#quoted(i + 1, fields);
        if (i < 0) return this.#break();
        kind = classes[bytes[i] ?? 0] ?? PLAIN;
      } else {
        for (;;) {
          while (kind === PLAIN) {
            i += 1;
            if ((i & 3) === 0) i = this.#skipPlain(i);
            kind = classes[bytes[i] ?? 0] ?? PLAIN;
          }
          if (kind !== QUOTED) break;
          this.stray = true;
          i += 1;
          kind = classes[bytes[i] ?? 0] ?? PLAIN;
        }
        starts[fields] = raw;
        ends[fields] = i;
      }
      if (i - raw > CSV_LIMITS.fieldLength && unitsOf(bytes, raw, i) > CSV_LIMITS.fieldLength)
        return this.#break();
      fields += 1;
      if (kind === LINE) break;
      if (kind !== DELIMITER || fields >= CSV_LIMITS.columns) return this.#break();
      i += 1;
    }
    if (i - this.start > CSV_LIMITS.recordLength && unitsOf(bytes, this.start, i) > CSV_LIMITS.recordLength)
      return this.#break();
    this.fields = fields;
    this.line += 1;
    this.position = bytes[i] === CR && bytes[i + 1] === LF ? i + 2 : i + 1;
    return true;
  }

  /**
   * Skips four bytes at a time while none of them can mean anything: none below `-`, no DEL, no separator. `i` is a multiple of
   * four; the line end behind the text stops it.
   */
  #skipPlain(i: number): number {
    const words = this.#words;
    const separators = this.#separators;
    let at = i >> 2;
    for (;;) {
      const word = words[at] ?? 0;
      const del = word ^ DELS;
      const separator = word ^ separators;
      const found =
        ((word - LOWEST_PLAIN) & ~word) | ((del - ONES) & ~del) | ((separator - ONES) & ~separator);
      if ((found & HIGH_BITS) !== 0) return at << 2;
      at += 1;
    }
  }

  /** Byte after the closing quote of the cell whose text begins at `from`; −1 when there is none. */
  #quoted(from: number, field: number): number {
    const bytes = this.#bytes;
    const classes = this.#quotedClasses;
    for (let i = from; ; i += 1) {
      const kind = classes[bytes[i] ?? 0] ?? PLAIN;
      if (kind === PLAIN) continue;
      if (kind === LINE) {
        if (i >= this.#end) return -1;
        if (bytes[i] === CR || bytes[i - 1] !== CR) this.line += 1;
      } else if (kind === CONTROL) return -1;
      else if (bytes[i + 1] === QUOTE && i + 1 < this.#end) i += 1;
      else {
        this.starts[field] = from;
        this.ends[field] = i;
        return i + 1;
      }
    }
  }

  #break(): boolean {
    this.broken = true;
    return false;
  }
}
