/** Deepest nesting inside a line. */
const MAX_DEPTH = 64;

/** Why a line is no record. */
export type LineFault = 'E_JSON' | 'E_JSON_KIND' | 'E_JSON_KEY' | 'E_JSON_DEPTH' | 'E_COLUMNS';

/** Carries a fault out of the recursion. */
export class LineStop extends Error {
  constructor(readonly code: LineFault) {
    super(code);
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;

const ESCAPED = new Map([
  [34, 34],
  [92, 92],
  [47, 47],
  [98, 8],
  [102, 12],
  [110, 10],
  [114, 13],
  [116, 9],
]);

const wordBytes = (word: string): readonly number[] => [...word].map((c) => c.charCodeAt(0));
const TRUE = wordBytes('true');
const FALSE = wordBytes('false');
const NULL = wordBytes('null');

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/**
 * Reads JSON values strictly after RFC 8259 from bytes and appends their text to `cells`. Throws `LineStop`.
 */
export class JsonScanner {
  cells = new Uint8Array(4096);
  /** Bytes of `cells` in use. */
  length = 0;
  /** Half surrogate pairs met; they become U+FFFD. */
  lone = 0;
  /** Place in the line. */
  i = 0;
  end = 0;
  bytes: Uint8Array = new Uint8Array(0);

  load(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.i = start;
    this.end = end;
    this.length = 0;
    this.lone = 0;
  }

  peek(): number {
    return this.i < this.end ? (this.bytes[this.i] ?? -1) : -1;
  }

  space(): void {
    for (;;) {
      const byte = this.peek();
      if (byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13) return;
      this.i += 1;
    }
  }

  take(byte: number): void {
    if (this.peek() !== byte) throw new LineStop('E_JSON');
    this.i += 1;
  }

  /** @param whole the value is a cell: text without quotes, `null` as nothing */
  value(whole: boolean, depth: number): void {
    switch (this.peek()) {
      case QUOTE:
        this.string(!whole);
        return;
      case 123:
        this.#nested(depth, 125, true);
        return;
      case 91:
        this.#nested(depth, 93, false);
        return;
      case 116:
        this.#word(TRUE, true);
        return;
      case 102:
        this.#word(FALSE, true);
        return;
      case 110:
        this.#word(NULL, !whole);
        return;
      default:
        this.#number();
    }
  }

  #nested(depth: number, close: number, named: boolean): void {
    if (depth >= MAX_DEPTH) throw new LineStop('E_JSON_DEPTH');
    this.#keep(this.peek());
    this.i += 1;
    this.space();
    if (this.peek() !== close)
      for (;;) {
        this.space();
        if (named) {
          if (this.peek() !== QUOTE) throw new LineStop('E_JSON');
          this.string(true);
          this.space();
          this.take(COLON);
          this.#keep(COLON);
          this.space();
        }
        this.value(false, depth + 1);
        this.space();
        if (this.peek() !== COMMA) break;
        this.i += 1;
        this.#keep(COMMA);
      }
    this.take(close);
    this.#keep(close);
  }

  #word(word: readonly number[], kept: boolean): void {
    for (const byte of word) {
      this.take(byte);
      if (kept) this.#keep(byte);
    }
  }

  #number(): void {
    const from = this.i;
    if (this.peek() === 45) this.i += 1;
    if (this.peek() === 48) this.i += 1;
    else this.#digits();
    if (this.peek() === 46) {
      this.i += 1;
      this.#digits();
    }
    if (this.peek() === 101 || this.peek() === 69) {
      this.i += 1;
      if (this.peek() === 43 || this.peek() === 45) this.i += 1;
      this.#digits();
    }
    for (let i = from; i < this.i; i += 1) this.#keep(this.bytes[i] ?? 0);
  }

  #digits(): void {
    if (!isDigit(this.peek())) throw new LineStop('E_JSON');
    while (isDigit(this.peek())) this.i += 1;
  }

  /** @param raw as written, with quotes and escapes */
  string(raw: boolean): void {
    this.i += 1;
    if (raw) this.#keep(QUOTE);
    for (;;) {
      const byte = this.peek();
      if (byte < 32) throw new LineStop('E_JSON');
      this.i += 1;
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) this.#escape(raw);
      else this.#keep(byte);
    }
    if (raw) this.#keep(QUOTE);
  }

  #escape(raw: boolean): void {
    const from = this.i - 1;
    const kind = this.peek();
    this.i += 1;
    if (kind === 117) {
      const unit = this.#hex();
      const code = unit >= 0xd800 && unit <= 0xdfff ? this.#pair(unit) : unit;
      if (!raw) this.#character(code);
    } else {
      const byte = ESCAPED.get(kind);
      if (byte === undefined) throw new LineStop('E_JSON');
      if (!raw) this.#keep(byte);
    }
    if (raw) for (let i = from; i < this.i; i += 1) this.#keep(this.bytes[i] ?? 0);
  }

  #hex(): number {
    let unit = 0;
    for (let n = 0; n < 4; n += 1) {
      const byte = this.peek();
      const low = byte | 32;
      const digit = isDigit(byte) ? byte - 48 : low >= 97 && low <= 102 ? low - 87 : -1;
      if (digit < 0) throw new LineStop('E_JSON');
      unit = unit * 16 + digit;
      this.i += 1;
    }
    return unit;
  }

  #pair(high: number): number {
    if (high < 0xdc00 && this.peek() === BACKSLASH && this.bytes[this.i + 1] === 117) {
      const back = this.i;
      this.i += 2;
      const low = this.#hex();
      if (low >= 0xdc00 && low <= 0xdfff) return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
      this.i = back;
    }
    this.lone += 1;
    return 0xfffd;
  }

  #character(code: number): void {
    if (code < 0x80) this.#keep(code);
    else if (code < 0x800) {
      this.#keep(0xc0 | (code >> 6));
      this.#keep(0x80 | (code & 63));
    } else {
      if (code < 0x10000) this.#keep(0xe0 | (code >> 12));
      else {
        this.#keep(0xf0 | (code >> 18));
        this.#keep(0x80 | ((code >> 12) & 63));
      }
      this.#keep(0x80 | ((code >> 6) & 63));
      this.#keep(0x80 | (code & 63));
    }
  }

  #keep(byte: number): void {
    if (this.length === this.cells.length) {
      const larger = new Uint8Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells[this.length] = byte;
    this.length += 1;
  }
}
