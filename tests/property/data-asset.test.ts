import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTableProfiler } from '../../src/lib/data-asset/table-profiler';
import { mustBeOk } from '../../src/lib/kernel/result';
import { utf8 } from '../fixtures/intake-files';

const profile = async (text: string, chunks: readonly number[]) => {
  const bytes = utf8(text);
  const profiler = createTableProfiler('表.csv');
  let at = 0;
  for (let i = 0; at < bytes.length; i += 1) {
    const size = chunks[i % chunks.length] ?? 1;
    profiler.push(bytes.subarray(at, at + size));
    at += size;
  }
  return mustBeOk(await profiler.finish());
};

const chunkSizes = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 5 });
const cell = fc.oneof(
  fc.integer({ min: -999, max: 999 }).map(String),
  fc.integer({ min: -99_999, max: 99_999 }).map((n) => (n / 100).toFixed(2)),
  fc.constantFrom('', 'NA', '--', '无', '甲', 'x y', 'a,b', 'q"q', '第一\n第二', '2023-01-05', '是'),
);
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const MISSING = new Set(['', 'NA', '--', '无']);
const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

/** Time limit of many runs, generous for a busy machine. */
const SLOW = 60_000;

describe('table profiler', () => {
  it(
    'agrees with a naive computation over whole strings',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 }),
          chunkSizes,
          async (rows, chunks) => {
            const text = `甲列,乙列\n${rows.map((r) => r.map(quoted).join(',')).join('\n')}\n`;
            const table = await profile(text, chunks);
            expect([table.rows, table.faults]).toEqual([rows.length, []]);
            table.columns.forEach((column, c) => {
              const cells = rows.map((r) => (r[c] ?? '').trim());
              const values = cells.filter((x) => !MISSING.has(x));
              expect(column.missing).toBe(cells.length - values.length);
              expect(column.distinct).toBe(new Set(values).size);
              const numbers = values.filter(isNumber).map(Number);
              if (column.type !== 'integer' && column.type !== 'decimal') return;
              expect(numbers.length * 100).toBeGreaterThanOrEqual(values.length * 99);
              expect(column.bad).toBe(
                values.length -
                  (column.type === 'integer'
                    ? values.filter((x) => /^-?\d+$/.test(x)).length
                    : numbers.length),
              );
              expect(Number(column.min)).toBe(Math.min(...numbers));
              expect(Number(column.max)).toBe(Math.max(...numbers));
              const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
              expect(Math.abs(Number(column.mean) - mean)).toBeLessThan(1e-9);
            });
          },
        ),
        { numRuns: 200 },
      );
    },
    SLOW,
  );

  it(
    'never depends on how damaged bytes are cut',
    async () => {
      const piece = fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', '\r', '专', ' ', '1', '|', '", ');
      await fc.assert(
        fc.asyncProperty(
          fc.array(piece, { minLength: 1, maxLength: 30 }).map((p) => `h,"i"\n${p.join('')}`),
          chunkSizes,
          async (text, chunks) => {
            expect(await profile(text, chunks)).toEqual(await profile(text, [1_000_000]));
          },
        ),
        { numRuns: 300 },
      );
    },
    SLOW,
  );
});
