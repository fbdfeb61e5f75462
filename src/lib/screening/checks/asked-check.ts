import type { ScreeningAnswer } from '../../case/screening-section';
import { type Check, type Points, check, checked, scored } from '../check';
import { ANY_POINTS, answerFacts, answerText, claimOf, isUnnamed, signerOf } from './answer-words';
import type { CheckInput, CheckTest } from './check-input';
import { hasLostFile } from './lost-file';

/** What people answered to an item, with what their answers claim whether or not a paper stands behind them. */
export interface Asked {
  readonly check: Check;
  /** `null` when nobody answered. */
  readonly claimed: Points | null;
}

type Facts = Readonly<Record<string, string>>;

const single = (answer: ScreeningAnswer, index: number, input: CheckInput): Check => {
  const { spec } = input.loaded;
  const claim = claimOf(answer, spec.failBelow);
  const required = spec.evidenceRequired ?? input.set.set.evidenceRequired;
  const nodes = [input.context.answers.node(answer, index)];
  const facts = (): Facts => answerFacts(answer, input);
  if (claim.high < spec.failBelow) return scored('fail', 'fail', facts, nodes, claim);
  const capped: Points = { low: 0, high: claim.high };
  if (hasLostFile(answer, input.context))
    return scored(
      'unknown',
      'unknown.evidence-gone',
      () => ({ ...facts(), code: 'E_EVIDENCE_MISSING' }),
      nodes,
      capped,
      true,
    );
  if (isUnnamed(answer, input.context)) return scored('unknown', 'unknown.unnamed', facts, nodes, capped);
  const backed = !required || answer.evidence.some((e) => input.context.answers.isPresent(e));
  return backed
    ? scored('pass', 'pass', facts, nodes, claim)
    : scored('unknown', 'unknown.evidence', facts, nodes, capped);
};

const overlap = (a: Points, b: Points): Points => ({
  low: Math.max(a.low, b.low),
  high: Math.min(a.high, b.high),
});

const isEmpty = ({ low, high }: Points): boolean => low > high;

const spreadOf = (claims: readonly Points[]): Points => ({
  low: Math.min(...claims.map((c) => c.low)),
  high: Math.max(...claims.map((c) => c.high)),
});

/** Several answers that can all be true: what each proves holds. */
const agreed = (singles: readonly Check[]): Check => {
  const [only] = singles;
  if (only !== undefined && singles.length === 1) return only;
  const deciding =
    singles.find((c) => c.verdict === 'fail') ??
    singles.find((c) => c.reasons.some((r) => r.key === 'unknown.evidence-gone')) ??
    singles.find((c) => c.verdict === 'pass') ??
    singles[0];
  const points = singles.map((c) => c.points ?? ANY_POINTS).reduce(overlap, ANY_POINTS);
  return {
    verdict: deciding?.verdict ?? 'unknown',
    reasons: deciding?.reasons ?? [],
    nodes: singles.flatMap((c) => c.nodes),
    points,
    ...(deciding?.isNamed === true ? { isNamed: true } : {}),
  };
};

const { verdict: OPEN, reasons, nodes } = check('unknown', 'unknown');
const NOBODY: Asked = {
  check: checked(OPEN, reasons, nodes, { points: ANY_POINTS }),
  claimed: null,
};

/**
 * What people say of an item. Nobody: unknown, 0–4 points. An adverse answer counts as it stands; a favourable one only
 * with the name of who stands for it and evidence that is in the case, and without them bounds the points from above
 * alone. Answers that cannot all be true (`E_ANSWERS_DIFFER`) and evidence that is not in the case
 * (`E_EVIDENCE_MISSING`) are named and leave it unknown.
 */
export const asked = (input: CheckInput): Asked => {
  const answers = input.context.answers.answers(input.loaded.id, input.subject.id);
  if (answers.length === 0) return NOBODY;
  const { failBelow } = input.loaded.spec;
  const [first] = answers;
  if (answers.length === 1 && first !== undefined)
    return { check: single(first, 0, input), claimed: claimOf(first, failBelow) };
  const singles = answers.map((answer, index) => single(answer, index, input));
  const claims = answers.map((answer) => claimOf(answer, failBelow));
  const common = claims.reduce(overlap, ANY_POINTS);
  if (!isEmpty(common)) return { check: agreed(singles), claimed: common };
  const words = answers.map((answer) => `${signerOf(answer, input.context)}答“${answerText(answer, input)}”`);
  const facts = { answers: [...new Set(words)].sort().join('，'), code: 'E_ANSWERS_DIFFER' };
  const spread = spreadOf(claims);
  return {
    check: {
      ...check(
        'unknown',
        'unknown.differ',
        facts,
        singles.flatMap((c) => c.nodes),
      ),
      points: { low: 0, high: spread.high },
      isNamed: true,
    },
    claimed: spread,
  };
};

/** An item that only people can answer. */
export const askedCheck: CheckTest = (input) => asked(input).check;
