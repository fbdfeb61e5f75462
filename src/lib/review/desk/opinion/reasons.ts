import type { OpinionReason } from '../../../case/desk/opinion';
import type { GroundAgain } from '../grounds';
import { type Answer, QUESTION_LABEL, type Question } from '../../verify-report';

/** Everything of an entry that an opinion rests on. */
export interface OpinionBasis {
  readonly answers: Readonly<Record<Question, Answer>>;
  /** Grounds run again; `null` = an ordinary filing, where nothing can be run. */
  readonly grounds: readonly GroundAgain[] | null;
  /** What the register knows of other packages, in words. */
  readonly register: readonly RegisterFinding[];
}

/** What the register says against an entry. */
export interface RegisterFinding {
  readonly code: 'D_SAME_PATENT' | 'D_DATA_OVERLAP' | 'D_NOT_COMPARED';
  readonly path: string;
  readonly message: string;
}

export const GROUND_TOPIC = '不予登记情形';
const REGISTER_TOPIC = '台账比对';

/** Most reasons that one opinion carries; the rest is counted. */
export const MOST_REASONS = 400;

const reason = (
  topic: string,
  { code, path, message, verdict }: Pick<OpinionReason, 'code' | 'path' | 'message' | 'verdict'>,
): OpinionReason => ({
  key: [topic, code, path, message].join('｜').slice(0, 20_000),
  topic,
  code: code.slice(0, 500),
  path: path.slice(0, 20_000),
  message: message.slice(0, 20_000),
  verdict,
  settled: null,
});

const QUESTIONS: readonly Question[] = ['safety', 'integrity', 'authenticity', 'usability', 'recalculation'];

const ofAnswers = (answers: OpinionBasis['answers']): readonly OpinionReason[] =>
  QUESTIONS.flatMap((question) =>
    answers[question].findings.flatMap(({ code, path, message, verdict }) =>
      verdict === 'pass' ? [] : [reason(QUESTION_LABEL[question], { code, path, message, verdict })],
    ),
  );

const ofGround = ({ rule, title, fail, unknown, lines }: GroundAgain): readonly OpinionReason[] => {
  if (fail === 0 && unknown === 0) return [];
  const verdict = fail > 0 ? 'fail' : 'unknown';
  const [first] = lines;
  const counts = [...(fail > 0 ? [`不通过 ${fail} 项`] : []), ...(unknown > 0 ? [`未知 ${unknown} 项`] : [])];
  return [
    reason(GROUND_TOPIC, {
      code: rule,
      path: first?.subject ?? '',
      message: `${title}：${counts.join('，')}${first === undefined ? '' : `。首个：${first.subject}，${first.message}`}`,
      verdict,
    }),
  ];
};

const NO_GROUNDS: readonly OpinionReason[] = [
  reason(GROUND_TOPIC, {
    code: 'E_GROUNDS',
    path: '',
    message: '不予登记的各种情形没有能重新核对，结果未知',
    verdict: 'unknown',
  }),
];

const WEIGHT = { fail: 0, unknown: 1 } as const;

/** What stands against a pass, failures first; each once. */
export const reasonsOf = ({ answers, grounds, register }: OpinionBasis): readonly OpinionReason[] => {
  const all = [
    ...ofAnswers(answers),
    ...(grounds === null || grounds.length === 0 ? NO_GROUNDS : grounds.flatMap(ofGround)),
    ...register.map((finding) => reason(REGISTER_TOPIC, { ...finding, verdict: 'unknown' })),
  ];
  const once = new Map(all.map((one) => [one.key, one]));
  return [...once.values()].sort((a, b) => WEIGHT[a.verdict] - WEIGHT[b.verdict]);
};
