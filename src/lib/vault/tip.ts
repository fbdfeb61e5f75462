import * as v from 'valibot';
import { caseHead, partsOfKey, revisionKey, revisionRecord } from './records';
import { type ReadTransaction, spanBelow } from './storage-port';

/** Where the history of a case ends, as stored: not yet verified. */
export interface Tip {
  /** Highest revision of which anything is stored; 0 = none. */
  readonly revision: number;
  /** `sha256` of that revision as far as it can be read. */
  readonly sha256: string | null;
  readonly inBin: boolean;
  /** The head as stored, unchecked; `undefined` when there is none. */
  readonly head: unknown;
}

/** Stores that `readTip` looks into. */
export const TIP_STORES = ['cases', 'revisions', 'contents', 'bin'] as const;

const shaOf = (head: unknown, record: unknown, revision: number): string | null => {
  const parsedHead = v.safeParse(caseHead, head);
  if (parsedHead.success && parsedHead.output.revision === revision) return parsedHead.output.sha256;
  const parsedRecord = v.safeParse(revisionRecord, record);
  return parsedRecord.success ? parsedRecord.output.sha256 : null;
};

const lastRevision = async (
  transaction: ReadTransaction,
  store: 'revisions' | 'contents',
  caseId: string,
): Promise<number> => {
  const key = await transaction.lastKey(store, spanBelow(caseId));
  return key === undefined ? 0 : (partsOfKey(key)?.revision ?? 0);
};

/**
 * Reads where a case stands. The stored revisions decide, so that a damaged head can neither hide a revision nor let
 * one be written twice.
 */
export const readTip = async (transaction: ReadTransaction, caseId: string): Promise<Tip> => {
  const head = await transaction.get('cases', caseId);
  const revision = Math.max(
    await lastRevision(transaction, 'revisions', caseId),
    await lastRevision(transaction, 'contents', caseId),
  );
  const record = await transaction.get('revisions', revisionKey(caseId, revision));
  const mark = await transaction.get('bin', caseId);
  return { revision, sha256: shaOf(head, record, revision), inBin: mark !== undefined, head };
};
