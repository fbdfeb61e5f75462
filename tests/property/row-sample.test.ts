import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRowSamples, type RowSample } from '../../src/lib/data-asset/table/row-sample';
import { mustBeOk } from '../../src/lib/kernel/result';
import { profileBytes } from '../fixtures/profile-kernel';
import { sampleOf, sampleText } from '../fixtures/row-sample';

const cell = fc.oneof(
  fc.constantFrom('', ' a ', '"b,c"', '无', '7', 'x'.repeat(70), `"${'y'.repeat(80)}"`),
  fc.nat({ max: 40 }).map(String),
);
const record = fc.tuple(cell, cell).map(([a, b]) => `${a},${b}\n`);

const merged = (parts: readonly RowSample[]): RowSample =>
  parts.slice(1).reduce((sum, part) => mustBeOk(mergeRowSamples(sum, part)), parts[0] ?? sampleOf('', 2, 8));

describe('row sample: merging', () => {
  it('equals one pass for any split, any order of merging and any chunks', () => {
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 120 }),
        fc.array(fc.nat({ max: 120 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        (records, cuts, chunk) => {
          const at = [
            ...new Set([0, ...cuts.map((cut) => Math.min(cut, records.length)), records.length]),
          ].sort((a, b) => a - b);
          const parts = at.slice(1).map((to, i) => sampleOf(records.slice(at[i] ?? 0, to).join(''), 2, 8));
          const whole = sampleOf(records.join(''), 2, 8);
          const bytes = new TextEncoder().encode(records.join(''));
          const chunked = profileBytes(bytes, 2, { sample: true, sampleRows: 8 }, chunk).sample;
          expect(sampleText(merged(parts))).toBe(sampleText(whole));
          expect(sampleText(merged([...parts].reverse()))).toBe(sampleText(whole));
          expect(chunked === null ? '' : sampleText(chunked)).toBe(sampleText(whole));
        },
      ),
      { numRuns: 80 },
    );
  });

  it('is the same from script and from WebAssembly', () => {
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 200 }),
        fc.integer({ min: 1, max: 400 }),
        (records, chunk) => {
          const bytes = new TextEncoder().encode(records.join(''));
          const of = (engine: 'script' | 'simd'): string => {
            const { sample } = profileBytes(bytes, 2, { sample: true, sampleRows: 8, engine }, chunk);
            return sample === null ? '' : sampleText(sample);
          };
          expect(of('simd')).toBe(of('script'));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('holds the true number of each row it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 400 }), (values) => {
        const sample = sampleOf(values.map((value) => `${String(value)},k\n`).join(''), 2, 16);
        const truth = new Map<string, number>();
        for (const value of values) truth.set(String(value), (truth.get(String(value)) ?? 0) + 1);
        let at = 0;
        for (const [row, count] of sample.counts.entries()) {
          const end = sample.ends[2 * row] ?? 0;
          const text = new TextDecoder().decode(sample.cells.subarray(at, end));
          at = sample.ends[2 * row + 1] ?? 0;
          expect(count).toBe(truth.get(text));
        }
        expect(sample.complete).toBe(truth.size <= 16);
      }),
      { numRuns: 80 },
    );
  });
});
