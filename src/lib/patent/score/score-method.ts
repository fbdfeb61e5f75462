import type { Figure } from '../../case/exchange';
import { type Method, NO_OUTPUTS } from '../../case/method';
import type { PatentRecord } from '../../case/patents-section';
import type { TraceNode } from '../../kernel/trace';
import { type ExplainedScore, explainWith } from './explain-score';
import { patentSubject, pledgedRecords } from '../pledged-patents';
import { type NodeScore, nodeAt } from './score-nodes';
import { scoreText } from './score-text';
import { scoringContext } from './scoring-context';
import { unknownFigure } from '../unknown-figure';

export const SCORE_METHOD = 'patent.score@1';

const scoreFigure = (record: PatentRecord, trace: TraceNode, score: NodeScore, withheld: boolean): Figure => {
  const low = withheld ? null : scoreText(score.low);
  const high = withheld ? null : scoreText(score.high);
  return {
    id: trace.id,
    subject: patentSubject(record),
    label: trace.label,
    value: trace.value,
    unit: 'score',
    ...(low === null || high === null ? {} : { interval: { low, high } }),
    method: SCORE_METHOD,
    confidence: trace.confidence,
    trace: { ...trace, method: SCORE_METHOD },
  };
};

const figuresOf = (record: PatentRecord, explained: ExplainedScore): readonly Figure[] => {
  const { trace, dimensions, scores, reading } = explained;
  return [
    scoreFigure(record, trace, nodeAt(scores.total, 0), reading.withheld),
    ...dimensions.map((node, at) => scoreFigure(record, node, nodeAt(scores.dimensions[at], 0), false)),
  ];
};

/**
 * Scores of the pledged patents: `patent-score/{total,legal,technical,economic}/<id>` with the interval of the unmeasured.
 * A rejected patent has no total; a type out of scope has no dimensions either.
 */
export const scoreMethod: Method = {
  id: SCORE_METHOD,
  title: '专利三维评分（参照专利评估指引框架）',
  needs: [],
  run({ caseRecord, rules }) {
    const context = scoringContext(caseRecord, rules);
    const section = caseRecord.sections.patents;
    const pledged = pledgedRecords(section);
    if (!context.ok)
      return {
        ...NO_OUTPUTS,
        figures: pledged.map((record) =>
          unknownFigure(section, record, {
            id: `patent-score/total/${record.id}`,
            label: '综合评分',
            unit: 'score',
            method: SCORE_METHOD,
            failure: context.failure,
          }),
        ),
      };
    const figures = pledged.flatMap((record) => figuresOf(record, explainWith(context.value, record)));
    return { ...NO_OUTPUTS, figures };
  },
};
