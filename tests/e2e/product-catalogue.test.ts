import AxeBuilder from '@axe-core/playwright';
import { expect, openSample, saved, step, test } from './walk';

test('a catalogue is held against the case: tally, reasons, estimates, and one product is chosen', async ({
  page,
}) => {
  await openSample(page);
  await step(page, 'pool');
  await page.getByTestId('pool-part-products').click();
  await expect(page.getByTestId('no-catalogue')).toBeVisible();
  await page.getByTestId('sample-catalogue').click();
  await expect(page.getByTestId('catalogues')).toContainText('虚构-信贷产品目录.csv');
  await expect(page.getByTestId('product-count')).toHaveText('列出 36 / 36 个');
  const counts = await Promise.all(
    ['yes', 'unknown', 'no'].map(async (verdict) =>
      Number((await page.getByTestId(`tally-${verdict}`).innerText()).replace(/\D+/g, '')),
    ),
  );
  expect(counts.reduce((a, b) => a + b, 0)).toBe(36);

  await page.getByTestId('product-query').fill('知产贷');
  await expect(page.getByTestId('product-count')).toContainText('列出 4 /');
  await page.getByTestId('tally-no').click();
  await page.getByTestId('open-product').first().click();
  const reasons = page.getByTestId('product-reasons');
  await expect(reasons.locator('tr[data-answer="no"]').first()).toContainText('第 ');
  await expect(reasons.locator('tr[data-answer="yes"]').first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);

  await page.getByTestId('limit-estimate').click();
  await expect(page.getByTestId('trace-drawer')).toContainText('虚构-信贷产品目录.csv');
  await page.keyboard.press('Escape');

  const choose = page.getByTestId('choose-product');
  await expect(choose).toBeDisabled();
  for (const [label, text] of [
    ['选定人姓名', '虚构经办人'],
    ['说明', '（虚构）已向机构核实'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(text);
    await page.getByLabel(label, { exact: true }).press('Tab');
  }
  await choose.click();
  await expect(page.getByTestId('chosen-product')).toContainText('虚构知产贷');
  await saved(page);

  await page.reload();
  await expect(page.getByTestId('chosen-product')).toContainText('虚构经办人');
  await expect(page.getByTestId('product-count')).toContainText('/ 36 个');
  await page.getByTestId('catalogue-file').setInputFiles({
    name: '虚构二.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('机构,产品名称,适用地区,最高额度,注意事项\n虚构银行,虚构贷,全国,500,仅限存量客户\n'),
  });
  const asked = page.getByTestId('catalogue-questions');
  await asked.getByLabel(/没写单位的金额/).selectOption({ label: '万元' });
  await asked.getByLabel(/注意事项/).selectOption({ label: '不用这一列' });
  await expect(asked.getByRole('combobox')).toHaveCount(0);
  await page.getByTestId('keep-catalogue').click();
  await expect(page.getByTestId('tally-yes')).toHaveText('可办 1');
  await expect(page.getByTestId('product-table')).toContainText('至多 500.00 万元');
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByTestId('remove-catalogue').first().click();
  await expect(page.getByTestId('product-count')).toContainText('/ 36 个');

  await page.getByTestId('pool-part-structure').click();
  await expect(page.getByTestId('chosen-product')).toContainText('已向机构核实');
});
