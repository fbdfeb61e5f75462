import type { Page } from '@playwright/test';
import { expect, step, test } from './walk';

const openData = async (page: Page, id: string): Promise<void> => {
  await page.goto('./');
  await page.getByTestId(`open-sample-${id}`).click();
  await expect(page.getByTestId('fiction')).toContainText('全部虚构');
  await step(page, 'data');
};

test('the water sample opens with its profile and its gates', async ({ page }) => {
  await openData(page, 'water');
  await expect(page.getByTestId('data-asset')).toContainText('3,970 行');
  await page.getByTestId('data-part-rights').click();
  await expect(page.getByTestId('check-L18')).toContainText('通过');
  await expect(page.getByTestId('check-L20')).toContainText('还没有查询');
  await expect(page.getByTestId('certificate-cert-1')).toContainText('续期申请 2030-11-30 至 2031-05-30');
});

test('the greenhouse sample has 1,501 records and a certificate that ends before the loan', async ({
  page,
}) => {
  await openData(page, 'greenhouse');
  await expect(page.getByTestId('data-asset')).toContainText('1,501 行');
  await page.getByTestId('data-part-rights').click();
  await expect(page.getByTestId('check-L18')).toContainText('早于');
  await step(page, 'screening');
  await expect(page.getByTestId('gates-data-greenhouse')).toContainText('不通过 1 项');
});
