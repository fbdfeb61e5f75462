import { expect, importSampleList, openSample, saved, test } from './walk';

test('a judgement with its paper raises coverage; two people who disagree leave it unmeasured', async ({
  page,
}) => {
  await openSample(page);
  await importSampleList(page);
  const row = page.getByTestId('score-table').getByRole('row').nth(1);
  await expect(row).toContainText('46 %');
  await row.getByTestId('judge').click();
  const sheet = page.getByTestId('expert-sheet');
  await sheet.getByLabel('依据的材料').fill('检索报告（虚构）');
  const line = sheet.getByTestId('line-T1.1');
  await expect(line).toContainText('未测');
  await line.getByRole('combobox').selectOption('A');
  await expect(line).toContainText('100 分');
  await expect(line).toContainText('专家判断');
  await sheet.getByRole('button', { name: '完成' }).click();
  await expect(row).not.toContainText('46 %');
  await row.getByTestId('score-total').click();
  await expect(page.getByTestId('trace-drawer')).toContainText('技术先进性');
  await page.keyboard.press('Escape');

  await row.getByTestId('judge').click();
  await sheet.getByLabel('判断人').fill('复核');
  await line.getByRole('combobox').selectOption('D');
  await expect(line).toContainText('未测');
  await expect(line).toContainText('经办');
  await sheet.getByRole('button', { name: '完成' }).click();
  await expect(row).toContainText('46 %');
  await saved(page);
});
