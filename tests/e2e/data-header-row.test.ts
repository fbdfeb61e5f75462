import AxeBuilder from '@axe-core/playwright';
import { expect, openSample, saved, step, test } from './walk';

/** 虚构: a title and who made it stand above the names, a total below them is data. */
const TEXT =
  '虚构水务公司,2026 年读数,\n制表,数据科,\n表号,读数,片区\nM1,12.5,东\nM2,9.5,西\nM3,7.25,东\nM4,1.5,南\n';

test('the row with the names is pointed at, and what stands above it is no data', async ({ page }) => {
  await openSample(page);
  await step(page, 'data');
  await page.getByTestId('data-file').setInputFiles({
    name: '标题在上（虚构）.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(TEXT),
  });
  const preview = page.getByTestId('scan-preview');
  const card = page.getByTestId('data-asset').filter({ hasText: '标题在上（虚构）.csv' });
  await preview.or(card).first().waitFor();
  // Opened the wrong way it would be scanned at once only when nothing is in doubt.
  await expect(preview).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);

  await preview.getByTestId('header-row-3').focus();
  await page.keyboard.press('Enter');
  await expect(preview.getByRole('columnheader').filter({ hasText: '表号' })).toHaveCount(1);
  await expect(preview.getByLabel('首行')).toHaveValue('row');
  await expect(preview.getByLabel('首行').locator('option:checked')).toHaveText('第 3 行是列名');
  await expect(preview.locator('tbody tr')).toHaveCount(4);
  // What is above is gone from the preview, what is below keeps its own number.
  await expect(preview.getByTestId('header-row-4')).toBeVisible();
  await expect(preview).not.toContainText('数据科');

  // Another answer takes the row back, and the row can be pointed at again.
  await preview.getByLabel('首行').selectOption('no');
  await expect(preview.getByLabel('首行').locator('option', { hasText: '第 3 行是列名' })).toHaveCount(0);
  await expect(preview).toContainText('数据科');
  await preview.getByTestId('header-row-3').click();
  await preview.getByTestId('start-scan').click();
  await expect(card).toContainText('4 行 × 3 列', { timeout: 30_000 });
  await expect(card).toContainText('读数');
  await expect(card).not.toContainText('虚构水务公司');
  await saved(page);

  // A second reading opens the file the same way without being told, also after a reload.
  await page.reload();
  const exact = card.getByTestId('exact-part');
  await exact.getByText('精确核验：').click();
  await exact.getByTestId('exact-files').setInputFiles({
    name: '标题在上（虚构）.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(TEXT),
  });
  await exact.getByTestId('exact-review').click();
  await expect(exact.getByTestId('exact-said')).toContainText('已逐一数清', { timeout: 30_000 });
});
