import type { PatentRecord } from '../case/patents-section';
import type { ScoreTable } from '../patent/score/score-patents';

/** The patent list as columns. Row numbers are places in the case's own list. */

/** Columns of the records and of their scores, in the order of the records. */
export interface PatentColumns {
  readonly records: readonly PatentRecord[];
  /** Title, number and owners in lower case, one text per patent. */
  readonly search: readonly string[];
  /** Patents with the same application number. */
  readonly copies: Int32Array;
  /** Patents with the same family name; 0 = none entered. */
  readonly relatives: Int32Array;
}

/** What the score table says of each row; NaN and empty where it says nothing. */
export interface ScoreColumns {
  readonly table: ScoreTable | null;
  /** Row of the score table, −1 = not scored yet. */
  readonly at: Int32Array;
}

const countsOf = (
  records: readonly PatentRecord[],
  keyOf: (record: PatentRecord) => string | null,
): Int32Array => {
  const counts = new Map<string, number>();
  for (const record of records) {
    const key = keyOf(record);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Int32Array.from(records, (record) => {
    const key = keyOf(record);
    return key === null ? 0 : (counts.get(key) ?? 0);
  });
};

export const patentColumns = (records: readonly PatentRecord[]): PatentColumns => ({
  records,
  search: records.map((r) =>
    [r.title, r.applicationNumber, r.applicationNumberText, ...r.owners].join('\n').toLowerCase(),
  ),
  copies: countsOf(records, (r) => r.applicationNumber),
  relatives: countsOf(records, (r) => r.familyId),
});

/** The table may be of an earlier list: rows are found by id, not by place. */
export const scoreColumns = (records: readonly PatentRecord[], table: ScoreTable | null): ScoreColumns => {
  const rows = new Map((table?.patents ?? []).map((id, row) => [id, row]));
  return { table, at: Int32Array.from(records, ({ id }) => rows.get(id) ?? -1) };
};

/** Columns of numbers that the list shows and sorts by. */
export const SCORE_COLUMNS = [
  'total',
  'legal',
  'technical',
  'economic',
  'low',
  'high',
  'legalLow',
  'legalHigh',
  'technicalLow',
  'technicalHigh',
  'economicLow',
  'economicHigh',
  'coverage',
] as const;
export type ScoreColumn = (typeof SCORE_COLUMNS)[number];

/** Value of a column; `null` = no score. */
export const scoreAt = ({ table, at }: ScoreColumns, column: ScoreColumn, row: number): number | null => {
  const value = table?.[column][at[row] ?? -1];
  return value === undefined || Number.isNaN(value) ? null : value;
};

export const gradeAt = ({ table, at }: ScoreColumns, row: number): string =>
  table?.grade[at[row] ?? -1] ?? '';

export const gatesAt = ({ table, at }: ScoreColumns, row: number): ScoreTable['gates'][number] =>
  table?.gates[at[row] ?? -1] ?? [];

export const unknownGatesAt = ({ table, at }: ScoreColumns, row: number): ScoreTable['gates'][number] =>
  table?.unknownGates[at[row] ?? -1] ?? [];

export const isReferenceOnly = ({ table, at }: ScoreColumns, row: number): boolean =>
  table?.referenceOnly[at[row] ?? -1] ?? false;

/** What a person should look at before relying on a patent. */
export const DOUBTS = ['copy', 'family', 'gate-unknown', 'reference-only', 'no-score'] as const;
export type Doubt = (typeof DOUBTS)[number];

export const DOUBT_TITLE: Readonly<Record<Doubt, string>> = {
  copy: '申请号重复',
  family: '同族多件',
  'gate-unknown': '门槛未知',
  'reference-only': '覆盖不足，仅供参考',
  'no-score': '没有得分',
};

export const doubtsAt = (list: PatentColumns, scores: ScoreColumns, row: number): readonly Doubt[] =>
  DOUBTS.filter((doubt) => {
    switch (doubt) {
      case 'copy':
        return (list.copies[row] ?? 0) > 1;
      case 'family':
        return (list.relatives[row] ?? 0) > 1;
      case 'gate-unknown':
        return unknownGatesAt(scores, row).length > 0;
      case 'reference-only':
        return isReferenceOnly(scores, row);
      case 'no-score':
        return scores.table !== null && scoreAt(scores, 'low', row) === null;
    }
  });

/** Grades that occur, in text order, each with its count; `none` stands for no grade. */
export const gradesIn = (scores: ScoreColumns): readonly (readonly [grade: string, count: number])[] => {
  const counts = new Map<string, number>();
  scores.at.forEach((_, row) => {
    const grade = gradeAt(scores, row) || 'none';
    counts.set(grade, (counts.get(grade) ?? 0) + 1);
  });
  return [...counts].sort(([a], [b]) => Number(a === 'none') - Number(b === 'none') || (a < b ? -1 : 1));
};

/** How many patents each doubt holds for. */
export const doubtCounts = (list: PatentColumns, scores: ScoreColumns): Readonly<Record<Doubt, number>> => {
  const counts: Record<Doubt, number> = {
    copy: 0,
    family: 0,
    'gate-unknown': 0,
    'reference-only': 0,
    'no-score': 0,
  };
  for (let row = 0; row < list.records.length; row++)
    for (const doubt of doubtsAt(list, scores, row)) counts[doubt] += 1;
  return counts;
};
