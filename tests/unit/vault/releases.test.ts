import { describe, expect, it } from 'vitest';
import { mustBeOk, ok } from '../../../src/lib/kernel/result';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { openIndexedDbPort } from '../../../src/lib/vault/indexeddb-port';
import { emptyCase } from '../case/sample';
import { NOTE, failureOf, opened } from './notes';
import { PORTS, freshBrowser } from './ports';
import { release } from './release-sample';

describe.each(PORTS)('releases on %s', (_name, openPort) => {
  it('are added once: the same again is fine, another text under the name is refused and nothing changes', async () => {
    const vault = new CaseVault(await openPort());
    const first = await release('2026.1', '{"a":1}');
    expect(mustBeOk(await vault.addRelease(first))).toEqual(first);
    mustBeOk(await vault.addRelease(first));
    const failure = failureOf(await vault.addRelease(await release('2026.1', '{"a":2}')));
    expect(failure.code).toBe('E_RELEASE_TAKEN');
    expect(mustBeOk(await vault.listReleases()).value).toEqual([first]);
  });

  it('refuses a text that is not what its hash says, coming in and when read', async () => {
    const port = await openPort();
    const vault = new CaseVault(port);
    const forged = { ...(await release('2026.1', '{"a":1}')), json: '{"a":9}' };
    expect(failureOf(await vault.addRelease(forged)).code).toBe('E_RELEASE_HASH');
    mustBeOk(
      await port.write(['releases'], async (transaction) => {
        await transaction.put('releases', '2026.1 虚构银行', forged);
        return ok(null);
      }),
    );
    mustBeOk(await vault.addRelease(await release('2026.2', '{}')));
    const listed = mustBeOk(await vault.listReleases());
    expect(listed.value.map(({ version }) => version)).toEqual(['2026.2']);
    expect(listed.failures.map(({ code }) => code)).toEqual(['E_RELEASE_DAMAGED']);
  });

  it('lists the latest first', async () => {
    const vault = new CaseVault(await openPort());
    for (const version of ['2026.2', '2026.3', '2026.1'])
      mustBeOk(await vault.addRelease(await release(version, `{"v":"${version}"}`)));
    expect(mustBeOk(await vault.listReleases()).value.map(({ version }) => version)).toEqual([
      '2026.3',
      '2026.2',
      '2026.1',
    ]);
  });

  it('keeps one draft, and a second tab cannot replace it unseen', async () => {
    const vault = new CaseVault(await openPort());
    expect(mustBeOk(await vault.getReleaseDraft())).toBeNull();
    expect(mustBeOk(await vault.putReleaseDraft({ text: '一', at: '10:00' }, 0))).toBe(1);
    expect(failureOf(await vault.putReleaseDraft({ text: '二', at: '10:01' }, 0)).code).toBe('E_CONFLICT');
    expect(mustBeOk(await vault.getReleaseDraft())?.text).toBe('一');
  });
});

it('a store of the first layout is brought up to date with its cases whole', async () => {
  freshBrowser();
  const old = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('zhiya-vault', 1);
    request.onupgradeneeded = () => {
      for (const store of ['cases', 'revisions', 'contents', 'bin', 'drafts', 'blobs'])
        request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
  });
  const head = new Promise((resolve) => {
    const transaction = old.transaction('drafts', 'readwrite');
    transaction.objectStore('drafts').put('旧', 'case-1');
    transaction.oncomplete = resolve;
  });
  await head;
  old.close();
  const port = mustBeOk(await openIndexedDbPort());
  expect(await port.read(['drafts'], async (t) => ok(await t.get('drafts', 'case-1')))).toEqual(ok('旧'));
  const vault = new CaseVault(port);
  mustBeOk(await vault.save(emptyCase(), 0, NOTE));
  mustBeOk(await vault.addRelease(await release('2026.1', '{}')));
  expect((await opened(vault, 'case-1')).revision.revision).toBe(1);
});
