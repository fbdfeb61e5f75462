import fc from 'fast-check';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflateRaw } from '../../src/lib/container/inflate';

/** Against zlib of the machine: the same content for every level and strategy, and nothing it would refuse is accepted. */

const content = fc.oneof(
  fc.uint8Array({ maxLength: 4_000 }),
  fc
    .array(fc.constantFrom('虚构', 'abc', '<w:t>', ' ', '0'), { maxLength: 2_000 })
    .map((parts) => new TextEncoder().encode(parts.join(''))),
  fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 70_000 }))
    .map(([byte, length]) => new Uint8Array(length).fill(byte)),
);
const options = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.integer({ min: 0, max: 4 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
});

describe('inflateRaw', () => {
  it('gives back what zlib packed', () => {
    fc.assert(
      fc.property(content, options, (bytes, setting) => {
        const packed = new Uint8Array(deflateRawSync(bytes, setting));
        expect(inflateRaw(packed, bytes.length)).toEqual(new Uint8Array(bytes));
        expect(inflateRaw(packed, bytes.length + 1)).toBe('shorter');
        if (bytes.length > 0) expect(inflateRaw(packed, bytes.length - 1)).toBe('longer');
        expect(inflateRaw(Uint8Array.from([...packed, 0]), bytes.length)).toBe('trailing');
        expect(inflateRaw(packed.subarray(0, -1), bytes.length)).toBe('broken');
      }),
      { numRuns: 150 },
    );
  });

  it('accepts nothing damaged that zlib refuses or reads otherwise', () => {
    fc.assert(
      fc.property(content, options, fc.nat(), fc.integer({ min: 0, max: 7 }), (bytes, setting, at, bit) => {
        const packed = Uint8Array.from(deflateRawSync(bytes, setting));
        packed[at % packed.length] = (packed[at % packed.length] ?? 0) ^ (1 << bit);
        const own = inflateRaw(packed, bytes.length);
        if (typeof own === 'string') return;
        expect(own).toEqual(new Uint8Array(inflateRawSync(packed)));
      }),
      { numRuns: 400 },
    );
  });

  it('ends on any bytes, within the size that was said', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 2_000 }), (bytes, size) => {
        const made = inflateRaw(bytes, size);
        expect(typeof made === 'string' || made.length === size).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
