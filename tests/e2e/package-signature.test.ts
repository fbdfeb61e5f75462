import { buildPackage, expect, keep, openAtDesk, saved, step, test } from './walk';

test('make a key, sign the package just built, hand out the public key; the desk knows the signer by its list', async ({
  page,
}, info) => {
  await page.goto('./');
  await page.getByTestId('new-bank').click();
  const name = page
    .locator('section.card')
    .filter({ has: page.getByRole('heading', { name: '企业（出质人）', exact: true }) })
    .getByLabel('名称');
  await name.fill('虚构食品有限公司');
  await name.press('Tab');
  await step(page, 'pool');
  await page.getByTestId('add-item').click();
  await page.getByTestId('collateral-item').getByLabel('类别').selectOption('TRADEMARK');
  await saved(page);
  await buildPackage(page, info);
  const part = page.getByTestId('signing');
  await expect(part.getByTestId('sign-target')).toContainText('.zip');
  await part.getByTestId('key-name').fill('虚构签名银行');
  await part.getByTestId('make-key').click();
  const id = (await part.getByTestId('key-id').innerText()).trim();
  expect(id).toMatch(/^[0-9a-f]{64}$/);

  const signing = page.waitForEvent('download');
  await part.getByTestId('sign-now').click();
  const signed = await keep(await signing, info, 'signed.zip');
  await expect(part.getByTestId('signed-package')).toContainText(`密钥 ${id} 不在签名方名单中`);
  const handing = page.waitForEvent('download');
  await part.getByTestId('export-key').click();
  const list = await keep(await handing, info, 'list.json');

  await page.reload();
  await expect(part.getByTestId('key-id')).toHaveText(id);

  await page.goto('./desk/settings');
  await page.getByTestId('trust-file').setInputFiles(list);
  await expect(page.getByText('已有名单')).toBeVisible();
  await openAtDesk(page, signed);
  await expect(page.getByTestId('answer-authenticity')).toContainText('“虚构签名银行”的签名有效');
});
