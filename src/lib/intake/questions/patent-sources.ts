import type { ImportBatch, PatentRecord } from '../../case/patents-section';
import { publicationKey } from '../patent-duplicates';
import type { ReadPatents } from '../import-patents';
import { placeOf } from '../table';
import type { CandidateKey } from './import-questions';
import { RECORD_FIELDS, fieldKey, fullness } from './record-fields';

/** One record that speaks about a patent. */
export interface Candidate {
  readonly key: CandidateKey;
  readonly where: string;
  readonly record: PatentRecord;
}

/** Everything that speaks about one patent: the case first, then the rows in the order of preference. */
export interface PatentSources {
  readonly patent: string;
  readonly inCase: Candidate | null;
  readonly rows: readonly Candidate[];
  /** Rows that only repeat another word for word. */
  readonly repeated: number;
  /** First row of the list, for the order of new records. */
  readonly firstRow: number;
  /** Family members as printed in any row. */
  readonly family: readonly string[];
}

export const CASE_KEY: CandidateKey = 'case';

const factsKey = (record: PatentRecord): string =>
  RECORD_FIELDS.map((field) => fieldKey(record, field)).join('\n');

/** Announcement of a grant: letters B, C (发明), U, Y (实用新型), S, D (外观设计). */
const isGrantDocument = ({ publicationNumber }: PatentRecord): boolean =>
  publicationNumber !== null && /[BCUYSD]\d?$/.test(publicationNumber);

interface Listed {
  readonly candidate: Candidate;
  readonly row: number;
}

interface Ranked extends Listed {
  readonly facts: string;
}

/** The grant before the application, the fuller before the emptier, then by content, so that row order decides nothing. */
const byPreference = (a: Ranked, b: Ranked): number =>
  Number(isGrantDocument(b.candidate.record)) - Number(isGrantDocument(a.candidate.record)) ||
  fullness(b.candidate.record) - fullness(a.candidate.record) ||
  (a.facts < b.facts ? -1 : a.facts > b.facts ? 1 : a.row - b.row);

const caseCandidate = (record: PatentRecord, imports: readonly ImportBatch[]): Candidate => {
  const batch = imports.find(({ id }) => id === record.origin?.batch);
  const from = batch === undefined ? '录入' : placeOf(batch.fileName, record.origin?.row ?? null, null);
  return { key: CASE_KEY, where: `案卷（${from}）`, record };
};

const distinctRows = (listed: readonly Listed[]): readonly Candidate[] => {
  if (listed.length === 1) return listed.map(({ candidate }) => candidate);
  const seen = new Set<string>();
  const ranked = listed.map((one): Ranked => ({ ...one, facts: factsKey(one.candidate.record) }));
  return ranked.sort(byPreference).flatMap(({ candidate, facts }) => {
    if (seen.has(facts)) return [];
    seen.add(facts);
    return [candidate];
  });
};

/** Sources of every patent of the list, by id. */
export const patentSources = (
  { batch, built }: ReadPatents,
  existing: readonly PatentRecord[],
  imports: readonly ImportBatch[],
): ReadonlyMap<string, PatentSources> => {
  const inCase = new Map(existing.map((record) => [record.id, record]));
  const rows = new Map<string, { listed: Listed[]; family: Set<string> }>();
  for (const { patent, record: row, family } of built) {
    if (patent === null) continue;
    const entry = rows.get(patent.id) ?? { listed: [], family: new Set<string>() };
    rows.set(patent.id, entry);
    const candidate = { key: `row:${row}`, where: placeOf(batch.fileName, row, null), record: patent };
    entry.listed.push({ candidate, row });
    for (const member of family) entry.family.add(member);
  }
  return new Map(
    [...rows].map(([patent, { listed, family }]): [string, PatentSources] => {
      const known = inCase.get(patent);
      const distinct = distinctRows(listed);
      return [
        patent,
        {
          patent,
          inCase: known === undefined ? null : caseCandidate(known, imports),
          rows: distinct,
          repeated: listed.length - distinct.length,
          firstRow: Math.min(...listed.map(({ row }) => row)),
          family: [...family].sort(),
        },
      ];
    }),
  );
};

/** Rows whose application column holds the publication number of a patent of the list or the case. */
export const publicationRows = (
  { built }: ReadPatents,
  known: readonly PatentRecord[],
): readonly { readonly record: number; readonly message: string }[] => {
  const byKey = new Map(
    known.flatMap((record) =>
      record.publicationNumber === null ? [] : [[publicationKey(record.publicationNumber), record] as const],
    ),
  );
  return built.flatMap(({ patent, publicationInstead, record }) => {
    const same =
      patent !== null || publicationInstead === null
        ? undefined
        : byKey.get(publicationKey(publicationInstead));
    return same === undefined
      ? []
      : [
          {
            record,
            message: `第 ${record} 条的申请号栏写的是公开（公告）号 ${publicationInstead ?? ''}，即 ${same.applicationNumber} ${same.title}，不另成一件`,
          },
        ];
  });
};
