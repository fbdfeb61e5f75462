import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, importSampleList, keep, openSample, patentPart, saved, test } from './walk';

const begin = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel('评价人', { exact: true }).fill(name);
  await page.getByTestId('start-appraisal').click();
  await expect(page.getByTestId(`appraisal-${name}`)).toContainText('未封存');
};

const judge = async (page: Page, answers: Readonly<Record<string, string>>): Promise<void> => {
  await page.getByTestId('blind-judge').first().click();
  const sheet = page.getByTestId('expert-sheet');
  for (const [code, option] of Object.entries(answers)) {
    const line = sheet.getByTestId(`line-${code}`);
    await expect(line).toContainText('未测');
    await line.getByRole('combobox').selectOption(option);
    await expect(line).toContainText('专家判断');
  }
  await sheet.getByRole('button', { name: '完成' }).click();
};

test('two people judge blind on one computer; what they agree on and what is settled goes into the score', async ({
  page,
}) => {
  await openSample(page);
  await importSampleList(page);
  await patentPart(page, 'appraisal');
  await begin(page, '虚构甲');
  await judge(page, { 'T1.1': 'A', 'T1.3': 'B', 'E2.1': 'C' });
  const first = page.getByTestId('appraisal-虚构甲');
  await first.getByTestId('seal-appraisal').click();
  await expect(first.getByTestId('seal')).toHaveText(/^[0-9a-f]{64}$/);
  await expect(page.getByTestId('comparison')).toHaveCount(0);

  await page.getByLabel('评价人', { exact: true }).fill('虚构甲');
  await page.getByTestId('start-appraisal').click();
  await expect(page.getByTestId('failures')).toContainText('E_SAME_APPRAISER');
  await begin(page, '虚构乙');
  // The second finds every line unmeasured: nothing of the first is seen.
  await judge(page, { 'T1.1': 'D', 'T1.3': 'B' });
  const second = page.getByTestId('appraisal-虚构乙');
  await second.getByTestId('seal-appraisal').click();

  await expect(page.getByTestId('agreement')).toContainText('全部指标');
  await expect(page.getByTestId('agreement').locator('tbody tr').first()).toContainText('2 项');
  await page.getByTestId('agreement').getByRole('button').first().click();
  await expect(page.getByTestId('trace-drawer')).toContainText('两人评价一致性的用语');
  await page.keyboard.press('Escape');
  const differences = page.getByTestId('differences').locator('tbody tr');
  await expect(differences).toHaveCount(2);
  await expect(differences.nth(0)).toContainText('60 分');
  await expect(differences.nth(1)).toContainText('没有评');
  await expect(page.getByTestId('adoption')).toContainText('2 项分歧未定，不采用');

  await page.getByLabel('定稿人').fill('虚构丙');
  const settle = page.getByTestId('difference-T1.1');
  await settle.getByRole('combobox').selectOption('B');
  await settle.getByRole('button', { name: '定稿' }).click();
  await expect(settle).toContainText('没有写明理由');
  await settle.getByLabel(/^理由/).fill('对照检索报告（虚构）');
  await settle.getByRole('button', { name: '定稿' }).click();
  await expect(settle).toContainText('虚构丙：对照检索报告（虚构）');
  await expect(page.getByTestId('adopt-answers')).toContainText('采用 2 项');
  await page.getByTestId('adopt-answers').click();
  await expect(page.getByTestId('adoption')).toContainText('1 项分歧未定，不采用。已进入评分 2 项');
  await expect(page.getByTestId('assumption-entries')).toContainText('采用两人盲评一致与定稿的答案');
  await saved(page);

  await patentPart(page, 'list');
  await page.getByTestId('judge').first().click();
  const line = page.getByTestId('expert-sheet').getByTestId('line-T1.1');
  await expect(line).toContainText('虚构丙');
  await expect(page.getByTestId('expert-sheet').getByTestId('line-E2.1')).toContainText('未测');
});

test('a sealed sheet travels as a file; a changed one is refused', async ({ page }, info) => {
  await openSample(page);
  await importSampleList(page);
  await patentPart(page, 'appraisal');
  await begin(page, '虚构甲');
  await judge(page, { 'T1.1': 'A' });
  const first = page.getByTestId('appraisal-虚构甲');
  await first.getByTestId('seal-appraisal').click();
  const waiting = page.waitForEvent('download');
  await first.getByRole('button', { name: '导出盲评文件' }).click();
  const path = await keep(await waiting, info, 'blind.json');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: '作废重来' }).click();
  await expect(first).toHaveCount(0);

  const text = readFileSync(path, 'utf8');
  const offer = async (json: string): Promise<void> => {
    const buffer = Buffer.from(json);
    await page
      .getByTestId('appraisal-file')
      .setInputFiles({ name: '盲评.json', mimeType: 'application/json', buffer });
  };
  await offer(text.replace('"option":"A"', '"option":"B"'));
  await expect(page.getByTestId('failures')).toContainText('E_SEAL_BROKEN');
  await offer(text.replace('"scheme":"gbt-42748-framework"', '"scheme":"pvd-2012"'));
  await expect(page.getByTestId('failures')).toContainText('E_APPRAISAL_SCHEME');
  await expect(first).toHaveCount(0);
  await offer(text);
  await expect(first.getByTestId('seal')).toHaveText(/^[0-9a-f]{64}$/);
  await expect(page.getByTestId('failures')).toHaveCount(0);
});
