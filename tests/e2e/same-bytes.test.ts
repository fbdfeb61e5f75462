import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ZONES = ['UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Kiritimati', 'Asia/Kathmandu'];
const LOCALES = ['zh_CN.UTF-8', 'tr_TR.UTF-8', 'de_DE.UTF-8'];
const WORKERS = ['1', '2', '4'];
const SAMPLES = 'static/samples';

const placed = (TZ: string, locale: string) => ({ ...process.env, TZ, LANG: locale, LC_ALL: locale });
const zhiya = (args: readonly string[], env = process.env) =>
  run(process.execPath, ['scripts/zhiya.mjs', ...args, '--json'], { env });

const differentOf = (paths: readonly string[]): readonly string[] => [
  ...new Set(paths.map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'))),
];

test('five zones and three locales write one package, byte for byte', async () => {
  test.slow();
  const info = test.info();
  const filled = info.outputPath('case.zhiya');
  await zhiya(['import', `${SAMPLES}/lanyu-case.json`, `${SAMPLES}/lanyu-patents.csv`, '--out', filled]);
  const places = new Set<string>();
  const folders = LOCALES.map((locale) => info.outputPath(`${locale}-`));
  await Promise.all(
    LOCALES.map(async (locale, at) => {
      const args = ['tests/e2e/package-in-zones.mjs', filled, folders[at] ?? '', ...ZONES];
      const { stderr } = await run(process.execPath, args, { env: placed('UTC', locale) });
      for (const place of stderr.trim().split('\n')) places.add(place);
    }),
  );
  // It was really another place each time.
  expect(places.size).toBe(ZONES.length * LOCALES.length);
  expect(differentOf(folders.flatMap((folder) => ZONES.map((_, at) => `${folder}${at}.zip`)))).toHaveLength(
    1,
  );
});

test('one, two and four workers in different places write one profile', async () => {
  const paths = WORKERS.map((workers) => test.info().outputPath(`profile-${workers}.json`));
  for (const [at, workers] of WORKERS.entries())
    await zhiya(
      ['profile', `${SAMPLES}/虚构-供水流量.csv`, '--workers', workers, '--out', paths[at] ?? ''],
      placed(ZONES[at] ?? '', LOCALES[at] ?? ''),
    );
  expect(differentOf(paths)).toHaveLength(1);
});
