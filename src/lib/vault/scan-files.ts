import * as v from 'valibot';
import { id } from '../case/schema-parts';
import { type Result, ok } from '../kernel/result';
import { fileHandles } from './file-handles';
import type { StoragePort } from './storage-port';

/** Where the browser finds the files of an unfinished scan again; they go with their scan, and with its case. */
const scanFiles = v.strictObject({ scan: id, handles: fileHandles });

/**
 * Keeps the handles beside a scan that is there. Fails like the store, also where the browser cannot store handles: the person
 * then chooses the files again.
 */
export const putScanFiles = (
  port: StoragePort,
  scan: string,
  handles: readonly FileSystemFileHandle[],
): Promise<Result<null>> =>
  port.write(['scans', 'scanFiles'], async (transaction) => {
    if ((await transaction.get('scans', scan)) !== undefined)
      await transaction.put('scanFiles', scan, { scan, handles: [...handles] });
    return ok(null);
  });

/** In the order of the files; `null` when none were kept. */
export const getScanFiles = async (
  port: StoragePort,
  scan: string,
): Promise<Result<readonly FileSystemFileHandle[] | null>> => {
  const stored = await port.read(['scanFiles'], async (transaction) =>
    ok(await transaction.get('scanFiles', scan)),
  );
  if (!stored.ok) return stored;
  const parsed = v.safeParse(scanFiles, stored.value);
  return ok(parsed.success && parsed.output.scan === scan ? parsed.output.handles : null);
};
