import { sameBytes } from './bytes';

/** Small entries that were inflated before: text documents share three quarters of their parts, byte for byte. */
const MOST_KEPT = 512;
const LARGEST_KEPT = 16 * 1024;

interface Kept {
  readonly packed: Uint8Array;
  readonly content: Uint8Array;
}

const kept = new Map<number, Kept>();

/** The content of these very packed bytes, which was checked against this CRC before; `null` when it is not at hand. */
export const inflatedBefore = (packed: Uint8Array, size: number, crc: number): Uint8Array | null => {
  const known = kept.get(crc);
  return known !== undefined && known.content.length === size && sameBytes(known.packed, packed)
    ? known.content
    : null;
};

/** Keeps content that was inflated and found to have this CRC; larger content is not worth its memory. */
export const keepInflated = (packed: Uint8Array, content: Uint8Array, crc: number): void => {
  if (content.length > LARGEST_KEPT || packed.length > LARGEST_KEPT) return;
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(crc, { packed: packed.slice(), content });
};
