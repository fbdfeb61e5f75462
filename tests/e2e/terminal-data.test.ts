import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, mkdirSync, writeFileSync } from 'node:fs';

const zhiya = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const done = spawnSync(process.execPath, ['scripts/zhiya.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status: done.status, out: done.stdout, err: done.stderr };
};
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

const SALT = '00112233445566778899aabbccddeeff';

/** 虚构: 5,000 different meters twelve times each, and 3 copies; more rows than the sample of the first pass holds. */
const readings = (): string => {
  const rows = Array.from(
    { length: 60_000 },
    (_, i) => `M${i % 5000},${Math.floor(i / 5000) + 1},${'东西'[i % 2] ?? ''}`,
  );
  return `表号,月份,片区\n${[...rows, ...rows.slice(0, 3)].join('\n')}\n`;
};

test('profile --exact counts copies, keys and groups', () => {
  const info = test.info();
  const file = info.outputPath('readings.csv');
  writeFileSync(file, readings());
  const temporary = info.outputPath('tmp');
  mkdirSync(temporary);
  const exact = zhiya(
    ['profile', file, '--exact', '--key', '表号,月份', '--key', '表号', '--group', '片区,月份', '--json'],
    { TMPDIR: temporary },
  );
  expect(exact.err).toBe('');
  // 60,000 different rows; 3 of them occur twice. 2 × 12 groups, of 2,500 rows each and 3 rows more.
  expect(json(exact.out)).toMatchObject({
    rows: 60_003,
    table: {
      duplicateRows: { extra: 3, members: 6, exact: true },
      keys: expect.arrayContaining([
        { columns: ['表号', '月份'], distinct: 60_000, rows: 60_003, exact: true },
        { columns: ['表号'], distinct: 5000, rows: 60_003, exact: true },
      ]) as unknown,
      groups: [{ columns: ['片区', '月份'], groups: 24, smallest: 2500, below: 0, exact: true }],
    },
  });
  expect(readdirSync(temporary)).toEqual([]);
  const estimate = json(zhiya(['profile', file, '--json']).out);
  expect(estimate).toMatchObject({ table: { duplicateRows: { exact: false } } });
  const unknown = zhiya(['profile', file, '--exact', '--key', '没有这列', '--json']);
  expect([unknown.status, json(unknown.err)['code']]).toEqual([2, 'E_COLUMN']);
  expect(zhiya(['profile', file, '--exact']).out).toContain('多余副本 3 行');
});

test('fingerprint makes and compares, and takes no salt from the command line', () => {
  const info = test.info();
  const at = (name: string, text = ''): string => {
    const path = info.outputPath(name);
    if (text !== '') writeFileSync(path, text);
    return path;
  };
  const rows = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, i) => `M${from + i},${from + i}\n`).join('');
  const a = at('a.csv', `表号,读数\n${rows(0, 300)}`);
  const b = at('b.csv', `表号,读数\n${rows(200, 400)}`);
  const salt = at('salt.txt', `${SALT}\n`);
  const [printA, printB, printC] = [at('a.json'), at('b.json'), at('c.json')];
  const made = zhiya(['fingerprint', a, '--salt-file', salt, '--key', '表号', '--out', printA, '--json']);
  expect(made.err).toBe('');
  expect(json(made.out)).toMatchObject({ schema: 'zhiya.fingerprint/1', fingerprint: { rows: 300 } });
  expect(readFileSync(printA, 'utf8')).not.toContain(SALT);
  expect(zhiya(['fingerprint', b, '--out', printB], { ZHIYA_FINGERPRINT_SALT: SALT }).status).toBe(0);
  const compared = json(zhiya(['fingerprint', '--compare', printA, printB, '--json']).out);
  expect(compared).toMatchObject({
    schema: 'zhiya.fingerprint-comparison/1',
    pairs: [
      {
        comparison: {
          kind: 'compared',
          lists: [{ firstInSecond: { share: '0.333333' }, secondInFirst: { share: '0.5' } }],
        },
      },
    ],
  });
  const other = { ZHIYA_FINGERPRINT_SALT: SALT.replace('00', '99') };
  expect(zhiya(['fingerprint', b, '--out', printC], other).status).toBe(0);
  expect(zhiya(['fingerprint', '--compare', printA, printC]).out).toContain('不能比较');
  const none = zhiya(['fingerprint', a]);
  expect([none.status, json(none.err)['code']]).toEqual([2, 'E_SALT']);
  expect(zhiya(['fingerprint', a, '--salt', SALT]).status).toBe(2);
});
