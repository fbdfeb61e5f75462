import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSketches } from '../../src/lib/data-asset/kernel/merge-sketch';
import { type CodedSample, codeSample, groupBy } from '../../src/lib/data-asset/table/coded-sample';
import { screenDependencies } from '../../src/lib/data-asset/table/dependency-screen';
import { duplicateEstimate } from '../../src/lib/data-asset/table/duplicates';
import { screenKeys } from '../../src/lib/data-asset/table/key-screen';
import { screenQuasi } from '../../src/lib/data-asset/table/quasi-identifiers';
import { screenReference } from '../../src/lib/data-asset/table/reference-screen';
import { mustBeOk } from '../../src/lib/kernel/result';
import { MISSING, columnOf, profileText } from '../fixtures/profile-kernel';
import { TABLE_SETTINGS, factsOf } from '../fixtures/table-facts';

const rows = fc.array(
  fc.tuple(fc.nat({ max: 12 }), fc.constantFrom('a', 'b', 'NA', ''), fc.nat({ max: 3 })),
  { maxLength: 80 },
);

/** Sizes of groups of equal keys. */
const sizesOf = (keys: readonly string[]): readonly number[] => {
  const sizes = new Map<string, number>();
  for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  return [...sizes.values()];
};

describe('facts of a table that is held whole', () => {
  it('equal those of plain counting', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const { sketch, coded } = factsOf(table, 3);
        const kinds = sizesOf(table.map((row) => row.join('\u0000')));
        const figures = duplicateEstimate(sketch);
        expect(figures.extraCopies).toBe(table.length - kinds.length);
        expect(figures.members).toBe(kinds.filter((n) => n > 1).reduce((sum, n) => sum + n, 0));
        // NA and the empty cell are both “no value”.
        const groups = sizesOf(table.map(([a, b]) => `${String(a)}/${b === 'NA' ? '' : b}`));
        const quasi = screenQuasi(coded, [0, 1], 5);
        expect(quasi.groups).toBe(groups.length);
        expect(quasi.smallest).toBe(groups.length === 0 ? null : Math.min(...groups));
        expect(quasi.rowsBelow).toBe(groups.filter((n) => n < 5).reduce((sum, n) => sum + n, 0));
      }),
      { numRuns: 100 },
    );
  });

  it('calls exactly those column sets keys that tell all distinct rows apart', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const { sketch, coded } = factsOf(table, 3);
        const distinct = [...new Map(table.map((row) => [row.join('\u0000'), row])).values()];
        for (const { columns, status } of screenKeys(sketch, coded).keys) {
          expect(status).toBe('exact');
          const keys = new Set(distinct.map((row) => columns.map((c) => row[c]).join('\u0000')));
          expect(keys.size).toBe(distinct.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('measures the same strength as the definition of g3', () => {
    const pair = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 2 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 20, maxLength: 120 }), (table) => {
        const loose = { strength: 0, gain: 0, violation: 0.5, miss: 0.5 };
        const { coded } = factsOf(table, 2);
        for (const { columns, holds, applicable } of screenDependencies(coded, loose)) {
          const [from, to] = columns;
          const best = new Map<number, number>();
          for (const [x] of table.map((row) => [row[from] ?? 0] as const))
            best.set(x, Math.max(...sizesOf(table.filter((r) => r[from] === x).map((r) => String(r[to])))));
          expect(applicable).toBe(table.length);
          expect(holds).toBe([...best.values()].reduce((sum, n) => sum + n, 0));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('facts from a sample', () => {
  const wide = fc.array(fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 4 })), {
    minLength: 60,
    maxLength: 300,
  });

  it('never rule a true key out, and never overstate copies', () => {
    fc.assert(
      fc.property(wide, (table) => {
        const numbered = table.map((row, i) => [i, ...row]);
        const { sketch, coded } = factsOf(numbered, 3, 16);
        expect(screenKeys(sketch, coded).keys.some(({ columns }) => columns.join() === '0')).toBe(true);
        const plain = factsOf(table, 2, 16);
        const extra = table.length - sizesOf(table.map((row) => row.join())).length;
        expect(duplicateEstimate(plain.sketch).certainCopies).toBeLessThanOrEqual(extra);
      }),
      { numRuns: 60 },
    );
  });

  it('do not depend on how the table was split', () => {
    fc.assert(
      fc.property(wide, fc.nat({ max: 300 }), (table, cut) => {
        const lines = table.map((row) => `${row.join(',')}\n`);
        const text = lines.join('');
        const at = lines.slice(0, cut).join('').length;
        const form = { sample: true, sampleRows: 16 };
        const parts = [
          { ...profileText(text.slice(0, at), 2, form), ranges: [] },
          { ...profileText(text.slice(at), 2, form), ranges: [] },
        ] as const;
        const merged = mustBeOk(mergeSketches(parts[0], parts[1])).sample;
        const whole = profileText(text, 2, form).sample;
        if (merged === null || whole === null) throw new Error('no sample');
        const facts = (coded: CodedSample): unknown => [
          [...groupBy(coded, [0, 1], 'value').groups],
          screenQuasi(coded, [0], 5),
          screenDependencies(coded, TABLE_SETTINGS.dependency),
        ];
        expect(facts(codeSample(merged, MISSING))).toEqual(facts(codeSample(whole, MISSING)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('references by sketch', () => {
  it('never call a true inclusion disproved', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 1e6 }), { minLength: 2100, maxLength: 2600 }),
        fc.nat({ max: 2500 }),
        (parent, take) => {
          const column = (values: readonly number[]) =>
            columnOf(profileText(values.map((v) => `${String(v)}\n`).join(''), 1), 0);
          const child = parent.slice(0, take + 1);
          const screen = screenReference(column(child), column(parent));
          expect(['included', 'possible']).toContain(screen.verdict);
          expect(screen.certainOrphans).toBe(0);
        },
      ),
      { numRuns: 10, endOnFailure: true },
    );
  });
});
