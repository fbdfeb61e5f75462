import type { CaseRecord } from '../../case/case-record';
import type { PatentRecord } from '../../case/patents-section';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { ruleLeaf } from '../../rulebook/read-rule';
import { CONSTRAINTS } from '../../valuation/constraints';
import { explainIndicator } from './explain-indicator';
import { type PatentReading, readPatent } from '../reading/patent-reading';
import { fieldLeaf } from '../reading/record-source';
import type { IndicatorGroup } from '../scheme/scheme-schema';
import { scoreBlock } from './score-kernel';
import { type BlockScores, blockScores, nodeAt } from './score-nodes';
import { scoreNode, termsOf, weightsText } from './score-trace';
import { type ScoringContext, scoringContext } from './scoring-context';
import { weightNumber } from '../scheme/weight-text';

/** Walks the scheme in its order and hands out the scores of the row just computed. */
const explainRow = (
  context: ScoringContext,
  reading: PatentReading,
  scores: BlockScores,
): readonly TraceNode[] => {
  const patent = reading.context.record.id;
  let leafAt = 0;
  let groupAt = 0;
  const explainLeaves = (id: string, level: string, group: IndicatorGroup): TraceNode => {
    const readings = reading.leaves.slice(leafAt, (leafAt += group.indicators.length));
    const summed = readings.filter(({ indicator }) => indicator.multiplier !== true);
    const scaling = readings.find(({ indicator }) => indicator.multiplier === true);
    return scoreNode({
      id: `patent-score/${id}/${patent}`,
      label: group.title,
      score: nodeAt(scores.groups[groupAt++], 0),
      terms: termsOf(
        summed.map(({ indicator }) => indicator),
        summed.map(({ score }) => score),
      ),
      factor: scaling === undefined ? null : { title: scaling.indicator.title, score: scaling.score },
      children: [
        ...readings.map((leaf) => explainIndicator(context, reading, leaf)),
        ruleLeaf(context.scheme.rule, `${level} · ${group.title}`, weightsText(group.indicators), 'text'),
      ],
    });
  };
  return context.scheme.value.dimensions.map((dimension, at) => {
    const [only] = dimension.groups;
    if (dimension.flat === true && only !== undefined) return explainLeaves(dimension.key, '指标权重', only);
    const points = scores.groups
      .slice(groupAt, groupAt + dimension.groups.length)
      .map((group) => nodeAt(group, 0).point);
    return scoreNode({
      id: `patent-score/${dimension.key}/${patent}`,
      label: dimension.title,
      score: nodeAt(scores.dimensions[at], 0),
      terms: termsOf(dimension.groups, points),
      children: [
        ...dimension.groups.map((group) => explainLeaves(group.code, '三级权重', group)),
        ruleLeaf(context.scheme.rule, `二级权重 · ${dimension.title}`, weightsText(dimension.groups), 'text'),
      ],
    });
  });
};

/** A score with its tree, the nodes of the three dimensions, and what the table shows beside it. */
export interface ExplainedScore {
  readonly trace: TraceNode;
  readonly dimensions: readonly TraceNode[];
  readonly scores: BlockScores;
  readonly reading: PatentReading;
}

const gateText = ({ gates, unknownGates }: PatentReading): string =>
  gates.length > 0
    ? `已触发：${gates.map((g) => g.title).join('、')}`
    : unknownGates.length > 0
      ? `未触发；${unknownGates.length} 项缺资料，尚不能判断`
      : '未触发';

/** A patent outside the scheme: no score, and the rule that says so. */
const outOfScopeTrace = (context: ScoringContext, record: PatentRecord): TraceNode =>
  derive({
    id: `patent-score/total/${record.id}`,
    label: `综合评分 · ${record.title}`,
    value: null,
    unit: 'score',
    note: '专利类型不在评分框架的适用范围内，不评分',
    children: [fieldLeaf(context.section, record, 'type'), ruleLeaf(context.types.rule)],
  });

/** The two days that contradict each other. */
const wrongDates = (context: ScoringContext, { gates, context: { record } }: PatentReading) =>
  gates.some(({ rule }) => rule === CONSTRAINTS.grantedAfterFiling)
    ? [fieldLeaf(context.section, record, 'filingDate'), fieldLeaf(context.section, record, 'grantDate')]
    : [];

const totalTrace = (
  context: ScoringContext,
  reading: PatentReading,
  scores: BlockScores,
  dimensions: readonly TraceNode[],
): TraceNode => {
  const { weights, gates } = context;
  const { record } = reading.context;
  const terms = context.scheme.value.dimensions.map(({ key }, i) => ({
    weight: weightNumber(weights.value[key]),
    weightText: weights.value[key],
    point: nodeAt(scores.dimensions[i], 0).point,
  }));
  const trace = scoreNode({
    id: `patent-score/total/${record.id}`,
    label: `综合评分 · ${record.title}`,
    score: nodeAt(scores.total, 0),
    terms,
    children: [
      ...dimensions,
      ruleLeaf(weights.rule, undefined, terms.map((t) => t.weightText).join(' / '), 'ratio'),
      ...(gates === null ? [] : [ruleLeaf(gates.rule, undefined, gateText(reading), 'text')]),
      ...wrongDates(context, reading),
    ],
  });
  return reading.withheld
    ? { ...trace, value: null, note: `前置门槛${gateText(reading)}，不给综合分` }
    : trace;
};

/** Scores one patent with the kernel of the table and writes down how. */
export const explainWith = (context: ScoringContext, record: PatentRecord): ExplainedScore => {
  const reading = readPatent(context, record);
  const scores = blockScores(context.plan, 1);
  const columns = reading.leaves.map((l) => Float64Array.of(l.score));
  scoreBlock(context.plan, columns, 0, 1, scores);
  if (reading.outOfScope) return { trace: outOfScopeTrace(context, record), dimensions: [], scores, reading };
  const dimensions = explainRow(context, reading, scores);
  return { trace: totalTrace(context, reading, scores, dimensions), dimensions, scores, reading };
};

/**
 * Trace of one patent's total: 3 dimensions → second level → indicators, down to cells, expert answers and parameters.
 * Its numbers are those of `scorePatents`, bit for bit. Fails like `scoringContext`, or with `E_UNKNOWN_PATENT`.
 */
export const explainPatentScore = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  patentId: string,
): Result<TraceNode> => {
  const context = scoringContext(caseRecord, rules);
  if (!context.ok) return context;
  const record = context.value.section.records.find((r) => r.id === patentId);
  return record === undefined
    ? refuse(
        'E_UNKNOWN_PATENT',
        `案卷中没有专利“${patentId}”`,
        'sections.patents.records',
        '请从专利清单中选择',
      )
    : ok(explainWith(context.value, record).trace);
};
