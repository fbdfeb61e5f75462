import type { CaseRecord } from '../../case/case-record';
import type { PatentRecord } from '../../case/patents-section';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type ExplainedScore, explainWith } from '../score/explain-score';
import type { ScoreTable } from '../score/score-patents';
import { percentText, rangeText, scoreText, shortScore } from '../score/score-text';
import { type ScoringContext, scoringContext } from '../score/scoring-context';
import { byNumber } from './portfolio-rank';
import { type ScoreParts, scoreParts } from './score-difference';
import { type VendorRank, vendorRanks } from './vendor-ranks';

/** What one indicator moves our total against the median patent, points. */
export interface LeafContribution {
  readonly code: string;
  readonly title: string;
  /** Points of this patent and of the median patent; `null` = unmeasured. */
  readonly own: number | null;
  readonly median: number | null;
  /** Weights with which they count, renormalised over what is measured, 0–1. */
  readonly ownWeight: number;
  readonly medianWeight: number;
  readonly points: number;
}

/** Our total against the median patent of the list. `difference` = Σ `leaves.points` + `caps`. */
export interface MedianDifference {
  readonly medianPatent: { readonly id: string; readonly title: string; readonly applicationNumber: string };
  readonly own: number;
  readonly median: number;
  readonly difference: number;
  /** Largest move first; indicators that move nothing are left out. */
  readonly leaves: readonly LeafContribution[];
  /** What capping to the reachable range moves. */
  readonly caps: number;
  readonly trace: TraceNode;
}

export interface VendorGap {
  readonly vendors: readonly VendorRank[];
  /** `null` = this patent or the whole list has no total. */
  readonly difference: MedianDifference | null;
  /** What else sets our score apart from a vendor's, in words. */
  readonly reasons: readonly string[];
}

/** The patent in the middle of those with a total, the lower one of two; ties by number. */
const medianRow = (records: readonly PatentRecord[], totals: Float64Array): number | null => {
  const scored = [...totals.keys()].filter((row) => !Number.isNaN(totals[row] ?? NaN));
  scored.sort((a, b) => {
    const [x, y] = [records[a], records[b]];
    const by = (totals[a] ?? 0) - (totals[b] ?? 0);
    return by !== 0 || x === undefined || y === undefined ? by : byNumber(x, y);
  });
  return scored[Math.floor((scored.length - 1) / 2)] ?? null;
};

const partsOf = (context: ScoringContext, { reading, scores }: ExplainedScore, level: number) =>
  scoreParts(context.plan, (i) => reading.leaves[i]?.score ?? NaN, scores, level);

const known = (score: number | undefined): number | null =>
  score === undefined || Number.isNaN(score) ? null : score;

const contributions = (
  context: ScoringContext,
  [own, ownParts]: readonly [ExplainedScore, ScoreParts],
  [median, medianParts]: readonly [ExplainedScore, ScoreParts],
): readonly LeafContribution[] =>
  context.indicators
    .map(({ code, title }, i) => ({
      code,
      title,
      own: known(own.reading.leaves[i]?.score),
      median: known(median.reading.leaves[i]?.score),
      ownWeight: ownParts.weights[i] ?? 0,
      medianWeight: medianParts.weights[i] ?? 0,
      points: (ownParts.leaves[i] ?? 0) - (medianParts.leaves[i] ?? 0),
    }))
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.code < b.code ? -1 : 1));

/** Takes the difference apart at the level of the median total: what both have in common falls out. */
const medianDifference = (
  context: ScoringContext,
  own: ExplainedScore,
  record: PatentRecord,
  median: ExplainedScore,
  medianRecord: PatentRecord,
): MedianDifference | null => {
  const level = median.scores.total.point[0] ?? NaN;
  const ownParts = partsOf(context, own, level);
  const medianParts = partsOf(context, median, level);
  const total = own.scores.total.point[0] ?? NaN;
  if (own.reading.withheld || ownParts === null || medianParts === null) return null;
  const difference = total - level;
  const leaves = contributions(context, [own, ownParts], [median, medianParts]);
  const { id, title, applicationNumber } = medianRecord;
  return {
    medianPatent: { id, title, applicationNumber },
    own: total,
    median: level,
    difference,
    leaves,
    caps: ownParts.caps - medianParts.caps,
    trace: derive({
      id: `patent-median-difference/${record.id}`,
      label: `与清单中位专利之差 · ${record.title}`,
      value: scoreText(difference),
      unit: 'score',
      formula: `${shortScore(total)} − ${shortScore(level)}`,
      note: `中位专利：${title}（${applicationNumber}）。各指标的影响 = 本件权重 ×（本件得分 − 中位总分）− 中位专利权重 ×（其得分 − 中位总分），权重按已测指标归一；各项之和等于差额`,
      children: [own.trace, median.trace],
    }),
  };
};

/** Weights of the leaves in the whole scheme, 0–1, multipliers aside. */
const fullWeights = ({ plan }: ScoringContext): Float64Array => {
  const out = new Float64Array(plan.leafWeights.length);
  const top = plan.dimensionWeights.reduce((a, b) => a + b, 0);
  let group = 0;
  let leaf = 0;
  plan.dimensionWeights.forEach((dimensionWeight, dimension) => {
    const end = plan.dimensionEnds[dimension] ?? group;
    const groups = plan.groupWeights.slice(group, end).reduce((a, b) => a + b, 0);
    for (; group < end; group++) {
      const to = plan.groupEnds[group] ?? leaf;
      const skip = plan.multipliers[group] ?? -1;
      let sum = 0;
      for (let i = leaf; i < to; i++) if (i !== skip) sum += plan.leafWeights[i] ?? 0;
      const share = (dimensionWeight / top) * ((plan.groupWeights[group] ?? 0) / groups);
      for (let i = leaf; i < to; i++) out[i] = i === skip ? 0 : (share * (plan.leafWeights[i] ?? 0)) / sum;
      leaf = to;
    }
  });
  return out;
};

/** Unmeasured indicators named in a reason; the rest are counted. */
const NAMED = 6;

const unmeasuredText = (context: ScoringContext, { reading, scores }: ExplainedScore): readonly string[] => {
  const weights = fullWeights(context);
  const open = reading.leaves
    .map(({ indicator, score }, i) => ({ title: indicator.title, score, weight: weights[i] ?? 0 }))
    .filter(({ score }) => Number.isNaN(score))
    .sort((a, b) => b.weight - a.weight || (a.title < b.title ? -1 : 1));
  if (open.length === 0) return [];
  const named = open.slice(0, NAMED).map(({ title, weight }) => `${title} ${percentText(weight)}`);
  const coverage = scores.total.coverage[0] ?? 0;
  const [low, high] = [scores.total.low[0] ?? NaN, scores.total.high[0] ?? NaN];
  return [
    `我方只测到 ${percentText(coverage)} 的权重，区间 ${rangeText(low, high)}；未测：${named.join('、')}${open.length > NAMED ? `等 ${open.length} 项` : ''}`,
  ];
};

const reasonsOf = (context: ScoringContext, own: ExplainedScore): readonly string[] => {
  const { gates, unknownGates, outOfScope } = own.reading;
  return [
    ...gates.map(({ title, message }) => `门槛“${title}”：${message}。供应商评分不设本系统的门槛`),
    ...(unknownGates.length === 0
      ? []
      : [`门槛尚不能判断：${unknownGates.map(({ title }) => title).join('、')}`]),
    ...(outOfScope ? [] : unmeasuredText(context, own)),
  ];
};

/**
 * One patent's vendor scores beside ours: places within the list, agreement over the list, and what pulls our score away
 * from the list's middle. A vendor's score never enters ours. `table` is the score table of this very case.
 * Fails like `scoringContext`, or with `E_UNKNOWN_PATENT`. O(n log n) in the list.
 */
export const vendorGap = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  table: ScoreTable,
  patentId: string,
): Result<VendorGap> => {
  const context = scoringContext(caseRecord, rules);
  if (!context.ok) return context;
  const { records } = context.value.section;
  const row = records.findIndex(({ id }) => id === patentId);
  const record = records[row];
  if (record === undefined)
    return refuse(
      'E_UNKNOWN_PATENT',
      `案卷中没有专利“${patentId}”`,
      'sections.patents.records',
      '请从专利清单中选择',
    );
  const own = explainWith(context.value, record);
  const middle = records[medianRow(records, table.total) ?? -1];
  return ok({
    vendors: vendorRanks(records, table.total, row),
    difference:
      middle === undefined
        ? null
        : medianDifference(context.value, own, record, explainWith(context.value, middle), middle),
    reasons: reasonsOf(context.value, own),
  });
};
