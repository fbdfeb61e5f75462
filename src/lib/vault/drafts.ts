import * as v from 'valibot';
import { sha256Hex } from '../kernel/hashing';
import { type Result, fail, ok } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import { type Draft, draftRecord } from './records';
import type { StoragePort } from './storage-port';
import { placeOf } from './vault-failures';

/** Hash over all fields; `JSON.stringify` escapes half characters, so that any text a form holds can be kept. */
const sealOf = ({ caseId, baseRevision, at, text }: Omit<Draft, 'sha256'>): Promise<string> =>
  sha256Hex(encodeUtf8(JSON.stringify([caseId, baseRevision, at, text])));

/**
 * Keeps unsaved work of a case, replacing what was kept before. Flushed to disk like a save; one draft per case.
 * Failures: those of the store.
 */
export const putDraft = async (port: StoragePort, draft: Omit<Draft, 'sha256'>): Promise<Result<Draft>> => {
  const { caseId, baseRevision, at, text } = draft;
  const sealed: Draft = { caseId, baseRevision, at, text, sha256: await sealOf(draft) };
  return port.write(['drafts'], async (transaction) => {
    await transaction.put('drafts', caseId, sealed);
    return ok(sealed);
  });
};

/** The kept draft with its time; `null` when there is none. `E_DRAFT_DAMAGED` when its hash does not hold. */
export const getDraft = async (port: StoragePort, caseId: string): Promise<Result<Draft | null>> => {
  const stored = await port.read(['drafts'], async (transaction) =>
    ok(await transaction.get('drafts', caseId)),
  );
  if (!stored.ok) return stored;
  if (stored.value === undefined) return ok(null);
  const parsed = v.safeParse(draftRecord, stored.value);
  const sound =
    parsed.success &&
    parsed.output.caseId === caseId &&
    (await sealOf(parsed.output)) === parsed.output.sha256;
  if (sound) return ok(parsed.output);
  return fail({
    code: 'E_DRAFT_DAMAGED',
    message: '未保存的草稿与其校验值不符，不能恢复',
    path: placeOf(caseId),
    remedy: '请打开最后一次已保存的修订继续工作；草稿会保留到下一次自动暂存',
  });
};

/**
 * Forgets the draft of a case, after a save or by decision. With `onlyIf` (the `sha256` of the draft that was saved)
 * a draft that has moved on since is kept.
 */
export const clearDraft = (port: StoragePort, caseId: string, onlyIf?: string): Promise<Result<null>> =>
  port.write(['drafts'], async (transaction) => {
    const parsed = v.safeParse(draftRecord, await transaction.get('drafts', caseId));
    const movedOn = onlyIf !== undefined && parsed.success && parsed.output.sha256 !== onlyIf;
    if (!movedOn) await transaction.delete('drafts', caseId);
    return ok(null);
  });
