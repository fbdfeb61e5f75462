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
  await expect(card.getByTestId('recognition')).toContainText(
    /^\s*已认定.*已录入登记证明 虚构登记 001.*附虚构登记证明\.txt/,
  );
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

  // Payments: the day of the release is the day of the checks, and a closed gate takes no payment.
  const drawdowns = page.getByTestId('drawdowns');
  await type(drawdowns, '放款金额（万元）', '100');
  await type(drawdowns, '放款日（检查按这一天）', '2026-11-21');
  await expect(gate).toContainText('按 2026-11-21 放款');
  await expect(drawdowns.getByTestId('why-no-drawdown')).toHaveText(
    '放款前检查没有全部通过或放行，不能记放款。',
  );
  await expect(page.getByTestId('add-drawdown')).toBeDisabled();

  // Substitutes: the answer names what was asked, and goes as soon as something else is asked.
  const substitute = page.getByTestId('substitute');
  await substitute.getByTestId('find-substitutes').click();
  const answer = substitute.getByTestId('no-substitute').or(substitute.getByTestId('substitute-list'));
  await expect(answer).toContainText('厂房及土地');
  await type(substitute, '留下的缺额（万元）', '1');
  await expect(answer).toHaveCount(0);
  await substitute.getByTestId('find-substitutes').click();
  await expect(answer).toContainText('1.00 万元');

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

test('a receipt on the pool page counts once number, date and file are there', async ({ page }) => {
  await openSample(page);
  await step(page, 'pool');
  const card = page.getByTestId('collateral-item').first();
  const line = card.getByTestId('item-recognition');
  await expect(line).toContainText('未认定');
  const entry = card.getByTestId('item-receipt');
  await type(entry, '登记号', '虚构登记 001');
  await type(entry, '登记日期', '2026-11-19');
  await expect(line).toContainText('登记证明（虚构登记 001）还缺文件');
  await expect(page.getByTestId('recognised')).toContainText('0 万元');
  await entry
    .getByTestId('item-receipt-file')
    .setInputFiles({ name: '虚构登记证明.txt', mimeType: 'text/plain', buffer: Buffer.from('虚构') });
  await expect(line).toContainText('已录入登记证明 虚构登记 001（2026-11-19），附虚构登记证明.txt');
  await expect(page.getByTestId('recognised')).not.toHaveText('0 万元');

  // The file is one of the case now and can be chosen again; without it nothing counts.
  await entry.getByLabel('回执文件').selectOption({ label: '没有附文件' });
  await expect(line).toContainText('还缺文件');
  await entry.getByLabel('回执文件').selectOption({ label: '虚构登记证明.txt' });
  await expect(line).toContainText('附虚构登记证明.txt');
  await type(entry, '登记日期', '2026-11-21');
  await expect(line).toContainText('晚于评估基准日');
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);
  await page.setViewportSize({ width: 1024, height: 768 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
  await saved(page);
});
