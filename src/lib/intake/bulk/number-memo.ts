/** Numbers by number key: an open hash table without boxes. Keys are doubles other than NaN. */
export class NumberMemo {
  /** NaN = free. */
  #keys: Float64Array;
  #values: Float64Array;
  #mask: number;
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
    const at = this.#slot(key);
    return this.#keys[at] === key ? this.#values[at] : undefined;
  }

  set(key: number, value: number): void {
    this.#put(this.#slot(key), key, value);
  }

  /** Value that the key had before; `undefined` when it is new and now has `value`. */
  putIfAbsent(key: number, value: number): number | undefined {
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
    if (this.size * 2 > this.#mask) this.#grow();
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
