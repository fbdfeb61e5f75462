import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const zhiya = (args: readonly string[]) => {
  const done = spawnSync(process.execPath, ['scripts/zhiya.mjs', ...args], { encoding: 'utf8' });
  return { status: done.status, out: done.stdout, err: done.stderr };
};
const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

interface Line {
  readonly file: string;
  readonly id?: string | null;
  readonly answers?: Readonly<Record<string, { readonly verdict: string }>>;
  readonly error?: { readonly code: string };
}

test('a folder of packages: one line each in the order of their paths, a broken one among good ones is named', () => {
  const folder = test.info().outputPath('一批');
  const made = test.info().outputPath('package.zip');
  mkdirSync(join(folder, '子'), { recursive: true });
  expect(zhiya(['package', 'static/samples/changshan-case.json', '--out', made]).status).toBe(0);
  copyFileSync(made, join(folder, '子', '好.ZIP'));
  copyFileSync(made, join(folder, 'b.zip'));
  writeFileSync(join(folder, 'a 断.zip'), readFileSync(made).subarray(0, 3_000));
  writeFileSync(join(folder, '说明.txt'), '不是登记包');

  const run = zhiya(['verify', folder, '--jsonl', '--quick']);
  const told = lines(run.out).map((line) => JSON.parse(line) as Line);
  expect(told.map(({ file }) => file)).toEqual(['a 断.zip', 'b.zip', join('子', '好.ZIP')]);
  const [broken, ...good] = told;
  expect([broken?.id, broken?.answers?.['integrity']?.verdict]).not.toContain('pass');
  for (const { id, answers } of good)
    expect([id, answers?.['integrity']?.verdict]).toEqual([good[0]?.id, answers?.['integrity']?.verdict]);
  // A failed answer is a finding; without one the status is 0.
  expect([run.status, run.err]).toEqual([1, '']);
  expect(zhiya(['verify', join(folder, '子'), '--jsonl', '--quick']).status).toBe(
    Object.values(good[0]?.answers ?? {}).some(({ verdict }) => verdict === 'fail') ? 1 : 0,
  );

  // In words: a line each as well. What cannot be read at all ends with status 2, after everything else was told.
  mkdirSync(join(folder, '目录.zip'));
  const words = zhiya(['verify', folder, '--quick']);
  expect(lines(words.out)).toHaveLength(4);
  for (const word of ['安全性', '完整性', '真实性', '可用性', '重算'])
    expect(lines(words.out)[1]).toContain(word);
  expect([words.status, (JSON.parse(words.err) as { message: string }).message]).toEqual([
    2,
    '1 个文件读不到',
  ]);

  const none = zhiya(['verify', 'docs', '--jsonl']);
  expect([none.status, none.out, (JSON.parse(none.err) as { code: string }).code]).toEqual([2, '', 'E_FILE']);
});
