import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasSimd } from '../../../src/lib/data-asset/kernel/simd/machine';
import type { ProfileSketch } from '../../../src/lib/data-asset/kernel/sketch';
import { exactPart, profileBytes } from '../../fixtures/profile-kernel';

/** Milliseconds: room for a busy machine, not a measure. */
const BUSY = 60_000;

const both = (
  bytes: Uint8Array,
  columns: number,
  form: { readonly delimiter?: number; readonly from?: number; readonly until?: number } = {},
  chunk = bytes.length,
): readonly [ProfileSketch, ProfileSketch] => [
  profileBytes(bytes, columns, { ...form, detect: true, engine: 'script' }, chunk),
  profileBytes(bytes, columns, { ...form, detect: true, engine: 'simd' }, chunk),
];

const piece = fc.constantFrom(
  ...[
    'a',
    '1',
    '0.5',
    '-7',
    ',',
    ',',
    ',',
    '"',
    '\n',
    '\n',
    '\r\n',
    '\r',
    ' ',
    '\u3000',
    '\t',
    '汉',
    '\u0000',
  ],
  ...[
    '2024-01-02',
    '2024-01-02 03:04:05',
    'a longer value than sixteen bytes',
    'ends with 䀀',
    '13800138000',
    'NA',
    '是',
  ],
);

describe('WebAssembly and script', () => {
  it('run here: otherwise the tests below would compare script with itself', () => {
    expect(hasSimd()).toBe(true);
  });

  it(
    'say the same of damaged bytes, cut anywhere',
    () => {
      fc.assert(
        fc.property(
          fc.array(piece, { maxLength: 120 }),
          fc.integer({ min: 1, max: 90 }),
          fc.constantFrom(44, 9, 49),
          fc.constantFrom(1, 2, 3),
          (pieces, chunk, delimiter, columns) => {
            const bytes = new TextEncoder().encode(pieces.join(''));
            const [script, simd] = both(bytes, columns, { delimiter }, chunk);
            expect(exactPart(simd)).toEqual(exactPart(script));
          },
        ),
        { numRuns: 150, seed: 43 },
      );
    },
    BUSY,
  );

  it(
    'say the same of many rows: several blocks, segments and tables that overflow',
    () => {
      let state = 20_261_122;
      const random = (n: number): number => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return Math.floor((state / 2 ** 32) * n);
      };
      const rows = Array.from({ length: 12_000 }, (_, i) => {
        const quoted = random(50) === 0;
        const name = quoted ? `"q,${random(9)}"` : `名${random(400)}`;
        const end = random(7) === 0 ? '\r\n' : '\n';
        return `WM-${random(90_000)},${(random(9000) - 4500) / 100},${name},${i % 5 === 0 ? '' : ' x'}${end}`;
      });
      rows.splice(700, 0, '\n', 'ragged,1\n', '\r\n');
      const bytes = new TextEncoder().encode(rows.join(''));
      expect(bytes.length).toBeGreaterThan(256 * 1024);
      const [script, simd] = both(bytes, 4);
      const [a, b] = [exactPart(script), exactPart(simd)] as { columns: { top: unknown }[] }[];
      // The lists of the first two columns are not complete: they keep their bounds, not their order.
      for (const sketch of [a, b]) for (const column of sketch?.columns.slice(0, 2) ?? []) column.top = null;
      expect(b).toEqual(a);
      expect(script.rows).toBe(12_000);
      expect(script.faults.get('E_RAGGED')?.count).toBe(1);
      const auto = profileBytes(bytes, 4, { detect: true }, 100_000);
      expect(exactPart(auto)).toMatchObject({ rows: 12_000, blank: 2 });
    },
    BUSY,
  );

  it('stop at the first record behind the range', () => {
    const bytes = new TextEncoder().encode('aa\nbb\r\ncc\n');
    for (const until of [0, 1, 3, 4, 7, 8, 10]) {
      const [script, simd] = both(bytes, 1, { until });
      expect([simd.rows, simd.ranges]).toEqual([script.rows, script.ranges]);
    }
  });
});
