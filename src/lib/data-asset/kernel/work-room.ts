const SLAB_BYTES = 1024 * 1024;

/**
 * Memory for the arrays of one piece of work after the other. A block of a file would leave some megabytes behind; a browser
 * clears arrays away late, after some tens of megabytes per worker. Whoever works here begins with `begin`: from then on the
 * arrays of the work before, its results among them, are overwritten.
 */
export class WorkRoom {
  readonly #slabs: ArrayBuffer[] = [];
  #slab = 0;
  #used = 0;
  #kept: { readonly key: string; readonly value: unknown } | null = null;

  /** Everything taken before is given up. */
  begin(): void {
    this.#slab = 0;
    this.#used = 0;
  }

  /** Whether an array lies here. */
  holds({ buffer }: ArrayBufferView): boolean {
    return this.#slabs.some((slab) => slab === buffer);
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(...this.#take(length, length));
  }

  shorts(length: number): Uint16Array<ArrayBuffer> {
    return new Uint16Array(...this.#take(length, length * 2));
  }

  integers(length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(...this.#take(length, length * 4));
  }

  floats(length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(...this.#take(length, length * 8));
  }

  /** What was made under this key before, or a new one: a key stands for one type. */
  keep<T>(key: string, make: () => T): T {
    if (this.#kept?.key !== key) this.#kept = { key, value: make() };
    return this.#kept.value as T;
  }

  /** Zeros, aligned to eight bytes. */
  #take(length: number, size: number): [ArrayBuffer, number, number] {
    for (;;) {
      const slab = this.#slabs[this.#slab];
      if (slab === undefined) {
        const fresh = new ArrayBuffer(Math.max(SLAB_BYTES, size));
        this.#slabs.push(fresh);
        this.#used = (size + 7) & ~7;
        return [fresh, 0, length];
      }
      const at = this.#used;
      if (at + size <= slab.byteLength) {
        this.#used = (at + size + 7) & ~7;
        new Uint8Array(slab, at, size).fill(0);
        return [slab, at, length];
      }
      this.#slab += 1;
      this.#used = 0;
    }
  }
}
