import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mustBeOk } from '../../src/lib/kernel/result';
import { filesOfHandles } from '../../src/lib/state/kept-files';
import { CaseVault } from '../../src/lib/vault/case-vault';
import { DATABASE_PREFIX } from '../../src/lib/vault/indexeddb-connection';
import { openIndexedDbPort } from '../../src/lib/vault/indexeddb-port';
import type { ScanHead } from '../../src/lib/vault/scans';
import { emptyCase } from '../unit/case/sample';
import { NOTE, day } from '../unit/vault/notes';

/** Handles of files of the browser's own storage: kept and cloned like those of the disk, without a picker. */

const head: ScanHead = {
  id: 'scan-1',
  caseId: 'case-1',
  asset: null,
  savedAt: '2026-11-22 10:00',
  files: [{ name: '虚构.csv', bytes: 4, lastModified: 1 }],
  choice: '{}',
  bytesDone: 1,
  bytesTotal: 4,
  rows: 1,
};

let name: string;
let vaults: CaseVault[];
beforeEach(() => {
  name = `test-${crypto.randomUUID()}`;
  vaults = [];
});
afterEach(async () => {
  for (const vault of vaults) vault.close();
  await (await navigator.storage.getDirectory()).removeEntry(name).catch(() => undefined);
  await new Promise<void>((resolve, reject) => {
    const removal = indexedDB.deleteDatabase(DATABASE_PREFIX + name);
    removal.onsuccess = () => resolve();
    removal.onerror = () => reject(removal.error ?? new Error('the test database could not be removed'));
  });
});

const openVault = async (): Promise<CaseVault> => {
  const vault = new CaseVault(mustBeOk(await openIndexedDbPort({ name })));
  vaults.push(vault);
  return vault;
};

const fileOf = async (text: string): Promise<FileSystemFileHandle> => {
  const handle = await (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
  const out = await handle.createWritable();
  await out.write(text);
  await out.close();
  return handle;
};

const answering = (handle: FileSystemFileHandle, known: string, answer: string, asked: string[] = []) =>
  Object.assign(handle, {
    queryPermission: () => Promise.resolve(known),
    requestPermission: (how: { mode: string }) => {
      asked.push(how.mode);
      return Promise.resolve(answer);
    },
  });

describe('handles of the files of an unfinished scan', () => {
  it('come back over a new connection and open the same file', async () => {
    const vault = await openVault();
    const handle = await fileOf('a,b\n');
    mustBeOk(await vault.putScan(head, Uint8Array.of(1)));
    mustBeOk(await vault.putScanFiles('scan-1', [handle]));
    vault.close();
    const kept = mustBeOk(await (await openVault()).getScanFiles('scan-1')) ?? [];
    expect(kept).toHaveLength(1);
    const files = await filesOfHandles(kept);
    expect(typeof files === 'string' ? files : await files[0]?.text()).toBe('a,b\n');
  });

  it('are kept of no scan that is over, and go with the scan and with the case', async () => {
    const vault = await openVault();
    const handle = await fileOf('a');
    mustBeOk(await vault.putScanFiles('scan-1', [handle]));
    expect(mustBeOk(await vault.getScanFiles('scan-1'))).toBeNull();
    mustBeOk(await vault.putScan(head, Uint8Array.of(1)));
    mustBeOk(await vault.putScanFiles('scan-1', [handle]));
    mustBeOk(await vault.deleteScan('scan-1'));
    expect(mustBeOk(await vault.getScanFiles('scan-1'))).toBeNull();

    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    mustBeOk(await vault.putScan(head, Uint8Array.of(1)));
    mustBeOk(await vault.putScanFiles('scan-1', [handle]));
    mustBeOk(await vault.moveToBin('case-1', 1, day('2026-11-20')));
    mustBeOk(await vault.purge('case-1'));
    expect(mustBeOk(await vault.getScanFiles('scan-1'))).toBeNull();
    expect(mustBeOk(await vault.listScans('case-1'))).toEqual([]);
  });

  it('never stand in what a case file is written from', async () => {
    const vault = await openVault();
    mustBeOk(await vault.save(emptyCase(), 0, NOTE));
    mustBeOk(await vault.putScan(head, Uint8Array.of(1)));
    mustBeOk(await vault.putScanFiles('scan-1', [await fileOf('a')]));
    const { caseRecord, attachments } = await vault.exportCase(emptyCase());
    expect(caseRecord).toEqual(emptyCase());
    expect(attachments.size).toBe(0);
  });

  it('ask only when they must, and say what went wrong', async () => {
    const asked: string[] = [];
    const handle = await fileOf('a');
    expect(await filesOfHandles([answering(handle, 'granted', 'denied', asked)])).toHaveLength(1);
    expect(asked).toEqual([]);
    expect(await filesOfHandles([answering(handle, 'prompt', 'granted', asked)])).toHaveLength(1);
    expect(asked).toEqual(['read']);
    expect(await filesOfHandles([answering(handle, 'prompt', 'denied')])).toBe('denied');
    await (await navigator.storage.getDirectory()).removeEntry(name);
    expect(await filesOfHandles([answering(handle, 'granted', 'granted')])).toBe('gone');
  });
});
