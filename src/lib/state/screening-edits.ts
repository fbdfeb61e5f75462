import type { CaseRecord } from '../case/case-record';
import type { Evidence } from '../case/schema-parts';
import type { ScreeningAnswer } from '../case/screening-section';
import { standsForNobody } from '../case/stands-for-nobody';
import { today } from './clock';
import type { OpenCase } from './open-case.svelte';
import { changeAnswerEvidence } from './screening-evidence';

export interface AnswerDraft {
  readonly rule: string;
  readonly subject: string;
  /** Empty takes the answer back. `pass`, `fail`, or points `0`–`4`. */
  readonly choice: string;
  readonly reason: string;
  /** What the answer rests on: which paper, which page. */
  readonly paper: string;
  readonly by: string;
}

const POINTS = [0, 1, 2, 3, 4] as const;

const answerOf = (choice: string): ScreeningAnswer['answer'] | null => {
  if (choice === 'pass' || choice === 'fail') return { kind: 'verdict', verdict: choice };
  const points = POINTS.find((p) => String(p) === choice);
  return points === undefined ? null : { kind: 'points', points };
};

/** Keeps, replaces or takes back a person's answer to one check item. */
export const setAnswer = (open: OpenCase, draft: AnswerDraft): void => {
  const answer = answerOf(draft.choice);
  open.changeSection('screening', (section) => {
    const others = section.answers.filter((a) => a.rule !== draft.rule || a.subject !== draft.subject);
    if (answer === null) return { ...section, answers: others };
    const evidence =
      draft.paper.trim() === ''
        ? []
        : [
            {
              attachment: null,
              description: draft.paper.trim(),
              page: null,
              date: today(),
              by: draft.by.trim() === '' ? null : draft.by,
            },
          ];
    const entry: ScreeningAnswer = {
      rule: draft.rule,
      subject: draft.subject,
      answer,
      reason: draft.reason,
      by: draft.by,
      on: today(),
      evidence,
    };
    return { ...section, answers: [...others, entry] };
  });
};

export const answerFor = (open: OpenCase, rule: string, subject: string): ScreeningAnswer | null =>
  open.record.sections.screening.answers.find((a) => a.rule === rule && a.subject === subject) ?? null;

export const choiceOf = (answer: ScreeningAnswer | null): string => {
  if (answer === null) return '';
  return answer.answer.kind === 'points' ? String(answer.answer.points) : answer.answer.verdict;
};

/** Parts of an answer that somebody enters; what is not named stays. */
export interface AnswerChange {
  readonly choice?: string;
  readonly reason?: string;
  /** The first paper, in words. */
  readonly paper?: string;
  readonly evidence?: readonly Evidence[];
  readonly by?: string;
}

/**
 * Enters a part of an answer. Whoever changes what is said stands for it from then on: the name of the sitting, or the
 * earlier one where no name was typed.
 */
export const changeAnswer = (
  open: OpenCase,
  { rule, subject }: Pick<AnswerDraft, 'rule' | 'subject'>,
  change: AnswerChange,
  sittingName: string,
): void => {
  const answer = answerFor(open, rule, subject);
  const papers = answer?.evidence ?? [];
  const name = standsForNobody(sittingName) ? '' : sittingName.trim();
  setAnswer(open, {
    rule,
    subject,
    choice: change.choice ?? choiceOf(answer),
    reason: change.reason ?? answer?.reason ?? '',
    paper: change.paper ?? '',
    by: change.by ?? (name === '' ? (answer?.by ?? '') : name),
  });
  const entered = answerFor(open, rule, subject)?.evidence ?? [];
  const kept = change.paper === undefined ? papers : [...entered, ...papers.slice(1)];
  changeAnswerEvidence(open, { rule, subject }, change.evidence ?? kept);
};

/** Declares that both parties know of a circumstance (grounds 10 and 11) and who saw it, or takes it back. */
export const setDeclaration = (
  open: OpenCase,
  { rule, subject, by }: Pick<AnswerDraft, 'rule' | 'subject' | 'by'>,
  declared: boolean,
): void =>
  open.changeSection('screening', (section) => {
    const others = section.declarations.filter((d) => d.rule !== rule || d.subject !== subject);
    if (!declared) return { ...section, declarations: others };
    const statement = '出质人与质权人均已知悉该情形，同意继续办理质押登记';
    const evidence = [
      { attachment: null, description: '双方声明', page: null, date: today(), by: by === '' ? null : by },
    ];
    return {
      ...section,
      declarations: [...others, { rule, subject, statement, by, evidence }],
    };
  });

const isUnnamed = ({ by }: { readonly by: string }): boolean => standsForNobody(by);

/** By rule, how many points at least are no fail. */
export type PassMarks = ReadonlyMap<string, number>;
const NO_MARKS: PassMarks = new Map();

/** Adverse answers count as they stand; points without a known mark are adverse at 0 alone. */
const isFavourable = ({ answer, rule }: ScreeningAnswer, marks: PassMarks): boolean =>
  answer.kind === 'verdict' ? answer.verdict === 'pass' : answer.points >= (marks.get(rule) ?? 1);

const awaitsName = (answer: ScreeningAnswer, marks: PassMarks): boolean =>
  isUnnamed(answer) && isFavourable(answer, marks);

/** Favourable answers and declarations to one rule for which nobody stands. */
export interface UnnamedRule {
  readonly rule: string;
  readonly count: number;
  /** Days on which they were given, earliest first; answers without a day and declarations have none. */
  readonly days: readonly string[];
}

/** Favourable answers and declarations that have no effect because nobody stands for them, by rule. */
export const unnamedByRule = (
  { sections }: CaseRecord,
  marks: PassMarks = NO_MARKS,
): readonly UnnamedRule[] => {
  const { answers, declarations } = sections.screening;
  const entries = [
    ...answers.filter((a) => awaitsName(a, marks)).map(({ rule, on }) => ({ rule, on })),
    ...declarations.filter(isUnnamed).map(({ rule }) => ({ rule, on: null })),
  ];
  return [...new Set(entries.map(({ rule }) => rule))].map((rule) => {
    const own = entries.filter((e) => e.rule === rule);
    const days = own.flatMap(({ on }) => (on === null ? [] : [on]));
    return { rule, count: own.length, days: [...new Set(days)].sort() };
  });
};

/** How many favourable answers and declarations of a case nobody stands for. */
export const unnamedAnswers = (caseRecord: CaseRecord, marks: PassMarks = NO_MARKS): number =>
  unnamedByRule(caseRecord, marks).reduce((sum, { count }) => sum + count, 0);

/** Stands for every favourable answer and declaration that nobody stands for yet; the day it was given stays. */
export const signUnnamed = (open: OpenCase, by: string, marks: PassMarks = NO_MARKS): void =>
  open.changeSection('screening', (section) => ({
    ...section,
    answers: section.answers.map((a) => (awaitsName(a, marks) ? { ...a, by, on: a.on ?? today() } : a)),
    declarations: section.declarations.map((d) => (isUnnamed(d) ? { ...d, by } : d)),
  }));

/** The reviewer's own confirmation (ground 12) for several patents at once; empty choice takes it back. */
export const confirmAll = (
  open: OpenCase,
  { rule, choice, by }: Pick<AnswerDraft, 'rule' | 'choice' | 'by'>,
  subjects: readonly string[],
): void => {
  for (const subject of subjects) setAnswer(open, { rule, subject, choice, reason: '', paper: '', by });
};
