import { appendFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import type { Page, TestInfo } from '@playwright/test';
import { OWN_FILE, mockPicker } from './own-file';
import { expect, openSample, saved, step, test } from './walk';

/** Rows of 虚构 meters, about 1 MB. */
const partOf = (part: number): string =>
  Array.from(
    { length: 40_000 },
    (_, i) => `SB${part * 40_000 + i + 10_000_000},${(i * 7) % 999}.${i % 10},正常\n`,
  ).join('');

const PARTS = 96;

const writeTable = (path: string): void => {
  writeFileSync(path, '表号,读数,状态\n');
  for (let part = 0; part < PARTS; part += 1) appendFileSync(path, partOf(part));
};

/** The same in the browser's own storage, where the page itself can write while it reads. */
const writeOwnTable = (page: Page): Promise<void> =>
  page.evaluate(async (parts) => {
    const own = Reflect.get(globalThis, '__own') as () => Promise<FileSystemFileHandle>;
    const out = await (await own()).createWritable();
    await out.write('表号,读数,状态\n');
    for (let part = 0; part < parts; part += 1)
      await out.write(
        Array.from(
          { length: 40_000 },
          (_, i) => `SB${part * 40_000 + i + 10_000_000},${(i * 7) % 999}.${i % 10},正常\n`,
        ).join(''),
      );
    await out.close();
  }, PARTS);

/** Waits until the scan has come so far. */
const scannedTo = (page: Page, percent: number): Promise<unknown> =>
  page.waitForFunction(
    (least) => {
      const text = document.querySelector('[data-testid="scan-progress"]')?.textContent ?? '';
      return Number(/· (\d+) %/.exec(text)?.[1] ?? 0) >= least;
    },
    percent,
    { polling: 'raf', timeout: 60_000 },
  );

/** What stands in the case about data, as the page saved it. */
const savedAssets = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const request = indexedDB.open('zhiya-vault');
        request.onerror = () => reject(new Error('the store does not open'));
        request.onsuccess = () => {
          const all = request.result.transaction('contents').objectStore('contents').getAll();
          all.onsuccess = () => {
            request.result.close();
            resolve(all.result.map((one) => JSON.stringify(one)));
          };
        };
      }),
  );

const expectRefused = async (page: Page, name: string, before: number): Promise<void> => {
  const failures = page.getByTestId('failures');
  await expect(failures).toContainText('这份数据没有读完，案卷没有改变', { timeout: 90_000 });
  // Which file, where in it, and what to do.
  await expect(failures).toContainText(name);
  await expect(failures).toContainText(/字节偏移 [1-9]\d*/);
  await expect(failures).toContainText('重新选择');
  await expect(page.getByTestId('data-asset')).toHaveCount(before);
  await expect(page.getByTestId('scan-progress')).toHaveCount(0);
  await saved(page);
  for (const text of await savedAssets(page)) expect(text).not.toContain(name);
  await page.reload();
  await expect(page.getByTestId('data-file')).toHaveCount(1);
  await expect(page.getByTestId('data-asset')).toHaveCount(before);
};

/** The other file lies beside the table before anything is read. */
const otherOf = (path: string): string => `${path}.new`;

const CHANGES: readonly (readonly [string, (path: string) => void])[] = [
  ['is cut short', (path) => truncateSync(path, 1_000_000)],
  ['grows', (path) => appendFileSync(path, 'SB1,1.0,正常\n')],
  ['is replaced by another of the same length', (path) => renameSync(otherOf(path), path)],
];

const openAndChoose = async (page: Page, info: TestInfo, name: string) => {
  await openSample(page);
  await step(page, 'data');
  await saved(page);
  const before = await page.getByTestId('data-asset').count();
  const path = info.outputPath(name);
  writeTable(path);
  writeTable(otherOf(path));
  await page.getByTestId('data-file').setInputFiles(path);
  return { before, path };
};

for (const [what, change] of CHANGES)
  test(`a file on the disk that ${what} while it is read is refused whole`, async ({ page }, info) => {
    test.setTimeout(180_000);
    const name = '变化中（虚构）.csv';
    const { before, path } = await openAndChoose(page, info, name);
    await scannedTo(page, 10);
    change(path);
    await expectRefused(page, name, before);
  });

test('a file in the place of which another is put while it is read is refused whole', async ({ page }) => {
  test.setTimeout(180_000);
  await mockPicker(page);
  await openSample(page);
  await step(page, 'data');
  await saved(page);
  const before = await page.getByTestId('data-asset').count();
  await writeOwnTable(page);
  await page.getByText('选择数据表', { exact: true }).click();
  await scannedTo(page, 10);
  await page.evaluate(async () => {
    const own = Reflect.get(globalThis, '__own') as () => Promise<FileSystemFileHandle>;
    const out = await (await own()).createWritable();
    await out.write('表号,读数,状态\n别的,1,别的\n');
    await out.close();
  });
  await expectRefused(page, OWN_FILE, before);
});
