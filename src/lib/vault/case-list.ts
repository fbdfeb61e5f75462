import * as v from 'valibot';
import { type Failure, type Result, type WithFailures, ok } from '../kernel/result';
import { type BinMark, type CaseHead, type RevisionRecord, binMark, caseHead, partsOfKey } from './records';
import { verifyRecord } from './revision';
import { type StoragePort, spanBelow } from './storage-port';
import { damagedHead, damagedRevision } from './vault-failures';

/** One line of the case list. */
export interface ListedCase extends CaseHead {
  /** Day on which the case went to the bin; `null` = not deleted. */
  readonly deletedOn: string | null;
}

type Keyed = readonly (readonly [string, unknown])[];

const pair = (keys: readonly string[], values: readonly unknown[]): Keyed =>
  keys.map((key, index) => [key, values[index]] as const);

const binMarksOf = (stored: Keyed): ReadonlyMap<string, BinMark | null> =>
  new Map(
    stored.map(([caseId, value]) => {
      const mark = v.safeParse(binMark, value);
      return [caseId, mark.success ? mark.output : null] as const;
    }),
  );

const listed = (
  heads: Keyed,
  marks: ReadonlyMap<string, BinMark | null>,
): WithFailures<readonly ListedCase[]> => {
  const value: ListedCase[] = [];
  const failures: Failure[] = [];
  for (const [caseId, stored] of heads) {
    const head = v.safeParse(caseHead, stored);
    const mark = marks.get(caseId);
    if (!head.success || head.output.caseId !== caseId) failures.push(damagedHead(caseId, '无法识别'));
    else if (mark === null) failures.push(damagedHead(caseId, '的回收站记录无法识别'));
    else value.push({ ...head.output, deletedOn: mark?.deletedOn ?? null });
  }
  return { value, failures };
};

/**
 * All cases, those in the bin included, by id. Reads the small summary store only: no revision is loaded.
 * A summary that cannot be read is a failure beside the others, named by its case.
 */
export const listCases = (port: StoragePort): Promise<Result<WithFailures<readonly ListedCase[]>>> =>
  port.read(['cases', 'bin'], async (transaction) => {
    const heads = pair(await transaction.keys('cases'), await transaction.values('cases'));
    const marks = pair(await transaction.keys('bin'), await transaction.values('bin'));
    return ok(listed(heads, binMarksOf(marks)));
  });

/**
 * The revisions of a case, newest first, each checked against its own hash; their texts are not loaded.
 * A damaged record is a failure beside the others.
 */
export const listRevisions = async (
  port: StoragePort,
  caseId: string,
): Promise<Result<WithFailures<readonly RevisionRecord[]>>> => {
  const stored = await port.read(['revisions'], async (transaction) => {
    const span = spanBelow(caseId);
    return ok(pair(await transaction.keys('revisions', span), await transaction.values('revisions', span)));
  });
  if (!stored.ok) return stored;
  const value: RevisionRecord[] = [];
  const failures: Failure[] = [];
  for (const [key, record] of stored.value) {
    const revision = partsOfKey(key)?.revision;
    if (revision === undefined) failures.push(damagedRevision(caseId, 0, `键“${key}”无法识别`));
    else {
      const verified = await verifyRecord(record, caseId, revision);
      if (verified.ok) value.push(verified.value);
      else failures.push(verified.failure);
    }
  }
  return ok({ value: value.reverse(), failures });
};
