import { readFileSync } from 'node:fs';
import { expect, openSample, patentPart, step, test } from './walk';

test('register facts that no list carries can be entered, and the grounds follow', async ({ page }) => {
  await openSample(page);
  await step(page, 'patents');
  // The sample's list without its register columns: what a database export really looks like.
  const rows = readFileSync('static/samples/lanyu-patents.csv', 'utf8')
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n');
  const bare = rows.map((row) => row.split(',').slice(0, -5).join(','));
  await page
    .getByTestId('patent-file')
    .setInputFiles({ name: '导出.csv', mimeType: 'text/csv', buffer: Buffer.from(bare.join('\r\n')) });
  await page.getByTestId('accept-import').click();
  await expect(page.getByTestId('import-outcome')).toContainText('读入 19 件');
  await step(page, 'screening');
  await expect(page.getByTestId('ground-9')).toContainText('19 未知');
  await patentPart(page, 'portfolio');
  const sheet = page.getByTestId('register-sheet');
  await expect(sheet).toContainText('19 件还有未核对的事项');
  await sheet.getByText('录入（19 件质押专利）').click();
  for (const label of ['现有质押（全部）', '中止或保全（全部）', '无效审理中（全部）', '一案双申（全部）'])
    await sheet.getByLabel(label).selectOption('no');
  await sheet.getByLabel('登记簿副本日期（全部）').fill('2026-11-12');
  await sheet.getByLabel('登记簿副本日期（全部）').blur();
  await expect(sheet).toContainText('质押专利均已核对');
  await step(page, 'screening');
  await expect(page.getByTestId('ground-9')).toContainText('19 通过');
});
