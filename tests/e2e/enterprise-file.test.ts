import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, importSampleList, openSample, step, test } from './walk';

const PARTS = ['三年报表', '用能台账', '人员与纳税', '登记与资质', '查询结果'] as const;

const sample = (part: string) => ({
  name: `虚构-一企一档-${part}.csv`,
  mimeType: 'text/csv',
  buffer: readFileSync(`static/samples/虚构-一企一档-${part}.csv`),
});

const filePart = async (page: Page): Promise<void> => {
  await step(page, 'screening');
  await page.getByTestId('screening-part-file').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('一企一档');
  await expect(page.getByTestId('group-operation')).toBeVisible();
};

/** An empty case on the day of the sample. */
const openFile = async (page: Page): Promise<void> => {
  await page.goto('./');
  await page.getByTestId('new-bank').click();
  await page.getByLabel('评估基准日', { exact: true }).fill('2026-11-20');
  await page.getByLabel('评估基准日', { exact: true }).blur();
  await filePart(page);
};

const drop = async (page: Page, files: Parameters<ReturnType<Page['getByTestId']>['setInputFiles']>[0]) =>
  page.getByTestId('enterprise-file-drop').setInputFiles(files);

test('files of the enterprise become ratios that lead back to their cells', async ({ page }) => {
  await openFile(page);
  await expect(page.getByTestId('ratio-debt-ratio-2025')).toHaveText('未知');

  await drop(page, PARTS.map(sample));
  for (const part of PARTS) {
    await expect(page.getByTestId('file-preview')).toContainText(part);
    await page.getByTestId('accept-file').click();
  }
  await expect(page.getByTestId('file-taken')).toContainText('查询结果');

  // 12,825 ÷ 27,550 = 46.55 %; 1,532.5 ÷ 26,200 = 5.85 %
  await expect(page.getByTestId('ratio-debt-ratio-2025')).toHaveText('46.55 %');
  await expect(page.getByTestId('ratio-research-intensity-2025')).toHaveText('5.85 %');
  await page.getByTestId('ratio-research-intensity-2025').click();
  await expect(page.getByRole('complementary').filter({ hasText: '三年报表.csv' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('finding-cn.consistency.social-insured')).toContainText('不符');
  await expect(page.getByTestId('finding-cn.consistency.taxed-sales')).toContainText('相符');
  // The groups are folded; the contents say how much is open in each and lead there.
  await expect(page.getByTestId('event-penalty-environment')).toHaveCount(0);
  await expect(page.getByTestId('jump-file-consistency')).toHaveAttribute('aria-label', /处矛盾或不符/);
  await page.getByTestId('jump-group-energy').click();
  await expect(page.getByTestId('group-energy').getByText('手工录入用能')).toBeVisible();
  await page.getByTestId('fold-all').click();
  await expect(page.getByTestId('event-penalty-environment')).toContainText('信用已修复 1 条');

  // No event is not none: it takes a search with its day and its paper.
  const enforcement = page.getByTestId('event-enforcement');
  await expect(enforcement).toContainText('不能认定没有');
  await enforcement.getByText('登记被执行的查询结果').click();
  await enforcement.getByLabel('被执行的查询日').fill('2026-11-18');
  await enforcement.getByLabel('被执行的查询人').fill('虚构审查人');
  await enforcement.getByLabel('被执行的查询结果', { exact: true }).fill('虚构查询截图');
  await enforcement.getByLabel('被执行的查询结果', { exact: true }).blur();
  await enforcement.getByRole('button', { name: '登记被执行的查询' }).click();
  await expect(enforcement).toContainText('查过，没有');

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});

test('the sample holds what these files say: ratios, a group that does not fit, products with patents', async ({
  page,
}) => {
  await openSample(page);
  await importSampleList(page);
  await filePart(page);
  await expect(page.getByTestId('ratio-debt-ratio-2025')).toHaveText('46.55 %');
  await page.getByTestId('fold-all').click();
  await expect(page.getByTestId('event-enforcement')).toContainText('查过，没有');
  await expect(page.getByTestId('finding-cn.consistency.social-insured')).toContainText('不符');
  await expect(page.locator('main')).toContainText('（虚构）亚克光伏玻璃纸');
  // The same file again adds nothing.
  await drop(page, sample('用能台账'));
  await expect(page.getByTestId('file-preview')).toContainText('案卷里已有 102 项，没有变');
});

test('another file says otherwise: side by side, a contradiction until somebody settles it', async ({
  page,
}) => {
  await openFile(page);
  const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await drop(page, csv('甲.csv', '年度,营业收入,研发费用\n2025,1000,50\n'));
  await expect(page.getByTestId('accept-file')).toBeDisabled();
  await page.getByLabel('金额的单位').selectOption('万元');
  await page.getByTestId('accept-file').click();
  await expect(page.getByTestId('ratio-research-intensity-2025')).toHaveText('5.00 %');

  await drop(page, csv('乙.csv', '年度,营业收入(万元)\n2025,1250\n'));
  await expect(page.getByTestId('file-conflicts')).toContainText('12,500,000.00 元');
  await expect(page.getByTestId('accept-file')).toBeDisabled();
  await page.getByLabel('其余各处').selectOption('both');
  await page.getByTestId('accept-file').click();
  await expect(page.getByTestId('ratio-research-intensity-2025')).toHaveText('未知');

  await expect(page.getByTestId('group-operation')).toContainText('1 处矛盾');
  await expect(page.getByTestId('jump-group-operation')).toHaveAttribute('aria-label', /1 处矛盾/);
  const open = page.getByTestId('contradictions');
  await expect(open).toContainText('2025 年营业收入');
  await open.getByLabel('认定的理由').fill('已核对虚构审计报告');
  await open.getByLabel('认定的理由').blur();
  await open.getByRole('button', { name: /认定为 12,500,000.00 元/ }).click();
  await expect(page.getByTestId('contradictions')).toHaveCount(0);
  await expect(page.getByTestId('ratio-research-intensity-2025')).toHaveText('4.00 %');
});

test('a value typed from a paper', async ({ page }) => {
  await openFile(page);
  const group = page.getByTestId('group-basic');
  await group.getByRole('heading', { name: '基本信息' }).click();
  await group.getByText('手工录入基本信息').click();
  const hand = page.getByTestId('hand-basic');
  await hand.getByLabel('依据的材料').fill('虚构营业执照');
  await hand.getByLabel('录入人').fill('虚构审查人');
  await hand.getByLabel(/^值/).fill('3000');
  await hand.getByLabel(/^值/).blur();
  await group.getByRole('button', { name: '录入', exact: true }).click();
  await expect(group).toContainText('30,000,000.00 元');
  await expect(group).toContainText('虚构营业执照');
  await group.getByRole('button', { name: /撤回/ }).click();
  await expect(group).toContainText('还没有这一组的资料');
});
