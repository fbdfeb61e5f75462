import {
  type Answer,
  type IndicatorContext,
  type Reading,
  inputReader,
  remainingLife,
} from './indicator-inputs';
import type { ExpertEntry } from './expert-answers';
import { expertOptions } from '../scheme/scheme';
import type { Indicator, Scheme } from '../scheme/scheme-schema';
import { scoreNumber } from '../scheme/scoring-rule';

/** What one indicator of one patent came to. */
export interface LeafReading {
  readonly indicator: Indicator;
  /** Points 0–100; NaN = unmeasured. */
  readonly score: number;
  readonly answer: Answer | null;
  /** Who gave the answer; `null` when there is none. */
  readonly from: 'record' | 'expert' | null;
  readonly note: string | null;
}

/** Points of an answer; NaN when the scheme has none for it. */
export const answerPoints = (scheme: Scheme, indicator: Indicator, answer: Answer): number =>
  answer.kind === 'number'
    ? scoreNumber(indicator.scoring, answer.number)
    : (expertOptions(scheme, indicator).find((o) => o.key === answer.option)?.score ?? NaN);

const fromRecord = (indicator: Indicator, context: IndicatorContext): Reading => {
  const reader = inputReader(indicator.input);
  return reader === null ? { answer: null, note: '需专家评价' } : reader.read(context);
};

/** An expert's economic life does not lengthen the legal life; every other expert answer stands as given. */
const fromExpert = (indicator: Indicator, answer: Answer, context: IndicatorContext): Reading =>
  indicator.input === 'remainingEconomicLifeYears' && answer.kind === 'number'
    ? remainingLife(context.calendar, answer.number)
    : { answer, note: null };

/**
 * Reads one indicator: the expert's answer if there is one, else the record. A faulty expert answer leaves it unmeasured,
 * as does an option or number that the scheme has no points for.
 */
export const readLeaf = (
  scheme: Scheme,
  indicator: Indicator,
  context: IndicatorContext,
  expert: ExpertEntry | undefined,
): LeafReading => {
  if (expert === 'faulty')
    return { indicator, score: NaN, answer: null, from: null, note: '专家评价有误，更正前按未测处理' };
  const { answer, note } =
    expert === undefined ? fromRecord(indicator, context) : fromExpert(indicator, expert.answer, context);
  if (answer === null) return { indicator, score: NaN, answer, from: null, note };
  const score = answerPoints(scheme, indicator, answer);
  return Number.isNaN(score)
    ? { indicator, score, answer: null, from: null, note: '评分方案没有与此答案对应的档次' }
    : { indicator, score, answer, from: expert === undefined ? 'record' : 'expert', note };
};
