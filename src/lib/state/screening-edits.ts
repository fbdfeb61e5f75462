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
        : [{ attachment: null, description: draft.paper.trim(), page: null, date: today(), by: draft.by }];
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

/** Declares that both parties know of a circumstance (grounds 10 and 11), or takes it back. */
export const setDeclaration = (open: OpenCase, rule: string, subject: string, declared: boolean): void =>
  open.changeSection('screening', (section) => {
    const others = section.declarations.filter((d) => d.rule !== rule || d.subject !== subject);
    if (!declared) return { ...section, declarations: others };
    const statement = '出质人与质权人均已知悉该情形，同意继续办理质押登记';
    const evidence = [{ attachment: null, description: '双方声明', page: null, date: today(), by: '经办' }];
    return {
      ...section,
      declarations: [...others, { rule, subject, statement, by: '经办', evidence }],
    };
  });

/** The reviewer's own confirmation (ground 12) for several patents at once; empty choice takes it back. */
export const confirmAll = (
  open: OpenCase,
  rule: string,
  subjects: readonly string[],
  choice: string,
): void => {
  for (const subject of subjects)
    setAnswer(open, { rule, subject, choice, reason: '', paper: '', by: '审查人' });
};
