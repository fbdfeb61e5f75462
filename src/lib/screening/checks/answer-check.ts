import type { ScreeningAnswer } from '../../case/screening-section';
import { type Check, type Points, allOf, check, checked, scored } from '../check';
import { ANY_POINTS, answerFacts, claimOf, isUnnamed } from './answer-words';
import type { CheckInput, CheckTest } from './check-input';
import { hasLostFile } from './lost-file';

const judge = (answer: ScreeningAnswer, index: number, input: CheckInput): Check => {
  const { spec } = input.loaded;
  const { answers } = input.context;
  const passes =
    answer.answer.kind === 'verdict'
      ? answer.answer.verdict === 'pass'
      : answer.answer.points >= spec.failBelow;
  const claim = claimOf(answer, spec.failBelow);
  const lost = input.context.lostFilesPass !== true && hasLostFile(answer, input.context);
  const unnamed = isUnnamed(answer, input.context);
  const backed =
    !lost &&
    !unnamed &&
    (!(spec.evidenceRequired ?? input.set.set.evidenceRequired) ||
      answer.evidence.some((e) => answers.isPresent(e)));
  const verdict = passes ? (backed ? 'pass' : 'unknown') : 'fail';
  const facts = (): Readonly<Record<string, string>> => {
    const said = answerFacts(answer, input);
    return lost ? { ...said, code: 'E_EVIDENCE_MISSING' } : said;
  };
  const open = lost ? 'unknown.evidence-gone' : unnamed ? 'unknown.unnamed' : 'unknown.evidence';
  const key = verdict !== 'unknown' ? verdict : open;
  return scored(
    verdict,
    key,
    facts,
    [answers.node(answer, index)],
    backed ? claim : { low: 0, high: claim.high },
  );
};

const spread = (all: readonly Check[]): Points => ({
  low: Math.min(...all.map((c) => c.points?.low ?? 0)),
  high: Math.max(...all.map((c) => c.points?.high ?? 4)),
});

const { verdict: OPEN, reasons, nodes } = check('unknown', 'unknown');
const NOT_ANSWERED: Check = checked(OPEN, reasons, nodes, { points: ANY_POINTS });

/**
 * A person's answer. None: unknown, 0–4 points. An adverse answer counts as it stands; a favourable one only with the
 * name of who stands for it and evidence that is in the case, and without them bounds the points from above alone. Several answers: all must pass.
 */
export const answerCheck: CheckTest = (input) => {
  const answers = input.context.answers.answers(input.loaded.id, input.subject.id);
  if (answers.length === 0) return NOT_ANSWERED;
  const [first] = answers;
  if (answers.length === 1 && first !== undefined) return judge(first, 0, input);
  const judged = answers.map((answer, i) => judge(answer, i, input));
  return { ...allOf(judged), points: spread(judged) };
};
