import type { CaseRecord } from '../case/case-record';
import type { ScreeningAnswer } from '../case/screening-section';
import { today } from './clock';
import type { OpenCase } from './open-case.svelte';

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

const isUnnamed = ({ by }: { readonly by: string }): boolean => by.trim() === '';

/** How many answers and declarations of a case nobody stands for. */
export const unnamedAnswers = ({ sections }: CaseRecord): number =>
  sections.screening.answers.filter(isUnnamed).length +
  sections.screening.declarations.filter(isUnnamed).length;

/** Stands for every answer and declaration that nobody stands for yet. */
export const signUnnamed = (open: OpenCase, by: string): void =>
  open.changeSection('screening', (section) => ({
    ...section,
    answers: section.answers.map((a) => (isUnnamed(a) ? { ...a, by, on: today() } : a)),
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
