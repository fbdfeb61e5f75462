import { afterEach, describe, expect, it } from 'vitest';
import { readTable } from '../../src/lib/intake/read-table';
import { importPatents } from '../../src/lib/intake/import-patents';
import { recognisePatentColumns } from '../../src/lib/intake/patent-columns';
import { mustBeOk } from '../../src/lib/kernel/result';
import { codeOf, intakeRules, join, utf8 } from '../fixtures/intake-files';

const NAME = '清单.csv';
/** Time limit of the large inputs, generous for a busy machine. */
const SLOW = 120_000;

const read = (text: string, options = {}) => readTable(utf8(text), NAME, options);
const table = async (text: string, options = {}) => mustBeOk(await read(text, options));
const refusal = async (text: string, options = {}) => {
  const result = await read(text, options);
  if (result.ok) throw new Error('refusal expected');
  return result.failure;
};

const prototypeKeys = Reflect.ownKeys(Object.prototype).length;
afterEach(() => {
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(prototypeKeys);
});

describe('hostile CSV', () => {
  it('CSV-01 refuses a quote that is never closed and names the line where it opened', async () => {
    const failure = await refusal('a,b\n1,2\n3,"4\n5,6\n7,8\n');
    expect(failure.code).toBe('E_QUOTE_OPEN');
    expect(failure.message).toContain('第 3 行');
    expect(failure.path).toBe(NAME);
  });

  it('CSV-02 refuses text after a closing quote and names the line', async () => {
    const failure = await refusal('a,b\n1,"x"y\n');
    expect(failure.code).toBe('E_QUOTE_TEXT');
    expect(failure.message).toContain('第 2 行');
  });

  it('CSV-03 reads LF, CRLF and CR in one file as line ends', async () => {
    const { rows } = await table('a,b\n1,2\r\n3,4\r5,6\n\r\n7,8');
    expect(rows.map((r) => r.cells)).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
      ['7', '8'],
    ]);
    expect(rows.map((r) => r.record)).toEqual([2, 3, 4, 6]);
  });

  it('CSV-04 lists ragged rows with their record number and leaves them out', async () => {
    const t = await table('a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n');
    expect(t.rows.map((r) => r.cells[0])).toEqual(['1', '10']);
    expect(t.leftOut).toBe(2);
    expect(t.faults.map((f) => [f.code, f.record, f.path])).toEqual([
      ['E_RAGGED', 3, `${NAME} › 第 3 条`],
      ['E_RAGGED', 4, `${NAME} › 第 4 条`],
    ]);
  });

  it('CSV-05 states duplicate headers and leaves the choice open', async () => {
    const t = await table('申请号,申请号,名称\n1,2,3\n');
    expect(t.header).toEqual(['申请号', '申请号', '名称']);
    expect(t.faults.map((f) => f.code)).toEqual(['E_HEADER_DUPLICATE']);
    const columns = mustBeOk(recognisePatentColumns(t.header, intakeRules()));
    expect(columns.ambiguous).toEqual([{ field: 'applicationNumber', columns: [0, 1], taken: null }]);
    const outcome = importPatents(t, columns, { batchId: 'b-1', rules: intakeRules() });
    expect(outcome.failures.map((f) => f.code)).toEqual(['E_COLUMN_AMBIGUOUS']);
  });

  it('CSV-06 states empty header cells, a header alone, and files without content', async () => {
    expect((await table('a,,c\n1,2,3\n')).faults.map((f) => f.code)).toEqual(['E_HEADER_EMPTY']);
    const alone = await table('a,b\n');
    expect([alone.rows.length, alone.faults.map((f) => f.code)]).toEqual([0, ['E_NO_ROWS']]);
    expect((await refusal('\n\r\n \n,,\n')).code).toBe('E_EMPTY');
    expect(codeOf(await readTable(new Uint8Array(), NAME))).toBe('E_EMPTY');
  });

  it('CSV-07 refuses 1,000,001 columns', async () => {
    expect((await refusal(','.repeat(1_000_000))).code).toBe('E_COLUMNS');
  });

  it(
    'CSV-08 refuses a 200 MB field after its first 64 K characters',
    async () => {
      const bytes = new Uint8Array(200 * 1024 * 1024).fill(0x61);
      bytes.set(utf8('a,b\n1,2\n'));
      expect(codeOf(await readTable(bytes, NAME))).toBe('E_FIELD');
      expect(codeOf(await readTable(bytes.subarray(0, 10), NAME))).toBe('ok');
    },
    SLOW,
  );

  it(
    'CSV-08 refuses a record beyond 1 M characters and a file beyond 200 MB',
    async () => {
      const record = `"${'x'.repeat(60_000)}",`.repeat(20);
      expect((await refusal(`a,b\n${record}\n`)).code).toBe('E_RECORD');
      expect(codeOf(await readTable(new Uint8Array(200 * 1024 * 1024 + 1).fill(0x61), NAME))).toBe(
        'E_FILE_SIZE',
      );
    },
    SLOW,
  );

  it(
    'CSV-09 reads 1,000,000 rows, reports progress, and stops when asked',
    async () => {
      const bytes = new Uint8Array(4 + 4_000_000);
      bytes.set(utf8('a,b\n'));
      for (let i = 4; i < bytes.length; i += 4) bytes.set([0x31, 0x2c, 0x32, 0x0a], i);
      const seen: number[] = [];
      const t = mustBeOk(
        await readTable(bytes, NAME, {
          checkpoint: (done) => {
            seen.push(done);
            return true;
          },
        }),
      );
      expect(t.rows).toHaveLength(1_000_000);
      expect(t.rows.at(-1)).toEqual({ record: 1_000_001, cells: ['1', '2'] });
      expect(seen.at(-1)).toBe(bytes.length);
      expect(seen.length).toBeGreaterThan(10);
      const stopped = await readTable(bytes, NAME, { checkpoint: (done) => done < 1_000_000 });
      expect(codeOf(stopped)).toBe('E_CANCELLED');
      expect(codeOf(await readTable(join(bytes, utf8('3,4\n')), NAME))).toBe('E_ROWS');
    },
    SLOW,
  );

  it('CSV-10 does not guess full-width commas; a person may choose them', async () => {
    const text = '申请号，名称\n201710601862.3，一种装置\n';
    expect((await refusal(text)).code).toBe('E_DELIMITER');
    expect((await table(text, { delimiter: '，' })).header).toEqual(['申请号', '名称']);
    expect((await table('名称\n一种装置，其特征\n')).rows[0]?.cells).toEqual(['一种装置，其特征']);
  });

  it.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
    ['pipe', '|'],
  ])('CSV-11 detects %s as separator', async (_, d) => {
    const t = await table(
      `a${d}b${d}c\n1${d}2,5${d}3\n4${d}5;6${d}7\n`.replaceAll(d === ',' ? '2,5' : '—', '2'),
    );
    expect([t.delimiter, t.header]).toEqual([d, ['a', 'b', 'c']]);
  });

  it('CSV-11 follows a sep= line, does not count it as a record, and can be overruled', async () => {
    const t = await table('sep=;\r\na;b,c\r\n1;2,3\r\n');
    expect([t.delimiter, t.headerRow, t.rows[0]]).toEqual([';', 1, { record: 2, cells: ['1', '2,3'] }]);
    expect(t.notes.join()).toContain('“;”');
    expect((await table('sep=;\r\na;b,c\r\n1;2,3\r\n', { delimiter: ',' })).header).toEqual(['a;b', 'c']);
    expect((await refusal('sep=;\na;b\n1;"2\n')).message).toContain('第 3 行');
  });

  it('CSV-12 keeps headers named like object members as text', async () => {
    const t = await table('__proto__,constructor,toString\n1,2,3\n');
    expect(t.header).toEqual(['__proto__', 'constructor', 'toString']);
    const columns = mustBeOk(recognisePatentColumns(t.header, intakeRules()));
    expect(columns.columns.map((c) => c.field)).toEqual([null, null, null]);
  });

  it('CSV-13 refuses NUL and other control characters with their byte offset', async () => {
    const nul = await refusal('申请号,b\n1,\u00002\n');
    expect([nul.code, nul.message.includes('字节偏移 14')]).toEqual(['E_NUL', true]);
    expect((await refusal('a,b\n1,\u001b2\n')).code).toBe('E_CONTROL');
    expect((await refusal('a,b\n1,\u007f2\n')).code).toBe('E_CONTROL');
    expect((await table('a\tb\n1\t2\n')).rows).toHaveLength(1);
  });

  it('CSV-14 keeps line ends, quotes and separators inside quotes exactly', async () => {
    const t = await table('a,b\r\n"第一行\r\n第二行\n三\r四","说""好"",的"\r\n2,3\r\n');
    expect(t.rows.map((r) => r.cells)).toEqual([
      ['第一行\r\n第二行\n三\r四', '说"好",的'],
      ['2', '3'],
    ]);
    expect(t.rows.map((r) => r.record)).toEqual([2, 3]);
  });

  it(
    'CSV-15 lists 600,000 stray quotes up to 1,000 with the total',
    async () => {
      const t = await table(`a,b\n${'1,x"y\n'.repeat(600_000)}5,6\n`);
      expect(t.leftOut).toBe(600_000);
      expect(t.rows.map((r) => r.cells)).toEqual([['5', '6']]);
      expect(t.faults).toHaveLength(1_001);
      expect(t.faults[0]?.code).toBe('E_QUOTE_STRAY');
      expect(t.faults.at(-1)?.message).toContain('600000');
    },
    SLOW,
  );

  it('CSV-16 leaves identifiers, leading zeros and exponents as text', async () => {
    const cells = ['1234567890123456789', '001234', '1E5', '1-2', '00', '１２３'];
    const t = await table(`a,b,c,d,e,f\n${cells.join(',')}\n`);
    expect(t.rows[0]?.cells).toEqual(cells);
  });

  it('CSV-17 refuses a row whose application number became scientific notation', async () => {
    const t = await table('申请号,专利名称\n2.01711E+12,甲\n201710601862.3,乙\n');
    const columns = mustBeOk(recognisePatentColumns(t.header, intakeRules()));
    const outcome = importPatents(t, columns, { batchId: 'b-1', rules: intakeRules() });
    expect(outcome.records.map((r) => r.title)).toEqual(['乙']);
    expect(outcome.failures.map((f) => [f.code, f.record, f.column])).toEqual([['E_PRECISION', 2, '申请号']]);
  });

  it('CSV-18 names total rows and footnotes instead of importing them', async () => {
    const t = await table('申请号,专利名称,权利要求数量\n201710601862.3,甲,10\n合计,,10\n注：虚构数据\n');
    expect(t.faults.map((f) => [f.code, f.record])).toEqual([['E_RAGGED', 4]]);
    const columns = mustBeOk(recognisePatentColumns(t.header, intakeRules()));
    const outcome = importPatents(t, columns, { batchId: 'b-1', rules: intakeRules() });
    expect(outcome.counts).toEqual({ records: 3, imported: 1, failed: 1, duplicates: 0, leftOut: 1 });
    expect(outcome.failures.map((f) => [f.code, f.record, f.column])).toEqual([['E_NOT_A_RECORD', 3, null]]);
  });

  it('CSV-20 accepts and notes trailing separators and empty rows at the end', async () => {
    const both = await table(`a,b,\n1,2,\n3,4,\n${',,\n'.repeat(10)}`);
    expect([both.header, both.rows.map((r) => r.cells)]).toEqual([
      ['a', 'b'],
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ]);
    expect(both.notes.join()).toContain('10 个空行');
    expect(both.notes.join()).toContain('多余的分隔符');
    expect((await table('a,b\n1,2,\n3,4,\n')).rows.map((r) => r.cells)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect((await table('a,b\n1,2,\n3,4,5\n')).leftOut).toBe(2);
  });
});
