import * as v from 'valibot';
import { id } from '../case/schema-parts';
import { type Result, ok } from '../kernel/result';
import { fileHandles } from './file-handles';
import { type StoragePort, spanBelow } from './storage-port';

/**
 * Where the browser finds the files of a profiled data asset again, so that a second reading need not ask for them. They go with
 * the asset and with its case.
 */
const assetFiles = v.strictObject({
  caseId: id,
  asset: id,
  /** How the files were opened, as JSON. */
  choice: v.string(),
  handles: fileHandles,
});
export type AssetFiles = v.InferOutput<typeof assetFiles>;

const keyOf = ({ caseId, asset }: Pick<AssetFiles, 'caseId' | 'asset'>): string => `${caseId}/${asset}`;

/** Keeps the handles, in the place of earlier ones. Fails like the store, also where the browser cannot store handles. */
export const putAssetFiles = (port: StoragePort, files: AssetFiles): Promise<Result<null>> =>
  port.write(['assetFiles'], async (transaction) => {
    await transaction.put('assetFiles', keyOf(files), { ...files, handles: [...files.handles] });
    return ok(null);
  });

/** What is kept of the assets of a case; what cannot be recognised is left out, since files can be chosen again. */
export const listAssetFiles = async (
  port: StoragePort,
  caseId: string,
): Promise<Result<readonly AssetFiles[]>> => {
  const stored = await port.read(['assetFiles'], async (transaction) =>
    ok(await transaction.values('assetFiles', spanBelow(caseId))),
  );
  if (!stored.ok) return stored;
  return ok(
    stored.value.flatMap((value) => {
      const parsed = v.safeParse(assetFiles, value);
      return parsed.success && parsed.output.caseId === caseId ? [parsed.output] : [];
    }),
  );
};

export const deleteAssetFiles = (port: StoragePort, caseId: string, asset: string): Promise<Result<null>> =>
  port.write(['assetFiles'], async (transaction) => {
    await transaction.delete('assetFiles', keyOf({ caseId, asset }));
    return ok(null);
  });
