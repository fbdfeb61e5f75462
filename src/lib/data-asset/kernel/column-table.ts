import { ColumnFigures, type WordLists } from './column-figures';
import { hashRange } from './hash64';
import { type RecordBlock, dataView, recordOffset } from './record-block';
import type { ColumnSketch } from './sketch';
import type { SimdMachine } from './simd/machine';
import { SLOTS, type ValueSlots, newSlots } from './value-slots';
import { TopDraft, UNLISTED, unlistedPart } from './top-list';
import { isWhiteByte, trimmedEnd, trimmedStart } from './top-values';
import { WorkRoom } from './work-room';

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
  #slots: ValueSlots;
  /** Occurrences of slot i at 2i; hash of slot i, low and high, at 4i + 2 and 4i + 3. */
  #count: Float64Array;
  #words: Int32Array;
  readonly #missed: Float64Array;
  readonly #at: Uint16Array;
  readonly #size: Uint8Array;
  /** Offset in the file of the record in which the value of slot i was first seen. */
  readonly #places: Float64Array;
  /** Where the value at hand stands. */
  #block: RecordBlock | null = null;
  #row = 0;
  #arena: Uint8Array<ArrayBuffer>;
  #arenaView: DataView;
  readonly #unlisted: Float64Array;
  readonly #room: WorkRoom;
  /** Hash of the value at hand, high and low: handed over as numbers they would cost an object each. */
  readonly #hash = new Int32Array(2);
  readonly #settled = new Int32Array(2);
  /** Values taken into the table so far. */
  #taken = 0;
  #held = 0;
  #used = 0;
  #thinned = false;
  #complete = true;

  constructor(words: WordLists, detect: boolean, room = new WorkRoom()) {
    this.#room = room;
    this.#figures = new ColumnFigures(words, detect, room);
    this.#slots = newSlots(room);
    this.#count = this.#slots.counts;
    this.#words = this.#slots.words;
    this.#missed = room.floats(SLOTS);
    this.#at = room.shorts(SLOTS);
    this.#size = room.bytes(SLOTS);
    this.#places = room.floats(SLOTS);
    this.#arena = room.bytes(FIRST_ARENA);
    this.#arenaView = dataView(this.#arena);
    this.#unlisted = room.floats(UNLISTED);
  }

  addBlock(block: RecordBlock, columns: number, column: number): void {
    const { bytes, view, starts, ends, rows } = block;
    let empty = 0;
    this.#block = block;
    for (let row = 0, at = column; row < rows; row += 1, at += columns) {
      this.#row = row;
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
    const hash = this.#hash;
    const { bytes, view, starts, ends, rows } = block;
    const missed = machine.count(column, rows);
    let empty = machine.empty;
    this.#block = block;
    const before = this.#taken;
    for (let i = 0; i < missed; i += 1) {
      const row = misses[i] ?? 0;
      const at = (row & 0x7fffffff) * columns + column;
      this.#row = row & 0x7fffffff;
      const start = column === 0 ? (starts[row & 0x7fffffff] ?? 0) : (ends[at - 1] ?? 0) + 1;
      const end = ends[at] ?? 0;
      if (row < 0) {
        const from = trimmedStart(bytes, start, end);
        const to = trimmedEnd(bytes, from, end);
        if (from === to) empty += 1;
        else this.#add(bytes, view, from, to);
      } else {
        hash[0] = highs[row] ?? 0;
        hash[1] = lows[row] ?? 0;
        if (this.#taken !== before) this.#addHashed(bytes, view, start, end);
        else if (this.#thinned) this.#pass(bytes, view, start, end);
        else this.#admit(bytes, view, start, end, 0);
      }
    }
    this.#figures.addEmpty(empty);
  }

  /** Ends the column: what was only counted is taken into the figures. */
  finish(): ColumnSketch {
    const draft = new TopDraft(this.#held, [this.#arena], this.#room);
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const count = this.#count[2 * slot] ?? 0;
      if (count === 0) continue;
      const at = this.#at[slot] ?? 0;
      const end = at + (this.#size[slot] ?? 0);
      this.#settle(slot, count);
      if (this.#figures.isMissing(this.#arena, at, end)) continue;
      draft.add(0, at, end, this.#words[4 * slot + 2] ?? 0, count, this.#missed[slot] ?? 0);
    }
    return { ...this.#figures.sketch(), top: draft.list(this.#complete, this.#unlisted) };
  }

  #add(bytes: Uint8Array, view: DataView, start: number, end: number): void {
    hashRange(bytes, view, start, end, this.#hash);
    this.#addHashed(bytes, view, start, end);
  }

  #addHashed(bytes: Uint8Array, view: DataView, start: number, end: number): void {
    const high = this.#hash[0] ?? 0;
    const low = this.#hash[1] ?? 0;
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
    if (!this.#thinned) this.#admit(bytes, view, start, end, 0);
    else this.#pass(bytes, view, start, end);
  }

  /** A value that is not held: to the figures at once, unless it is time to hold one of its kind. */
  #pass(bytes: Uint8Array, view: DataView, start: number, end: number): void {
    const part = unlistedPart(this.#hash[1] ?? 0);
    const seen = this.#unlisted[part] ?? 0;
    if ((seen & (ADMIT - 1)) === ADMIT - 1 && this.#held < CAPACITY) {
      this.#admit(bytes, view, start, end, seen);
      return;
    }
    this.#unlisted[part] = seen + 1;
    this.#addOne(bytes, view, start, end);
  }

  #admit(bytes: Uint8Array, view: DataView, start: number, end: number, missed: number): void {
    const length = end - start;
    const full = this.#held === CAPACITY || this.#used + length > ARENA;
    if (full && !this.#thinned) this.#thin();
    if (full || length > LONGEST) {
      const part = unlistedPart(this.#hash[1] ?? 0);
      this.#complete = false;
      this.#unlisted[part] = (this.#unlisted[part] ?? 0) + 1;
      this.#addOne(bytes, view, start, end);
      return;
    }
    if (this.#used + length > this.#arena.length) this.#grow();
    const at = this.#used;
    for (let i = 0; i < length; i += 1) this.#arena[at + i] = bytes[start + i] ?? 0;
    this.#used += length;
    this.#held += 1;
    this.#put(1, missed, at, length, this.#place());
  }

  /** A value that is not held. */
  #addOne(bytes: Uint8Array, view: DataView, start: number, end: number): void {
    this.#figures.add(bytes, view, start, end, this.#hash, 1);
    if (this.#figures.odd !== 0) this.#figures.notePlace(this.#place());
  }

  /** Offset in the file of the record at hand. */
  #place(): number {
    return this.#block === null ? 0 : recordOffset(this.#block, this.#row);
  }

  /** Takes the value at hand into a free slot. */
  #put(count: number, missed: number, at: number, size: number, place: number): void {
    const low = this.#hash[1] ?? 0;
    this.#taken += 1;
    let slot = low & MASK;
    while ((this.#count[2 * slot] ?? 0) !== 0) slot = (slot + 1) & MASK;
    this.#words[4 * slot + 3] = this.#hash[0] ?? 0;
    this.#words[4 * slot + 2] = low;
    this.#count[2 * slot] = count;
    this.#missed[slot] = missed;
    this.#at[slot] = at;
    this.#size[slot] = size;
    this.#places[slot] = place;
  }

  #grow(): void {
    const larger = this.#room.bytes(this.#arena.length * 2);
    larger.set(this.#arena);
    this.#arena = larger;
    this.#arenaView = dataView(larger);
  }

  #settle(slot: number, count: number): void {
    const at = this.#at[slot] ?? 0;
    const end = at + (this.#size[slot] ?? 0);
    this.#settled[0] = this.#words[4 * slot + 3] ?? 0;
    this.#settled[1] = this.#words[4 * slot + 2] ?? 0;
    this.#figures.add(this.#arena, this.#arenaView, at, end, this.#settled, count);
    if (this.#figures.odd !== 0) this.#figures.notePlace(this.#places[slot] ?? 0);
  }

  /** Counts above one, in memory of the room. */
  #frequent(): Float64Array {
    const counts = this.#room.floats(CAPACITY);
    let length = 0;
    for (let at = 0; at < 2 * SLOTS; at += 2) {
      const count = this.#count[at] ?? 0;
      if (count > 1) counts[length++] = count;
    }
    return counts.subarray(0, length);
  }

  /**
   * Once, when the table is full: values seen only once, and the rarer ones down to half of the room, go to the figures; the
   * rest stays, counted from its very first occurrence.
   */
  #thin(): void {
    this.#thinned = true;
    this.#complete = false;
    const sorted = this.#frequent().sort();
    const least = Math.max(2, sorted[sorted.length - CAPACITY / 2] ?? 0);
    const kept = this.#room.bytes(this.#used);
    kept.set(this.#arena.subarray(0, this.#used));
    const atHand = this.#hash.slice();
    // Slots that stay: half of the room at most.
    const stay = this.#room.integers(CAPACITY / 2);
    let staying = 0;
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const count = this.#count[2 * slot] ?? 0;
      if (count === 0) continue;
      if (count >= least && staying < stay.length) {
        stay[staying] = slot;
        staying += 1;
        continue;
      }
      const part = unlistedPart(this.#words[4 * slot + 2] ?? 0);
      this.#unlisted[part] = (this.#unlisted[part] ?? 0) + count;
      this.#settle(slot, count);
    }
    const words = this.#room.integers(2 * staying);
    const counts = this.#room.floats(2 * staying);
    const ranges = this.#room.integers(2 * staying);
    for (let i = 0; i < staying; i += 1) {
      const slot = stay[i] ?? 0;
      words[2 * i] = this.#words[4 * slot + 3] ?? 0;
      words[2 * i + 1] = this.#words[4 * slot + 2] ?? 0;
      counts[2 * i] = this.#count[2 * slot] ?? 0;
      counts[2 * i + 1] = this.#places[slot] ?? 0;
      ranges[2 * i] = this.#at[slot] ?? 0;
      ranges[2 * i + 1] = this.#size[slot] ?? 0;
    }
    this.#words.fill(0);
    this.#used = 0;
    this.#held = staying;
    for (let i = 0; i < staying; i += 1) {
      const from = ranges[2 * i] ?? 0;
      const size = ranges[2 * i + 1] ?? 0;
      for (let byte = 0; byte < size; byte += 1) this.#arena[this.#used + byte] = kept[from + byte] ?? 0;
      this.#hash[0] = words[2 * i] ?? 0;
      this.#hash[1] = words[2 * i + 1] ?? 0;
      this.#put(counts[2 * i] ?? 0, 0, this.#used, size, counts[2 * i + 1] ?? 0);
      this.#used += size;
    }
    this.#hash.set(atHand);
  }
}
