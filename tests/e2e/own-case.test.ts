import { checkDigitOf } from '../../src/lib/kernel/patent-number';
import { type Page, expect } from '@playwright/test';
import { keep, openAtDesk, patentPart, saved, step, test } from './walk';

/** Invented patents with numbers that were never issued and right check digits. */
const list = (titles: readonly string[]): Buffer => {
  const rows = titles.map((title, i) => {
    const body = `20201${9_900_500 + i}`;
    return `${title},${body}.${checkDigitOf(body)},2020-03-02,2022-05-06,发明,虚构科技有限公司,有效,G06Q10/06,8`;
  });
  const header = '标题,申请号,申请日,授权公告日,专利类型,当前权利人,专利有效性,IPC主分类,权利要求数量';
  return Buffer.from([header, ...rows].join('\r\n'));
};
const twelve = Array.from({ length: 12 }, (_, i) => `（虚构）自备专利第 ${i + 1} 号`);

const importList = async (page: Page, titles: readonly string[]): Promise<void> => {
  await step(page, 'patents');
  await page
    .getByTestId('patent-file')
    .setInputFiles({ name: '自备清单.csv', mimeType: 'text/csv', buffer: list(titles) });
  await page.getByTestId('accept-import').click();
  await expect(page.getByTestId('import-outcome')).toContainText(`读入 ${titles.length} 件`);
  await page.getByTestId('pledge-filtered').click();
};
const put = async (page: Page, card: string, label: string, text: string): Promise<void> => {
  const field = page
    .locator('section.card')
    .filter({ has: page.getByRole('heading', { name: card, exact: true }) })
    .getByLabel(label);
  await field.fill(text);
  await field.press('Tab');
};

test('an empty case is filled by hand up to a package, and unknown never looks like passed', async ({
  page,
}, info) => {
  await page.goto('./');
  await page.getByTestId('new-bank').click();
  await step(page, 'pool');
  await expect(page.getByTestId('structure-status')).toContainText('还不能计算');
  await expect(page.getByTestId('residual')).toHaveText('未知');
  await expect(page.locator('main')).not.toContainText('没有缺口');
  await step(page, 'screening');
  await expect(page.getByTestId('ground-12')).toContainText('还没有专利');
  await expect(page.getByTestId('confirm-12')).toHaveCount(0);
  await step(page, 'package');
  await expect(page.getByTestId('build-package')).toBeDisabled();
  await expect(page.getByTestId('nothing-pledged')).toContainText('专利');

  await step(page, 'facts');
  await put(page, '企业（出质人）', '名称', '虚构科技有限公司');
  await put(page, '资金需求与主债权合同', '资金需求', '０.１２亿');
  await importList(page, twelve);

  await patentPart(page, 'value');
  await page.getByTestId('add-forecast').click();
  const card = page.getByTestId('forecast');
  for (const [label, text] of [
    ['许可费率 k', '2.5'],
    ['折现率 r', '14'],
    ['所得税率 T', '25'],
    ['经济寿命', '5年'],
  ] as const) {
    await card.getByLabel(label).fill(text);
    await card.getByLabel(label).press('Tab');
  }
  await expect(card.getByTestId('failures')).toContainText('没有预测年度的销售收入');
  await expect(card.getByTestId('failures')).not.toContainText('sections.');
  await expect(page.getByTestId('royalty-value')).toHaveCount(0);
  await card.getByLabel('第 2 年').fill('300');
  await card.getByLabel('第 2 年').press('Tab');
  await expect(card.getByRole('alert')).toContainText(['没有预测年度', '第 1 年还没有填']);
  await card.getByLabel('第 1 年').fill('300');
  await card.getByLabel('第 1 年').press('Tab');
  await expect(card.getByLabel('第 2 年')).toBeFocused();
  await expect(page.getByTestId('royalty-value')).toContainText('万元');

  await step(page, 'pool');
  await page.getByTestId('add-item').click();
  const item = page.getByTestId('collateral-item');
  await item.getByLabel('价值（万元）').fill('900');
  await item.getByLabel('所占份额').fill('50');
  await item.getByLabel('所占份额').press('Tab');
  // 900 × 50 % × 60 % = 270
  await expect(page.getByTestId('structure-items')).toContainText('270');
  await expect(page.locator('main')).toContainText('未满足');
  await page.getByTestId('add-support').click();
  await page.getByLabel('种类').selectOption('insurance');

  await saved(page);
  await step(page, 'package');
  const waiting = page.waitForEvent('download');
  await page.getByTestId('build-package').click();
  const path = await keep(await waiting, info, 'own.zip');
  await openAtDesk(page, path);
  await expect(page.getByTestId('answer-safety')).toHaveAttribute('data-verdict', 'pass');
  await expect(page.getByTestId('answer-integrity')).toHaveAttribute('data-verdict', 'fail');
  await expect(page.getByTestId('answer-recalculation')).toHaveAttribute('data-verdict', 'pass');
});

test('two forecasts never share an id, also after one was removed', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('new-enterprise').click();
  await importList(page, twelve);
  await patentPart(page, 'value');
  const cards = page.getByTestId('forecast');
  await page.getByTestId('add-forecast').click();
  await page.getByTestId('add-forecast').click();
  await cards.first().getByRole('button', { name: '移除' }).click();
  await page.getByTestId('add-forecast').click();
  await cards.last().getByLabel('产品', { exact: true }).fill('只改这一个');
  await cards.last().getByLabel('产品', { exact: true }).press('Tab');
  await expect(cards.last().getByRole('heading').first()).toContainText('只改这一个');
  await expect(cards.first().getByRole('heading').first()).not.toContainText('只改这一个');
});

test('markup, very long names and bad rates stay text or are refused at their field', async ({ page }) => {
  const markup = '<img src=x onerror=alert(1)>';
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto('./');
  await page.getByTestId('new-enterprise').click();
  const title = page.getByLabel('案卷名称');
  await title.fill('长'.repeat(501));
  await title.press('Tab');
  await expect(page.getByRole('alert')).toContainText('最多 500 个');
  await title.fill(markup);
  await title.press('Tab');
  await importList(page, [markup, '长'.repeat(500), '😀 专利']);
  await saved(page);
  await expect(page.getByTestId('score-table')).toContainText(markup);
  await patentPart(page, 'value');
  await page.getByTestId('add-forecast').click();
  await page.getByLabel('许可费率 k').fill('250');
  await page.getByLabel('许可费率 k').press('Tab');
  await expect(page.getByRole('alert').filter({ hasText: '0 到 100' })).toBeVisible();
  await page.getByLabel('经济寿命').fill('五六年');
  await page.getByLabel('经济寿命').press('Tab');
  await expect(page.getByLabel('经济寿命')).toHaveAttribute('aria-invalid', 'true');
  await saved(page);
  for (const id of ['facts', 'patents', 'screening', 'pool', 'package']) {
    await step(page, id);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), id).toBeLessThanOrEqual(1024);
  }
});

test('the desk names every file of a batch and claims nothing of one it could not read', async ({ page }) => {
  await page.goto('./desk');
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/zip',
    buffer: Buffer.from(text),
  });
  const files = Array.from({ length: 20 }, (_, i) => file(`第 ${i + 1} 个.zip`, i === 0 ? '' : '<html>'));
  await page.getByTestId('package-file').setInputFiles(files);
  const opened = page.getByTestId('batch-table').locator('tbody tr');
  await expect(opened).toHaveCount(20);
  await expect(opened.filter({ hasText: '不通过' })).toHaveCount(20);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('第 1 个.zip');
  await expect(page.getByTestId('answer-safety')).toContainText('空文件');
  await expect(page.locator('main')).not.toContainText('只按清单核对');
  await expect(opened.first().locator('.pill')).toHaveText([/不通过/, /未知/, /未知/, /未知/, /未知/]);
});
