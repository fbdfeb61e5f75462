import type { JsonValue } from '../../kernel/json';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import * as v from 'valibot';
import type { RuleOverlay } from '../../rulebook/model';
import type { LicenceItem } from '../../rulebook/overlay-draft';
import { importLicenceTable } from './import-licence-table';
import { LICENCE_RULE, type LicenceRow, licenceRows } from './licence-row';

type Entry = RuleOverlay['entries'][number];

/** An empty cell of the table, to be confirmed as not published before it may be released. */
export interface EmptyCell {
  /** `C39 2023 salesMedian` */
  readonly key: string;
  readonly label: string;
  readonly confirmed: boolean;
}

export interface LicenceReview {
  readonly rows: readonly LicenceRow[];
  readonly periods: readonly string[];
  readonly empty: readonly EmptyCell[];
  readonly entries: readonly Entry[];
  readonly failures: readonly Failure[];
  readonly warnings: readonly Failure[];
}

const RATES = {
  salesMedian: '销售额提成率中位数',
  salesMean: '销售额提成率平均数',
  profitMean: '利润提成率平均数',
} as const;
const RATE_KEYS = ['salesMedian', 'salesMean', 'profitMean'] as const;

const identity = ({ industryCode, period }: LicenceRow): string => `${industryCode} ${period ?? ''}`;

const emptyCells = (rows: readonly LicenceRow[], confirmed: ReadonlySet<string>): readonly EmptyCell[] =>
  rows.flatMap((row) =>
    RATE_KEYS.flatMap((rate) => {
      const key = `${identity(row)} ${rate}`;
      return row[rate] === null
        ? [
            {
              key,
              label: `${row.industryName} ${row.period ?? ''} ${RATES[rate]}`,
              confirmed: confirmed.has(key),
            },
          ]
        : [];
    }),
  );

/** Periods as they stand in the table, for asking when each was published. */
const periodsOf = (rows: readonly LicenceRow[]): readonly string[] =>
  [...new Set(rows.flatMap(({ period }) => (period === null ? [] : [period])))].sort();

/** Any day will do for finding out which rows and periods there are. */
const probe = (item: LicenceItem): Result<readonly LicenceRow[]> => {
  const known = new Map<string, string>(Object.entries(item.publishedOn));
  for (let attempt = 0; attempt <= item.rows.length; attempt += 1) {
    const read = importLicenceTable(item, Object.fromEntries([...known].map(([p]) => [p, '2000-01-01'])));
    if (read.ok) return ok(read.value.rows);
    if (read.failure.code !== 'E_LICENCE_PUBLISHED') return read;
    known.set(read.failure.path.split(' › ').at(-1) ?? '', '');
  }
  return refuse('E_LICENCE_PUBLISHED', '统计期间读不出来', item.fileName, '请核对期间一栏');
};

/** What was released before and is not in the new table holds on: a value ends where the next of its rule begins. */
const withEarlier = (entry: Entry, previous: RuleOverlay | null): Entry => {
  const before = (previous?.entries ?? [])
    .filter(({ id, effectiveFrom }) => id === LICENCE_RULE && effectiveFrom <= entry.effectiveFrom)
    .at(-1);
  const old = v.safeParse(licenceRows, before?.value ?? []);
  const now = v.safeParse(licenceRows, entry.value);
  if (!old.success || !now.success) return entry;
  const known = new Set(now.output.map(identity));
  const kept = old.output.filter((row) => row.period !== null && !known.has(identity(row)));
  const rows: readonly JsonValue[] = [...now.output, ...kept]
    .sort((a, b) => (identity(a) < identity(b) ? -1 : 1))
    .map((row) => ({ ...row }));
  return { ...entry, value: rows };
};

/**
 * What a dropped licence table comes to. Empty rates stop it until each is confirmed as not published
 * (`E_LICENCE_EMPTY`), every period needs its day of publication, and a record left out stops it too: an official table is
 * taken over whole. Rows of the release before that the table does not repeat are kept.
 */
export const reviewLicence = (item: LicenceItem, previous: RuleOverlay | null): LicenceReview => {
  const found = probe(item);
  if (!found.ok)
    return { rows: [], periods: [], empty: [], entries: [], failures: [found.failure], warnings: [] };
  const rows = found.value;
  const empty = emptyCells(rows, new Set(item.confirmedEmpty));
  const open = empty.filter(({ confirmed }) => !confirmed);
  const dated = Object.fromEntries(Object.entries(item.publishedOn).filter(([, day]) => day.trim() !== ''));
  const read = importLicenceTable(item, dated);
  const notes = read.ok ? read.value.failures : [];
  const failures: Failure[] = [
    ...(read.ok ? [] : [read.failure]),
    ...notes.filter(({ code }) => !code.startsWith('W_')),
    ...(open.length === 0
      ? []
      : [
          {
            code: 'E_LICENCE_EMPTY',
            message: `有 ${open.length} 格提成率是空的，例如：${open[0]?.label ?? ''}`,
            path: item.fileName,
            remedy: '请对照官方表补录；官方未公布的，逐格确认“官方未公布”',
            rule: LICENCE_RULE,
          },
        ]),
  ];
  return {
    rows,
    periods: periodsOf(rows),
    empty,
    entries:
      read.ok && failures.length === 0
        ? read.value.entries.map((entry) => ({
            ...withEarlier(entry, previous),
            reason: `${entry.reason}；${item.reason.trim()}${empty.length === 0 ? '' : `；${empty.length} 格官方未公布，已逐格确认`}`,
          }))
        : [],
    failures,
    warnings: notes.filter(({ code }) => code.startsWith('W_')),
  };
};
