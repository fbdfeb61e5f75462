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

const never = (): void => undefined;

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
  let reader: ReadableStreamBYOBReader | null = null;
  const stalls = watchStalls(() => void reader?.cancel().catch(never));
  let room = memory.spare?.byteLength === pieceBytes ? memory.spare : new ArrayBuffer(pieceBytes);
  memory.spare = null;
  let filled = 0;
  let idle = 0;
  try {
    for (let at = from; at < to && idle < MOST_STALLS;) {
      const until = Math.min(to, at + SLICE_BYTES);
      reader = blob.slice(at, until).stream().getReader({ mode: 'byob' });
      idle += 1;
      while (at < until) {
        const free = new Uint8Array(room, filled);
        const { value }: { value?: Uint8Array<ArrayBuffer> | undefined } = await reader.read(free);
        stalls.tick();
        if (value === undefined) {
          // A read that was cancelled keeps its memory, and what was in it is read again.
          at -= filled;
          filled = 0;
          room = new ArrayBuffer(pieceBytes);
          break;
        }
        room = value.buffer;
        if (value.length === 0) break;
        idle = 0;
        at += value.length;
        filled += value.length;
        if (filled < pieceBytes && at < to) continue;
        yield new Uint8Array(room, 0, filled);
        filled = 0;
      }
      await reader.cancel();
    }
    if (filled > 0) yield new Uint8Array(room, 0, filled);
  } finally {
    stalls.end();
    memory.spare = room;
    void reader?.cancel().catch(never);
  }
}
