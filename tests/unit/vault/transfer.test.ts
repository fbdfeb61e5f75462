import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { numberedId } from '../../../src/lib/vault/case-transfer';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { createMemoryPort } from '../../../src/lib/vault/memory-port';
import type { StoragePort } from '../../../src/lib/vault/storage-port';
import { HASH_A, HASH_B, emptyCase } from '../case/sample';
import { faultyPort } from './failing-port';
import { NOTE, day, failureOf, opened } from './notes';

const BYTES = new TextEncoder().encode('虚构登记簿副本');
const attachment = (sha256: string, name = '副本.pdf') => ({
  id: `a-${sha256.slice(0, 4)}`,
  name,
  bytes: BYTES.length,
  sha256,
  sm3: HASH_B,
  role: 'evidence',
});

let port: StoragePort;
let vault: CaseVault;
let record: CaseRecord;
let attachments: ReadonlyMap<string, Uint8Array>;
beforeEach(async () => {
  port = createMemoryPort();
  vault = new CaseVault(port);
  const sha256 = await sha256Hex(BYTES);
  record = { ...emptyCase(), attachments: [attachment(sha256)] };
  attachments = new Map([[sha256, BYTES]]);
});

describe('export of one case', () => {
  it('gives the case and the bytes of its attachments', async () => {
    mustBeOk(await vault.importCase({ caseRecord: record, attachments }, NOTE));
    const { caseRecord } = await opened(vault, 'case-1');
    expect(await vault.exportCase(caseRecord)).toEqual({ caseRecord: record, attachments, failures: [] });
  });

  it('gives what is good beside what is missing: a backup of unsaved work must always be possible', async () => {
    mustBeOk(await vault.putBlob(BYTES));
    const unsaved = { ...record, attachments: [...record.attachments, attachment(HASH_A, '丢失.pdf')] };
    const { attachments: found, failures } = await vault.exportCase(unsaved);
    expect(found).toEqual(attachments);
    expect(failures).toMatchObject([{ code: 'E_BLOB_MISSING', path: '附件 › 丢失.pdf' }]);
  });

  it('reports a store that does not answer for each attachment, instead of nothing', async () => {
    const dead = faultyPort(
      port,
      () => 'unknown',
      () => undefined,
    );
    const { failures } = await new CaseVault(dead).exportCase(record);
    expect(failures).toMatchObject([{ code: 'E_STORE_UNKNOWN', path: '附件 › 副本.pdf' }]);
  });
});

describe('import of one case', () => {
  it('stores a case that is not here yet, with its attachments', async () => {
    const { outcome, failures, revision } = mustBeOk(
      await vault.importCase({ caseRecord: record, attachments }, NOTE),
    );
    expect([outcome, failures, revision.revision]).toEqual(['new', [], 1]);
    expect((await opened(vault, 'case-1')).caseRecord).toEqual(record);
  });

  it('STO-13 never overwrites a newer case: the backup stands beside it', async () => {
    mustBeOk(await vault.save(record, 0, NOTE));
    mustBeOk(await vault.save({ ...record, title: '更新的内容' }, 1, NOTE));
    const restored = mustBeOk(await vault.importCase({ caseRecord: record, attachments }, NOTE));
    expect(restored).toMatchObject({ outcome: 'side-by-side', caseRecord: { id: 'case-1-2' } });
    expect((await opened(vault, 'case-1')).caseRecord.title).toBe('更新的内容');
    expect((await opened(vault, 'case-1-2')).caseRecord).toEqual({ ...record, id: 'case-1-2' });
    const again = mustBeOk(await vault.importCase({ caseRecord: record, attachments }, NOTE));
    expect(again.caseRecord.id).toBe('case-1-3');
  });

  it('STO-13 writes nothing when the latest revision already says the same', async () => {
    mustBeOk(await vault.importCase({ caseRecord: record, attachments }, NOTE));
    const again = mustBeOk(await vault.importCase({ caseRecord: record, attachments }, NOTE));
    expect(again.outcome).toBe('same');
    expect(mustBeOk(await vault.list()).value).toHaveLength(1);
    expect(mustBeOk(await vault.history('case-1')).value).toHaveLength(1);
  });

  it('STO-13 stands beside a case in the bin, also when it says the same', async () => {
    mustBeOk(await vault.save(record, 0, NOTE));
    mustBeOk(await vault.moveToBin('case-1', 1, day('2026-11-20')));
    const restored = mustBeOk(await vault.importCase({ caseRecord: record, attachments }, NOTE));
    expect(restored).toMatchObject({ outcome: 'side-by-side', caseRecord: { id: 'case-1-2' } });
    expect((await opened(vault, 'case-1')).inBin).toBe(true);
  });

  it('names attachments whose bytes are missing or wrong, and stores neither', async () => {
    const caseRecord = { ...record, attachments: [attachment(HASH_A, '甲'), attachment(HASH_B, '乙')] };
    const { failures } = mustBeOk(
      await vault.importCase({ caseRecord, attachments: new Map([[HASH_A, BYTES]]) }, NOTE),
    );
    expect(failures).toMatchObject([
      { code: 'E_BLOB_DAMAGED', path: '附件 › 甲' },
      { code: 'E_BLOB_MISSING', path: '附件 › 乙' },
    ]);
    expect((await vault.getBlob(HASH_A)).ok).toBe(false);
    expect((await vault.getBlob(await sha256Hex(BYTES))).ok).toBe(false);
  });

  it('does not miss bytes that are here already', async () => {
    mustBeOk(await vault.putBlob(BYTES));
    const { failures } = mustBeOk(
      await vault.importCase({ caseRecord: record, attachments: new Map() }, NOTE),
    );
    expect(failures).toEqual([]);
  });

  it('stores no case when its attachments do not fit on the disk', async () => {
    const full = faultyPort(
      port,
      ({ action, store, step }) =>
        action === 'write' && store === 'blobs' && step === 'put' ? 'quota' : null,
      () => undefined,
    );
    const failure = failureOf(
      await new CaseVault(full).importCase({ caseRecord: record, attachments }, NOTE),
    );
    expect(failure.code).toBe('E_QUOTA');
    expect(mustBeOk(await vault.list()).value).toEqual([]);
  });

  it('refuses a case that could not be opened again', async () => {
    const caseRecord = { ...record, title: '\ud83d' };
    expect(failureOf(await vault.importCase({ caseRecord, attachments }, NOTE)).code).toBe('E_SURROGATE');
  });

  it('numbers copies within the length of an id', () => {
    expect(numberedId('abc', 1)).toBe('abc');
    expect(numberedId('abc', 12)).toBe('abc-12');
    expect(numberedId('x'.repeat(80), 2)).toBe(`${'x'.repeat(78)}-2`);
  });
});
