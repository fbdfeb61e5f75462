import { HyperLogLog } from './hyperloglog';

/**
 * Counts distinct 64-bit hashes: exactly up to `bound` in an open-addressing table, beyond it by estimate.
 * The estimate depends only on the set of hashes, not on when the bound was passed.
 */
export class DistinctCounter {
  readonly #bound: number;
  #slots = new Uint32Array(2 * 64);
  #mask = 63;
  #count = 0;
  /** The hash (0, 0) marks a free slot and is kept apart. */
  #zero = false;
  #estimate: HyperLogLog | null = null;

  constructor(bound: number) {
    this.#bound = bound;
  }

  /** @param high @param low unsigned 32-bit halves of the hash */
  add(high: number, low: number): void {
    if (this.#estimate !== null) this.#estimate.add(high, low);
    else if (high === 0 && low === 0) this.#zero = true;
    else this.#insert(high, low);
  }

  get exact(): boolean {
    return this.#estimate === null;
  }

  get value(): number {
    return this.#estimate === null ? this.#count + (this.#zero ? 1 : 0) : this.#estimate.estimate();
  }

  #insert(high: number, low: number): void {
    const slots = this.#slots;
    let i = (low & this.#mask) << 1;
    for (;;) {
      const h = slots[i];
      const l = slots[i + 1];
      if (h === high && l === low) return;
      if (h === 0 && l === 0) break;
      i = (i + 2) & ((this.#mask << 1) | 1);
    }
    slots[i] = high;
    slots[i + 1] = low;
    this.#count += 1;
    if (this.#count > this.#bound) this.#overflow();
    else if (this.#count * 2 > this.#mask) this.#grow();
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    this.#count = 0;
    this.#each(old, (high, low) => {
      this.#insert(high, low);
    });
  }

  #overflow(): void {
    const sketch = new HyperLogLog();
    if (this.#zero) sketch.add(0, 0);
    this.#each(this.#slots, (high, low) => {
      sketch.add(high, low);
    });
    this.#estimate = sketch;
    this.#slots = new Uint32Array(0);
  }

  #each(slots: Uint32Array, visit: (high: number, low: number) => void): void {
    for (let i = 0; i < slots.length; i += 2) {
      const high = slots[i] ?? 0;
      const low = slots[i + 1] ?? 0;
      if (high !== 0 || low !== 0) visit(high, low);
    }
  }
}
