/**
 * Estimator of HyperLogLog registers over a 64-bit hash, after Ertl (arXiv 1702.01284, algorithm 6): relative standard deviation
 * 1.04/√(number of registers).
 */

const sigma = (start: number): number => {
  if (start === 1) return Infinity;
  let x = start;
  let y = 1;
  let z = x;
  for (let before = Number.NaN; z !== before;) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
};

const tau = (start: number): number => {
  if (start === 0 || start === 1) return 0;
  let x = start;
  let y = 1;
  let z = 1 - x;
  for (let before = Number.NaN; z !== before;) {
    x = Math.sqrt(x);
    before = z;
    y *= 0.5;
    z -= (1 - x) * (1 - x) * y;
  }
  return z / 3;
};

/**
 * Ertl's improved raw estimate.
 * @param registers values 0 … rankBits + 1
 * @param rankBits q = hash bits − precision
 */
export const estimateDistinct = (registers: ArrayLike<number>, rankBits: number): number => {
  const m = registers.length;
  const counts = new Array<number>(rankBits + 2).fill(0);
  for (let i = 0; i < m; i += 1) {
    const value = registers[i] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  let z = m * tau(1 - (counts[rankBits + 1] ?? 0) / m);
  for (let k = rankBits; k >= 1; k -= 1) z = (z + (counts[k] ?? 0)) / 2;
  z += m * sigma((counts[0] ?? 0) / m);
  return (m * m) / (2 * Math.LN2 * z);
};
