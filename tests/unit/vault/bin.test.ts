import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { revisionKey } from '../../../src/lib/vault/records';
import { STORES, type StoragePort } from '../../../src/lib/vault/storage-port';
import { HASH_B, emptyCase } from '../case/sample';
import { plant } from './failing-port';
import { NOTE, day, failureOf, opened } from './notes';
import { PORTS } from './ports';

const DELETED = day('2026-11-20');

/** A case that names the given attachments. */
const withAttachments = (id: string, ...hashes: readonly string[]): CaseRecord => ({
  ...emptyCase(id),
  attachments: hashes.map((sha256, index) => ({
    id: `a-${index}`,
    name: `附件 ${index}`,
    bytes: 1,
    sha256,
    sm3: HASH_B,
    role: 'evidence',
  })),
});

describe.each(PORTS)('bin on %s', (_name, openPort) => {
  let port: StoragePort;
  let vault: CaseVault;
  beforeEach(async () => {
    port = await openPort();
    vault = new CaseVault(port);
  });

  it('STO-09 a case that was deleted comes back whole, also after a crash', async () => {
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    const saved = mustBeOk(await vault.save({ ...emptyCase(), title: '第二稿' }, 1, NOTE));
    mustBeOk(await vault.moveToBin('case-1', 2, DELETED));
    const afterCrash = new CaseVault(port);
    expect(mustBeOk(await afterCrash.list()).value).toMatchObject([{ caseId: 'case-1', deletedOn: DELETED }]);
    mustBeOk(await afterCrash.restoreFromBin('case-1'));
    expect(await opened(afterCrash, 'case-1')).toMatchObject({ revision: saved, inBin: false });
    expect(mustBeOk(await afterCrash.history('case-1')).value).toHaveLength(2);
    mustBeOk(await afterCrash.save({ ...emptyCase(), title: '第三稿' }, 2, NOTE));
  });

  it('refuses to delete what moved on, and what is not there', async () => {
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    mustBeOk(await vault.save({ ...emptyCase(), title: '第二稿' }, 1, NOTE));
    expect(failureOf(await vault.moveToBin('case-1', 1, DELETED)).code).toBe('E_CONFLICT');
    expect(failureOf(await vault.moveToBin('nowhere', 1, DELETED)).code).toBe('E_CASE_MISSING');
    expect(failureOf(await vault.restoreFromBin('nowhere')).code).toBe('E_CASE_MISSING');
    expect((await opened(vault, 'case-1')).inBin).toBe(false);
  });

  it('TAB-07 a save of a case deleted elsewhere is refused; saving it as new works', async () => {
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    mustBeOk(await new CaseVault(port).moveToBin('case-1', 1, DELETED));
    const failure = failureOf(await vault.save({ ...emptyCase(), title: '第二稿' }, 1, NOTE));
    expect(failure.code).toBe('E_CASE_DELETED');
    expect(failure.remedy).toContain('另存为新案卷');
    mustBeOk(await vault.save(emptyCase('case-1-copy'), 0, NOTE));
    mustBeOk(await new CaseVault(port).purge('case-1'));
    expect(failureOf(await vault.save(emptyCase(), 1, NOTE)).code).toBe('E_CASE_DELETED');
  });

  it('keeps a case 30 days and removes it on the 30th; a clock that ran ahead removes nothing early', async () => {
    for (const [id, on] of [
      ['old', '2026-11-20'],
      ['young', '2026-11-21'],
      ['future', '2027-11-20'],
    ] as const) {
      mustBeOk(await vault.save(emptyCase(id), 0, NOTE));
      mustBeOk(await vault.moveToBin(id, 1, day(on)));
    }
    // 2026-11-20 + 30 days = 2026-12-20 (November has 30 days)
    expect(mustBeOk(await vault.emptyBin(day('2026-12-19')))).toEqual({ value: [], failures: [] });
    expect(mustBeOk(await vault.emptyBin(day('2026-12-20')))).toEqual({ value: ['old'], failures: [] });
    expect(mustBeOk(await vault.list()).value.map(({ caseId }) => caseId)).toEqual(['future', 'young']);
  });

  it('keeps the day of the first deletion', async () => {
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    mustBeOk(await vault.moveToBin('case-1', 1, DELETED));
    mustBeOk(await vault.moveToBin('case-1', 1, day('2026-11-25')));
    expect(mustBeOk(await vault.list()).value[0]?.deletedOn).toBe(DELETED);
  });

  it('removes nothing that is not in the bin', async () => {
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    expect(failureOf(await vault.purge('case-1')).code).toBe('E_NOT_IN_BIN');
    await opened(vault, 'case-1');
  });

  it('removes all of a case, and only that', async () => {
    const own = mustBeOk(await vault.putBlob(new Uint8Array([1])));
    const shared = mustBeOk(await vault.putBlob(new Uint8Array([2])));
    const drafted = mustBeOk(await vault.putBlob(new Uint8Array([3])));
    const loose = mustBeOk(await vault.putBlob(new Uint8Array([4])));
    mustBeOk(await vault.save(withAttachments('gone', own, shared, drafted), 0, NOTE));
    mustBeOk(await vault.save(withAttachments('gone', own), 1, NOTE));
    mustBeOk(await vault.save(withAttachments('stays', shared), 0, NOTE));
    mustBeOk(await vault.putDraft({ caseId: 'gone', baseRevision: 2, at: '', text: own }));
    mustBeOk(
      await vault.putDraft({ caseId: 'stays', baseRevision: 1, at: '', text: `{"sha256":"${drafted}"}` }),
    );
    mustBeOk(await vault.moveToBin('gone', 2, DELETED));
    mustBeOk(await vault.purge('gone'));
    const left = await port.read(STORES, async (transaction) => {
      const found: string[] = [];
      for (const store of STORES)
        for (const key of await transaction.keys(store)) found.push(`${store} ${key}`);
      return { ok: true, value: found.sort() };
    });
    expect(left).toEqual({
      ok: true,
      value: [
        ...[shared, drafted, loose].map((sha256) => `blobs ${sha256}`),
        'cases stays',
        `contents ${revisionKey('stays', 1)}`,
        'drafts stays',
        `revisions ${revisionKey('stays', 1)}`,
      ].sort(),
    });
  });

  it('keeps attachments when a damaged record of another case might name them', async () => {
    const sha256 = mustBeOk(await vault.putBlob(new Uint8Array([1])));
    mustBeOk(await vault.save(withAttachments('gone', sha256), 0, NOTE));
    mustBeOk(await vault.save(emptyCase('stays'), 0, NOTE));
    await plant(port, 'revisions', revisionKey('stays', 1), 'damaged');
    mustBeOk(await vault.moveToBin('gone', 1, DELETED));
    mustBeOk(await vault.purge('gone'));
    expect((await vault.getBlob(sha256)).ok).toBe(true);
  });

  it('a case whose head is damaged can still be deleted', async () => {
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    await plant(port, 'cases', 'case-1', 'damaged');
    mustBeOk(await vault.moveToBin('case-1', 1, DELETED));
    mustBeOk(await vault.purge('case-1'));
    expect(await vault.open('case-1')).toMatchObject({ failure: { code: 'E_CASE_MISSING' } });
  });
});
