import { exp } from '../../../kernel/exact-maths';
import { normalQuantile } from '../../../valuation/simulation/normal-quantile';

/** Cells of equal probability; the outer ones are left to the exact quantile. */
const CELLS = 2048;
const OUTER = 8;
const ROOT_TWO_PI = 2.5066282746310002;

/** Four coefficients per cell of the cubic that meets z and dz/dp = √(2π)·e^(z²/2) at both ends of the cell. */
const cubics = (): Float64Array => {
  const table = new Float64Array(CELLS * 4);
  const slope = (z: number): number => (ROOT_TWO_PI * exp((z * z) / 2)) / CELLS;
  for (let cell = OUTER; cell < CELLS - OUTER; cell++) {
    const [z0, z1] = [normalQuantile(cell / CELLS), normalQuantile((cell + 1) / CELLS)];
    const [d0, d1] = [slope(z0), slope(z1)];
    table[cell * 4] = z0;
    table[cell * 4 + 1] = d0;
    table[cell * 4 + 2] = 3 * (z1 - z0) - 2 * d0 - d1;
    table[cell * 4 + 3] = 2 * (z0 - z1) + d0 + d1;
  }
  return table;
};

let made: Float64Array | null = null;

/**
 * Turns uniform numbers in (0, 1) into normal ones in place: quantile within 2e-6, exact in the outer 1/256 on both sides. Only + − × ÷ √ and
 * the exact exponential and logarithm: the same bits everywhere. Several times faster than the quantile itself.
 */
export const toNormal = (column: Float64Array): void => {
  const table = (made ??= cubics());
  for (let i = 0; i < column.length; i++) {
    const p = column[i] ?? 0.5;
    const scaled = p * CELLS;
    const cell = scaled | 0;
    if (cell < OUTER || cell >= CELLS - OUTER) {
      column[i] = normalQuantile(p);
      continue;
    }
    const at = cell << 2;
    const t = scaled - cell;
    column[i] =
      (table[at] ?? 0) + t * ((table[at + 1] ?? 0) + t * ((table[at + 2] ?? 0) + t * (table[at + 3] ?? 0)));
  }
};
