import { NO_BYTES } from './read-file';
import type { SourceChunk } from './source-model';

const LF = 10;
const CR = 13;
/** Longest stretch without a line end that is held back. */
const HELD_BYTES = 1024 * 1024;

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  if (a.length === 0) return b;
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
};

/**
 * Hands on up to the last line end and holds the rest back, so that a source that breaks off does not leave half a value
 * behind as if it were whole. Stretches longer than 1 MiB without a line end are handed on as they are.
 */
export async function* wholeLines(stream: AsyncIterable<SourceChunk>): AsyncGenerator<SourceChunk> {
  let held = NO_BYTES;
  let consumed = 0;
  for await (const chunk of stream) {
    ({ consumed } = chunk);
    if (chunk.failure !== undefined) {
      yield { ...chunk, bytes: NO_BYTES };
      return;
    }
    const { bytes } = chunk;
    const feed = bytes.lastIndexOf(LF);
    const end = (feed < 0 ? bytes.lastIndexOf(CR) : feed) + 1;
    if (end > 0 || held.length > HELD_BYTES) {
      if (held.length > 0) yield { bytes: held, consumed };
      if (end > 0) yield { bytes: bytes.subarray(0, end), consumed };
      held = bytes.subarray(end);
    } else held = joined(held, bytes);
    if (chunk.faults !== undefined) {
      yield { ...chunk, bytes: held };
      return;
    }
  }
  yield { bytes: held, consumed };
}

/** The stream without its first bytes. */
export async function* without(
  stream: AsyncIterable<SourceChunk>,
  bytes: number,
): AsyncGenerator<SourceChunk> {
  let left = bytes;
  for await (const chunk of stream) {
    const cut = Math.min(left, chunk.bytes.length);
    left -= cut;
    yield cut === 0 ? chunk : { ...chunk, bytes: chunk.bytes.subarray(cut) };
  }
}
