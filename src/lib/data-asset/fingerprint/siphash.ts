/**
 * SipHash-2-4 (Aumasson, Bernstein 2012) of one 64-bit number under a 128-bit key: a keyed function whose values tell nothing
 * about the number to who does not have the key. Numbers are pairs of 32-bit halves.
 */

/** [k0 high, k0 low, k1 high, k1 low]. */
export type SipKey = readonly [number, number, number, number];

/** Last block of a message of eight bytes: the length in the highest byte. */
const LENGTH_BLOCK = 8 << 24;

export class SipHash {
  readonly #key: SipKey;

  constructor(key: SipKey) {
    this.#key = key;
  }

  /** Writes [high, low] of the keyed hash to `out`. The state is v0 … v3 of the paper, h and l their halves. */
  of(high: number, low: number, out: Int32Array): void {
    const [k0h, k0l, k1h, k1l] = this.#key;
    let h0 = 0x736f6d65 ^ k0h;
    let l0 = 0x70736575 ^ k0l;
    let h1 = 0x646f7261 ^ k1h;
    let l1 = 0x6e646f6d ^ k1l;
    let h2 = 0x6c796765 ^ k0h;
    let l2 = 0x6e657261 ^ k0l;
    let h3 = 0x74656462 ^ k1h ^ high;
    let l3 = 0x79746573 ^ k1l ^ low;
    let turned: number;
    // Two rounds for the number, two for the length, four to finish.
    for (let round = 0; round < 8; round += 1) {
      if (round === 2) {
        h0 ^= high;
        l0 ^= low;
        h3 ^= LENGTH_BLOCK;
      } else if (round === 4) {
        h0 ^= LENGTH_BLOCK;
        l2 ^= 0xff;
      }
      // v0 += v1; v1 = (v1 <<< 13) ^ v0; v0 <<<= 32
      l0 = (l0 + l1) | 0;
      h0 = (h0 + h1 + (l0 >>> 0 < l1 >>> 0 ? 1 : 0)) | 0;
      turned = ((h1 << 13) | (l1 >>> 19)) ^ h0;
      l1 = ((l1 << 13) | (h1 >>> 19)) ^ l0;
      h1 = turned;
      turned = h0;
      h0 = l0;
      l0 = turned;
      // v2 += v3; v3 = (v3 <<< 16) ^ v2
      l2 = (l2 + l3) | 0;
      h2 = (h2 + h3 + (l2 >>> 0 < l3 >>> 0 ? 1 : 0)) | 0;
      turned = ((h3 << 16) | (l3 >>> 16)) ^ h2;
      l3 = ((l3 << 16) | (h3 >>> 16)) ^ l2;
      h3 = turned;
      // v0 += v3; v3 = (v3 <<< 21) ^ v0
      l0 = (l0 + l3) | 0;
      h0 = (h0 + h3 + (l0 >>> 0 < l3 >>> 0 ? 1 : 0)) | 0;
      turned = ((h3 << 21) | (l3 >>> 11)) ^ h0;
      l3 = ((l3 << 21) | (h3 >>> 11)) ^ l0;
      h3 = turned;
      // v2 += v1; v1 = (v1 <<< 17) ^ v2; v2 <<<= 32
      l2 = (l2 + l1) | 0;
      h2 = (h2 + h1 + (l2 >>> 0 < l1 >>> 0 ? 1 : 0)) | 0;
      turned = ((h1 << 17) | (l1 >>> 15)) ^ h2;
      l1 = ((l1 << 17) | (h1 >>> 15)) ^ l2;
      h1 = turned;
      turned = h2;
      h2 = l2;
      l2 = turned;
    }
    out[0] = h0 ^ h1 ^ h2 ^ h3;
    out[1] = l0 ^ l1 ^ l2 ^ l3;
  }
}
