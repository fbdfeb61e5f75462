import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { largeListCsv } from '../fixtures/large-list';
import { expect, openSample, patentPart, saved, step, test } from './walk';

/** A list as long as a head office's: imported through the page, then worked with. */

const COUNT = 5000;
test.describe.configure({ timeout: 180_000 });

const importList = async (page: Page, info: TestInfo, count = COUNT): Promise<void> => {
  const path = info.outputPath('list.csv');
  await writeFile(path, largeListCsv(count));
  await openSample(page);
  await step(page, 'patents');
  await page
    .getByTestId('patent-file')
    .locator('input')
    .or(page.getByTestId('patent-file'))
    .last()
    .setInputFiles(path);
  await page.getByTestId('accept-import').click();
  await expect(page.getByTestId('import-outcome')).toContainText(`读入 ${count} 件`, { timeout: 60_000 });
  await expect(page.getByTestId('score-total').first()).toBeVisible({ timeout: 60_000 });
};
const shown = (page: Page): Locator => page.getByTestId('list-count');
const rows = (page: Page): Locator => page.getByTestId('score-table').locator('tbody tr[data-index]');
const cells = (page: Page, column: number): Promise<string[]> =>
  rows(page).locator(`td:nth-child(${column})`).allInnerTexts();
const numbers = async (page: Page, column: number): Promise<number[]> =>
  (await cells(page, column)).map((text) => Number.parseFloat(text)).filter((n) => !Number.isNaN(n));

test('imports 5,000 patents, then filters, sorts, groups, pledges a selection and opens a trace', async ({
  page,
}, info) => {
  await importList(page, info);
  await expect(shown(page)).toContainText('共 5000 件');
  const table = page.getByTestId('score-table');
  await expect(table.getByRole('table')).toHaveAttribute('aria-rowcount', '5001');
  expect(await rows(page).count()).toBeLessThan(80);

  await test.step('filter', async () => {
    await page.getByTestId('list-text').fill('离型 装置');
    await expect(shown(page)).toContainText('筛选出');
    const titles = await cells(page, 2);
    expect(titles.length).toBeGreaterThan(10);
    expect(titles.every((title) => title.includes('离型') && title.includes('装置'))).toBe(true);
    await page.getByTestId('list-type').selectOption('utility-model');
    await expect.poll(async () => new Set(await cells(page, 4))).toEqual(new Set(['实用新型']));
  });

  await test.step('sort, unmeasured last', async () => {
    const heading = table.getByRole('columnheader', { name: '已测得分' });
    await heading.getByRole('button').click();
    await expect(heading).toHaveAttribute('aria-sort', 'descending');
    const down = await numbers(page, 8);
    expect(down).toEqual([...down].sort((a, b) => b - a));
    await heading.getByRole('button').click();
    await expect(heading).toHaveAttribute('aria-sort', 'ascending');
    const up = await numbers(page, 8);
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect(up[0]).toBeLessThan(down[0] ?? NaN);
    await heading.getByRole('button').click();
    await expect(heading).not.toHaveAttribute('aria-sort');
  });

  await test.step('pledge what is filtered, and take part of it out again', async () => {
    const found = Number(/筛选出 (\d+) 件/.exec(await shown(page).innerText())?.[1]);
    await page.getByTestId('pledge-filtered').click();
    await expect(shown(page)).toContainText(`其中列入质押 ${found} 件`);
    await rows(page).first().getByRole('checkbox').uncheck();
    await expect(shown(page)).toContainText(`其中列入质押 ${found - 1} 件`);
    await page.getByRole('button', { name: '清除筛选' }).click();
    await expect(shown(page)).toContainText(`共 5000 件，其中列入质押 ${found - 1} 件`);
    await page.getByTestId('list-pledged').selectOption('yes');
    await expect(shown(page)).toContainText(`筛选出 ${found - 1} 件`);
    await page.getByTestId('release-filtered').click();
    await expect(shown(page)).toContainText('筛选出 0 件');
    await page.getByRole('button', { name: '清除筛选' }).click();
  });

  await test.step('group', async () => {
    await page.getByTestId('list-grouping').selectOption('product');
    await expect(page.getByTestId('list-group').first()).toContainText('未与产品相连（5000 件）');
    await page.getByTestId('list-grouping').selectOption('none');
  });

  await test.step('the trace of a figure far down the list', async () => {
    const box = table;
    await box.focus();
    await page.keyboard.press('End');
    await expect(rows(page).last()).toHaveAttribute('data-index', '4999');
    const total = rows(page).getByTestId('score-total').last();
    await total.click();
    await expect(page.getByTestId('trace-drawer')).toContainText('综合得分');
    await page.keyboard.press('Escape');
  });
  await saved(page);
  await page.reload();
  await expect(shown(page)).toContainText('共 5000 件', { timeout: 60_000 });
});

test('walks a long list by keyboard, and says what is not printed', async ({ page }, info) => {
  await importList(page, info, 800);
  const first = rows(page).first().getByRole('checkbox');
  await first.focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'PageDown', 'PageDown', 'PageDown', 'ArrowUp'])
    await page.keyboard.press(key);
  const here = page.locator('tr[data-index]:focus-within');
  await expect(here.getByRole('checkbox')).toBeFocused();
  expect(Number(await here.getAttribute('data-index'))).toBeGreaterThan(10);
  await expect(here.getByRole('checkbox')).toBeInViewport();
  await page.keyboard.press('End');
  await expect(page.locator('tr[data-index="799"]').getByRole('checkbox')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(page.locator('tr[data-index="0"]').getByRole('checkbox')).toBeFocused();

  const faults = (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [
    id,
    nodes.map(({ target }) => target),
  ]);
  expect(faults).toEqual([]);

  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  expect(await rows(page).count()).toBe(500);
  await expect(page.getByText('共 800 行，只打印前 500 行')).toBeAttached();
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect.poll(() => rows(page).count()).toBeLessThan(80);
});

test('explains the gap to a vendor score without mixing it in', async ({ page }, info) => {
  await importList(page, info, 300);
  await page.getByTestId('open-patent').first().click();
  const sheet = page.getByTestId('patent-sheet');
  await expect(sheet.getByTestId('vendor-gap')).toContainText('合享价值度');
  await expect(sheet.getByTestId('gap-reasons')).toContainText('我方只测到');
  await sheet.getByRole('button', { name: /^其余 \d+ 项$/ }).click();
  const parts = await sheet.getByTestId('gap-leaves').locator('tbody tr td:last-child').allInnerTexts();
  const total = await sheet.getByTestId('gap-leaves').locator('tfoot td:last-child').innerText();
  const points = (text: string): number => Number(text.replace('−', '-').replace('+', ''));
  const sum = parts.reduce((all, text) => all + points(text), 0);
  // Each line is printed to 0.01.
  expect(Math.abs(sum - points(total))).toBeLessThanOrEqual(0.005 * (parts.length + 1));
  await expect(sheet.getByTestId('cohort-part')).toContainText('没有引证明细');
  await sheet.getByTestId('median-difference').click();
  await expect(page.getByTestId('trace-drawer')).toContainText('与清单中位专利之差');
});

test('proposes core and pledge with reasons; going against it asks why', async ({ page }, info) => {
  await importList(page, info, 300);
  await patentPart(page, 'portfolio');
  const part = page.getByTestId('portfolio-selection');
  await expect(part).toContainText('300 件');
  const table = page.getByTestId('selection-table');
  await expect(table.getByTestId('why-left-out').first()).toBeVisible();
  await table.getByTestId('why-left-out').first().click();
  await expect(page.getByTestId('left-out-detail')).toContainText(/请/);

  const line = table.locator('tr[data-index="0"]');
  await line.getByRole('checkbox').click();
  const dialog = page.getByTestId('reason-dialog');
  await expect(dialog).toContainText('建议没有选它');
  await expect(dialog.getByTestId('reason-confirm')).toBeDisabled();
  await dialog.getByTestId('reason-text').fill('（虚构）单独授权，有许可收入');
  await dialog.getByTestId('reason-by').fill('虚构经办');
  await dialog.getByTestId('reason-confirm').click();
  await expect(line.getByRole('checkbox')).toBeChecked();
  await expect(page.getByTestId('deviations')).toContainText('单独授权，有许可收入（虚构经办）');
  // Back in line with the proposal: no question, and no reason left behind.
  await line.getByRole('checkbox').uncheck();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByTestId('deviations')).toHaveCount(0);
  await saved(page);
});
