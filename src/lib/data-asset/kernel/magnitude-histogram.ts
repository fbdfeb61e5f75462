import { WorkRoom } from './work-room';

/**
 * Log-linear histogram of numbers: the bucket is read off the IEEE-754 bits (sign, exponent, first 7 bits of the
 * fraction), so it needs neither a logarithm nor a range known in advance. A quantile is off by at most 1/256 of its value.
 */

/** Largest relative error of a quantile. */
export const QUANTILE_ERROR = 1 / 256;

const SUB_BITS = 7;
const PAGE = 1 << SUB_BITS;
const SIGN = 0x800;
/** Exponents below this count as zero: |x| < 2^-64. */
const LEAST_EXPONENT = 1023 - 64;

const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);
/** 1 where the machine stores the low word first. */
const HIGH_WORD = ((): 0 | 1 => {
  FLOAT[0] = 1;
  return WORDS[1] === 0 ? 0 : 1;
})();

export interface MagnitudeSketch {
  readonly zero: number;
  /** Sign and exponent of each page of 128 buckets, ascending. */
  readonly octaves: Uint16Array;
  readonly counts: Float64Array;
}

export class MagnitudeHistogram {
  readonly #pageOf: Int32Array;
  readonly #room: WorkRoom;
  #counts: Float64Array;
  #pages = 0;
  #zero = 0;

  constructor(room = new WorkRoom()) {
    this.#room = room;
    this.#pageOf = room.integers(4096).fill(-1);
    this.#counts = room.floats(PAGE * 16);
  }

  add(value: number, weight: number): void {
    FLOAT[0] = value;
    const word = WORDS[HIGH_WORD] ?? 0;
    const octave = word >>> 20;
    let at = this.#pageOf[octave] ?? 0;
    if (at < 0) {
      if ((octave & 0x7ff) < LEAST_EXPONENT) {
        this.#zero += weight;
        return;
      }
      at = this.#open(octave);
    }
    at += (word >>> (20 - SUB_BITS)) & (PAGE - 1);
    this.#counts[at] = (this.#counts[at] ?? 0) + weight;
  }

  sketch(): MagnitudeSketch {
    const opened: number[] = [];
    this.#pageOf.forEach((at, octave) => {
      if (at >= 0) opened.push(octave);
    });
    const octaves = Uint16Array.from(opened);
    const counts = this.#room.floats(octaves.length * PAGE);
    octaves.forEach((octave, i) => {
      const at = this.#pageOf[octave] ?? 0;
      counts.set(this.#counts.subarray(at, at + PAGE), i * PAGE);
    });
    return { zero: this.#zero, octaves, counts };
  }

  #open(octave: number): number {
    const at = this.#pages * PAGE;
    this.#pages += 1;
    if (at === this.#counts.length) {
      const larger = this.#room.floats(this.#counts.length * 2);
      larger.set(this.#counts);
      this.#counts = larger;
    }
    this.#pageOf[octave] = at;
    return at;
  }
}

export const mergeMagnitudes = (
  a: MagnitudeSketch,
  b: MagnitudeSketch,
  room = new WorkRoom(),
): MagnitudeSketch => {
  const octaves = Uint16Array.from(new Set([...a.octaves, ...b.octaves])).sort();
  const counts = room.floats(octaves.length * PAGE);
  for (const part of [a, b])
    part.octaves.forEach((octave, from) => {
      const to = octaves.indexOf(octave) * PAGE;
      for (let i = 0; i < PAGE; i += 1)
        counts[to + i] = (counts[to + i] ?? 0) + (part.counts[from * PAGE + i] ?? 0);
    });
  return { zero: a.zero + b.zero, octaves, counts };
};

/** Middle of a bucket. */
const middle = (octave: number, sub: number): number => {
  WORDS[HIGH_WORD] = ((octave << 20) | (sub << (20 - SUB_BITS)) | (1 << (19 - SUB_BITS))) >>> 0;
  WORDS[1 - HIGH_WORD] = 0;
  return FLOAT[0] ?? 0;
};

/** Buckets in ascending order of value. */
function* ascending(sketch: MagnitudeSketch): Generator<readonly [value: number, count: number]> {
  const pages = [...sketch.octaves].map((octave, page) => ({ octave, page }));
  for (const { octave, page } of pages.filter((p) => p.octave >= SIGN).reverse())
    for (let sub = PAGE - 1; sub >= 0; sub -= 1)
      yield [middle(octave, sub), sketch.counts[page * PAGE + sub] ?? 0];
  yield [0, sketch.zero];
  for (const { octave, page } of pages.filter((p) => p.octave < SIGN))
    for (let sub = 0; sub < PAGE; sub += 1)
      yield [middle(octave, sub), sketch.counts[page * PAGE + sub] ?? 0];
}

/**
 * The value of rank ⌈share × n⌉ to within `QUANTILE_ERROR` of itself (2^-64 around zero); `null` without numbers.
 * @param share 0–1
 */
export const magnitudeQuantile = (sketch: MagnitudeSketch, share: number): number | null => {
  let total = sketch.zero;
  for (const count of sketch.counts) total += count;
  if (total === 0) return null;
  let left = Math.max(1, Math.ceil(share * total));
  for (const [value, count] of ascending(sketch)) {
    left -= count;
    if (left <= 0) return value;
  }
  return null;
};
