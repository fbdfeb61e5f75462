import type { DeskEntry } from '../../case/desk/entry';
import type { DatasetOverlap } from '../../bridge/desk-contract';
import { type SamePatents, isConflict } from '../../case/desk/same-patents';
import type { Failure } from '../../kernel/result';
import { pathOf } from './chosen-files';
import type { Ground } from './ground';
import type { ReviewedPackage } from '../../review/desk/review-package';
import type { Question } from '../../review/verify-report';

/** One file of the batch and how far it has come. Its bytes are read when its turn comes and not kept. */
export interface BatchRow {
  readonly key: number;
  readonly file: File;
  readonly state: 'waiting' | 'checking' | 'done' | 'failed' | 'cancelled';
  readonly reviewed: ReviewedPackage | null;
  /** What the register knew before: the same package, seen earlier. */
  readonly seenBefore: DeskEntry | null;
  readonly samePatents: readonly SamePatents[];
  readonly overlaps: readonly DatasetOverlap[];
  /** Fingerprints in the register that were not compared: another salt, no columns in common, not read. */
  readonly notCompared: number;
  /** Entries of other cases with data without a fingerprint, where this one has data, too. */
  readonly unprintedElsewhere: readonly string[];
  /** File of this batch that is the same package, earlier in the list. */
  readonly twin: string | null;
  /** Salts of its own data fingerprints, which the register holds. */
  readonly salts: readonly string[];
  /** What it was reviewed by; see `ReviewBatch.isStale`. */
  readonly ground: Ground | null;
  /** What the register held of its case when it was reviewed, see `DeskRegister.standing`. */
  readonly standing: string;
  /** Why nothing could be said of the file, or why it is not in the register. */
  readonly failure: Failure | null;
}

export const waitingRow = (key: number, file: File): BatchRow => ({
  key,
  file,
  state: 'waiting',
  reviewed: null,
  seenBefore: null,
  samePatents: [],
  overlaps: [],
  notCompared: 0,
  unprintedElsewhere: [],
  twin: null,
  salts: [],
  ground: null,
  standing: '',
  failure: null,
});

/** What a list is narrowed to. */
export type BatchFilter = 'all' | 'fail' | 'unknown' | 'register' | 'elsewhere' | 'unread' | Question;

const QUESTIONS: readonly Question[] = ['safety', 'integrity', 'authenticity', 'usability', 'recalculation'];

const some = (row: BatchRow, verdict: 'fail' | 'unknown'): boolean =>
  row.reviewed !== null &&
  QUESTIONS.some((question) => row.reviewed?.report.answers[question].verdict === verdict);

/** Other cases with the same patents or data, or the same package twice. */
export const touchesRegister = ({ samePatents, overlaps, twin }: BatchRow): boolean =>
  twin !== null || overlaps.length > 0 || samePatents.some(isConflict);

/** Whether it is addressed to another office or registry than this desk. */
export const isElsewhere = ({ reviewed }: BatchRow): boolean =>
  reviewed?.report.answers.authenticity.findings.some(({ code }) => code === 'E_RECIPIENT') ?? false;

/** To whom the papers are addressed, in words; `null` = nothing was read. */
export const officeOf = ({ reviewed }: BatchRow): string | null => {
  if (reviewed === null || reviewed.report.id === null) return null;
  const { recipient, registry } = reviewed.facts;
  return recipient ?? (registry === '' ? '受理处未写明' : `受理处未写明（${registry}）`);
};

/** The offices of a batch with how many packages each has. */
export const officesIn = (
  rows: readonly BatchRow[],
): readonly { readonly office: string; readonly count: number }[] => {
  const counts = new Map<string, number>();
  for (const office of rows.map(officeOf))
    if (office !== null) counts.set(office, (counts.get(office) ?? 0) + 1);
  return [...counts]
    .map(([office, count]) => ({ office, count }))
    .sort((a, b) => (a.office < b.office ? -1 : 1));
};

const KEEPS: Record<Exclude<BatchFilter, Question>, (row: BatchRow) => boolean> = {
  all: () => true,
  fail: (row) => some(row, 'fail') || (row.reviewed?.grounds.some(({ fail }) => fail > 0) ?? false),
  unknown: (row) => some(row, 'unknown'),
  register: touchesRegister,
  elsewhere: isElsewhere,
  unread: (row) => row.state === 'failed' || row.state === 'cancelled',
};

const keeps = (row: BatchRow, filter: BatchFilter): boolean =>
  filter in KEEPS
    ? KEEPS[filter as Exclude<BatchFilter, Question>](row)
    : row.reviewed?.report.answers[filter as Question].verdict === 'fail';

/** Name that a list shows: the case, or the file. */
export const titleOf = ({ file, reviewed }: BatchRow): string => {
  const title = reviewed?.facts.caseTitle ?? '';
  return title === '' ? file.name : title;
};

const partiesOf = ({ reviewed }: BatchRow): readonly string[] =>
  reviewed === null
    ? []
    : [reviewed.facts.pledgor, reviewed.facts.pledgee, reviewed.facts.recipient].filter(
        (one) => one !== null,
      );

export const narrowed = (
  rows: readonly BatchRow[],
  filter: BatchFilter,
  words: string,
  office: string | null = null,
): readonly BatchRow[] => {
  const sought = words.trim().toLowerCase();
  return rows.filter(
    (row) =>
      keeps(row, filter) &&
      (office === null || officeOf(row) === office) &&
      (sought === '' ||
        [pathOf(row.file), titleOf(row), ...partiesOf(row)].join('\n').toLowerCase().includes(sought)),
  );
};

const RANK = { fail: 0, unknown: 1, pass: 2 } as const;

const rankOf = (row: BatchRow, key: string): number | string => {
  if (key === 'file') return row.file.name;
  if (key === 'title') return titleOf(row);
  const question = QUESTIONS.find((one) => one === key);
  if (question === undefined || row.reviewed === null) return 3;
  return RANK[row.reviewed.report.answers[question].verdict];
};

/** Rows in an order; equal ones stay as they came. */
export const ordered = (
  rows: readonly BatchRow[],
  key: string | null,
  descending: boolean,
): readonly BatchRow[] => {
  if (key === null) return rows;
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [rankOf(a, key), rankOf(b, key)];
    return (x < y ? -1 : x > y ? 1 : 0) * sign || a.key - b.key;
  });
};
