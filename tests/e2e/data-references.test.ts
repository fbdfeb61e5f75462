import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, openSample, saved, step, test } from './walk';

/** 虚构: 100 meters, 300 readings of ten of them, one of a meter that is not in the list; 进 + 出 = 计. */
const METERS = `表号,片区\n${Array.from({ length: 100 }, (_, i) => `M${i},${'东南西北'[i % 4] ?? ''}`).join('\n')}\n`;
const READINGS = `表号,进,出,计\n${Array.from({ length: 300 }, (_, i) => {
  const [a, b] = [(i * 7) % 23, (i * 5) % 19];
  return `${i === 299 ? 'X1' : `M${i % 10}`},${a}.5,${b}.25,${a + b}.75`;
}).join('\n')}\n`;

const put = async (page: Page, name: string, text: string): Promise<Locator> => {
  await page
    .getByTestId('data-file')
    .setInputFiles({ name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) });
  const card = page.getByTestId('data-asset').filter({ hasText: `${name}.csv` });
  await card.or(page.getByTestId('start-scan')).first().waitFor();
  if (await page.getByTestId('start-scan').isVisible()) await page.getByTestId('start-scan').click();
  await expect(card).toBeVisible({ timeout: 30_000 });
  return card;
};

test('references and relations are proposed out of the profiles and counted on request', async ({ page }) => {
  await openSample(page);
  await step(page, 'data');
  await put(page, '虚构表册', METERS);
  const card = await put(page, '虚构读数', READINGS);
  const screen = card.getByTestId('relation-screen');
  await screen.getByText('两份数据之间的引用').click();
  await expect(screen).toContainText('与“虚构表册”比较');
  await screen.getByTestId('screen-relations').click();
  const references = screen.getByTestId('screened-references');
  await expect(references).toContainText('11 个不同值中见到 10 个；至少 1 行肯定找不到');
  await expect(screen.getByTestId('screened-relations')).toContainText('进 + 出 = 计：300 / 300 行成立');

  // It stands in the second reading already, by its name; taken out there it can be put back here.
  await expect(references.getByRole('button')).toHaveText('已加入精确核验');
  const exact = card.getByTestId('exact-part');
  await exact.getByText('精确核验：').click();
  const listed = exact.getByTestId('exact-reference-list').locator('li');
  await expect(listed).toHaveCount(1);
  await listed.getByRole('button').click();
  await references.getByRole('button', { name: '加入精确核验' }).click();
  await expect(listed).toHaveCount(1);
  // On request it is counted, and only then part of the case.
  await exact.getByTestId('exact-review').click();
  await expect(exact.getByTestId('exact-said')).toContainText('已逐一数清', { timeout: 30_000 });
  await expect(exact.getByTestId('exact-references')).toContainText('299 / 300 行');

  // A relation becomes a rule of quality.
  await screen.getByRole('button', { name: '采用为质量规则：进 + 出 = 计' }).click();
  await expect(screen.getByRole('button', { name: '采用为质量规则：进 + 出 = 计' })).toHaveText('已采用');
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);
  await saved(page);
  await page.getByTestId('data-part-quality').click();
  await page.getByLabel('数据资产', { exact: true }).selectOption({ label: '虚构读数' });
  await expect(page.getByTestId('rule-part').getByLabel('规则名称')).toHaveValue('进 + 出 = 计');

  // After a reload the profiles of the session are gone, and that is said.
  await page.reload();
  await page.getByTestId('data-part-profile').click();
  await screen.getByText('两份数据之间的引用').click();
  await expect(screen.getByTestId('screen-relations')).toBeDisabled();
  await expect(screen).toContainText('不是这次打开以来画像的');
});
