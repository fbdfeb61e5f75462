import { describe, expect, it } from 'vitest';
import { mustBeOk, ok } from '../../../src/lib/kernel/result';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { DATABASE_VERSION } from '../../../src/lib/vault/indexeddb-connection';
import { openIndexedDbPort } from '../../../src/lib/vault/indexeddb-port';
import { emptyCase } from '../case/sample';
import { catalogue } from './catalogue-sample';
import { NOTE, day, failureOf } from './notes';
import { PORTS, freshBrowser } from './ports';

describe.each(PORTS)('catalogues on %s', (_name, openPort) => {
  it('are kept byte for byte, several of them, latest first', async () => {
    const vault = new CaseVault(await openPort());
    const [a, b] = [await catalogue('甲'), await catalogue('乙', '2026-11-23 09:00')];
    expect(mustBeOk(await vault.putCatalogue(a.head, a.bytes))).toEqual(a.head);
    mustBeOk(await vault.putCatalogue(b.head, b.bytes));
    expect(mustBeOk(await vault.listCatalogues())).toEqual({ value: [b.head, a.head], failures: [] });
    expect(mustBeOk(await vault.getCatalogueFile(a.head.sha256))).toEqual(a.bytes);
  });

  it('another reading of the same file takes the place of the first', async () => {
    const vault = new CaseVault(await openPort());
    const { head, bytes } = await catalogue('甲');
    mustBeOk(await vault.putCatalogue(head, bytes));
    const again = { ...head, answers: '{"moneyUnits":{"3":"wan"}}', products: 2 };
    mustBeOk(await vault.putCatalogue(again, bytes));
    expect(mustBeOk(await vault.listCatalogues()).value).toEqual([again]);
  });

  it('bytes that are not what the head says are refused', async () => {
    const vault = new CaseVault(await openPort());
    const { head } = await catalogue('甲');
    const { bytes } = await catalogue('乙');
    expect(failureOf(await vault.putCatalogue(head, bytes)).code).toBe('E_CATALOGUE_HASH');
    expect(mustBeOk(await vault.listCatalogues()).value).toEqual([]);
  });

  it('damage is named: a head beside the others, a file when it is asked for', async () => {
    const port = await openPort();
    const vault = new CaseVault(port);
    const { head, bytes } = await catalogue('甲');
    mustBeOk(await vault.putCatalogue(head, bytes));
    mustBeOk(
      await port.write(['catalogues', 'catalogueFiles'], async (transaction) => {
        await transaction.put('catalogues', 'f'.repeat(64), { ...head });
        await transaction.put('catalogueFiles', head.sha256, new Uint8Array([1]));
        return ok(null);
      }),
    );
    const listed = mustBeOk(await vault.listCatalogues());
    expect([listed.value.length, listed.failures.map(({ code }) => code)]).toEqual([
      1,
      ['E_CATALOGUE_DAMAGED'],
    ]);
    expect(failureOf(await vault.getCatalogueFile(head.sha256)).code).toBe('E_CATALOGUE_DAMAGED');
    expect(failureOf(await vault.getCatalogueFile('e'.repeat(64))).code).toBe('E_CATALOGUE_MISSING');
  });

  it('go alone: with no case, and no case with them', async () => {
    const vault = new CaseVault(await openPort());
    const { head, bytes } = await catalogue('甲');
    mustBeOk(await vault.putCatalogue(head, bytes));
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    mustBeOk(await vault.moveToBin('case-1', 1, day('2026-11-20')));
    mustBeOk(await vault.purge('case-1'));
    expect(mustBeOk(await vault.getCatalogueFile(head.sha256))).toEqual(bytes);
    mustBeOk(await vault.deleteCatalogue(head.sha256));
    mustBeOk(await vault.deleteCatalogue(head.sha256));
    expect(mustBeOk(await vault.listCatalogues()).value).toEqual([]);
    expect(failureOf(await vault.getCatalogueFile(head.sha256)).code).toBe('E_CATALOGUE_MISSING');
  });
});

it('a store of layout 5 gets the place for catalogues, with what it holds whole', async () => {
  freshBrowser();
  const old = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('zhiya-vault', 5);
    request.onupgradeneeded = () => {
      for (const store of [
        ...['cases', 'revisions', 'contents', 'bin', 'drafts', 'blobs', 'releases', 'releaseDrafts'],
        ...['scans', 'scanBundles', 'scanFiles', 'assetFiles'],
      ])
        request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
  });
  await new Promise((resolve) => {
    const transaction = old.transaction('drafts', 'readwrite');
    transaction.objectStore('drafts').put('旧', 'case-1');
    transaction.oncomplete = resolve;
  });
  old.close();
  const port = mustBeOk(await openIndexedDbPort());
  expect(DATABASE_VERSION).toBe(9);
  expect(await port.read(['drafts'], async (t) => ok(await t.get('drafts', 'case-1')))).toEqual(ok('旧'));
  const vault = new CaseVault(port);
  expect(mustBeOk(await vault.listCatalogues()).value).toEqual([]);
  const { head, bytes } = await catalogue('甲');
  mustBeOk(await vault.putCatalogue(head, bytes));
  expect(mustBeOk(await vault.getCatalogueFile(head.sha256))).toEqual(bytes);
});
