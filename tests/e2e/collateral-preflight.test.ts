import type { Locator, Page } from '@playwright/test';
import { expect, openSample, saved, step, test } from './walk';

const item = (page: Page, n: number): Locator => page.getByTestId('collateral-item').nth(n);

/** Opens what registry and law ask of an item. */
const legal = async (card: Locator): Promise<Locator> => {
  const part = card.getByTestId('item-legal');
  await part.locator('summary').click();
  await expect(part.getByTestId('item-findings')).toBeVisible();
  return part;
};

const choose = async (part: Locator, label: string, choice: string): Promise<void> => {
  await part.getByLabel(label, { exact: true }).selectOption({ label: choice });
};

const type = async (part: Locator, label: string, text: string): Promise<void> => {
  const field = part.getByLabel(label, { exact: true });
  await field.fill(text);
  await field.press('Tab');
};

const finding = (part: Locator, code: string): Locator =>
  part.locator(`[data-testid="item-findings"] li[data-rule="${code}"]`);

test('the factory of the sample is proven before it is filed', async ({ page }) => {
  await openSample(page);
  await step(page, 'pool');
  const part = await legal(item(page, 0));
  await expect(finding(part, 'N5')).toContainText('没有查封');
  await expect(part.locator('summary')).toContainText('不通过 0，未知 0');
  await choose(part, '是否被依法查封、扣押、监管或冻结', '未知');
  await expect(finding(part, 'N5')).toContainText('未知');
});

test('a factory is checked before it is filed: unknown, then proven, then refused', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('new-bank').click();
  await step(page, 'pool');
  await page.getByTestId('add-item').click();
  await item(page, 0).getByLabel('类别', { exact: true }).selectOption({ label: '工业厂房（含土地）' });
  const part = await legal(item(page, 0));
  await expect(finding(part, 'N5')).toContainText('未知');

  await choose(part, '是否被依法查封、扣押、监管或冻结', '否');
  await expect(finding(part, 'N5')).toContainText('没有附');
  await choose(part, '增加材料', '不动产登记资料查询结果');
  await part.getByTestId('add-paper').click();
  await expect(finding(part, 'N5')).toContainText('通过');
  await expect(finding(part, 'N5')).toContainText('没有查封');

  await choose(part, '是否被依法查封、扣押、监管或冻结', '是');
  await expect(finding(part, 'N5')).toContainText('不通过');
  await expect(part.locator('summary')).toContainText('不通过 1');
  await saved(page);

  await page.reload();
  const again = await legal(item(page, 0));
  await expect(finding(again, 'N5')).toContainText('不通过');
  await finding(again, 'N5').getByRole('button').click();
  await expect(page.getByTestId('trace-drawer')).toContainText('第三百九十九条第五项');
});

test('a building needs its land, and both say so', async ({ page }) => {
  await openSample(page);
  await step(page, 'pool');
  await page.getByTestId('add-item').click();
  const added = page.getByTestId('collateral-item').last();
  await added.getByLabel('名称', { exact: true }).fill('虚构配套土地');
  await added.getByLabel('名称', { exact: true }).press('Tab');
  await added.getByLabel('类别', { exact: true }).selectOption({ label: '出让工业用地' });

  const factory = await legal(item(page, 0));
  await choose(factory, '本项包括', '只有房屋');
  await expect(finding(factory, 'RE2')).toContainText('没有与其配对');
  await factory
    .getByTestId('pairs')
    .getByLabel(/虚构配套土地/)
    .check();
  await expect(finding(factory, 'RE2')).toContainText('还没有写明包括房屋还是土地');

  const land = await legal(added);
  await choose(land, '本项包括', '只有土地，地上有建筑物');
  await choose(land, '增加材料', '不动产权证');
  await land.getByTestId('add-paper').click();
  await expect(finding(land, 'RE2'))
    .toContainText('还没有写明')
    .catch(() => undefined);
  await expect(land.getByTestId('pairs').locator('input[type=checkbox]').first()).toBeChecked();
  await choose(factory, '增加材料', '不动产权证');
  await factory.getByTestId('add-paper').click();
  await expect(finding(factory, 'RE2')).toContainText('一并抵押');
  await expect(finding(land, 'RE2')).toContainText('一并抵押');
});

test('a guarantee must say that it is joint, and what is typed is read or refused', async ({ page }) => {
  await openSample(page);
  await step(page, 'pool');
  await page.getByTestId('add-support').click();
  const part = await legal(page.getByTestId('support-item').last());
  await choose(part, '保证方式', '合同没有写明');
  await expect(finding(part, 'GU1')).toContainText('按一般保证');
  await type(part, '保证期间届满日', '2030年1月1日');
  await expect(part.getByLabel('保证期间届满日', { exact: true })).toHaveValue('2030-01-01');
  await expect(finding(part, 'GU2')).toContainText('保证合同');
  await type(part, '保证期间届满日', '不知道');
  await expect(part.getByRole('alert')).toBeVisible();
});
