import type { Figure } from '../../case/exchange';
import { type Method, NO_OUTPUTS } from '../../case/method';
import type { PatentRecord } from '../../case/patents-section';
import type { TraceNode } from '../../kernel/trace';
import { type ExplainedScore, explainWith } from './explain-score';
import { patentSubject, pledgedRecords } from '../pledged-patents';
import { type NodeScore, nodeAt } from './score-nodes';
import { scoreText } from './score-text';
import { scoringContext, scoringContext1 } from './scoring-context';
import { unknownFigure } from '../unknown-figure';

type ScoreMethodId = 'patent.score@1' | 'patent.score@2';

const scoreFigure = (
  method: ScoreMethodId,
  record: PatentRecord,
  trace: TraceNode,
  score: NodeScore,
  withheld: boolean,
): Figure => {
  const low = withheld ? null : scoreText(score.low);
  const high = withheld ? null : scoreText(score.high);
  return {
    id: trace.id,
    subject: patentSubject(record),
    label: trace.label,
    value: trace.value,
    unit: 'score',
    ...(low === null || high === null ? {} : { interval: { low, high } }),
    method,
    confidence: trace.confidence,
    trace: { ...trace, method },
  };
};

const figuresOf = (
  method: ScoreMethodId,
  record: PatentRecord,
  explained: ExplainedScore,
): readonly Figure[] => {
  const { trace, dimensions, scores, reading } = explained;
  return [
    scoreFigure(method, record, trace, nodeAt(scores.total, 0), reading.withheld),
    ...dimensions.map((node, at) =>
      scoreFigure(method, record, node, nodeAt(scores.dimensions[at], 0), false),
    ),
  ];
};

const methodOf = (id: ScoreMethodId, readContext: typeof scoringContext): Method => ({
  id,
  title: '专利三维评分（参照专利评估指引框架）',
  needs: [],
  run({ caseRecord, rules }) {
    const context = readContext(caseRecord, rules);
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
            method: id,
            failure: context.failure,
          }),
        ),
      };
    const figures = pledged.flatMap((record) => figuresOf(id, record, explainWith(context.value, record)));
    return { ...NO_OUTPUTS, figures };
  },
});

/**
 * Scores of the pledged patents: `patent-score/{total,legal,technical,economic}/<id>` with the interval of the unmeasured.
 * A rejected patent has no total; a type out of scope has no dimensions either. A record without a citation percentile
 * takes it from its cohort in the list, where that is large enough.
 */
export const scoreMethod: Method = methodOf('patent.score@2', scoringContext);

/** Without percentiles from the list. Released; runs only where a package names it. */
export const scoreMethod1: Method = methodOf('patent.score@1', scoringContext1);
