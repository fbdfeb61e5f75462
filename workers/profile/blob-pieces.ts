/** Bytes of the file a stream is opened for: the browser reads no further ahead. */
const SLICE_BYTES = 16 * 1024 * 1024;
/** A stream that gives nothing for so long is taken to have stopped for good and opened again: long runs hung without this. */
const STALLED_MS = 3000;
/** So often in a row; then the file counts as unreadable. */
const MOST_STALLS = 10;

/** Memory for one piece; it travels to the browser and back with every read. */
export interface PieceMemory {
  spare: ArrayBuffer | null;
}

/** Fills memory from a stream: what `read` got lies at the beginning of `free`; `null` = the stream gives no more. */
interface Filler {
  /** @returns the memory, which may be another object, and bytes that were put in; `room: null` when it did not come back */
  read(
    room: ArrayBuffer,
    from: number,
    to: number,
  ): Promise<{ readonly room: ArrayBuffer | null; readonly length: number }>;
  cancel(): Promise<void>;
}

const byobReader = (stream: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | null => {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return null;
  }
};

/** @param whole waits until a piece is full, which leaves half as much behind; on a slow disk that would look like a stop */
const intoGiven = (reader: ReadableStreamBYOBReader, whole: boolean): Filler => ({
  read: async (room, from, to) => {
    const min = whole ? to - from : 1;
    const { value } = await reader.read(new Uint8Array(room, from, to - from), { min });
    return value === undefined ? { room: null, length: 0 } : { room: value.buffer, length: value.length };
  },
  cancel: () => reader.cancel(),
});

/** Where a stream cannot read into memory given: what it brings is copied. */
const byCopy = (reader: ReadableStreamDefaultReader<Uint8Array>): Filler => {
  let rest: Uint8Array = new Uint8Array(0);
  return {
    read: async (room, from, to) => {
      if (rest.length === 0) rest = (await reader.read()).value ?? rest;
      const part = rest.subarray(0, to - from);
      rest = rest.subarray(part.length);
      new Uint8Array(room).set(part, from);
      return { room, length: part.length };
    },
    cancel: () => reader.cancel(),
  };
};

const fillerOf = (blob: Blob, whole: boolean): Filler => {
  const stream = blob.stream();
  const reader = byobReader(stream);
  return reader === null ? byCopy(stream.getReader()) : intoGiven(reader, whole);
};

const never = (): void => undefined;

/** While bytes come as fast as they are read, no read ever goes back to the queue of the worker, and `terminate` waits there for 2 s. */
const BREATH_MS = 20;

const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Rejects the read that is under way when nothing comes. One timer for all reads: a timer a read would cost more than the read. */
const watchStalls = (stop: () => void): { tick: () => void; end: () => void } => {
  let reads = 0;
  let before = -1;
  const timer = setInterval(() => {
    if (reads === before) stop();
    before = reads;
  }, STALLED_MS);
  return {
    tick: () => {
      reads += 1;
    },
    end: () => {
      clearInterval(timer);
    },
  };
};

/**
 * Bytes `[from, to)` of a blob in pieces of exactly `pieceBytes` but for the last, in the same memory: each is valid until the next
 * is asked for. The browser clears buffers away late, after some tens of megabytes per worker, so none is left behind. Rejects as
 * `arrayBuffer` does when the file was changed or is gone; ends early when it gives no more.
 */
export async function* blobPieces(
  blob: Blob,
  from: number,
  to: number,
  pieceBytes: number,
  memory: PieceMemory,
): AsyncGenerator<Uint8Array> {
  let filler: Filler | null = null;
  const stalls = watchStalls(() => void filler?.cancel().catch(never));
  let room =
    memory.spare !== null && memory.spare.byteLength >= pieceBytes
      ? memory.spare
      : new ArrayBuffer(pieceBytes);
  memory.spare = null;
  let filled = 0;
  let idle = 0;
  let slow = false;
  let breathed = performance.now();
  try {
    for (let at = from; at < to && idle < MOST_STALLS;) {
      const until = Math.min(to, at + SLICE_BYTES);
      filler = fillerOf(blob.slice(at, until), !slow);
      idle += 1;
      while (at < until) {
        const read = await filler.read(room, filled, Math.min(pieceBytes, filled + until - at));
        stalls.tick();
        if (read.room === null) {
          // A read that was cancelled keeps its memory, and what was in it is read again.
          at -= filled;
          filled = 0;
          slow = true;
          room = new ArrayBuffer(pieceBytes);
          // Of a file that was replaced a stream only stops; this rejects at once.
          await blob.slice(at, at + 1).arrayBuffer();
          break;
        }
        ({ room } = read);
        if (read.length === 0) break;
        idle = 0;
        at += read.length;
        filled += read.length;
        if (filled < pieceBytes && at < to) continue;
        yield new Uint8Array(room, 0, filled);
        filled = 0;
        if (performance.now() - breathed < BREATH_MS) continue;
        await nextTask();
        breathed = performance.now();
      }
      await filler.cancel();
    }
    if (filled > 0) yield new Uint8Array(room, 0, filled);
  } finally {
    stalls.end();
    memory.spare = room;
    void filler?.cancel().catch(never);
  }
}
