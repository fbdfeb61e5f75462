import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { expect, importSampleList, openSample, step, test } from './walk';

const SAMPLE = readFileSync('static/samples/lanyu-patents.csv');
const lines = SAMPLE.toString('utf8').replace('\uFEFF', '').trimEnd().split('\r\n');

const drop = async (page: Page, name: string, content: string | Buffer): Promise<void> => {
  await page
    .getByTestId('patent-file')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content as string) });
};

test('three bad records among many: the good ones stay, the bad ones are named', async ({ page }) => {
  await openSample(page);
  await step(page, 'patents');
  const bad = [...lines];
  bad[3] = (bad[3] ?? '').replace('201819900035.6', '201819900035.7');
  bad[5] = (bad[5] ?? '').replace('2020-06-30', '2020-02-30');
  bad[8] = (bad[8] ?? '').replace('202119900095.X', '2.02E+12');
  await drop(page, '清单.csv', bad.join('\r\n'));
  await page.getByTestId('accept-import').click();
  const outcome = page.getByTestId('import-outcome');
  await expect(outcome).toContainText('读入 16 件');
  for (const record of ['第 4 条', '第 6 条', '第 9 条']) await expect(outcome).toContainText(record);
  await expect(page.getByTestId('score-table').getByRole('row')).toHaveCount(17);
});

test('a wrong encoding, a missing column and a broken workbook change nothing', async ({ page }) => {
  await openSample(page);
  await importSampleList(page);
  await drop(
    page,
    '乱码.csv',
    Buffer.concat([Buffer.from('标题,申请号\r\n'), Buffer.from([0xff, 0xff, 0x81, 0x0d, 0x0a])]),
  );
  const named = (name: string) => page.getByTestId('failures').filter({ hasText: name });
  await expect(named('乱码.csv')).toBeVisible();
  await drop(page, '坏的.xlsx', Buffer.from('PK\u0003\u0004这不是工作簿'));
  await expect(named('坏的.xlsx')).toBeVisible();
  const [header = '', ...rows] = lines;
  await drop(page, '缺列.csv', [header.replace('申请号', '别的'), ...rows].join('\r\n'));
  const preview = page.getByTestId('import-preview');
  await expect(preview).toContainText('还缺：申请号');
  await expect(page.getByTestId('accept-import')).toBeDisabled();
  await expect(page.getByTestId('score-total')).toHaveCount(19);
});

test('a broken case file and a file that is no package are refused by name', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('open-case-file').setInputFiles({
    name: '坏案卷.zhiya',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK\u0003\u0004坏的'),
  });
  await expect(page.getByTestId('failures')).toContainText('坏案卷.zhiya');
  await page.goto('./desk');
  await page
    .getByTestId('package-file')
    .setInputFiles({ name: '不是包.zip', mimeType: 'application/zip', buffer: Buffer.from('<html>') });
  await expect(page.getByTestId('answer-safety')).toHaveAttribute('data-verdict', 'fail');
});

test('a column given to a field by hand is taken, and remembered for the next file', async ({ page }) => {
  await openSample(page);
  await step(page, 'patents');
  const [header = '', ...rows] = lines;
  const renamed = [header.replace('申请号', '本行编号'), ...rows].join('\r\n');
  await drop(page, '自定列名.csv', renamed);
  await page.getByLabel('“本行编号”列对应').selectOption('applicationNumber');
  await page.getByTestId('accept-import').click();
  await expect(page.getByTestId('import-outcome')).toContainText('读入 19 件');
  await drop(page, '下一份.csv', renamed);
  await expect(page.getByLabel('“本行编号”列对应')).toHaveValue('applicationNumber');
  await expect(page.getByTestId('accept-import')).toBeEnabled();
});
