import { describe, expect, it } from 'vitest';
import { estimateDistinct } from '../../../src/lib/data-asset/hyperloglog';
import { REGISTERS, addToRegisters, distinctOf } from '../../../src/lib/data-asset/kernel/distinct-registers';

/** Published-algorithm vector (Ertl estimator, p = 4, q = 60), recomputed by a second implementation. */
const VECTORS: readonly (readonly [registers: readonly number[], estimate: number])[] = [
  [Array<number>(16).fill(0), 0],
  [[...Array<number>(15).fill(0), 1], 1.0316330807],
  [[1, 2, 1, 0, 3, 1, 2, 5, 1, 1, 4, 2, 1, 2, 3, 1], 31.2634411709],
  [Array<number>(16).fill(10), 11818.557774962],
];

/** 64-bit hashes of 0, 1, 2, … by splitmix64. */
const hashes = function* (count: number): Generator<[number, number]> {
  const mask = (1n << 64n) - 1n;
  for (let i = 1n; i <= BigInt(count); i += 1n) {
    let z = (i * 0x9e3779b97f4a7c15n) & mask;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    z ^= z >> 31n;
    yield [Number(z >> 32n), Number(z & 0xffffffffn)];
  }
};

describe('HyperLogLog', () => {
  it.each(VECTORS)('estimates vector %#', (registers, estimate) => {
    expect(estimateDistinct(registers, 60)).toBeCloseTo(estimate, 6);
  });

  it('stays within three standard deviations (0.81 %) of the truth', () => {
    for (const n of [1_000, 10_000, 100_000]) {
      const registers = new Uint8Array(REGISTERS);
      for (const [high, low] of hashes(n)) addToRegisters(registers, Int32Array.of(high, low));
      expect(Math.abs(distinctOf(registers) / n - 1)).toBeLessThan(0.0244);
    }
  });
});
