import type { PatentRecord } from '../case/patents-section';
import {
  type Doubt,
  type PatentColumns,
  type ScoreColumn,
  type ScoreColumns,
  doubtsAt,
  gatesAt,
  gradeAt,
  scoreAt,
  unknownGatesAt,
} from './patent-columns';

/** Filtering, sorting and choosing hand out row numbers and never copy a record. */

/** Empty text = everything. */
export interface PatentFilter {
  readonly text: string;
  readonly type: '' | PatentRecord['type'];
  readonly status: '' | 'unknown' | NonNullable<PatentRecord['status']>;
  /** One grade letter or span as the table prints it; `none` = no grade. */
  readonly grade: string;
  readonly gate: '' | 'closed' | 'unknown' | 'open';
  readonly pledged: '' | 'yes' | 'no';
  readonly doubt: '' | 'any' | Doubt;
}

export const NO_FILTER: PatentFilter = {
  text: '',
  type: '',
  status: '',
  grade: '',
  gate: '',
  pledged: '',
  doubt: '',
};

/** The words of the search, all of which must be found. */
const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[\s　]+/u)
    .filter((word) => word !== '');

const gateOf = (scores: ScoreColumns, row: number): 'closed' | 'unknown' | 'open' =>
  gatesAt(scores, row).length > 0 ? 'closed' : unknownGatesAt(scores, row).length > 0 ? 'unknown' : 'open';

/** Rows that pass, in the order of the records. */
export const filterRows = (
  list: PatentColumns,
  scores: ScoreColumns,
  pledged: ReadonlySet<string>,
  filter: PatentFilter,
): Int32Array => {
  const words = wordsOf(filter.text);
  const passes = (record: PatentRecord, row: number): boolean =>
    words.every((word) => (list.search[row] ?? '').includes(word)) &&
    (filter.type === '' || record.type === filter.type) &&
    (filter.status === '' || (record.status ?? 'unknown') === filter.status) &&
    (filter.grade === '' || (gradeAt(scores, row) || 'none') === filter.grade) &&
    (filter.gate === '' || gateOf(scores, row) === filter.gate) &&
    (filter.pledged === '' || pledged.has(record.id) === (filter.pledged === 'yes')) &&
    (filter.doubt === '' ||
      (filter.doubt === 'any'
        ? doubtsAt(list, scores, row).length > 0
        : doubtsAt(list, scores, row).includes(filter.doubt)));
  const rows = new Int32Array(list.records.length);
  let count = 0;
  list.records.forEach((record, row) => {
    if (passes(record, row)) rows[count++] = row;
  });
  return rows.slice(0, count);
};

export type SortKey = 'pledged' | 'title' | 'number' | 'type' | 'grade' | ScoreColumn;

export interface PatentOrder {
  /** `null` = as imported. */
  readonly key: SortKey | null;
  readonly descending: boolean;
}

const TYPE_ORDER: readonly PatentRecord['type'][] = ['invention', 'utility-model', 'design'];

/** Keys of the rows for one column: numbers or texts, `null` = nothing there. */
const keysOf = (
  { records }: PatentColumns,
  scores: ScoreColumns,
  pledged: ReadonlySet<string>,
  key: SortKey,
): ((row: number) => number | string | null) => {
  const of =
    <T>(read: (record: PatentRecord) => T) =>
    (row: number): T | null => {
      const record = records[row];
      return record === undefined ? null : read(record);
    };
  switch (key) {
    case 'pledged':
      return of(({ id }) => (pledged.has(id) ? 0 : 1));
    case 'title':
      return of(({ title }) => title);
    case 'number':
      return of(({ applicationNumber }) => applicationNumber);
    case 'type':
      return of(({ type }) => TYPE_ORDER.indexOf(type));
    case 'grade':
      return (row) => gradeAt(scores, row) || null;
    default:
      return (row) => scoreAt(scores, key, row);
  }
};

/** Sorts rows by a column. Stable; rows with nothing in the column stay last, whichever the direction. */
export const sortRows = (
  rows: Int32Array,
  list: PatentColumns,
  scores: ScoreColumns,
  pledged: ReadonlySet<string>,
  { key, descending }: PatentOrder,
): Int32Array => {
  if (key === null) return rows;
  const keyOf = keysOf(list, scores, pledged, key);
  const keys = Array.from(rows, keyOf);
  const sign = descending ? -1 : 1;
  const places = Array.from(rows, (_, place) => place);
  places.sort((a, b) => {
    const [x, y] = [keys[a] ?? null, keys[b] ?? null];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return x === y ? 0 : x < y ? -sign : sign;
  });
  return Int32Array.from(places, (place) => rows[place] ?? 0);
};

/** The pledged ids with the rows added at the end, or taken out; the others keep their order. */
export const pledgedWith = (
  pledged: readonly string[],
  { records }: PatentColumns,
  rows: Iterable<number>,
  pledge: boolean,
): readonly string[] => {
  const chosen = new Set<string>();
  for (const row of rows) {
    const record = records[row];
    if (record !== undefined) chosen.add(record.id);
  }
  if (!pledge) return pledged.filter((id) => !chosen.has(id));
  const before = new Set(pledged);
  return [...pledged, ...[...chosen].filter((id) => !before.has(id))];
};
