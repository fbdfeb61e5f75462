import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openSample, saved, step, test } from './walk';

/** 400 hourly readings (虚构) of ten meters. */
const readings = (): Buffer => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const rows = Array.from({ length: 400 }, (_, i) => {
    const at = `2026-03-${two(1 + Math.floor(i / 24))} ${two(i % 24)}:00:00`;
    return `WM-${i % 10},${at},${(i / 10).toFixed(1)}`;
  });
  return Buffer.from(['表号,采集时间,流量', ...rows].join('\n'));
};

const profiled = async (page: Page): Promise<void> => {
  await openSample(page);
  await step(page, 'data');
  await page
    .getByTestId('data-file')
    .setInputFiles({ name: '虚构水表读数.csv', mimeType: 'text/csv', buffer: readings() });
  await expect(page.getByTestId('data-asset')).toContainText('400 行');
  await page.getByTestId('data-part-rights').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('权属与合规');
  await expect(page.getByTestId('registration-form')).toBeVisible();
};

const check = (page: Page, code: string) => page.getByTestId(`check-${code}`);

test('the rights of a data asset: gates, form, booking', async ({ page }) => {
  await profiled(page);

  // Nothing was said: nothing passes but what the table shows, and the risk in law is on the page.
  await expect(page.getByTestId('legal-effect')).toContainText('不具有物权效力');
  await expect(check(page, 'L01')).toContainText('没有分类分级');
  await expect(check(page, 'L23')).toContainText('没有录入自报行数');
  await expect(page.getByTestId('three-rights')).toBeVisible();

  // The form takes what the profile knows; a proposal waits to be taken over.
  await expect(page.getByTestId('field-period').getByRole('textbox')).toHaveValue(
    /2026年03月01日 — 2026年03月17日/,
  );
  await expect(page.getByTestId('field-volume').getByRole('textbox')).toHaveValue(/^400条/);
  await expect(page.getByTestId('field-form').getByRole('textbox')).toHaveValue('表格；结构化数据');
  await page.getByTestId('take-name').click();
  await expect(page.getByTestId('field-name').getByRole('textbox')).toHaveValue(/虚构水表读数/);
  await page.getByLabel('拟申请日').fill('2026-11-02');
  await page.getByLabel('拟申请日').blur();
  await expect(page.getByTestId('timetable')).toContainText('2026-11-26');

  // Grading with its paper, and the answer with its paper: only then does L01 pass.
  const grading = page.getByTestId('grading');
  await page.getByTestId('add-part').click();
  await expect(check(page, 'L01')).toContainText('没有附依据');
  await grading.getByLabel('分类分级结果文件').fill('虚构分级结果');
  await grading.getByLabel('分类分级结果文件').blur();
  await check(page, 'L01').getByRole('combobox').selectOption('pass');
  await expect(check(page, 'L01')).toContainText('没有附依据');
  await check(page, 'L01').getByLabel('L01 依据的材料').fill('虚构保密审查意见');
  await check(page, 'L01').getByLabel('L01 依据的材料').blur();
  await expect(check(page, 'L01')).toContainText('通过');
  await expect(check(page, 'L01')).not.toContainText('没有附依据');

  // A trace is one click away.
  await check(page, 'L01').getByTitle('看依据').click();
  await expect(page.getByRole('complementary')).toContainText('核心数据与国家秘密');
  await page.keyboard.press('Escape');

  // A core part is a veto, whatever else was said.
  await grading.getByLabel('级别').selectOption('core');
  await expect(check(page, 'L01')).toContainText('属于核心数据');

  // Two systems of certificates, each with its own block.
  await page.getByTestId('add-national-data-property').click();
  await page.getByTestId('add-provincial-data-ip').click();
  const national = page.getByTestId('certificate-cert-1');
  await national.getByLabel('有效期至').fill('2031-05-31');
  await national.getByLabel('有效期至').blur();
  await expect(national).toContainText('续期申请 2030-11-30 至 2031-05-30');
  await expect(page.getByTestId('certificate-cert-2').getByRole('checkbox')).toHaveCount(0);

  // 入表: done without paper is unknown.
  const cost = page.getByTestId('booking-cost');
  await cost.getByRole('combobox').selectOption('yes');
  await expect(cost).toContainText('没有附成本台账');
  await cost.getByRole('textbox').fill('虚构成本台账');
  await cost.getByRole('textbox').blur();
  await expect(page.getByTestId('booking-done')).toContainText('已完成 1 步');
  await expect(page.getByTestId('booking')).toContainText('账面价值是成本，不是市场价值');

  await saved(page);
  await page.reload();
  await expect(page.getByTestId('booking-done')).toContainText('已完成 1 步');

  // The gates decide with the rest on the page of the screening.
  await step(page, 'screening');
  await expect(page.getByTestId('decision')).toContainText('不予通过');
  await expect(check(page, 'L01')).toContainText('属于核心数据');
});

test('the page is usable by assistive technology and does not overflow', async ({ page }) => {
  await profiled(page);
  await page.getByTestId('add-operate').click();
  await page.getByTestId('add-source').click();
  await page.getByTestId('add-national-data-property').click();
  for (const width of [1366, 1024]) {
    await page.setViewportSize({ width, height: 768 });
    const [inner, outer] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(inner).toBeLessThanOrEqual(outer);
  }
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);
});
