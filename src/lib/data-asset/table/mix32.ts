/** A bijection of 32 bits that spreads every bit over all (constants: C. Wellons, hash-prospector). */
export const mix32 = (value: number): number => {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x7feb352d);
  h ^= h >>> 15;
  h = Math.imul(h, 0x846ca68b);
  return h ^ (h >>> 16);
};
