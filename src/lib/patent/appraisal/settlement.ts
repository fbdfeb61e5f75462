import type { ExpertAnswer, Settlement } from '../../case/patents-section';
import { type Result, ok, refuse } from '../../kernel/result';
import type { AppraisalDifference } from './blind-appraisal';
import { checkAnswer } from '../reading/expert-answers';
import { indicatorsOf } from '../scheme/scheme-parts';
import type { Scheme } from '../scheme/scheme-schema';

/**
 * Settles one difference with a reason. Fails with `E_SETTLEMENT_REASON`, `E_SETTLEMENT_BY`, `E_ANSWER_UNKNOWN` or, when
 * the agreed answer does not fit the indicator, as an expert answer does (`E_ANSWER_…`).
 */
export const settle = (
  scheme: Scheme,
  difference: AppraisalDifference,
  decision: Pick<Settlement, 'settled' | 'reason' | 'by' | 'evidence'>,
): Result<Settlement> => {
  const { patent, indicator: code, first, second } = difference;
  const path = `${patent} › ${code}`;
  if (decision.reason.trim() === '')
    return refuse('E_SETTLEMENT_REASON', '分歧的定稿没有写明理由', path, '请写明为什么采用这一答案');
  if (decision.by.trim() === '')
    return refuse('E_SETTLEMENT_BY', '分歧的定稿没有写明定稿人', path, '请填写定稿人');
  const indicator = indicatorsOf(scheme).find((i) => i.code === code);
  if (indicator === undefined)
    return refuse('E_ANSWER_UNKNOWN', `方案没有指标“${code}”`, path, '请核对评分方案');
  const settlement: Settlement = { patent, indicator: code, first, second, ...decision };
  const checked = checkAnswer(settledAnswer(settlement), indicator, scheme);
  return checked.ok ? ok(settlement) : checked;
};

/** The settled answer as the case keeps it. */
export const settledAnswer = (settlement: Settlement): ExpertAnswer => ({
  patent: settlement.patent,
  indicator: settlement.indicator,
  answer: settlement.settled,
  reason: settlement.reason,
  by: settlement.by,
  evidence: settlement.evidence,
});

/** Answers for the case: those both agreed on as the first gave them, and the settled ones. Open differences stay out. */
export const settledAnswers = (
  agreed: readonly ExpertAnswer[],
  differences: readonly AppraisalDifference[],
  settlements: readonly Settlement[],
): { readonly answers: readonly ExpertAnswer[]; readonly open: readonly AppraisalDifference[] } => {
  const keyOf = (x: { readonly patent: string; readonly indicator: string }): string =>
    JSON.stringify([x.patent, x.indicator]);
  const disputed = new Set(differences.map(keyOf));
  const done = new Map(settlements.map((s) => [keyOf(s), s]));
  return {
    answers: [
      ...agreed.filter((answer) => !disputed.has(keyOf(answer))),
      ...[...done.values()].filter((s) => disputed.has(keyOf(s))).map(settledAnswer),
    ],
    open: differences.filter((difference) => !done.has(keyOf(difference))),
  };
};
