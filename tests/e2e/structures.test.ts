import type { Page } from '@playwright/test';
import { expect, importSampleList, openSample, step, test } from './walk';

const openPool = async (page: Page, id: string): Promise<void> => {
  await page.goto('./');
  await page.getByTestId(`open-sample-${id}`).click();
  await expect(page.getByTestId('fiction')).toContainText('虚构');
  await step(page, 'pool');
};

/** A busy machine compiles the solver for a while. */
const SOLVING = { timeout: 20_000 };

const proved = async (page: Page): Promise<void> => {
  await expect(page.getByTestId('structure-status')).toContainText('已证明最优', SOLVING);
  await expect(page.getByTestId('residual')).toContainText('0 万元');
  await expect(page.getByTestId('structure-proof')).toContainText('相对差距');
};

/** The sum that one pays a year. */
const paidBy = (page: Page, payer: string) =>
  page
    .getByTestId('structure-fees')
    .getByRole('row')
    .filter({ hasText: `合计（已知部分）${payer}` });

const ask = async (page: Page, wan: string): Promise<void> => {
  await step(page, 'facts');
  const need = page.getByLabel('资金需求');
  await need.fill(wan);
  await need.press('Tab');
  await step(page, 'pool');
};

/** Takes over the way out with these words. */
const adopt = async (page: Page, words: string): Promise<void> => {
  const ways = page.getByTestId('alternatives').getByRole('row');
  await ways.filter({ hasText: words }).getByRole('button', { name: '采用' }).click();
};

// Amounts are worked out by hand in tests/golden/pool-samples.test.ts.
test('the samples of combined collateral open to a proved optimum with who pays and who bears', async ({
  page,
}) => {
  await openPool(page, 'longyou');
  await proved(page);
  await expect(page.getByTestId('covered')).toContainText('1,000 万元');
  await expect(page.getByTestId('structure-cost')).toContainText('5.34 万元');
  for (const [payer, sum] of [
    ['企业', '4'],
    ['政府', '0.84'],
    ['银行', '0.5'],
  ] as const)
    await expect(paidBy(page, payer)).toContainText(`${sum} 万元`);
  await expect(page.getByTestId('structure-limits')).toContainText('财政性担保批量额度');
  await expect(page.getByTestId('structure-coverage')).toHaveText('2.6667');

  await openPool(page, 'xinnuo');
  await proved(page);
  await expect(page.getByTestId('structure-cost')).toContainText('0.9 万元');
  await expect(paidBy(page, '企业')).toContainText('0.9 万元');
  await expect(page.getByTestId('structure-proof')).toContainText(/增信由本行承担\s*60 万元/);
  await expect(page.getByTestId('structure-items')).toContainText('（虚构）另一家担保公司的担保');
});

test('a need that is too large says what is missing, and one click on a way out proves a new optimum', async ({
  page,
}) => {
  await openPool(page, 'changshan');
  await proved(page);
  await expect(page.getByTestId('structure-cost')).toContainText('1.684 万元');
  await expect(paidBy(page, '政府')).toContainText('1.094 万元');

  await ask(page, '320');
  // 102 of the marks, 100 of the guarantee, 100 of the insurance: 18 of 320 are missing.
  await expect(page.getByTestId('structure-status')).toContainText('覆盖不了需求', SOLVING);
  await expect(page.getByTestId('covered')).toContainText('302 万元');
  await expect(page.getByTestId('residual')).toContainText('18 万元');
  await adopt(page, '由 100.00 万元提高到 118.00 万元');
  await proved(page);
  await expect(page.getByTestId('covered')).toContainText('320 万元');
});

test('a guarantee is raised together with the line that it draws on', async ({ page }) => {
  await openPool(page, 'longyou');
  await proved(page);
  await ask(page, '1400');
  // 360 + 250 + 200 + 280 + 200 = 1290: 110 are missing.
  await expect(page.getByTestId('structure-status')).toContainText('覆盖不了需求', SOLVING);
  await expect(page.getByTestId('residual')).toContainText('110 万元');
  await adopt(page, '由 280.00 万元提高到 390.00 万元');
  await proved(page);
  await expect(page.getByTestId('covered')).toContainText('1,400 万元');
});

test('蓝宇 leaves 60 open, and its patents and factory stand in the proof', async ({ page }) => {
  await openSample(page);
  await importSampleList(page);
  await step(page, 'pool');
  await expect(page.getByTestId('structure-status')).toContainText('覆盖不了需求', SOLVING);
  await expect(page.getByTestId('covered')).toContainText('4,440 万元');
  await expect(page.getByTestId('residual')).toContainText('60 万元');
  await expect(page.getByTestId('structure-proof')).toContainText('相对差距');
  await expect(page.getByTestId('alternatives').getByRole('row')).not.toHaveCount(1);
});
