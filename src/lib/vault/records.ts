import * as v from 'valibot';
import { count, date, id, region, sha256Hex, shortText } from '../case/schema-parts';

/** What stands in the stores. Everything read back is checked against these, because a disk can lie. */

const line = v.pipe(
  shortText,
  v.check((text) => !/\p{Surrogate}/u.test(text), '文字中有半个字符'),
);
const revisionNumber = v.pipe(count, v.minValue(1));

/** What the caller says of a save. */
export const saveNote = v.strictObject({
  /** When, as stated by the caller: claimed, not proven. At most 500 characters. */
  savedAt: line,
  /** What was done, in the person's words; may be empty. At most 500 characters. */
  message: line,
});
export type SaveNote = v.InferOutput<typeof saveNote>;

/**
 * One saved revision, without its text. `sha256` covers every other field, so that no bit of the record, of the
 * text (through `contentSha256`) or of the history (through `previous`) can change unnoticed.
 */
export const revisionRecord = v.strictObject({
  caseId: id,
  /** 1, 2, 3 … without gaps. */
  revision: revisionNumber,
  /** `sha256` of the revision before; `null` for the first. */
  previous: v.nullable(sha256Hex),
  /** SHA-256 of the canonical JSON text of the case, UTF-8. */
  contentSha256: sha256Hex,
  /** Length of that text in bytes. */
  bytes: count,
  /** SHA-256 of the attachments the revision names, sorted, each once. */
  attachments: v.array(sha256Hex),
  ...saveNote.entries,
  sha256: sha256Hex,
});
export type RevisionRecord = v.InferOutput<typeof revisionRecord>;

/** Head and summary of a case: what a list shows without loading a revision. */
export const caseHead = v.strictObject({
  caseId: id,
  /** The latest revision and its `sha256`. */
  revision: revisionNumber,
  sha256: sha256Hex,
  title: shortText,
  /** Name of the enterprise; empty when nobody has said it. */
  enterprise: shortText,
  /** Whether the case says that something in it is invented. */
  fictional: v.boolean(),
  mode: v.picklist(['bank', 'enterprise']),
  region,
  valuationDate: date,
  savedAt: line,
  bytes: count,
});
export type CaseHead = v.InferOutput<typeof caseHead>;

/** Mark of a deleted case. */
export const binMark = v.strictObject({
  caseId: id,
  /** Day of the deletion, from the caller's clock. */
  deletedOn: date,
});
export type BinMark = v.InferOutput<typeof binMark>;

/** Unsaved work. The text is whatever the form held, not necessarily a valid case. */
export const draftRecord = v.strictObject({
  caseId: id,
  /** Revision the draft was begun from; 0 for a case never saved. */
  baseRevision: count,
  /** When, as stated by the caller. */
  at: shortText,
  text: v.string(),
  /** SHA-256 over the other fields. */
  sha256: sha256Hex,
});
export type Draft = v.InferOutput<typeof draftRecord>;

/** Key of a revision in `revisions` and `contents`; order of keys is order of revisions. */
export const revisionKey = (caseId: string, revision: number): string =>
  `${caseId}/${revision.toString().padStart(10, '0')}`;

/** Case and revision in a key made by `revisionKey`; `null` for any other text. */
export const partsOfKey = (key: string): { readonly caseId: string; readonly revision: number } | null => {
  const match = /^([^/]+)\/(\d{10})$/.exec(key);
  return match?.[1] === undefined ? null : { caseId: match[1], revision: Number(match[2]) };
};
