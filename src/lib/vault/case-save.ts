import * as v from 'valibot';
import type { CaseRecord } from '../case/case-record';
import { type Result, fail, ok, refuse } from '../kernel/result';
import { type RevisionRecord, type SaveNote, caseHead, revisionKey, saveNote } from './records';
import { headOf, sealRevision, verifyRevision } from './revision';
import type { CaseScribe } from '../case/case-scribe';
import type { StoragePort } from './storage-port';
import { TIP_STORES, type Tip, readTip } from './tip';
import { conflict, deletedMeanwhile, placeOf, readBackFailed } from './vault-failures';

/**
 * Revisions of this page whose saving began and was not confirmed, by their `sha256`. They may have reached the disk
 * all the same; knowing them keeps a retry from colliding with itself.
 */
export type OpenAttempts = Map<string, RevisionRecord>;

const checkNote = (note: SaveNote, caseId: string): Result<SaveNote> => {
  const parsed = v.safeParse(saveNote, note);
  if (parsed.success) return ok(parsed.output);
  return refuse('E_VALUE', '保存时间或修订说明过长，或含有半个字符', placeOf(caseId), '请缩短修订说明后重试');
};

const checkTip = (tip: Tip, expected: number, caseId: string): Result<Tip> => {
  if (tip.inBin || (tip.revision === 0 && expected > 0)) return fail(deletedMeanwhile(caseId));
  if (tip.revision !== expected) return fail(conflict(caseId, expected, tip.revision));
  return ok(tip);
};

const commit = (
  port: StoragePort,
  caseRecord: CaseRecord,
  text: string,
  sealed: RevisionRecord,
): Promise<Result<null>> =>
  port.write(TIP_STORES, async (transaction) => {
    const found = await readTip(transaction, sealed.caseId);
    if (found.sha256 === sealed.sha256) return ok(null); // run again after a lost connection: it had arrived
    const tip = checkTip(found, sealed.revision - 1, sealed.caseId);
    if (!tip.ok) return tip;
    if (tip.value.sha256 !== sealed.previous)
      return fail(conflict(sealed.caseId, sealed.revision - 1, tip.value.revision));
    const key = revisionKey(sealed.caseId, sealed.revision);
    await transaction.add('contents', key, text);
    await transaction.add('revisions', key, sealed);
    await transaction.put('cases', sealed.caseId, headOf(caseRecord, sealed));
    return ok(null);
  });

/** Reads a revision and its head in a fresh transaction and hashes both again. */
const readBack = async (
  port: StoragePort,
  scribe: CaseScribe,
  expected: RevisionRecord,
): Promise<Result<RevisionRecord>> => {
  const { caseId, revision } = expected;
  const key = revisionKey(caseId, revision);
  const stored = await port.read(['cases', 'revisions', 'contents'], async (transaction) =>
    ok({
      head: await transaction.get('cases', caseId),
      record: await transaction.get('revisions', key),
      text: await transaction.get('contents', key),
    }),
  );
  if (!stored.ok) return stored;
  const verified = await verifyRevision(stored.value.record, stored.value.text, caseId, revision, scribe);
  const head = v.safeParse(caseHead, stored.value.head);
  const same = verified.ok && verified.value.record.sha256 === expected.sha256;
  if (!same || !head.success || head.output.sha256 !== expected.sha256)
    return fail(readBackFailed(caseId, revision));
  return ok(verified.value.record);
};

/** The revision to build on: past own unconfirmed revisions that did arrive, otherwise the expected one. */
const baseOf = (tip: Tip, expected: number, attempts: OpenAttempts): number => {
  let sha256 = tip.sha256;
  for (let revision = tip.revision; revision > expected; revision -= 1) {
    const attempt = sha256 === null ? undefined : attempts.get(sha256);
    if (attempt?.revision !== revision) return expected;
    sha256 = attempt.previous;
  }
  return Math.max(tip.revision, expected);
};

const forget = (attempts: OpenAttempts, caseId: string): void => {
  for (const [sha256, attempt] of attempts) if (attempt.caseId === caseId) attempts.delete(sha256);
};

const confirm = async (
  port: StoragePort,
  scribe: CaseScribe,
  attempts: OpenAttempts,
  sealed: RevisionRecord,
): Promise<Result<RevisionRecord>> => {
  const confirmed = await readBack(port, scribe, sealed);
  if (confirmed.ok) forget(attempts, sealed.caseId);
  return confirmed;
};

/**
 * Saves a case as the revision after `expectedRevision` (0 = new case). `ok` means: committed to disk, read back in
 * a fresh transaction, hashes right. `E_CONFLICT`: the case moved on; `E_CASE_DELETED`: it was deleted meanwhile;
 * `E_READ_BACK`: written but not confirmed; besides the failures of `checkedCaseJson` and of the store.
 */
export const saveRevision = async (
  port: StoragePort,
  scribe: CaseScribe,
  attempts: OpenAttempts,
  caseRecord: CaseRecord,
  expectedRevision: number,
  note: SaveNote,
): Promise<Result<RevisionRecord>> => {
  const caseId = caseRecord.id;
  const written = await scribe.write(caseRecord);
  if (!written.ok) return written;
  const checkedNote = checkNote(note, caseId);
  if (!checkedNote.ok) return checkedNote;
  const found = await port.read(TIP_STORES, async (transaction) => ok(await readTip(transaction, caseId)));
  if (!found.ok) return found;
  const base = baseOf(found.value, expectedRevision, attempts);
  const tip = checkTip(found.value, base, caseId);
  if (!tip.ok) return tip;
  const { sha256: previous } = tip.value;
  const sealed = await sealRevision(
    caseRecord,
    written.value,
    { revision: base + 1, previous },
    checkedNote.value,
  );
  const arrived = base > expectedRevision && previous !== null ? attempts.get(previous) : undefined;
  if (arrived?.contentSha256 === sealed.contentSha256) {
    const confirmed = await confirm(port, scribe, attempts, arrived);
    if (confirmed.ok || confirmed.failure.code !== 'E_READ_BACK') return confirmed;
  }
  attempts.set(sealed.sha256, sealed);
  const committed = await commit(port, caseRecord, written.value.text, sealed);
  return committed.ok ? confirm(port, scribe, attempts, sealed) : committed;
};
