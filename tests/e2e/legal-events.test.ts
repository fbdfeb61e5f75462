import AxeBuilder from '@axe-core/playwright';
import { expect, importSampleList, openSample, patentPart, saved, step, test } from './walk';

const LIST = [
  '申请号,法律状态代码,公告日,登记号,来源',
  '201919900011.5,PE01,2022-01-05,Y2022虚构01,公报38卷1期',
  '201919900011.5,TR01,2021-09-01,,公报37卷35期',
  '201919900011.5,ZZ01,2021-09-01,,',
  '201919900011.5,质押了,2021-09-01,,',
  '201811247601.7,PE01,2022-01-05,,',
].join('\r\n');

test('gazette events are checked against the record, decided, and change the legal status', async ({
  page,
}, info) => {
  await openSample(page);
  await importSampleList(page);
  await patentPart(page, 'portfolio');
  const panel = page.getByTestId('gazette-panel');
  await panel
    .getByTestId('gazette-file')
    .setInputFiles({ name: '事件.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) });
  await panel.getByLabel('查询日').fill('2026-11-20');
  await panel.getByLabel('查询日').blur();
  await panel.getByLabel('查询来源').fill('虚构的查询');
  await panel.getByLabel('查询来源').blur();
  await panel.getByTestId('check-gazette').click();
  const outline = panel.getByTestId('gazette-outline');
  await expect(outline).toContainText('3 条事件涉及案卷专利');
  await expect(outline).toContainText('代码表里没有：ZZ01');
  await expect(outline).toContainText('第 5 条 › 法律状态代码');
  await expect(outline).toContainText('201811247601.7');
  const conflicts = panel.getByTestId('gazette-contradictions');
  await expect(conflicts).toContainText('公告事件 PE01 专利权质押合同登记的生效（2022-01-05）');
  await expect(page.getByTestId('apply-gazette')).toBeDisabled();
  for (const width of [1366, 1024]) {
    await page.setViewportSize({ width, height: 768 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.screenshot({ path: info.outputPath(`gazette-${width}.png`), fullPage: true });
  }
  const audit = await new AxeBuilder({ page }).include('[data-testid="gazette-panel"]').analyze();
  expect(audit.violations.map(({ id }) => id)).toEqual([]);
  await conflicts.getByRole('button', { name: '都以公告为准' }).click();
  await page.getByTestId('apply-gazette').click();
  await expect(page.getByTestId('gazette-done')).toContainText('保存 3 条新的公告事件，1 件专利');
  await saved(page);
  await step(page, 'screening');
  await expect(page.getByTestId('ground-9')).toContainText('1');
  // The same list again adds nothing and asks nothing.
  await patentPart(page, 'portfolio');
  await panel
    .getByTestId('gazette-file')
    .setInputFiles({ name: '事件.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) });
  await panel.getByTestId('check-gazette').click();
  await expect(outline).toContainText('其中 0 条是新的');
  await expect(panel.getByTestId('gazette-contradictions')).toHaveCount(0);
});

test('fee reduction and term compensation change the calendar, and every amount opens its trace', async ({
  page,
}, info) => {
  await openSample(page);
  await importSampleList(page);
  await patentPart(page, 'portfolio');
  const total = page.getByTestId('fee-total');
  const before = await total.textContent();
  const facts = page.getByTestId('fee-facts');
  await facts.getByText('录入（19 件质押专利）').click();
  await facts.getByRole('button', { name: '单独申请人减缴 85%' }).click();
  await expect(total).not.toHaveText(before ?? '');
  await facts.getByLabel('201919900011.5 PTA 天数').fill('100');
  await facts.getByLabel('201919900011.5 PTA 天数').blur();
  const calendar = page.getByTestId('fee-calendar');
  await calendar.getByText('每件专利合计').click();
  // Filed 2019-03-12: 2039-03-11 + 100 days = 2039-06-19.
  await expect(calendar.getByTestId('fee-patents')).toContainText('2039-06-19');
  await calendar.getByLabel('付款日').fill('2027-05-20');
  await calendar.getByLabel('付款日').blur();
  // Paid through 2027-03-11, due 2027-03-12; 2027-05-20 lies in the third month.
  await expect(page.getByTestId('fee-now')).toContainText('逾期');
  await expect(page.getByTestId('fee-now')).toContainText('最迟');
  await page.screenshot({ path: info.outputPath('fees.png'), fullPage: true });
  await total.click();
  await expect(page.getByTestId('trace-tree')).toContainText('费用减缴');
  await page.keyboard.press('Escape');
  await calendar.getByText('逐笔列出').click();
  await calendar.getByTestId('fee-lines').locator('button.fig').first().click();
  await expect(page.getByTestId('trace-tree').getByText('录入', { exact: true }).first()).toBeVisible();
});
