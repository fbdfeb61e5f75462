import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstBad, firstBadUtf16, gb18030Length, utf8Length } from '../../src/lib/intake/byte-sequences';

const accepts = (bytes: Uint8Array, encoding: string): boolean => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/** Bytes that come close to being well-formed. */
const nearText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }).map((s) => [...new TextEncoder().encode(s)]),
      fc.array(fc.integer({ min: 0x80, max: 0xff }), { maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 0x7f }), { maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => Uint8Array.from(parts.flat()));

/** Time limit of many runs, generous for a busy machine. */
const SLOW = 60_000;

describe('byte structure', () => {
  it(
    'agrees with the strict UTF-8 decoder of the platform',
    () => {
      fc.assert(
        fc.property(nearText, (bytes) => {
          expect(firstBad(bytes, 0, utf8Length) < 0).toBe(accepts(bytes, 'utf-8'));
        }),
        { numRuns: 2_000 },
      );
    },
    SLOW,
  );

  it(
    'finds the offset before which everything is well-formed',
    () => {
      fc.assert(
        fc.property(nearText, (bytes) => {
          const at = firstBad(bytes, 0, utf8Length);
          if (at < 0) return;
          expect(accepts(bytes.subarray(0, at), 'utf-8')).toBe(true);
        }),
      );
    },
    SLOW,
  );

  it(
    'accepts every two-byte GB18030 character that the decoder knows',
    () => {
      for (let lead = 0x81; lead <= 0xfe; lead += 1)
        for (let trail = 0x30; trail <= 0xff; trail += 1) {
          const bytes = Uint8Array.of(lead, trail);
          expect([lead, trail, gb18030Length(bytes, 0) === 2]).toEqual([
            lead,
            trail,
            accepts(bytes, 'gb18030'),
          ]);
        }
    },
    SLOW,
  );

  it(
    'agrees with the decoder on four-byte GB18030 sequences',
    () => {
      const digit = fc.integer({ min: 0x30, max: 0x39 });
      const lead = fc.integer({ min: 0x81, max: 0xfe });
      fc.assert(
        fc.property(lead, digit, lead, digit, (a, b, c, d) => {
          const bytes = Uint8Array.of(a, b, c, d);
          expect(gb18030Length(bytes, 0) === 4).toBe(accepts(bytes, 'gb18030'));
        }),
        { numRuns: 3_000 },
      );
    },
    SLOW,
  );

  it(
    'agrees with the strict UTF-16 decoder',
    () => {
      const unit = fc.oneof(fc.integer({ min: 0xd700, max: 0xe0ff }), fc.integer({ min: 0, max: 0xffff }));
      fc.assert(
        fc.property(fc.array(unit, { maxLength: 12 }), fc.boolean(), (units, odd) => {
          const bytes = Uint8Array.from([...units.flatMap((u) => [u & 0xff, u >> 8]), ...(odd ? [65] : [])]);
          expect(firstBadUtf16(bytes, 0, true) < 0).toBe(accepts(bytes, 'utf-16le'));
        }),
        { numRuns: 1_000 },
      );
    },
    SLOW,
  );
});
