import { expect, importSampleList, keep, openSample, saved, step, test } from './walk';

test('what was entered is there after a reload, and from a case file in a fresh browser', async ({
  page,
  browser,
  baseURL,
}, info) => {
  await openSample(page);
  await importSampleList(page);
  await step(page, 'facts');
  await page.getByLabel('案卷名称').fill('改过名字的案卷（虚构）');
  await page.getByLabel('案卷名称').blur();
  await saved(page);
  await page.reload();
  await expect(page.getByLabel('案卷名称')).toHaveValue('改过名字的案卷（虚构）');
  const waiting = page.waitForEvent('download');
  await page.getByTestId('back-up').click();
  const path = await keep(await waiting, info, 'case.zhiya');

  const fresh = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const other = await fresh.newPage();
  await other.goto('./');
  await other.getByTestId('open-case-file').setInputFiles(path);
  await expect(other.getByLabel('案卷名称')).toHaveValue('改过名字的案卷（虚构）');
  await step(other, 'patents');
  await expect(other.getByTestId('score-total')).toHaveCount(19);
  await fresh.close();
});

test('leaving a case right after typing and coming back shows what was typed', async ({ page }) => {
  await openSample(page);
  for (const title of ['第一次改名（虚构）', '第二次改名（虚构）', '第三次改名（虚构）']) {
    await page.getByLabel('案卷名称').fill(title);
    await step(page, 'pool');
    await step(page, 'facts');
    await expect(page.getByLabel('案卷名称')).toHaveValue(title);
    await page.getByRole('link', { name: '知押 首页' }).click();
    await page.getByTestId('case-list').getByRole('link').first().click();
    await expect(page.getByLabel('案卷名称')).toHaveValue(title);
    await saved(page);
  }
});

test('a field that cannot be read says why and keeps what was typed', async ({ page }) => {
  await openSample(page);
  const field = page.getByLabel('资金需求');
  await field.fill('四千五百左右');
  await field.blur();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(field).toHaveValue('四千五百左右');
  await field.fill('0.45亿');
  await field.blur();
  await expect(field).toHaveValue('4500');
});

test('two tabs: the second save is refused, nothing is lost', async ({ page, context }) => {
  await openSample(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByLabel('案卷名称')).toBeVisible();
  await page.getByLabel('案卷名称').fill('第一个标签页');
  await page.getByLabel('案卷名称').blur();
  await saved(page);
  await other.getByLabel('案卷名称').fill('第二个标签页');
  await other.getByLabel('案卷名称').blur();
  await expect(other.getByTestId('save-state')).toContainText('保存失败');
  await expect(other.getByTestId('failures')).toContainText('修订');
  await expect(other.getByLabel('案卷名称')).toHaveValue('第二个标签页');
  other.once('dialog', (dialog) => void dialog.dismiss());
  await other.getByRole('link', { name: '知押 首页' }).click();
  await expect(other.getByLabel('案卷名称')).toHaveValue('第二个标签页');
  await other.getByTestId('keep-as-copy').click();
  await saved(other);
  await expect(other.getByLabel('案卷名称')).toHaveValue('第二个标签页');
  await other.goto('./');
  await expect(other.getByTestId('case-list')).toContainText('第一个标签页');
  await expect(other.getByTestId('case-list')).toContainText('第二个标签页');
});

test('STO-03 a store that will not open is said loudly, and nothing is called saved', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'UnknownError');
    };
  });
  await page.goto('./');
  await expect(page.getByTestId('failures').first()).toContainText('只在内存中');
  await page.getByTestId('new-bank').click();
  await expect(page.getByTestId('save-state')).toContainText('只在内存中');
  await page.getByLabel('案卷名称').fill('内存里的案卷（虚构）');
  await page.getByLabel('案卷名称').blur();
  await expect(page.getByTestId('save-state')).toContainText('只在内存中');
  const waiting = page.waitForEvent('download');
  await page.getByTestId('back-up').click();
  expect((await waiting).suggestedFilename()).toBe('内存里的案卷（虚构）.zhiya');
});

test('a refused save keeps the person on the page, also when leaving at once', async ({ page, context }) => {
  await openSample(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByLabel('案卷名称')).toBeVisible();
  await page.getByLabel('案卷名称').fill('先保存的');
  await page.getByLabel('案卷名称').blur();
  await saved(page);
  await other.getByLabel('案卷名称').fill('后保存的');
  await other.getByRole('link', { name: '知押 首页' }).click();
  await expect(other.getByTestId('save-state')).toContainText('保存失败');
  await expect(other.getByLabel('案卷名称')).toHaveValue('后保存的');
});

test('what stands in a field when a shortcut changes the page is kept', async ({ page }) => {
  await openSample(page);
  await page.getByLabel('案卷名称').fill('快捷键之前（虚构）');
  await page.keyboard.press('Alt+5');
  await expect(page.getByTestId('covered')).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press('Alt+1');
  await expect(page.getByLabel('案卷名称')).toHaveValue('快捷键之前（虚构）');
});
