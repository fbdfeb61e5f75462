import * as v from 'valibot';
import type { CaseRecord } from '../case/case-record';
import { type Failure, type Result, fail, ok } from '../kernel/result';
import { type RevisionRecord, caseHead, revisionKey } from './records';
import { type VerifiedRevision, verifyRevision } from './revision';
import type { CaseScribe } from '../case/case-scribe';
import type { StoragePort } from './storage-port';
import { TIP_STORES, type Tip, readTip } from './tip';
import { damagedHead, noSuchCase, noSuchRevision } from './vault-failures';

/** A verified revision, ready to work on. */
export interface OpenedCase {
  readonly caseRecord: CaseRecord;
  readonly revision: RevisionRecord;
  /** What the next save must state. Above `revision.revision` when this is not the latest revision. */
  readonly expectedRevision: number;
  /** In the bin: can be looked at and exported, not saved. */
  readonly inBin: boolean;
}

/**
 * What opening a case came to.
 * - `opened`: the latest revision, verified.
 * - `damaged`: the latest revision or the head fails its check; `failure` names it, `lastGood` is offered.
 * - `unreadable`: the latest revision is intact but this program cannot read it (`E_NEWER` …): read-only, raw export.
 * - `failed`: the store did not answer, or there is no such case.
 */
export type OpenOutcome =
  | { readonly kind: 'opened'; readonly opened: OpenedCase }
  | { readonly kind: 'damaged'; readonly failure: Failure; readonly lastGood: OpenedCase | null }
  | { readonly kind: 'unreadable'; readonly failure: Failure; readonly revision: VerifiedRevision }
  | { readonly kind: 'failed'; readonly failure: Failure };

const failed = (failure: Failure): OpenOutcome => ({ kind: 'failed', failure });

/** A failure that says something about one revision, not about the store. */
const isDamage = ({ code }: Failure): boolean =>
  code === 'E_REVISION_DAMAGED' || code === 'E_REVISION_MISSING';

const readRevision = async (
  port: StoragePort,
  scribe: CaseScribe,
  caseId: string,
  revision: number,
): Promise<Result<VerifiedRevision>> => {
  const key = revisionKey(caseId, revision);
  const stored = await port.read(['revisions', 'contents'], async (transaction) =>
    ok({ record: await transaction.get('revisions', key), text: await transaction.get('contents', key) }),
  );
  if (!stored.ok) return stored;
  const { record, text } = stored.value;
  if (record === undefined && text === undefined) return fail(noSuchRevision(caseId, revision));
  return verifyRevision(record, text, caseId, revision, scribe);
};

const workable = async (
  scribe: CaseScribe,
  { record, text }: VerifiedRevision,
  tip: Tip,
): Promise<Result<OpenedCase>> => {
  const caseRecord = await scribe.read(text);
  if (!caseRecord.ok) return caseRecord;
  return ok({
    caseRecord: caseRecord.value,
    revision: record,
    expectedRevision: tip.revision,
    inBin: tip.inBin,
  });
};

/** The highest revision below `from` that verifies and can be read; `null` when there is none. */
const lastGoodBelow = async (
  port: StoragePort,
  scribe: CaseScribe,
  caseId: string,
  from: number,
  tip: Tip,
): Promise<Result<OpenedCase | null>> => {
  for (let revision = from - 1; revision > 0; revision -= 1) {
    const found = await readRevision(port, scribe, caseId, revision);
    if (!found.ok && !isDamage(found.failure)) return found;
    const opened = found.ok ? await workable(scribe, found.value, tip) : found;
    if (opened.ok) return opened;
  }
  return ok(null);
};

const headFault = ({ head }: Tip, { record }: VerifiedRevision): string | null => {
  if (head === undefined) return '缺失';
  const stored = v.safeParse(caseHead, head);
  if (!stored.success) return '无法识别';
  if (stored.output.revision === record.revision && stored.output.sha256 === record.sha256) return null;
  return `指向修订 ${stored.output.revision}，与实际的最后一次修订（第 ${record.revision} 次）不符`;
};

const damaged = async (
  port: StoragePort,
  scribe: CaseScribe,
  caseId: string,
  tip: Tip,
  failure: Failure,
): Promise<OpenOutcome> => {
  const lastGood = await lastGoodBelow(port, scribe, caseId, tip.revision, tip);
  return lastGood.ok ? { kind: 'damaged', failure, lastGood: lastGood.value } : failed(lastGood.failure);
};

const readTipOf = (port: StoragePort, caseId: string): Promise<Result<Tip>> =>
  port.read(TIP_STORES, async (transaction) => ok(await readTip(transaction, caseId)));

/** Opens the latest revision of a case, verified against its hashes; see `OpenOutcome`. */
export const openCase = async (
  port: StoragePort,
  scribe: CaseScribe,
  caseId: string,
): Promise<OpenOutcome> => {
  const tip = await readTipOf(port, caseId);
  if (!tip.ok) return failed(tip.failure);
  const { revision, head } = tip.value;
  if (revision === 0 && head === undefined) return failed(noSuchCase(caseId));
  if (revision === 0)
    return { kind: 'damaged', failure: damagedHead(caseId, '指向的修订全部缺失'), lastGood: null };
  const found = await readRevision(port, scribe, caseId, revision);
  if (!found.ok)
    return isDamage(found.failure)
      ? damaged(port, scribe, caseId, tip.value, found.failure)
      : failed(found.failure);
  const opened = await workable(scribe, found.value, tip.value);
  if (!opened.ok) return { kind: 'unreadable', failure: opened.failure, revision: found.value };
  const fault = headFault(tip.value, found.value);
  return fault === null
    ? { kind: 'opened', opened: opened.value }
    : { kind: 'damaged', failure: damagedHead(caseId, fault), lastGood: opened.value };
};

/**
 * One revision of the history, verified. Fails with `E_CASE_MISSING`, `E_REVISION_MISSING`, `E_REVISION_DAMAGED`,
 * and as `parseCaseJson`.
 */
export const openRevision = async (
  port: StoragePort,
  scribe: CaseScribe,
  caseId: string,
  revision: number,
): Promise<Result<OpenedCase>> => {
  const tip = await readTipOf(port, caseId);
  if (!tip.ok) return tip;
  if (tip.value.revision === 0) return fail(noSuchCase(caseId));
  const found = await readRevision(port, scribe, caseId, revision);
  return found.ok ? workable(scribe, found.value, tip.value) : found;
};
