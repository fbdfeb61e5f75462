import { AxeBuilder } from '@axe-core/playwright';
import { expect, importSampleList, openSample, patentPart, screeningPart, step, test } from './walk';

test('every page is usable by keyboard and assistive technology', async ({ page }) => {
  test.slow();
  await openSample(page);
  await importSampleList(page);
  const parts = ['patents', 'patents/value', 'patents/portfolio', 'patents/appraisal'];
  const screens = ['file', 'views', 'repayment', 'routes', 'sheet'].map((id) => `screening/${id}`);
  for (const id of ['facts', ...parts, 'data', 'screening', ...screens, 'pool', 'package']) {
    const [first = id, part] = id.split('/');
    if (part === undefined) await step(page, id);
    else await (first === 'patents' ? patentPart : screeningPart)(page, part);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
    expect(violations.map((v) => `${id}: ${v.id} ${v.nodes[0]?.html.slice(0, 120) ?? ''}`)).toEqual([]);
  }
  for (const path of ['./', './desk', './rules']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 20_000 });
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
    expect(violations.map((v) => `${path}: ${v.id} ${v.nodes[0]?.html.slice(0, 120) ?? ''}`)).toEqual([]);
  }
});

test('the rulebook shows citation and confidence of an entry', async ({ page }) => {
  await page.goto('./rules');
  await page.getByLabel('查找').fill('年费');
  await page.getByTestId('rules').getByRole('button').first().click();
  await expect(page.getByTestId('rule-detail')).toContainText('起');
  await expect(page.getByTestId('rule-detail').locator('.tag').first()).toBeVisible();
});

test('a table is profiled on this machine', async ({ page }) => {
  await openSample(page);
  await step(page, 'data');
  const rows = Array.from(
    { length: 2_000 },
    (_, i) =>
      `WM-${i % 50},${i % 7 === 0 ? '' : (i / 10).toFixed(1)},2026-01-${String((i % 28) + 1).padStart(2, '0')}`,
  );
  await page.getByTestId('data-file').setInputFiles({
    name: '水表读数（虚构）.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['meter,flow,day', ...rows].join('\n')),
  });
  const asset = page.getByTestId('data-asset');
  await expect(asset).toContainText('2,000 行 × 3 列');
  await expect(asset).toContainText('286');
});

test('an enterprise starts its own case and sees what is missing', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('new-enterprise').click();
  await expect(page.getByTestId('gaps')).toContainText('企业名称未填');
  await page.getByLabel('资金需求').fill('500万');
  await page.getByLabel('资金需求').blur();
  await expect(page.getByTestId('gaps')).not.toContainText('资金需求未填');
});

test('a trace takes the focus and gives it back to the figure it came from', async ({ page }) => {
  await openSample(page);
  await importSampleList(page);
  const score = page.getByTestId('score-total').first();
  await score.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByTestId('trace-drawer');
  await expect(drawer.getByRole('button', { name: '关闭' })).toBeFocused();
  await expect(page.getByTestId('save-state')).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(score).toBeFocused();
});
