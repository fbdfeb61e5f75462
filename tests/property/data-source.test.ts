import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ByteRecords } from '../../src/lib/data-asset/byte-records';
import { columnDistinct } from '../../src/lib/data-asset/kernel/column-summary';
import { meanText } from '../../src/lib/data-asset/kernel/number-figures';
import { FaultTally } from '../../src/lib/data-asset/source/table-source';
import { JsonLine } from '../../src/lib/data-asset/source/json-line';
import { LineSplitter } from '../../src/lib/data-asset/source/line-splitter';
import { RecordWriter } from '../../src/lib/data-asset/source/record-writer';
import { Utf16ToUtf8 } from '../../src/lib/data-asset/source/transcode';
import { drain, memoryFile, opened, profileSource } from '../fixtures/data-source';
import { gb18030, inlineRows, utf8, workbook } from '../fixtures/intake-files';
import { LOGICAL, parquetFile } from '../fixtures/parquet-file';

type Cell = string | null;
interface Row {
  readonly id: bigint;
  readonly flow: Cell;
  readonly state: Cell;
  readonly note: Cell;
}

const ROWS = fc.array(
  fc.record<Row>({
    id: fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n }),
    flow: fc.option(fc.integer({ min: -99_999, max: 99_999 }).map((n) => (n / 8).toString())),
    state: fc.option(fc.constantFrom('正常', '离线', '故障')),
    note: fc.option(fc.string({ unit: fc.constantFrom('a', '7', ',', '"', '\n', '甲', ' ', '|', ';', '-'), minLength: 1, maxLength: 8 })),
  }),
  { minLength: 1, maxLength: 60 },
); // prettier-ignore

const HEADER = ['编号', '流量', '状态', '备注'];
const cells = ({ id, flow, state, note }: Row): Cell[] => [id.toString(), flow, state, note];

const quoted = (cell: Cell): string =>
  cell === null ? '' : /[",\n|;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
const csv = (rows: readonly Row[], delimiter: string): string =>
  [HEADER, ...rows.map(cells)].map((row) => `${row.map(quoted).join(delimiter)}\n`).join('');

const jsonLine = ({ id, flow, state, note }: Row): string =>
  `{"编号":${id},"流量":${flow ?? 'null'},"状态":${JSON.stringify(state)},"备注":${JSON.stringify(note)}}\n`;

const parquet = (rows: readonly Row[], codec: 'UNCOMPRESSED' | 'SNAPPY' | 'GZIP'): Uint8Array =>
  parquetFile(
    [
      { name: '编号', type: 'INT64', required: true, values: rows.map(({ id }) => id) },
      { name: '流量', type: 'DOUBLE', values: rows.map(({ flow }) => (flow === null ? null : Number(flow))) },
      { name: '状态', type: 'BYTE_ARRAY', logical: LOGICAL.string, dictionary: true, values: rows.map(({ state }) => state) },
      { name: '备注', type: 'BYTE_ARRAY', values: rows.map(({ note }) => note) },
    ],
    { codec, pageRows: 7, groupRows: 23 },
  ); // prettier-ignore

/** What must agree between formats. */
const figures = async (file: Parameters<typeof opened>[0]) => {
  const source = await opened(file);
  const { sketch, failure, faults } = await profileSource(source);
  return {
    header: source.header,
    failure,
    faults: [...faults.map(({ code }) => code), ...sketch.faults.keys()],
    rows: sketch.rows,
    columns: sketch.columns.map((column) => ({
      missing: [...column.missing].sort(),
      types: column.types,
      distinct: columnDistinct(column),
      numbers: [meanText(column.numbers), column.numbers.min, column.numbers.max],
      top: column.top.values.map(({ value, count }) => [Buffer.from(value).toString('hex'), count]),
    })),
  };
};

describe('one table in every format', () => {
  it('has one profile', async () => {
    await fc.assert(
      fc.asyncProperty(ROWS, async (rows) => {
        const text = csv(rows, ',');
        const expected = await figures(memoryFile(text));
        expect(expected.rows).toBe(rows.length);
        expect([expected.failure, expected.faults]).toEqual([null, []]);
        const json = rows.map(jsonLine).join('');
        const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
        const files: readonly (readonly [string, Uint8Array])[] = [
          [';', utf8(csv(rows, ';'))],
          ['tab, CRLF', utf8(csv(rows, '\t').replaceAll(/\n(?=-?\d+\t)/g, '\r\n'))],
          ['UTF-16', utf16],
          ['gzip', gzipSync(text)],
          ['gzip of GB 18030', gzipSync(gb18030(text))],
          ['gzip of UTF-16', gzipSync(utf16)],
          ['jsonl', utf8(json)],
          ['jsonl.gz', gzipSync(json)],
          ['parquet', parquet(rows, 'UNCOMPRESSED')],
          ['snappy', parquet(rows, 'SNAPPY')],
          ['parquet gzip', parquet(rows, 'GZIP')],
          ['xlsx', workbook({ sheets: { 数据: inlineRows([HEADER, ...rows.map((row) => cells(row).map((c) => c ?? ''))]) } })],
        ]; // prettier-ignore
        for (const [name, bytes] of files) expect(await figures(memoryFile(bytes)), name).toEqual(expected);
      }),
      { numRuns: 40, seed: 20_261_122 },
    );
  }, 60_000);

  it('in GB 18030 has the same figures, with its values in its own bytes', async () => {
    await fc.assert(
      fc.asyncProperty(ROWS, async (rows) => {
        for (const delimiter of [',', '|']) {
          const text = csv(rows, delimiter);
          const utf = await figures(memoryFile(text));
          const gb = await figures(memoryFile(gb18030(text)));
          const without = ({ columns, ...rest }: typeof utf) => ({
            ...rest,
            columns: columns.map(({ top, ...column }) => ({ ...column, top: top.length })),
          });
          expect(without(gb)).toEqual(without(utf));
        }
      }),
      { numRuns: 20, seed: 20_261_122 },
    );
  });
});

const CUTS = fc.array(fc.nat(400), { maxLength: 12 });
const parts = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, i) => bytes.subarray(at[i] ?? 0, end));
};

describe('cutting does not matter', () => {
  it('to UTF-16: as the decoder of the platform reads it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), CUTS, fc.boolean(), (bytes, cuts, little) => {
        const faults = new FaultTally();
        const coder = new Utf16ToUtf8(little, 0, faults);
        const out = [...parts(bytes, cuts).map((part) => coder.push(part)), coder.finish()];
        const expected = new TextDecoder(little ? 'utf-16le' : 'utf-16be', { ignoreBOM: true }).decode(bytes);
        expect(Buffer.concat(out).toString()).toBe(expected);
      }),
    );
  });

  it('to lines', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '甲'), maxLength: 200 }),
        CUTS,
        (text, cuts) => {
          const found: [string, number, number][] = [];
          const splitter = new LineSplitter({
            line: (bytes, start, end, line, offset) => {
              found.push([Buffer.from(bytes.subarray(start, end)).toString(), line, offset]);
            },
            tooLong: () => undefined,
          });
          for (const part of parts(utf8(text), cuts)) splitter.push(part);
          splitter.finish();
          const lines = text.split('\n');
          if (lines.at(-1) === '') lines.pop();
          let offset = 0;
          const expected = lines.map((line, i) => {
            const at = offset;
            offset += utf8(line).length + 1;
            return [line, i + 1, at];
          });
          expect(found).toEqual(expected);
        },
      ),
    );
  });
});

describe('values go through unharmed', () => {
  it('written records are read back as they were', () => {
    const cell = fc.string({ unit: fc.oneof(fc.constantFrom(',', '"', '\n', '\r', ' '), fc.string({ unit: 'grapheme', maxLength: 1 })), maxLength: 90 }); // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 5 }), (rows) => {
        const writer = new RecordWriter(2);
        for (const row of rows) {
          for (const [i, text] of row.entries()) {
            if (i % 2 === 0) writer.text(text);
            else writer.bytes(utf8(text));
          }
          writer.endRecord();
        }
        const found: string[][] = [];
        const records = new ByteRecords(44, false, 0, {
          record: (bytes, starts, ends, fields) => {
            found.push(
              Array.from({ length: fields }, (_, i) =>
                Buffer.from(bytes.subarray(starts[i], ends[i])).toString(),
              ),
            );
          },
          blank: () => found.push(['blank']),
          fault: (code) => found.push([code]),
        });
        records.push(writer.take());
        records.finish();
        expect(found).toEqual(rows.map((row) => row.map((text) => Buffer.from(text).toString())));
      }),
    );
  });

  it('JSON strings and numbers come as JSON.parse gives them', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (record) => {
        const bytes = utf8(JSON.stringify(record));
        const reader = new JsonLine(null);
        expect(reader.read(bytes, 0, bytes.length)).toBeNull();
        expect(reader.columns).toEqual(Object.keys(record));
        for (const [i, cell] of Object.values(record).entries()) {
          const text = Buffer.from(reader.cells.subarray(reader.starts[i], reader.ends[i])).toString();
          expect(text).toBe(typeof cell === 'string' ? cell : cell === null ? '' : JSON.stringify(cell));
        }
      }),
    );
    expect((await drain(await opened(memoryFile('{"a":"x"}\n')))).text).toBe('x\n');
  });
});
