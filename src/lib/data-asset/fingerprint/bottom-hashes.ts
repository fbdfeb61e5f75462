const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, '0');

/** The smallest different 64-bit numbers of a stream, in bounded memory. */
export class BottomHashes {
  readonly #capacity: number;
  readonly #highs: Int32Array;
  readonly #lows: Int32Array;
  /** Entry + 1 by slot, 0 for a free one; at most half full. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  #held = 0;
  #threshold = 0xffff_ffff;
  #complete = true;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#highs = new Int32Array(capacity * 2);
    this.#lows = new Int32Array(capacity * 2);
    let size = 16;
    while (size < capacity * 4) size *= 2;
    this.#slots = new Int32Array(size);
    this.#mask = size - 1;
  }

  add(high: number, low: number): void {
    if (high >>> 0 > this.#threshold) return;
    let slot = low & this.#mask;
    let entry = this.#slots[slot] ?? 0;
    while (entry !== 0) {
      if (this.#lows[entry - 1] === low && this.#highs[entry - 1] === high) return;
      slot = (slot + 1) & this.#mask;
      entry = this.#slots[slot] ?? 0;
    }
    this.#highs[this.#held] = high;
    this.#lows[this.#held] = low;
    this.#held += 1;
    this.#slots[slot] = this.#held;
    if (this.#held === this.#highs.length) this.#prune();
  }

  /** All numbers of the stream are held. Known after `finish`. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Hex digits of the smallest numbers, ascending; ends the collection. */
  finish(): string {
    this.#prune();
    let text = '';
    for (let i = 0; i < this.#held; i += 1) text += hex(this.#highs[i] ?? 0) + hex(this.#lows[i] ?? 0);
    return text;
  }

  #prune(): void {
    const [highs, lows] = [this.#highs, this.#lows];
    const order = Array.from({ length: this.#held }, (_, i) => i).sort(
      (a, b) =>
        ((highs[a] ?? 0) >>> 0) - ((highs[b] ?? 0) >>> 0) || ((lows[a] ?? 0) >>> 0) - ((lows[b] ?? 0) >>> 0),
    );
    const kept = order.slice(0, this.#capacity);
    if (kept.length < this.#held) this.#complete = false;
    const pairs = kept.map((i) => [highs[i] ?? 0, lows[i] ?? 0] as const);
    this.#slots.fill(0);
    for (const [entry, [high, low]] of pairs.entries()) {
      highs[entry] = high;
      lows[entry] = low;
      let slot = low & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = entry + 1;
    }
    this.#held = kept.length;
    if (!this.#complete) this.#threshold = (highs[this.#held - 1] ?? 0) >>> 0;
  }
}
