import type { Page } from '@playwright/test';
import { expect, openSample, saved, step, test } from './walk';

/** 虚构 */
const TABLE = `表号,月份\n${Array.from({ length: 200 }, (_, i) => `M${i},${(i % 12) + 1}`).join('\n')}\n`;

/** From the next load on, answers of the workers wait until `__let()` is called. */
const holdAnswers = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const waiting: (() => void)[] = [];
    let held = true;
    const send: unknown = Reflect.get(Worker.prototype, 'postMessage');
    if (typeof send !== 'function') return;
    const kept = function (this: Worker, ...values: unknown[]): void {
      const go = (): void => {
        Reflect.apply(send, this, values);
      };
      if (held) waiting.push(go);
      else go();
    };
    Reflect.set(Worker.prototype, 'postMessage', kept);
    Reflect.set(globalThis, '__let', () => {
      held = false;
      for (const go of waiting.splice(0)) go();
    });
  });
};
const letAnswers = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const go: unknown = Reflect.get(globalThis, '__let');
    if (typeof go === 'function') Reflect.apply(go, null, []);
  });

test('results that arrive under a press neither move the card nor lose the click', async ({ page }) => {
  await openSample(page);
  await step(page, 'data');
  await page.getByTestId('data-file').setInputFiles({
    name: '虚构表.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(TABLE),
  });
  const card = page.getByTestId('data-asset').filter({ hasText: '虚构表.csv' });
  const figures = card.getByTestId('asset-figures');
  await expect(figures).toContainText('行');
  await saved(page);

  await holdAnswers(page);
  await page.reload();
  const part = card.getByTestId('exact-part');
  const summary = part.getByText('精确核验：');
  await summary.scrollIntoViewIfNeeded();
  await expect(figures).toHaveText('');
  const before = await summary.boundingBox();
  await letAnswers(page);
  await expect(figures).toContainText('行');
  expect(await summary.boundingBox()).toEqual(before);
});

test('a press whose target moves away is still a click, and no one else gets it', async ({ page }) => {
  await openSample(page);
  await step(page, 'data');
  const summary = page.getByText('合并画像包', { exact: false }).first();
  const inside = page.getByTestId('bundle-files');
  await expect(inside).toHaveCount(0);
  await summary.hover();
  await page.mouse.down();
  // Something above grows by the height of a line while the button is down.
  await page.evaluate(() => {
    const main = document.getElementById('main');
    if (main !== null) main.style.paddingTop = '90px';
  });
  await page.mouse.up();
  await expect(inside).toHaveCount(1);
  // Once, not twice.
  await page.waitForTimeout(200);
  await expect(page.locator('details[open]').filter({ has: inside })).toHaveCount(1);

  // A hand that drags away means no click.
  await summary.hover();
  await page.mouse.down();
  await page.mouse.move(700, 100);
  await page.mouse.up();
  await expect(page.locator('details[open]').filter({ has: inside })).toHaveCount(1);
});
