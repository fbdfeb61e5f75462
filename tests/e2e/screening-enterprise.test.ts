import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, screeningPart, test } from './walk';

const put = async (page: Page, label: string, value: string): Promise<void> => {
  const field = page.getByLabel(label, { exact: true }).first();
  await field.fill(value);
  await field.blur();
};

const RELEASE = JSON.stringify({
  schema: 'zhiya.overlay/1',
  institution: '虚构银行',
  version: '1.0',
  releasedOn: '2026-01-01',
  author: '虚构',
  reason: '虚构：放宽新企业的分档',
  entries: [
    {
      id: 'screening.three-views.bands',
      effectiveFrom: '2026-01-01',
      reason: '虚构',
      value: [
        { min: '10', grade: '虚构甲', multiplier: '1', action: '标准上限', effect: 'standard' },
        { min: '0', grade: '虚构乙', multiplier: '0', action: '须增信', effect: 'condition' },
      ],
    },
  ],
});

test('a young enterprise checks itself, is coached, and asks again', async ({ page }) => {
  test.slow();
  await page.goto('./');
  await page.getByTestId('new-enterprise').click();
  await put(page, '名称', '虚构芯片有限公司');
  await put(page, '评估基准日', '2026-11-20');
  await put(page, '地区', '330624');
  await put(page, '成立日期', '2026-02-20');
  await put(page, '资金需求（万元）', '500万');

  // 麦格智芯: nine months old, 500 万元. The standard way fails with its reason, another one is offered.
  await screeningPart(page, 'routes');
  const standard = page.getByTestId('route-standard');
  await expect(standard).toContainText('不符合');
  await expect(standard).toContainText('只满 9 个月');
  const young = page.getByTestId('route-new-company');
  await expect(young).toContainText('科创指数贷加市级融资担保');
  await expect(young).toContainText('还不能判断');
  await expect(young.getByTestId('route-fees')).toContainText('1.5 万元');
  await young.getByLabel('有人才项目或科创资格证明 判断').selectOption('pass');
  // Nobody stands for it yet: the name is asked for once, and signs what was answered before.
  await expect(page.getByTestId('condition-cn.route.talent-project')).toContainText('没有写明由谁答复');
  await expect(page.getByTestId('sitting-missing')).toBeVisible();
  await put(page, '答复人姓名', '虚构财务');
  await page.getByTestId('sign-unnamed').click();
  await expect(page.getByTestId('sitting-missing')).toHaveCount(0);
  await expect(page.getByTestId('condition-cn.route.talent-project')).toContainText('没有附材料');
  const paper = young.getByLabel('有人才项目或科创资格证明 依据的材料');
  await paper.fill('虚构人才项目立项文件');
  await paper.blur();
  await expect(page.getByTestId('condition-cn.route.talent-project')).toContainText('已核实');

  // Self-check in plain words.
  await screeningPart(page, 'sheet');
  const sheet = page.getByTestId('readiness');
  await expect(sheet.getByTestId('summary')).toContainText('虚构芯片有限公司');
  await expect(sheet.getByTestId('summary')).toContainText('补齐材料后再看');
  await expect(sheet.getByTestId('ready-missing')).toContainText('企业和老板的信用好吗？');
  await expect(sheet.getByTestId('ready-missing')).toContainText('人民银行征信中心');
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.html.slice(0, 120) ?? ''}`)).toEqual([]);

  // First submission, a goal, then the answer that the goal is about, and the comparison.
  await screeningPart(page, 'routes');
  await put(page, '提交日', '2026-11-20');
  await put(page, '提交人', '虚构财务');
  await page.getByTestId('record-run').click();
  await expect(page.getByTestId('deadline-contact')).toContainText('2026-11-23');
  await expect(page.getByTestId('run')).toContainText('按 内置参数 判断');
  await expect(page.getByTestId('compared-counts')).toContainText('变差 0 · 好转 0');
  await page.getByTestId('proposed-goals').getByRole('button').first().click();
  await expect(page.getByTestId('goal')).toHaveCount(1);
  await put(page, '责任人', '虚构负责人');

  // The same case under another release: beside, then adopted with a reason; the earlier result stays.
  const compare = page.getByTestId('release-compare');
  await compare.getByTestId('release-file').setInputFiles({
    name: '虚构参数.json',
    mimeType: 'application/json',
    buffer: Buffer.from(RELEASE),
  });
  await expect(compare.getByTestId('release-sides')).toContainText('虚构银行 1.0');
  await expect(page.getByTestId('adopt-release')).toBeDisabled();
  await expect(compare).toContainText('现在按 内置参数 判断');
  await compare.getByLabel('采用的理由').fill('虚构：总行新版');
  await compare.getByLabel('采用的理由').blur();
  await compare.getByLabel('决定人').fill('虚构审查');
  await compare.getByLabel('决定人').blur();
  await page.getByTestId('adopt-release').click();
  await expect(compare).toContainText('现在按 虚构银行 1.0 判断');
  await expect(page.getByTestId('run')).toHaveCount(2);
  await expect(page.getByTestId('run').first()).toContainText('总行新版');
});
