import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { expect, keep, openSample, saved, step, test } from './walk';

const type = async (part: Locator, label: string, text: string): Promise<void> => {
  const field = part.getByLabel(label, { exact: true });
  await field.fill(text);
  await field.press('Tab');
};

test('a security from its contract to release, revaluation and disposal', async ({ page }, info) => {
  await openSample(page);
  await step(page, 'pool');
  await page.getByTestId('pool-part-life').click();
  const card = page
    .getByTestId('security')
    .filter({ has: page.getByTestId('step-form') })
    .first();
  await expect(card.getByTestId('security-state')).toHaveText('未签约');
  await expect(card.getByTestId('recognition')).toContainText('未认定');
  const form = card.getByTestId('step-form');

  // Nothing is skipped, and nobody signs for nobody.
  await expect(form.getByLabel('下一步').locator('option')).toHaveText(['已签约']);
  await form.getByTestId('enter-step').click();
  await expect(card).toContainText('没有写明办理人');
  await type(form, '办理人', '虚构经办');
  await form.getByTestId('enter-step').click();
  await expect(card.getByTestId('security-state')).toHaveText('已签约');
  await form.getByTestId('enter-step').click();
  await expect(card.getByTestId('security-state')).toHaveText('已申请');
  await form.getByTestId('enter-step').click();
  await expect(card).toContainText('没有登记号');
  await type(form, '登记号', '虚构登记 001');
  await form
    .getByTestId('step-file')
    .setInputFiles({ name: '虚构登记证明.txt', mimeType: 'text/plain', buffer: Buffer.from('虚构') });
  await expect(form.getByLabel('登记证明').locator('option:checked')).toHaveText('虚构登记证明.txt');
  await form.getByTestId('enter-step').click();
  await expect(card.getByTestId('security-state')).toHaveText('已登记');
  await expect(card.getByTestId('recognition')).toContainText('已认定：已录入登记证明 虚构登记 001');
  await expect(card.getByTestId('step-list').getByRole('row')).toHaveCount(4);

  // The gate stays closed; what may be waived is waived by name, what may not offers no way.
  const gate = page.getByTestId('gate');
  await expect(gate.getByTestId('gate-verdict')).not.toContainText('可以放款');
  await expect(page.getByTestId('add-drawdown')).toBeDisabled();
  const search = gate.locator('[data-check="search-fresh"]').first();
  await expect(search).toContainText('没有录入查询结果');
  await search.getByTestId('waive').click();
  await type(search, '批准人', '虚构行长');
  await type(search, '放行理由', '虚构理由');
  await search.getByTestId('approve-waiver').click();
  await expect(search).toContainText('虚构行长');
  await expect(gate.locator('[data-check="search-clear"]').first().getByTestId('waive')).toHaveCount(0);

  await card.getByText('登记查询（0 次）').click();
  await card
    .getByTestId('search-form')
    .getByLabel('查询结果')
    .selectOption({ label: '没有未披露的登记、查封' });
  await card.getByTestId('add-search').click();
  await expect(card.getByTestId('search-list')).toContainText('没有未披露的负担');

  await card.getByText('价值与重估').click();
  const value = card.getByTestId('value-form');
  await type(value, '重估价值（万元）', '3000');
  await value.getByTestId('add-value').click();
  await expect(card.getByTestId('value-list')).toContainText('3,000.00 万元');

  await card.getByText('违约处置', { exact: true }).click();
  await type(card.getByTestId('disposal-start'), '违约日', '2026-11-22');
  await card.getByTestId('begin-disposal').click();
  const disposal = card.getByTestId('disposal-form');
  await type(disposal, '债权额（万元）', '2000');
  await type(disposal, '处置前价值（万元）', '2500');
  await type(disposal, '变现金额（万元）', '1600');
  await type(disposal, '处置费用（万元）', '100');
  // (1600 − 100) ÷ 2000 and 1 − 1600 ÷ 2500.
  await expect(card.getByTestId('disposal-result')).toContainText('净回收率 75%，折扣 36%');

  await expect(page.getByTestId('watch-list')).toContainText('债务履行期限届满');
  const waiting = page.waitForEvent('download');
  await page.getByTestId('watch-ics').click();
  expect(readFileSync(await keep(await waiting, info, 'life.ics'), 'utf8')).toContain('BEGIN:VEVENT');

  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);
  await page.setViewportSize({ width: 1024, height: 768 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
  const shots = process.env['E2E_SHOTS'];
  if (shots !== undefined)
    await page.screenshot({ path: `${shots}/collateral-life-1024.png`, fullPage: true });
  await saved(page);
});
