import { type Download, type Page, type TestInfo, expect, test as base } from '@playwright/test';

/** Every test fails on a request to another origin, on a console error and on an uncaught error of the page. */
export const test = base.extend<{ quiet: undefined }>({
  quiet: [
    async ({ context, page, baseURL }, use) => {
      const own = new URL(baseURL ?? '').origin;
      const faults: string[] = [];
      await context.route('**/*', async (route) => {
        const { origin, protocol } = new URL(route.request().url());
        if (origin === own || protocol === 'blob:' || protocol === 'data:') await route.continue();
        else {
          faults.push(`request to ${route.request().url()}`);
          await route.abort();
        }
      });
      page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(`console: ${message.text().slice(0, 300)}`);
      });
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens the shipped sample from the start page. */
export const openSample = async (page: Page): Promise<void> => {
  await page.goto('./');
  await page.getByTestId('open-sample').click();
  await expect(page.getByTestId('fiction')).toBeVisible();
};

export const step = async (page: Page, id: string): Promise<void> => {
  await page.getByTestId(`step-${id}`).click();
};

/** Opens one of the parts of the patents step: list, value, portfolio, appraisal. */
export const patentPart = async (page: Page, id: string): Promise<void> => {
  await step(page, 'patents');
  await page.getByTestId(`part-${id}`).click();
  await expect(page.getByTestId(`part-${id}`)).toHaveAttribute('aria-current', 'page');
};

/** Opens one of the parts of the screening step: file, views, repayment, routes, sheet. */
export const screeningPart = async (page: Page, id: string): Promise<void> => {
  await step(page, 'screening');
  await page.getByTestId(`screening-part-${id}`).click();
  await expect(page.getByTestId(`screening-part-${id}`)).toHaveAttribute('aria-current', 'page');
};

/** Imports the sample's patent list through the page. */
export const importSampleList = async (page: Page): Promise<void> => {
  await step(page, 'patents');
  await page.getByTestId('sample-list').click();
  await page.getByTestId('accept-import').click();
  await expect(page.getByTestId('import-outcome')).toContainText('读入 19 件');
};

/**
 * Makes the page press 取消 itself as soon as a part of a scan is kept: a person outside would be too late on a fast machine. Call it
 * before the scan begins; the function given back waits for the press and says what the page showed then.
 */
export const cancelOnceKept = async (page: Page): Promise<() => Promise<string>> => {
  await page.evaluate(() => {
    const pressed = new Promise<string>((resolve) => {
      const look = (): void => {
        const at = document.querySelector('[data-testid="scan-progress"]');
        if (at === null || at.querySelector('[data-testid="scan-kept"]') === null) return;
        observer.disconnect();
        resolve(at.textContent.replace(/\s+/g, ' '));
        at.querySelector('button')?.click();
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    Reflect.set(globalThis, '__pressed', pressed);
  });
  return () => page.evaluate(() => Reflect.get(globalThis, '__pressed') as Promise<string>);
};

export const saved = async (page: Page): Promise<void> => {
  await expect(page.getByTestId('save-state')).toContainText('已保存');
};

export const keep = async (download: Download, info: TestInfo, name: string): Promise<string> => {
  const path = info.outputPath(name);
  await download.saveAs(path);
  return path;
};

/** Builds the package on its page and answers where it was saved. */
export const buildPackage = async (page: Page, info: TestInfo, name = 'package.zip'): Promise<string> => {
  await step(page, 'package');
  const waiting = page.waitForEvent('download');
  await page.getByTestId('build-package').click();
  const path = await keep(await waiting, info, name);
  await expect(page.getByTestId('built-package')).toBeVisible();
  return path;
};

export const openAtDesk = async (page: Page, path: string): Promise<void> => {
  await page.goto('./desk');
  await page.getByTestId('package-file').setInputFiles(path);
  await expect(page.getByTestId('five-answers')).toBeVisible({ timeout: 30_000 });
};
