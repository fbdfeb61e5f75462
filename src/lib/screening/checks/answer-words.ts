import type { ScreeningAnswer } from '../../case/screening-section';
import { standsForNobody } from '../../case/stands-for-nobody';
import type { Points } from '../check';
import type { ScreeningContext } from '../context';
import type { CheckInput } from './check-input';

/** Nothing is known of the points. */
export const ANY_POINTS: Points = { low: 0, high: 4 };

/** An answer as it was given: a verdict, or points with their label. */
export const answerText = ({ answer }: ScreeningAnswer, { loaded, set }: CheckInput): string => {
  if (answer.kind === 'verdict') return answer.verdict === 'pass' ? '通过' : '不通过';
  const options = loaded.spec.options ?? set.set.options;
  const label = options.find((o) => o.points === answer.points)?.label;
  return label === undefined ? `${answer.points}分` : `${answer.points}分 ${label}`;
};

/** Nobody stands for it: it proves nothing in favour of the case. */
export const isUnnamed = (
  { by }: { readonly by: string },
  { earlier }: Pick<ScreeningContext, 'earlier'>,
): boolean => earlier?.unnamedPass !== true && standsForNobody(by);

/** Who answered, for a text. */
export const signerOf = (
  { by }: { readonly by: string },
  { earlier }: Pick<ScreeningContext, 'earlier'>,
): string => (earlier?.unnamedPass !== true && by.trim() === '' ? '未署名' : by);

/** The points an answer claims. A bare verdict only says on which side of the pass mark it lies. */
export const claimOf = ({ answer }: ScreeningAnswer, failBelow: number): Points => {
  if (answer.kind === 'points') return { low: answer.points, high: answer.points };
  return answer.verdict === 'pass'
    ? { low: failBelow, high: 4 }
    : { low: 0, high: failBelow < 1 ? 0 : failBelow - 1 };
};

/** What the words of a finding may say of an answer. */
export const answerFacts = (
  answer: ScreeningAnswer,
  input: CheckInput,
): Readonly<Record<string, string>> => ({
  answer: answerText(answer, input),
  by: signerOf(answer, input.context),
  reason: answer.reason.trim() === '' ? '未写明理由' : answer.reason,
});
