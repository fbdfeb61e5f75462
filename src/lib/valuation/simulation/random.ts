/**
 * Seeded uniform numbers: sfc32 (Chris Doty-Humphrey, PractRand, public domain), seeded afresh for every block of draws
 * and every stream, so that a result depends on the seed and on nothing else: not on how many workers share the blocks,
 * nor on what another input drew. Integer operations only: the same bits in every engine.
 */

/** Draws that share one seeding. Part of the result: another size is another method version. */
export const BLOCK_DRAWS = 4096;

/** A seed spread over 96 bits. Plain numbers, so that it crosses to a worker. */
export type SeedWords = readonly [number, number, number];

const GOLDEN = 0x9e3779b9;
const WARM_UP = 15;

/** splitmix32 finaliser: every bit of the argument reaches every bit of the result. */
const mix = (x: number): number => {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return h ^ (h >>> 15);
};

const absorb = (state: number, word: number): number => mix((state ^ word) + GOLDEN);

/** Seed text (any text; 42 and `42` are the same seed) as three words. */
export const seedWords = (seed: string | number): SeedWords => {
  const text = String(seed);
  let [a, b, c] = [0x243f6a88, 0x85a308d3, 0x13198a2e];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = absorb(a, unit);
    b = absorb(b, unit);
    c = absorb(c, unit);
  }
  return [absorb(a, text.length), absorb(b, text.length), absorb(c, text.length)];
};

/**
 * Fills `out` with uniform numbers strictly between 0 and 1: (n + ½) / 2³², n the next 32 bits of the generator of
 * (seed, block, stream). `block` and `stream` are integers ≥ 0 below 2³².
 */
export const fillUniform = (seed: SeedWords, block: number, stream: number, out: Float64Array): void => {
  let a = absorb(absorb(seed[0], block), stream);
  let b = absorb(absorb(seed[1], block), stream);
  let c = absorb(absorb(seed[2], block), stream);
  let d = 1;
  for (let i = -WARM_UP; i < out.length; i++) {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    if (i >= 0) out[i] = ((t >>> 0) + 0.5) * 2.3283064365386963e-10;
  }
};
