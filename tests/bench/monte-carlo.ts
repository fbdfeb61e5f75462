import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { mustBeOk } from '../../src/lib/kernel/result';
import {
  type RoyaltyUncertainty,
  royaltyModel,
} from '../../src/lib/valuation/simulation/royalty-uncertainty';
import { BLOCK_DRAWS } from '../../src/lib/valuation/simulation/random';
import { blocksFor, simulateBlocks } from '../../src/lib/valuation/simulation/simulate-royalty';

export const DRAWS = 1_000_000;

/** Sales, royalty, growth, rate and life all uncertain; an 8-year forecast. 虚构. */
export const BENCH_INPUT: RoyaltyUncertainty = {
  netSalesFen: Array.from({ length: 8 }, () => 4_600_000_000n),
  salesLevel: { kind: 'lognormal', median: '1', sigma: '0.25', atMost: null },
  salesGrowth: { kind: 'triangular', low: '-0.03', mode: '0.02', high: '0.08' },
  royaltyRate: { kind: 'triangular', low: '0.016', mode: '0.02', high: '0.024' },
  discountRate: { kind: 'triangular', low: '0.13', mode: '0.15', high: '0.17' },
  economicLifeYears: { kind: 'triangular', low: '4', mode: '7', high: '8' },
  legalLifeYears: '11.4',
  taxRate: '0.25',
  discountBasis: 'post-tax',
  timing: 'end-year',
};

export const name = `Monte Carlo: ${DRAWS.toLocaleString('en')} draws of an 8-year royalty model`;
export const leastRatio = 8;

const model = mustBeOk(royaltyModel(BENCH_INPUT));

export const ours = (): number => {
  const draws = simulateBlocks(model, 'bench', 0, blocksFor(DRAWS)).subarray(0, DRAWS);
  let sum = 0;
  for (const draw of draws) sum += draw;
  return sum / DRAWS;
};

const BLOCKS = blocksFor(DRAWS);
const LENGTH = BLOCKS * BLOCK_DRAWS;

interface Share {
  readonly memory: SharedArrayBuffer;
  readonly from: number;
  readonly to: number;
}

const fill = ({ memory, from, to }: Share): void => {
  const all = new Float64Array(memory);
  simulateBlocks(model, 'bench', from, to, all.subarray(from * BLOCK_DRAWS, to * BLOCK_DRAWS));
};

if (!isMainThread && workerData !== null) {
  fill(workerData as Share);
  parentPort?.postMessage('done');
}

/** All draws by so many threads, each its own blocks of one shared array. */
const byThreads = async (threads: number): Promise<Float64Array> => {
  const memory = new SharedArrayBuffer(LENGTH * Float64Array.BYTES_PER_ELEMENT);
  const edge = (i: number): number => Math.floor((BLOCKS * i) / threads);
  await Promise.all(
    Array.from({ length: threads }, (_, i) => {
      const share: Share = { memory, from: edge(i), to: edge(i + 1) };
      return new Promise((resolve, reject) => {
        const thread = new Worker(new URL(import.meta.url), { workerData: share });
        thread.once('message', resolve);
        thread.once('error', reject);
      });
    }),
  );
  return new Float64Array(memory);
};

const sameBits = (a: Float64Array, b: Float64Array): boolean => {
  const [x, y] = [new BigUint64Array(a.buffer), new BigUint64Array(b.buffer)];
  return x.length === y.length && x.every((bits, i) => bits === y[i]);
};

/** What else must hold: the same bits from 1, 2 and 4 threads as from none. */
export const checks = async (): Promise<readonly (readonly [string, boolean])[]> => {
  const alone = simulateBlocks(model, 'bench', 0, BLOCKS);
  const found: [string, boolean][] = [];
  for (const threads of [1, 2, 4])
    found.push([
      `${DRAWS.toLocaleString('en')} draws bit-equal from ${threads} worker thread(s)`,
      sameBits(alone, await byThreads(threads)),
    ]);
  return found;
};

type Draw = () => number;

const triangular =
  (low: number, mode: number, high: number): Draw =>
  () => {
    const u = Math.random();
    const split = (mode - low) / (high - low);
    return u < split
      ? low + Math.sqrt(u * (high - low) * (mode - low))
      : high - Math.sqrt((1 - u) * (high - low) * (high - mode));
  };

const lognormal =
  (median: number, sigma: number): Draw =>
  () => {
    const z = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
    return median * Math.exp(sigma * z);
  };

const INPUTS = {
  level: lognormal(1, 0.25),
  growth: triangular(-0.03, 0.02, 0.08),
  royalty: triangular(0.016, 0.02, 0.024),
  rate: triangular(0.13, 0.15, 0.17),
  life: triangular(4, 7, 8),
};

const naiveDraw = (): number => {
  const drawn = {
    level: INPUTS.level(),
    growth: INPUTS.growth(),
    royalty: INPUTS.royalty(),
    rate: INPUTS.rate(),
    life: INPUTS.life(),
  };
  return Array.from({ length: 8 }, (_, year) => ({
    sales: 4_600_000_000 * drawn.level * (1 + drawn.growth) ** year,
    fraction: Math.max(0, Math.min(1, drawn.life - year)),
    year,
  }))
    .filter(({ fraction }) => fraction > 0)
    .map(({ sales, fraction, year }) => ({
      royalty: sales * fraction * drawn.royalty * 0.75,
      factor: 1 / (1 + drawn.rate) ** (year + fraction),
    }))
    .reduce((sum, { royalty, factor }) => sum + royalty * factor, 0);
};

/** The same model as a first draft would be written: objects, closures and arrays in every draw. */
export const naive = (): number => {
  const draws = Array.from({ length: DRAWS }, naiveDraw);
  return draws.reduce((sum, value) => sum + value, 0) / DRAWS;
};
