import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import {
  buildPackage,
  expect,
  importSampleList,
  keep,
  openAtDesk,
  openSample,
  patentPart,
  saved,
  step,
  test,
} from './walk';

const run = promisify(execFile);
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

const zhiya = async (...args: string[]): Promise<Record<string, unknown>> => {
  const { stdout } = await run(process.execPath, ['scripts/zhiya.mjs', ...args, '--json']);
  return JSON.parse(stdout) as Record<string, unknown>;
};

test('NET-01 the sample goes from the start page to a verified package, and the terminal gives the same bytes', async ({
  page,
}, info) => {
  test.slow();
  await openSample(page);
  await importSampleList(page);

  await expect(page.getByTestId('score-total')).toHaveCount(19);
  await page.getByTestId('score-total').first().click();
  const drawer = page.getByTestId('trace-drawer');
  await expect(drawer).toContainText('权利稳定性');
  await expect(drawer.getByTestId('trace-source').first()).toBeAttached();
  await expect(drawer).toContainText('第 2 条');
  await page.keyboard.press('Escape');
  await patentPart(page, 'value');
  await expect(page.getByTestId('royalty-value')).toContainText('万元');
  await expect(page.getByTestId('simulation')).toContainText('P50');

  await step(page, 'screening');
  await expect(page.getByTestId('grounds')).toBeVisible();
  await expect(page.getByTestId('ground-4')).toContainText('19 通过');
  await expect(page.getByTestId('ground-12')).toContainText('19 未知');
  await page
    .getByRole('button', { name: /已测得分/ })
    .first()
    .click();
  await expect(page.getByTestId('trace-drawer')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('decision')).toContainText('有条件通过');

  await step(page, 'pool');
  await expect(page.getByTestId('covered')).toContainText('4,440 万元');
  await expect(page.getByTestId('residual')).toContainText('60 万元');
  await expect(page.getByTestId('ip-share')).toContainText('40.89');
  await expect(page.getByTestId('structure-status')).toContainText('覆盖不了需求');
  for (const id of ['recognised', 'structure-cost']) {
    await page.getByTestId(id).getByRole('button').click();
    await expect(page.getByTestId('trace-drawer')).toBeVisible();
    await page.keyboard.press('Escape');
  }
  await page
    .getByTestId('alternatives')
    .getByRole('row')
    .filter({ hasText: '增信' })
    .getByRole('button')
    .click();
  await expect(page.getByTestId('residual')).toContainText('0 万元');
  await expect(page.getByTestId('structure-status')).toContainText('最优');

  await saved(page);
  const path = await buildPackage(page, info);
  await expect(page.getByTestId('list-needed')).toContainText('19 件');
  await expect(page.getByTestId('package-sha256')).toHaveText(sha256(path));

  const waiting = page.waitForEvent('download');
  await page.getByTestId('back-up').click();
  const caseFile = await keep(await waiting, info, 'case.zhiya');
  const terminal = info.outputPath('terminal.zip');
  const built = await zhiya('package', caseFile, '--out', terminal);
  expect(built['sha256']).toBe(sha256(path));
  expect(sha256(terminal)).toBe(sha256(path));

  await openAtDesk(page, path);
  for (const question of ['safety', 'integrity', 'usability', 'recalculation'])
    await expect(page.getByTestId(`answer-${question}`)).toHaveAttribute('data-verdict', 'pass');
  await expect(page.getByTestId('answer-authenticity')).toHaveAttribute('data-verdict', 'unknown');
  await expect(page.getByTestId('answer-authenticity')).toContainText('未签名');
});
