import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../src/lib/kernel/result';
import { momentsOfDraws } from '../../src/lib/valuation/simulation/moments';
import { BLOCK_DRAWS, fillUniform, seedWords } from '../../src/lib/valuation/simulation/random';
import { rankOf, selectQuantiles } from '../../src/lib/valuation/simulation/selection';
import { mergeDraws, simulateBlocks } from '../../src/lib/valuation/simulation/simulate-royalty';
import { summariseDraws, summariseHistogram } from '../../src/lib/valuation/simulation/simulation-summary';
import {
  histogramMoments,
  histogramOf,
  mergeHistograms,
} from '../../src/lib/valuation/simulation/value-histogram';
import { modelOf, triangle, uncertainRoyalty } from '../fixtures/uncertain-royalty';

const BLOCKS = 12;
const model = modelOf(uncertainRoyalty());
const seed = fc.oneof(fc.string({ maxLength: 12 }), fc.integer());

/** Ways to share 12 blocks among 1 to 4 workers: strictly rising cuts, shares in any order. */
const splits = fc
  .uniqueArray(fc.integer({ min: 1, max: BLOCKS - 1 }), { maxLength: 3 })
  .map((cuts) => [0, ...cuts.sort((a, b) => a - b), BLOCKS])
  .chain((ends) =>
    fc.shuffledSubarray(
      ends.slice(1).map((to, i) => [ends[i] ?? 0, to] as const),
      { minLength: ends.length - 1 },
    ),
  );

const sameBits = (a: Float64Array, b: Float64Array): boolean =>
  Buffer.compare(Buffer.from(a.slice().buffer), Buffer.from(b.slice().buffer)) === 0;

describe('splitting the work', () => {
  it('1, 2 and 4 workers give the same bits', () => {
    const whole = simulateBlocks(model, '虚构', 0, BLOCKS);
    for (const workers of [1, 2, 4]) {
      const size = BLOCKS / workers;
      const shares = Array.from({ length: workers }, (_, w) => ({
        fromBlock: w * size,
        draws: simulateBlocks(model, '虚构', w * size, (w + 1) * size),
      }));
      expect(sameBits(mergeDraws(shares.reverse(), whole.length), whole)).toBe(true);
    }
  });

  it('so does any split in any order, kept or counted', () => {
    fc.assert(
      fc.property(seed, splits, fc.integer({ min: 1, max: BLOCKS * BLOCK_DRAWS }), (s, shares, draws) => {
        const whole = simulateBlocks(model, s, 0, BLOCKS);
        const parts = shares.map(([from, to]) => ({
          fromBlock: from,
          draws: simulateBlocks(model, s, from, to),
        }));
        expect(sameBits(mergeDraws(parts, draws), whole.subarray(0, draws))).toBe(true);
        const counted = mergeHistograms(parts.map((part) => histogramOf(part.draws, part.fromBlock)));
        expect(histogramMoments(counted)).toEqual(momentsOfDraws(whole));
        expect(mustBeOk(summariseHistogram(counted))).toEqual(
          mustBeOk(summariseHistogram(histogramOf(whole, 0))),
        );
      }),
      { numRuns: 12 },
    );
  });

  it('workers may fill their parts of one shared array', () => {
    const shared = new Float64Array(new SharedArrayBuffer(4 * BLOCK_DRAWS * 8));
    simulateBlocks(model, 7, 2, 4, shared.subarray(2 * BLOCK_DRAWS));
    simulateBlocks(model, 7, 0, 2, shared.subarray(0, 2 * BLOCK_DRAWS));
    expect(sameBits(Float64Array.from(shared), simulateBlocks(model, 7, 0, 4))).toBe(true);
  });
});

describe('quantiles', () => {
  it('by selection are those by sorting, whatever the order and however many are equal', () => {
    const values = fc.oneof(
      fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 500 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 500 }),
    );
    fc.assert(
      fc.property(values, (given) => {
        const sorted = Float64Array.from(given).sort();
        expect(selectQuantiles(Float64Array.from(given), [0, 0.1, 0.5, 0.9, 1])).toEqual(
          [0, 0.1, 0.5, 0.9, 1].map((p) => sorted[rankOf(p, given.length)]),
        );
      }),
    );
  });

  it('stay right on long runs without order', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 65, max: 3000 }), (s, n) => {
        const values = new Float64Array(n);
        fillUniform(seedWords(s), 0, 0, values);
        const sorted = values.slice().sort();
        const shares = [0.1, 0.5, 0.9];
        expect(selectQuantiles(values, shares)).toEqual(shares.map((p) => sorted[rankOf(p, n)]));
      }),
    );
  });

  it('stay right on long runs: rising, falling, organ pipe, all equal', () => {
    const n = 20_000;
    const shapes: ((i: number) => number)[] = [(i) => i, (i) => n - i, (i) => Math.min(i, n - i), () => 5];
    for (const shape of shapes) {
      const values = Float64Array.from({ length: n }, (_, i) => shape(i));
      const sorted = values.slice().sort();
      expect(selectQuantiles(values, [0.1, 0.5, 0.9])).toEqual([sorted[1999], sorted[9999], sorted[17999]]);
    }
  });

  // Rank of a sample median among n = 49 152 draws: ½ ± 4·√(¼/n) = ± 0.9 points of rank in the reference.
  it('P50 of 12 blocks lies within ±0.91 points of rank of a 1,000,000-draw reference', () => {
    const reference = simulateBlocks(model, 'reference', 0, 245).subarray(0, 1_000_000);
    const band = 4 * Math.sqrt(0.25 / (BLOCKS * BLOCK_DRAWS));
    const [low = 0, middle = 0, high = 0] = selectQuantiles(reference, [0.5 - band, 0.5, 0.5 + band]);
    expect((high - low) / middle).toBeLessThan(0.02);
    for (const s of ['a', 'b', 'c']) {
      const [p50 = 0] = selectQuantiles(simulateBlocks(model, s, 0, BLOCKS), [0.5]);
      expect(p50).toBeGreaterThan(low);
      expect(p50).toBeLessThan(high);
    }
  });
});

describe('direction', () => {
  const draws = (changes: Parameters<typeof uncertainRoyalty>[0]): Float64Array =>
    simulateBlocks(modelOf(uncertainRoyalty(changes)), 'direction', 0, 1);
  const never = (a: Float64Array, worse: (x: number, y: number) => boolean, b: Float64Array): boolean =>
    a.every((x, i) => !worse(x, b[i] ?? NaN));
  const points = fc.integer({ min: 1, max: 300 });

  it('every single draw rises with k and with the life, and falls with r', () => {
    const base = draws({});
    fc.assert(
      fc.property(points, (step) => {
        const up = (text: string): string =>
          (Number(text) * 10_000 + step)
            .toFixed(0)
            .padStart(5, '0')
            .replace(/(\d{4})$/, '.$1');
        const moved = (low: string, mode: string, high: string) => triangle(up(low), up(mode), up(high));
        const k = draws({ royaltyRate: moved('0.016', '0.02', '0.024') });
        const r = draws({ discountRate: moved('0.13', '0.15', '0.17') });
        const life = draws({ economicLifeYears: moved('4', '7', '8') });
        expect(never(k, (x, y) => x <= y, base)).toBe(true);
        expect(never(r, (x, y) => x >= y, base)).toBe(true);
        expect(never(life, (x, y) => x < y * (1 - 1e-12), base)).toBe(true);
        const summary = (d: Float64Array): bigint => mustBeOk(summariseDraws(d)).p10Fen;
        expect(summary(k) > summary(base) && summary(r) < summary(base)).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});
