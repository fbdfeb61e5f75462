import * as v from 'valibot';
import type { CaseRecord } from '../case/case-record';
import { canonicalJson } from '../kernel/canonical-json';
import { sha256Hex } from '../kernel/hashing';
import { type Result, fail, ok } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import { type CaseHead, type RevisionRecord, type SaveNote, revisionRecord } from './records';
import { type CaseScribe, type WrittenCase, plainScribe } from '../case/case-scribe';
import { damagedRevision } from './vault-failures';

/** A revision whose record and text were hashed again and found unchanged. */
export interface VerifiedRevision {
  readonly record: RevisionRecord;
  /** Canonical JSON of the case, exactly as saved. */
  readonly text: string;
}

const sealOf = (fields: Omit<RevisionRecord, 'sha256'>): Promise<string> =>
  sha256Hex(encodeUtf8(canonicalJson(fields)));

const attachmentHashes = (caseRecord: CaseRecord): string[] =>
  [...new Set(caseRecord.attachments.map((attachment) => attachment.sha256))].sort();

/** The record of a revision about to be saved. `previous` is the `sha256` of the revision before. */
export const sealRevision = async (
  caseRecord: CaseRecord,
  written: WrittenCase,
  place: { readonly revision: number; readonly previous: string | null },
  note: SaveNote,
): Promise<RevisionRecord> => {
  const fields = {
    caseId: caseRecord.id,
    ...place,
    contentSha256: written.sha256,
    bytes: written.bytes,
    attachments: attachmentHashes(caseRecord),
    ...note,
  };
  return { ...fields, sha256: await sealOf(fields) };
};

/** Head and summary that belong to a revision. */
export const headOf = (caseRecord: CaseRecord, record: RevisionRecord): CaseHead => ({
  caseId: record.caseId,
  revision: record.revision,
  sha256: record.sha256,
  title: caseRecord.title,
  enterprise: caseRecord.sections.enterprise.enterprise.name,
  fictional: caseRecord.fiction !== '',
  mode: caseRecord.mode,
  region: caseRecord.region,
  valuationDate: caseRecord.valuationDate,
  savedAt: record.savedAt,
  bytes: record.bytes,
});

/** Checks the record of a revision against its own hash and its place. Fails with `E_REVISION_DAMAGED`. */
export const verifyRecord = async (
  stored: unknown,
  caseId: string,
  revision: number,
): Promise<Result<RevisionRecord>> => {
  const parsed = v.safeParse(revisionRecord, stored);
  if (!parsed.success)
    return fail(damagedRevision(caseId, revision, stored === undefined ? '记录缺失' : '记录无法识别'));
  const { sha256, ...fields } = parsed.output;
  if (fields.caseId !== caseId || fields.revision !== revision || (await sealOf(fields)) !== sha256)
    return fail(damagedRevision(caseId, revision, '记录与其校验值不符'));
  return ok(parsed.output);
};

/** Checks record and text of a revision. Fails with `E_REVISION_DAMAGED`, naming what is wrong. */
export const verifyRevision = async (
  stored: unknown,
  text: unknown,
  caseId: string,
  revision: number,
  scribe: CaseScribe = plainScribe,
): Promise<Result<VerifiedRevision>> => {
  const record = await verifyRecord(stored, caseId, revision);
  if (!record.ok) return record;
  if (typeof text !== 'string') return fail(damagedRevision(caseId, revision, '内容缺失'));
  if ((await scribe.digest(text)) !== record.value.contentSha256)
    return fail(damagedRevision(caseId, revision, '内容与其校验值不符'));
  return ok({ record: record.value, text });
};
