import * as v from 'valibot';
import { count, id, shortText } from '../case/schema-parts';
import { type Result, ok } from '../kernel/result';
import type { StoragePort, WriteTransaction } from './storage-port';

/**
 * Unfinished scans of data tables: what was read so far, so that a scan goes on after a reload. Raw excerpts are part of it;
 * it stays on this computer until the scan is done or a person gives it up.
 */

const file = v.strictObject({
  name: v.string(),
  bytes: count,
  lastModified: v.nullable(v.number()),
});

export const scanHead = v.strictObject({
  id,
  caseId: id,
  /** Data asset that is scanned again; `null` = a new one. */
  asset: v.nullable(id),
  /** When, as stated by the caller. */
  savedAt: shortText,
  files: v.array(file),
  /** How the files were opened, as JSON. */
  choice: v.string(),
  bytesDone: count,
  bytesTotal: count,
  rows: count,
});
export type ScanHead = v.InferOutput<typeof scanHead>;

/** Everything that is kept of unfinished scans. */
export const SCAN_STORES = ['scans', 'scanBundles', 'scanFiles'] as const;
const STORES = ['scans', 'scanBundles'] as const;

/** Keeps head and bundle together, replacing what was kept of the same scan. */
export const putScan = (port: StoragePort, head: ScanHead, bundle: Uint8Array): Promise<Result<null>> =>
  port.write(STORES, async (transaction) => {
    await transaction.put('scans', head.id, head);
    await transaction.put('scanBundles', head.id, bundle);
    return ok(null);
  });

/** Unfinished scans of a case; records that cannot be recognised are left out, since a scan can be begun anew. */
export const listScans = async (port: StoragePort, caseId: string): Promise<Result<readonly ScanHead[]>> => {
  const stored = await port.read(['scans'], async (transaction) => ok(await transaction.values('scans')));
  if (!stored.ok) return stored;
  return ok(
    stored.value.flatMap((value) => {
      const parsed = v.safeParse(scanHead, value);
      return parsed.success && parsed.output.caseId === caseId ? [parsed.output] : [];
    }),
  );
};

/** The bundle so far; `null` when it is gone. Whoever uses it reads it as a stranger's file. */
export const getScanBundle = async (port: StoragePort, scan: string): Promise<Result<Uint8Array | null>> => {
  const stored = await port.read(['scanBundles'], async (transaction) =>
    ok(await transaction.get('scanBundles', scan)),
  );
  if (!stored.ok) return stored;
  return ok(stored.value instanceof Uint8Array ? stored.value : null);
};

const removeScan = async (transaction: WriteTransaction, scan: string): Promise<void> => {
  for (const store of SCAN_STORES) await transaction.delete(store, scan);
};

export const deleteScan = (port: StoragePort, scan: string): Promise<Result<null>> =>
  port.write(SCAN_STORES, async (transaction) => {
    await removeScan(transaction, scan);
    return ok(null);
  });

const caseOf = v.object({ caseId: v.string() });

/** Within a transaction over `SCAN_STORES`: the unfinished scans of a case go with it, excerpts and places of files included. */
export const removeScansOf = async (transaction: WriteTransaction, caseId: string): Promise<void> => {
  const keys = await transaction.keys('scans');
  const heads = await transaction.values('scans');
  for (const [i, key] of keys.entries()) {
    const head = v.safeParse(caseOf, heads[i]);
    if (head.success && head.output.caseId === caseId) await removeScan(transaction, key);
  }
};
