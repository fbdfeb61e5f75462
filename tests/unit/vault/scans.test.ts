import { describe, expect, it } from 'vitest';
import { emptyCase } from '../case/sample';
import { NOTE, day } from './notes';
import { mustBeOk, ok } from '../../../src/lib/kernel/result';
import { createMemoryPort } from '../../../src/lib/vault/memory-port';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import {
  SCAN_STORES,
  type ScanHead,
  deleteScan,
  getScanBundle,
  listScans,
  putScan,
} from '../../../src/lib/vault/scans';

const head: ScanHead = {
  id: 'scan-1',
  caseId: 'case-1',
  asset: null,
  savedAt: '2026-11-22 10:00',
  files: [{ name: '虚构.csv', bytes: 100, lastModified: 1 }],
  choice: '{}',
  bytesDone: 40,
  bytesTotal: 100,
  rows: 4,
};

describe('unfinished scans', () => {
  it('are kept, replaced, listed by case and forgotten with what was read', async () => {
    const port = createMemoryPort();
    mustBeOk(await putScan(port, head, Uint8Array.of(1)));
    mustBeOk(await putScan(port, { ...head, bytesDone: 80 }, Uint8Array.of(2, 3)));
    mustBeOk(await putScan(port, { ...head, id: 'scan-2', caseId: 'case-2' }, Uint8Array.of(9)));
    expect(mustBeOk(await listScans(port, 'case-1'))).toEqual([{ ...head, bytesDone: 80 }]);
    expect(mustBeOk(await getScanBundle(port, 'scan-1'))).toEqual(Uint8Array.of(2, 3));
    mustBeOk(await deleteScan(port, 'scan-1'));
    expect(mustBeOk(await listScans(port, 'case-1'))).toEqual([]);
    expect(mustBeOk(await getScanBundle(port, 'scan-1'))).toBeNull();
    expect(mustBeOk(await listScans(port, 'case-2'))).toHaveLength(1);
  });

  it('go with their case, and with nothing of another one', async () => {
    const port = createMemoryPort();
    const vault = new CaseVault(port);
    for (const id of ['case-1', 'case-2']) {
      mustBeOk(await vault.save(emptyCase(id), 0, NOTE));
      mustBeOk(await vault.putScan({ ...head, id: `scan-of-${id}`, caseId: id }, Uint8Array.of(7)));
      mustBeOk(
        await port.write(['scanFiles'], async (transaction) => {
          await transaction.put('scanFiles', `scan-of-${id}`, { scan: `scan-of-${id}`, handles: [] });
          return ok(null);
        }),
      );
    }
    mustBeOk(await vault.moveToBin('case-1', 1, day('2026-11-20')));
    // Out of the bin a scan still goes on.
    expect(mustBeOk(await vault.listScans('case-1'))).toHaveLength(1);
    mustBeOk(await vault.purge('case-1'));
    const left = await port.read(SCAN_STORES, async (transaction) =>
      ok(await Promise.all(SCAN_STORES.map((store) => transaction.keys(store)))),
    );
    expect(mustBeOk(left)).toEqual(SCAN_STORES.map(() => ['scan-of-case-2']));
  });

  it('leave out what cannot be recognised', async () => {
    const port = createMemoryPort();
    await port.write(['scans', 'scanBundles'], async (transaction) => {
      await transaction.put('scans', 'scan-1', { ...head, bytesDone: -1 });
      await transaction.put('scanBundles', 'scan-1', 'text');
      return ok(null);
    });
    expect(mustBeOk(await listScans(port, 'case-1'))).toEqual([]);
    expect(mustBeOk(await getScanBundle(port, 'scan-1'))).toBeNull();
  });
});
