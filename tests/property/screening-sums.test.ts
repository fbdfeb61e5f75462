import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type WeightedItem,
  dimensionScore,
  lateDimensionScore,
  lateTotalScore,
  totalScore,
} from '../../src/lib/screening/scoring';

/** Decimal text with six decimals, small and far beyond what a number holds exactly. */
const weight = fc
  .oneof(fc.integer({ min: 0, max: 30_000_000 }), fc.bigInt({ min: 0n, max: 999_999_999_999_999n }))
  .map((millionths) => {
    const digits = millionths.toString().padStart(7, '0');
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  });

const item: fc.Arbitrary<WeightedItem> = fc
  .tuple(weight, fc.nat(4), fc.nat(4))
  .map(([text, a, b]) => ({ weight: text, points: { low: Math.min(a, b), high: Math.max(a, b) } }));

const millionths = (text: string): bigint => BigInt(text.replace('.', ''));

/** 100 × Σ(w × s / 4) / Σw, two decimals, worked out in whole numbers alone. */
const end = (items: readonly WeightedItem[], which: 'low' | 'high'): bigint => {
  const all = items.reduce((sum, { weight: text }) => sum + millionths(text), 0n) * 4n;
  const own = items.reduce(
    (sum, { weight: text, points }) => sum + millionths(text) * BigInt(points[which]),
    0n,
  );
  const scaled = own * 10_000n;
  return which === 'low' ? scaled / all : (scaled + all - 1n) / all;
};

const hundredths = (text: string): bigint => {
  const [whole = '0', decimals = ''] = text.split('.');
  return BigInt(whole + decimals.padEnd(2, '0'));
};

describe('得分的两端', () => {
  it('权重再大也与整数算得的逐位相同；迟写的得分与已写的相同', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 12 }), (items) => {
        const score = dimensionScore(items);
        if (score === null) {
          expect(items.every((one) => millionths(one.weight) === 0n)).toBe(true);
          return;
        }
        expect(hundredths(score.low)).toBe(end(items, 'low'));
        expect(hundredths(score.high)).toBe(end(items, 'high'));
        const late = lateDimensionScore(items);
        expect(late === null ? null : [late.low, late.high, late.point, late.coverage]).toEqual([
          score.low,
          score.high,
          score.point,
          score.coverage,
        ]);
        const both = [
          { weight: '0.4', items },
          { weight: '0.6', items: items.slice(0, 1) },
        ];
        const total = totalScore(both);
        const lateTotal = lateTotalScore(both);
        expect(lateTotal === null ? null : [lateTotal.low, lateTotal.high]).toEqual(
          total === null ? null : [total.low, total.high],
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
