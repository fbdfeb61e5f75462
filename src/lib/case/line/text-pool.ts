/** UTF-8 bytes, checked to be UTF-8, and what a stretch of them says. */
export interface Utf8Line {
  readonly bytes: Uint8Array;
  /** The text of the bytes `from` up to `to`; both lie between characters. */
  text(from: number, to: number): string;
}

/** Longest text kept, in bytes; a power of two. */
const LONGEST = 64;
const SHIFT = 6;
/** Texts kept; a power of two. A newer one takes the place of an older one. */
const PLACES = 4096;

/** Something found of texts, one bit each; 0 is none. */
export type Mark = number;
const MARKS = 32;
const NOWHERE = -1;

/**
 * Short texts that come again and again – days, names of rules, words of a choice – are one string each, found by their
 * bytes. Nothing but the text follows from the bytes, so what is kept never shows.
 */
export class TextPool {
  private readonly bytes = new Uint8Array(PLACES << SHIFT);
  private readonly lengths = new Uint8Array(PLACES);
  private readonly texts = new Array<string>(PLACES).fill('');
  private readonly marks = new Uint32Array(PLACES);
  private taken = 0;
  private place = NOWHERE;

  /** A mark that can be set on texts; 0 when all are taken. */
  newMark(): Mark {
    if (this.taken === MARKS) return 0;
    this.taken += 1;
    return 1 << (this.taken - 1);
  }
  /** Whether a text has a mark; only the one that was asked for last is looked up. */
  isMarked(text: unknown, mark: Mark): boolean {
    return this.isLast(text) && ((this.marks[this.place] ?? 0) & mark) !== 0;
  }
  /** Sets a mark on a text, for as long as it is kept, if it is the one that was asked for last. */
  mark(text: unknown, mark: Mark): void {
    if (this.isLast(text)) this.marks[this.place] = (this.marks[this.place] ?? 0) | mark;
  }
  private isLast(text: unknown): boolean {
    return this.place !== NOWHERE && this.texts[this.place] === text;
  }

  textAt(line: Utf8Line, from: number, to: number): string {
    this.place = NOWHERE;
    const length = to - from;
    if (length === 0) return '';
    if (length > LONGEST) return line.text(from, to);
    const { bytes } = line;
    let hash = length;
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const start = place << SHIFT;
    this.place = place;
    if (this.lengths[place] === length && this.holds(bytes, from, start, length))
      return this.texts[place] ?? '';
    const text = line.text(from, to);
    for (let i = 0; i < length; i++) this.bytes[start + i] = bytes[from + i] ?? 0;
    this.lengths[place] = length;
    this.texts[place] = text;
    this.marks[place] = 0;
    return text;
  }

  private holds(bytes: Uint8Array, from: number, start: number, length: number): boolean {
    const own = this.bytes;
    for (let i = 0; i < length; i++) if (own[start + i] !== bytes[from + i]) return false;
    return true;
  }
}
