import { afterEach, describe, expect, it, vi } from 'vitest';
import { type PieceMemory, blobPieces } from '../../../../workers/profile/blob-pieces';

const BYTES = Uint8Array.from({ length: 10_000 }, (_, i) => (i * 7 + (i >> 8)) & 255);
const blob = new Blob([BYTES]);

const memory = (): PieceMemory => ({ spare: null });

/** Lengths and bytes, copied before the next piece overwrites them. */
const collect = async (
  pieces: AsyncIterable<Uint8Array>,
): Promise<{ readonly lengths: readonly number[]; readonly bytes: Uint8Array }> => {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece.slice());
  return { lengths: parts.map(({ length }) => length), bytes: new Uint8Array(Buffer.concat(parts)) };
};

type Source = (from: number, to: number) => ReadableStream<ArrayBufferView<ArrayBuffer>>;

/** A blob whose streams are made by the test. */
const blobOf = (source: Source, from = 0, to = BYTES.length): Blob =>
  ({
    size: to - from,
    slice: (a: number, b: number) => blobOf(source, from + a, from + b),
    stream: () => source(from, to),
    arrayBuffer: () => Promise.resolve(BYTES.slice(from, to).buffer),
  }) as unknown as Blob;

/** Brings the bytes in parts of so many; `type` makes it a stream that reads into memory given. */
const inParts = (length: number, byob: boolean): Source => {
  return (from, to) => {
    let at = from;
    const pull = (controller: ReadableStreamDefaultController | ReadableByteStreamController): void => {
      if (at < to) controller.enqueue(BYTES.slice(at, Math.min(to, at + length)));
      at += length;
      if (at < to) return;
      controller.close();
      if ('byobRequest' in controller) controller.byobRequest?.respond(0);
    };
    return byob ? new ReadableStream({ type: 'bytes', pull }) : new ReadableStream({ pull });
  };
};

afterEach(() => {
  vi.useRealTimers();
});

describe('blobPieces', () => {
  it('gives a range in pieces of one length, all in the same memory', async () => {
    const kept = memory();
    const read = await collect(blobPieces(blob, 100, 9999, 1024, kept));
    expect(read.bytes).toEqual(BYTES.slice(100, 9999));
    expect(new Set(read.lengths.slice(0, -1))).toEqual(new Set([1024]));
    expect(kept.spare?.byteLength).toBe(1024);
    // A smaller piece fits the same memory.
    const again = await collect(blobPieces(blob, 0, 1000, 300, kept));
    expect(again.bytes).toEqual(BYTES.slice(0, 1000));
    expect(again.lengths).toEqual([300, 300, 300, 100]);
    expect(kept.spare?.byteLength).toBe(1024);
  });

  it.each([
    [1, true],
    [777, true],
    [5000, true],
    [1, false],
    [777, false],
    [5000, false],
  ])('does not depend on how the stream is cut: parts of %i, into memory given %s', async (length, byob) => {
    const read = await collect(blobPieces(blobOf(inParts(length, byob)), 3, 4000, 1000, memory()));
    expect(read.bytes).toEqual(BYTES.slice(3, 4000));
    expect(read.lengths).toEqual([1000, 1000, 1000, 997]);
  });

  it('opens a stream again that stopped, where it had come to', async () => {
    vi.useFakeTimers();
    const opened: number[] = [];
    const stalling: Source = (from, to) => {
      opened.push(from);
      if (opened.length > 1) return inParts(500, true)(from, to);
      let given = 0;
      return new ReadableStream({
        type: 'bytes',
        pull: (controller) => {
          if (given >= 1500) return new Promise(() => undefined);
          controller.enqueue(BYTES.slice(from + given, from + given + 500));
          given += 500;
          return undefined;
        },
      });
    };
    const reading = collect(blobPieces(blobOf(stalling), 0, 4000, 1000, memory()));
    await vi.advanceTimersByTimeAsync(10_000);
    const read = await reading;
    expect(read.bytes).toEqual(BYTES.slice(0, 4000));
    expect(read.lengths).toEqual([1000, 1000, 1000, 1000]);
    // What was in the memory of the read that was given up is read again.
    expect(opened).toEqual([0, 1000]);
  });

  it('rejects when a stream stopped because the file was replaced', async () => {
    vi.useFakeTimers();
    const stuck: Source = () =>
      new ReadableStream({ type: 'bytes', pull: () => new Promise(() => undefined) });
    const replaced = {
      slice: () => replaced,
      stream: () => stuck(0, 0),
      arrayBuffer: () => Promise.reject(new DOMException('replaced', 'NotReadableError')),
    } as unknown as Blob;
    const reading = expect(collect(blobPieces(replaced, 0, 4000, 1000, memory()))).rejects.toThrow(
      'replaced',
    );
    // One stall, not ten.
    await vi.advanceTimersByTimeAsync(7000);
    await reading;
  });

  it('ends early when the file gives no more', async () => {
    const short: Source = (from) => inParts(100, true)(from, 250);
    const read = await collect(
      blobPieces(
        blobOf((from) => short(Math.min(from, 250), 250)),
        0,
        4000,
        1000,
        memory(),
      ),
    );
    expect(read.bytes).toEqual(BYTES.slice(0, 250));
  });

  it('rejects as the stream does, and gives its memory back', async () => {
    const changed: Source = () =>
      new ReadableStream({
        type: 'bytes',
        pull: () => {
          throw new DOMException('changed', 'NotReadableError');
        },
      });
    await expect(collect(blobPieces(blobOf(changed), 0, 4000, 1000, memory()))).rejects.toThrow('changed');
  });

  it('lets go of the stream when the reader stops', async () => {
    let cancelled = 0;
    const watched: Source = (from, to) =>
      new ReadableStream({
        type: 'bytes',
        pull: (controller) => {
          controller.enqueue(BYTES.slice(from, to));
        },
        cancel: () => {
          cancelled += 1;
        },
      });
    const kept = memory();
    for await (const piece of blobPieces(blobOf(watched), 0, 4000, 1000, kept)) {
      expect(piece.length).toBe(1000);
      break;
    }
    expect(cancelled).toBe(1);
    expect(kept.spare?.byteLength).toBe(1000);
  });
});
