import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, importSampleList, openSample, patentPart, saved, step, test } from './walk';

const type = async (scope: Locator, name: string | RegExp, text: string): Promise<void> => {
  const field = scope.getByRole('textbox', { name });
  await field.fill(text);
  await field.press('Tab');
};
const add = async (page: Page, kind: string): Promise<Locator> => {
  await page.getByTestId('add-worksheet').getByLabel('种类').selectOption(kind);
  await page.getByTestId('add-worksheet-button').click();
  const card = page.locator(`[data-testid="worksheet"][data-kind="${kind}"]`);
  await expect(card).toBeVisible();
  return card;
};
const toValue = async (page: Page): Promise<void> => {
  await openSample(page);
  await importSampleList(page);
  await patentPart(page, 'value');
  await expect(page.getByTestId('royalty-value')).toContainText('万元');
};

/** Σ 1,000 × 30 % × 75 % ÷ 1.14^t over 5 years = 225 × 3.433081 = 772.44 万元. */
const profitSplit = async (page: Page): Promise<void> => {
  const card = await add(page, 'profit-split');
  await card.getByLabel('折现率口径').selectOption('post-tax');
  await card.getByLabel('折现时点').selectOption('end-year');
  await type(card, /^利润分成率 q/, '30');
  await type(card, /^折现率 r/, '14');
  await type(card, /^所得税率 T/, '25');
  await type(card, /^经济寿命/, '5');
  const years = card.getByRole('group', { name: '营业利润' });
  for (const year of ['1', '2', '3', '4', '5']) await type(years, `第 ${year} 年`, '1000');
  await type(card.getByRole('group', { name: '利润分成率 q' }), '依据', '（虚构）四分法的上沿');
  await expect(card.getByTestId('worksheet-value')).toContainText('772.44 万元');
};
/** (600 + 200) × (1 − 3 ÷ 8) = 500 万元. */
const cost = async (page: Page): Promise<void> => {
  const card = await add(page, 'cost');
  await card.getByLabel('重置成本的算法').selectOption('parts');
  await card.getByLabel('贬值率的算法').selectOption('age');
  await type(card, /^已使用年限/, '3');
  await type(card, /^剩余经济寿命/, '5');
  for (const [place, amount] of [
    [0, '600'],
    [1, '200'],
  ] as const) {
    await card.getByTestId('add-row').click();
    await type(card.getByTestId('worksheet-row').nth(place), /^金额/, amount);
  }
  await expect(card.getByTestId('worksheet-value')).toContainText('500.00 万元');
};

test('three methods disagree, count nothing until they are weighed with reasons, and then count', async ({
  page,
}) => {
  await toValue(page);
  await expect(page.getByTestId('case-strip')).toContainText('4,500.00 万元');
  await expect(page.getByTestId('case-strip')).toContainText('1,840.00 万元');
  const product = page.getByTestId('product-value');
  await expect(product.getByTestId('product-state')).toHaveText('一种方法');
  await expect(product.getByTestId('reconcile')).toHaveCount(0);

  // The pool is to count what the patents are worth, not the amount that was entered for them.
  await step(page, 'pool');
  const entered = page.getByLabel('协商或公布的承接金额').first();
  await entered.fill('');
  await entered.press('Tab');
  await expect(page.getByTestId('covered')).not.toContainText('4,440 万元');
  const single = await page.getByTestId('covered').textContent();
  expect(single).not.toContain('2,600 万元');

  await patentPart(page, 'value');
  await expect(page.getByTestId('case-strip')).toContainText('没有录入');
  await profitSplit(page);
  await cost(page);
  await expect(product.getByTestId('method-value')).toHaveCount(3);
  await expect(product.getByTestId('product-state')).toHaveText('尚未调和');
  await expect(product).toContainText('一分也不计入');
  // (1,308.49 − 500) ÷ 772.44 = 1.05
  await expect(product.getByTestId('disagreement')).toContainText('1.05');
  await expect(product.getByTestId('gap')).toBeVisible();
  await step(page, 'pool');
  await expect(page.getByTestId('covered')).toContainText('2,600 万元');

  await patentPart(page, 'value');
  const form = product.getByTestId('reconcile');
  const missing = product.getByTestId('reconcile-missing');
  await expect(missing).toContainText('成本法的权重');
  await type(form.getByRole('group', { name: '成本法' }), '理由', '只作下限');
  await expect(form.getByRole('alert')).toContainText('还没有权重');
  const weigh = async (method: string, weight: string, reason: string): Promise<void> => {
    const line = form.getByRole('group', { name: method });
    await type(line, /^权重/, weight);
    await type(line, '理由', reason);
  };
  await weigh('许可费节省法', '60', '销售预测有合同支持');
  await weigh('利润分成法', '30', '利润口径可核');
  await weigh('成本法', '0', '只作下限');
  await expect(missing).toContainText('权重合计为 90 %');
  await weigh('利润分成法', '40', '利润口径可核');
  await type(form, '总理由', '以收益法为主');
  await expect(missing).toHaveText('还差：由谁调和');
  await type(form, '由谁调和', '经办甲');
  await expect(missing).toHaveCount(0);
  await expect(product.getByTestId('product-state')).toHaveText('已调和');
  // 1,308.49 × 0.6 + 772.44 × 0.4 = 1,094.07
  await expect(product.getByTestId('reconciled-value')).toHaveText('1,094.07');

  await product.getByTestId('reconciled-value').click();
  const drawer = page.getByTestId('trace-drawer');
  await expect(drawer).toContainText('利润口径可核');
  await drawer
    .locator('details')
    .evaluateAll((parts) => parts.forEach((part) => part.setAttribute('open', '')));
  await expect(drawer.getByTestId('trace-source').filter({ hasText: '利润分成率 q' }).first()).toContainText(
    '录入',
  );
  await page.keyboard.press('Escape');

  await step(page, 'pool');
  await expect(page.getByTestId('covered')).not.toContainText('2,600 万元');
  await saved(page);
});

test('what-ifs, a refused number, a rate from a worksheet, and a sheet that can be signed', async ({
  page,
}) => {
  await toValue(page);
  await cost(page);
  const forecast = page.getByTestId('forecast');

  await forecast.getByTestId('what-if').locator('summary').click();
  const whatIf = forecast.getByTestId('what-if');
  const tornado = whatIf.getByRole('table', { name: /每次只动一个输入/ });
  await expect(tornado.getByRole('rowheader', { name: '许可费率' })).toBeVisible();
  const grid = whatIf.getByRole('table', { name: /同时变动/ });
  await expect(grid).toContainText('1,308.49');
  await expect(grid.getByRole('rowheader')).toHaveText([
    '12.00 %',
    '13.00 %',
    '14.00 %',
    '15.00 %',
    '16.00 %',
  ]);
  await expect(whatIf.getByTestId('breakevens')).toContainText('4,500.00');
  await expect(whatIf.getByTestId('breakevens')).toContainText('1,840.00');

  const sheet = page.locator('[data-testid="worksheet"][data-kind="cost"]');
  const used = sheet.getByRole('textbox', { name: /^已使用年限/ });
  await used.fill('三年半吧');
  await used.press('Tab');
  await expect(used).toHaveAttribute('aria-invalid', 'true');
  await expect(used).toHaveValue('三年半吧');
  await expect(sheet.getByTestId('worksheet-value')).toContainText('500.00 万元');
  await used.press('Escape');

  const conversion = await add(page, 'share-conversion');
  await conversion.getByLabel('换算方向').selectOption('to-sales');
  await type(conversion, /^利润分成率 q/, '25');
  await type(conversion, /^销售利润率/, '12');
  // 25 % × 12 % = 3 %
  await expect(conversion.getByTestId('worksheet-rate')).toContainText('3.00 %');
  await forecast.getByLabel('许可费率 k的来历').selectOption({ index: 1 });
  await expect(conversion).toContainText('用于：亚克光伏玻璃纸的收益预测');
  // 1,308.49 × 3 ÷ 2.5 = 1,570.19
  await expect(page.getByTestId('royalty-value')).toContainText('1,570.19 万元');

  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);
  for (const width of [1366, 1024]) {
    await page.setViewportSize({ width, height: 768 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }

  await page.emulateMedia({ media: 'print' });
  const paper = page.getByTestId('print-sheet');
  await expect(paper).toBeVisible();
  await expect(page.getByTestId('forecast')).toBeHidden();
  for (const text of [
    '内部估值表',
    '4,500.00 万元',
    '录入的授信金额',
    '尚未调和',
    '分歧度',
    '由工作表“分成率换算”给出',
    '（虚构）企业提供的五年销售预测',
    '风险提示',
    '若登记',
    '复核：',
  ])
    await expect(paper).toContainText(text);
});
