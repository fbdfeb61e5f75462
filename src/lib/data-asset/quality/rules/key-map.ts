/** Keys held at most; 96 MiB at the most. */
export const MOST_KEYS = 4_194_304;
const FIRST_SLOTS = 1024;

/** Numbers by 64-bit key, in open addressing at most half full. */
export class KeyMap {
  #keys = new Int32Array(FIRST_SLOTS * 2);
  #values = new Float64Array(FIRST_SLOTS);
  #used = new Uint8Array(FIRST_SLOTS);
  #size = 0;
  readonly #most: number;
  /** A key found no room: what follows is not known. */
  full = false;
  /** Where a key could not be read when the map was filled, in words: what is not found may still be there. `null` = all were read. */
  lost: string | null = null;

  constructor(most = MOST_KEYS) {
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** The value of a key; `undefined` when it is not there. */
  get(high: number, low: number): number | undefined {
    const slot = this.#find(high, low);
    return this.#used[slot] === 1 ? this.#values[slot] : undefined;
  }

  /** Sets a key; a new key in a full map is dropped and told by `full`. */
  set(high: number, low: number, value: number): void {
    let slot = this.#find(high, low);
    if (this.#used[slot] === 1) {
      this.#values[slot] = value;
      return;
    }
    if (this.#size === this.#most) {
      this.full = true;
      return;
    }
    if ((this.#size + 1) * 2 > this.#used.length) {
      this.#grow();
      slot = this.#find(high, low);
    }
    this.#used[slot] = 1;
    this.#keys[slot * 2] = high;
    this.#keys[slot * 2 + 1] = low;
    this.#values[slot] = value;
    this.#size += 1;
  }

  #find(high: number, low: number): number {
    const mask = this.#used.length - 1;
    let slot = (low ^ (high >>> 7)) & mask;
    while (this.#used[slot] === 1 && (this.#keys[slot * 2] !== high || this.#keys[slot * 2 + 1] !== low))
      slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, values, used] = [this.#keys, this.#values, this.#used];
    this.#keys = new Int32Array(keys.length * 2);
    this.#values = new Float64Array(values.length * 2);
    this.#used = new Uint8Array(used.length * 2);
    for (let old = 0; old < used.length; old += 1) {
      if (used[old] !== 1) continue;
      const high = keys[old * 2] ?? 0;
      const low = keys[old * 2 + 1] ?? 0;
      const slot = this.#find(high, low);
      this.#used[slot] = 1;
      this.#keys[slot * 2] = high;
      this.#keys[slot * 2 + 1] = low;
      this.#values[slot] = values[old] ?? 0;
    }
  }
}
