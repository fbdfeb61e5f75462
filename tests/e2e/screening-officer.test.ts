import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, importSampleList, openSample, saved, screeningPart, step, test } from './walk';

const fill = async (page: Page, testid: string, label: string, value: string): Promise<void> => {
  const field = page.getByTestId(testid).getByLabel(label, { exact: true });
  await field.fill(value);
  await field.blur();
};

const clean = async (page: Page, at: string): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map((v) => `${at}: ${v.id} ${v.nodes[0]?.html.slice(0, 120) ?? ''}`)).toEqual([]);
};

test('a credit officer goes from unknown to a signed sheet', async ({ page }) => {
  test.slow();
  await openSample(page);
  await importSampleList(page);

  await step(page, 'screening');
  await expect(page.getByTestId('tally')).toBeVisible();
  await expect(page.getByTestId('tally-repayment')).toContainText('第一还款来源');
  const change = page.getByTestId('what-would-change');
  await expect(change).toContainText('不按金额排列');
  await expect(change.getByRole('row').nth(1)).toBeVisible();
  // In the bank nobody works backwards from an amount.
  await expect(change).not.toContainText('万元');
  // The same by thing to do: one register copy settles several rules.
  await change.getByTestId('changes-by-remedy').click();
  await expect(change.getByTestId('remedies').getByRole('row').nth(1)).toBeVisible();
  await expect(change).not.toContainText('万元');
  await change.getByTestId('changes-by-rule').click();
  await clean(page, 'overview');

  await screeningPart(page, 'routes');
  const standard = page.getByTestId('route-standard');
  await expect(standard).toContainText('企业成立满规定时间');
  await expect(page.getByTestId('public-totals')).toContainText('14.61亿元');
  await expect(page.getByTestId('public-totals')).toContainText('不参与任何判断');

  await fill(page, 'deadlines', '提交日', '2026-11-20');
  await fill(page, 'deadlines', '提交人', '虚构经办');
  await page.getByTestId('record-run').click();
  await expect(page.getByTestId('deadline-contact')).toContainText('2026-11-23');
  await expect(page.getByTestId('deadline-decision')).toContainText('2026-12-20');

  const choice = page.getByTestId('route-choice');
  await choice.getByLabel('路径', { exact: true }).selectOption('guarantee-only');
  await fill(page, 'route-choice', '选定的理由', '虚构：押品不足，走担保');
  await fill(page, 'route-choice', '选定人', '虚构审查');
  await expect(page.getByTestId('route-guarantee-only')).toContainText('已选定');
  await clean(page, 'routes');

  await screeningPart(page, 'sheet');
  await fill(page, 'survey', '主办', '虚构甲');
  await fill(page, 'survey', '协办', '虚构甲');
  const sheet = page.getByTestId('officer-sheet');
  await expect(sheet.getByTestId('sheet-survey')).toContainText('不是双人核查');
  await fill(page, 'survey', '协办', '虚构乙');
  await fill(page, 'survey', '核查日', '2026-11-19');
  await fill(page, 'survey', '地点', '虚构厂区');
  await expect(sheet.getByTestId('sheet-survey')).not.toContainText('不是双人核查');
  await expect(sheet.getByTestId('sheet-decision')).toContainText('虚构：押品不足，走担保');
  await expect(sheet.getByTestId('sheet-decision')).toContainText('2026-11-23');
  await expect(sheet.getByTestId('sheet-refusal')).toContainText('否决项');
  await expect(sheet.getByTestId('sheet-decision')).toContainText('有条件通过');
  // The first repayment source is signed before anything about collateral.
  const titles = await sheet.getByRole('heading', { level: 3 }).allTextContents();
  expect(titles.findIndex((t) => t.startsWith('第一还款来源'))).toBeLessThan(
    titles.findIndex((t) => t.startsWith('专利权质押不予登记的情形')),
  );
  await expect(sheet).toContainText('审查人');
  // Methods are told in words, not by their ids.
  await expect(sheet).toContainText('第一还款来源核查（第 2 版）');
  await expect(sheet).not.toContainText('screening.');
  await clean(page, 'sheet');

  // Without the cash that pays the debts nothing else helps.
  await screeningPart(page, 'repayment');
  await fill(page, 'amount-debtService', '一年内应还本息（含本笔）（万元）', '');
  await screeningPart(page, 'sheet');
  await expect(page.getByTestId('sheet-decision')).toContainText('暂缓');
  await expect(page.getByTestId('sheet-decision')).toContainText('押品再好，也不能代替');
  await saved(page);

  await page.reload();
  // Everything is computed anew.
  await expect(page.getByTestId('sheet-survey')).toContainText('虚构乙', { timeout: 30_000 });
  await expect(page.getByTestId('sheet-decision')).toContainText('2026-12-20');
});

test('the name of whoever answers is asked once and kept for the sitting', async ({ page }) => {
  await openSample(page);
  await importSampleList(page);
  await step(page, 'screening');
  await expect(page.getByTestId('sitting-missing')).toBeVisible();
  const name = page.getByTestId('sitting').getByLabel('答复人姓名');
  await name.fill('虚构审查人');
  await name.blur();
  await expect(page.getByTestId('sitting-missing')).toHaveCount(0);
  await screeningPart(page, 'views');
  await expect(page.getByTestId('sitting').getByLabel('答复人姓名')).toHaveValue('虚构审查人');
  await clean(page, 'views');
  await saved(page);
  await page.reload();
  await expect(page.getByTestId('sitting').getByLabel('答复人姓名')).toHaveValue('虚构审查人');
});

test('a renewal asks everybody who stands for the old loan, and prints who has not signed', async ({
  page,
}) => {
  await openSample(page);
  await screeningPart(page, 'routes');
  const renewal = page.getByTestId('renewal');
  await renewal.getByTestId('start-renewal').click();
  await fill(page, 'renewal', '旧贷款合同编号', '虚构-2025-001');
  await fill(page, 'renewal', '旧贷款到期日', '2026-12-31');
  await fill(page, 'renewal', '旧贷款本金余额（万元）', '9000');
  await renewal.getByLabel('旧贷款按约付息，没有欠息、逾期').selectOption('yes');
  await renewal.getByLabel('企业正常经营').selectOption('yes');
  await fill(page, 'renewal', '还款与经营依据的材料', '虚构还款流水');
  await renewal.getByTestId('renewal-step-2').click();
  await renewal.getByTestId('add-guarantor').click();
  await fill(page, 'renewal', '名称', '虚构保证人');
  await renewal.getByLabel('知悉新贷款用于偿还旧贷款').selectOption('no');
  await renewal.getByTestId('renewal-step-4').click();
  await expect(page.getByTestId('condition-cn.renewal.serviced').last()).toContainText('通过');
  await expect(page.getByTestId('condition-cn.renewal.guarantors').last()).toContainText('不承担担保责任');
  const consents = page.getByTestId('consents');
  await expect(consents).toContainText('虚构保证人');
  await expect(consents).toContainText('虚构-2025-001');

  await renewal.getByTestId('renewal-step-2').click();
  await renewal.getByLabel('知悉新贷款用于偿还旧贷款').selectOption('yes');
  await renewal.getByLabel('书面同意为新贷款担保').selectOption('yes');
  await fill(page, 'renewal', '确认书', '虚构确认书');
  await renewal.getByTestId('renewal-step-4').click();
  await expect(page.getByTestId('consents')).toContainText('都有确认书');
  await clean(page, 'renewal');
});
