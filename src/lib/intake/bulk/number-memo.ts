/** Small whole keys have a place of their own. */
const SMALL = 4096;

/** Numbers by number key: an open hash table without boxes. Keys are doubles other than NaN. */
export class NumberMemo {
  readonly #small = new Float64Array(SMALL);
  readonly #smallUsed = new Uint8Array(SMALL);
  /** NaN = free. */
  #keys: Float64Array;
  #values: Float64Array;
  #mask: number;
  #hashed = 0;
  size = 0;

  /** @param expected entries that fit without growing */
  constructor(expected = 512) {
    let slots = 1024;
    while (slots < expected * 2) slots *= 2;
    this.#keys = new Float64Array(slots).fill(NaN);
    this.#values = new Float64Array(slots);
    this.#mask = slots - 1;
  }

  /** Value of the key; `undefined` when there is none. */
  get(key: number): number | undefined {
    if (key >= 0 && key < SMALL && (key | 0) === key)
      return this.#smallUsed[key] === 1 ? this.#small[key] : undefined;
    const at = this.#slot(key);
    return this.#keys[at] === key ? this.#values[at] : undefined;
  }

  set(key: number, value: number): void {
    if (key >= 0 && key < SMALL && (key | 0) === key) {
      if (this.#smallUsed[key] === 0) this.size += 1;
      this.#small[key] = value;
      this.#smallUsed[key] = 1;
    } else this.#put(this.#slot(key), key, value);
  }

  /** Value that the key had before; `undefined` when it is new and now has `value`. */
  putIfAbsent(key: number, value: number): number | undefined {
    if (key >= 0 && key < SMALL) {
      const known = this.get(key);
      if (known === undefined) this.set(key, value);
      return known;
    }
    const at = this.#slot(key);
    if (this.#keys[at] === key) return this.#values[at];
    this.#put(at, key, value);
    return undefined;
  }

  #put(at: number, key: number, value: number): void {
    this.#values[at] = value;
    if (this.#keys[at] === key) return;
    this.#keys[at] = key;
    this.size += 1;
    this.#hashed += 1;
    if (this.#hashed * 2 > this.#mask) this.#grow();
  }

  /** Slot of the key, or the free one where it belongs. */
  #slot(key: number): number {
    const low = key >>> 0;
    const high = (key / 4_294_967_296) | 0;
    let hash = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    const mask = this.#mask;
    const keys = this.#keys;
    let at = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const known = keys[at] ?? NaN;
      if (known === key || known !== known) return at;
      at = (at + 1) & mask;
    }
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    const slots = keys.length * 2;
    this.#keys = new Float64Array(slots).fill(NaN);
    this.#values = new Float64Array(slots);
    this.#mask = slots - 1;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] ?? NaN;
      if (Number.isNaN(key)) continue;
      const at = this.#slot(key);
      this.#keys[at] = key;
      this.#values[at] = values[i] ?? 0;
    }
  }
}
