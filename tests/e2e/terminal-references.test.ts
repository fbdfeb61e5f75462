import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const zhiya = (args: readonly string[]) => {
  const done = spawnSync(process.execPath, ['scripts/zhiya.mjs', ...args], { encoding: 'utf8' });
  return { status: done.status, out: done.stdout, err: done.stderr };
};
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
const put = (name: string, text: string): string => {
  const path = test.info().outputPath(name);
  writeFileSync(path, text);
  return path;
};

/** 虚构: 100 meters, 300 readings of ten of them. */
const METERS = `表号,片区\n${Array.from({ length: 100 }, (_, i) => `M${i},东`).join('\n')}\n`;
const READINGS = `表号,读数\n${Array.from({ length: 300 }, (_, i) => `M${i % 10},${i}.5`).join('\n')}\n`;

test('profile --references tells which columns stand in a key of another file, and counts them', () => {
  const [readings, meters] = [put('读数.csv', READINGS), put('表册.csv', METERS)];
  const said = zhiya(['profile', readings, meters, '--references']);
  expect([said.status, said.err]).toEqual([0, '']);
  expect(said.out).toContain('“读数.csv”的 表号 全部见于“表册.csv”的 表号：10 个不同值中见到 10 个');
  const exact = zhiya(['profile', readings, meters, '--references', '--exact', '--json']);
  expect(exact.status).toBe(0);
  expect(json(exact.out)).toMatchObject({
    schema: 'zhiya.references/1',
    tables: [
      { id: 'table-1', fileName: '读数.csv', rows: 300 },
      { id: 'table-2', fileName: '表册.csv', rows: 100 },
    ],
    references: [{ verdict: 'included', basis: { kind: 'exact' } }],
    counted: [{ child: 'table-1', other: 'table-2', found: 300, checked: 300, exact: true }],
  });
  // A row that refers to nothing is a finding.
  const orphan = put('读数二.csv', `${READINGS}X9,1\n`);
  const found = zhiya(['profile', orphan, meters, '--references', '--exact']);
  expect(found.status).toBe(1);
  expect(found.out).toContain('300 / 301 行');
  for (const wrong of [
    [readings, '--references'],
    [readings, meters, '--references', '--out', 'x.json'],
    [readings, '--references', '--engine', 'duckdb'],
  ]) {
    const refused = zhiya(['profile', ...wrong, '--json']);
    expect([refused.status, refused.out, json(refused.err)['code']]).toEqual([2, '', 'E_USAGE']);
  }
});

test('value ends with 0 when all is well, 1 with a finding, 2 on bad input', () => {
  // The shipped sample weighs its methods.
  const water = 'static/samples/water-case.json';
  const well = zhiya(['value', water, '--json']);
  expect([well.status, well.err, json(well.out)['failures']]).toEqual([0, '', []]);

  // Without the weighing the methods stand side by side: nobody has said what counts.
  const record = json(readFileSync(water, 'utf8'));
  const { dataAssets } = record['sections'] as {
    dataAssets: { assets: { pricing: Record<string, unknown> }[] };
  };
  for (const asset of dataAssets.assets)
    asset.pricing['reconciliation'] = { main: null, weights: [], reason: '', by: '' };
  const open = zhiya(['value', put('未调和.json', JSON.stringify(record)), '--json']);
  expect([open.status, open.err]).toEqual([1, '']);
  expect(json(open.out)['schema']).toBe('zhiya.value/1');

  for (const wrong of [[], ['没有这个文件.json'], [put('坏.json', '{"schema":')], [water, water]]) {
    const refused = zhiya(['value', ...wrong, '--json']);
    expect([refused.status, refused.out]).toEqual([2, '']);
    expect(json(refused.err)).toMatchObject({ message: expect.any(String), remedy: expect.any(String) });
  }
});
