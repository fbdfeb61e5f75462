import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { expect, importSampleList, keep, openSample, patentPart, saved, test } from './walk';

/** Ten 虚构 cases valued at 1,000 万元: fetched 1,000, 900 … 100. */
const TABLE = [
  '案例,方法,估值（万元）,实际变现（万元）,来源',
  ...Array.from({ length: 10 }, (_, i) => `虚构案例 ${i},许可费节省法,1000,${1000 - i * 100},虚构回单`),
  '虚构案例 缺,许可费节省法,1000,,虚构回单',
].join('\n');

test('past cases: error by method, haircut with its trace, exclusions, export, and into the author draft', async ({
  page,
}, info) => {
  await openSample(page);
  await importSampleList(page);
  await patentPart(page, 'appraisal');
  const outcome = page.getByTestId('outcome');
  await outcome.getByLabel('变现金额').fill('500');
  await outcome.getByLabel('变现日期').fill('2026-11-20');
  await outcome.getByLabel('变现日期').blur();
  await expect(outcome).toContainText('还缺：依据');
  await outcome.getByLabel('依据').fill('虚构的成交确认书');
  await outcome.getByLabel('依据').blur();
  await expect(outcome).toContainText('已计入回测');
  await saved(page);

  await page.goto('./');
  await page.getByTestId('open-backtest').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('回测');
  await expect(page.getByTestId('rules-backtest')).toHaveAttribute('aria-current', 'page');
  await expect(page.getByText('1 个写明了实际变现')).toBeVisible();
  await expect(page.getByTestId('past-case-list')).toContainText('500.00');

  await page.getByTestId('past-cases').setInputFiles({
    name: '历史案例.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(TABLE),
  });
  const row = page.getByTestId('back-test').getByRole('row').filter({ hasText: '许可费节省法' });
  await expect(row).toContainText('样本过少，仅供讨论');
  await expect(page.getByTestId('failures').last()).toContainText('没有实际变现金额');
  await row.getByTestId('haircut').click();
  await expect(page.getByTestId('trace-drawer')).toContainText('虚构案例 3');
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(row.getByTestId('haircut')).toBeFocused();
  for (const width of [1024, 1366]) {
    await page.setViewportSize({ width, height: 768 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    const shots = process.env['E2E_SHOTS'];
    if (shots !== undefined)
      await page.screenshot({ path: `${shots}/back-test-${width}.png`, fullPage: true });
  }

  const waiting = page.waitForEvent('download');
  await page.getByTestId('export-back-test').click();
  const csv = readFileSync(await keep(await waiting, info, 'back-test.csv'), 'utf8');
  expect(csv).toContain('许可费节省法,');
  expect(csv).toContain('E_MISSING');

  await page.getByLabel('依据哪种方法').selectOption('许可费节省法');
  await page.getByTestId('caps').getByRole('button').first().click();
  await page.getByTestId('cap-taken').getByRole('link').click();
  const item = page.getByTestId('draft-item').last();
  await expect(item).toContainText('押品类别：发明专利');
  await expect(item.getByLabel('理由')).toHaveValue(/据回测/);
  await expect(item.getByLabel('新的值')).toHaveValue(/"defaultCap": "0\.[12]/);
});
