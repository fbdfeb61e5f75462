import type { PatentRecord } from '../case/patents-section';
import { canonicalJson } from '../kernel/canonical-json';
import type { BuiltRecord } from './patent-record';

/**
 * Two records of one list that are the same patent: the same application number twice, the same publication
 * number under two application numbers, or a publication number standing where an application number belongs.
 */
export interface PatentDuplicate {
  readonly kind: 'application-number' | 'publication-number' | 'publication-in-application-column';
  /** The record that stays in the list: the first one. */
  readonly kept: { readonly record: number; readonly id: string };
  /** The one left to a person's decision; `patent` is `null` when it cannot stand as a record of its own. */
  readonly other: { readonly record: number; readonly patent: PatentRecord | null };
  /** Fields in which the two differ. */
  readonly differences: readonly string[];
  readonly message: string;
}

export interface Deduplicated {
  readonly records: readonly PatentRecord[];
  readonly duplicates: readonly PatentDuplicate[];
  /** Records that neither stand nor duplicate another. */
  readonly failed: readonly BuiltRecord[];
}

/** A and B documents of one application share the nine digits used since 2007; older numbers differ by letter. */
export const publicationKey = (canonical: string): string => {
  const digits = canonical.replace(/^CN/, '').replace(/[A-Z]\d?$/, '');
  return digits.length === 9 ? digits : canonical;
};

const NOT_COMPARED: ReadonlySet<string> = new Set(['id', 'origin', 'edits', 'applicationNumberText']);

const differencesOf = (a: PatentRecord, b: PatentRecord): string[] => {
  const other = new Map<string, PatentRecord[keyof PatentRecord]>(Object.entries(b));
  return Object.entries(a)
    .filter(
      ([field, value]) =>
        !NOT_COMPARED.has(field) && canonicalJson(value) !== canonicalJson(other.get(field) ?? null),
    )
    .map(([field]) => field);
};

const pair = (
  kind: PatentDuplicate['kind'],
  kept: PatentRecord,
  other: BuiltRecord,
  why: string,
): PatentDuplicate => {
  const differences = other.patent === null ? [] : differencesOf(kept, other.patent);
  const record = kept.origin?.row ?? 0;
  const detail =
    other.patent === null
      ? ''
      : differences.length === 0
        ? '，内容相同'
        : `，有 ${differences.length} 个字段不同`;
  return {
    kind,
    kept: { record, id: kept.id },
    other: { record: other.record, patent: other.patent },
    differences,
    message: `第 ${other.record} 条与第 ${record} 条是同一件专利（${why}）${detail}；已保留第 ${record} 条，请决定取舍`,
  };
};

/** Keeps the first of every patent and reports each other one beside it; nothing is merged. */
export const deduplicate = (built: readonly BuiltRecord[]): Deduplicated => {
  const byId = new Map<string, PatentRecord>();
  const byPublication = new Map<string, PatentRecord>();
  const duplicates: PatentDuplicate[] = [];
  for (const item of built) {
    const { patent } = item;
    if (patent === null) continue;
    const published = patent.publicationNumber === null ? null : publicationKey(patent.publicationNumber);
    const sameNumber = byId.get(patent.id);
    const samePublication = published === null ? undefined : byPublication.get(published);
    if (sameNumber !== undefined)
      duplicates.push(pair('application-number', sameNumber, item, `申请号 ${patent.applicationNumber}`));
    else if (samePublication !== undefined)
      duplicates.push(
        pair('publication-number', samePublication, item, `公开（公告）号 ${patent.publicationNumber ?? ''}`),
      );
    else {
      byId.set(patent.id, patent);
      if (published !== null) byPublication.set(published, patent);
    }
  }
  const failed: BuiltRecord[] = [];
  for (const item of built) {
    if (item.patent !== null) continue;
    const kept =
      item.publicationInstead === null
        ? undefined
        : byPublication.get(publicationKey(item.publicationInstead));
    if (kept === undefined) failed.push(item);
    else
      duplicates.push(
        pair(
          'publication-in-application-column',
          kept,
          item,
          `公开（公告）号 ${item.publicationInstead ?? ''}`,
        ),
      );
  }
  return {
    records: [...byId.values()],
    duplicates: duplicates.sort((a, b) => a.other.record - b.other.record),
    failed,
  };
};
