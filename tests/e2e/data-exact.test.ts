import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, keep, openSample, saved, step, test } from './walk';

const SALT = '00112233445566778899aabbccddeeff';

/** 虚构: 400 meters a month for 15 months (6,000 different rows) and 5 copies; 片区 by the meter's number. */
const readings = (): string => {
  const rows = Array.from({ length: 6000 }, (_, i) => {
    const meter = i % 400;
    return `M${meter},${Math.floor(i / 400) + 1},${'东南西北'[meter % 4] ?? ''}`;
  });
  return `表号,月份,片区\n${[...rows, ...rows.slice(0, 5)].join('\n')}\n`;
};
/** The meters 0…359 of those and 40 others; same columns for the fingerprint of rows: 月份 1 only. */
const meters = (): string =>
  `表号,月份,片区\n${Array.from({ length: 400 }, (_, i) => `M${i < 360 ? i : i + 1000},1,${'东南西北'[i % 4] ?? ''}`).join('\n')}\n`;

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const put = async (page: Page, name: string, text: string): Promise<Locator> => {
  await page.getByTestId('data-file').setInputFiles(file(`${name}.csv`, text));
  const card = page.getByTestId('data-asset').filter({ hasText: `${name}.csv` });
  await card.or(page.getByTestId('start-scan')).first().waitFor();
  if (await page.getByTestId('start-scan').isVisible()) await page.getByTestId('start-scan').click();
  await expect(card).toBeVisible({ timeout: 30_000 });
  return card;
};

test('exact counts: copies, keys, groups and a reference', async ({ page }) => {
  await openSample(page);
  await step(page, 'data');
  const list = await put(page, '虚构户表', meters());
  const card = await put(page, '虚构读数', readings());
  await expect(list).toBeVisible();
  const facts = card.getByTestId('table-facts');
  await facts.getByText('整张表').click();
  await expect(facts).toContainText('估计');
  const exact = card.getByTestId('exact-part');
  await exact.getByText('精确核验：').click();
  const keys = exact.getByTestId('exact-keys');
  // The pair is a candidate of the first pass; another set is put beside it.
  await expect(keys).toContainText('表号 + 月份');
  await keys.getByLabel('再核验一组列', { exact: true }).selectOption('表号');
  await keys.getByTestId('exact-keys-add').click();
  const group = exact.getByTestId('exact-group');
  for (const name of ['表号', '月份', '片区']) {
    const box = group.getByRole('checkbox', { name });
    await box.setChecked(name === '片区');
  }
  const chosen = exact.getByTestId('exact-reference-list').locator('li');
  while ((await chosen.count()) > 0) await chosen.first().getByRole('button').click();
  await exact.getByLabel('本表的列').selectOption('表号');
  await exact.getByLabel('数据资产').selectOption({ label: '虚构户表' });
  await exact.getByLabel('那份数据的列').selectOption('表号');
  await exact.getByTestId('exact-reference-add').click();
  await exact.getByTestId('exact-review').click();
  await expect(exact.getByTestId('exact-said')).toContainText('已逐一数清', { timeout: 30_000 });
  // 5 extra copies, 10 rows that have an equal one, of 6,005 rows.
  await expect(facts).toContainText('多余副本 5 行，有副本的行 10 行');
  await expect(facts).toContainText('不同值 6,000 / 6,005 行，精确：除整行相同的副本外');
  await expect(facts).toContainText('不同值 400 / 6,005 行，精确：不能分辨每一行');
  // 6,000 rows in 4 groups of 1,500; the copies are of the meters 0…4.
  await expect(facts).toContainText('4 组，最小 1,501 行');
  // What was chosen stays chosen.
  await expect(keys).toContainText('表号');
  await expect(group.getByRole('checkbox', { name: '月份' })).not.toBeChecked();
  // 360 of 400 meters in each of 15 months, and the 5 copies.
  await expect(exact.getByTestId('exact-references')).toContainText('5,405 / 6,005 行');
  await expect(card.getByTestId('asset-figures')).toContainText('重复行占比');
  await saved(page);

  // After a reload the file is asked for by name, and another one is refused.
  await page.reload();
  await exact.getByText('精确核验：').click();
  await expect(exact).toContainText('请再放入画像时的文件：虚构读数.csv');
  await expect(exact.getByTestId('exact-review')).toBeDisabled();
  const changed = readings().replace('M7,1,', 'M7,2,');
  await exact.getByTestId('exact-files').setInputFiles(file('虚构读数.csv', changed));
  await exact.getByTestId('exact-review').click();
  await expect(exact).toContainText('内容与画像时不同');
  await exact.getByTestId('exact-files-again').setInputFiles(file('虚构读数.csv', readings()));
  await exact.getByTestId('exact-review').click();
  await expect(exact.getByTestId('exact-said')).toContainText('已逐一数清', { timeout: 30_000 });
});

test('fingerprints of two assets overlap, and only under one salt', async ({ page }, info) => {
  await openSample(page);
  await step(page, 'data');
  const print = async (card: Locator, salt: string): Promise<void> => {
    const part = card.getByTestId('fingerprint-part');
    if (!(await part.getByTestId('print-salt').isVisible())) await part.getByText('数据指纹：').click();
    await part.getByTestId('print-salt').fill(salt);
    await part.getByTestId('print-make').click();
    await expect(part.getByTestId('exact-said')).toContainText('已生成指纹', { timeout: 30_000 });
  };
  const list = await put(page, '虚构户表', meters());
  const card = await put(page, '虚构读数', readings());
  await print(list, SALT);
  await print(card, SALT);
  const part = card.getByTestId('fingerprint-part');
  await part.getByTestId('print-compare').click();
  const overlaps = part.getByTestId('overlaps');
  // 360 of the list's 400 rows stand among the readings.
  await expect(overlaps).toContainText('虚构户表（400 行）');
  await expect(overlaps).toContainText('95% 区间');
  const waiting = page.waitForEvent('download');
  await part.getByTestId('print-download').click();
  const path = await keep(await waiting, info, 'print.json');
  expect(readFileSync(path, 'utf8')).not.toContain(SALT);
  await print(list, SALT.replace('00', '99'));
  await part.getByTestId('print-compare').click();
  await expect(overlaps).toContainText('不能比较');
  // The list's own part takes the downloaded file.
  await list.getByTestId('fingerprint-part').getByTestId('print-files').setInputFiles(path);
  await expect(list.getByTestId('overlaps')).toContainText('print.json（6,005 行）');
});
