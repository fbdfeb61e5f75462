import { fractionalPower } from './fractional-power';
import { BLOCK_DRAWS, type SeedWords, seedWords } from './random';
import { type RoyaltyModel, UNCERTAIN_INPUTS } from './royalty-uncertainty';
import { sampleColumn } from './sampling';

/** One block's draws of every input, a column each. Working memory of one simulation run. */
interface Columns {
  readonly level: Float64Array;
  readonly growth: Float64Array;
  readonly royalty: Float64Array;
  readonly rate: Float64Array;
  readonly life: Float64Array;
}

const emptyColumns = (): Columns => ({
  level: new Float64Array(BLOCK_DRAWS),
  growth: new Float64Array(BLOCK_DRAWS),
  royalty: new Float64Array(BLOCK_DRAWS),
  rate: new Float64Array(BLOCK_DRAWS),
  life: new Float64Array(BLOCK_DRAWS),
});

const drawInputs = (model: RoyaltyModel, seed: SeedWords, block: number, columns: Columns): void => {
  const { level, growth, royalty, rate, life } = columns;
  const byStream = [level, growth, royalty, rate, life];
  UNCERTAIN_INPUTS.forEach((name, stream) => {
    const column = byStream[stream];
    if (column !== undefined) sampleColumn(model.samplers[name], seed, block, stream, column);
  });
};

/**
 * Σ sales_t · level · (1+g)^(t−1) · k · (1−T) · (1+r)^−τ for every draw of a block, 分. With q = (1+g)/(1+r) a year is one
 * multiplication more; only the part-year at the end of a life takes a root.
 */
const valueBlock = (model: RoyaltyModel, columns: Columns, out: Float64Array, offset: number): void => {
  const { legalLife, afterTax, midYear } = model;
  const { level, growth, royalty, rate, life } = columns;
  const sales = Float64Array.from(model.sales);
  const years = sales.length;
  for (let i = 0; i < BLOCK_DRAWS; i++) {
    const v = 1 / (1 + (rate[i] ?? 0));
    const q = (1 + (growth[i] ?? 0)) * v;
    const n = Math.min(legalLife, years, life[i] ?? 0);
    const whole = Math.floor(n);
    let weight = 1;
    let sum = 0;
    for (let t = 0; t < whole; t++) {
      sum += (sales[t] ?? 0) * weight;
      weight *= q;
    }
    sum *= midYear ? Math.sqrt(v) : v;
    const part = n - whole;
    if (part > 0)
      sum += (sales[whole] ?? 0) * part * weight * fractionalPower(v, midYear ? part * 0.5 : part);
    out[offset + i] = sum * (level[i] ?? 0) * (royalty[i] ?? 0) * afterTax;
  }
};

/** Whole blocks that hold `draws` draws; the last may hold more than are used. */
export const blocksFor = (draws: number): number => Math.ceil(draws / BLOCK_DRAWS);

/**
 * Values of blocks `fromBlock` (included) to `toBlock` (excluded), 分, unrounded: `BLOCK_DRAWS` per block. Bit-equal however
 * the blocks are shared out; several workers may each fill their own part `into` of one shared array. Throws when `into`
 * does not have the length of the range.
 */
export const simulateBlocks = (
  model: RoyaltyModel,
  seed: string | number,
  fromBlock: number,
  toBlock: number,
  into: Float64Array = new Float64Array((toBlock - fromBlock) * BLOCK_DRAWS),
): Float64Array => {
  if (into.length !== (toBlock - fromBlock) * BLOCK_DRAWS)
    throw new RangeError('room for whole blocks expected');
  const words = seedWords(seed);
  const columns = emptyColumns();
  for (let block = fromBlock; block < toBlock; block++) {
    drawInputs(model, words, block, columns);
    valueBlock(model, columns, into, (block - fromBlock) * BLOCK_DRAWS);
  }
  return into;
};

/** The draws of one share of the blocks. */
export interface DrawShare {
  readonly fromBlock: number;
  readonly draws: Float64Array;
}

/** Puts shares together in block order, whatever order they came in, and keeps the first `draws`. Throws on a gap. */
export const mergeDraws = (shares: readonly DrawShare[], draws: number): Float64Array => {
  const merged = new Float64Array(draws);
  let reached = 0;
  for (const share of [...shares].sort((a, b) => a.fromBlock - b.fromBlock)) {
    if (share.fromBlock * BLOCK_DRAWS !== reached)
      throw new RangeError('shares of blocks must follow each other');
    const room = Math.max(0, draws - reached);
    merged.set(
      share.draws.length > room ? share.draws.subarray(0, room) : share.draws,
      Math.min(reached, draws),
    );
    reached += share.draws.length;
  }
  if (reached < draws) throw new RangeError('shares hold fewer draws than asked for');
  return merged;
};
