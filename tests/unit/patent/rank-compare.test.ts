import { describe, expect, it } from 'vitest';
import { spearman, twiceRanks } from '../../../src/lib/patent/portfolio/rank-compare';

describe('twiceRanks', () => {
  it('counts from the highest down; equal ones share the middle of their places, NaN has none', () => {
    // 9 → 1; 7, 7 → (2 + 3) ÷ 2 = 2.5; 1 → 4
    expect([...twiceRanks(Float64Array.of(7, 9, NaN, 1, 7))]).toEqual([5, 2, 0, 8, 5]);
    expect([...twiceRanks(Float64Array.of(3, 3, 3))]).toEqual([4, 4, 4]);
  });
});

describe('spearman', () => {
  const rho = (a: number[], b: number[]) => spearman(Float64Array.from(a), Float64Array.from(b));

  it('is 1 for the same order and −1 for the opposite one', () => {
    expect(rho([1, 2, 3, 10], [5, 6, 7, 8])).toBe(1);
    expect(rho([1, 2, 3, 10], [8, 7, 6, 5])).toBe(-1);
  });

  it('agrees with 1 − 6 Σd² ÷ n(n² − 1) where nothing ties', () => {
    // ranks 1 2 3 4 5 against 2 1 4 3 5: Σd² = 4, 1 − 24 ÷ 120 = 0.8
    expect(rho([50, 40, 30, 20, 10], [4, 5, 2, 3, 1])).toBeCloseTo(0.8, 12);
  });

  it('uses mid-ranks where values tie', () => {
    // a: 1, 2.5, 2.5, 4 (mean 2.5): deviations −1.5 0 0 1.5, Σ = 4.5; b: 1 2 3 4: −1.5 −0.5 0.5 1.5, Σ = 5
    // Σab = 2.25 + 2.25 = 4.5; 4.5 ÷ √22.5 = 0.948683…
    expect(rho([9, 7, 7, 1], [4, 3, 2, 1])).toBeCloseTo(0.948_683_298, 9);
  });

  it('says nothing of fewer than three pairs or of a side that is all equal', () => {
    expect(rho([1, 2], [1, 2])).toBeNull();
    expect(rho([1, 2, 3], [5, 5, 5])).toBeNull();
    expect(rho([], [])).toBeNull();
  });
});
