/** Bytes that may lie elsewhere: on a disk, in a file a person chose. They must not change while they are read. */
export interface ByteSource {
  readonly size: number;
  /** Exactly the bytes from `start` to `end`; rejects when they cannot be had. */
  read(start: number, end: number): Promise<Uint8Array>;
  /** The same into memory that is used again; left out where bytes can only be handed over. */
  readInto?(target: Uint8Array, start: number): Promise<void>;
}

/** What is in memory already. Handed out without copying. */
export const memorySource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
});

/** A file that a person chose. */
export const blobSource = (blob: Blob): ByteSource => ({
  size: blob.size,
  read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
});

const PAGE = 4096;
/** Pages fetched at once while reading on from one to the next. */
const MOST_AHEAD = 256;

class Missing extends Error {
  constructor(readonly page: number) {
    super(`page ${page} was not fetched`);
  }
}

/**
 * The parts of a source that have been fetched, read as if they were all. Reading what is not there throws `Missing`, which
 * `overPages` answers by fetching it and starting again.
 */
export class PagedBytes {
  readonly #pages = new Map<number, Uint8Array>();
  /** Pages fetched last: the next on either side goes on from them. */
  #from = -2;
  #to = -2;
  #ahead = 1;

  constructor(private readonly source: ByteSource) {}

  get length(): number {
    return this.source.size;
  }

  byte(at: number): number | undefined {
    if (at < 0 || at >= this.source.size) return undefined;
    const page = Math.floor(at / PAGE);
    const bytes = this.#pages.get(page);
    if (bytes === undefined) throw new Missing(page);
    return bytes[at - page * PAGE];
  }

  subarray(start: number, end: number): Uint8Array {
    const [from, to] = [Math.max(0, start), Math.min(end, this.source.size)];
    const bytes = new Uint8Array(Math.max(0, to - from));
    for (let at = from; at < to;) {
      const page = Math.floor(at / PAGE);
      const held = this.#pages.get(page);
      if (held === undefined) throw new Missing(page);
      const part = held.subarray(at - page * PAGE, Math.min(PAGE, to - page * PAGE));
      bytes.set(part, at - from);
      at += part.length;
    }
    return bytes;
  }

  slice(start: number, end: number): Uint8Array {
    return this.subarray(start, end);
  }

  /** Fetches whole pages around a range. */
  async fetch(start: number, end: number): Promise<void> {
    const from = Math.floor(Math.max(0, start) / PAGE);
    const to = Math.ceil(Math.min(end, this.source.size) / PAGE);
    if (Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i).every((p) => this.#pages.has(p)))
      return;
    const bytes = await this.source.read(from * PAGE, Math.min(to * PAGE, this.source.size));
    for (let page = from; page < to; page += 1)
      this.#pages.set(page, bytes.slice((page - from) * PAGE, (page - from + 1) * PAGE));
  }

  /** Fetches a missing page, and more in its direction as long as one follows the other. */
  async fetchPage(page: number): Promise<void> {
    const [onward, back] = [page === this.#to, page === this.#from - 1];
    this.#ahead = onward || back ? Math.min(MOST_AHEAD, this.#ahead * 2) : 1;
    this.#from = back ? Math.max(0, page + 1 - this.#ahead) : page;
    this.#to = back ? page + 1 : page + this.#ahead;
    await this.fetch(this.#from * PAGE, this.#to * PAGE);
  }
}

/** A whole archive, or the parts of one. */
export type Bytes = Uint8Array | PagedBytes;

export const byteAt = (bytes: Bytes, at: number): number | undefined =>
  bytes instanceof Uint8Array ? bytes[at] : bytes.byte(at);

/** What a function makes of the bytes, fetching what it asks for. The function must not change anything outside itself. */
export const overPages = async <T>(bytes: Bytes, read: (bytes: Bytes) => T): Promise<T> => {
  for (;;)
    try {
      return read(bytes);
    } catch (error) {
      if (!(error instanceof Missing) || bytes instanceof Uint8Array) throw error;
      await bytes.fetchPage(error.page);
    }
};
