/** Access to the 64 bits of a double, big-endian on every machine. */

const view = new DataView(new ArrayBuffer(8));

/** Upper 32 bits, signed. */
export const highWord = (x: number): number => {
  view.setFloat64(0, x);
  return view.getInt32(0);
};

/** Lower 32 bits, unsigned. */
export const lowWord = (x: number): number => {
  view.setFloat64(0, x);
  return view.getUint32(4);
};

/** `x` with its upper 32 bits replaced. */
export const withHighWord = (x: number, high: number): number => {
  view.setFloat64(0, x);
  view.setInt32(0, high);
  return view.getFloat64(0);
};

/** `x` with the low 32 bits cleared, so that products of such numbers are exact. */
export const truncated = (x: number): number => {
  view.setFloat64(0, x);
  view.setInt32(4, 0);
  return view.getFloat64(0);
};

/** 2^k for −1022 ≤ k ≤ 1023. */
const powerOfTwo = (k: number): number => withHighWord(0, (k + 1023) << 20);

/** x × 2^k with at most one rounding. Domain −2100 ≤ k ≤ 2100. */
export const scale = (x: number, k: number): number => {
  if (k > 1023) return x * powerOfTwo(1023) * powerOfTwo(Math.min(k - 1023, 1023));
  // The first factor keeps the product normal, so that only the last step rounds.
  if (k < -1021) return x * powerOfTwo(Math.max(k + 1000, -1022)) * powerOfTwo(-1000);
  return x * powerOfTwo(k);
};

/** All 16 hex digits, for tests and seeds: `3ff0000000000000` is 1. */
export const bitsOf = (x: number): string =>
  [highWord(x) >>> 0, lowWord(x)].map((word) => word.toString(16).padStart(8, '0')).join('');
