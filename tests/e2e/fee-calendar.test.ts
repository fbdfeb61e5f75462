import { readFileSync } from 'node:fs';
import { expect, importSampleList, keep, openSample, patentPart, test } from './walk';

test('annual fees over the loan term are listed and leave as a calendar file', async ({ page }, info) => {
  await openSample(page);
  await importSampleList(page);
  await patentPart(page, 'portfolio');
  const card = page.getByTestId('fee-calendar');
  // 19 patents, debt until 2028-11-30: two fees each within the two years after the valuation date.
  await expect(card).toContainText('2026-11-20 至 2028-11-30：38 笔');
  const waiting = page.waitForEvent('download');
  await card.getByRole('button', { name: '导出日历' }).click();
  const text = readFileSync(await keep(await waiting, info, 'fees.ics'), 'utf8');
  expect(text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
  expect(text).toContain('虚构');
  expect(text.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThanOrEqual(38);
});
