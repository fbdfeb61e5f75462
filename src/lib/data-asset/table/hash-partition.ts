import type { Failure } from '../../kernel/result';
import type { SpillPort } from './spill';

/** Hashes gathered per bucket before they are handed on: 16 KiB. */
const GATHERED = 2048;

/** Parts 64-bit hashes by their first bits, so that equal ones meet in one bucket and one bucket fits in memory. */
export class HashPartition {
  readonly #spill: SpillPort;
  readonly #first: number;
  readonly #shift: number;
  readonly #pairs: Int32Array;
  readonly #filled: Int32Array;

  /**
   * @param buckets a power of two
   * @param first number of the first bucket in the port
   */
  constructor(spill: SpillPort, buckets: number, first: number) {
    this.#spill = spill;
    this.#first = first;
    this.#shift = Math.clz32(buckets) + 1;
    this.#pairs = new Int32Array(buckets * GATHERED * 2);
    this.#filled = new Int32Array(buckets);
  }

  add(high: number, low: number): Failure | null {
    const bucket = this.#shift === 32 ? 0 : high >>> this.#shift;
    const filled = this.#filled[bucket] ?? 0;
    const at = (bucket * GATHERED + filled) * 2;
    this.#pairs[at] = high;
    this.#pairs[at + 1] = low;
    this.#filled[bucket] = filled + 1;
    return filled + 1 === GATHERED ? this.#flush(bucket) : null;
  }

  finish(): Failure | null {
    for (let bucket = 0; bucket < this.#filled.length; bucket += 1) {
      const failure = this.#flush(bucket);
      if (failure !== null) return failure;
    }
    return null;
  }

  #flush(bucket: number): Failure | null {
    const filled = this.#filled[bucket] ?? 0;
    if (filled === 0) return null;
    this.#filled[bucket] = 0;
    const { buffer } = this.#pairs;
    return this.#spill.append(
      this.#first + bucket,
      new Uint8Array(buffer, bucket * GATHERED * 8, filled * 8),
    );
  }
}
