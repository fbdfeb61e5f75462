import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnDistinct,
  dateQuantile,
  numberQuantile,
  timeText,
} from '../../src/lib/data-asset/kernel/column-summary';
import { QUANTILE_ERROR } from '../../src/lib/data-asset/kernel/magnitude-histogram';
import { mergeSketches } from '../../src/lib/data-asset/kernel/merge-sketch';
import { deviation, meanText } from '../../src/lib/data-asset/kernel/number-figures';
import type { ByteRange, ProfileSketch } from '../../src/lib/data-asset/kernel/sketch';
import { firstBroken, splitRanges } from '../../src/lib/data-asset/kernel/split-ranges';
import { timeQuantile, timeQuantileError } from '../../src/lib/data-asset/kernel/time-histogram';
import { mustBeOk } from '../../src/lib/kernel/result';
import { columnOf, exactPart, profileBytes, profileText } from '../fixtures/profile-kernel';

/** Milliseconds: room for a busy machine, not a measure. */
const BUSY = 60_000;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const quoteCell = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const cell = fc.oneof(
  fc.constantFrom('', 'NA', '--', '正常', '离线', '是', 'true', 'err', '007', '-9999', ' 5 ', '1e3'),
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((x) => x.toFixed(3)),
  fc.integer({ min: -2e9, max: 7e9 }).map((s) => timeText(s)),
  fc.stringMatching(/^[a-zA-Z0-9,"\n汉字-]{0,9}$/),
);
const record = fc
  .tuple(fc.array(cell, { minLength: 3, maxLength: 3 }), fc.boolean())
  .map(([cells, quoted]) =>
    cells.map((text) => (quoted || /[",\n]/.test(text) ? quoteCell(text) : text)).join(','),
  );
const records = fc.array(record, { minLength: 1, maxLength: 60 });

const same = (a: ProfileSketch, b: ProfileSketch): void => {
  expect(exactPart(a)).toEqual(exactPart(b));
  a.columns.forEach((column, i) => {
    const [x, y] = [column.numbers, columnOf(b, i).numbers];
    expect(meanText(x)?.slice(0, 12)).toBe(meanText(y)?.slice(0, 12));
    expect(Math.abs(x.squares - y.squares)).toBeLessThanOrEqual(
      1e-9 * Math.max(1, x.squares, x.mean * x.mean * x.count),
    );
  });
};

const mergeAll = (parts: readonly ProfileSketch[]): ProfileSketch =>
  parts.slice(1).reduce((sum, part) => mustBeOk(mergeSketches(sum, part)), parts[0] ?? profileText('', 3));

describe('profile kernel: merging', () => {
  it(
    'equals a single pass for any split of the records, in any order',
    () => {
      fc.assert(
        fc.property(
          records,
          fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 4 }),
          fc.integer(),
          (rows, cutRows, turn) => {
            const bytes = encode(rows.map((row) => `${row}\n`).join(''));
            const offsets = rows.reduce<number[]>(
              (all, row) => [...all, (all.at(-1) ?? 0) + encode(row).length + 1],
              [0],
            );
            const cuts = [
              ...new Set([0, ...cutRows.map((cut) => Math.min(cut, rows.length)), rows.length]),
            ].sort((a, b) => a - b);
            const parts = cuts
              .slice(1)
              .map((to, i) =>
                profileBytes(bytes, 3, { from: offsets[cuts[i] ?? 0] ?? 0, until: offsets[to] ?? 0 }),
              );
            const shift = Math.abs(turn) % parts.length;
            const turned = [...parts.slice(shift), ...parts.slice(0, shift)];
            const single = profileBytes(bytes, 3);
            same(mergeAll(parts), single);
            same(mergeAll(turned.reverse()), single);
            expect(mergeAll(turned).ranges).toEqual(single.ranges);
          },
        ),
        { numRuns: 40, seed: 7 },
      );
    },
    BUSY,
  );

  it(
    'does not depend on the cutting of chunks, damage included',
    () => {
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom('a', '1', ',', '"', '\n', '\r', '.', '汉', ' ', '\u0000', '2024-01-02'), {
            maxLength: 80,
          }),
          fc.integer({ min: 1, max: 20 }),
          (pieces, size) => {
            const bytes = encode(pieces.join(''));
            same(profileBytes(bytes, 2, {}, size), profileBytes(bytes, 2));
          },
        ),
        { numRuns: 80, seed: 11 },
      );
    },
    BUSY,
  );

  it('refuses to count bytes twice and to join different tables', () => {
    const part = profileText('1,2\n', 2);
    expect(mergeSketches(part, part)).toMatchObject({ ok: false, failure: { code: 'E_OVERLAP' } });
    expect(mergeSketches(part, profileText('1\n', 1))).toMatchObject({ failure: { code: 'E_COLUMNS' } });
  });
});

describe('profile kernel: stated errors', () => {
  it('keeps quantiles of numbers within 1/256 of the value of that rank', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ noNaN: true, min: -1e12, max: 1e12 })),
          {
            minLength: 1,
            maxLength: 200,
          },
        ),
        fc.double({ noNaN: true, min: 0, max: 1 }),
        (drawn, share) => {
          const values = drawn.map((x) => Number(x.toFixed(6)));
          const { numbers } = columnOf(profileText(values.map((x) => `${x.toFixed(6)}\n`).join(''), 1), 0);
          const exact =
            values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(share * values.length)) - 1] ?? 0;
          expect(Math.abs((numberQuantile(numbers, share) ?? NaN) - exact)).toBeLessThanOrEqual(
            Math.abs(exact) * QUANTILE_ERROR + 1e-18,
          );
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  it('keeps quantiles of dates within half a bin, and a bin within the span / 2047', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4e8 }),
        fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { minLength: 2, maxLength: 100 }),
        fc.double({ noNaN: true, min: 0, max: 1 }),
        (span, drawn, share) => {
          const seconds = drawn.map((x) => 1_700_000_000 + Math.floor(x * span));
          const column = columnOf(profileText(seconds.map((s) => `${timeText(s)}\n`).join(''), 1), 0);
          const sorted = seconds.toSorted((a, b) => a - b);
          const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? 0;
          const error = timeQuantileError(column.times);
          expect(Math.abs((timeQuantile(column.times, share) ?? NaN) - exact)).toBeLessThanOrEqual(error);
          expect(2 * error).toBeLessThanOrEqual(Math.max(1, span / 2047));
          expect(dateQuantile(column, 0)).toBe(timeText(sorted[0] ?? 0));
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });

  it('estimates distinct values within four standard deviations', () => {
    for (const count of [3000, 20_000, 100_000]) {
      const text = Array.from({ length: count }, (_, i) => `WM-${String(i * 7919).padStart(9, '0')}\n`).join(
        '',
      );
      const found = columnDistinct(columnOf(profileText(text, 1), 0));
      expect(found.exact).toBe(false);
      expect(Math.abs(found.count - count)).toBeLessThan(count * 0.0081 * 4);
    }
  });

  it(
    'bounds every listed value from below and above, also after merging',
    () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 9999 }), (seed, cut) => {
          let state = seed;
          const drawn = Array.from({ length: 10_000 }, () => {
            state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
            const u = state / 2 ** 32;
            return String(Math.floor(6000 * u * u * u));
          });
          const truth = new Map<string, number>();
          for (const value of drawn) truth.set(value, (truth.get(value) ?? 0) + 1);
          const part = (rows: readonly string[], from: number): ProfileSketch =>
            profileBytes(encode(`${'x'.repeat(from)}${rows.map((row) => `${row}\n`).join('')}`), 1, { from });
          const left = drawn.slice(0, cut);
          const a = part(left, 0);
          const b = part(drawn.slice(cut), left.join('\n').length + 1);
          for (const { top } of [columnOf(part(drawn, 0), 0), columnOf(mustBeOk(mergeSketches(b, a)), 0)]) {
            for (const { value, count, missed } of top.values) {
              const exact = truth.get(new TextDecoder().decode(value)) ?? 0;
              expect(count).toBeLessThanOrEqual(exact);
              expect(count + missed).toBeGreaterThanOrEqual(exact);
            }
          }
        }),
        { numRuns: 3, seed: 13 },
      );
    },
    BUSY,
  );
});

describe('profile kernel: the same as the profile of today', () => {
  it('matches sums and deviations computed value by value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 2, maxLength: 300 }),
        (values) => {
          const { numbers } = columnOf(
            profileText(values.map((x) => `${String(x / 1000)}\n`).join(''), 1),
            0,
          );
          const mean = values.reduce((sum, x) => sum + x, 0) / values.length / 1000;
          const squares = values.reduce((sum, x) => sum + (x / 1000 - mean) ** 2, 0);
          const expected = Math.sqrt(squares / (values.length - 1));
          expect(Number(meanText(numbers))).toBeCloseTo(mean, 6);
          expect(Math.abs((deviation(numbers) ?? NaN) - expected)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, expected),
          );
        },
      ),
      { numRuns: 100, seed: 19 },
    );
  });
});

/** Reads the ranges as workers would: again from where the one before ended when a guess was wrong. */
const readAll = (
  bytes: Uint8Array,
  plan: readonly ByteRange[],
  columns: number,
): readonly ProfileSketch[] => {
  const read = (from: number, until: number): ProfileSketch => profileBytes(bytes, columns, { from, until });
  const parts = plan.map(({ from, to }) => read(from, to));
  const rangeOf = (part: ProfileSketch | undefined, from: number): ByteRange =>
    part?.ranges[0] ?? { from, to: from };
  for (;;) {
    const ranges = parts.map((part, i) => rangeOf(part, plan[i]?.from ?? 0));
    const at = firstBroken(ranges);
    if (at < 0) return parts;
    const from = ranges[at - 1]?.to ?? 0;
    parts.splice(at, 1);
    const until = plan[at]?.to ?? bytes.length;
    plan = plan.filter((_, i) => i !== at);
    if (from < until) {
      parts.splice(at, 0, read(from, until));
      plan = [...plan.slice(0, at), { from, to: until }, ...plan.slice(at)];
    }
  }
};

describe('profile kernel: splitting by bytes', () => {
  it(
    'proves or repairs every cut of random quoted and damaged data',
    async () => {
      const damaged = fc.oneof({ weight: 9, arbitrary: record }, fc.stringMatching(/^[a-z",]{0,12}$/));
      await fc.assert(
        fc.asyncProperty(
          fc.array(damaged, { minLength: 1, maxLength: 80 }),
          fc.integer({ min: 1, max: 6 }),
          async (rows, parts) => {
            const bytes = encode(rows.map((row) => `${row}\n`).join(''));
            const form = { delimiter: 44, columns: 3, from: 0, size: bytes.length, parts };
            const plan = await splitRanges(form, (from, to) => bytes.subarray(from, to));
            const single = profileBytes(bytes, 3);
            const merged = mergeAll(readAll(bytes, plan, 3));
            same(merged, single);
            expect(merged.ranges).toEqual(single.ranges);
          },
        ),
        { numRuns: 30, seed: 23 },
      );
    },
    BUSY,
  );

  it('guesses right on long quoted fields with line ends inside', async () => {
    const rows = Array.from(
      { length: 4000 },
      (_, i) => `${String(i)},"第一行,\n第二行 ""${String(i)}""\n",尾\n`,
    );
    const bytes = encode(rows.join(''));
    const form = { delimiter: 44, columns: 3, from: 0, size: bytes.length, parts: 8 };
    const plan = await splitRanges(form, (from, to) => Promise.resolve(bytes.subarray(from, to)));
    expect(plan).toHaveLength(8);
    const read = plan.map(({ from, to }) => profileBytes(bytes, 3, { from, until: to }));
    expect(firstBroken(read.flatMap((part) => part.ranges))).toBe(-1);
    expect(read.reduce((sum, part) => sum + part.rows, 0)).toBe(4000);
  });
});
