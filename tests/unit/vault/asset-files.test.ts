import { describe, expect, it } from 'vitest';
import { mustBeOk, ok } from '../../../src/lib/kernel/result';
import {
  type AssetFiles,
  deleteAssetFiles,
  listAssetFiles,
  putAssetFiles,
} from '../../../src/lib/vault/asset-files';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { createMemoryPort } from '../../../src/lib/vault/memory-port';
import { emptyCase } from '../case/sample';
import { NOTE, day } from './notes';

/** Stands for a handle in a store that clones: nothing that can be called survives there. */
const stored = (caseId: string, asset: string, handles: unknown = [{ kind: 'file', name: '虚构.csv' }]) => ({
  caseId,
  asset,
  choice: '{"headerRow":3}',
  handles,
});

const keysIn = async (port: ReturnType<typeof createMemoryPort>) =>
  mustBeOk(await port.read(['assetFiles'], async (transaction) => ok(await transaction.keys('assetFiles'))));

const put = async (
  port: ReturnType<typeof createMemoryPort>,
  caseId: string,
  asset: string,
  value: unknown,
) =>
  mustBeOk(
    await port.write(['assetFiles'], async (transaction) => {
      await transaction.put('assetFiles', `${caseId}/${asset}`, value);
      return ok(null);
    }),
  );

describe('where the browser finds the files of data assets', () => {
  it('what cannot be recognised is left out: the files are chosen again', async () => {
    const port = createMemoryPort();
    await put(port, 'case-1', 'a', stored('case-1', 'a'));
    await put(port, 'case-1', 'b', stored('case-1', 'b', []));
    await put(port, 'case-1', 'c', 'text');
    expect(mustBeOk(await listAssetFiles(port, 'case-1'))).toEqual([]);
  });

  it('goes with its asset', async () => {
    const port = createMemoryPort();
    for (const asset of ['a', 'b']) await put(port, 'case-1', asset, stored('case-1', asset));
    mustBeOk(await deleteAssetFiles(port, 'case-1', 'a'));
    expect(await keysIn(port)).toEqual(['case-1/b']);
    // A second time is no failure.
    mustBeOk(await deleteAssetFiles(port, 'case-1', 'a'));
  });

  it('goes with its case, and with nothing of another one', async () => {
    const port = createMemoryPort();
    const vault = new CaseVault(port);
    for (const id of ['case-1', 'case-10']) {
      mustBeOk(await vault.save(emptyCase(id), 0, NOTE));
      await put(port, id, 'a', stored(id, 'a'));
    }
    mustBeOk(await vault.moveToBin('case-1', 1, day('2026-11-20')));
    expect(await keysIn(port)).toEqual(['case-1/a', 'case-10/a']);
    mustBeOk(await vault.purge('case-1'));
    expect(await keysIn(port)).toEqual(['case-10/a']);
  });

  it('a store that cannot take handles fails as a store does', async () => {
    const port = createMemoryPort();
    const handles = [{ kind: 'file', getFile: () => undefined }] as unknown as AssetFiles['handles'];
    const kept = await putAssetFiles(port, { caseId: 'case-1', asset: 'a', choice: '{}', handles }).catch(
      (error: unknown) => error,
    );
    expect(kept).not.toMatchObject({ ok: true });
    expect(await keysIn(port)).toEqual([]);
  });
});
