import { describe, expect, it } from 'vitest';
import { planWarehouse } from '../../../../src/lib/data-asset/warehouse/plan';
import { DIALECTS, RESULT_FIELDS } from '../../../../src/lib/data-asset/warehouse/plan-model';
import { planWords } from '../../../../src/lib/data-asset/warehouse/plan-words';
import { readTableName } from '../../../../src/lib/data-asset/warehouse/sql-text';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { DATA_ASSET_RULES } from '../../../../src/lib/rulebook/data-asset-rules';
import { rulesAt } from '../../../../src/lib/rulebook/resolver';
import { WORDS, planInput } from '../../../fixtures/warehouse';

const codeOf = async (part: Parameters<typeof planInput>[0]): Promise<string | null> => {
  const plan = await planWarehouse(planInput(part));
  return plan.ok ? null : plan.failure.code;
};

describe('the query for the owner’s warehouse', () => {
  it.each(DIALECTS)('%s: returns every field under its name, and says first what leaves', async (dialect) => {
    const { query, hash } = mustBeOk(await planWarehouse(planInput({ dialect })));
    for (const field of RESULT_FIELDS) expect(query).toMatch(new RegExp(` AS [\`"]${field}[\`"]`));
    expect(query.startsWith('/* 知押 · 数据资产画像查询')).toBe(true);
    expect(query).toContain('不带出任何单元格取值');
    expect(query.split(hash)).toHaveLength(2);
    expect(query).not.toMatch(/\b(insert|update|delete|drop|create|alter|into outfile)\b/i);
  });

  it('has the same hash for the same question and another one for every other', async () => {
    const hashOf = async (part: Parameters<typeof planInput>[0]): Promise<string> =>
      mustBeOk(await planWarehouse(planInput(part))).hash;
    const hashes = await Promise.all([
      hashOf({}),
      hashOf({ dialect: 'duckdb' }),
      hashOf({ precision: 'estimate' }),
      hashOf({ columns: ['flow'] }),
      hashOf({ listed: ['status'] }),
      hashOf({ asOf: mustBeOk(parsePlainDate('2026-11-20')) }),
      hashOf({ range: { column: 'flow', from: '1', before: null } }),
      hashOf({ words: { ...WORDS, missingTokens: ['NA'] } }),
    ]);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(await hashOf({})).toBe(hashes[0]);
  });

  it('lists values only of columns that were named, and says so on top', async () => {
    const silent = mustBeOk(await planWarehouse(planInput())).query;
    const { query } = mustBeOk(await planWarehouse(planInput({ listed: ['status'] })));
    expect(silent).not.toContain('LEFT JOIN');
    expect(query).toContain('仅当该列不同值不超过 20 个，且该值至少出现 5 次');
    expect(query).toContain('max(kinds) <= 20');
    expect(query).toContain('times >= 5');
  });

  it('takes the part of the table that was asked for', async () => {
    const { query } = mustBeOk(
      await planWarehouse(
        planInput({ columns: ['dt', 'flow'], range: { column: 'dt', from: '2026-01-01', before: "2026'" } }),
      ),
    );
    expect(query).toContain("WHERE `dt` >= '2026-01-01' AND `dt` < unhex('3230323627')");
  });

  it('refuses what it cannot write', async () => {
    expect(await codeOf({ columns: [] })).toBe('E_COLUMNS');
    expect(await codeOf({ columns: ['a', 'a'] })).toBe('E_COLUMN_NAME');
    expect(await codeOf({ columns: [''] })).toBe('E_COLUMN_NAME');
    expect(await codeOf({ columns: ['a\0'] })).toBe('E_COLUMN_NAME');
    expect(await codeOf({ columns: ['\uD800'] })).toBe('E_COLUMN_NAME');
    expect(await codeOf({ dialect: 'spark', columns: ['${env:X}'] })).toBe('E_COLUMN_NAME');
    expect(await codeOf({ listed: ['nowhere'] })).toBe('E_COLUMN_NAME');
    expect(await codeOf({ range: { column: 'nowhere', from: '1', before: null } })).toBe('E_COLUMN_NAME');
    expect(await codeOf({ source: { kind: 'table', parts: [] } })).toBe('E_TABLE_NAME');
    expect(await codeOf({ dialect: 'spark', source: { kind: 'file', path: 'a.csv', delimiter: ',' } })).toBe(
      'E_UNSUPPORTED',
    );
  });

  it('tells that ClickHouse must be allowed a longer query', async () => {
    const columns = Array.from({ length: 6000 }, (_, i) => `第${i}列`);
    const { hints } = mustBeOk(await planWarehouse(planInput({ columns })));
    expect(hints.some((hint) => hint.includes('max_query_size'))).toBe(true);
  });

  it('reads its limits from the rulebook', () => {
    const rules = rulesAt({
      entries: DATA_ASSET_RULES,
      date: mustBeOk(parsePlainDate('2026-11-22')),
      region: 'cn',
    });
    expect(mustBeOk(planWords(rules))).toEqual(WORDS);
  });
});

describe('a table name as people write it', () => {
  it.each([
    ['meters', ['meters']],
    [' water.meters ', ['water', 'meters']],
    ['a.b.c', ['a', 'b', 'c']],
    ['`my db`."t.1"', ['my db', 't.1']],
    ['"a""b"', ['a"b']],
    ['水务.抄表', ['水务', '抄表']],
  ])('%s', (text, parts) => {
    expect(mustBeOk(readTableName(text))).toEqual(parts);
  });

  it.each(['', '.', 'a.', '.a', 'a b', 'a;b', "a'b", 'a.b.c.d', '"a', '`a`b', 'f(x)', '""'])(
    'refuses %j',
    (text) => {
      const read = readTableName(text);
      expect(read.ok ? null : read.failure.code).toBe('E_TABLE_NAME');
    },
  );
});
