import type { Page } from '@playwright/test';
import { cancelOnceKept, expect, openSample, step, test } from './walk';

const NAME = '读数（虚构）.csv';
const OPFS = 'file-of-the-test.csv';

/**
 * A picker that nobody has to click: it gives a file of the browser's own storage, whose handle is kept and comes back as one of
 * the disk does. `permission` is what the browser answers when it is asked.
 */
const mockPicker = async (page: Page): Promise<void> => {
  await page.addInitScript((name) => {
    const own = async (): Promise<FileSystemFileHandle> =>
      (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
    Reflect.set(globalThis, 'showOpenFilePicker', async () => [await own()]);
    Reflect.set(globalThis, '__own', own);
    const asked: string[] = [];
    Reflect.set(globalThis, '__asked', asked);
    Reflect.set(FileSystemHandle.prototype, 'queryPermission', () => {
      asked.push('query');
      return Promise.resolve(sessionStorage.getItem('__known') ?? 'granted');
    });
    Reflect.set(FileSystemHandle.prototype, 'requestPermission', () => {
      asked.push(navigator.userActivation.isActive ? 'request' : 'request without a click');
      return Promise.resolve(sessionStorage.getItem('__answer') ?? 'granted');
    });
  }, OPFS);
};

/** Some 90 MB, 虚构: five blocks of the scan and a rest, so that what is left after half of it takes a while. */
const writeTable = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const own: unknown = Reflect.get(globalThis, '__own');
    if (typeof own !== 'function') return;
    const handle = (await Reflect.apply(own, null, [])) as FileSystemFileHandle;
    const out = await handle.createWritable();
    await out.write('表号,读数,状态\n');
    for (let part = 0; part < 96; part += 1)
      await out.write(
        Array.from(
          { length: 40_000 },
          (_, i) => `SB${part * 40_000 + i + 10_000_000},${(i * 7) % 999}.${i % 10},正常\n`,
        ).join(''),
      );
    await out.close();
  });

const answers = (page: Page, known: string, answer: string): Promise<void> =>
  page.evaluate(
    ([a, b]) => {
      sessionStorage.setItem('__known', a ?? '');
      sessionStorage.setItem('__answer', b ?? '');
    },
    [known, answer],
  );

const beginAndCancel = async (page: Page): Promise<void> => {
  const pressed = await cancelOnceKept(page);
  await page.getByText('选择数据表', { exact: true }).click();
  await pressed();
  await expect(page.getByTestId('scan-cancelled')).toContainText('可以续扫');
};

test('after a reload a scan goes on where the file is, once the person allows it', async ({ page }) => {
  test.setTimeout(180_000);
  await mockPicker(page);
  await openSample(page);
  await step(page, 'data');
  const before = await page.getByTestId('data-asset').count();
  await writeTable(page);
  await beginAndCancel(page);

  await answers(page, 'prompt', 'denied');
  await page.reload();
  const unfinished = page.getByTestId('unfinished-scans');
  await expect(unfinished).toContainText(OPFS);
  await unfinished.getByTestId('resume-kept').click();
  await expect(page.getByTestId('failures')).toContainText('没有得到读取这个文件的许可');
  expect(await page.evaluate(() => Reflect.get(globalThis, '__asked') as string[])).toEqual([
    'query',
    'request',
  ]);
  // As it always was: choose the file again.
  await expect(unfinished.getByTestId('resume-file')).toHaveCount(1);

  await answers(page, 'prompt', 'granted');
  await unfinished.getByTestId('resume-kept').click();
  await expect(page.getByTestId('data-asset')).toHaveCount(before + 1, { timeout: 90_000 });
  await expect(page.getByTestId('data-asset').last()).toContainText('3,840,000 行');
  await expect(unfinished).toHaveCount(0);
  // Nothing is left behind.
  const left = await page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const request = indexedDB.open('zhiya-vault');
        request.onerror = () => reject(new Error('the store does not open'));
        request.onsuccess = () => {
          const count = request.result.transaction('scanFiles').objectStore('scanFiles').count();
          count.onsuccess = () => {
            request.result.close();
            resolve(count.result);
          };
        };
      }),
  );
  expect(left).toBe(0);
});

test('a file that was changed meanwhile is refused, one that is gone is said to be gone', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await mockPicker(page);
  await openSample(page);
  await step(page, 'data');
  await writeTable(page);
  await beginAndCancel(page);
  await page.reload();
  const unfinished = page.getByTestId('unfinished-scans');
  await expect(unfinished.getByTestId('resume-kept')).toBeVisible();
  await page.evaluate(async () => {
    const handle = (await Reflect.apply(
      Reflect.get(globalThis, '__own') as () => unknown,
      null,
      [],
    )) as FileSystemFileHandle;
    const out = await handle.createWritable({ keepExistingData: true });
    await out.write({ type: 'write', position: 100, data: '9' });
    await out.close();
  });
  await unfinished.getByTestId('resume-kept').click();
  await expect(page.getByTestId('failures')).toContainText('文件内容变了', { timeout: 30_000 });
  await page.evaluate(async (name) => (await navigator.storage.getDirectory()).removeEntry(name), OPFS);
  await unfinished.getByTestId('resume-kept').click();
  await expect(page.getByTestId('failures')).toContainText('文件已不在原处');
  await unfinished.getByRole('button', { name: '放弃' }).click();
  await expect(unfinished).toHaveCount(0);
});

test('a browser without handles asks for the file again', async ({ page }) => {
  test.setTimeout(120_000);
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'showOpenFilePicker');
  });
  await openSample(page);
  await step(page, 'data');
  const chooser = page.waitForEvent('filechooser');
  await page.getByText('选择数据表', { exact: true }).click();
  await (
    await chooser
  ).setFiles({
    name: NAME,
    mimeType: 'text/csv',
    buffer: Buffer.from('表号,读数\nM1,1\nM2,2\n'),
  });
  await expect(page.getByTestId('data-asset').filter({ hasText: NAME })).toContainText('2 行');
});
