import type { Attachment, CaseRecord } from '../case/case-record';
import { sha256Hex } from '../kernel/hashing';
import { type Failure, type Result, fail, ok } from '../kernel/result';
import { getBlob, putBlob } from './blobs';
import { type OpenedCase, openCase } from './case-open';
import type { RevisionRecord, SaveNote } from './records';
import type { CaseScribe, WrittenCase } from '../case/case-scribe';
import type { StoragePort } from './storage-port';
import { placeOf } from './vault-failures';

/** Everything a case file is written from. Its bytes are the business of `container/`. */
export interface CaseExport {
  readonly caseRecord: CaseRecord;
  /** SHA-256 → bytes, for every attachment whose bytes are here and intact. */
  readonly attachments: ReadonlyMap<string, Uint8Array>;
  /** Attachments that are missing or damaged, each named by its place in the case. */
  readonly failures: readonly Failure[];
}

const attachmentPlace = (name: string): string => `附件 › ${name}`;

/** Gathers the attachments of a case, saved or only in memory, for a case file. Good ones survive bad ones. */
export const exportCase = async (port: StoragePort, caseRecord: CaseRecord): Promise<CaseExport> => {
  const attachments = new Map<string, Uint8Array>();
  const failures: Failure[] = [];
  for (const { name, sha256 } of caseRecord.attachments) {
    if (attachments.has(sha256)) continue;
    const bytes = await getBlob(port, sha256);
    if (bytes.ok) attachments.set(sha256, bytes.value);
    else failures.push({ ...bytes.failure, path: attachmentPlace(name) });
  }
  return { caseRecord, attachments, failures };
};

/** What became of a case brought in from a file. */
export interface CaseImport {
  /** The case as stored; its id differs from the file's when the file's was taken. */
  readonly caseRecord: CaseRecord;
  readonly revision: RevisionRecord;
  /** `same`: the latest revision here already says exactly this; nothing was written. */
  readonly outcome: 'new' | 'same' | 'side-by-side';
  /** Attachments that could not be stored or whose bytes were not in the file. */
  readonly failures: readonly Failure[];
}

/** `id`, `id-2`, `id-3` …, never longer than an id may be. */
export const numberedId = (id: string, number: number): string =>
  number === 1 ? id : `${id.slice(0, 80 - `-${number}`.length)}-${number}`;

/** How a case is saved; given by the vault. */
export type Save = (
  caseRecord: CaseRecord,
  expectedRevision: number,
  note: SaveNote,
) => Promise<Result<RevisionRecord>>;

/** Copies tried before giving up; nobody keeps so many copies of one case. */
const MOST_COPIES = 1_000;

const mismatch = ({ name, sha256 }: Attachment): Failure => ({
  code: 'E_BLOB_DAMAGED',
  message: `附件内容与案卷所记的校验值 ${sha256.slice(0, 12)}… 不符，没有存入`,
  path: attachmentPlace(name),
  remedy: '请取得未被改动的备份文件，或重新添加原文件',
});

/** Stores the bytes of one attachment; `null` = stored or already here. Only the store's refusals end the import. */
const storeAttachment = async (
  port: StoragePort,
  attachment: Attachment,
  bytes: Uint8Array | undefined,
): Promise<Result<Failure | null>> => {
  const path = attachmentPlace(attachment.name);
  if (bytes === undefined) {
    const here = await getBlob(port, attachment.sha256);
    if (here.ok) return ok(null);
    return here.failure.code.startsWith('E_BLOB_') ? ok({ ...here.failure, path }) : here;
  }
  if ((await sha256Hex(bytes)) !== attachment.sha256) return ok(mismatch(attachment));
  const stored = await putBlob(port, bytes);
  return stored.ok ? ok(null) : stored;
};

const storeAttachments = async (
  port: StoragePort,
  { attachments }: CaseRecord,
  bytesOf: ReadonlyMap<string, Uint8Array>,
): Promise<Result<readonly Failure[]>> => {
  const failures: Failure[] = [];
  for (const attachment of attachments) {
    const stored = await storeAttachment(port, attachment, bytesOf.get(attachment.sha256));
    if (!stored.ok) return stored;
    if (stored.value !== null) failures.push(stored.value);
  }
  return ok(failures);
};

const isTaken = ({ code }: Failure): boolean => code === 'E_CONFLICT' || code === 'E_CASE_DELETED';

/** An older revision may say the same in the words of an earlier schema. */
const saysTheSame = async (scribe: CaseScribe, here: OpenedCase, written: WrittenCase): Promise<boolean> => {
  if (here.revision.contentSha256 === written.sha256) return true;
  const again = await scribe.write(here.caseRecord);
  return again.ok && again.value.sha256 === written.sha256;
};

/**
 * Brings in a case from a file. It never overwrites: when its id is taken by anything else (a newer or older state,
 * or a case in the bin) it is stored beside it under `id-2`, `id-3` …. Attachments are stored first, so that a saved
 * case never waits for its bytes. Fails with the failures of saving; then no case was stored.
 */
export const importCase = async (
  port: StoragePort,
  scribe: CaseScribe,
  save: Save,
  source: { readonly caseRecord: CaseRecord; readonly attachments: ReadonlyMap<string, Uint8Array> },
  note: SaveNote,
): Promise<Result<CaseImport>> => {
  const { caseRecord } = source;
  const written = await scribe.write(caseRecord);
  if (!written.ok) return written;
  const stored = await storeAttachments(port, caseRecord, source.attachments);
  if (!stored.ok) return stored;
  const failures = stored.value;
  const here = await openCase(port, scribe, caseRecord.id);
  if (here.kind === 'opened' && !here.opened.inBin && (await saysTheSame(scribe, here.opened, written.value)))
    return ok({ caseRecord, revision: here.opened.revision, outcome: 'same', failures });
  for (let number = 1; number <= MOST_COPIES; number += 1) {
    const copy = { ...caseRecord, id: numberedId(caseRecord.id, number) };
    const saved = await save(copy, 0, note);
    if (saved.ok)
      return ok({
        caseRecord: copy,
        revision: saved.value,
        outcome: number === 1 ? 'new' : 'side-by-side',
        failures,
      });
    if (!isTaken(saved.failure)) return saved;
  }
  return fail({
    code: 'E_ID_TAKEN',
    message: `标识“${caseRecord.id}”已有 ${MOST_COPIES} 份案卷使用，没有导入`,
    path: placeOf(caseRecord.id),
    remedy: '请先清理不再需要的同名案卷',
  });
};
