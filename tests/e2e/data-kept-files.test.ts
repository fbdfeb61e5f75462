import type { Page } from '@playwright/test';
import { OWN_FILE, answers, asked, mockPicker, removeOwn, writeOwn } from './own-file';
import { expect, openSample, saved, step, test } from './walk';

/** 虚构: 3,000 different rows, the first of them twice. */
const TABLE = `表号,读数\n${Array.from({ length: 3000 }, (_, i) => `M${i},${i % 7}`).join('\n')}\nM0,0\n`;

const profileOwn = async (page: Page): Promise<void> => {
  await mockPicker(page);
  await openSample(page);
  await step(page, 'data');
  await writeOwn(page, TABLE);
  await page.getByText('选择数据表', { exact: true }).click();
  const card = page.getByTestId('data-asset').filter({ hasText: OWN_FILE });
  await card.or(page.getByTestId('start-scan')).first().waitFor();
  if (await page.getByTestId('start-scan').isVisible()) await page.getByTestId('start-scan').click();
  await expect(card).toContainText('3,001 行', { timeout: 30_000 });
  await saved(page);
};

const pickOwn = async (page: Page): Promise<void> => {
  await page.getByTestId('quality-alpha').waitFor();
  const choice = page.getByLabel('数据资产', { exact: true });
  if (await choice.isVisible()) await choice.selectOption({ label: 'file-of-the-test' });
};

const exactOf = (page: Page) =>
  page.getByTestId('data-asset').filter({ hasText: OWN_FILE }).getByTestId('exact-part');

test('after a reload an exact count takes the file from where it was, once the person allows it', async ({
  page,
}) => {
  await profileOwn(page);
  await answers(page, 'prompt', 'denied');
  await page.reload();
  const exact = exactOf(page);
  await exact.getByText('精确核验：').click();
  await expect(exact.getByTestId('exact-review')).toBeDisabled();
  expect(await asked(page)).toEqual([]);
  await exact.getByTestId('kept-files').click();
  await expect(exact.getByTestId('failures')).toContainText('没有得到读取这个文件的许可');
  expect(await asked(page)).toEqual(['query', 'request']);
  // As it always was: choose the file again.
  await expect(exact.getByTestId('exact-files')).toHaveCount(1);

  await answers(page, 'prompt', 'granted');
  await exact.getByTestId('kept-files').click();
  await expect(exact.getByTestId('kept-files')).toHaveCount(0);
  await exact.getByTestId('exact-review').click();
  await expect(exact.getByTestId('exact-said')).toContainText('已逐一数清', { timeout: 30_000 });
  const facts = page.getByTestId('data-asset').filter({ hasText: OWN_FILE }).getByTestId('table-facts');
  await facts.getByText('整张表').click();
  await expect(facts).toContainText('多余副本 1 行，有副本的行 2 行');
});

test('a file of the same name, length and shape with other contents is not counted', async ({ page }) => {
  await profileOwn(page);
  await page.reload();
  // One digit of one row.
  await writeOwn(page, TABLE.replace('M2999,3', 'M2999,4'));
  const exact = exactOf(page);
  await exact.getByText('精确核验：').click();
  await exact.getByTestId('kept-files').click();
  await exact.getByTestId('exact-review').click();
  await expect(exact).toContainText('内容与画像时不同');
  await expect(exact.getByTestId('exact-said')).not.toContainText('已逐一数清');

  // The rules of the quality page ask the same of it.
  await page.getByTestId('data-part-quality').click();
  await pickOwn(page);
  const part = page.getByTestId('rule-part');
  await part.getByLabel('添加规则').selectOption('required');
  await page.getByTestId('count-rules').click();
  await expect(part).toContainText('内容与画像时不同');
  await expect(page.getByTestId('last-run')).toHaveCount(0);
  await expect(page.getByTestId('rule-files-again')).toHaveCount(1);
});

test('rules are counted from the kept file, and one that is gone is said to be gone', async ({ page }) => {
  await profileOwn(page);
  await step(page, 'data');
  await page.getByTestId('data-part-quality').click();
  await pickOwn(page);
  const part = page.getByTestId('rule-part');
  await part.getByLabel('添加规则').selectOption('required');
  await part.getByTestId('rule-rule-1').locator('summary').first().click();
  await part.getByTestId('rule-rule-1').getByRole('checkbox', { name: '表号' }).check();
  await saved(page);
  await page.reload();
  await pickOwn(page);
  await expect(page.getByTestId('count-rules')).toBeDisabled();
  await part.getByTestId('kept-files').click();
  await page.getByTestId('preview-rules').click();
  await expect(page.getByTestId('rule-result')).toContainText('适用 3,001 条');
  await page.getByTestId('count-rules').click();
  await expect(page.getByTestId('last-run')).toContainText('3,001 条记录', { timeout: 30_000 });
  await saved(page);

  await page.reload();
  await removeOwn(page);
  await pickOwn(page);
  await part.getByTestId('kept-files').click();
  await expect(part).toContainText('文件已不在原处');

  // A removed asset takes with it where its file was.
  await page.getByTestId('data-part-profile').click();
  const card = page.getByTestId('data-asset').filter({ hasText: OWN_FILE });
  await card.getByRole('button', { name: '移除' }).click();
  await expect(card).toHaveCount(0);
  const left = await page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const request = indexedDB.open('zhiya-vault');
        request.onerror = () => reject(new Error('the store does not open'));
        request.onsuccess = () => {
          const count = request.result.transaction('assetFiles').objectStore('assetFiles').count();
          count.onsuccess = () => {
            request.result.close();
            resolve(count.result);
          };
        };
      }),
  );
  expect(left).toBe(0);
});
