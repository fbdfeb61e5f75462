import { type SeedWords, fillUniform, seedWords } from '../../../valuation/simulation/random';
import { toNormal } from './normal-table';
import type { JointAsset, JointLayer, JointModel } from './joint-model';

/** Draws that share one seeding; four columns of them fit into the first cache. Part of the result. */
export const JOINT_BLOCK = 1024;

/** Streams: the market factor, then one for every row of the correlation table, then one for every asset. */
const MARKET_STREAM = 0;
const GROUP_STREAMS = 1;
const ASSET_STREAMS = 1024;

/** Draws as columns, 分, unrounded. */
export interface JointColumns {
  /** Loss that the bank bears. */
  readonly loss: Float64Array;
  /** What covers the need at the caps, support included. */
  readonly cover: Float64Array;
}

const fillNormal = (seed: SeedWords, block: number, stream: number, out: Float64Array): void => {
  fillUniform(seed, block, stream, out);
  toNormal(out);
};

/** max(0, x) without a branch that a processor could guess wrongly: draws fall on both sides at random. */
const positive = (x: number): number => 0.5 * (x + Math.abs(x));

/**
 * Adds what one asset brings and carries in every draw. `common` holds the score of its group's factors, `alone` what moves this asset only. The
 * share of its value that is kept is piecewise linear in the score: nothing is lost above the first knot, then the slope changes at each
 * knot; written with |x| in place of branches, as `positive`.
 */
const addAsset = (
  asset: JointAsset,
  common: Float64Array,
  alone: Float64Array,
  recovered: Float64Array,
  cover: Float64Array,
): void => {
  const { alone: weight, scores, kept, proceeds, carried, carriedMost, prior, most, discount } = asset;
  const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = scores;
  const [k0 = 1, k1 = 0, k2 = 0, k3 = 0] = kept;
  const slope1 = (k0 - k1) / (s0 - s1);
  const turn2 = (k1 - k2) / (s1 - s2) - slope1;
  const turn3 = (k2 - k3) / (s2 - s3) - slope1 - turn2;
  const [half1, half2, half3, gap2, gap3] = [slope1 / 2, turn2 / 2, turn3 / 2, s0 - s1, s0 - s2];
  if (prior === 0 && most >= proceeds && carriedMost >= carried) {
    const brought = proceeds * discount;
    for (let i = 0; i < common.length; i++) {
      const b1 = s0 - (common[i] ?? 0) - weight * (alone[i] ?? 0);
      const b2 = b1 - gap2;
      const b3 = b1 - gap3;
      const lost = half1 * (b1 + Math.abs(b1)) + half2 * (b2 + Math.abs(b2)) + half3 * (b3 + Math.abs(b3));
      const share = lost < 1 ? 1 - lost : 0;
      recovered[i] = (recovered[i] ?? 0) + brought * share;
      cover[i] = (cover[i] ?? 0) + carried * share;
    }
    return;
  }
  for (let i = 0; i < common.length; i++) {
    const b1 = s0 - (common[i] ?? 0) - weight * (alone[i] ?? 0);
    const b2 = b1 - gap2;
    const b3 = b1 - gap3;
    const lost = half1 * (b1 + Math.abs(b1)) + half2 * (b2 + Math.abs(b2)) + half3 * (b3 + Math.abs(b3));
    const share = lost < 1 ? 1 - lost : 0;
    const net = positive(proceeds * share - prior);
    recovered[i] = (recovered[i] ?? 0) + (net < most ? net : most) * discount;
    const covers = positive(carried * share - prior);
    cover[i] = (cover[i] ?? 0) + (covers < carriedMost ? covers : carriedMost);
  }
};

/** The bank's part of one loss: the waterfall of `splitLoss` in doubles. */
export const bankLoss = (layers: readonly JointLayer[], ead: number, loss: number): number => {
  let left = loss;
  let base = loss;
  let rank = 0;
  let inShares = false;
  for (const layer of layers) {
    if (layer.kind === 'compensates') continue;
    if (layer.rank !== rank || (layer.kind === 'pro-rata' && !inShares)) {
      base = left;
      rank = layer.rank;
      inShares = layer.kind === 'pro-rata';
    }
    const first = layer.kind === 'first-loss';
    const bearing = Math.max(0, (first ? left : base) - layer.deductible);
    const due = first ? Math.min(bearing, ead * layer.share) : bearing * layer.share;
    left -= Math.min(due, layer.cap, left);
  }
  let compensated = 0;
  for (const layer of layers)
    if (layer.kind === 'compensates') compensated += Math.min(left * layer.share, layer.cap);
  return left - compensated;
};

/** Whole blocks that hold `draws` draws; the last may hold more than are used. */
export const jointBlocks = (draws: number): number => Math.ceil(draws / JOINT_BLOCK);

/**
 * Draws blocks `fromBlock` (included) to `toBlock` (excluded). A Gaussian copula: the score of an asset is
 * √market·M + √own·G + √(1−market−own)·ε with M for all, G for its group, ε its own; its value keeps the share that belongs to the
 * score. Bit-equal however the blocks are shared out. Throws when `into` does not have the length of the range.
 */
export const simulateJoint = (
  model: JointModel,
  seed: string | number,
  fromBlock: number,
  toBlock: number,
  into: JointColumns = {
    loss: new Float64Array((toBlock - fromBlock) * JOINT_BLOCK),
    cover: new Float64Array((toBlock - fromBlock) * JOINT_BLOCK),
  },
): JointColumns => {
  const length = (toBlock - fromBlock) * JOINT_BLOCK;
  if (into.loss.length !== length || into.cover.length !== length)
    throw new RangeError('room for whole blocks expected');
  const words = seedWords(seed);
  const used = new Set(model.assets.map(({ group }) => group));
  const market = new Float64Array(JOINT_BLOCK);
  const column = new Float64Array(JOINT_BLOCK);
  const recovered = new Float64Array(JOINT_BLOCK);
  const factors = model.groups.map(() => new Float64Array(JOINT_BLOCK));
  for (let block = fromBlock; block < toBlock; block++) {
    const offset = (block - fromBlock) * JOINT_BLOCK;
    const loss = into.loss.subarray(offset, offset + JOINT_BLOCK);
    const cover = into.cover.subarray(offset, offset + JOINT_BLOCK);
    cover.fill(model.support);
    recovered.fill(0);
    fillNormal(words, block, MARKET_STREAM, market);
    model.groups.forEach(({ market: shared, own }, g) => {
      const factor = factors[g];
      if (factor === undefined || !used.has(g)) return;
      fillNormal(words, block, GROUP_STREAMS + g, factor);
      for (let i = 0; i < JOINT_BLOCK; i++) factor[i] = shared * (market[i] ?? 0) + own * (factor[i] ?? 0);
    });
    model.assets.forEach((asset, j) => {
      fillNormal(words, block, ASSET_STREAMS + j, column);
      addAsset(asset, factors[asset.group] ?? market, column, recovered, cover);
    });
    for (let i = 0; i < JOINT_BLOCK; i++)
      loss[i] = bankLoss(model.layers, model.ead, Math.max(0, model.ead - (recovered[i] ?? 0)));
  }
  return into;
};

/** The draws of one share of the blocks. */
export interface JointShare {
  readonly fromBlock: number;
  readonly columns: JointColumns;
}

/** Puts shares together in block order, whatever order they came in, and keeps the first `draws`. Throws on a gap. */
export const mergeJoint = (shares: readonly JointShare[], draws: number): JointColumns => {
  const merged = { loss: new Float64Array(draws), cover: new Float64Array(draws) };
  let reached = 0;
  for (const { fromBlock, columns } of [...shares].sort((a, b) => a.fromBlock - b.fromBlock)) {
    if (fromBlock * JOINT_BLOCK !== reached) throw new RangeError('shares of blocks must follow each other');
    const room = Math.max(0, Math.min(columns.loss.length, draws - reached));
    const at = Math.min(reached, draws);
    merged.loss.set(columns.loss.subarray(0, room), at);
    merged.cover.set(columns.cover.subarray(0, room), at);
    reached += columns.loss.length;
  }
  if (reached < draws) throw new RangeError('shares hold fewer draws than asked for');
  return merged;
};
