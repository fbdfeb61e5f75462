import { beforeEach, describe, expect, it } from 'vitest';
import { NO_SETTINGS } from '../../../src/lib/case/desk/settings';
import { mustBeOk, ok } from '../../../src/lib/kernel/result';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { openIndexedDbPort } from '../../../src/lib/vault/indexeddb-port';
import type { StoragePort } from '../../../src/lib/vault/storage-port';
import { deskEntryOf, deskOpinionOf as opinion, idOf } from '../../fixtures/desk-entry';
import { fingerprintOf, saltOf } from '../../fixtures/fingerprint';
import { refusalOf } from '../../fixtures/refusal';
import { PORTS, freshBrowser } from './ports';

describe.each(PORTS)('the desk in %s', (_name, openPort) => {
  let port: StoragePort;
  let vault: CaseVault;
  beforeEach(async () => {
    port = await openPort();
    vault = new CaseVault(port);
  });

  it('registers what was seen; seen again it counts, and what a person typed stays', async () => {
    const seen = deskEntryOf(1);
    const first = mustBeOk(await vault.desk.register(seen, [], '2026-11-20 10:00'));
    expect([first.before, first.entry.times]).toEqual([null, 1]);
    mustBeOk(await vault.desk.update(seen.id, (entry) => ({ ...entry, bank: '改过的虚构银行' })));
    const again = mustBeOk(
      await vault.desk.register({ ...seen, fileName: '另一名.zip' }, [], '2026-11-21 09:00'),
    );
    expect(again.before?.fileName).toBe('虚构包1.zip');
    expect(again.entry).toMatchObject({
      fileName: '另一名.zip',
      bank: '改过的虚构银行',
      firstSeen: '2026-11-20 10:00',
      lastSeen: '2026-11-21 09:00',
      times: 2,
    });
    expect(mustBeOk(await vault.desk.entries()).value).toEqual([again.entry]);
  });

  it('refuses what the schema refuses, and leaves the entry as it was', async () => {
    const seen = deskEntryOf(1);
    mustBeOk(await vault.desk.register(seen, [], '2026-11-20 10:00'));
    expect(
      refusalOf(await vault.desk.update(seen.id, (entry) => ({ ...entry, receivedOn: '2026-02-30' }))).code,
    ).toBe('E_DESK_ENTRY');
    expect(mustBeOk(await vault.desk.entries()).value[0]?.receivedOn).toBeNull();
    expect(refusalOf(await vault.desk.update(idOf(9), (entry) => entry)).code).toBe('E_DESK_ENTRY');
  });

  it('what could not be read again is not written', async () => {
    const seen = deskEntryOf(1, {}, { previous: 'x'.repeat(600) });
    expect(refusalOf(await vault.desk.register(seen, [], '2026-11-20 10:00')).code).toBe('E_DESK_ENTRY');
    expect(mustBeOk(await vault.desk.entries())).toEqual({ value: [], failures: [] });
  });

  it('a damaged entry is named beside the good ones', async () => {
    mustBeOk(await vault.desk.register(deskEntryOf(1), [], '2026-11-20 10:00'));
    mustBeOk(
      await port.write(['deskEntries'], async (transaction) => {
        await transaction.put('deskEntries', idOf(2), { id: idOf(2) });
        return ok(null);
      }),
    );
    const { value, failures } = mustBeOk(await vault.desk.entries());
    expect([value.length, failures.map(({ code }) => code)]).toEqual([1, ['E_DESK_ENTRY']]);
  });

  it('keeps fingerprints by salt and gives them up with their entry', async () => {
    const [one, two] = [await saltOf(1), await saltOf(99)];
    const rows = 'a,b\n1,2\n';
    const print = (entry: number, salt: typeof one) => ({
      entry: idOf(entry),
      title: '虚构数据',
      fingerprint: fingerprintOf(rows, 2, salt),
    });
    const [mine, theirs] = [print(1, one), print(2, two)];
    mustBeOk(await vault.desk.register(deskEntryOf(1), [mine], '2026-11-20 10:00'));
    mustBeOk(await vault.desk.register(deskEntryOf(2), [theirs], '2026-11-20 10:00'));
    const { saltId } = mine.fingerprint;
    expect(mustBeOk(await vault.desk.fingerprintsUnder(saltId))).toEqual([mine]);
    expect([...mustBeOk(await vault.desk.fingerprintSalts()).values()]).toEqual([1, 1]);
    mustBeOk(await vault.desk.remove(idOf(1)));
    expect(mustBeOk(await vault.desk.fingerprints())).toEqual([theirs]);
    expect(mustBeOk(await vault.desk.entries()).value.map(({ id }) => id)).toEqual([idOf(2)]);
  });

  it('an import adds what is new and changes nothing that is here', async () => {
    mustBeOk(await vault.desk.register(deskEntryOf(1), [], '2026-11-20 10:00'));
    const counted = mustBeOk(
      await vault.desk.importEntries([deskEntryOf(1, { bank: '别处的' }), deskEntryOf(2)], []),
    );
    expect(counted).toEqual({ added: 1, known: 1 });
    const entries = mustBeOk(await vault.desk.entries()).value;
    expect(entries.find(({ id }) => id === idOf(1))?.bank).not.toBe('别处的');
  });

  it('an import leaves the fingerprints of a known entry alone', async () => {
    const salt = await saltOf(1);
    const print = (entry: number, text: string) => ({
      entry: idOf(entry),
      title: '虚构数据',
      fingerprint: fingerprintOf(text, 2, salt),
    });
    const mine = print(1, 'a,b\n1,2\n');
    mustBeOk(await vault.desk.register(deskEntryOf(1), [mine], '2026-11-20 10:00'));
    const [forged, added, stray] = [print(1, 'a,b\n9,9\n'), print(2, 'a,b\n3,4\n'), print(3, 'a,b\n5,6\n')];
    mustBeOk(await vault.desk.importEntries([deskEntryOf(1), deskEntryOf(2)], [forged, added, stray]));
    expect(mustBeOk(await vault.desk.fingerprints())).toEqual([mine, added]);
  });

  it('opinions are only added, each after the one before', async () => {
    const first = await opinion(null);
    mustBeOk(await vault.desk.addOpinion(first));
    mustBeOk(await vault.desk.addOpinion(first)); // a retry
    expect(refusalOf(await vault.desk.addOpinion(await opinion(null, '建议受理'))).code).toBe('E_CONFLICT');
    const second = await opinion(first.sha256, '建议受理');
    mustBeOk(await vault.desk.addOpinion(second));
    mustBeOk(await vault.desk.addOpinion(await opinion(null, '建议补正', idOf(2))));
    expect(mustBeOk(await vault.desk.opinions(idOf(1)))).toEqual({ value: [first, second], failures: [] });
    expect(mustBeOk(await vault.desk.allOpinions()).value).toHaveLength(3);
    expect(refusalOf(await vault.desk.addOpinion({ ...second, by: '别人' })).code).toBe('E_OPINION_HASH');
  });

  it('a changed or a missing opinion is named', async () => {
    const first = await opinion(null);
    const second = await opinion(first.sha256, '建议受理');
    mustBeOk(await vault.desk.addOpinion(first));
    mustBeOk(await vault.desk.addOpinion(second));
    const key = `${idOf(1)}/000001`;
    const put = (value: unknown) =>
      port.write(['deskOpinions'], async (transaction) => {
        if (value === null) await transaction.delete('deskOpinions', key);
        else await transaction.put('deskOpinions', key, value);
        return ok(null);
      });
    const codes = async () => mustBeOk(await vault.desk.opinions(idOf(1))).failures.map(({ code }) => code);
    mustBeOk(await put({ ...first, by: '别人' }));
    expect(await codes()).toEqual(['E_OPINION_DAMAGED', 'E_OPINION_CHAIN']);
    mustBeOk(await put(null));
    expect(await codes()).toEqual(['E_OPINION_CHAIN']);
  });

  it('settings are those of a fresh desk until somebody sets them', async () => {
    expect(mustBeOk(await vault.desk.settings())).toEqual(NO_SETTINGS);
    const settings = {
      ...NO_SETTINGS,
      service: [{ office: '', channel: 'online' as const, days: 3, source: '虚构' }],
    };
    mustBeOk(await vault.desk.putSettings(settings));
    expect(mustBeOk(await vault.desk.settings())).toEqual(settings);
  });
});

it('a store of layout 6 gets the place for the desk, with what it holds whole', async () => {
  freshBrowser();
  const old = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('zhiya-vault', 6);
    request.onupgradeneeded = () => {
      for (const store of [
        ...['cases', 'revisions', 'contents', 'bin', 'drafts', 'blobs', 'releases', 'releaseDrafts'],
        ...['scans', 'scanBundles', 'scanFiles', 'assetFiles', 'catalogues', 'catalogueFiles'],
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
  mustBeOk(await new CaseVault(port).desk.register(deskEntryOf(1), [], '2026-11-20 10:00'));
});
