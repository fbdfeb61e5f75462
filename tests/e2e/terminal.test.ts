import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const zhiya = (args: readonly string[], input?: string) => {
  const done = spawnSync(process.execPath, ['scripts/zhiya.mjs', ...args], { encoding: 'utf8', input });
  return { status: done.status, out: done.stdout, err: done.stderr };
};
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

test('each command prints one document and tells by its exit status', () => {
  const info = test.info();
  const file = info.outputPath('case.zhiya');
  const zip = info.outputPath('package.zip');
  const imported = zhiya([
    'import',
    'static/samples/lanyu-case.json',
    'static/samples/lanyu-patents.csv',
    '--out',
    file,
    '--json',
  ]);
  expect([imported.status, json(imported.out)['imported']]).toEqual([0, 19]);

  const structure = zhiya(['structure', file, '--json']);
  expect(structure.status).toBe(1);
  expect(json(structure.out)).toMatchObject({
    schema: 'zhiya.structure/2',
    status: 'infeasible',
    needFen: '4500000000',
    coveredFen: '4440000000',
    residualFen: '60000000',
    ipShare: 0.4088888889,
  });

  const screen = zhiya(['screen', file, '--json']);
  expect(json(screen.out)).toMatchObject({ schema: 'zhiya.screen/1', decision: 'conditional' });
  expect(screen.status).toBe(0);

  const value = json(zhiya(['value', file, '--json']).out);
  expect(value).toMatchObject({ schema: 'zhiya.value/1', valuations: [{ approach: 'income' }] });

  expect(zhiya(['package', file, '--out', zip, '--json']).status).toBe(0);
  const verified = zhiya(['verify', zip, '--json']);
  expect(verified.status).toBe(0);
  const answers = json(verified.out)['answers'] as Record<string, { verdict: string }>;
  expect(Object.entries(answers).map(([name, { verdict }]) => `${name} ${verdict}`)).toEqual([
    'safety pass',
    'integrity pass',
    'authenticity unknown',
    'usability pass',
    'recalculation pass',
  ]);

  const bytes = readFileSync(zip);
  const at = bytes.indexOf('1840000000');
  bytes[at] = 0x39;
  writeFileSync(zip, bytes);
  expect(zhiya(['verify', zip, '--json']).status).toBe(1);
});

test('a list is scored and a table profiled, from a file and from standard input', () => {
  const scored = zhiya(['score', 'static/samples/lanyu-patents.csv', '--date', '2026-11-20', '--json']);
  expect(scored.status).toBe(0);
  const { patents } = json(scored.out) as {
    patents: { interval: { low: number }; scores: { total: number } }[];
  };
  expect(patents).toHaveLength(19);
  for (const { interval, scores } of patents) expect(scores.total).toBeGreaterThanOrEqual(interval.low);
  const table = 'meter,flow\nA,1.5\nB,NA\nA,2.5\n';
  expect(json(zhiya(['profile', '-', '--json'], table).out)).toMatchObject({
    schema: 'zhiya.profile/1',
    rows: 3,
    columns: [
      { name: 'meter', distinct: 2 },
      { name: 'flow', missing: 1, mean: '2' },
    ],
  });
  expect(json(zhiya(['profile', 'static/samples/lanyu-patents.csv', '--json']).out)['rows']).toBe(19);
});

test('bad input is refused as JSON on standard error with status 2', () => {
  for (const args of [
    ['frob'],
    ['score', 'no-such.csv', '--date', '2026-11-20'],
    ['score', 'README.md', '--date', '2026-02-30'],
    ['structure', 'README.md'],
    ['package', 'static/samples/lanyu-case.json'],
    ['verify', '--wrong'],
  ]) {
    const { status, out, err } = zhiya([...args, '--json']);
    expect(status, args.join(' ')).toBe(2);
    expect(out).toBe('');
    expect(Object.keys(json(err))).toEqual(['code', 'message', 'path', 'remedy']);
  }
});
