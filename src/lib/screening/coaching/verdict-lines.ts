import type { Finding, Verdict } from '../../case/exchange';
import type { CoachingRun } from '../../case/screening-section';
import { all } from '../kleene';

/** The verdict of one rule on one thing. All patents of a pledge count as one thing: the pool. */
export interface JudgedLine {
  readonly rule: string;
  readonly title: string;
  readonly subject: string;
  readonly subjectTitle: string;
  readonly verdict: Verdict;
}

const POOL = 'patent-pool';

/** One line per rule and thing, in the order of the findings; patents together, the least favourable verdict counting. */
export const verdictLines = (findings: readonly Finding[]): readonly JudgedLine[] => {
  const groups = new Map<string, { first: Finding; subject: string; verdicts: Verdict[] }>();
  for (const finding of findings) {
    const isPatent = finding.subject.kind === 'patent' || finding.subject.kind === 'patent-pool';
    const subject = isPatent ? POOL : finding.subject.id;
    const key = JSON.stringify([finding.rule, subject]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: finding, subject, verdicts: [finding.verdict] });
    else group.verdicts.push(finding.verdict);
  }
  return [...groups.values()].map(({ first, subject, verdicts }) => ({
    rule: first.rule,
    title: first.title,
    subject,
    subjectTitle: subject === POOL ? '质押专利清单' : first.subject.title,
    verdict: all(verdicts),
  }));
};

export type LineChange = 'better' | 'worse' | 'unchanged' | 'new' | 'gone';

/** A rule and thing judged twice; `null` where it was not judged. */
export interface ComparedLine {
  readonly rule: string;
  readonly title: string;
  readonly subject: string;
  readonly subjectTitle: string;
  readonly before: Verdict | null;
  readonly after: Verdict | null;
  readonly change: LineChange;
}

const RANK: Readonly<Record<Verdict, number>> = { fail: 0, unknown: 1, pass: 2 };

const changeOf = (before: Verdict, after: Verdict): LineChange =>
  RANK[after] > RANK[before] ? 'better' : RANK[after] < RANK[before] ? 'worse' : 'unchanged';

const ORDER: Readonly<Record<LineChange, number>> = { worse: 0, better: 1, new: 2, gone: 3, unchanged: 4 };

type Earlier = Pick<JudgedLine, 'rule' | 'subject' | 'verdict'> & Partial<JudgedLine>;

const keyOf = ({ rule, subject }: Pick<JudgedLine, 'rule' | 'subject'>): string =>
  JSON.stringify([rule, subject]);

/** Two judgements line by line: what became worse first, then better, new, gone and unchanged. */
export const compareVerdicts = (
  before: readonly Earlier[],
  after: readonly JudgedLine[],
): readonly ComparedLine[] => {
  const earlier = new Map(before.map((line) => [keyOf(line), line]));
  const judged = after.map((line): ComparedLine => {
    const old = earlier.get(keyOf(line));
    const { verdict, ...own } = line;
    return old === undefined
      ? { ...own, before: null, after: verdict, change: 'new' }
      : { ...own, before: old.verdict, after: verdict, change: changeOf(old.verdict, verdict) };
  });
  const now = new Set(after.map(keyOf));
  const titles = new Map(after.map((line) => [line.rule, line.title]));
  const gone = before
    .filter((line) => !now.has(keyOf(line)))
    .map((line): ComparedLine => ({
      rule: line.rule,
      title: line.title ?? titles.get(line.rule) ?? line.rule,
      subject: line.subject,
      subjectTitle: line.subjectTitle ?? line.subject,
      before: line.verdict,
      after: null,
      change: 'gone',
    }));
  return [...judged, ...gone].sort((a, b) => ORDER[a.change] - ORDER[b.change]);
};

export interface RunComparison {
  readonly run: Omit<CoachingRun, 'verdicts'>;
  readonly lines: readonly ComparedLine[];
  readonly counts: Readonly<Record<LineChange, number>>;
}

export const countChanges = (lines: readonly ComparedLine[]): Readonly<Record<LineChange, number>> => {
  const count = (change: LineChange): number => lines.filter((l) => l.change === change).length;
  return {
    better: count('better'),
    worse: count('worse'),
    unchanged: count('unchanged'),
    new: count('new'),
    gone: count('gone'),
  };
};

/** An earlier submission against today's findings. */
export const compareRun = (
  { verdicts, ...run }: CoachingRun,
  findings: readonly Finding[],
): RunComparison => {
  const lines = compareVerdicts(verdicts, verdictLines(findings));
  return { run, lines, counts: countChanges(lines) };
};
