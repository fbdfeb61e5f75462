import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type StoredProfile, storedProfile as schema } from '../../../../src/lib/case/data-assets-section';
import { shippedReportSettings } from '../../../../src/lib/data-asset/run/report-settings';
import { storedProfile } from '../../../../src/lib/data-asset/run/stored-profile';
import type { SourceFile } from '../../../../src/lib/data-asset/source/table-source';
import { numbersText } from '../../../../src/lib/state/column-words';
import { sha256Hex } from '../../../../src/lib/kernel/hashing';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { gb18030, join, utf16, utf8 } from '../../../fixtures/intake-files';
import { memoryFile, runOver } from '../../../fixtures/profile-run';

const settings = shippedReportSettings();
const profileOf = async (files: readonly SourceFile[]): Promise<StoredProfile> => {
  const profile = mustBeOk(storedProfile(mustBeOk(await runOver(files)), settings));
  expect(v.safeParse(schema, profile).issues).toBeUndefined();
  return profile;
};
const profile = (bytes: Uint8Array | string): Promise<StoredProfile> =>
  profileOf([memoryFile('表.csv', typeof bytes === 'string' ? utf8(bytes) : bytes)]);
const column = async (...cells: readonly string[]) => {
  const { columns } = await profile(`c,x\n${cells.map((c) => `${c},1\n`).join('')}`);
  return columns[0];
};
const faultsOf = (table: StoredProfile) => table.faults.map((f) => [f.code, f.count, f.firstOffset]);

describe('stored profile', () => {
  it('profiles a small table as computed by hand', async () => {
    const text =
      '编号,流量,日期,启用,备注\n1,0.5,2023-01-05,是,甲\n2,1.5,2023-01-07,否,乙\n3,,2022/12/31,是,甲\n4,-1,2023-01-06,是,NA\n';
    const table = await profile(text);
    expect([table.rows, table.faults, table.bytes]).toEqual([4, [], utf8(text).length]);
    expect([table.sha256, table.method]).toEqual([await sha256Hex(utf8(text)), 'data-asset.profile@2']);
    const [id, flow, day, on, note] = table.columns;
    expect(id).toMatchObject({ type: 'integer', distinct: 4, min: '1', max: '4', mean: '2.5' });
    // 0.5, 1.5, −1: mean 1 ÷ 3; deviations squared 0.02778 + 1.36111 + 1.77778 = 3.16667, ÷ 2, root 1.25830573921.
    expect(flow).toMatchObject({
      type: 'decimal',
      missing: 1,
      missingTokens: { '': 1 },
      min: '-1',
      max: '1.5',
      mean: '0.333333333333333',
      sd: '1.25830573921',
    });
    // 2022-12-31 to 2023-01-07 are 8 days, 4 of them without a record: 1–4 January.
    expect(day).toMatchObject({
      type: 'date',
      min: '2022-12-31',
      max: '2023-01-07',
      gaps: { unit: 'day', periods: 8, empty: 4, longestEmpty: 4, longestFrom: '2023-01-01' },
    });
    expect(on).toMatchObject({
      type: 'boolean',
      distinct: 2,
      top: [{ value: '是', count: 3, missed: 0 }, { value: '否' }],
    });
    expect(note).toMatchObject({ type: 'text', missing: 1, missingTokens: { NA: 1 }, top: [] });
    expect(table.table?.duplicateRows).toEqual({ extra: 0, members: 0, exact: true, low: 0, high: 0 });
  });

  it('decides a type when 99 % of the values fit and counts the exceptions', async () => {
    const hundred = Array.from({ length: 99 }, (_, i) => String(i));
    expect(await column(...hundred, 'err')).toMatchObject({ type: 'integer', bad: 1, max: '98', mean: '49' });
    expect(await column(...hundred.slice(1), 'err', 'err')).toMatchObject({
      type: 'text',
      bad: 0,
      min: null,
    });
    expect(await column('1', '2', '2.5')).toMatchObject({ type: 'decimal', bad: 0 });
    expect(await column('001', '002')).toMatchObject({ type: 'text' });
    expect(await column('', '--', ' ')).toMatchObject({
      type: 'empty',
      missing: 3,
      missingTokens: { '': 2, '--': 1 },
      distinct: 0,
    });
  });

  it('keeps all digits of long numbers', async () => {
    const long = ['12345678901234567891', '12345678901234567890', '12345678901234567892'];
    expect(await column(...long)).toMatchObject({ min: long[1], max: long[2] });
    expect(await column('1e-7', '2.50')).toMatchObject({ min: '0.0000001', max: '2.5' });
  });

  it('takes no number beyond its range for one', async () => {
    expect(await column('1e200', '-1e200', '3')).toMatchObject({ type: 'text', mean: null, sd: null });
    expect(await column('1e29', '-1e29', '3')).toMatchObject({ type: 'decimal', max: `1${'0'.repeat(29)}` });
  });

  it('CSV-01 CSV-04 CSV-08 names faults by their offset and goes on', async () => {
    expect(faultsOf(await profile('a,b\n1,2\n3,"4\n5,6\n'))).toEqual([['E_QUOTE_OPEN', 1, 10]]);
    const ragged = await profile('a,b\n1,2\n3\n4,5,6\n7,8\n');
    expect([ragged.rows, ragged.columns[0]?.distinct, faultsOf(ragged)]).toEqual([
      4,
      2,
      [['E_RAGGED', 2, 8]],
    ]);
    expect(ragged.faults[0]?.message).toContain('首处在字节偏移 8');
    const long = await profile(`a,b\n1,"${'x'.repeat(3_000_000)}"\n2,3\n`);
    expect([long.rows, faultsOf(long)]).toEqual([1, [['E_RECORD', 1, 4]]]);
    expect(faultsOf(await profile('a,b\n1,\u00002\n\n\n'))).toEqual([
      ['E_BLANK', 2, 9],
      ['E_CONTROL', 1, 4],
      ['E_NUL', 1, 6],
    ]);
    expect((await profile('a,b\n')).rows).toBe(0);
  });

  it('ENC-07 reads GB18030 and counts values in a foreign encoding', async () => {
    const mixed = await profile(join(utf8('名称,值\n甲乙丙,1\n丁戊,2\n'), gb18030('己庚,3\n')));
    expect(mixed.faults.map(({ code, count }) => [code, count])).toContainEqual(['E_ENCODING', 1]);
    const rows = '有货,1\n无货,2\n'.repeat(10);
    const gb = await profile(gb18030(`状态,值\n${rows}`));
    expect([gb.faults, gb.note.includes('GB18030')]).toEqual([[], true]);
    expect(gb.columns[0]?.top.map(({ value, count }) => [value, count]).sort()).toEqual([
      ['无货', 10],
      ['有货', 10],
    ]);
  });

  it('gives one profile for every wrapping of the same table', async () => {
    const text = `日期,流量\n${Array.from({ length: 400 }, (_, i) => `2024-01-0${(i % 9) + 1},${i % 7}.5\n`).join('')}`;
    const plain = await profile(text);
    const lines = Array.from({ length: 400 }, (_, i) =>
      JSON.stringify({ 日期: `2024-01-0${(i % 9) + 1}`, 流量: `${i % 7}.5` }),
    ).join('\n');
    for (const file of [
      memoryFile('表.csv.gz', gzipSync(utf8(text))),
      memoryFile('表.csv', utf16(text, true)),
      memoryFile('表.jsonl', utf8(lines)),
    ]) {
      const other = await profileOf([file]);
      expect([other.rows, other.columns, other.table]).toEqual([plain.rows, plain.columns, plain.table]);
    }
  });

  it('states a truncated gzip and keeps what came before', async () => {
    const packed = gzipSync(
      utf8(`a,b\n${Array.from({ length: 50_000 }, (_, i) => `${i},${i * 7919}\n`).join('')}`),
    );
    const table = await profileOf([memoryFile('断.csv.gz', packed.subarray(0, packed.length >> 1))]);
    expect(table.rows).toBeGreaterThan(1000);
    const broken = table.faults.find(({ message }) => message.includes('此前读到的内容已计入'));
    expect(broken?.file).toBe('断.csv.gz');
  });

  it('keeps values of people, keys and free text out of the case', async () => {
    const rows = Array.from(
      { length: 200 },
      (_, i) => `虚构${i % 5},1380000000${i % 5},K${i},x${i % 5},正常\n`,
    ).join('');
    const { columns } = await profile(`姓名,联系方式,主键,备注,状态\n${rows}`);
    expect(columns.map(({ name, top }) => [name, top.length])).toEqual([
      ['姓名', 0],
      ['联系方式', 0],
      ['主键', 0],
      ['备注', 0],
      ['状态', 1],
    ]);
    expect(columns[1]?.detected).toEqual([{ kind: 'mobilePhone', matches: 200, valid: null }]);
  });

  it('hashes similar values apart', async () => {
    const lines = Array.from({ length: 70_000 }, (_, i) => `WM-${i * 7},${i % 3}\n`).join('');
    const { columns } = await profile(`a,b\n${lines}`);
    // Three standard deviations of 0.81 %.
    expect(Math.abs((columns[0]?.distinct ?? 0) / 70_000 - 1)).toBeLessThan(0.0243);
    expect([columns[0]?.distinctExact, columns[1]?.distinctExact]).toEqual([false, true]);
  });

  it('keeps a header named __proto__ harmless', async () => {
    expect((await profile('__proto__,b\n1,2\n')).columns[0]?.name).toBe('__proto__');
  });
});

describe('numbers among other values', () => {
  /** 7 of 8 values are numbers (the middle one within 1/256 of 4): sum 28, mean 4; deviations squared 9+4+1+0+1+4+9 = 28, ÷ 6, root 2.16024689947. */
  const MIXED = ['1', '2', '3', '4', '5', '6', '7', '离线'];

  it('keep their figures at any share, with how many they are', async () => {
    const mixed = await column(...MIXED);
    expect(mixed).toMatchObject({ type: 'text', bad: 0, min: null, max: null, mean: null, sd: null });
    expect(mixed?.numbers).toMatchObject({
      count: 7,
      others: 1,
      figures: { min: '1', max: '7', mean: '4', sd: '2.16024689947', quantiles: { p50: '4.01563' } },
    });
    const one = await column('5', '甲', '乙', '丙');
    expect(one?.numbers).toMatchObject({ count: 1, others: 3, figures: { min: '5', max: '5', sd: null } });
    expect((await column('甲', '乙'))?.numbers).toBeNull();
  });

  it('are those of a column of numbers where the type is one', async () => {
    const cells = Array.from({ length: 199 }, (_, i) => String(i));
    const numeric = await column(...cells, 'ERR');
    expect(numeric).toMatchObject({ type: 'integer', bad: 1, min: '0', max: '198', mean: '99' });
    expect(numeric?.numbers).toEqual({ count: 199, others: 1, figures: null });
  });

  it('among dates are not lost either', async () => {
    const days = Array.from({ length: 198 }, (_, i) => `2024-01-${String((i % 28) + 1).padStart(2, '0')}`);
    const dated = await column(...days, '7', '9');
    expect(dated).toMatchObject({ type: 'date', bad: 2, min: '2024-01-01' });
    expect(dated?.numbers).toMatchObject({ count: 2, others: 198, figures: { min: '7', max: '9' } });
  });

  it('say how many only, where the column holds numbers of people or is named like them', async () => {
    const phones = await column('13800138000', '13900139000', '不详', '无人');
    expect(phones?.numbers).toEqual({ count: 2, others: 2, figures: null });
    const named = await profile('姓名,x\n1,1\n张,1\n李,1\n');
    expect(named.columns[0]?.numbers).toEqual({ count: 1, others: 2, figures: null });
  });

  it('in words', () => {
    expect(numbersText({ count: 1222, others: 12 })).toBe('数值 99% 的 1,222 个值，其余 12 个不是数字');
    expect(numbersText({ count: 1, others: 9999 })).toContain('不足 0.1%');
    expect(numbersText({ count: 99_999, others: 1 })).toContain('99.9%');
    expect(numbersText({ count: 3, others: 0 })).toBe('3 个值都是数字');
  });
});

describe('findings', () => {
  it('have a place, the column they are in, and what to do', async () => {
    const table = await profile(
      join(utf8('a,b\n1,x\n'), Uint8Array.of(0xff, 0xfe), utf8(',y\n2,z\n\n3,\u0007\n')),
    );
    expect(table.faults.map((f) => [f.code, f.count, f.firstOffset, f.file, f.column])).toEqual([
      ['E_BLANK', 1, 17, '表.csv', null],
      ['E_CONTROL', 1, 18, '表.csv', 'b'],
      ['E_ENCODING', 1, 8, '表.csv', 'a'],
    ]);
    for (const { message, remedy } of table.faults) {
      expect(message).toMatch(/：1 处，首处在字节偏移 \d+/);
      expect(remedy.length).toBeGreaterThan(10);
    }
  });

  it('keep the first place of a value that is counted many times', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => (i % 10 === 7 ? `${i},\u0001` : `${i},好`));
    const text = `n,c\n${rows.join('\n')}\n`;
    const table = await profile(text);
    const offset = new TextEncoder().encode(text.slice(0, text.indexOf('7,\u0001'))).length;
    expect(table.faults).toMatchObject([{ code: 'E_CONTROL', count: 500, firstOffset: offset, column: 'c' }]);
  });
});
