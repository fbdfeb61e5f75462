import { mustBeOk } from '../../src/lib/kernel/result';
import {
  type RoyaltyUncertainty,
  royaltyModel,
} from '../../src/lib/valuation/simulation/royalty-uncertainty';
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

export const name = 'monte-carlo: 1,000,000 draws of an 8-year royalty model';

const model = mustBeOk(royaltyModel(BENCH_INPUT));

export const ours = (): number => {
  const draws = simulateBlocks(model, 'bench', 0, blocksFor(DRAWS)).subarray(0, DRAWS);
  let sum = 0;
  for (const draw of draws) sum += draw;
  return sum / DRAWS;
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
