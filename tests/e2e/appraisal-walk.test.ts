import { expect, patentPart, saved, step, test } from './walk';

/** 东方阿纳萨克: what an appraiser does in one sitting, from the list to the paper that is signed. */
test('import, score, explain a figure down to its cell, value, reconcile, print', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('open-sample-anasak').click();
  await expect(page.getByTestId('fiction')).toContainText('没有公布质押与信用各承担多少');

  await step(page, 'patents');
  await page.getByTestId('sample-list').click();
  await expect(page.getByTestId('import-preview')).toContainText('18 条');
  await page.getByTestId('accept-import').click();
  await expect(page.getByTestId('import-outcome')).toContainText('读入 18 件');

  await expect(page.getByTestId('score-total')).toHaveCount(18);
  await page.getByTestId('score-total').first().click();
  const drawer = page.getByTestId('trace-drawer');
  const cell = drawer.getByTestId('trace-source').filter({ hasText: '权利要求数量' }).first();
  await expect(cell).toBeAttached();
  await expect(cell).toContainText('anasak-patents.csv');
  await expect(cell).toContainText('第 2 条');
  await page.keyboard.press('Escape');

  await patentPart(page, 'value');
  const main = page.locator('main');
  await expect(main).toContainText('213.18');
  await expect(main).toContainText('250.13');
  await expect(main).toContainText('25.30');
  await expect(main).toContainText('尚未调和');
  const weights = page.getByLabel('权重（%）');
  const reasons = page.getByLabel('理由', { exact: true });
  await expect(weights).toHaveCount(3);
  for (const [i, [weight, reason]] of (
    [
      ['60', '费率有公开区间（虚构）'],
      ['40', '利润率有审计（虚构）'],
      ['0', '只作下限，不采用'],
    ] as const
  ).entries()) {
    await weights.nth(i).fill(weight);
    await weights.nth(i).press('Tab');
    await reasons.nth(i).fill(reason);
    await reasons.nth(i).press('Tab');
  }
  await page.getByLabel('总理由').fill('以许可费节省法为主（虚构）');
  await page.getByLabel('总理由').press('Tab');
  await expect(main).toContainText('尚未调和');
  await page.getByLabel('由谁调和').fill('经办（虚构）');
  await page.getByLabel('由谁调和').press('Tab');
  // 0.6 × 213.178268 + 0.4 × 250.129168 = 227.958628
  await expect(main).toContainText('227.96');
  await expect(main).not.toContainText('尚未调和');
  await saved(page);

  await page.emulateMedia({ media: 'print' });
  const sheet = page.getByTestId('print-sheet');
  await expect(sheet).toBeVisible();
  for (const text of ['内部估值表', '虚构', '费率有公开区间', '227.96', '风险提示', '复核'])
    await expect(sheet).toContainText(text);
  await page.emulateMedia({ media: 'screen' });

  // Nobody has graded the case yet, so the value carries nothing and the page says why; the credit part is asked for.
  await step(page, 'pool');
  await expect(main).toContainText('承担多少还没有录入');
  await expect(page.getByTestId('structure-items')).toContainText('227.96 万元 × 份额 100% × 抵质押率 15%');
  await expect(page.getByTestId('structure-items')).toContainText('等级未定');
});
