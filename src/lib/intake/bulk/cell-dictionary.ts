/**
 * Numbers the distinct texts of a column, 0, 1, 2 … in order of first appearance, comparing bytes. Only offsets are kept:
 * the bytes of a first appearance must stay where they are.
 */
export class CellDictionary {
  readonly #bytes: Uint8Array;
  #slots = new Int32Array(1024).fill(-1);
  #starts = new Uint32Array(512);
  #lengths = new Uint32Array(512);
  #hashes = new Int32Array(512);
  size = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Number of the text `start`–`end`. It is new when the answer equals the `size` of before. */
  intern(start: number, end: number): number {
    const bytes = this.#bytes;
    const length = end - start;
    let hash = length;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 16_777_619);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let at = hash & mask;
    for (;;) {
      const id = this.#slots[at] ?? -1;
      if (id < 0) return this.#add(at, start, length, hash);
      if (this.#hashes[id] === hash && this.#lengths[id] === length && this.#same(id, start, end)) return id;
      at = (at + 1) & mask;
    }
  }

  #same(id: number, start: number, end: number): boolean {
    const bytes = this.#bytes;
    let known = this.#starts[id] ?? 0;
    for (let i = start; i < end; i++, known++) if (bytes[i] !== bytes[known]) return false;
    return true;
  }

  #add(at: number, start: number, length: number, hash: number): number {
    const id = this.size;
    if (id === this.#starts.length) this.#widen();
    this.#starts[id] = start;
    this.#lengths[id] = length;
    this.#hashes[id] = hash;
    this.#slots[at] = id;
    this.size += 1;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #widen(): void {
    const wider = (from: Uint32Array): Uint32Array<ArrayBuffer> => {
      const to = new Uint32Array(from.length * 2);
      to.set(from);
      return to;
    };
    this.#starts = wider(this.#starts);
    this.#lengths = wider(this.#lengths);
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.size; id++) {
      let at = (this.#hashes[id] ?? 0) & mask;
      while ((slots[at] ?? -1) >= 0) at = (at + 1) & mask;
      slots[at] = id;
    }
    this.#slots = slots;
  }
}
