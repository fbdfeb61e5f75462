import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openSample, step, test } from './walk';

/** 1,200 readings of 40 虚构 meters; every 100th is negative, every 300th a copy of the row before. */
const table = (): string => {
  const rows: string[] = [];
  for (let i = 0; i < 1200; i += 1) {
    const n = i % 300 === 299 ? i - 1 : i;
    const day = String((Math.floor(n / 40) % 30) + 1).padStart(2, '0');
    rows.push(
      `WM-${String(n % 40).padStart(4, '0')},2026-10-${day},${n % 100 === 50 ? -1 : n}.5,${'东西南北'[n % 4] ?? ''}`,
    );
  }
  return `表号,抄表日期,读数,片区\n${rows.join('\n')}\n`;
};

const file = (name = '虚构水表.csv', text = table()) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

const openQuality = async (page: Page): Promise<void> => {
  await openSample(page);
  await step(page, 'data');
  await page.getByTestId('data-file').setInputFiles(file());
  const card = page.getByTestId('data-asset').filter({ hasText: '虚构水表' }).first();
  await card.or(page.getByTestId('start-scan')).first().waitFor();
  if (await page.getByTestId('start-scan').isVisible()) await page.getByTestId('start-scan').click();
  await expect(card).toBeVisible({ timeout: 30_000 });
  await page.getByTestId('data-part-quality').click();
  await page.getByTestId('quality-alpha').waitFor();
  const choice = page.getByLabel('数据资产', { exact: true });
  if (await choice.isVisible()) await choice.selectOption({ label: '虚构水表' });
  await expect(page.getByTestId('quality-alpha')).toContainText('α');
};

test('quality: the table answers, a person answers, rules count', async ({ page }) => {
  await openQuality(page);
  const alpha = page.getByTestId('quality-alpha');
  await expect(alpha).toContainText('未给出');
  await expect(page.getByTestId('not-evaluated')).toContainText('可访问性');
  await expect(page.getByTestId('indicator-0201')).toContainText('100.00 %');
  await expect(page.getByTestId('indicator-0201')).toContainText('表自身');
  // A figure opens its trace.
  await page.getByTestId('alpha').click();
  await expect(page.getByRole('dialog').or(page.getByTestId('trace-drawer')).first()).toContainText(
    '维度权重',
  );
  await page.keyboard.press('Escape');

  // An answer without a paper does not count; with one it does.
  const access = page.getByTestId('indicator-0601');
  await access.getByText('回答', { exact: true }).click();
  await access.getByLabel('0601 回答方式').selectOption('stated');
  await access.getByLabel('X').fill('99');
  await access.getByLabel('X').blur();
  await access.getByLabel('理由').fill('接口日志');
  await access.getByLabel('理由').blur();
  await access.getByLabel('由谁回答').fill('数据负责人');
  await access.getByLabel('由谁回答').blur();
  await expect(access).toContainText('没有列出依据的材料');
  await access.getByTestId('evidence-0601').setInputFiles(file('日志.csv', 'a\n1\n'));
  await expect(access).toContainText('99.00 %');
  await expect(access).toContainText('凭材料');

  // A rule: preview, then a full count that feeds its indicator.
  const part = page.getByTestId('rule-part');
  await part.getByLabel('添加规则').selectOption('range');
  const rule = page.getByTestId('rule-rule-1');
  await rule.getByLabel('列', { exact: true }).selectOption('读数');
  await rule.getByLabel('不小于').fill('0');
  await rule.getByLabel('不小于').blur();
  await expect(page.getByTestId('indicator-0302')).toContainText('还没有计数');
  await page.getByTestId('preview-rules').click();
  await expect(rule.getByTestId('rule-result')).toContainText('违反 12 条');
  await page.getByTestId('count-rules').click();
  await expect(rule.getByTestId('rule-result')).toContainText('全部记录');
  // 1188 of 1200.
  await expect(page.getByTestId('indicator-0302')).toContainText('99.00 %');
  await expect(page.getByTestId('indicator-0302')).toContainText('规则');
  // A changed rule makes the count unknown again.
  await rule.getByLabel('不小于').fill('1');
  await rule.getByLabel('不小于').blur();
  await expect(page.getByTestId('indicator-0302')).toContainText('改过，请重新计数');
});

test('every kind of rule can be written by assistive technology and on a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await openQuality(page);
  const kinds = ['required', 'unique', 'type', 'range', 'length', 'pattern', 'domain', 'compare', 'sum'];
  for (const kind of [...kinds, 'implies', 'order', 'reference', 'fresh'])
    await page.getByTestId('rule-part').getByLabel('添加规则').selectOption(kind);
  await expect(page.getByTestId('rule-rule-13')).toBeVisible();
  // Nothing chosen yet: each rule says what it lacks, none counts.
  await page.getByTestId('preview-rules').click();
  await expect(page.getByTestId('rule-rule-7')).toContainText('还没有选择列');
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(wide).toBe(false);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);
});

test('after a reload the file is asked for again, and another one is refused', async ({ page }) => {
  await openQuality(page);
  await page.getByTestId('rule-part').getByLabel('添加规则').selectOption('required');
  await expect(page.getByTestId('save-state')).toContainText('已保存');
  await page.reload();
  await expect(page.getByTestId('count-rules')).toBeDisabled();
  await page.getByTestId('rule-files').setInputFiles(file('别的.csv', 'a,b\n1,2\n'));
  await page.getByTestId('count-rules').click();
  await expect(page.getByTestId('rule-part')).toContainText('长度与画像时不同');
  await expect(page.getByTestId('rule-files-again')).toHaveCount(1);
});
