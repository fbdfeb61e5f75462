import { expect, test } from '@playwright/test';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

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
const names = (out: string): unknown => (json(out)['columns'] as { name: string }[]).map(({ name }) => name);

test('a question about the header is answered by an option', () => {
  const years = put('销量（虚构）.csv', '2023,2024\n1,2\n3,4\n');
  const asked = zhiya(['profile', years, '--json']);
  expect([asked.status, json(asked.err)['code']]).toEqual([2, 'E_HEADER']);
  expect(json(asked.err)['remedy']).toContain('--header yes');
  const yes = zhiya(['profile', years, '--header', 'yes', '--json']);
  expect([json(yes.out)['rows'], names(yes.out)]).toEqual([2, ['2023', '2024']]);
  const no = zhiya(['profile', years, '--header', 'no', '--json', '--exact']);
  expect([json(no.out)['rows'], names(no.out)]).toEqual([3, ['列1', '列2']]);
  for (const wrong of [
    ['--header', 'maybe'],
    ['--header-row', '0'],
    ['--header-row', '1e3'],
    ['--header', 'no', '--header-row', '2'],
    ['--encoding', 'latin1'],
    ['--header', 'yes', '--engine', 'duckdb'],
    ['--resume', 'x', '--plan', 'duckdb'],
  ]) {
    const refused = zhiya(['profile', years, ...wrong, '--json']);
    expect([refused.status, refused.out, json(refused.err)['code']]).toEqual([2, '', 'E_USAGE']);
  }
});

test('a header below title lines is named by its row', () => {
  const titled = put('汇总（虚构）.csv', '读数汇总（虚构）\n\n表号;读数\nM1;1\nM2;2\n');
  const run = zhiya(['profile', titled, '--header-row', '3', '--delimiter', ';', '--json', '--exact']);
  expect([json(run.out)['rows'], names(run.out)]).toEqual([2, ['表号', '读数']]);
  expect(json(run.out)['note']).toContain('列名取自第 3 行');
  const gone = zhiya(['profile', titled, '--header-row', '9', '--json']);
  expect([gone.status, json(gone.err)['code']]).toEqual([2, 'E_HEADER_ROW']);
});

/** 虚构, some 130 MB. */
const large = (): string => {
  const path = test.info().outputPath('读数（虚构）.csv');
  const file = openSync(path, 'w');
  writeSync(file, '表号,读数,状态\n');
  for (let part = 0; part < 130; part += 1)
    writeSync(
      file,
      Array.from(
        { length: 40_000 },
        (_, i) => `SB${part * 40_000 + i + 10_000_000},${(i * 7) % 999}.${i % 10},正常\n`,
      ).join(''),
    );
  return path;
};

test('a profile that was killed goes on from its progress file', async () => {
  test.setTimeout(180_000);
  const file = large();
  const progress = test.info().outputPath('进度.json');
  const bundle = test.info().outputPath('画像包.json');
  const whole = json(zhiya(['profile', file, '--json', '--workers', '1']).out);

  const child = spawn(
    process.execPath,
    ['scripts/zhiya.mjs', 'profile', file, '--resume', progress, '--workers', '1', '--json'],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  while (!existsSync(progress) && child.exitCode === null) await wait(5);
  child.kill('SIGKILL');
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
  expect(statSync(progress).mode & 0o777).toBe(0o600);
  const begun = json(readFileSync(progress, 'utf8'));
  expect(begun).toBeTruthy();

  // Not the same data: refused, and the progress stays.
  const other = put('读数（虚构） 改.csv', '表号,读数,状态\nSB1,1,正常\n');
  const refused = zhiya(['profile', other, '--resume', progress, '--json']);
  expect([refused.status, json(refused.err)['code']]).toEqual([2, 'E_RESUME']);
  expect(json(readFileSync(progress, 'utf8'))).toEqual(begun);
  const same = zhiya(['profile', file, '--resume', progress, '--out', progress, '--json']);
  expect(json(same.err)['code']).toBe('E_USAGE');

  const run = zhiya(['profile', file, '--resume', progress, '--out', bundle, '--workers', '1', '--json']);
  const resumed = json(run.out);
  expect(run.err).toBe('');
  expect(resumed['resumed']).toBe(true);
  for (const field of ['rows', 'files', 'columns', 'table', 'findings', 'note'])
    expect(resumed[field]).toEqual(whole[field]);
  expect(existsSync(progress)).toBe(false);

  // The finished bundle is taken as it is and left where it was.
  const again = zhiya(['profile', file, '--resume', bundle, '--json']);
  expect(json(again.out)['rows']).toBe(whole['rows']);
  expect(existsSync(bundle)).toBe(true);
  appendFileSync(file, 'SB1,1,正常\n');
  expect(json(zhiya(['profile', file, '--resume', bundle, '--json']).err)['code']).toBe('E_RESUME');
  const left = readdirSync(dirname(progress)).filter((name) => name.endsWith('.part'));
  expect(left.length).toBeLessThanOrEqual(1);
});

test('a file that is no progress is refused and left as it is', () => {
  const table = put('表（虚构）.csv', 'a,b\n1,2\n');
  const letter = put('信.json', '{"not":"a bundle"}');
  const refused = zhiya(['profile', table, '--resume', letter, '--json']);
  expect([refused.status, json(refused.err)['code']]).toEqual([2, 'E_PROGRESS']);
  expect(readFileSync(letter, 'utf8')).toBe('{"not":"a bundle"}');
  const folder = zhiya(['profile', table, '--resume', dirname(letter), '--json']);
  expect([folder.status, json(folder.err)['code']]).toEqual([2, 'E_FILE']);
  // Nowhere to write: the profile is made all the same, and says so.
  const nowhere = zhiya(['profile', table, '--resume', `${letter}/进度.json`, '--json']);
  expect(nowhere.status).toBe(2);
});
