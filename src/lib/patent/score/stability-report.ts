import type { CaseRecord } from '../../case/case-record';
import { type Result, ok } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { ruleLeaf } from '../../rulebook/read-rule';
import type { Flip, FlipMove, StabilityDimension } from '../../valuation/weights/weight-stability';
import {
  type ExplainedStability,
  type StabilityContext,
  recordOf,
  stabilityContext,
  stabilityOf,
} from './weight-stability';

/** How far one first-level weight may go by itself. */
export interface DimensionStability {
  readonly title: string;
  /** Weight in force, 0–1. */
  readonly weight: number;
  /** Points with the unmeasured at worst and at best. */
  readonly low: number;
  readonly high: number;
  /** Weight at which something flips and what; `null` = nothing does, down to 0 or up to 1. */
  readonly down: { readonly weight: number; readonly text: string } | null;
  readonly up: { readonly weight: number; readonly text: string } | null;
}

/** What a reader needs to know of how firmly grade and pledge decision stand. */
export interface PatentStability {
  readonly patent: string;
  readonly title: string;
  /** `null` when the total is withheld: no weights help a patent that a gate rejects. */
  readonly stability: {
    readonly grade: string;
    readonly low: number;
    readonly high: number;
    /** Whether the low end reaches the floor of the pledge decision. */
    readonly pledge: boolean;
    readonly floor: number;
    readonly dimensions: readonly DimensionStability[];
    /** Percentage points that weights must move in all (half of Σ|w′ − w|) until the grade or the decision flips. */
    readonly gradePoints: number | null;
    readonly pledgePoints: number | null;
    readonly lines: readonly string[];
    readonly trace: TraceNode;
  } | null;
}

const percent = (weight: number): string => `${(weight * 100).toFixed(1)} %`;
const END = { low: '低端', high: '高端' } as const;

const flipText = ({ what, end, from, to }: Flip): string =>
  what === 'grade' ? `区间${END[end]}由 ${from} 级变为 ${to} 级` : `由“${from}”变为“${to}”`;

const reached = (
  move: FlipMove | null,
  at: number,
): { readonly weight: number; readonly text: string } | null => {
  const weight = move?.weights[at];
  return move === null || weight === undefined ? null : { weight, text: flipText(move.flip) };
};

/** What one weight gains another loses: half the total change is what is moved. */
const pointsOf = (move: FlipMove | null): number | null => (move === null ? null : move.distance * 50);

const moveText = (move: FlipMove, dimensions: readonly StabilityDimension[]): string =>
  dimensions
    .map(({ title, weight }, i) => `${title} ${percent(weight)} → ${percent(move.weights[i] ?? weight)}`)
    .join('，');

const line = (name: string, move: FlipMove | null, dimensions: readonly StabilityDimension[]): string =>
  move === null
    ? `${name}：一级权重怎样分配都不变`
    : `${name}：权重挪动 ${(pointsOf(move) ?? 0).toFixed(1)} 个百分点即变（${moveText(move, dimensions)}，${flipText(move.flip)}）`;

const traceOf = (
  { scoring, floor }: StabilityContext,
  id: string,
  { stability, traces }: ExplainedStability,
  lines: readonly string[],
): TraceNode =>
  derive({
    id: `weight-stability/${id}`,
    label: '权重稳定性',
    value: lines.join('；'),
    unit: 'text',
    formula: `得分区间 ${stability.low.toFixed(2)}–${stability.high.toFixed(2)}；区间两端都是一级权重的一次式，逐项或同时移动权重（各项不小于 0，合计为 1），求最先到达等级界限或质押得分下限的一步`,
    note: '单项移动时，其余各项按原比例分摊；下降为刚越过界限之处，上升为到达界限之处',
    children: [
      ...traces,
      ruleLeaf(scoring.weights.rule),
      ruleLeaf(scoring.grades.rule),
      ruleLeaf(floor.rule),
    ],
  });

const reportOf = (
  context: StabilityContext,
  id: string,
  explained: ExplainedStability,
): NonNullable<PatentStability['stability']> => {
  const { stability, dimensions } = explained;
  const lines = [
    line('等级', stability.nearestGradeFlip, dimensions),
    line('质押判断', stability.nearestPledgeFlip, dimensions),
  ];
  return {
    grade: stability.grade,
    low: stability.low,
    high: stability.high,
    pledge: stability.pledge === true,
    floor: Number(context.floor.value),
    dimensions: dimensions.map(({ title, weight, low, high }, at) => ({
      title,
      weight,
      low,
      high,
      down: reached(stability.single[at]?.decrease ?? null, at),
      up: reached(stability.single[at]?.increase ?? null, at),
    })),
    gradePoints: pointsOf(stability.nearestGradeFlip),
    pledgePoints: pointsOf(stability.nearestPledgeFlip),
    lines,
    trace: traceOf(context, id, explained, lines),
  };
};

/**
 * Weight stability of some patents of a case, in words and numbers, in the order asked. Fails like `scoringContext`, or with
 * `E_UNKNOWN_PATENT`. Rule `patent.pledge-score-floor`.
 */
export const stabilityReport = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  patents: readonly string[],
): Result<readonly PatentStability[]> => {
  const context = stabilityContext(caseRecord, rules);
  if (!context.ok) return context;
  const reports: PatentStability[] = [];
  for (const id of patents) {
    const record = recordOf(caseRecord, id);
    if (!record.ok) return record;
    const explained = stabilityOf(context.value, record.value);
    const stability = explained === null ? null : reportOf(context.value, id, explained);
    reports.push({ patent: id, title: record.value.title, stability });
  }
  return ok(reports);
};
