import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const zhiya = (args: readonly string[]) => {
  const done = spawnSync(process.execPath, ['scripts/zhiya.mjs', ...args], { encoding: 'utf8' });
  return { status: done.status, out: done.stdout, err: done.stderr };
};
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
const at = (name: string): string => test.info().outputPath(name);
const sample = (name: string): string => `static/samples/虚构-一企一档-${name}.csv`;
const CASE = 'static/samples/anasak-case.json';

/** Imports one file of 一企一档 and says where the case went. */
const take = (name: string, from: string, group: string, ...more: readonly string[]) => {
  const out = at(`${name}.zhiya`);
  const run = zhiya(['import', from, sample(name), '--file-group', group, ...more, '--out', out, '--json']);
  return { ...run, out, document: run.out === '' ? {} : json(run.out) };
};

test('six files of 一企一档 go into one case, one after the other', () => {
  test.setTimeout(180_000);
  let from = CASE;
  const counts: unknown[] = [];
  for (const name of ['登记与资质', '人员与纳税', '用能台账', '查询结果', '三年报表']) {
    const { status, out, document } = take(name, from, 'all');
    expect([name, status]).toEqual([name, 0]);
    expect(document['schema']).toBe('zhiya.import-file/1');
    counts.push([document['facts'], document['events'], document['products'], document['unchanged']]);
    from = out;
  }
  expect(counts).toEqual([
    [11, 0, 0, 0],
    [18, 0, 0, 0],
    [102, 0, 0, 0],
    [0, 2, 0, 0],
    [60, 0, 0, 0],
  ]);
  // Patents of the list that the case does not have are named; the products go in without them.
  const products = take('产品收入', from, 'all');
  expect([products.status, products.document['products']]).toEqual([1, 3]);
  expect(JSON.stringify(products.document['failures'])).toContain('不是案卷中的专利');
  const screened = json(zhiya(['screen', products.out, '--json']).out);
  const verdicts = screened['rules'] as { id: string; verdict: string }[];
  const balance = verdicts.find(({ id }) => id === 'cn.consistency.balance-sheet');
  expect(balance?.verdict).toBe('pass');
});

test('the same file again changes nothing', () => {
  test.setTimeout(60_000);
  const first = take('三年报表', CASE, 'all');
  const second = take('三年报表', first.out, 'all', '--in-case', 'both');
  expect([second.status, second.document['facts'], second.document['unchanged']]).toEqual([0, 0, 60]);
});

test('a file of other groups than the one named is refused and says which', () => {
  const other = at('不会写出.zhiya');
  const run = zhiya(['import', CASE, sample('三年报表'), '--file-group', 'energy', '--out', other, '--json']);
  expect([run.status, run.out]).toEqual([2, '']);
  const failure = json(run.err);
  expect(failure['code']).toBe('E_FILE_GROUP');
  expect(failure['remedy']).toContain('--file-group all');
  expect(() => readFileSync(other)).toThrow();
});

test('what nobody said is asked with the option that says it', () => {
  const bare = at('报表（虚构）.csv');
  writeFileSync(bare, '项目,2024年,2025年\n营业收入,7000,8000\n');
  const out = at('报表.zhiya');
  const args = ['import', CASE, bare, '--file-group', 'all', '--out', out, '--json'];
  const asked = zhiya(args);
  expect([asked.status, asked.out]).toEqual([2, '']);
  expect(json(asked.err)['remedy']).toContain('--unit 万元');
  const said = zhiya([...args, '--unit', '万元']);
  expect([said.status, json(said.out)['facts']]).toEqual([0, 2]);
});

test('a list of cases is answered line by line, in its order', () => {
  const cases = at('案卷（虚构）.jsonl');
  const one = JSON.stringify(JSON.parse(readFileSync(CASE, 'utf8')));
  writeFileSync(cases, `${one}\n\n{"schema":"别的"}\n${one}\n`);
  const run = zhiya(['screen', cases]);
  expect(run.status).toBe(1);
  const lines = run.out.trimEnd().split('\n').map(json);
  expect(lines.map((l) => l['line'])).toEqual([1, 3, 4]);
  expect(lines[0]?.['decision']).toBe('held');
  expect(lines[1]?.['code']).toEqual(expect.stringMatching(/^E_/));
  expect(lines[1]?.['remedy']).toEqual(expect.stringMatching(/./));
  expect({ ...lines[2], line: 1 }).toEqual(lines[0]);
  const counted = zhiya(['screen', cases, '--summary', '--json']);
  expect([counted.status, json(counted.out)['cases'], json(counted.out)['refused']]).toEqual([1, 2, 1]);
  const alone = json(zhiya(['screen', CASE, '--json']).out);
  expect(alone['rules']).toEqual(lines[0]?.['rules']);
});

test('a list without any case is refused', () => {
  const none = at('空.jsonl');
  writeFileSync(none, '不是 JSON\n');
  const run = zhiya(['screen', none, '--summary', '--json']);
  expect([run.status, json(run.err)['code']]).toEqual([2, 'E_NO_CASE']);
});
