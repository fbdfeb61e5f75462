import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { type Locator, type Page, type TestInfo } from '@playwright/test';
import { INSTITUTION_SCHEME } from '../fixtures/institution-scheme';
import { expect, importSampleList, keep, openSample, saved, step, test } from './walk';

const FINANCE = '一级指标权重 · 金融类';

const type = async (field: Locator, text: string): Promise<void> => {
  await field.fill(text);
  await field.blur();
};

const openAuthor = async (page: Page): Promise<void> => {
  await page.goto('./rules');
  await page.getByTestId('rules-author').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('编制与发布机构参数');
};

const fillHead = async (page: Page, version: string): Promise<void> => {
  await type(page.getByLabel('发布机构'), '虚构银行总行');
  await type(page.getByLabel('版本号'), version);
  await type(page.getByLabel('发布日期'), '2026-11-01');
  await type(page.getByLabel('编制人'), '虚构人员');
  await type(page.getByLabel('发布理由'), '年度重估权重');
};

const addWeights = async (page: Page): Promise<Locator> => {
  await page.getByLabel(/^权重（/).selectOption({ label: FINANCE });
  const item = page.getByTestId('draft-item').last();
  await type(item.getByLabel('生效日期', { exact: true }), '2026-01-01');
  await type(item.getByLabel('理由'), '评委比较得出');
  return item;
};

const release = async (page: Page, info: TestInfo, name: string): Promise<string> => {
  const waiting = page.waitForEvent('download');
  await page.getByTestId('release').click();
  const path = await keep(await waiting, info, name);
  await expect(page.getByTestId('released')).toBeVisible();
  return path;
};

const axe = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);
};

const fits = async (page: Page, name: string): Promise<void> => {
  for (const width of [1024, 1366]) {
    await page.setViewportSize({ width, height: 768 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    const shots = process.env['E2E_SHOTS'];
    if (shots !== undefined)
      await page.screenshot({
        path: `${shots}/${name}-${width}.png`,
        fullPage: true,
      });
  }
};

test('weights by AHP: refused while inconsistent, mended, released, used in a case, named by the trace', async ({
  page,
}, info) => {
  test.slow();
  await openAuthor(page);
  await fillHead(page, '2026.1');
  const item = await addWeights(page);
  await item.getByLabel('评委 1', { exact: true }).fill('虚构评委甲');
  await item.getByLabel('评委 1：法律比技术').selectOption('9');
  await item.getByLabel('评委 1：技术比经济').selectOption('9');
  await item.getByLabel('评委 1：法律比经济').selectOption('1/9');
  await expect(item.getByTestId('judge-cr')).toContainText('CR = 6.1303 前后矛盾');
  await expect(item.getByTestId('judge-advice')).toContainText(
    '法律比经济：填的是 0.1111，其余判断推得约 81',
  );
  await expect(item).toContainText('不得发布');
  await expect(page.getByTestId('release')).toBeDisabled();
  await axe(page);

  // Nothing entered is lost by a reload.
  await expect(page.getByTestId('draft-state')).toHaveText('草稿已保存在本机');
  await page.reload();
  await expect(page.getByLabel('版本号')).toHaveValue('2026.1');
  await expect(item.getByLabel('评委 1：法律比经济')).toHaveValue('1/9');

  // 法律 over the others as in the published 1-3-5 matrix.
  await item.getByLabel('评委 1：法律比技术').selectOption('3');
  await item.getByLabel('评委 1：技术比经济').selectOption('3');
  await item.getByLabel('评委 1：法律比经济').selectOption('5');
  await expect(item.getByTestId('judge-cr')).toContainText('CR = 0.0332 一致');
  await expect(item.getByTestId('weight')).toHaveText(['0.636986', '0.258285', '0.104729']);
  await expect(page.getByTestId('differences')).toContainText('0.35');
  await fits(page, 'author');
  const hash = await page.getByTestId('release-hash').textContent();
  const path = await release(page, info, 'overlay.json');
  expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(hash);
  await expect(page.getByTestId('releases')).toContainText('2026.1');
  await expect(page.getByTestId('draft-previous')).toContainText('接续 虚构银行总行 2026.1');

  await openSample(page);
  await importSampleList(page);
  await page.getByTestId('score-total').first().click();
  const drawer = page.getByTestId('trace-drawer');
  await expect(drawer).not.toContainText('虚构银行总行');
  await page.keyboard.press('Escape');
  await step(page, 'facts');
  await page.getByLabel(/^选用本机已发布的版本/).selectOption({ index: 1 });
  await expect(page.getByTestId('trial-rows')).toBeVisible();
  await fits(page, 'trial');
  await axe(page);
  await page.getByRole('button', { name: '采用这个版本' }).click();
  await expect(page.getByTestId('overlay')).toContainText('虚构银行总行 · 版本 2026.1');
  await saved(page);
  await step(page, 'patents');
  await expect(page.getByTestId('scheme-statement')).toContainText('系统内置');
  await expect(page.getByTestId('scheme-statement')).toContainText('虚构银行总行@2026.1');
  await page.getByTestId('score-total').first().click();
  await expect(drawer).toContainText('机构参数 虚构银行总行@2026.1');
});

test('a draft cannot come into a case, and a newer release is tried beside the one in use', async ({
  page,
}, info) => {
  await openAuthor(page);
  await fillHead(page, '2026.1');
  const item = await addWeights(page);
  await item.getByLabel('权重怎样得来').selectOption('entered');
  for (const [key, weight] of [
    ['法律', '0.5'],
    ['技术', '0.3'],
    ['经济', '0.2'],
  ] as const)
    await type(item.getByLabel(key, { exact: true }), weight);
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出草稿' }).click();
  const draft = await keep(await waiting, info, 'draft.json');
  const first = await release(page, info, 'first.json');

  await openSample(page);
  await importSampleList(page);
  const caseUrl = page.url();
  await step(page, 'facts');
  await page.getByTestId('overlay-file').setInputFiles(draft);
  await expect(page.getByTestId('failures')).toContainText('机构参数文件格式不对');
  await expect(page.getByTestId('overlay')).toHaveCount(0);
  await page.getByTestId('overlay-file').setInputFiles(first);
  await expect(page.getByTestId('overlay')).toContainText('2026.1');
  await saved(page);

  await openAuthor(page);
  await type(page.getByLabel('版本号'), '2026.2');
  await type(page.getByLabel('编制人'), '虚构人员');
  await type(page.getByLabel('发布理由'), '抬高评级门槛');
  await page.getByLabel('其他参数，按值编辑').selectOption('patent.grades');
  const grades = page.getByTestId('draft-item').last();
  await type(grades.getByLabel('生效日期', { exact: true }), '2026-01-01');
  await type(grades.getByLabel('理由'), '内部评级口径');
  await type(grades.getByLabel('新的值'), '[{"grade":"优","min":90},{"grade":"良","min":0}]');
  await release(page, info, 'second.json');
  await page.getByLabel('比较：原来').selectOption({ label: '虚构银行总行 2026.1' });
  await page.getByLabel('改为').selectOption({ label: '虚构银行总行 2026.2' });
  await expect(
    page.getByRole('region', { name: '本机已发布的参数' }).getByTestId('differences'),
  ).toContainText('评分等级界限');

  await page.goto(caseUrl);
  await step(page, 'facts');
  await expect(page.getByTestId('newer-release')).toContainText('2026.2');
  await page.getByRole('button', { name: '用新版本试算，先看变化' }).click();
  await expect(page.getByTestId('trial-rows')).toContainText('良');
  await page.getByRole('button', { name: '采用这个版本' }).click();
  await expect(page.getByTestId('overlay')).toContainText('2026.2');
  await expect(page.getByTestId('newer-release')).toHaveCount(0);
});

test('an institution’s scheme file and licence table: faults named, asked, released, chosen in a case', async ({
  page,
}, info) => {
  await openAuthor(page);
  await fillHead(page, '2026.1');
  const scheme = JSON.stringify(INSTITUTION_SCHEME);
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(text),
  });
  await page
    .getByTestId('scheme-file')
    .setInputFiles(file('方案.json', scheme.replace('"weight":"0.6"', '"weight":"0.7"')));
  const faulty = page.getByTestId('draft-item');
  await expect(faulty).toContainText('方案.json › $.scheme.dimensions[0].indicators');
  await faulty.getByRole('button', { name: '删去' }).click();
  await page.getByTestId('scheme-file').setInputFiles(file('方案.json', scheme));
  await expect(page.getByTestId('scheme-preview')).toContainText('虚构银行专利评分方案');

  const licence = [
    'industry_code,industry_name,period,contracts,fixed_contracts,fixed_avg_wan_cny,fixed_avg_term_years,royalty_contracts,royalty_sales_mean_pct,royalty_sales_median_pct,royalty_profit_mean_pct,entry_fee_avg_wan_cny,source_title,source_url',
    'C27,医药制造业,2023,50,20,300,4,10,5,4,,,虚构的许可统计,',
  ].join('\n');
  await page.getByTestId('licence-file').setInputFiles(file('许可统计.csv', licence));
  const table = page.getByTestId('draft-item').last();
  await expect(table).toContainText('没有写明 2023 期间数据的发布日期');
  await expect(page.getByTestId('release')).toBeDisabled();
  await type(table.getByLabel('2023 期间数据的发布日期'), '2024-12-13');
  await table.getByLabel(/利润提成率平均数：官方未公布/).check();
  await type(table.getByLabel('录入说明'), '虚构人员录入并核对');
  await expect(page.getByTestId('release')).toBeEnabled();
  await axe(page);
  await release(page, info, 'scheme.json');

  await openSample(page);
  await importSampleList(page);
  await expect(page.getByLabel('评分方案')).not.toContainText('虚构银行专利评分方案');
  await step(page, 'facts');
  await page.getByLabel(/^选用本机已发布的版本/).selectOption({ index: 1 });
  await page.getByRole('button', { name: '采用这个版本' }).click();
  await step(page, 'patents');
  await page.getByLabel('评分方案').selectOption('institution');
  await expect(page.getByLabel('评分场景').locator('option')).toHaveText(['金融类']);
  await page.getByTestId('scheme-statement').locator('summary').click();
  await expect(page.getByTestId('scheme-statement')).toContainText('参照专利评估指引框架，细则由本行制定');
  await expect(page.getByTestId('scheme-statement')).toContainText('假设');
  await fits(page, 'scheme');
  await axe(page);
});
