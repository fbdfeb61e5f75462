import { beforeEach, describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import type { StoragePort } from '../../../src/lib/vault/storage-port';
import { peek, peekRecord, plant } from './failing-port';
import { failureOf } from './notes';
import { PORTS } from './ports';

const DRAFT = { caseId: 'case-1', baseRevision: 3, at: '2026-11-20 10:00:02', text: '{"title":"打到一半' };

describe.each(PORTS)('drafts on %s', (_name, openPort) => {
  let port: StoragePort;
  let vault: CaseVault;
  beforeEach(async () => {
    port = await openPort();
    vault = new CaseVault(port);
  });

  it('STO-05 a draft is there after a crash, with its time and the revision it was begun from', async () => {
    mustBeOk(await vault.putDraft(DRAFT));
    const restored = mustBeOk(await new CaseVault(port).getDraft('case-1'));
    expect(restored).toMatchObject(DRAFT);
    expect(mustBeOk(await vault.getDraft('case-2'))).toBeNull();
  });

  it('keeps any text a form can hold, half characters included', async () => {
    const text = 'a\ud83d\u0000"\\';
    mustBeOk(await vault.putDraft({ ...DRAFT, text }));
    expect(mustBeOk(await vault.getDraft('case-1'))?.text).toBe(text);
  });

  it('is cleared after a save, unless it moved on meanwhile', async () => {
    const saved = mustBeOk(await vault.putDraft(DRAFT));
    const later = mustBeOk(await vault.putDraft({ ...DRAFT, text: '继续打字' }));
    mustBeOk(await vault.clearDraft('case-1', saved.sha256));
    expect(mustBeOk(await vault.getDraft('case-1'))).toEqual(later);
    mustBeOk(await vault.clearDraft('case-1', later.sha256));
    expect(mustBeOk(await vault.getDraft('case-1'))).toBeNull();
    mustBeOk(await vault.putDraft(DRAFT));
    mustBeOk(await vault.clearDraft('case-1'));
    expect(mustBeOk(await vault.getDraft('case-1'))).toBeNull();
  });

  it.each([
    ['text', { text: '{"title":"打到一边' }],
    ['baseRevision', { baseRevision: 2 }],
    ['at', { at: '2026-11-20 10:00:03' }],
    ['caseId', { caseId: 'case-2' }],
    ['extra', { extra: 1 }],
  ])('STO-08 a draft whose %s changed is not offered as good', async (_field, change) => {
    mustBeOk(await vault.putDraft(DRAFT));
    await plant(port, 'drafts', 'case-1', { ...(await peekRecord(port, 'drafts', 'case-1')), ...change });
    expect(failureOf(await vault.getDraft('case-1'))).toMatchObject({
      code: 'E_DRAFT_DAMAGED',
      path: '案卷 case-1',
    });
    mustBeOk(await vault.putDraft(DRAFT));
    expect(mustBeOk(await vault.getDraft('case-1'))?.text).toBe(DRAFT.text);
  });
});

describe.each(PORTS)('attachments on %s', (_name, openPort) => {
  let port: StoragePort;
  let vault: CaseVault;
  beforeEach(async () => {
    port = await openPort();
    vault = new CaseVault(port);
  });

  // FIPS 180-2, B.1: SHA-256 of "abc"
  const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('are named by the SHA-256 of their bytes and come back byte for byte', async () => {
    expect(mustBeOk(await vault.putBlob(bytes('abc')))).toBe(ABC);
    expect(mustBeOk(await vault.getBlob(ABC))).toEqual(bytes('abc'));
    expect(mustBeOk(await vault.putBlob(bytes('abc')))).toBe(ABC);
    expect(mustBeOk(await vault.putBlob(new Uint8Array()))).toMatch(/^e3b0c442/);
  });

  it('store a view without the buffer behind it', async () => {
    const whole = bytes('xxabcxx');
    expect(mustBeOk(await vault.putBlob(whole.subarray(2, 5)))).toBe(ABC);
    const stored = await peek(port, 'blobs', ABC);
    expect(stored instanceof Uint8Array && stored.buffer.byteLength).toBe(3);
  });

  it('say when they are not here', async () => {
    expect(failureOf(await vault.getBlob(ABC))).toMatchObject({ code: 'E_BLOB_MISSING' });
  });

  it('STO-08 are refused when a bit changed, and replaced when the right bytes come again', async () => {
    mustBeOk(await vault.putBlob(bytes('abc')));
    for (const wrong of [bytes('abb'), 'abc', [97, 98, 99], null]) {
      await plant(port, 'blobs', ABC, wrong);
      expect(failureOf(await vault.getBlob(ABC))).toMatchObject({ code: 'E_BLOB_DAMAGED' });
    }
    mustBeOk(await vault.putBlob(bytes('abc')));
    expect(mustBeOk(await vault.getBlob(ABC))).toEqual(bytes('abc'));
  });

  it('are not called stored when they read back differently', async () => {
    const lying: StoragePort = {
      read: (stores, body) => port.read(stores, body),
      write: (stores, body) =>
        port.write(stores, (inner) =>
          body({ ...inner, put: (store, key) => inner.put(store, key, bytes('abx')) }),
        ),
      close: () => port.close(),
    };
    const failure = failureOf(await new CaseVault(lying).putBlob(bytes('abc')));
    expect(failure.code).toBe('E_READ_BACK');
    expect(failure.remedy).toContain('下载备份文件');
  });
});
