/** Longest line kept; a longer one is passed over and told of. */
export const LINE_BYTES = 8 * 1024 * 1024;

export interface LineSink {
  /** @param line from 1; @param offset of its first byte. The bytes are reused. */
  line(bytes: Uint8Array, start: number, end: number, line: number, offset: number): void;
  tooLong(line: number, offset: number): void;
}

/** Lines out of bytes cut anywhere. Memory is one line of at most 8 MiB. */
export class LineSplitter {
  readonly #sink: LineSink;
  #held = new Uint8Array(4096);
  #length = 0;
  #over = false;
  #line = 1;
  #at = 0;
  #lineAt = 0;

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  push(bytes: Uint8Array): void {
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      if (this.#length === 0 && !this.#over && end - from <= LINE_BYTES)
        this.#sink.line(bytes, from, end, this.#line, this.#lineAt);
      else {
        this.#hold(bytes, from, end);
        this.#hand();
      }
      from = end + 1;
      this.#line += 1;
      this.#lineAt = this.#at + from;
    }
    if (from < bytes.length) this.#hold(bytes, from, bytes.length);
    this.#at += bytes.length;
  }

  /** The last line needs no line end. */
  finish(): void {
    if (this.#length > 0 || this.#over) this.#hand();
  }

  #hand(): void {
    if (this.#over) this.#sink.tooLong(this.#line, this.#lineAt);
    else this.#sink.line(this.#held, 0, this.#length, this.#line, this.#lineAt);
    this.#length = 0;
    this.#over = false;
  }

  #hold(bytes: Uint8Array, from: number, to: number): void {
    if (this.#over) return;
    const needed = this.#length + to - from;
    if (needed > LINE_BYTES) {
      this.#over = true;
      this.#length = 0;
      return;
    }
    if (needed > this.#held.length) {
      const larger = new Uint8Array(Math.min(LINE_BYTES, Math.max(needed, this.#held.length * 2)));
      larger.set(this.#held.subarray(0, this.#length));
      this.#held = larger;
    }
    this.#held.set(bytes.subarray(from, to), this.#length);
    this.#length = needed;
  }
}
