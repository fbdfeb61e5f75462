import { WorkRoom } from '../kernel/work-room';
import type { RecordBlock } from '../kernel/record-block';
import { isWhiteByte, trimmedEnd, trimmedStart } from '../kernel/top-values';
import { mix32 } from './mix32';
import type { RowSample } from './row-sample';
import { RowStore } from './row-store';

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
  readonly #store: RowStore;
  /** Entry + 1 by slot, 0 for a free one; at most half full. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #keys: Float64Array;
  readonly #order: Int32Array;
  readonly #memory: WorkRoom;
  #threshold = LAST;
  #held = 0;
  #seen = 0;
  #complete = true;

  constructor(columns: number, capacity: number, seed: number, memory = new WorkRoom()) {
    this.#columns = columns;
    this.#capacity = capacity;
    this.#seed = seed;
    this.#seedMix = mix32(seed | 0);
    this.#room = capacity * 2;
    this.#priorities = memory.integers(this.#room);
    this.#lows = memory.integers(this.#room);
    this.#counts = memory.floats(this.#room);
    this.#memory = memory;
    this.#keys = memory.floats(this.#room);
    this.#order = memory.integers(this.#room);
    let size = 16;
    while (size < this.#room * 2) size *= 2;
    this.#slots = memory.integers(size);
    this.#mask = size - 1;
    this.#store = new RowStore(columns, this.#room, memory);
  }

  /** Takes the rows of a block with the two halves of their hashes. One call: numbers of 32 bits cost an object each when handed over. */
  addBlock(block: RecordBlock, highs: Int32Array, lows: Int32Array): void {
    const seed = this.#seedMix;
    for (let row = 0; row < block.rows; row += 1) {
      const high = highs[row] ?? 0;
      if (mix32(high ^ seed) <= this.#threshold) this.add(block, row, high, lows[row] ?? 0);
      else this.#seen += 1;
    }
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
    this.#add(block, row);
    this.#held += 1;
  }

  /** Ends the sample; rows in ascending order of priority. */
  finish(): RowSample {
    if (this.#held > this.#capacity) this.#prune();
    const order = this.#sorted();
    const keys = this.#memory.integers(order.length * 2);
    const counts = this.#memory.floats(order.length);
    order.forEach((entry, row) => {
      keys[2 * row] = this.#priorities[entry] ?? 0;
      keys[2 * row + 1] = this.#lows[entry] ?? 0;
      counts[row] = this.#counts[entry] ?? 0;
    });
    return {
      seed: this.#seed,
      capacity: this.#capacity,
      columns: this.#columns,
      complete: this.#complete,
      seen: this.#seen,
      keys,
      counts,
      ...this.#store.inOrder(order),
    };
  }

  #freeSlot(low: number): number {
    let slot = low & this.#mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    return slot;
  }

  /** Entries by priority, then by the low half of the hash. */
  #sorted(): Int32Array {
    const held = this.#held;
    const span = this.#slots.length;
    const keys = this.#keys.subarray(0, held);
    for (let i = 0; i < held; i += 1) keys[i] = (this.#priorities[i] ?? 0) * span + i;
    keys.sort();
    const order = this.#order.subarray(0, held);
    for (let i = 0; i < held; i += 1) {
      const key = keys[i] ?? 0;
      order[i] = key - Math.floor(key / span) * span;
    }
    // Equal priorities are rare.
    for (let i = 1; i < held; i += 1)
      for (let j = i; j > 0 && this.#isBefore(order[j] ?? 0, order[j - 1] ?? 0); j -= 1)
        order.set([order[j] ?? 0, order[j - 1] ?? 0], j - 1);
    return order;
  }

  #isBefore(a: number, b: number): boolean {
    return this.#priorities[a] === this.#priorities[b] && (this.#lows[a] ?? 0) < (this.#lows[b] ?? 0);
  }

  /** Lets go of all but the first `capacity` rows. */
  #prune(): void {
    const kept = this.#sorted().subarray(0, this.#capacity);
    this.#complete = false;
    this.#threshold = this.#priorities[kept.at(-1) ?? 0] ?? LAST;
    kept.sort();
    kept.forEach((entry, to) => {
      this.#priorities[to] = this.#priorities[entry] ?? 0;
      this.#lows[to] = this.#lows[entry] ?? 0;
      this.#counts[to] = this.#counts[entry] ?? 0;
    });
    this.#store.retain(kept);
    this.#held = kept.length;
    this.#slots.fill(0);
    for (let entry = 0; entry < this.#held; entry += 1)
      this.#slots[this.#freeSlot(this.#lows[entry] ?? 0)] = entry + 1;
  }

  #add({ bytes, view, starts, ends }: RecordBlock, row: number): void {
    const columns = this.#columns;
    const store = this.#store;
    store.begin();
    let from = starts[row] ?? 0;
    for (let c = 0; c < columns; c += 1) {
      const to = ends[row * columns + c] ?? 0;
      const white = to > from && (isWhiteByte(bytes[from] ?? 0) || isWhiteByte(bytes[to - 1] ?? 0));
      const start = white ? trimmedStart(bytes, from, to) : from;
      store.add(bytes, view, start, white ? trimmedEnd(bytes, start, to) : to);
      from = to + 1;
    }
  }
}
