import type { BundleHeader } from '../bundle/bundle-model';
import { CHUNK_BYTES } from '../bundle/merkle';
import type { ProfileSettings } from '../profile-settings';
import { SAMPLE_SEED, sampleCapacity } from '../table/row-sample';

/** `method@version` of the profile that the kernel gives. */
export const KERNEL_METHOD = 'data-asset.profile@2';

/** Blocks of a table that is not wide. */
const BLOCK_CHUNKS = 2;
/** Wider tables take longer blocks, because every block costs a merge of all columns. */
const COLUMNS_PER_BLOCK = 12;
const MOST_BLOCK_CHUNKS = 128;

/**
 * Length of the blocks a seekable file is read in: 16 MiB, up to 1 GiB for wide tables. It depends on the columns alone, so
 * that everybody merges the same parts.
 */
export const blockBytesFor = (columns: number): number =>
  Math.min(MOST_BLOCK_CHUNKS, BLOCK_CHUNKS * Math.max(1, Math.ceil(columns / COLUMNS_PER_BLOCK))) *
  CHUNK_BYTES;

/** @param blockBytes other than the usual length, a multiple of 8 MiB, for tests */
export const bundleHeader = (
  columns: readonly string[],
  { missingTokens, booleanWords }: ProfileSettings,
  blockBytes = blockBytesFor(columns.length),
): BundleHeader => ({
  method: KERNEL_METHOD,
  columns,
  missingTokens,
  booleanWords,
  hash: 'zhiya.hash64/1',
  registerBits: 14,
  sample: { seed: SAMPLE_SEED, rows: sampleCapacity(columns.length) },
  detect: true,
  blockBytes,
});
