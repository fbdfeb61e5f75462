import { beforeEach, describe, expect, it } from 'vitest';
import { caseJson } from '../../../src/lib/case/case-json';
import { CASE_SCHEMA, type CaseRecord } from '../../../src/lib/case/case-record';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { revisionKey } from '../../../src/lib/vault/records';
import { headOf, sealRevision } from '../../../src/lib/vault/revision';
import type { StoragePort, StoreName } from '../../../src/lib/vault/storage-port';
import { emptyCase, fullCase } from '../case/sample';
import { peek, plant, watchedPort } from './failing-port';
import { NOTE, day, failureOf, opened } from './notes';
import { PORTS } from './ports';

const titled = (record: CaseRecord, title: string): CaseRecord => ({ ...record, title });

describe.each(PORTS)('case vault on %s', (_name, openPort) => {
  let port: StoragePort;
  let vault: CaseVault;
  beforeEach(async () => {
    port = await openPort();
    vault = new CaseVault(port);
  });

  it('saves, opens and verifies', async () => {
    const saved = mustBeOk(await vault.save(fullCase(), 0, NOTE));
    expect(saved).toMatchObject({ caseId: 'case-full', revision: 1, previous: null, ...NOTE });
    expect(saved.attachments).toEqual(['a'.repeat(64)]);
    const found = await opened(vault, 'case-full');
    expect(found).toEqual({ caseRecord: fullCase(), revision: saved, expectedRevision: 1, inBin: false });
    expect(await vault.audit()).toEqual({ ok: true, value: [] });
  });

  it('only ever adds revisions, each naming the one before', async () => {
    const first = mustBeOk(await vault.save(fullCase(), 0, NOTE));
    const text = await peek(port, 'contents', revisionKey('case-full', 1));
    const second = mustBeOk(
      await vault.save(titled(fullCase(), '第二稿'), 1, { ...NOTE, message: '改标题' }),
    );
    expect(second).toMatchObject({ revision: 2, previous: first.sha256, message: '改标题' });
    expect(await peek(port, 'contents', revisionKey('case-full', 1))).toBe(text);
    expect(mustBeOk(await vault.history('case-full'))).toEqual({ value: [second, first], failures: [] });
    expect(mustBeOk(await vault.openRevision('case-full', 1))).toMatchObject({
      caseRecord: fullCase(),
      expectedRevision: 2,
    });
    expect((await opened(vault, 'case-full')).caseRecord.title).toBe('第二稿');
  });

  it('TAB-04 refuses a save that is based on an older revision, and loses neither side', async () => {
    const [here, there] = [vault, new CaseVault(port)];
    mustBeOk(await here.save(fullCase(), 0, NOTE));
    mustBeOk(await there.save(titled(fullCase(), '另一页'), 1, NOTE));
    const failure = failureOf(await here.save(titled(fullCase(), '本页'), 1, NOTE));
    expect(failure).toMatchObject({ code: 'E_CONFLICT', path: '案卷 case-full › 修订 2' });
    expect(failure.remedy).toContain('另存为新案卷');
    expect((await opened(here, 'case-full')).caseRecord.title).toBe('另一页');
    mustBeOk(await here.save({ ...titled(fullCase(), '本页'), id: 'case-copy' }, 0, NOTE));
  });

  it('TAB-04 lets exactly one of several racing saves through, round after round', async () => {
    mustBeOk(await vault.save(fullCase(), 0, NOTE));
    for (let round = 1; round <= 5; round += 1) {
      const racers = ['甲', '乙', '丙', '丁'].map((title) =>
        new CaseVault(port).save(titled(fullCase(), title), round, NOTE),
      );
      const results = await Promise.all(racers);
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      for (const result of results) if (!result.ok) expect(result.failure.code).toBe('E_CONFLICT');
    }
    expect((await opened(vault, 'case-full')).expectedRevision).toBe(6);
    expect(await vault.audit()).toEqual({ ok: true, value: [] });
  });

  it('refuses a second save of the same content against the same revision: only its own retry is recognised', async () => {
    mustBeOk(await vault.save(fullCase(), 0, NOTE));
    expect(failureOf(await vault.save(fullCase(), 0, NOTE)).code).toBe('E_CONFLICT');
  });

  it('refuses what could not be opened again, before anything is written', async () => {
    const half = failureOf(await vault.save(titled(emptyCase(), '\ud83d'), 0, NOTE));
    expect(half).toMatchObject({ code: 'E_SURROGATE', path: '$.title' });
    const bad = failureOf(await vault.save({ ...emptyCase(), valuationDate: '2026-02-30' }, 0, NOTE));
    expect(bad).toMatchObject({ code: 'E_VALUE', path: '$.valuationDate' });
    for (const message of ['x'.repeat(501), '\udc00'])
      expect(failureOf(await vault.save(emptyCase(), 0, { ...NOTE, message })).code).toBe('E_VALUE');
    expect(mustBeOk(await vault.list()).value).toEqual([]);
  });

  it('says so when there is no such case or revision', async () => {
    expect(await vault.open('nowhere')).toMatchObject({
      kind: 'failed',
      failure: { code: 'E_CASE_MISSING' },
    });
    expect(failureOf(await vault.openRevision('nowhere', 1)).code).toBe('E_CASE_MISSING');
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    expect(failureOf(await vault.openRevision('case-1', 2)).code).toBe('E_REVISION_MISSING');
    expect(failureOf(await vault.save(emptyCase('other'), 3, NOTE)).code).toBe('E_CASE_DELETED');
  });

  it('keeps cases apart whose ids begin alike', async () => {
    for (const id of ['a', 'a-1', 'a.b', 'a0', 'ab']) mustBeOk(await vault.save(emptyCase(id), 0, NOTE));
    mustBeOk(await vault.save(titled(emptyCase('a'), '改'), 1, NOTE));
    expect(mustBeOk(await vault.history('a')).value.map(({ revision }) => revision)).toEqual([2, 1]);
    expect(mustBeOk(await vault.list()).value.map(({ caseId, revision }) => [caseId, revision])).toEqual([
      ['a', 2],
      ['a-1', 1],
      ['a.b', 1],
      ['a0', 1],
      ['ab', 1],
    ]);
  });

  it('STO-15 lists from the summaries alone, without touching a revision', async () => {
    mustBeOk(await vault.save(fullCase(), 0, NOTE));
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    mustBeOk(await vault.moveToBin('case-1', 1, day('2026-11-21')));
    const seen = new Set<StoreName>();
    const { value, failures } = mustBeOk(await new CaseVault(watchedPort(port, seen)).list());
    expect([...seen].sort()).toEqual(['bin', 'cases']);
    expect(failures).toEqual([]);
    expect(value.map(({ caseId, deletedOn }) => [caseId, deletedOn])).toEqual([
      ['case-1', '2026-11-21'],
      ['case-full', null],
    ]);
    expect(value[1]).toMatchObject({
      enterprise: '虚构科技有限公司',
      fictional: true,
      mode: 'bank',
      revision: 1,
    });
  });

  it('lists the good cases beside one whose summary is damaged', async () => {
    mustBeOk(await vault.save(emptyCase('a'), 0, NOTE));
    mustBeOk(await vault.save(emptyCase('b'), 0, NOTE));
    await plant(port, 'cases', 'a', { caseId: 'a', title: 7 });
    const { value, failures } = mustBeOk(await vault.list());
    expect(value.map(({ caseId }) => caseId)).toEqual(['b']);
    expect(failures).toMatchObject([{ code: 'E_HEAD_DAMAGED', path: '案卷 a' }]);
  });

  it('VER-04 shows an intact revision of a newer program read-only, with its raw text', async () => {
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    const text = caseJson(emptyCase()).replace(CASE_SCHEMA, 'zhiya.case/999');
    const { sha256 } = (await opened(vault, 'case-1')).revision;
    const bytes = encodeUtf8(text);
    const written = { text, sha256: await sha256Hex(bytes), bytes: bytes.length };
    const newer = await sealRevision(emptyCase(), written, { revision: 2, previous: sha256 }, NOTE);
    await plant(port, 'contents', revisionKey('case-1', 2), text);
    await plant(port, 'revisions', revisionKey('case-1', 2), newer);
    await plant(port, 'cases', 'case-1', headOf(emptyCase(), newer));
    expect(await vault.open('case-1')).toMatchObject({
      kind: 'unreadable',
      failure: { code: 'E_NEWER' },
      revision: { text, record: newer },
    });
    expect(failureOf(await vault.save(emptyCase(), 1, NOTE)).code).toBe('E_CONFLICT');
    expect(await vault.audit()).toEqual({ ok: true, value: [] });
  });
});
