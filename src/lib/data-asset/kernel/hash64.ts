/**
 * 64-bit hash of a byte range in two 32-bit lanes, built of MurmurHash3's steps: both lanes see every word. Whole words are loaded; the last
 * words of a range overlap the ones before, so nothing outside the range is read. The hash of a value is the same on every
 * machine: sketches of two of them can be merged.
 */

/** Its numbers, for the form in WebAssembly. */
export const HASH = {
  seedA: 0x9747b28c | 0,
  seedB: 0x3c6ef372,
  c1: 0x239b961b,
  c2: 0xab0e9789 | 0,
  c3: 0x38b34ae5,
  c4: 0xa1e38b93 | 0,
  p1: 0x9e3779b1 | 0,
  p2: 0x85ebca77 | 0,
  mix1: 0x85ebca6b | 0,
  mix2: 0xc2b2ae35 | 0,
} as const;
const {
  c1: C1,
  c2: C2,
  c3: C3,
  c4: C4,
  p1: P1,
  p2: P2,
  seedA: SEED_A,
  seedB: SEED_B,
  mix1: MIX1,
  mix2: MIX2,
} = HASH;

const turn = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

const finalMix = (hash: number): number => {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, MIX1);
  h ^= h >>> 13;
  h = Math.imul(h, MIX2);
  return h ^ (h >>> 16);
};

/**
 * @param view over the same bytes, with the same origin
 * @param out receives [high, low] as signed 32-bit numbers
 */
export const hashRange = (
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
  out: Int32Array,
): void => {
  const length = end - start;
  let a = SEED_A ^ length;
  let b = SEED_B ^ length;
  let x = 0;
  let y = 0;
  if (length >= 8) {
    const last = end - 8;
    for (let i = start; i < last; i += 8) {
      x = view.getInt32(i, true);
      y = view.getInt32(i + 4, true);
      a = Math.imul(a ^ Math.imul(x, C1) ^ turn(Math.imul(y, C2), 16), P1);
      b = Math.imul(b ^ Math.imul(y, C3) ^ turn(Math.imul(x, C4), 16), P2);
      a ^= a >>> 15;
      b ^= b >>> 13;
    }
    x = view.getInt32(last, true);
    y = view.getInt32(last + 4, true);
  } else if (length >= 4) {
    x = view.getInt32(start, true);
    y = view.getInt32(end - 4, true);
  } else if (length > 0) {
    x = (bytes[start] ?? 0) | ((bytes[start + (length >>> 1)] ?? 0) << 8) | ((bytes[end - 1] ?? 0) << 16);
  }
  a = Math.imul(a ^ Math.imul(x, C1) ^ turn(Math.imul(y, C2), 16), P1);
  b = Math.imul(b ^ Math.imul(y, C3) ^ turn(Math.imul(x, C4), 16), P2);
  out[0] = finalMix(a + turn(b, 16));
  out[1] = finalMix(b + turn(a, 9));
};
