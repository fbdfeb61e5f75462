import type { Page } from '@playwright/test';

/** The file of the browser's own storage that stands for one on the disk. */
export const OWN_FILE = 'file-of-the-test.csv';

/**
 * A picker that nobody has to click: it gives `OWN_FILE`, whose handle is kept and comes back as one of the disk does. What the
 * browser answers when it is asked for permission is set by `answers`; who was asked stands in `__asked`.
 */
export const mockPicker = async (page: Page): Promise<void> => {
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
  }, OWN_FILE);
};

export const answers = (page: Page, known: string, answer: string): Promise<void> =>
  page.evaluate(
    ([a, b]) => {
      sessionStorage.setItem('__known', a ?? '');
      sessionStorage.setItem('__answer', b ?? '');
    },
    [known, answer],
  );

export const asked = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => Reflect.get(globalThis, '__asked') as string[]);

/** Writes the file anew. */
export const writeOwn = (page: Page, text: string): Promise<void> =>
  page.evaluate(async (content) => {
    const own = Reflect.get(globalThis, '__own') as () => Promise<FileSystemFileHandle>;
    const out = await (await own()).createWritable();
    await out.write(content);
    await out.close();
  }, text);

export const removeOwn = (page: Page): Promise<void> =>
  page.evaluate(async (name) => (await navigator.storage.getDirectory()).removeEntry(name), OWN_FILE);
