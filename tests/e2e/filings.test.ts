import type { Page } from '@playwright/test';
import { expect, keep, openAtDesk, saved, step, test } from './walk';

const put = async (page: Page, card: string, label: string, text: string): Promise<void> => {
  const field = page
    .locator('section.card')
    .filter({ has: page.getByRole('heading', { name: card, exact: true }) })
    .getByLabel(label);
  await field.fill(text);
  await field.press('Tab');
};

test('a case without patents: 办理 a mark with an agent, copy what is keyed in, build the package, enter the receipt', async ({
  page,
  context,
}, info) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('./');
  await page.getByTestId('new-bank').click();
  await put(page, '企业（出质人）', '名称', '虚构食品有限公司');
  await put(page, '资金需求与主债权合同', '资金需求', '200万');

  await step(page, 'pool');
  await page.getByTestId('add-item').click();
  const item = page.getByTestId('collateral-item');
  await item.getByLabel('类别').selectOption('TRADEMARK');
  await saved(page);

  await step(page, 'package');
  await expect(page.getByTestId('filings')).toContainText('商标专用权质权登记');
  const filing = page.getByTestId('filing');
  await expect(filing).toContainText('示范条款，须经法务审定');
  await filing.getByLabel('主合同与质权合同 › 质权合同编号').fill('虚构质字009号');
  await filing.getByLabel('主合同与质权合同 › 质权合同编号').press('Tab');
  await filing.getByRole('checkbox', { name: /商标续展的义务/ }).check();

  // Nobody has said whether an agent files: its papers are unknown, not unneeded.
  const mandate = page.getByTestId('papers').getByRole('row', { name: /商标代理委托书/ });
  await expect(mandate).toContainText('还没有回答是否委托代理人');
  const agent = page.getByTestId('agent');
  await agent.getByLabel('是否委托代理人').selectOption('不委托代理人');
  await expect(mandate).toContainText('写明不委托代理人');
  await agent.getByLabel('是否委托代理人').selectOption('委托代理人');
  await agent.getByLabel('代理人名称').fill('虚构商标代理所');
  await agent.getByLabel('代理人名称').press('Tab');
  await expect(mandate).toContainText('委托“虚构商标代理所”办理');
  await expect(page.getByTestId('documents')).toContainText('债权人授权委托书');

  await filing.getByText('录入单：按登记系统的屏幕次序').click();
  await filing.getByRole('button', { name: '复制 质权合同编号' }).click();
  await expect(page.getByTestId('copied')).toContainText('已复制“质权合同编号”');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('虚构质字009号');

  await saved(page);
  const waiting = page.waitForEvent('download');
  await page.getByTestId('build-package').click();
  const path = await keep(await waiting, info, 'mark.zip');

  await filing.getByLabel('办理人').fill('虚构经办');
  await filing.getByLabel('办理人').press('Tab');
  await filing.getByLabel('登记号').fill('虚构质登0001');
  await filing.getByLabel('登记号').press('Tab');
  await page.getByTestId('enter-receipt').click();
  await expect(filing.getByTestId('failures')).toContainText('没有附登记证明文件');
  await page.getByTestId('receipt-file').setInputFiles({
    name: '虚构登记证.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4 虚构'),
  });
  await expect(filing.getByLabel('登记证明', { exact: true })).toContainText('虚构登记证.pdf');
  await page.getByTestId('enter-receipt').click();
  await expect(page.getByTestId('receipt-now')).toContainText('已录回 虚构质登0001');
  await expect(page.getByTestId('filings')).toContainText('虚构质登0001');
  await page.getByTestId('add-extend').click();
  await expect(page.getByTestId('filings')).toContainText('商标质权登记期限延期');

  await openAtDesk(page, path);
  await expect(page.getByTestId('answer-recalculation')).toHaveAttribute('data-verdict', 'pass');
});
