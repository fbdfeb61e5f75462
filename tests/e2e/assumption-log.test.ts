import { readFileSync } from 'node:fs';
import { expect, importSampleList, openSample, patentPart, saved, step, test } from './walk';

/** A rate is tried, put back and tried again after the need was entered; the reviewer sees every attempt. */
test('every assumption tried after the need was entered is in the log, survives a reload and reaches the package', async ({
  page,
}) => {
  await openSample(page);
  await importSampleList(page);
  await patentPart(page, 'appraisal');
  const trials = page.getByTestId('assumption-trials');
  await expect(page.getByTestId('assumption-summary')).toContainText('没有修改过假设');
  await page.getByTestId('route-card').getByLabel('经办').fill('虚构经办甲');
  await page.getByTestId('route-card').getByLabel('经办').blur();

  await patentPart(page, 'value');
  const rate = page.getByRole('textbox', { name: /^许可费率/ }).first();
  await expect(page.getByTestId('royalty-value').first()).toContainText('万元');
  const tried = async (percent: string): Promise<void> => {
    const before = await page.getByTestId('royalty-value').first().textContent();
    await rate.fill(percent);
    await rate.blur();
    await expect(page.getByTestId('royalty-value').first()).not.toHaveText(before ?? '');
  };
  await tried('3');
  await tried('2.5');
  await tried('3.5');
  await patentPart(page, 'appraisal');
  const entries = page.getByTestId('assumption-entries').locator('tbody tr');
  await expect(entries).toHaveCount(3);
  await expect(entries.nth(0)).toContainText('许可费率 k');
  await expect(entries.nth(0)).toContainText('0.025 → 0.03');
  await expect(entries.nth(0)).toContainText('上升');
  await expect(entries.nth(1)).toContainText('下降');
  await expect(entries.nth(2)).toContainText('虚构经办甲');
  await expect(trials).toContainText('3 次未写理由');
  await entries.nth(0).getByRole('button').last().click();
  await expect(page.getByTestId('trace-drawer')).toContainText('假设修改记录');
  await page.keyboard.press('Escape');

  const reason = entries.nth(0).getByLabel('第 1 次的理由');
  await reason.fill('新的许可合同（虚构）');
  await reason.blur();
  await expect(entries.nth(0)).toContainText('新的许可合同（虚构）');
  await expect(entries.nth(0).getByRole('textbox')).toHaveCount(0);
  await expect(page.getByTestId('assumption-summary')).toContainText('第 2、3 次修改没有写明理由');

  await saved(page);
  await page.reload();
  await expect(entries).toHaveCount(3);
  await expect(entries.nth(1)).toContainText('下降');

  // A state of the case without the log is not the case: what is backed up carries all of it.
  const waiting = page.waitForEvent('download');
  await page.getByTestId('back-up').click();
  const path = await (await waiting).path();
  expect(readFileSync(path).includes(Buffer.from('新的许可合同（虚构）'))).toBe(true);
});

test('the route of valuing follows the amount, the desk and the outside report', async ({ page }) => {
  await openSample(page);
  await importSampleList(page);
  await expect(page.getByTestId('gaps')).toContainText('估值方式的条件未齐');
  await page.getByTestId('gaps').getByText('估值方式的条件未齐').click();
  const routes = page.getByTestId('routes');
  await expect(page.getByTestId('route-taken')).toContainText('外部评估');
  await expect(page.getByTestId('route-agreed')).toContainText('不得采用');
  await expect(page.getByTestId('route-outside')).toContainText('没有录入外部评估报告');
  await step(page, 'facts');
  await page.getByLabel('资金需求').fill('800万');
  await page.getByLabel('资金需求').blur();
  await patentPart(page, 'appraisal');
  await expect(page.getByTestId('route-taken')).toContainText('银行内部评估');
  await expect(page.getByTestId('route-in-house')).toContainText('条件未齐');
  await page.getByLabel('评估组人数').fill('2');
  await page.getByLabel('评估组人数').blur();
  await expect(page.getByTestId('route-in-house')).toContainText('可以采用');
  await expect(page.getByTestId('route-pill')).toContainText('可以采用银行内部评估');
  await expect(page.getByTestId('gaps')).not.toContainText('估值方式');

  const report = page.getByTestId('outside-report');
  await report.getByLabel('是否有外部评估报告').selectOption('yes');
  const fill = async (label: string, text: string): Promise<void> => {
    await report.getByLabel(label).fill(text);
    await report.getByLabel(label).blur();
  };
  await fill('评估机构', '虚构资产评估有限公司');
  await fill('评估价值', '2000');
  await fill('评估基准日', '2026-06-30');
  await fill('有效期止', '2026-11-19');
  await fill('本行确认人', '虚构复核员');
  await fill('确认的价值', '1800');
  await expect(routes).toContainText('外部报告已于 2026-11-19 过期');
  await fill('有效期止', '2027-06-29');
  await expect(page.getByTestId('route-outside')).toContainText('可以采用');
  await page.getByTestId('route-trace').click();
  await expect(page.getByTestId('trace-drawer')).toContainText('估值方式分档');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('weight-stability').locator('tbody tr')).toHaveCount(19);
  await step(page, 'package');
  await page.getByRole('button', { name: '全部列出' }).click();
  await expect(page.getByTestId('registration-findings')).toContainText('可以采用银行内部评估');
});
