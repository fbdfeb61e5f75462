import type { ScreeningAnswer } from '../../case/screening-section';
import { type Check, type Points, allOf, check } from '../check';
import type { ScaleOption } from '../rule-model';
import type { CheckInput, CheckTest } from './check-input';
import { hasLostFile } from './lost-file';

const FULL: Points = { low: 0, high: 4 };

const optionsOf = ({ loaded, set }: CheckInput): readonly ScaleOption[] =>
  loaded.spec.options ?? set.set.options;

const textOf = ({ answer }: ScreeningAnswer, options: readonly ScaleOption[]): string => {
  if (answer.kind === 'verdict') return answer.verdict === 'pass' ? '通过' : '不通过';
  const label = options.find((o) => o.points === answer.points)?.label;
  return label === undefined ? `${answer.points}分` : `${answer.points}分 ${label}`;
};

/** The points an answer claims. A bare verdict only says on which side of the pass mark it lies. */
const claimOf = ({ answer }: ScreeningAnswer, failBelow: number): Points => {
  if (answer.kind === 'points') return { low: answer.points, high: answer.points };
  return answer.verdict === 'pass'
    ? { low: failBelow, high: 4 }
    : { low: 0, high: Math.max(0, failBelow - 1) };
};

const judge = (answer: ScreeningAnswer, index: number, input: CheckInput): Check => {
  const { spec } = input.loaded;
  const { answers } = input.context;
  const passes =
    answer.answer.kind === 'verdict'
      ? answer.answer.verdict === 'pass'
      : answer.answer.points >= spec.failBelow;
  const claim = claimOf(answer, spec.failBelow);
  const lost = input.context.lostFilesPass !== true && hasLostFile(answer, input.context);
  const backed =
    !lost &&
    (!(spec.evidenceRequired ?? input.set.set.evidenceRequired) ||
      answer.evidence.some((e) => answers.isPresent(e)));
  const verdict = passes ? (backed ? 'pass' : 'unknown') : 'fail';
  const facts = {
    answer: textOf(answer, optionsOf(input)),
    by: answer.by,
    reason: answer.reason.trim() === '' ? '未写明理由' : answer.reason,
  };
  const key = verdict !== 'unknown' ? verdict : lost ? 'unknown.evidence-gone' : 'unknown.evidence';
  return {
    ...check(verdict, key, lost ? { ...facts, code: 'E_EVIDENCE_MISSING' } : facts, [
      answers.node(answer, index),
    ]),
    points: backed ? claim : { low: 0, high: claim.high },
  };
};

const spread = (all: readonly Check[]): Points => ({
  low: Math.min(...all.map((c) => c.points?.low ?? 0)),
  high: Math.max(...all.map((c) => c.points?.high ?? 4)),
});

/**
 * A person's answer. None: unknown, 0–4 points. An adverse answer counts as it stands; a favourable one only with
 * evidence that is in the case, and without it bounds the points from above alone. Several answers: all must pass.
 */
export const answerCheck: CheckTest = (input) => {
  const answers = input.context.answers.answers(input.loaded.id, input.subject.id);
  if (answers.length === 0) return { ...check('unknown', 'unknown'), points: FULL };
  const judged = answers.map((answer, i) => judge(answer, i, input));
  return { ...allOf(judged), points: spread(judged) };
};
