import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvRows } from '../../src/lib/intake/csv-reader';
import type { Delimiter } from '../../src/lib/intake/csv-delimiter';

const delimiter = fc.constantFrom<Delimiter>(',', ';', '\t', '|');
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const cell = fc.oneof(
  fc
    .string({ unit: 'grapheme', maxLength: 6 })
    .map((s) => s.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\uFEFF]/gu, '')),
  fc.constantFrom(
    '',
    '"',
    '""',
    'a"b',
    ',',
    ';',
    '|',
    '\t',
    'x\r\ny',
    '\r',
    '\n',
    '专利权人',
    '001',
    '1E5',
    ' ',
  ),
);
const rows = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 8 }))
  .chain(([width, height]) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const written = (
  table: readonly (readonly string[])[],
  d: string,
  end: string,
  bare: (text: string) => boolean,
): string =>
  table
    .map((r) => r.map((c) => (bare(c) && !/["\r\n]/.test(c) && !c.includes(d) ? c : quoted(c))).join(d))
    .join(end);

const read = async (text: string, d: Delimiter, chunkBytes: number) =>
  readCsvRows(new TextEncoder().encode(text), 'x.csv', { delimiter: d, chunkBytes });

/** Time limit of many runs, generous for a busy machine. */
const SLOW = 60_000;

describe('CSV reader', () => {
  it(
    'returns exactly the cells that were written',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          rows,
          delimiter,
          lineEnd,
          fc.integer({ min: 1, max: 40 }),
          async (table, d, end, chunk) => {
            fc.pre(table[0]?.[0]?.toLowerCase().startsWith('sep=') !== true);
            const result = await read(
              written(table, d, end, (c) => c.length % 2 === 1 && c !== ''),
              d,
              chunk,
            );
            expect(result.ok ? result.value.rows.map((r) => r.cells) : result.failure).toEqual(table);
          },
        ),
        { numRuns: 400 },
      );
    },
    SLOW,
  );

  it(
    'agrees with csv-parse on arbitrary text: same cells, or both refuse',
    async () => {
      const piece = fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', '专', ' ', '1', '",', '\n"', ',"');
      await fc.assert(
        fc.asyncProperty(
          fc.array(piece, { maxLength: 14 }).map((p) => p.join('')),
          async (text) => {
            let oracle: string[][] | null;
            try {
              oracle = parse(text, {
                relaxColumnCount: true,
                skipEmptyLines: false,
                recordDelimiter: ['\r\n', '\n'],
              });
            } catch {
              oracle = null;
            }
            const result = await read(text, ',', 7);
            const ours =
              result.ok && result.value.rows.every((r) => r.fault === undefined)
                ? result.value.rows.map((r) => [...r.cells])
                : null;
            expect(ours).toEqual(oracle);
          },
        ),
        { numRuns: 3_000 },
      );
    },
    SLOW,
  );
});
