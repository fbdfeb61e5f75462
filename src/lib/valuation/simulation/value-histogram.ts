import { highWord } from '../../kernel/float-bits';
import { type Moments, NO_MOMENTS, joinMoments, momentsOf } from './moments';
import { BLOCK_DRAWS } from './random';
import { rankOf } from './selection';

/* 256 bins to every doubling, 1 分 to 2^64 分; the first bin holds what is below 1 分. */
const SPLIT = 8;
const SHIFT = 20 - SPLIT;
const FIRST = 0x3ff00000 >> SHIFT;
const BINS = (64 << SPLIT) + 1;

/** Largest relative error of a quantile read from a histogram: half a bin. */
export const HISTOGRAM_ERROR = 1 / 512;

/** What is left of one run of blocks when the draws are not kept: counts per bin and moments per block. */
export interface HistogramShare {
  readonly fromBlock: number;
  readonly counts: Float64Array;
  readonly blocks: readonly Moments[];
}

const binOf = (value: number): number =>
  value < 1 ? 0 : Math.min(BINS - 1, (highWord(value) >> SHIFT) - FIRST + 1);

/** Middle of a bin: 2^(e) · (1 + (m + ½)/256). */
const middleOf = (bin: number): number => {
  if (bin === 0) return 0;
  let scale = 1;
  for (let e = (bin - 1) >> SPLIT; e > 0; e--) scale *= 2;
  return scale * (1 + (((bin - 1) & ((1 << SPLIT) - 1)) + 0.5) / (1 << SPLIT));
};

/** Summarises the values of whole blocks (the last may be cut short), 分 ≥ 0. */
export const histogramOf = (values: Float64Array, fromBlock: number): HistogramShare => {
  const counts = new Float64Array(BINS);
  const blocks: Moments[] = [];
  for (let from = 0; from < values.length; from += BLOCK_DRAWS) {
    const to = Math.min(from + BLOCK_DRAWS, values.length);
    blocks.push(momentsOf(values, from, to));
    for (let i = from; i < to; i++) {
      const bin = binOf(values[i] ?? 0);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  return { fromBlock, counts, blocks };
};

/** The shares as one, in block order whatever order they came in. Throws when blocks are missing between them. */
export const mergeHistograms = (shares: readonly HistogramShare[]): HistogramShare => {
  const sorted = [...shares].sort((a, b) => a.fromBlock - b.fromBlock);
  const counts = new Float64Array(BINS);
  const blocks: Moments[] = [];
  const fromBlock = sorted[0]?.fromBlock ?? 0;
  for (const share of sorted) {
    if (share.fromBlock !== fromBlock + blocks.length)
      throw new RangeError('shares of blocks must follow each other');
    share.counts.forEach((n, bin) => (counts[bin] = (counts[bin] ?? 0) + n));
    blocks.push(...share.blocks);
  }
  return { fromBlock, counts, blocks };
};

/** Moments of all blocks, joined in block order: the same bits as `momentsOfDraws` of the draws. */
export const histogramMoments = ({ blocks }: HistogramShare): Moments =>
  blocks.reduce(joinMoments, NO_MOMENTS);

/** Quantile within `HISTOGRAM_ERROR` of the exact one (0 for values below 1 分), 分. */
export const histogramQuantile = ({ counts, blocks }: HistogramShare, share: number): number => {
  const rank = rankOf(
    share,
    blocks.reduce((sum, { count }) => sum + count, 0),
  );
  let passed = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    passed += counts[bin] ?? 0;
    if (passed > rank) return middleOf(bin);
  }
  return 0;
};
