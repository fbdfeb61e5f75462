import AxeBuilder from '@axe-core/playwright';
import type { Download, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { para, row, templateFile } from '../fixtures/template-file';
import { expect, importSampleList, openSample, saved, step, test } from './walk';

const FORM = '专利权质押登记申请表';

/** The bytes of the download that an act leads to. */
const downloaded = async (page: Page, act: () => Promise<void>): Promise<[Download, Buffer]> => {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return [download, readFileSync(await download.path())];
};

const FIELDS = [
  ...['pledgor_name', 'pledgor_id', 'pledgor_addr', 'pledgor_tel'],
  ...['pledgee_name', 'pledgee_id', 'pledgee_addr', 'pledgee_tel'],
  ...['debt_contract_name', 'debt_kind', 'debt_amount', 'debt_term_start', 'debt_term_end'],
  ...['pledge_contract_no', 'pledge_amount', 'security_scope', 'appraised'],
];

const template = (fields: readonly string[]): Buffer =>
  Buffer.from(
    templateFile(
      `${para('（虚构）本行申请表')}${fields.map((code) => para(`${code}：{${code}}`)).join('')}` +
        `<w:tbl>${row('{质押专利.序号}', '{patent_title}', '{patent_no}', '{grant_date}')}</w:tbl>`,
    ),
  );

test('a form is printed as PDF; a template of the bank is checked, signed off and replaces it', async ({
  page,
}) => {
  await openSample(page);
  await importSampleList(page);
  await step(page, 'package');
  const documents = page.getByTestId('documents');
  await expect(documents).toContainText(FORM, { timeout: 20_000 });
  const [pdf, bytes] = await downloaded(page, () => page.getByLabel(`下载 ${FORM} PDF`).click());
  expect(pdf.suggestedFilename()).toBe(`01_${FORM}.pdf`);
  expect(bytes.subarray(0, 8).toString()).toBe('%PDF-1.7');
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']);
  expect((await axe.analyze()).violations.map(({ id }) => id)).toEqual([]);

  await saved(page);
  const address = page.url();
  await page.goto('./rules/templates');
  await page.getByLabel('要替换的文书').selectOption(FORM);
  await expect(page.getByTestId('template-fields')).toContainText('{出质人.姓名或名称}');
  const choose = (buffer: Buffer): Promise<void> =>
    page.getByTestId('template-drop').setInputFiles({
      name: '虚构申请表.docx',
      mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      buffer,
    });
  await choose(template([...FIELDS.slice(1), '出质人.传真']));
  const check = page.getByTestId('template-check');
  await expect(check).toContainText('没有“{出质人.传真}”这个栏目');
  await expect(check).toContainText('必填栏目“出质人.姓名或名称”在模板里没有位置');
  await expect(page.getByTestId('keep-template')).toBeDisabled();

  await choose(template(FIELDS));
  await expect(check).toContainText('检查通过');
  for (const [label, text] of [
    ['机构', '虚构银行'],
    ['版本', '2026-1'],
    ['生效日', '2026-01-01'],
    ['法律审核人', '虚构审核人'],
    ['审核日期', '2026-01-01'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(text);
    await page.getByLabel(label, { exact: true }).press('Tab');
  }
  await page.getByTestId('keep-template').click();
  await expect(page.getByTestId('templates')).toContainText('2026-1');
  expect((await axe.analyze()).violations.map(({ id }) => id)).toEqual([]);

  await page.goto(address);
  await expect(documents.getByRole('row', { name: FORM })).toContainText('虚构银行 2026-1', {
    timeout: 20_000,
  });
  await expect(page.getByLabel(`下载 ${FORM} PDF（按本系统版式）`)).toBeVisible();
  const [word, filled] = await downloaded(page, () => page.getByLabel(`下载 ${FORM} Word`).click());
  expect(word.suggestedFilename()).toBe(`01_${FORM}.docx`);
  expect(filled.length).toBeGreaterThan(1000);
});
