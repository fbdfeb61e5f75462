import type { Utf8Line } from './text-pool';

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const LAST_CONTROL = 31;

/** Numbers with a sign, a point, an exponent or more digits than this are left to `Number`. */
const SHORT_DIGITS = 15;

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/**
 * Goes once over the bytes of one JSON document and notes where its values lie: two numbers a value, at the slot its owner has
 * for it. Knows JSON as RFC 8785 writes it, without white space; anything else ends it with `false`, and another reader decides.
 */
export class Scan {
  at = 0;
  /** First free place of the tape. */
  top = 0;
  tape = new Int32Array(0);
  line: Utf8Line = { bytes: new Uint8Array(0), text: () => '' };
  private bytes: Uint8Array = new Uint8Array(0);
  private end = 0;

  begin(line: Utf8Line): void {
    this.line = line;
    this.bytes = line.bytes;
    this.end = line.bytes.length;
    this.at = 0;
    this.top = 0;
    // No value takes more places than this for each of its bytes: a list of choices takes most, six for two bytes.
    const most = 8 * this.end + 16;
    if (this.tape.length < most) this.tape = new Int32Array(most);
  }

  get isAtEnd(): boolean {
    return this.at === this.end;
  }

  /** Takes places of the tape and says where they begin. */
  take(places: number): number {
    const from = this.top;
    this.top = from + places;
    return from;
  }

  peek(): number {
    return this.at < this.end ? (this.bytes[this.at] ?? -1) : -1;
  }

  /** Goes past one byte if it is there. */
  goes(byte: number): boolean {
    if (this.at >= this.end || this.bytes[this.at] !== byte) return false;
    this.at += 1;
    return true;
  }

  /** Goes past these very bytes if they are there. */
  goesAll(word: Uint8Array): boolean {
    const { bytes, at } = this;
    const length = word.length;
    if (at + length > this.end) return false;
    for (let i = 0; i < length; i++) if (bytes[at + i] !== word[i]) return false;
    this.at = at + length;
    return true;
  }

  /** After an item of a list: `true` to go on, `false` at the closing byte, `null` when neither is there. */
  more(closing: number): boolean | null {
    const byte = this.peek();
    this.at += 1;
    return byte === COMMA ? true : byte === closing ? false : null;
  }

  /** A text: notes the bytes between its quotes, the end as `~end` when it has escapes. */
  string(slot: number): boolean {
    const { bytes, end } = this;
    let at = this.at;
    if (at >= end || bytes[at] !== QUOTE) return false;
    at += 1;
    const from = at;
    let isEscaped = false;
    for (; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) {
        isEscaped = true;
        at += 1;
      } else if (byte <= LAST_CONTROL) return false;
    }
    if (at >= end) return false;
    this.tape[slot] = from;
    this.tape[slot + 1] = isEscaped ? ~at : at;
    this.at = at + 1;
    return true;
  }

  /** A number in whatever form JSON allows: notes its bytes. */
  number(slot: number): boolean {
    const { bytes, end } = this;
    const from = this.at;
    let at = from;
    const digits = (): boolean => {
      const first = at;
      while (at < end && isDigit(bytes[at] ?? 0)) at += 1;
      return at > first;
    };
    if (bytes[at] === 45) at += 1;
    const first = at;
    if (!digits() || (bytes[first] === 48 && at > first + 1)) return false;
    if (at < end && bytes[at] === 46) {
      at += 1;
      if (!digits()) return false;
    }
    if (at < end && ((bytes[at] ?? 0) | 32) === 101) {
      at += 1;
      if (bytes[at] === 43 || bytes[at] === 45) at += 1;
      if (!digits()) return false;
    }
    this.tape[slot] = from;
    this.tape[slot + 1] = at;
    this.at = at;
    return true;
  }
}

/** The number that `Scan.number` noted. */
export const numberAt = (line: Utf8Line, from: number, to: number): number => {
  const { bytes } = line;
  if (to - from > SHORT_DIGITS) return Number(line.text(from, to));
  let number = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (!isDigit(byte)) return Number(line.text(from, to));
    number = number * 10 + (byte - 48);
  }
  return number;
};
