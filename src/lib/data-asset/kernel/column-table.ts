import { ColumnFigures, type WordLists } from './column-figures';
import { hashRange } from './hash64';
import { type RecordBlock, dataView } from './record-block';
import type { ColumnSketch, TopValue } from './sketch';
import { UNLISTED, isWhiteByte, limitTop, trimmedEnd, trimmedStart } from './top-values';

const SLOTS = 4096;
const MASK = SLOTS - 1;
/** Different values held; half of the slots stay free. */
const CAPACITY = 2048;
const ARENA = 64 * 1024;
/** Longer values are not held. */
const LONGEST = 64;
/** Every so many misses of one part of the hash, the value at hand is taken in. */
const ADMIT = 1024;

/**
 * One column. Frequent values are only counted, by 64-bit hash, and their figures are taken once at the end with their
 * number as weight; a value that finds no room goes to the figures at once. So a column of few values costs little more than
 * its hash, and one of many is not held in memory.
 */
export class ColumnTable {
  readonly #figures: ColumnFigures;
  readonly #high = new Int32Array(SLOTS);
  readonly #low = new Int32Array(SLOTS);
  /** Occurrences by slot; 0 marks a free one. */
  readonly #count = new Float64Array(SLOTS);
  readonly #missed = new Float64Array(SLOTS);
  readonly #at = new Int32Array(SLOTS);
  readonly #size = new Uint8Array(SLOTS);
  readonly #arena = new Uint8Array(ARENA);
  readonly #arenaView = dataView(this.#arena);
  readonly #unlisted = new Float64Array(UNLISTED);
  readonly #hash = new Int32Array(2);
  #held = 0;
  #used = 0;
  #thinned = false;
  #complete = true;

  constructor(words: WordLists) {
    this.#figures = new ColumnFigures(words);
  }

  addBlock(block: RecordBlock, columns: number, column: number): void {
    const { bytes, view, starts, ends, rows } = block;
    let empty = 0;
    for (let row = 0, at = column; row < rows; row += 1, at += columns) {
      const start = column === 0 ? (starts[row] ?? 0) : (ends[at - 1] ?? 0) + 1;
      const end = ends[at] ?? 0;
      if (start === end) empty += 1;
      else if (isWhiteByte(bytes[start] ?? 0) || isWhiteByte(bytes[end - 1] ?? 0)) {
        const from = trimmedStart(bytes, start, end);
        const to = trimmedEnd(bytes, from, end);
        if (from === to) empty += 1;
        else this.#add(bytes, view, from, to);
      } else this.#add(bytes, view, start, end);
    }
    this.#figures.addEmpty(empty);
  }

  /** Ends the column: what was only counted is taken into the figures. */
  finish(): ColumnSketch {
    const values: TopValue[] = [];
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const count = this.#count[slot] ?? 0;
      if (count === 0) continue;
      const at = this.#at[slot] ?? 0;
      const end = at + (this.#size[slot] ?? 0);
      this.#settle(slot, count);
      if (this.#figures.isMissing(this.#arena, at, end)) continue;
      values.push({ value: this.#arena.slice(at, end), count, missed: this.#missed[slot] ?? 0 });
    }
    const top = limitTop(values, this.#complete, this.#unlisted);
    return { ...this.#figures.sketch(), top };
  }

  #add(bytes: Uint8Array, view: DataView, start: number, end: number): void {
    const hash = this.#hash;
    hashRange(bytes, view, start, end, hash);
    const high = hash[0] ?? 0;
    const low = hash[1] ?? 0;
    let slot = low & MASK;
    let count = this.#count[slot] ?? 0;
    while (count !== 0) {
      if (this.#low[slot] === low && this.#high[slot] === high) {
        this.#count[slot] = count + 1;
        return;
      }
      slot = (slot + 1) & MASK;
      count = this.#count[slot] ?? 0;
    }
    if (!this.#thinned) this.#admit(bytes, view, start, end, high, low, 0);
    else this.#pass(bytes, view, start, end, high, low);
  }

  /** A value that is not held: to the figures at once, unless it is time to hold one of its kind. */
  #pass(bytes: Uint8Array, view: DataView, start: number, end: number, high: number, low: number): void {
    const part = (low >>> 16) & (UNLISTED - 1);
    const seen = this.#unlisted[part] ?? 0;
    if ((seen & (ADMIT - 1)) === ADMIT - 1 && this.#held < CAPACITY) {
      this.#admit(bytes, view, start, end, high, low, seen);
      return;
    }
    this.#unlisted[part] = seen + 1;
    this.#figures.add(bytes, view, start, end, high, low, 1);
  }

  #admit(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
    high: number,
    low: number,
    missed: number,
  ): void {
    const length = end - start;
    const full = this.#held === CAPACITY || this.#used + length > ARENA;
    if (full && !this.#thinned) this.#thin();
    if (full || length > LONGEST) {
      const part = (low >>> 16) & (UNLISTED - 1);
      this.#complete = false;
      this.#unlisted[part] = (this.#unlisted[part] ?? 0) + 1;
      this.#figures.add(bytes, view, start, end, high, low, 1);
      return;
    }
    const at = this.#used;
    for (let i = 0; i < length; i += 1) this.#arena[at + i] = bytes[start + i] ?? 0;
    this.#used += length;
    this.#held += 1;
    this.#put(high, low, 1, missed, at, length);
  }

  #put(high: number, low: number, count: number, missed: number, at: number, size: number): void {
    let slot = low & MASK;
    while ((this.#count[slot] ?? 0) !== 0) slot = (slot + 1) & MASK;
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#count[slot] = count;
    this.#missed[slot] = missed;
    this.#at[slot] = at;
    this.#size[slot] = size;
  }

  #settle(slot: number, count: number): void {
    const at = this.#at[slot] ?? 0;
    const end = at + (this.#size[slot] ?? 0);
    const high = this.#high[slot] ?? 0;
    this.#figures.add(this.#arena, this.#arenaView, at, end, high, this.#low[slot] ?? 0, count);
  }

  /**
   * Once, when the table is full: values seen only once, and the rarer ones down to half of the room, go to the figures; the
   * rest stays, counted from its very first occurrence.
   */
  #thin(): void {
    this.#thinned = true;
    this.#complete = false;
    const sorted = this.#count.filter((count) => count > 1).sort();
    const least = Math.max(2, sorted[sorted.length - CAPACITY / 2] ?? 0);
    const kept = new Uint8Array(this.#arena);
    const entries: (readonly [high: number, low: number, count: number, at: number, size: number])[] = [];
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const count = this.#count[slot] ?? 0;
      if (count === 0) continue;
      const low = this.#low[slot] ?? 0;
      if (count >= least && entries.length < CAPACITY / 2) {
        entries.push([this.#high[slot] ?? 0, low, count, this.#at[slot] ?? 0, this.#size[slot] ?? 0]);
        continue;
      }
      const part = (low >>> 16) & (UNLISTED - 1);
      this.#unlisted[part] = (this.#unlisted[part] ?? 0) + count;
      this.#settle(slot, count);
    }
    this.#count.fill(0);
    this.#used = 0;
    this.#held = entries.length;
    for (const [high, low, count, from, size] of entries) {
      this.#arena.set(kept.subarray(from, from + size), this.#used);
      this.#put(high, low, count, 0, this.#used, size);
      this.#used += size;
    }
  }
}
