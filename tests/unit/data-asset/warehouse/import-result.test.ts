import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { storedProfile } from '../../../../src/lib/case/data-assets-section';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { HASH, importLines, importText, line, rowLine } from '../../../fixtures/warehouse';

const good = [rowLine(), line(1, 'flow')];

describe('the result of a plan as a profile', () => {
  it('has the schema of our own profiles', () => {
    const profile = mustBeOk(importLines(good));
    expect(v.is(storedProfile, profile)).toBe(true);
    expect(profile).toMatchObject({
      rows: 10,
      sha256: null,
      method: 'profile-warehouse-clickhouse@2',
      source: {
        kind: 'warehouse',
        engine: 'clickhouse',
        version: '26.7.2.1',
        queryHash: HASH,
        statedOn: '2026-11-20',
        statedBy: '虚构水务数据科',
      },
    });
    expect(profile.bytes).toBeNull();
    // 8 of 9 values are numbers: below 99 %, so the column is text, and its numbers keep their figures.
    expect(profile.columns[0]).toMatchObject({
      type: 'text',
      min: null,
      mean: null,
      quantiles: null,
      missing: 1,
      numbers: {
        count: 8,
        others: 1,
        figures: { mean: '4.5', sd: '2.44948974278318', quantiles: { p50: '4', error: '精确' } },
      },
    });
    expect(profile.table?.duplicateRows).toEqual({ extra: 1, members: null, exact: true, low: 1, high: 1 });
  });

  it('gives the figures of a column of numbers', () => {
    const numbers = line(1, 'flow', {
      integers: 6,
      decimals: 3,
      texts: 0,
      distinct: 9,
      numberMin: '-0.50',
      numberMax: '+8',
    });
    const [column] = mustBeOk(importLines([rowLine(), numbers])).columns;
    expect(column).toMatchObject({
      type: 'decimal',
      bad: 0,
      missingTokens: { '': 1 },
      distinct: 9,
      distinctExact: true,
      min: '-0.5',
      max: '8',
      mean: '4.5',
      sd: '2.44948974278318',
      quantiles: { p01: '1', p25: '2', p50: '4', p75: '6', p99: '8', error: '精确' },
    });
  });

  it('gives a date column its first and last day', () => {
    const dates = line(1, 'day', {
      integers: 0,
      texts: 0,
      dates: 9,
      numberMin: null,
      numberMax: null,
      mean: null,
      sd: null,
      p01: null,
      p25: null,
      p50: null,
      p75: null,
      p99: null,
      timeMin: '2024-01-01 00:00:00',
      timeMax: '2024-02-29 00:00:00',
    });
    const [column] = mustBeOk(importLines([rowLine(), dates], null)).columns;
    expect(column).toMatchObject({ type: 'date', min: '2024-01-01', max: '2024-02-29' });
    const timed = { ...dates, dates: 8, datetimes: 1, timeMax: '2024-02-29 08:00:00' };
    expect(mustBeOk(importLines([rowLine(), timed], null)).columns[0]?.max).toBe('2024-02-29 08:00:00');
  });

  it('reads what the clients print: list, lines, FORMAT JSON, CSV, TSV, any case and order, nulls left out', () => {
    const expected = mustBeOk(importLines(good));
    const lines = good.map((l) => JSON.stringify(l)).join('\n');
    const names = Object.keys(good[0] ?? {});
    const quote = (x: string | number | null | undefined): string =>
      x === null || x === undefined ? '' : `"${String(x).replaceAll('"', '""')}"`;
    const csv = [names.join(','), ...good.map((l) => names.map((n) => quote(l[n])).join(','))].join('\r\n');
    const tsv = [
      names.join('\t'),
      ...good.map((l) => names.map((n) => String(l[n] ?? '\\N')).join('\t')),
    ].join('\n');
    const sparse = good.map((l) =>
      JSON.stringify(Object.fromEntries(Object.entries(l).filter(([, x]) => x !== null))),
    );
    const upper = good.map((l) =>
      Object.fromEntries(
        Object.entries(l)
          .reverse()
          .map(([k, x]) => [k.toUpperCase(), x]),
      ),
    );
    for (const text of [
      lines,
      JSON.stringify({ meta: [], data: good, rows: 2 }),
      csv,
      `\uFEFF${csv}`,
      tsv,
      sparse.join('\n'),
      JSON.stringify(upper),
    ])
      expect(mustBeOk(importText(text))).toEqual(expected);
  });

  it('marks estimates', () => {
    const estimate = { precision: 'estimate', integers: 9, texts: 0, distinct: 12 };
    const profile = mustBeOk(
      importLines([rowLine({ precision: 'estimate', distinct: 11 }), line(1, 'flow', estimate)]),
    );
    // Estimates above what is possible are cut to it.
    expect(profile.columns[0]).toMatchObject({ distinct: 9, distinctExact: false });
    expect(profile.columns[0]?.quantiles?.error).toContain('1/256');
    expect(profile.table?.duplicateRows).toEqual({ extra: 0, members: null, exact: false, low: 0, high: 1 });
    expect(profile.table?.keys).toEqual([]);
    expect(profile.note).toContain('相对标准差 0.29 %');
  });

  it('says when there was no query to compare with', () => {
    const { source } = mustBeOk(importLines(good, null));
    expect(source).toMatchObject({ note: '导入时没有原查询可核对' });
  });
});

describe('a result that cannot be true is refused, with the reason', () => {
  const refusal = (
    lines: Parameters<typeof importLines>[0],
    plan?: Parameters<typeof importLines>[1],
  ): string => {
    const read = importLines(lines, plan);
    return read.ok ? '' : `${read.failure.code} ${read.failure.message}`;
  };
  const numbers = (part: Parameters<typeof line>[2]): Parameters<typeof importLines>[0] => [
    rowLine(),
    line(1, 'flow', { integers: 9, texts: 0, ...part }),
  ];

  it.each([
    ['counts that do not add up', { integers: 7 }, '行数 10 ≠ 有值 7 + 缺失 1'],
    ['fewer rows than values', { rows: 8 }, '行数 8 ≠ 有值 9 + 缺失 1'],
    ['more different values than values', { distinct: 10 }, '不同值 10 多于有值的 9'],
    ['no different value', { distinct: 0 }, '有值却没有不同值'],
    ['mean outside', { mean: '9' }, '平均值不在最小值与最大值之间'],
    ['extremes turned round', { numberMin: '9', mean: '8.5' }, '平均值不在最小值与最大值之间'],
    ['negative deviation', { sd: '-1' }, '标准差为负'],
    ['deviation wider than the range', { sd: '7.1' }, '标准差为负，或大于'],
    ['falling quantiles', { p50: '7' }, '分位数不是从小到大'],
    ['missing quantile', { p50: null }, '缺少分位数'],
    ['no extremes', { numberMin: null }, '没有可读的最小、最大或平均值'],
    ['infinite mean', { mean: 'inf' }, '没有可读的最小、最大或平均值'],
    ['dates without extremes', { integers: 8, dates: 1 }, '没有可读的最早与最晚'],
    ['lengths turned round', { shortest: 4 }, '最短大于最长'],
    ['unreadable tokens', { missing: '{"":-1}' }, '缺失计数（missing）读不懂'],
    ['too many listed values', { top: '[["x","10"]]' }, '取值清单的次数之和多于'],
    ['unreadable list', { top: '[["x",1]]' }, '取值清单（top）读不懂'],
  ])('%s', (_, part, reason) => {
    expect(refusal(numbers(part))).toContain(reason);
  });

  it.each<[string | number | null, string]>([
    [-1, 'negative'],
    [1.5, 'not whole'],
    ['9007199254740993', 'beyond 2^53'],
    ['1e3', 'exponent'],
    ['0x10', 'hexadecimal'],
    [null, 'nothing'],
  ])('a count of %j (%s)', (rows) => {
    expect(refusal([rowLine(), line(1, 'flow', { rows })])).toContain('E_RESULT_COUNT');
  });

  it('another query, another run, another table', () => {
    expect(refusal(good, { hash: 'b'.repeat(64), columns: ['flow'] })).toContain('E_PLAN_HASH');
    expect(refusal([rowLine(), line(1, 'flow', { plan: 'c'.repeat(64) })])).toContain('各行的“plan”不一致');
    expect(refusal([rowLine(), line(1, 'flow', { engineVersion: '24' })])).toContain(
      '各行的“engineVersion”不一致',
    );
    expect(refusal([rowLine({ rows: 11 }), line(1, 'flow')])).toContain('各列的行数不同');
    expect(refusal(good, { hash: HASH, columns: ['pressure'] })).toContain('第 1 列应为“pressure”');
    expect(refusal(good, { hash: HASH, columns: ['flow', 'status'] })).toContain('应有 2 列，结果有 1 列');
    expect(refusal([rowLine(), line(1, 'flow'), line(1, 'flow')])).toContain('第 1 列出现两次');
    expect(refusal([rowLine(), line(2, 'flow')])).toContain('缺少第 1 列');
    expect(refusal([rowLine()], null)).toContain('没有任何列');
    expect(refusal([rowLine(), line(1, 'flow'), line(2, 'flow')], null)).toContain('列名为空或重复');
    expect(refusal([rowLine({ schema: 'x' }), line(1, 'flow', { schema: 'x' })])).toContain(
      '不是 zhiya.warehouse-profile/2',
    );
    expect(refusal([rowLine({ engine: 'oracle' }), line(1, 'flow', { engine: 'oracle' })])).toContain(
      '不认识的引擎',
    );
    expect(refusal([rowLine({ asOf: '2026-02-30' }), line(1, 'flow', { asOf: '2026-02-30' })])).toContain(
      'E_DATE',
    );
  });

  it('files that are no result', () => {
    const codeOf = (text: string): string | null => {
      const read = importText(text);
      return read.ok ? null : read.failure.code;
    };
    const csv = 'position,column\n1,flow\n';
    for (const text of ['', '[]', '[1]', 'null', '{}', csv, 'a,b\n1\n'])
      expect(codeOf(text), text).toBe('E_RESULT_FORM');
    expect(codeOf('[{')).toMatch(/^E_JSON/);
    expect(codeOf('{"schema":"x","schema":"y"}')).toBe('E_DUP_KEY');
  });
});
