import { type Result, ok } from '../kernel/result';
import { type Detected, type Encoding, detectEncoding } from './encoding';

const CHUNK_BYTES = 256 * 1024;

/** Decodes bytes that `detectEncoding` has already found well-formed, piece by piece. */
export function* decodeChunks(
  bytes: Uint8Array,
  { encoding, bomBytes }: Detected,
  chunkBytes = CHUNK_BYTES,
): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  for (let i = bomBytes; i < bytes.length; i += chunkBytes)
    yield decoder.decode(bytes.subarray(i, i + chunkBytes), { stream: true });
  yield decoder.decode();
}

/**
 * Text of a file, strictly decoded (see `detectEncoding`). The byte-order mark is not part of the text.
 * The original bytes stay the reference: GB 18030 maps two byte forms to one character, so a byte round
 * trip is not promised.
 */
export const decodeText = (
  bytes: Uint8Array,
  path = '',
  chosen?: Encoding,
): Result<{ readonly text: string; readonly encoding: Encoding }> => {
  const detected = detectEncoding(bytes, path, chosen);
  if (!detected.ok) return detected;
  const text = [...decodeChunks(bytes, detected.value)].join('');
  return ok({ text, encoding: detected.value.encoding });
};
