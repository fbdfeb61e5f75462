import type { Hashing, Sha256 } from '../../src/lib/data-asset/run/scan-unit';
import { createSha256, sha256Hex } from '../../src/lib/kernel/hashing';

const hex = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
};

/** By the machine's own code; a page without a secure origin has none and takes WebAssembly. */
export const sha256: Sha256 = async (bytes) => {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (subtle === undefined) return sha256Hex(bytes);
  return hex(new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
};

/**
 * Of what a scan reads, piece by piece in WebAssembly: the browser's own takes only whole chunks and copies them, which is 16 MiB
 * for every worker.
 */
export const hashing: Hashing = createSha256;
