import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packed } from '../../../src/lib/data-asset/kernel/moved';
import { ProfileKernel } from '../../../src/lib/data-asset/kernel/profile-kernel';
import type { ProfileSketch } from '../../../src/lib/data-asset/kernel/sketch';
import { WorkRoom } from '../../../src/lib/data-asset/kernel/work-room';
import { BOOLEANS, MISSING } from '../../fixtures/profile-kernel';

/** Milliseconds: room for a busy machine, not a measure. */
const BUSY = 60_000;

/** xorshift32 from a fixed seed. */
const table = (rows: number, seed: number): Uint8Array => {
  let state = seed;
  const random = (below: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  let text = '';
  for (let row = 0; row < rows; row += 1) {
    const name = random(9) === 0 ? `"虚构,""${random(50)}"""` : `虚构${random(5000)}`;
    text += `${random(1_000_003) / 997},${random(4000)},${name},2024-01-${10 + random(20)}\r\n`;
  }
  return new TextEncoder().encode(text);
};

interface Part {
  readonly from: number;
  readonly until: number;
  readonly segmentBytes?: number;
}

/** The whole sketch, to the last bit, after pieces of these lengths, over and over. */
const sketchOf = (bytes: Uint8Array, part: Part, cuts: readonly number[], room?: WorkRoom): ProfileSketch => {
  const kernel = new ProfileKernel(
    {
      delimiter: 44,
      pairs: false,
      columns: 4,
      missingTokens: MISSING,
      booleanWords: BOOLEANS,
      detect: true,
      sample: true,
      sampleRows: 64,
      ...part,
    },
    room,
  );
  for (let at = part.from, i = 0; at < bytes.length && !kernel.done; i += 1) {
    const length = cuts[i % cuts.length] ?? 1;
    // A copy that is overwritten: nothing may be kept of a piece.
    const piece = bytes.slice(at, at + length);
    kernel.push(piece);
    piece.fill(34);
    at += length;
  }
  return packed(kernel.finish(), null).value;
};

describe('a sketch follows from its bytes alone', () => {
  it(
    'to the last bit, however they are cut, in script and in the machine, past tables that overflow',
    () => {
      const bytes = table(7000, 20_261_122);
      const lineAt = bytes.indexOf(10, 1000) + 1;
      fc.assert(
        fc.property(
          fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 12 }),
          fc.constantFrom(
            { from: 0, until: Infinity },
            { from: lineAt, until: 200_001 },
            { from: lineAt, until: Infinity, segmentBytes: 977 },
          ),
          (cuts, part) => {
            expect(sketchOf(bytes, part, cuts)).toEqual(sketchOf(bytes, part, [bytes.length]));
          },
        ),
        { numRuns: 10, seed: 47 },
      );
    },
    BUSY,
  );

  it(
    'and not from what was worked on in the same memory before',
    () => {
      const room = new WorkRoom();
      const all = { from: 0, until: Infinity };
      for (const [rows, seed] of [
        [9000, 11],
        [40, 12],
        [7000, 13],
      ] as const) {
        const bytes = table(rows, seed);
        expect(sketchOf(bytes, all, [65_536], room)).toEqual(sketchOf(bytes, all, [65_536]));
      }
    },
    BUSY,
  );
});
