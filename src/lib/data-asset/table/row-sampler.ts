import { hashRange } from '../kernel/hash64';
import { dataView, type RecordBlock } from '../kernel/record-block';
import { isWhiteByte, trimmedEnd, trimmedStart } from '../kernel/top-values';
import { mix32 } from './mix32';
import { CELL_BYTES, CUT_BYTES, type RowSample } from './row-sample';

interface Content {
  readonly cells: Uint8Array;
  readonly ends: Int32Array;
  readonly lengths: Int32Array;
}

const LAST = 0x7fff_ffff;

/**
 * Keeps the rows with the smallest priorities and counts how often each occurs. A row that does not belong costs one mix and
 * one comparison; one that is held already, a look-up.
 */
export class RowSampler {
  readonly #columns: number;
  readonly #seed: number;
  readonly #seedMix: number;
  readonly #capacity: number;
  readonly #room: number;
  readonly #priorities: Int32Array;
  readonly #lows: Int32Array;
  readonly #counts: Float64Array;
  readonly #contents: Content[] = [];
  /** Entry + 1 by slot, 0 for a free one; at most half full. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #scratch: Uint8Array;
  readonly #hash = new Int32Array(2);
  #threshold = LAST;
  #held = 0;
  #seen = 0;
  #complete = true;

  constructor(columns: number, capacity: number, seed: number) {
    this.#columns = columns;
    this.#capacity = capacity;
    this.#seed = seed;
    this.#seedMix = mix32(seed | 0);
    this.#room = capacity * 2;
    this.#priorities = new Int32Array(this.#room);
    this.#lows = new Int32Array(this.#room);
    this.#counts = new Float64Array(this.#room);
    let size = 16;
    while (size < this.#room * 2) size *= 2;
    this.#slots = new Int32Array(size);
    this.#mask = size - 1;
    this.#scratch = new Uint8Array(columns * CELL_BYTES);
  }

  /** Takes row `row` of the block with the two halves of its hash. */
  add(block: RecordBlock, row: number, high: number, low: number): void {
    this.#seen += 1;
    const priority = mix32(high ^ this.#seedMix);
    if (priority > this.#threshold) return;
    let slot = low & this.#mask;
    let entry = this.#slots[slot] ?? 0;
    while (entry !== 0) {
      if (this.#lows[entry - 1] === low && this.#priorities[entry - 1] === priority) {
        this.#counts[entry - 1] = (this.#counts[entry - 1] ?? 0) + 1;
        return;
      }
      slot = (slot + 1) & this.#mask;
      entry = this.#slots[slot] ?? 0;
    }
    if (this.#held === this.#room) {
      this.#prune();
      if (priority > this.#threshold) return;
      slot = this.#freeSlot(low);
    }
    this.#slots[slot] = this.#held + 1;
    this.#priorities[this.#held] = priority;
    this.#lows[this.#held] = low;
    this.#counts[this.#held] = 1;
    this.#contents[this.#held] = this.#content(block, row);
    this.#held += 1;
  }

  /** Ends the sample; rows in ascending order of priority. */
  finish(): RowSample {
    this.#prune();
    const columns = this.#columns;
    const held = this.#held;
    const cells = new Uint8Array(this.#contents.reduce((sum, row) => sum + row.cells.length, 0));
    const ends = new Int32Array(held * columns);
    const lengths = new Int32Array(held * columns);
    const keys = new Int32Array(held * 2);
    let at = 0;
    for (const [row, content] of this.#contents.entries()) {
      keys[2 * row] = this.#priorities[row] ?? 0;
      keys[2 * row + 1] = this.#lows[row] ?? 0;
      cells.set(content.cells, at);
      lengths.set(content.lengths, row * columns);
      for (let c = 0; c < columns; c += 1) ends[row * columns + c] = at + (content.ends[c] ?? 0);
      at += content.cells.length;
    }
    return {
      seed: this.#seed,
      capacity: this.#capacity,
      columns,
      complete: this.#complete,
      seen: this.#seen,
      keys,
      counts: this.#counts.slice(0, held),
      cells,
      ends,
      lengths,
    };
  }

  #freeSlot(low: number): number {
    let slot = low & this.#mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    return slot;
  }

  /** Sorts what is held and lets go of all but the first `capacity` rows. */
  #prune(): void {
    const order = Array.from({ length: this.#held }, (_, i) => i).sort(
      (a, b) =>
        (this.#priorities[a] ?? 0) - (this.#priorities[b] ?? 0) ||
        (this.#lows[a] ?? 0) - (this.#lows[b] ?? 0),
    );
    const kept = order.slice(0, this.#capacity);
    if (kept.length < this.#held) this.#complete = false;
    const priorities = kept.map((i) => this.#priorities[i] ?? 0);
    const lows = kept.map((i) => this.#lows[i] ?? 0);
    const counts = kept.map((i) => this.#counts[i] ?? 0);
    const contents = kept.flatMap((i) => this.#contents[i] ?? []);
    this.#priorities.set(priorities);
    this.#lows.set(lows);
    this.#counts.set(counts);
    this.#contents.splice(0, this.#contents.length, ...contents);
    this.#held = kept.length;
    this.#slots.fill(0);
    for (const [entry, low] of lows.entries()) this.#slots[this.#freeSlot(low)] = entry + 1;
    if (!this.#complete) this.#threshold = priorities.at(-1) ?? LAST;
  }

  #content({ bytes, view, starts, ends }: RecordBlock, row: number): Content {
    const columns = this.#columns;
    const held = new Int32Array(columns);
    const lengths = new Int32Array(columns);
    let from = starts[row] ?? 0;
    let at = 0;
    for (let c = 0; c < columns; c += 1) {
      const to = ends[row * columns + c] ?? 0;
      const white = to > from && (isWhiteByte(bytes[from] ?? 0) || isWhiteByte(bytes[to - 1] ?? 0));
      const start = white ? trimmedStart(bytes, from, to) : from;
      const end = white ? trimmedEnd(bytes, start, to) : to;
      at = this.#copy(bytes, view, start, end, at);
      held[c] = at;
      lengths[c] = end - start;
      from = to + 1;
    }
    return { cells: this.#scratch.slice(0, at), ends: held, lengths };
  }

  #copy(bytes: Uint8Array, view: DataView, start: number, end: number, at: number): number {
    if (end - start <= CELL_BYTES) {
      this.#scratch.set(bytes.subarray(start, end), at);
      return at + end - start;
    }
    hashRange(bytes, view, start, end, this.#hash);
    this.#scratch.set(bytes.subarray(start, start + CUT_BYTES), at);
    const tail = dataView(this.#scratch);
    tail.setInt32(at + CUT_BYTES, this.#hash[0] ?? 0, true);
    tail.setInt32(at + CUT_BYTES + 4, this.#hash[1] ?? 0, true);
    return at + CELL_BYTES;
  }
}
