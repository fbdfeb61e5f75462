import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { dataAsset } from '../../../src/lib/case/data-assets-section';
import { shippedSettings } from '../../../src/lib/data-asset/profile-settings';
import { type ProfiledTable, createTableProfiler } from '../../../src/lib/data-asset/table-profiler';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { codeOf, gb18030, join, utf16, utf8, workbook } from '../../fixtures/intake-files';

const finish = async (bytes: Uint8Array, chunkBytes = bytes.length) => {
  const profiler = createTableProfiler('表.csv');
  for (let i = 0; i < bytes.length; i += Math.max(1, chunkBytes))
    profiler.push(bytes.subarray(i, i + Math.max(1, chunkBytes)));
  return profiler.finish();
};
const profile = async (text: string | Uint8Array, chunkBytes?: number): Promise<ProfiledTable> =>
  mustBeOk(await finish(typeof text === 'string' ? utf8(text) : text, chunkBytes));
const column = async (...cells: readonly string[]) => {
  const { columns } = await profile(`c,x\n${cells.map((c) => `${c},1\n`).join('')}`);
  return columns[0];
};
const faultsOf = (table: ProfiledTable) => table.faults.map((f) => [f.code, f.count, f.firstRow]);

describe('table profiler', () => {
  it('profiles a small table as computed by hand', async () => {
    const text =
      '编号,流量,日期,启用,备注\n1,0.5,2023-01-05,是,甲\n2,1.5,2023-01-07,否,乙\n3,,2022/12/31,是,甲\n4,-1,2023-01-06,是,NA\n';
    const table = await profile(text);
    expect(table.rows).toBe(4);
    expect(table.faults).toEqual([]);
    expect(table.columns).toEqual([
      {
        name: '编号',
        type: 'integer',
        bad: 0,
        missing: 0,
        missingTokens: {},
        distinct: 4,
        distinctExact: true,
        min: '1',
        max: '4',
        mean: '2.5',
      },
      // mean (0.5 + 1.5 − 1) ÷ 3 = 0.333…
      {
        name: '流量',
        type: 'decimal',
        bad: 0,
        missing: 1,
        missingTokens: { '': 1 },
        distinct: 3,
        distinctExact: true,
        min: '-1',
        max: '1.5',
        mean: '0.333333333333333',
      },
      {
        name: '日期',
        type: 'date',
        bad: 0,
        missing: 0,
        missingTokens: {},
        distinct: 4,
        distinctExact: true,
        min: '2022-12-31',
        max: '2023-01-07',
        mean: null,
      },
      {
        name: '启用',
        type: 'boolean',
        bad: 0,
        missing: 0,
        missingTokens: {},
        distinct: 2,
        distinctExact: true,
        min: null,
        max: null,
        mean: null,
      },
      {
        name: '备注',
        type: 'text',
        bad: 0,
        missing: 1,
        missingTokens: { NA: 1 },
        distinct: 2,
        distinctExact: true,
        min: null,
        max: null,
        mean: null,
      },
    ]);
    expect(v.is(dataAsset, { ...table, id: 'd-1', title: '虚构数据' })).toBe(true);
    expect(table.sha256).toBe(await sha256Hex(utf8(text)));
    expect([table.bytes, table.method]).toEqual([utf8(text).length, 'data-asset.profile@1']);
  });

  it('gives the same result for every chunk size from 1 to 64', async () => {
    const text =
      '\uFEFF编号,"名 称",值\r\n1,"含,逗号与\r\n换行",1.5\r2,"说""好""",NA\n\n3,少\n4,"x"y,2\n5,a"b,3\r\n6,四,4.25';
    for (const bytes of [utf8(text), gb18030(text.slice(1))]) {
      const whole = await profile(bytes);
      expect(faultsOf(whole)).toEqual([
        ['E_BLANK', 1, 4],
        ['E_QUOTE_STRAY', 1, 7],
        ['E_QUOTE_TEXT', 1, 6],
        ['E_RAGGED', 1, 5],
      ]);
      expect([whole.rows, whole.columns[2]?.mean]).toEqual([6, '2.6875']); // (1.5 + 2 + 3 + 4.25) ÷ 4
      for (let chunkBytes = 1; chunkBytes <= 64; chunkBytes += 1)
        expect(await profile(bytes, chunkBytes)).toEqual(whole);
    }
  });

  it('does not depend on chunks either when the first look is exceeded', async () => {
    const text = `a;b\n${Array.from({ length: 12_000 }, (_, i) => `${i};"v ${i % 97}"\n`).join('')}`;
    const whole = await profile(text);
    expect(whole.columns.map((c) => [c.type, c.distinct])).toEqual([
      ['integer', 12_000],
      ['text', 97],
    ]);
    expect(await profile(text, 4_093)).toEqual(whole);
    expect(await profile(text, 65_536)).toEqual(whole);
  });

  it('decides a type when 99 % of the values fit and counts the exceptions', async () => {
    const hundred = Array.from({ length: 99 }, (_, i) => String(i));
    expect(await column(...hundred, 'err')).toMatchObject({
      type: 'integer',
      bad: 1,
      min: '0',
      max: '98',
      mean: '49',
    });
    expect(await column(...hundred.slice(1), 'err', 'err')).toMatchObject({
      type: 'text',
      bad: 0,
      min: null,
    });
    expect(await column('1', '2', '2.5')).toMatchObject({ type: 'decimal', bad: 0 });
    expect(await column('001', '002')).toMatchObject({ type: 'text' });
    expect(await column('0', '1')).toMatchObject({ type: 'integer' });
    expect(await column('', '--', ' ')).toMatchObject({
      type: 'empty',
      missing: 3,
      missingTokens: { '': 2, '--': 1 },
      distinct: 0,
    });
  });

  it('counts missing cells by the token that stood there', async () => {
    const tokens = [
      '',
      '  ',
      '\u3000',
      'NA',
      'N/A',
      'NULL',
      'null',
      '-',
      '--',
      '无',
      '未知',
      '空',
      'na',
      '0',
    ];
    const c = await column(...tokens);
    expect(c).toMatchObject({ missing: 12, distinct: 2 });
    expect(c?.missingTokens).toEqual({
      '': 3,
      '-': 1,
      '--': 1,
      'N/A': 1,
      NA: 1,
      NULL: 1,
      null: 1,
      无: 1,
      未知: 1,
      空: 1,
    });
    const gb = await profile(gb18030('c,x\n无,1\n未知,1\n空值,1\n'));
    expect(gb.columns[0]).toMatchObject({ missing: 2, distinct: 1 });
  });

  it('keeps all digits of long numbers in min and max', async () => {
    const c = await column('12345678901234567891', '12345678901234567890', '12345678901234567892');
    expect([c?.min, c?.max]).toEqual(['12345678901234567890', '12345678901234567892']);
    expect(await column('1e-7', '2.50')).toMatchObject({ min: '0.0000001', max: '2.5' });
  });

  it('CSV-01 reports an unclosed quote with its offset and keeps what came before', async () => {
    const table = await profile('a,b\n1,2\n3,"4\n5,6\n');
    expect(table.rows).toBe(1);
    expect(faultsOf(table)).toEqual([['E_QUOTE_OPEN', 1, 3]]);
    expect(table.faults[0]?.message).toContain('字节偏移 10');
  });

  it('CSV-04 counts ragged rows with the first of them and goes on', async () => {
    const table = await profile('a,b\n1,2\n3\n4,5,6\n7,8\n');
    expect([table.rows, table.columns[0]?.distinct]).toEqual([4, 2]);
    expect(faultsOf(table)).toEqual([['E_RAGGED', 2, 3]]);
    expect(table.faults[0]?.message).toContain('有 1 个单元格，表头有 2 个，字节偏移 8');
  });

  it('CSV-07 CSV-08 bounds columns and records without building strings', async () => {
    expect(codeOf(await finish(utf8(`${','.repeat(5_000)}\n1\n`)))).toBe('E_COLUMNS');
    const table = await profile(`a,b\n1,"${'x'.repeat(3_000_000)}"\n2,3\n`, 100_000);
    expect(faultsOf(table)).toEqual([['E_RECORD', 1, 2]]);
    expect([table.rows, table.columns[1]?.distinct]).toEqual([2, 2]);
  });

  it('CSV-11 finds the delimiter, also | inside GB18030 characters', async () => {
    // 倈 is 82 7C: its second byte is the delimiter.
    const bytes = join(gb18030('名称|值\n'), Uint8Array.of(0x82, 0x7c), gb18030('甲|1\n乙|2\n'));
    const table = await profile(bytes);
    expect([table.faults, table.columns.map((c) => c.name)]).toEqual([[], ['名称', '值']]);
    expect(table.columns[1]?.mean).toBe('1.5');
    for (let chunkBytes = 1; chunkBytes <= 16; chunkBytes += 1)
      expect(await profile(bytes, chunkBytes)).toEqual(table);
    expect((await profile('sep=;\na;b\n1;2\n')).columns.map((c) => c.name)).toEqual(['a', 'b']);
  });

  it('CSV-05 CSV-06 CSV-13 states doubtful headers, blank lines and control characters', async () => {
    const table = await profile('a,a,\n1,\u00002,3\n\n\n');
    expect(faultsOf(table)).toEqual([
      ['E_BLANK', 2, 3],
      ['E_CONTROL', 1, 2],
      ['E_HEADER_DUPLICATE', 1, 1],
      ['E_HEADER_EMPTY', 1, 1],
    ]);
    expect(codeOf(await finish(new Uint8Array()))).toBe('E_EMPTY');
    expect(codeOf(await finish(utf8('\n\n')))).toBe('E_EMPTY');
    expect((await profile('a,b\n')).rows).toBe(0);
  });

  it('ENC-02 ENC-07 refuses UTF-16 and counts fields in a foreign encoding', async () => {
    expect(codeOf(await finish(utf16('a,b\n', true)))).toBe('E_ENCODING');
    expect(codeOf(await finish(workbook({ sheets: { a: '' } })))).toBe('E_KIND');
    const mixed = await profile(join(utf8('名称,值\n甲乙丙,1\n丁戊,2\n'), gb18030('己庚,3\n')));
    expect(faultsOf(mixed)).toEqual([['E_ENCODING', 1, 4]]);
    expect(mixed.note).toContain('UTF-8');
    const gb = await profile(gb18030('名称,值\n甲乙丙,1\n'));
    expect([gb.columns[0]?.name, gb.faults, gb.note.includes('GB18030')]).toEqual(['名称', [], true]);
  });

  it('refuses once and stays refused', async () => {
    const profiler = createTableProfiler('表.csv');
    expect(profiler.push(new Uint8Array(70_000).fill(0x2c))).toBeNull();
    expect(profiler.push(utf8('\n'))?.code).toBe('E_COLUMNS');
    expect(profiler.push(utf8('1,2\n'))?.code).toBe('E_COLUMNS');
    expect(codeOf(await profiler.finish())).toBe('E_COLUMNS');
  });

  it('flags estimated distinct counts beyond the bound', async () => {
    const lines = Array.from({ length: 70_000 }, (_, i) => `k${i},${i % 3}\n`).join('');
    const { columns } = await profile(`a,b\n${lines}`);
    expect(columns[0]?.distinctExact).toBe(false);
    expect(Math.abs((columns[0]?.distinct ?? 0) / 70_000 - 1)).toBeLessThan(0.049);
    expect(columns[1]).toMatchObject({ distinct: 3, distinctExact: true });
  });

  it('hashes similar values apart: 12 columns of 60,000 different codes are counted exactly', async () => {
    // A 32-bit hash would lose about 60,000² ÷ 2³³ = 0.4 values per column, five in all.
    const prefixes = ['', 'A', 'WM-', '2023-', 'x0', '00', 'k', '-', '虚', 'z.', '9', '#'];
    const header = prefixes.map((_, i) => `c${i}`).join(',');
    const lines = Array.from({ length: 60_000 }, (_, i) => prefixes.map((p) => `${p}${i * 7}`).join(','));
    const { columns } = await profile(`${header}\n${lines.join('\n')}\n`);
    expect(columns.map((c) => [c.distinct, c.distinctExact])).toEqual(prefixes.map(() => [60_000, true]));
  }, 60_000);

  it('takes its tokens and type rule from the settings', async () => {
    const profiler = createTableProfiler('表.csv', {
      ...shippedSettings(),
      missingTokens: ['-9999'],
      typeShare: 0.5,
    });
    profiler.push(utf8('a,b\n-9999,1\nNA,1\n3,1\n'));
    const { columns } = mustBeOk(await profiler.finish());
    expect(columns[0]).toMatchObject({ type: 'integer', bad: 1, missing: 1, missingTokens: { '-9999': 1 } });
  });

  it('keeps a header named __proto__ harmless', async () => {
    const { columns } = await profile('__proto__,b\n1,2\n');
    expect(columns[0]?.name).toBe('__proto__');
  });
});
