import { sha256Hex } from '../../kernel/hashing';

/** Bytes of one chunk; the last one of a file is shorter. */
export const CHUNK_BYTES = 8 * 1024 * 1024;

/** Root of an empty file: SHA-256 of nothing, as in RFC 6962 §2.1. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const LEAF = 0x00;
const NODE = 0x01;

const bytesOf = (hex: string): readonly number[] =>
  (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16));

const tagged = (tag: number, ...hexes: readonly string[]): Promise<string> =>
  sha256Hex(Uint8Array.from([tag, ...hexes.flatMap(bytesOf)]));

const subtree = async (hashes: readonly string[]): Promise<string> => {
  const [only] = hashes;
  if (only === undefined) return EMPTY;
  if (hashes.length === 1) return tagged(LEAF, only);
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return tagged(NODE, await subtree(hashes.slice(0, split)), await subtree(hashes.slice(split)));
};

/** Number of chunks of a file of so many bytes. */
export const chunkCount = (bytes: number): number => Math.ceil(bytes / CHUNK_BYTES);

/**
 * Root over the SHA-256 of the chunks of a file, in the shape of RFC 6962 §2.1: leaf = SHA-256(0x00 ‖ chunk hash), node =
 * SHA-256(0x01 ‖ left ‖ right), split at the largest power of two below the number of chunks. A chunk hash is the plain
 * SHA-256 of its bytes, which any tool can check; RFC 6962 would hash the bytes with the tag.
 * @param hashes SHA-256 of each chunk as 64 lower-case hex digits, in order
 */
export const merkleRoot = (hashes: readonly string[]): Promise<string> => subtree(hashes);
