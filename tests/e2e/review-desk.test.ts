import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { buildPackage, expect, importSampleList, keep, openSample, test } from './walk';

const accessFaults = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  return violations.map((v) => `${v.id} ${v.nodes[0]?.html.slice(0, 120) ?? ''}`);
};

test('a batch names the tampered copy, the rest goes on, and an opinion goes out with its reasons', async ({
  page,
}, info) => {
  await openSample(page);
  await importSampleList(page);
  const good = await buildPackage(page, info, '原包.zip');
  const bytes = readFileSync(good);
  const at = bytes.indexOf(Buffer.from('1840000000'));
  bytes.write('1940000000', at);
  const tampered = info.outputPath('改过的.zip');
  writeFileSync(tampered, bytes);
  const broken = info.outputPath('坏的.zip');
  writeFileSync(broken, '<html>');

  await page.goto('./desk');
  const copy = info.outputPath('原包 副本.zip');
  writeFileSync(copy, bytes.fill('1840000000', at, at + 10));
  await page.getByTestId('package-file').setInputFiles([good, tampered, broken, copy]);
  const rows = page.getByTestId('batch-table').locator('tbody tr');
  await expect(page.getByTestId('batch-count')).toHaveText('4 / 4 个');
  const row = (name: string) => rows.filter({ has: page.getByTitle(name, { exact: true }) });
  const verdicts = (name: string) => row(name).locator('.pill');
  await expect(verdicts('坏的.zip')).toHaveText([/不通过/, /未知/, /未知/, /未知/, /未知/], {
    timeout: 20_000,
  });
  await expect(verdicts('改过的.zip')).toHaveText([/未知/, /不通过/, /未知/, /未知/, /未知/], {
    timeout: 20_000,
  });
  // Several at once: which is through first depends on the machine.
  await expect(verdicts('原包.zip')).toHaveText([/通过/, /.*/, /未知/, /通过/, /通过/], {
    timeout: 30_000,
  });
  await page.getByLabel('只看').selectOption('safety');
  await expect(rows).toHaveCount(1);
  await page.getByLabel('只看').selectOption('all');

  // Opened from the list: the untouched package, with its grounds run again.
  await row('原包.zip').getByRole('button').click();
  await expect(page.getByTestId('ground-again')).toHaveCount(12);
  await expect(page.getByTestId('opinion-draft')).toContainText('程序草拟');
  expect(await accessFaults(page)).toEqual([]);
  await page.getByTestId('opinion-suggest-accept').check();
  await page.getByTestId('opinion-by').fill('虚构复核员');
  await page.getByTestId('give-opinion').click();
  await expect(page.getByTestId('opinion-panel')).toContainText('E_UNSETTLED');
  await page.getByTestId('opinion-suggest-supplement').check();
  await page.getByTestId('give-opinion').click();
  await expect(page.getByTestId('given-opinion')).toContainText('县局预审：建议补正');

  const waiting = page.waitForEvent('download');
  await page.getByTestId('opinion-json').click();
  const opinion = JSON.parse(readFileSync(await keep(await waiting, info, 'opinion.json'), 'utf8')) as {
    schema: string;
    by: string;
    reasons: readonly { verdict: string }[];
  };
  expect(opinion).toMatchObject({ schema: 'zhiya.opinion/1', by: '虚构复核员' });
  expect(opinion.reasons.length).toBeGreaterThan(0);
  const word = page.waitForEvent('download');
  await page.getByTestId('opinion-docx').click();
  const docx = readFileSync(await keep(await word, info, 'opinion.docx'));
  expect(docx.subarray(0, 2).toString()).toBe('PK');

  await expect(row('原包 副本.zip')).toContainText('与本批的 原包.zip 是同一个登记包', {
    timeout: 20_000,
  });

  // The desk says where it stands: what is open is looked at anew, the rest is marked until somebody asks.
  await page.getByTestId('desk-settings').click();
  await page.getByTestId('own-names').fill('（虚构）另一处代办处');
  await page.getByTestId('own-names').blur();
  await expect(page.getByTestId('settings-notice')).toContainText('已记下本处');
  await page.getByTestId('desk-batch').click();
  await expect(page.getByTestId('answer-authenticity')).toContainText('本包是给别处的', { timeout: 20_000 });
  await expect(page.getByTestId('batch-stale')).toContainText('重新核对');
  await page.getByTestId('review-again').click();
  await page.getByLabel('只看').selectOption('elsewhere');
  await expect(page.getByTestId('batch-count')).toHaveText('2 / 4 个', { timeout: 20_000 });
  await expect(page.getByTestId('batch-stale')).toHaveCount(0);
  await page.getByTestId('desk-statistics').click();
  await page.getByText('包括虚构的样例').click();
  await expect(page.getByTestId('opinion-statistics').locator('tr.total')).toContainText('1');

  // Both revisions side by side: nothing of the case differs that the eye did not change.
  await page.getByTestId('desk-compare').click();
  await page.getByTestId('compare-before').setInputFiles(good);
  await page.getByTestId('compare-after').setInputFiles(good);
  await expect(page.getByTestId('comparison')).toContainText('内容完全相同');
});

test('the register counts what a person types, draws a sample and reviews a folder of papers', async ({
  page,
}, info) => {
  const folder = info.outputPath('虚构申报材料');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '专利权质押登记申请表.pdf'), '%PDF-1.4\n%%EOF\n');
  writeFileSync(join(folder, '质押合同.txt'), '专利号 ZL201710601862.3');
  await page.goto('./desk/folder');
  await page.getByTestId('filing-folder').setInputFiles(folder);
  await page.getByTestId('take-suggestions').click();
  await expect(page.getByTestId('answer-integrity')).toContainText('缺应提交的材料');
  for (const id of ['authenticity', 'recalculation'])
    await expect(page.getByTestId(`answer-${id}`)).toHaveAttribute('data-verdict', 'unknown');
  await expect(page.getByTestId('filing-patents')).toContainText('201710601862.3');
  await page.getByTestId('keep-filing').click();

  await page.getByTestId('desk-register').click();
  await page.getByTestId('register-table').getByRole('button', { name: '虚构申报材料' }).click();
  const form = page.getByTestId('entry-form');
  await form.getByLabel('登记额').fill('1840');
  await form.getByLabel('放款额').fill('580');
  await form.getByLabel('放款额').blur();
  await form.getByLabel('办理渠道').selectOption('online');
  await page.getByTestId('step-day').fill('2031-01-06');
  await page.getByTestId('step-accepted').click();
  await expect(page.getByTestId('clock-text')).toContainText('办理中');
  await expect(page.getByTestId('limit-statutory')).toContainText('2 个工作日');
  await expect(page.getByTestId('clock-panel')).toContainText('2031 年的放假安排没有录入');

  await page.getByTestId('desk-statistics').click();
  const total = page.getByTestId('statistics').locator('tr.total');
  await expect(total).toContainText('1840');
  await expect(total).toContainText('580');
  await expect(total).toContainText('未知 1 件');
  await expect(page.getByTestId('registered-to-disbursed')).toContainText('3.17');

  await page.getByTestId('desk-draw').click();
  await page.getByTestId('draw-seed').fill('虚构种子');
  await page.getByTestId('run-draw').click();
  const waiting = page.waitForEvent('download');
  await page.getByTestId('draw-csv').click();
  expect(readFileSync(await keep(await waiting, info, 'draw.csv'), 'utf8')).toContain('虚构种子');

  for (const part of ['folder', 'compare', 'register', 'draw', 'statistics', 'settings']) {
    await page.getByTestId(`desk-${part}`).click();
    await expect(page.getByTestId(`desk-${part}`)).toHaveAttribute('aria-current', 'page');
    expect(await accessFaults(page)).toEqual([]);
  }
});
