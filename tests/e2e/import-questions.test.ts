import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, importSampleList, openSample, step, test } from './walk';

const [header = '', ...rows] = readFileSync('static/samples/lanyu-patents.csv', 'utf8')
  .replace('\uFEFF', '')
  .trimEnd()
  .split('\r\n');

const drop = async (page: Page, name: string, lines: readonly string[]): Promise<void> => {
  await page
    .getByTestId('patent-file')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) });
  await page.getByTestId('accept-import').click();
};

test('a second list asks about every patent that differs, and replaces nothing by itself', async ({
  page,
}, info) => {
  await openSample(page);
  await importSampleList(page);
  const [first = '', second = ''] = rows;
  // Claims 10 → 11 in the first patent; the second one says the same as the case.
  const changed = first.replace(',10,2,286,', ',11,2,286,');
  expect(changed).not.toBe(first);
  await drop(page, '新清单.csv', [header, changed, second]);
  const questions = page.getByTestId('import-questions');
  await expect(questions).toContainText('1 件案卷已有且内容一致');
  await expect(questions.getByTestId('questions-inCase')).toContainText('（1 件）');
  await expect(page.getByTestId('apply-import')).toBeDisabled();
  const card = questions.locator('[data-testid^="question-"]');
  await expect(card.getByRole('row').nth(1)).toContainText('权利要求数量');
  await expect(card.getByRole('row').nth(1)).toContainText('10');
  await expect(card.getByRole('row').nth(1)).toContainText('11');
  for (const width of [1366, 1024]) {
    await page.setViewportSize({ width, height: 768 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.screenshot({ path: info.outputPath(`questions-${width}.png`), fullPage: true });
  }
  const audit = await new AxeBuilder({ page }).include('[data-testid="import-questions"]').analyze();
  expect(audit.violations.map(({ id }) => id)).toEqual([]);
  await questions.getByRole('button', { name: '都保留原有' }).click();
  await page.getByTestId('apply-import').click();
  await expect(page.getByTestId('import-outcome')).toContainText('更新 0 件，未变 2 件');
  await drop(page, '新清单.csv', [header, changed, second]);
  await page.getByRole('radio', { name: /权利要求数量 取 11/ }).check();
  await page.getByTestId('apply-import').click();
  await expect(page.getByTestId('import-outcome')).toContainText('更新 1 件，未变 1 件');
});

test('one patent twice, its two publications and a family are asked about in one sitting', async ({
  page,
}) => {
  await openSample(page);
  await step(page, 'patents');
  const list = [
    '申请号,公开（公告）号,标题,授权公告日,权利要求数量,简单同族',
    '201710601862.3,CN107705012A,（虚构）甲,,10,CN107705012A;US9254383B2',
    '201710601862.3,CN107705012B,（虚构）甲,2020-06-30,8,CN107705012A;US9254383B2',
    '201410264351.3,CN104008308A,（虚构）乙,,5,US9254383B2',
    '201811247601.7,CN109376930A,（虚构）丙,,7,',
    '201811247601.7,CN109376930A,（虚构）丙,,9,',
  ];
  await drop(page, '一件两次.csv', list);
  const questions = page.getByTestId('import-questions');
  await expect(questions.getByTestId('questions-twice')).toContainText('（2 件）');
  await expect(questions.getByTestId('questions-family')).toContainText('同族 CN107705012');
  await expect(questions).toContainText('还有 2 项没有决定');
  await page.getByLabel('201811247601.7 怎样处理').selectOption({ label: '只取第 6 条' });
  await expect(questions).toContainText('还有 1 项没有决定');
  await page.getByLabel('201710601862.3 怎样处理').selectOption('fuller');
  await page.getByTestId('apply-import').click();
  await expect(page.getByTestId('import-outcome')).toContainText('读入 3 件');
  await expect(page.getByTestId('import-outcome')).toContainText('新增 3 件');
});

test('two columns of one name are asked about, and a right-to-left character is shown', async ({ page }) => {
  await openSample(page);
  await step(page, 'patents');
  await page.getByTestId('patent-file').setInputFiles({
    name: '两列.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('申请号,申请号,名称\r\n201710601862.3,x,（虚构）甲\u202E乙\r\n'),
  });
  await expect(page.getByTestId('accept-import')).toBeDisabled();
  await page.getByTestId('ambiguous-applicationNumber').selectOption({ label: '第 1 列“申请号”' });
  await page.getByTestId('accept-import').click();
  await expect(page.getByTestId('import-outcome')).toContainText('第 2 条 › 名称');
  await expect(page.getByTestId('import-outcome')).toContainText('U+202E');
  await expect(page.getByTestId('score-table')).toContainText('（虚构）甲‹U+202E›乙');
});
