import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../src/lib/kernel/decimal';
import { fractionalPower } from '../../../src/lib/valuation/simulation/fractional-power';
import { normalQuantile } from '../../../src/lib/valuation/simulation/normal-quantile';
import { fillUniform, seedWords } from '../../../src/lib/valuation/simulation/random';

const wordsOf = (seed: string | number, block: number, stream: number, count: number): string[] => {
  const out = new Float64Array(count);
  fillUniform(seedWords(seed), block, stream, out);
  return [...out].map((u) => (u * 4294967296 - 0.5).toString(16).padStart(8, '0'));
};

describe('seeded uniform numbers', () => {
  // The same generator written a second time with arbitrary-precision integers gives these 32-bit words.
  it('are sfc32, seeded by (seed, block, stream)', () => {
    expect(wordsOf('知押', 3, 2, 8)).toEqual([
      'a2bd4923',
      '741a1ffe',
      'd65f821d',
      'df14a1a2',
      'd95a6633',
      'f46ca3c1',
      'bc9a3f35',
      'cc8f45d1',
    ]);
    expect(wordsOf(42, 0, 0, 4)).toEqual(['0ac9b273', '822380bb', 'a96a5fd4', 'e8cd6d58']);
    expect(wordsOf('42', 0, 0, 4)).toEqual(wordsOf(42, 0, 0, 4));
  });

  it('differ by seed, block and stream', () => {
    const firsts = [
      wordsOf('', 0, 0, 2),
      wordsOf('a', 0, 0, 2),
      wordsOf('b', 0, 0, 2),
      wordsOf('ab', 0, 0, 2),
      wordsOf('ba', 0, 0, 2),
      wordsOf('a', 1, 0, 2),
      wordsOf('a', 0, 1, 2),
      wordsOf('a', 1, 1, 2),
    ].map((words) => words.join());
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  // Mean ½ ± 5σ with σ = 1/√(12 n); χ² of 256 cells: 255 ± 5·√510.
  it('are even over 1000 blocks', () => {
    const cells = new Float64Array(256);
    const column = new Float64Array(256);
    let sum = 0;
    for (let block = 0; block < 1000; block++) {
      fillUniform(seedWords('even'), block, 4, column);
      for (const u of column) {
        sum += u;
        const cell = Math.floor(u * 256);
        cells[cell] = (cells[cell] ?? 0) + 1;
      }
    }
    const n = 256_000;
    expect(Math.abs(sum / n - 0.5)).toBeLessThan(5 / Math.sqrt(12 * n));
    const chi = cells.reduce((total, seen) => total + (seen - 1000) ** 2 / 1000, 0);
    expect(Math.abs(chi - 255)).toBeLessThan(5 * Math.sqrt(510));
  });
});

describe('inverse normal', () => {
  // The check values printed with algorithm AS 241.
  it('gives the published values', () => {
    expect(normalQuantile(0.25)).toBeCloseTo(-0.6744897501960817, 15);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167814, 14);
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.262340089798409, 14);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  });

  it('is odd, rises, and has its ends', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.75)).toBe(-normalQuantile(0.25));
    let before = -Infinity;
    for (let i = 1; i < 2000; i++) {
      const z = normalQuantile(i / 2000);
      expect(z).toBeGreaterThan(before);
      before = z;
    }
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(-0.1)).toBeNaN();
  });
});

describe('discount factor of a part-year', () => {
  it('agrees with 40-digit decimals to 1e-14', () => {
    for (let rate = 1; rate <= 100; rate += 9)
      for (let part = 0; part <= 64; part += 3) {
        const v = 1 / (1 + rate / 100);
        const exact = new Decimal(v).pow(new Decimal(part / 64)).toNumber();
        expect(Math.abs(fractionalPower(v, part / 64) / exact - 1)).toBeLessThan(1e-14);
      }
  });

  it('is exact at the ends', () => {
    expect(fractionalPower(0.8, 0)).toBe(1);
    expect(fractionalPower(0.8, 1)).toBe(0.8);
    expect(fractionalPower(1, 0.3)).toBe(1);
  });
});
