import type { DeskEntry } from '../../case/desk/entry';
import type { DatasetOverlap } from '../../bridge/desk-contract';
import { type SamePatents, isConflict } from '../../case/desk/same-patents';
import type { Failure } from '../../kernel/result';
import type { RegisterFinding } from '../../review/desk/opinion/reasons';
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
  /** Salts of its own data fingerprints, which the register holds. */
  readonly salts: readonly string[];
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
  salts: [],
  standing: '',
  failure: null,
});

/** What a list is narrowed to. */
export type BatchFilter = 'all' | 'fail' | 'unknown' | 'register' | 'unread' | Question;

const QUESTIONS: readonly Question[] = ['safety', 'integrity', 'authenticity', 'usability', 'recalculation'];

const some = (row: BatchRow, verdict: 'fail' | 'unknown'): boolean =>
  row.reviewed !== null &&
  QUESTIONS.some((question) => row.reviewed?.report.answers[question].verdict === verdict);

/** Other cases with the same patents or data. */
export const touchesRegister = ({ samePatents, overlaps }: BatchRow): boolean =>
  overlaps.length > 0 || samePatents.some(isConflict);

const KEEPS: Record<Exclude<BatchFilter, Question>, (row: BatchRow) => boolean> = {
  all: () => true,
  fail: (row) => some(row, 'fail') || (row.reviewed?.grounds.some(({ fail }) => fail > 0) ?? false),
  unknown: (row) => some(row, 'unknown'),
  register: touchesRegister,
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

export const narrowed = (
  rows: readonly BatchRow[],
  filter: BatchFilter,
  words: string,
): readonly BatchRow[] => {
  const sought = words.trim().toLowerCase();
  return rows.filter(
    (row) =>
      keeps(row, filter) &&
      (sought === '' ||
        [row.file.name, titleOf(row), row.reviewed?.facts.pledgor ?? '', row.reviewed?.facts.pledgee ?? '']
          .join('\n')
          .toLowerCase()
          .includes(sought)),
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

const SHOWN_PATENTS = 5;

/** What the register says against a row, in words for the opinion. */
export const registerFindings = (
  row: Pick<BatchRow, 'samePatents' | 'overlaps' | 'notCompared'>,
  nameOf: (id: string) => string,
): readonly RegisterFinding[] => [
  ...row.samePatents.filter(isConflict).map(({ other, otherParties, patents }) => ({
    code: 'D_SAME_PATENT' as const,
    path: '台账 › 专利',
    message: `${otherParties ? '案卷标识相同、但出质人或质权人不同的' : '另一案件'}“${nameOf(other)}”也列有同样的专利 ${patents.length} 件：${patents
      .slice(0, SHOWN_PATENTS)
      .join('、')}${patents.length > SHOWN_PATENTS ? ' 等' : ''}。请核对是否重复质押`,
  })),
  ...row.overlaps.map(({ own, entry, other, statement }) => ({
    code: 'D_DATA_OVERLAP' as const,
    path: `台账 › 数据“${own}”`,
    message: `与“${nameOf(entry)}”的数据“${other}”有重合：${statement}。请核对是否同一数据重复质押`,
  })),
  ...(row.notCompared === 0
    ? []
    : [
        {
          code: 'D_NOT_COMPARED' as const,
          path: '台账 › 数据',
          message: `有 ${row.notCompared} 份数据没有能与本件的比较（盐值不同、没有可比的列或没有读出），重合与否未知`,
        },
      ]),
];
