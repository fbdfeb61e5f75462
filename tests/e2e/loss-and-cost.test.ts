import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, saved, step, test } from './walk';

const type = async (part: Locator, label: string, text: string): Promise<void> => {
  const field = part.getByLabel(label, { exact: true });
  await field.fill(text);
  await field.press('Tab');
};

const part = async (page: Page, id: string): Promise<void> => {
  await page.getByTestId(`pool-part-${id}`).click();
  await expect(page.getByTestId(`pool-part-${id}`)).toHaveAttribute('aria-current', 'page');
};

const clean = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).include('main').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
};

test('what a loan loses at default and what it costs, from what was entered to the trace', async ({
  page,
}) => {
  await page.goto('./');
  await page.getByTestId('new-bank').click();
  await step(page, 'facts');
  await type(page.locator('main'), '资金需求（万元）', '1000');
  await step(page, 'pool');
  await page.getByTestId('add-item').click();
  const plant = page.getByTestId('collateral-item');
  await type(plant, '价值（万元）', '1400');
  await type(plant, '在先债权（万元）', '200');
  await page.getByTestId('add-support').click();
  await type(page.getByTestId('support-item'), '最多承接（万元）', '210');
  // 1400 × 60 % − 200 = 640, and 210
  await expect(page.getByTestId('covered')).toContainText('850');

  await part(page, 'loss');
  await expect(page.getByTestId('failures').first()).toContainText('分担比例未填写');
  await expect(page.getByTestId('expected-loss')).toHaveText('未知');
  const terms = page.getByTestId('support-terms');
  await terms.getByText('各方分担').click();
  await type(terms, '担保机构（%）', '80');
  await expect(terms.getByRole('alert')).toContainText('不是 100%');
  await type(terms, '银行自留（%）', '20');
  await type(page.locator('main'), '违约概率（一年内）（%）', '2');
  // (1400 × 0.6 × 0.92 − 200) ÷ 1.06² = 509.79; loss 490.21; the guarantor 0.21 × 0.8 of it
  await expect(page.getByTestId('bearer-support-1')).toHaveText('82.36');
  await expect(page.getByTestId('bearer-bank')).toHaveText('407.85');
  await expect(page.getByTestId('expected-loss')).toHaveText('8.16 万元');
  await expect(page.getByTestId('bank-view')).toContainText('尚未查明');
  // (1400 − 200) × 0.6 = 720 at 20 %, 280 at 40 %
  await expect(page.getByTestId('lgd-current')).toHaveText('25.60 %');
  // (1400 × 0.6 × 0.6 − 200 + 210) ÷ 1000
  await expect(page.getByTestId('stress-heavy')).toHaveText('51.40 %');
  await page.getByTestId('bearer-bank').click();
  await expect(page.getByTestId('trace-drawer')).toContainText('处置折扣');
  await page.keyboard.press('Escape');
  await type(page.getByTestId('joint-stress'), '种子', '7');
  await type(page.getByTestId('joint-stress'), '模拟次数', '5000');
  await page.getByTestId('run-joint').click();
  await expect(page.getByTestId('joint-seed')).toHaveText('5000 次，种子 7');
  await expect(page.getByTestId('joint-p95')).toContainText('万元');
  await clean(page);

  await part(page, 'cost');
  await page.getByTestId('add-plan-structure').click();
  const plan = page.getByTestId('credit-plan');
  await expect(page.getByTestId('effective-high-structure')).toHaveText('未知');
  await type(plan, '年利率（%）', '3.6');
  await type(plan, '期限（月）', '12');
  await expect(page.getByTestId('interest-structure')).toHaveText('36 万元');
  for (const fee of await plan.getByTestId('plan-fee').all())
    if ((await fee.getByLabel('金额（万元）').inputValue()) === '') await type(fee, '金额（万元）', '0');
  // 550 元 of registration and 500 元 of duty on 1,000 万元 at 3.6 %
  await expect(page.getByTestId('fees-enterprise-structure')).toHaveText('0.105 万元');
  await expect(page.getByTestId('effective-high-structure')).toContainText('3.67');
  await expect(page.getByTestId('effective-low-structure')).toHaveText('未知');
  const saving = page.getByTestId('saving');
  await type(saving, '本金（万元）', '9000');
  await type(saving, '下降（bp）', '150');
  await expect(page.getByTestId('saved-interest')).toContainText('135 万元');
  await expect(page.getByTestId('lpr-history')).toContainText('2026-01-19');
  await clean(page);
  await saved(page);
});
