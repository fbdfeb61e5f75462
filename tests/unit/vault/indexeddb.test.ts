import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { DATABASE_VERSION, OPEN_LIMIT_MS } from '../../../src/lib/vault/indexeddb-connection';
import { type IndexedDbOptions, openIndexedDbPort } from '../../../src/lib/vault/indexeddb-port';
import { emptyCase } from '../case/sample';
import { manualTimer } from './manual-timer';
import { NOTE, day, failureOf, opened } from './notes';
import { freshBrowser } from './ports';

const DATABASE = 'zhiya-vault';
/** A layout that this program does not know. */
const NEWER = DATABASE_VERSION + 1;

beforeEach(freshBrowser);
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const openVault = async (options?: IndexedDbOptions): Promise<CaseVault> =>
  new CaseVault(mustBeOk(await openIndexedDbPort(options)));

/** A vault with one saved case, and the connection it holds. */
const vaultWithCase = async (options?: IndexedDbOptions) => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const vault = await openVault(options);
  mustBeOk(await vault.save(emptyCase(), 0, NOTE));
  const connection = transaction.mock.contexts.at(-1);
  if (connection === undefined) throw new Error('a connection must have been used');
  return { vault, transaction, connection };
};

const openRaw = (version: number): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('open failed'));
  });

const BACKING_STORE = 'Internal error opening backing store for indexedDB.open.';

/** `indexedDB.open` answers with a request that the test lets speak, or never. */
const stubOpen = (speak: (request: EventTarget) => void): void => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    const request = new IDBOpenDBRequest();
    const target = new EventTarget();
    Object.defineProperty(request, 'error', { value: new DOMException(BACKING_STORE, 'UnknownError') });
    for (const name of ['addEventListener', 'removeEventListener'] as const)
      Object.defineProperty(request, name, { value: target[name].bind(target) });
    queueMicrotask(() => speak(target));
    return request;
  });
};

describe('IndexedDB port', () => {
  it('writes every user-visible record with strict durability, under its own name', async () => {
    const { vault, transaction } = await vaultWithCase();
    mustBeOk(await vault.putDraft({ caseId: 'case-1', baseRevision: 1, at: '', text: '' }));
    mustBeOk(await vault.clearDraft('case-1'));
    mustBeOk(await vault.putBlob(new Uint8Array([1])));
    mustBeOk(await vault.moveToBin('case-1', 1, day('2026-11-20')));
    mustBeOk(await vault.restoreFromBin('case-1'));
    const writes = transaction.mock.calls.filter(([, mode]) => mode === 'readwrite');
    expect(writes).toHaveLength(6);
    for (const [, , options] of writes) expect(options).toEqual({ durability: 'strict' });
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual([DATABASE]);
  });

  it('keeps everything over a restart', async () => {
    const before = await openVault();
    mustBeOk(await before.save(emptyCase(), 0, NOTE));
    before.close();
    expect((await opened(await openVault(), 'case-1')).caseRecord).toEqual(emptyCase());
  });

  it('does not touch the databases of others', async () => {
    const request = indexedDB.open('another-app', 3);
    await new Promise((resolve) => (request.onsuccess = resolve));
    await openVault();
    const names = (await indexedDB.databases()).map(({ name, version }) => `${name} ${version}`);
    expect(names.sort()).toEqual(['another-app 3', `zhiya-vault ${DATABASE_VERSION}`]);
  });

  it('reports a full disk that shows only at the commit by its true cause', async () => {
    const { vault, transaction } = await vaultWithCase();
    transaction.mockRestore();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
      const abort: unknown = Reflect.get(this.transaction, '_abort');
      if (typeof abort === 'function') abort.call(this.transaction, 'QuotaExceededError');
      throw new DOMException('aborted', 'AbortError');
    });
    const failure = failureOf(await vault.save({ ...emptyCase(), title: '第二稿' }, 1, NOTE));
    expect(failure.code).toBe('E_QUOTA');
    vi.restoreAllMocks();
    expect((await opened(vault, 'case-1')).revision.revision).toBe(1);
    expect(mustBeOk(await vault.audit())).toEqual([]);
  });
});

describe('STO-03 a store that will not open', () => {
  it('made by a newer program: VersionError, said so, nothing deleted', async () => {
    (await openRaw(NEWER)).close();
    const failure = failureOf(await openIndexedDbPort());
    expect(failure.code).toBe('E_STORE_VERSION');
    expect(failure.message).toContain('较新版本的程序');
    expect(failure.remedy).toContain('不要清除浏览器数据');
    (await openRaw(NEWER)).close();
  });

  it('UnknownError', async () => {
    stubOpen((request) => request.dispatchEvent(new Event('error')));
    const failure = failureOf(await openIndexedDbPort({ timer: manualTimer() }));
    expect(failure.code).toBe('E_STORE_UNKNOWN');
    expect(failure.message).toContain(BACKING_STORE);
    expect(failure.remedy).toContain('打开备份文件');
  });

  it('blocked by an old tab: 5 s, then said so', async () => {
    const timer = manualTimer();
    stubOpen((request) => {
      request.dispatchEvent(new Event('blocked'));
      expect(timer.fireAll()).toEqual([OPEN_LIMIT_MS]);
    });
    const failure = failureOf(await openIndexedDbPort({ timer }));
    expect(failure.code).toBe('E_STORE_BLOCKED');
    expect(failure.remedy).toContain('关闭本程序的其他标签页');
  });

  it('never answers: 5 s, then said so; a late answer is closed again', async () => {
    const timer = manualTimer();
    const holder = await openRaw(DATABASE_VERSION);
    const removal = indexedDB.deleteDatabase(DATABASE); // waits for `holder`, and the open waits for it
    const opening = openIndexedDbPort({ timer });
    timer.fireAll();
    expect(failureOf(await opening).code).toBe('E_STORE_TIMEOUT');
    const closed = vi.spyOn(IDBDatabase.prototype, 'close');
    const removed = new Promise((resolve) => (removal.onsuccess = resolve));
    holder.close();
    await removed;
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(2));
  });

  it('refuses at once: SecurityError, or no database at all', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(failureOf(await openIndexedDbPort()).code).toBe('E_STORE_UNAVAILABLE');
    vi.stubGlobal('indexedDB', undefined);
    expect(failureOf(await openIndexedDbPort()).code).toBe('E_STORE_UNAVAILABLE');
  });
});

describe('STO-06 a lost connection', () => {
  const closing = (): never => {
    throw new DOMException('The database connection is closing.', 'InvalidStateError');
  };

  it('is reopened once, unseen', async () => {
    const { vault, transaction } = await vaultWithCase();
    const before = transaction.mock.calls.length;
    transaction.mockImplementationOnce(closing);
    expect((await opened(vault, 'case-1')).revision.revision).toBe(1);
    expect(transaction.mock.calls.length).toBeGreaterThan(before + 1);
  });

  it('is loud when it is lost again', async () => {
    const { vault, transaction } = await vaultWithCase();
    transaction.mockImplementation(closing);
    const failure = failureOf(await vault.putDraft({ caseId: 'case-1', baseRevision: 1, at: '', text: '' }));
    expect(failure.code).toBe('E_CONNECTION_LOST');
    expect(failure.message).toContain('不能确认已保存');
    expect(failure.remedy).toContain('下载备份文件');
  });

  it('is recognised when Safari calls it UnknownError', async () => {
    const { vault, transaction } = await vaultWithCase();
    transaction.mockImplementationOnce(() => {
      const text = 'Connection to Indexed Database server lost. Refresh the page to try again';
      throw new DOMException(text, 'UnknownError');
    });
    expect((await opened(vault, 'case-1')).revision.revision).toBe(1);
  });

  it('is reopened after the browser closed it', async () => {
    const { vault, transaction, connection } = await vaultWithCase();
    Reflect.apply(forceCloseDatabase, undefined, [connection]);
    transaction.mockClear();
    expect(mustBeOk(await vault.save({ ...emptyCase(), title: '第二稿' }, 1, NOTE)).revision).toBe(2);
    expect(transaction.mock.contexts).not.toContain(connection);
  });

  it('in the middle of a save: the save is run again as a whole, and only once', async () => {
    const { vault } = await vaultWithCase();
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(closing);
    expect(mustBeOk(await vault.save({ ...emptyCase(), title: '第二稿' }, 1, NOTE)).revision).toBe(2);
    expect(mustBeOk(await vault.history('case-1')).value).toHaveLength(2);
    expect(mustBeOk(await vault.audit())).toEqual([]);
  });

  it('in the middle of a save, when the browser only says “aborted”: the same', async () => {
    const { vault } = await vaultWithCase();
    const add = Reflect.get(IDBObjectStore.prototype, 'add');
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(function (
      this: IDBObjectStore,
      ...values
    ) {
      const request = add.apply(this, values);
      this.transaction.abort();
      return request;
    });
    expect(mustBeOk(await vault.save({ ...emptyCase(), title: '第二稿' }, 1, NOTE)).revision).toBe(2);
    expect(mustBeOk(await vault.history('case-1')).value).toHaveLength(2);
    expect(mustBeOk(await vault.audit())).toEqual([]);
  });

  it('is loud when the browser aborts again', async () => {
    const { vault } = await vaultWithCase();
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('', 'AbortError');
    });
    const failure = failureOf(await vault.save({ ...emptyCase(), title: '第二稿' }, 1, NOTE));
    expect(failure.code).toBe('E_STORE_ABORTED');
    expect(failure.message).toContain('没有保存');
    expect((await opened(vault, 'case-1')).revision.revision).toBe(1);
  });

  it('is final once the vault was closed', async () => {
    const { vault } = await vaultWithCase();
    vault.close();
    expect(failureOf(await vault.list()).code).toBe('E_CONNECTION_LOST');
  });
});

describe('a newer program in another tab', () => {
  it('TAB-05 gets the store: this tab keeps its draft, closes, and says why it cannot save', async () => {
    const port = mustBeOk(
      await openIndexedDbPort({
        beforeYield: async () => {
          mustBeOk(await vault.putDraft({ caseId: 'case-1', baseRevision: 1, at: '10:00', text: '未保存' }));
        },
      }),
    );
    const vault = new CaseVault(port);
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    const newer = await openRaw(NEWER);
    const draft = await new Promise((resolve) => {
      const request = newer.transaction('drafts').objectStore('drafts').get('case-1');
      request.onsuccess = () => resolve(request.result);
    });
    expect(draft).toMatchObject({ text: '未保存' });
    const failure = failureOf(await vault.save({ ...emptyCase(), title: '第二稿' }, 1, NOTE));
    expect(failure.code).toBe('E_STORE_VERSION');
    const draftFailure = failureOf(await vault.clearDraft('case-1'));
    expect(draftFailure.message).toContain('不能确认已保存');
    expect(draftFailure.remedy).toContain('下载备份文件');
    newer.close();
  });

  it('TAB-05 gets the store even when keeping the draft never ends', async () => {
    const timer = manualTimer();
    const asked = new Promise<void>((resolve) => {
      void openIndexedDbPort({
        timer,
        beforeYield: () => {
          resolve();
          return new Promise(() => undefined);
        },
      }).then(async (port) => {
        const newer = openRaw(NEWER);
        await asked;
        timer.fireAll();
        (await newer).close();
        mustBeOk(port).close();
      });
    });
    await asked;
    await vi.waitFor(async () => {
      const [database] = await indexedDB.databases();
      expect(database?.version).toBe(NEWER);
    });
  });

  it('TAB-06 an older program cannot write into a newer store', async () => {
    const { vault } = await vaultWithCase();
    vault.close();
    (await openRaw(NEWER)).close();
    expect(failureOf(await openIndexedDbPort()).code).toBe('E_STORE_VERSION');
  });
});
