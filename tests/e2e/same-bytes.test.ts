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

test('two places write one package with a PDF beside every Word file', async () => {
  const info = test.info();
  const filled = info.outputPath('case.zhiya');
  await zhiya(['import', `${SAMPLES}/lanyu-case.json`, `${SAMPLES}/lanyu-patents.csv`, '--out', filled]);
  const pairs = [
    [ZONES[4], LOCALES[0]],
    [ZONES[3], LOCALES[1]],
  ] as const;
  const paths = pairs.map((_, at) => info.outputPath(`with-pdf-${at}.zip`));
  await Promise.all(
    pairs.map(([zone = '', locale = ''], at) =>
      zhiya(['package', filled, '--pdf', '--out', paths[at] ?? ''], placed(zone, locale)),
    ),
  );
  expect(differentOf(paths)).toHaveLength(1);
  // The manifest names a file per line.
  const lines = readFileSync(paths[0] ?? '')
    .toString('utf8')
    .split('\n');
  const named = (ending: string): number =>
    new Set(
      lines
        .filter((line) => line.endsWith(ending))
        .flatMap((line) => /data\/documents\/.*$/.exec(line) ?? []),
    ).size;
  expect(named('.pdf')).toBeGreaterThan(5);
  expect(named('.pdf')).toBe(named('.docx'));
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
