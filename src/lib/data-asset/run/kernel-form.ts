import { type BundleHeader, FILE_SPAN } from '../bundle/bundle-model';
import type { KernelForm } from '../kernel/profile-kernel';
import type { TableSource } from '../source/table-source';

/** How the kernel reads the records of one file that begin in `[from, until)`; its offsets are those of the data set. */
export const kernelForm = (
  { columns, missingTokens, booleanWords, detect, sample }: BundleHeader,
  { delimiter, pairs }: Pick<TableSource, 'delimiter' | 'pairs'>,
  file: number,
  from: number,
  until: number,
): KernelForm => ({
  delimiter,
  pairs,
  columns: columns.length,
  from: file * FILE_SPAN + from,
  until: file * FILE_SPAN + until,
  missingTokens,
  booleanWords,
  detect,
  sample: sample !== null,
  ...(sample === null ? {} : { sampleSeed: sample.seed, sampleRows: sample.rows }),
});
