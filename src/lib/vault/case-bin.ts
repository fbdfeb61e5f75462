import * as v from 'valibot';
import { type PlainDate, daysBetween, parsePlainDate } from '../kernel/plain-date';
import { type Failure, type Result, type WithFailures, fail, ok } from '../kernel/result';
import { binMark, revisionRecord } from './records';
import { SCAN_STORES, removeScansOf } from './scans';
import { type StoragePort, type WriteTransaction, spanBelow } from './storage-port';
import { TIP_STORES, readTip } from './tip';
import { conflict, noSuchCase, placeOf } from './vault-failures';

/** Days a deleted case stays in the bin. */
export const BIN_DAYS = 30;

/**
 * Marks a case as deleted on `today` (the caller's calendar date). Nothing is removed. Fails with `E_CASE_MISSING`,
 * and with `E_CONFLICT` when the case has moved past `expectedRevision`, so that nobody deletes what they have not seen.
 * A case already in the bin keeps its day.
 */
export const moveToBin = (
  port: StoragePort,
  caseId: string,
  expectedRevision: number,
  today: PlainDate,
): Promise<Result<null>> =>
  port.write(TIP_STORES, async (transaction) => {
    const tip = await readTip(transaction, caseId);
    if (tip.revision === 0 && tip.head === undefined) return fail(noSuchCase(caseId));
    if (tip.revision !== expectedRevision) return fail(conflict(caseId, expectedRevision, tip.revision));
    if (!tip.inBin) await transaction.put('bin', caseId, { caseId, deletedOn: today });
    return ok(null);
  });

/** Takes a case out of the bin, whole as it was. A case that is not in the bin stays as it is. */
export const restoreFromBin = (port: StoragePort, caseId: string): Promise<Result<null>> =>
  port.write(TIP_STORES, async (transaction) => {
    const tip = await readTip(transaction, caseId);
    if (tip.revision === 0 && tip.head === undefined) return fail(noSuchCase(caseId));
    await transaction.delete('bin', caseId);
    return ok(null);
  });

const notInBin = (caseId: string): Failure => ({
  code: 'E_NOT_IN_BIN',
  message: '案卷不在回收站中，没有删除',
  path: placeOf(caseId),
  remedy: '请先把案卷移入回收站，再彻底删除',
});

/** Attachments that only the given case names. When another case's records cannot be read, none: keeping is safe. */
const blobsOnlyOf = async (transaction: WriteTransaction, caseId: string): Promise<ReadonlySet<string>> => {
  const own = new Set<string>();
  const others = new Set<string>();
  for (const stored of await transaction.values('revisions')) {
    const record = v.safeParse(revisionRecord, stored);
    if (!record.success) return new Set();
    const target = record.output.caseId === caseId ? own : others;
    for (const sha256 of record.output.attachments) target.add(sha256);
  }
  for (const sha256 of others) own.delete(sha256);
  return own;
};

/** Whether an unsaved draft speaks of the attachment. */
const inDrafts = (drafts: readonly unknown[], sha256: string): boolean =>
  drafts.some((draft) => JSON.stringify(draft).includes(sha256));

const removeAll = async (transaction: WriteTransaction, caseId: string): Promise<void> => {
  const blobs = await blobsOnlyOf(transaction, caseId);
  await transaction.delete('cases', caseId);
  await transaction.deleteSpan('revisions', spanBelow(caseId));
  await transaction.deleteSpan('contents', spanBelow(caseId));
  await transaction.delete('drafts', caseId);
  await transaction.delete('bin', caseId);
  await removeScansOf(transaction, caseId);
  await transaction.deleteSpan('assetFiles', spanBelow(caseId));
  const drafts = await transaction.values('drafts');
  for (const sha256 of blobs) if (!inDrafts(drafts, sha256)) await transaction.delete('blobs', sha256);
};

const PURGE_STORES = [...TIP_STORES, 'drafts', 'blobs', 'assetFiles', ...SCAN_STORES] as const;

/**
 * Removes a case in the bin for good: revisions, draft, unfinished scans, and the attachments no other case or draft names. All of it
 * in one transaction, or nothing. Fails with `E_NOT_IN_BIN`. A case that is gone already is no failure.
 */
export const purgeCase = (
  port: StoragePort,
  caseId: string,
  stillDue: (mark: unknown) => boolean = () => true,
): Promise<Result<null>> =>
  port.write(PURGE_STORES, async (transaction) => {
    const mark = await transaction.get('bin', caseId);
    const tip = await readTip(transaction, caseId);
    if (mark === undefined && tip.revision === 0 && tip.head === undefined) return ok(null);
    if (mark === undefined || !stillDue(mark)) return fail(notInBin(caseId));
    await removeAll(transaction, caseId);
    return ok(null);
  });

/** Whether a mark says that the case has been in the bin for `BIN_DAYS` days or more on `today`. */
const isDue = (mark: unknown, today: PlainDate): boolean => {
  const parsed = v.safeParse(binMark, mark);
  const day = parsed.success ? parsePlainDate(parsed.output.deletedOn) : null;
  return day !== null && day.ok && daysBetween(day.value, today) >= BIN_DAYS;
};

/**
 * Removes the cases whose 30 days are over on `today`; answers with their ids. A case deleted “in the future”, by a
 * clock that was wrong, stays. What could not be removed is a failure beside the others.
 */
export const emptyBin = async (
  port: StoragePort,
  today: PlainDate,
): Promise<Result<WithFailures<readonly string[]>>> => {
  const due = await port.read(['bin'], async (transaction) => {
    const keys = await transaction.keys('bin');
    const marks = await transaction.values('bin');
    return ok(keys.filter((_key, index) => isDue(marks[index], today)));
  });
  if (!due.ok) return due;
  const value: string[] = [];
  const failures: Failure[] = [];
  for (const caseId of due.value) {
    const purged = await purgeCase(port, caseId, (mark) => isDue(mark, today));
    if (purged.ok) value.push(caseId);
    else failures.push(purged.failure);
  }
  return ok({ value, failures });
};
