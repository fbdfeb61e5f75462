import { describe, expect, it } from 'vitest';
import { columnOf } from '../../../fixtures/moments';

/** Mean and sample standard deviation by whole numbers; the root of the last division is a double. */
const exact = (values: readonly bigint[]): { readonly mean: number; readonly sd: number } => {
  const n = BigInt(values.length);
  const sum = values.reduce((a, b) => a + b, 0n);
  // n²·Σ(x − m)² = n·(n·Σx² − (Σx)²)
  const squares = values.reduce((a, b) => a + b * b, 0n);
  const scaled = n * squares - sum * sum;
  return { mean: Number(sum) / Number(n), sd: Math.sqrt(Number(scaled) / Number(n) / (Number(n) - 1)) };
};

const close = (found: number | null | undefined, expected: number, relative: number): void => {
  expect(Math.abs((found ?? NaN) - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
};

describe('moments of numbers with more than 15 digits', () => {
  // As doubles these lie on multiples of 128: only what tells them apart counts.
  const near = Array.from({ length: 1000 }, (_, i) => 1_234_567_890_123_456_789n + BigInt((i * 37) % 1000));

  it('tells ids of 19 digits apart that are equal as doubles', () => {
    const { sd } = exact(near);
    // 0 to 999, each once: √(1000·(1000² − 1)/12/999).
    close(sd, Math.sqrt((1000 * 999_999) / 12 / 999), 1e-12);
    close(columnOf(near).deviation, sd, 1e-12);
  });

  it('and their mean is that of the exact sum, to the last digit before the point', () => {
    // The first id and 499.5.
    expect(columnOf(near).mean).toBe('1234567890123457289');
    expect(columnOf([10n ** 29n, 10n ** 29n + 3n]).mean).toBe(`1${'0'.repeat(28)}2`);
  });

  it('is the same however the table is cut', () => {
    for (const parts of [2, 3, 7]) close(columnOf(near, parts).deviation, exact(near).sd, 1e-11);
  });

  it('an outlier first, and signs on both sides', () => {
    const values = [-9_000_000_000_000_000_000n, ...near, 9_000_000_000_000_000_001n, 5n];
    close(columnOf(values).deviation, exact(values).sd, 1e-12);
    close(columnOf(values, 3).deviation, exact(values).sd, 1e-12);
  });

  it('keeps its digits over many rows far from zero', () => {
    const many = Array.from({ length: 40_000 }, (_, i) => 9_000_000_000_000n + BigInt(i % 7));
    close(columnOf(many).deviation, exact(many).sd, 1e-12);
    close(columnOf([0n, ...many], 2).deviation, exact([0n, ...many]).sd, 1e-12);
  });
});
