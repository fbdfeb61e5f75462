import { ColumnFigures, type WordLists } from './column-figures';
import { hashRange } from './hash64';
import { type RecordBlock, dataView } from './record-block';
import type { ColumnSketch, TopValue } from './sketch';
import type { SimdMachine } from './simd/machine';
import { SLOTS, type ValueSlots, newSlots } from './value-slots';
import { UNLISTED, isWhiteByte, limitTop, trimmedEnd, trimmedStart } from './top-values';

const MASK = SLOTS - 1;
/** Different values held; half of the slots stay free. */
const CAPACITY = 2048;
/** Bytes of the values held: the room doubles up to here, so that a column of few values stays small. */
const ARENA = 64 * 1024;
const FIRST_ARENA = 4 * 1024;
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
  #slots = newSlots();
  /** Occurrences of slot i at 2i; hash of slot i, low and high, at 4i + 2 and 4i + 3. */
  #count = this.#slots.counts;
  #words = this.#slots.words;
  readonly #missed = new Float64Array(SLOTS);
  readonly #at = new Uint16Array(SLOTS);
  readonly #size = new Uint8Array(SLOTS);
  #arena = new Uint8Array(FIRST_ARENA);
  #arenaView = dataView(this.#arena);
  readonly #unlisted = new Float64Array(UNLISTED);
  readonly #hash = new Int32Array(2);
  /** Values taken into the table so far. */
  #taken = 0;
  #held = 0;
  #used = 0;
  #thinned = false;
  #complete = true;

  constructor(words: WordLists, detect: boolean) {
    this.#figures = new ColumnFigures(words, detect);
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

  /** Moves the table to where the machine counts. */
  moveTo(slots: ValueSlots): void {
    slots.words.set(this.#words);
    this.#slots = slots;
    this.#count = slots.counts;
    this.#words = slots.words;
  }

  /** What `addBlock` does, for the block of the machine that holds the table. */
  addCounted(machine: SimdMachine, columns: number, column: number): void {
    const { block, misses, highs, lows } = machine;
    const { bytes, view, starts, ends, rows } = block;
    const missed = machine.count(column, rows);
    let empty = machine.empty;
    const before = this.#taken;
    for (let i = 0; i < missed; i += 1) {
      const row = misses[i] ?? 0;
      const at = (row & 0x7fffffff) * columns + column;
      const start = column === 0 ? (starts[row & 0x7fffffff] ?? 0) : (ends[at - 1] ?? 0) + 1;
      const end = ends[at] ?? 0;
      if (row < 0) {
        const from = trimmedStart(bytes, start, end);
        const to = trimmedEnd(bytes, from, end);
        if (from === to) empty += 1;
        else this.#add(bytes, view, from, to);
      } else {
        const high = highs[row] ?? 0;
        const low = lows[row] ?? 0;
        if (this.#taken !== before) this.#addHashed(bytes, view, start, end, high, low);
        else if (this.#thinned) this.#pass(bytes, view, start, end, high, low);
        else this.#admit(bytes, view, start, end, high, low, 0);
      }
    }
    this.#figures.addEmpty(empty);
  }

  /** Ends the column: what was only counted is taken into the figures. */
  finish(): ColumnSketch {
    const values: TopValue[] = [];
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const count = this.#count[2 * slot] ?? 0;
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
    this.#addHashed(bytes, view, start, end, hash[0] ?? 0, hash[1] ?? 0);
  }

  #addHashed(bytes: Uint8Array, view: DataView, start: number, end: number, high: number, low: number): void {
    let slot = low & MASK;
    let count = this.#count[2 * slot] ?? 0;
    while (count !== 0) {
      if (this.#words[4 * slot + 2] === low && this.#words[4 * slot + 3] === high) {
        this.#count[2 * slot] = count + 1;
        return;
      }
      slot = (slot + 1) & MASK;
      count = this.#count[2 * slot] ?? 0;
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
    if (this.#used + length > this.#arena.length) this.#grow();
    const at = this.#used;
    for (let i = 0; i < length; i += 1) this.#arena[at + i] = bytes[start + i] ?? 0;
    this.#used += length;
    this.#held += 1;
    this.#put(high, low, 1, missed, at, length);
  }

  #put(high: number, low: number, count: number, missed: number, at: number, size: number): void {
    this.#taken += 1;
    let slot = low & MASK;
    while ((this.#count[2 * slot] ?? 0) !== 0) slot = (slot + 1) & MASK;
    this.#words[4 * slot + 3] = high;
    this.#words[4 * slot + 2] = low;
    this.#count[2 * slot] = count;
    this.#missed[slot] = missed;
    this.#at[slot] = at;
    this.#size[slot] = size;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#arena.length * 2);
    larger.set(this.#arena);
    this.#arena = larger;
    this.#arenaView = dataView(larger);
  }

  #settle(slot: number, count: number): void {
    const at = this.#at[slot] ?? 0;
    const end = at + (this.#size[slot] ?? 0);
    const high = this.#words[4 * slot + 3] ?? 0;
    this.#figures.add(this.#arena, this.#arenaView, at, end, high, this.#words[4 * slot + 2] ?? 0, count);
  }

  /**
   * Once, when the table is full: values seen only once, and the rarer ones down to half of the room, go to the figures; the
   * rest stays, counted from its very first occurrence.
   */
  #thin(): void {
    this.#thinned = true;
    this.#complete = false;
    const sorted = this.#count.filter((count, i) => i % 2 === 0 && count > 1).sort();
    const least = Math.max(2, sorted[sorted.length - CAPACITY / 2] ?? 0);
    const kept = new Uint8Array(this.#arena);
    const entries: (readonly [high: number, low: number, count: number, at: number, size: number])[] = [];
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const count = this.#count[2 * slot] ?? 0;
      if (count === 0) continue;
      const low = this.#words[4 * slot + 2] ?? 0;
      if (count >= least && entries.length < CAPACITY / 2) {
        entries.push([
          this.#words[4 * slot + 3] ?? 0,
          low,
          count,
          this.#at[slot] ?? 0,
          this.#size[slot] ?? 0,
        ]);
        continue;
      }
      const part = (low >>> 16) & (UNLISTED - 1);
      this.#unlisted[part] = (this.#unlisted[part] ?? 0) + count;
      this.#settle(slot, count);
    }
    this.#words.fill(0);
    this.#used = 0;
    this.#held = entries.length;
    for (const [high, low, count, from, size] of entries) {
      this.#arena.set(kept.subarray(from, from + size), this.#used);
      this.#put(high, low, count, 0, this.#used, size);
      this.#used += size;
    }
  }
}
