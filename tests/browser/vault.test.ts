import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mustBeOk } from '../../src/lib/kernel/result';
import { CaseVault } from '../../src/lib/vault/case-vault';
import { DATABASE_PREFIX, DATABASE_VERSION } from '../../src/lib/vault/indexeddb-connection';
import { type IndexedDbOptions, openIndexedDbPort } from '../../src/lib/vault/indexeddb-port';
import { revisionKey } from '../../src/lib/vault/records';
import { emptyCase, fullCase } from '../unit/case/sample';
import { peek, plant } from '../unit/vault/failing-port';
import { NOTE, day, failureOf, opened } from '../unit/vault/notes';

/** The promises of the vault on a real IndexedDB. The same on a simulated one: `tests/unit/vault`. */

let name: string;
let vaults: CaseVault[];
beforeEach(() => {
  name = `test-${crypto.randomUUID()}`;
  vaults = [];
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const vault of vaults) vault.close();
  await new Promise<void>((resolve, reject) => {
    const removal = indexedDB.deleteDatabase(DATABASE_PREFIX + name);
    removal.onsuccess = () => resolve();
    removal.onerror = () => reject(removal.error ?? new Error('the test database could not be removed'));
  });
});

const openPort = async (options: IndexedDbOptions = {}) =>
  mustBeOk(await openIndexedDbPort({ name, ...options }));

const openVault = async (): Promise<CaseVault> => {
  const vault = new CaseVault(await openPort());
  vaults.push(vault);
  return vault;
};

describe('case vault in the browser', () => {
  it('saves, reads back, and finds everything again over a new connection', async () => {
    const vault = await openVault();
    const saved = mustBeOk(await vault.save(fullCase(), 0, NOTE));
    vault.close();
    const found = await opened(await openVault(), 'case-full');
    expect(found).toEqual({ caseRecord: fullCase(), revision: saved, expectedRevision: 1, inBin: false });
  });

  it('writes with strict durability', async () => {
    const used: string[] = [];
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const vault = await openVault();
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    mustBeOk(await vault.putDraft({ caseId: 'case-1', baseRevision: 1, at: '10:00', text: '草稿' }));
    mustBeOk(await vault.putBlob(new Uint8Array([1, 2, 3])));
    for (const { value } of transaction.mock.results)
      if (value instanceof IDBTransaction && value.mode === 'readwrite') used.push(value.durability);
    expect(used).toEqual(['strict', 'strict', 'strict']);
  });

  it('TAB-04 lets exactly one of several racing saves through, over connections of their own', async () => {
    const first = await openVault();
    mustBeOk(await first.save(fullCase(), 0, NOTE));
    const tabs = [first, await openVault(), await openVault()];
    for (let round = 1; round <= 5; round += 1) {
      const results = await Promise.all(
        tabs.map((tab, index) => tab.save({ ...fullCase(), title: `第 ${index} 页` }, round, NOTE)),
      );
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      for (const result of results) if (!result.ok) expect(result.failure.code).toBe('E_CONFLICT');
    }
    expect(await first.audit()).toEqual({ ok: true, value: [] });
  });

  it('STO-08 finds a changed revision by its hash and offers the last good one', async () => {
    const vault = await openVault();
    mustBeOk(await vault.save(fullCase(), 0, NOTE));
    mustBeOk(await vault.save({ ...fullCase(), title: '第二稿' }, 1, NOTE));
    const port = await openPort();
    const key = revisionKey('case-full', 2);
    await plant(port, 'contents', key, String(await peek(port, 'contents', key)).replace('第二稿', '第三稿'));
    port.close();
    expect(await vault.open('case-full')).toMatchObject({
      kind: 'damaged',
      failure: { code: 'E_REVISION_DAMAGED', path: '案卷 case-full › 修订 2' },
      lastGood: { caseRecord: fullCase(), expectedRevision: 2 },
    });
  });

  it('STO-09 brings a deleted case back whole', async () => {
    const vault = await openVault();
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    mustBeOk(await vault.moveToBin('case-1', 1, day('2026-11-20')));
    const after = await openVault();
    expect(mustBeOk(await after.list()).value).toMatchObject([{ deletedOn: '2026-11-20' }]);
    mustBeOk(await after.restoreFromBin('case-1'));
    expect((await opened(after, 'case-1')).inBin).toBe(false);
  });

  it('STO-05 keeps a draft, and attachments byte for byte', async () => {
    const vault = await openVault();
    mustBeOk(await vault.putDraft({ caseId: 'case-1', baseRevision: 0, at: '10:00', text: '半个\ud83d' }));
    const bytes = crypto.getRandomValues(new Uint8Array(65_536));
    const sha256 = mustBeOk(await vault.putBlob(bytes));
    const after = await openVault();
    expect(mustBeOk(await after.getDraft('case-1'))).toMatchObject({ at: '10:00', text: '半个\ud83d' });
    expect(mustBeOk(await after.getBlob(sha256))).toEqual(bytes);
  });

  it('TAB-05 TAB-06 gives way to a newer program, after keeping the draft, and says why it cannot save', async () => {
    let asked = 0;
    const port = await openPort({
      beforeYield: () => {
        asked += 1;
        return Promise.resolve();
      },
    });
    const vault = new CaseVault(port);
    vaults.push(vault);
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    const newer = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(DATABASE_PREFIX + name, DATABASE_VERSION + 1);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('open failed'));
    });
    newer.close();
    expect(asked).toBe(1);
    expect(failureOf(await vault.save(emptyCase(), 1, NOTE)).code).toBe('E_STORE_VERSION');
    expect(failureOf(await openIndexedDbPort({ name })).code).toBe('E_STORE_VERSION');
  });
});
