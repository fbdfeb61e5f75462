import * as v from 'valibot';
import { type Failure, type Result, ok } from '../kernel/result';
import { type RevisionRecord, caseHead, partsOfKey, revisionKey } from './records';
import { verifyRevision } from './revision';
import type { StoragePort } from './storage-port';
import { damagedHead, damagedRevision } from './vault-failures';

/** Revision numbers of each case of which anything is stored, ascending. */
const storedRevisions = (port: StoragePort): Promise<Result<ReadonlyMap<string, readonly number[]>>> =>
  port.read(['revisions', 'contents'], async (transaction) => {
    const keys = new Set([...(await transaction.keys('revisions')), ...(await transaction.keys('contents'))]);
    const found = new Map<string, number[]>();
    for (const key of [...keys].sort()) {
      const parts = partsOfKey(key);
      if (parts !== null) found.set(parts.caseId, [...(found.get(parts.caseId) ?? []), parts.revision]);
    }
    return ok(found);
  });

/** Verifies one history from the first revision on: every hash, no gap, each record naming the one before. */
const auditHistory = async (
  port: StoragePort,
  caseId: string,
  revisions: readonly number[],
): Promise<Result<{ readonly failures: readonly Failure[]; readonly last: RevisionRecord | null }>> => {
  const failures: Failure[] = [];
  let last: RevisionRecord | null = null;
  let due = 1;
  for (const revision of revisions) {
    for (; due < revision; due += 1) {
      failures.push(damagedRevision(caseId, due, '记录缺失'));
      last = null;
    }
    due = revision + 1;
    const key = revisionKey(caseId, revision);
    const stored = await port.read(['revisions', 'contents'], async (transaction) =>
      ok([await transaction.get('revisions', key), await transaction.get('contents', key)] as const),
    );
    if (!stored.ok) return stored;
    const verified = await verifyRevision(stored.value[0], stored.value[1], caseId, revision);
    if (!verified.ok) failures.push(verified.failure);
    else if (last !== null && verified.value.record.previous !== last.sha256)
      failures.push(damagedRevision(caseId, revision, '前一修订校验值对不上'));
    last = verified.ok ? verified.value.record : null;
  }
  return ok({ failures, last });
};

const auditHead = (caseId: string, head: unknown, last: RevisionRecord | null): Failure | null => {
  const parsed = v.safeParse(caseHead, head);
  if (!parsed.success) return damagedHead(caseId, head === undefined ? '缺失' : '无法识别');
  if (last === null) return null; // the damaged revision is named already
  const { revision, sha256 } = parsed.output;
  return revision === last.revision && sha256 === last.sha256
    ? null
    : damagedHead(caseId, '与最后一次修订不符');
};

/**
 * Verifies everything: each revision of each case, the chain between them, and that every head points to a complete
 * revision. Empty = all is well. Reads one revision at a time; meant for the recovery page and after a crash.
 */
export const auditVault = async (port: StoragePort): Promise<Result<readonly Failure[]>> => {
  const stored = await storedRevisions(port);
  if (!stored.ok) return stored;
  const heads = await port.read(['cases'], async (transaction) => {
    const keys = await transaction.keys('cases');
    const values = await transaction.values('cases');
    return ok(new Map(keys.map((key, index) => [key, values[index]])));
  });
  if (!heads.ok) return heads;
  const failures: Failure[] = [];
  for (const caseId of [...new Set([...stored.value.keys(), ...heads.value.keys()])].sort()) {
    const revisions = stored.value.get(caseId) ?? [];
    if (revisions.length === 0) failures.push(damagedHead(caseId, '指向的修订全部缺失'));
    const history = await auditHistory(port, caseId, revisions);
    if (!history.ok) return history;
    const head = auditHead(caseId, heads.value.get(caseId), history.value.last);
    failures.push(...history.value.failures, ...(head === null ? [] : [head]));
  }
  return ok(failures);
};
