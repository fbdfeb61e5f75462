const COMMA = 44;
const QUOTE = 34;
const LF = 10;
const CR = 13;

/** Delimiter of all records that are written here. */
export const WRITTEN_DELIMITER = COMMA;

/** Writes comma-delimited UTF-8 records into a growing buffer; quotes a cell when it holds a comma, quote or line end. */
export class RecordWriter {
  readonly #columns: number;
  readonly #encoder = new TextEncoder();
  #buffer = new Uint8Array(64 * 1024);
  #length = 0;
  #cells = 0;
  #cellsAt = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** Bytes written since the last `take`. */
  get length(): number {
    return this.#length;
  }

  bytes(source: Uint8Array, start = 0, end = source.length): void {
    this.#begin(2 * (end - start) + 3);
    const buffer = this.#buffer;
    let at = this.#length;
    let special = false;
    for (let i = start; i < end; i += 1) {
      const byte = source[i] ?? 0;
      if (byte <= COMMA && (byte === COMMA || byte === QUOTE || byte === LF || byte === CR)) {
        special = true;
        break;
      }
      buffer[at] = byte;
      at += 1;
    }
    if (!special) {
      this.#length = at;
      return;
    }
    this.#buffer[this.#length++] = QUOTE;
    for (let i = start; i < end; i += 1) {
      const byte = source[i] ?? 0;
      if (byte === QUOTE) this.#buffer[this.#length++] = QUOTE;
      this.#buffer[this.#length++] = byte;
    }
    this.#buffer[this.#length++] = QUOTE;
  }

  text(text: string): void {
    if (text.length > 64) {
      this.bytes(this.#encoder.encode(text));
      return;
    }
    this.#begin(text.length + 3);
    const at = this.#length;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code > 126 || code === COMMA || code === QUOTE || code < 32) {
        this.#length = at;
        this.#cells -= 1;
        if (this.#cells > 0) this.#length -= 1;
        this.bytes(this.#encoder.encode(text));
        return;
      }
      this.#buffer[at + i] = code;
    }
    this.#length = at + text.length;
  }

  empty(): void {
    this.#begin(1);
  }

  /** A record of one empty cell is written as `""`, because a line without content is none. */
  endRecord(): void {
    this.#reserve(3);
    if (this.#columns === 1 && this.#length === this.#cellsAt) {
      this.#buffer[this.#length++] = QUOTE;
      this.#buffer[this.#length++] = QUOTE;
    }
    this.#buffer[this.#length++] = LF;
    this.#cells = 0;
    this.#cellsAt = this.#length;
  }

  /** A line without content. */
  blank(): void {
    this.#reserve(1);
    this.#buffer[this.#length++] = LF;
    this.#cellsAt = this.#length;
  }

  /** The records written, in a buffer of their own. */
  take(): Uint8Array {
    const bytes = this.#buffer.slice(0, this.#length);
    this.#length = 0;
    this.#cellsAt = 0;
    return bytes;
  }

  #begin(room: number): void {
    this.#reserve(room + 1);
    if (this.#cells > 0) this.#buffer[this.#length++] = COMMA;
    this.#cells += 1;
  }

  #reserve(room: number): void {
    if (this.#length + room <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + room));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }
}
