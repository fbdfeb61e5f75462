import { describe, expect, it } from 'vitest';
import { holds, keyIdOf, newSigningKey, sign } from '../../../src/lib/container/signature/web-key';
import { mustBeOk, ok } from '../../../src/lib/kernel/result';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { openIndexedDbPort } from '../../../src/lib/vault/indexeddb-port';
import { refusalOf } from '../../fixtures/refusal';
import { PORTS, freshBrowser } from './ports';
import { keptKeyOf } from './signing-key-sample';

describe.each(PORTS)('signing keys in %s', (_name, openPort) => {
  it('are kept as keys that sign and cannot be exported, in the order in which they were made', async () => {
    const vault = new CaseVault(await openPort());
    const [late, early] = [await keptKeyOf('虚构乙', '2026-11-21'), await keptKeyOf('虚构甲', '2026-11-20')];
    for (const key of [late, early, late]) mustBeOk(await vault.addSigningKey(key));
    const { value, failures } = mustBeOk(await vault.listSigningKeys());
    expect([value.map(({ name }) => name), failures]).toEqual([['虚构甲', '虚构乙'], []]);
    const [kept] = value;
    if (kept === undefined) throw new Error('a key was kept');
    const bytes = encodeUtf8('虚构');
    expect(await holds(early.publicKey, await sign(kept, bytes), bytes)).toBe(true);
    await expect(crypto.subtle.exportKey('pkcs8', kept.privateKey)).rejects.toThrow();
    mustBeOk(await vault.deleteSigningKey(early.id));
    mustBeOk(await vault.deleteSigningKey(early.id));
    expect(mustBeOk(await vault.listSigningKeys()).value.map(({ id }) => id)).toEqual([late.id]);
  });

  it('a key that could be exported, has no name or another id is not kept', async () => {
    const vault = new CaseVault(await openPort());
    const key = await keptKeyOf('虚构甲');
    const open = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    for (const wrong of [
      { privateKey: open.privateKey },
      { privateKey: open.publicKey },
      { name: '' },
      { id: await keyIdOf((await newSigningKey()).publicKey) },
    ])
      expect(refusalOf(await vault.addSigningKey({ ...key, ...wrong })).code).toBe('E_SIGNING_KEY');
    expect(mustBeOk(await vault.listSigningKeys())).toEqual({ value: [], failures: [] });
  });

  it('a damaged one is named beside the others', async () => {
    const port = await openPort();
    const vault = new CaseVault(port);
    const key = await keptKeyOf('虚构甲');
    mustBeOk(await vault.addSigningKey(key));
    mustBeOk(
      await port.write(['signingKeys'], async (transaction) => {
        await transaction.put('signingKeys', 'f'.repeat(64), key);
        await transaction.put('signingKeys', 'e'.repeat(64), { id: 'e'.repeat(64) });
        return ok(null);
      }),
    );
    const { value, failures } = mustBeOk(await vault.listSigningKeys());
    expect([value.map(({ id }) => id), failures.map(({ code }) => code)]).toEqual([
      [key.id],
      ['E_SIGNING_KEY', 'E_SIGNING_KEY'],
    ]);
  });
});

it('a store of layout 8 gets the place for signing keys, with what it holds whole', async () => {
  freshBrowser();
  const old = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('zhiya-vault', 8);
    request.onupgradeneeded = () => {
      for (const store of [
        ...['cases', 'revisions', 'contents', 'bin', 'drafts', 'blobs', 'releases', 'releaseDrafts'],
        ...['scans', 'scanBundles', 'scanFiles', 'assetFiles', 'catalogues', 'catalogueFiles'],
        ...['deskEntries', 'deskFingerprints', 'deskOpinions', 'deskSettings'],
        ...['documentTemplates', 'templateFiles'],
      ])
        request.result.createObjectStore(store);
    };
    request.onsuccess = () => {
      resolve(request.result);
    };
  });
  await new Promise((resolve) => {
    const transaction = old.transaction('drafts', 'readwrite');
    transaction.objectStore('drafts').put('旧', 'case-1');
    transaction.oncomplete = resolve;
  });
  old.close();
  const port = mustBeOk(await openIndexedDbPort());
  expect(await port.read(['drafts'], async (t) => ok(await t.get('drafts', 'case-1')))).toEqual(ok('旧'));
  const key = await keptKeyOf('虚构甲');
  expect(mustBeOk(await new CaseVault(port).addSigningKey(key)).id).toBe(key.id);
});
