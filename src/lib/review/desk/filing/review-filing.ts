import { sha256Hex } from '../../../kernel/hashing';
import { encodeUtf8 } from '../../../kernel/utf8';
import {
  type Answer,
  type Question,
  type ReviewFinding,
  answerOf,
  failed,
  noted,
  undecided,
} from '../../verify-report';
import { compareMentions } from './compare-mentions';
import type { FilingChecklist, FilingPaper } from './filing-papers';
import type { ReadPaper } from './read-paper';

/** What a person said of a folder. */
export interface FilingAnswers {
  /** Path → code of the paper; `''` = belongs to none; absent = nobody said. */
  readonly matches: Readonly<Record<string, string>>;
  /** Code → whether the paper is needed in this case. */
  readonly needs: Readonly<Record<string, boolean>>;
}

/** One paper of the checklist with the files a person gave to it. */
export interface FilingLine {
  readonly paper: FilingPaper;
  /** `null` = not known whether it is needed. */
  readonly needed: boolean | null;
  readonly files: readonly string[];
}

export interface ReviewedFiling {
  /** SHA-256 over hash and path of every file, by path; then the paths of those not read. */
  readonly id: string;
  readonly answers: Readonly<Record<Question, Answer>>;
  readonly lines: readonly FilingLine[];
  /** Patents named by any paper that could be read. */
  readonly patents: readonly string[];
}

const codeOf = ({ path }: ReadPaper, { matches }: FilingAnswers): string | null =>
  Object.hasOwn(matches, path) ? (matches[path] ?? '') : null;

const neededOf = (
  { code, need }: FilingPaper,
  { needs }: FilingAnswers,
  patents: number,
  threshold: number,
): boolean | null => {
  if (need === 'always') return true;
  if (Object.hasOwn(needs, code)) return needs[code] ?? null;
  return need === 'over-list-threshold' && patents > threshold ? true : null;
};

const lineFindings = (
  { paper, needed, files }: FilingLine,
  unreadFiles: number,
): readonly ReviewFinding[] => {
  if (files.length > 0 || needed === false) return [];
  if (needed === true)
    return [
      unreadFiles === 0
        ? failed('E_REQUIRED', paper.title, `缺应提交的材料：“${paper.title}”（${paper.article}）`)
        : undecided(
            'E_REQUIRED',
            paper.title,
            `没有找到应提交的“${paper.title}”（${paper.article}）；有 ${unreadFiles} 个文件没有读，是否在其中未知`,
          ),
    ];
  return [
    undecided(
      'E_NEED_UNKNOWN',
      paper.title,
      `没有“${paper.title}”（${paper.article}），本件是否需要它未知：请在清单里写明`,
    ),
  ];
};

/** Files not read that are named one by one. */
const MOST_NAMED = 100;

const notRead = (paths: readonly string[]): readonly ReviewFinding[] => [
  ...paths
    .slice(0, MOST_NAMED)
    .map((path) => undecided('E_NOT_READ', path, '这个文件没有读，它是什么、内容是否与其他材料一致未知')),
  ...(paths.length > MOST_NAMED
    ? [undecided('E_NOT_READ', '', `另有 ${paths.length - MOST_NAMED} 个文件没有读，内容未知`)]
    : []),
];

const someNotRead = (paths: readonly string[]): readonly ReviewFinding[] =>
  paths.length === 0
    ? []
    : [undecided('E_NOT_READ', paths[0] ?? '', `有 ${paths.length} 个文件没有读，结果未知`)];

const matching = (papers: readonly ReadPaper[], answers: FilingAnswers): readonly ReviewFinding[] =>
  papers.flatMap((paper) => {
    const code = codeOf(paper, answers);
    return code === null
      ? [undecided('E_UNMATCHED', paper.path, `“${paper.name}”还没有归到材料清单的某一项`)]
      : [];
  });

const twins = (papers: readonly ReadPaper[]): readonly ReviewFinding[] => {
  const first = new Map<string, string>();
  return papers.flatMap(({ sha256, path }) => {
    const other = first.get(sha256);
    if (other === undefined) {
      first.set(sha256, path);
      return [];
    }
    return [noted('N_TWIN', path, `与“${other}”内容完全相同`)];
  });
};

const unread = (papers: readonly ReadPaper[]): readonly ReviewFinding[] =>
  papers
    .filter(({ mentions, kind }) => mentions === null && kind !== 'empty')
    .map(({ path, name, kindLabel }) =>
      undecided('E_NOT_READ', path, `“${name}”是${kindLabel}，其中的文字没有读，内容是否与其他材料一致未知`),
    );

const dotted = (papers: readonly ReadPaper[], answers: FilingAnswers): readonly ReviewFinding[] =>
  papers.flatMap((paper) => {
    const count = paper.mentions?.patents.filter((patent) => patent.dotted).length ?? 0;
    return codeOf(paper, answers) === 'patent-list' && count > 0
      ? [failed('E_LIST_DOT', paper.path, `专利清单里有 ${count} 个专利号带小数点，校验位前的小数点应当删去`)]
      : [];
  });

/**
 * An ordinary filing, a folder of scans and Office files, under the same five questions as a package. What cannot be measured on such
 * papers is unknown: where they come from, signatures, the content of scans, every computation. With files that were not read
 * (`unreadPaths`) no paper is said to be missing.
 */
export const reviewFiling = async (
  papers: readonly ReadPaper[],
  checklist: FilingChecklist,
  answers: FilingAnswers,
  unreadPaths: readonly string[] = [],
): Promise<ReviewedFiling> => {
  const leftOut = [...unreadPaths].sort();
  const ordered = [...papers].sort((a, b) => (a.path < b.path ? -1 : 1));
  const patents = [
    ...new Set(ordered.flatMap(({ mentions }) => mentions?.patents.map(({ number }) => number) ?? [])),
  ].sort();
  const lines = checklist.papers.map((paper) => ({
    paper,
    needed: neededOf(paper, answers, patents.length, checklist.listThreshold),
    files: ordered.filter((file) => codeOf(file, answers) === paper.code).map(({ path }) => path),
  }));
  const titleOf = new Map(checklist.papers.map(({ code, title }) => [code, title]));
  const named = ordered.map((paper) => {
    const code = codeOf(paper, answers);
    return { paper, code, title: titleOf.get(code ?? '') ?? paper.name };
  });
  return {
    id: await sha256Hex(
      encodeUtf8(
        [
          ...ordered.map(({ sha256, path }) => `${sha256}  ${path}\n`),
          ...leftOut.map((path) => `-  ${path}\n`),
        ].join(''),
      ),
    ),
    lines,
    patents,
    answers: {
      safety: answerOf([...ordered.flatMap(({ safety }) => safety), ...someNotRead(leftOut)]),
      integrity: answerOf([
        ...lines.flatMap((line) => lineFindings(line, leftOut.length)),
        ...notRead(leftOut),
        ...matching(ordered, answers),
        ...dotted(ordered, answers),
        ...compareMentions(named),
        ...unread(ordered),
        undecided('E_NO_MANIFEST', '', '普通材料没有校验清单，收到之前有没有被改过、有没有少文件，未知'),
      ]),
      authenticity: answerOf([
        undecided('E_NOT_SIGNED', '', '签字、盖章的真伪本程序不能判断，须由人核对原件'),
      ]),
      usability: answerOf([
        ...ordered.flatMap(({ usability }) => usability),
        ...twins(ordered),
        ...someNotRead(leftOut),
      ]),
      recalculation: answerOf([
        undecided('E_NO_INPUTS', '', '普通材料里没有估值的输入和规则值，数字无法重算'),
      ]),
    },
  };
};
