import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { buildVerifier } from '../../scripts/build-verifier.mjs';

const run = promisify(execFile);
const zhiya = (...args: string[]) => run(process.execPath, ['scripts/zhiya.mjs', ...args, '--json']);
const ANSWERS = ['safety', 'integrity', 'authenticity', 'usability', 'recalculation'];

test('the single file, opened from disk and offline, answers for a package and names a tampered copy', async ({
  browser,
}, info) => {
  test.slow();
  const [filled, good, changed] = ['case.zhiya', 'good.zip', 'changed.zip'].map((name) =>
    info.outputPath(name),
  );
  const samples = 'static/samples';
  await zhiya(
    'import',
    `${samples}/lanyu-case.json`,
    `${samples}/lanyu-patents.csv`,
    '--out',
    String(filled),
  );
  await zhiya('package', String(filled), '--out', String(good));
  const bytes = readFileSync(String(good));
  const place = bytes.indexOf('data/inputs/case.json') + 400;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(String(changed), bytes);
  const { output, bytes: size } = await buildVerifier(info.outputPath('verifier.html'));
  expect(size).toBeLessThan(1_500_000);

  const context = await browser.newContext({ offline: true, acceptDownloads: true });
  const page = await context.newPage();
  const asked: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(pathToFileURL(output).href);

  await page.getByTestId('package-file').setInputFiles([String(good)]);
  const answered = (id: string) => page.getByTestId(`answer-${id}`);
  await expect(answered('integrity')).toHaveAttribute('data-verdict', 'pass', { timeout: 30_000 });
  await expect(page.getByTestId('five-answers').locator('[data-verdict="fail"]')).toHaveCount(0);
  for (const id of ANSWERS) await expect(answered(id)).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByTestId('save-report').click();
  const report: unknown = JSON.parse(readFileSync(await (await saving).path(), 'utf8'));
  expect(report).toMatchObject({ schema: 'zhiya.verify/1', answers: { safety: { verdict: 'pass' } } });

  await page.getByTestId('package-file').setInputFiles([String(changed)]);
  await expect(answered('integrity')).toHaveAttribute('data-verdict', 'fail', { timeout: 30_000 });

  expect(faults).toEqual([]);
  const refused = await page.evaluate(() =>
    fetch('https://example.invalid/').then(
      () => 'sent',
      () => 'refused',
    ),
  );
  expect(refused).toBe('refused');
  expect(faults.join(' ')).toContain('Content Security Policy');
  expect(asked.filter((url) => !/^(file|blob):/.test(url))).toEqual([]);
  await context.close();
});
