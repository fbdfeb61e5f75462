import type { CaseRecord } from '../../case/case-record';
import { type Failure, type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import type { Gate } from '../reading/gates';
import { gradeSpan, settled } from './grades';
import { type PatentReading, readPatent } from '../reading/patent-reading';
import { scoreColumns } from './score-columns';
import { type NodeScores, type ScoreColumns, nodeScores } from './score-nodes';
import { type ScoringContext, scoringContext } from './scoring-context';

/**
 * Scores of all patents of a case, column by column, in record order. Points 0–100; NaN = no score (nothing measured,
 * type out of scope, or rejected at a gate). A point score never decides alone: grades and lending use low and high.
 */
export interface ScoreTable {
  readonly schemeTitle: string;
  /** What may be printed about the scheme. */
  readonly statement: string;
  readonly scenarioTitle: string;
  /** Record ids. */
  readonly patents: readonly string[];
  /** 已测得分, over measured indicators. */
  readonly total: Float64Array;
  readonly legal: Float64Array;
  readonly technical: Float64Array;
  readonly economic: Float64Array;
  /** Interval of the total: unmeasured indicators at worst and best. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly legalLow: Float64Array;
  readonly legalHigh: Float64Array;
  readonly technicalLow: Float64Array;
  readonly technicalHigh: Float64Array;
  readonly economicLow: Float64Array;
  readonly economicHigh: Float64Array;
  /** Measured share of weight, 0–1. */
  readonly coverage: Float64Array;
  /** Coverage below the floor: 仅供参考. */
  readonly referenceOnly: readonly boolean[];
  /** Gates that are closed, per patent. */
  readonly gates: readonly (readonly Gate[])[];
  /** Gates that cannot be judged for want of a fact, per patent. */
  readonly unknownGates: readonly (readonly Gate[])[];
  /** One grade, a span such as `C–B`, or empty when the total is withheld. */
  readonly grade: readonly string[];
  /** Expert answers that could not be used. */
  readonly failures: readonly Failure[];
}

const blank = (nodes: NodeScores, row: number): void => {
  nodes.point[row] = NaN;
  nodes.low[row] = NaN;
  nodes.high[row] = NaN;
};

/** A rejected patent has no total; one that is out of scope has no scores at all. */
const withhold = (columns: ScoreColumns, { withheld, outOfScope }: PatentReading, row: number): void => {
  if (withheld) blank(columns.total, row);
  if (outOfScope) for (const dimension of columns.dimensions) blank(dimension, row);
};

const gradeAt = (context: ScoringContext, { low, high }: NodeScores, row: number): string => {
  const worst = low[row] ?? NaN;
  return Number.isNaN(worst) ? '' : gradeSpan(context.grades.value, worst, high[row] ?? NaN);
};

/**
 * Scores every patent of the case by the case's scheme and scenario. Fails only when the rules cannot be read
 * (see `scoringContext`); a faulty expert answer is listed and its indicator left unmeasured.
 * Aggregation: patent valuation reference 1.3, weights renormalised over measured indicators at each level.
 */
export const scorePatents = (caseRecord: CaseRecord, rules: RulesAt): Result<ScoreTable> => {
  const read = scoringContext(caseRecord, rules);
  if (!read.ok) return read;
  const context = read.value;
  const { records } = context.section;
  const leaves = context.indicators.map(() => new Float64Array(records.length));
  const readings = records.map((record, row) => {
    const reading = readPatent(context, record);
    leaves.forEach((column, i) => {
      column[row] = reading.leaves[i]?.score ?? NaN;
    });
    return reading;
  });
  const columns = scoreColumns(context.plan, leaves, records.length);
  readings.forEach((reading, row) => {
    withhold(columns, reading, row);
  });
  const none = nodeScores(0);
  const [legal = none, technical = none, economic = none] = columns.dimensions;
  const floor = Number(context.coverageFloor.value);
  return ok({
    schemeTitle: context.scheme.value.title,
    statement: context.scheme.value.statement,
    scenarioTitle: context.scenario.title,
    patents: records.map((r) => r.id),
    total: columns.total.point,
    legal: legal.point,
    technical: technical.point,
    economic: economic.point,
    low: columns.total.low,
    high: columns.total.high,
    legalLow: legal.low,
    legalHigh: legal.high,
    technicalLow: technical.low,
    technicalHigh: technical.high,
    economicLow: economic.low,
    economicHigh: economic.high,
    coverage: columns.total.coverage,
    referenceOnly: Array.from(columns.total.coverage, (share) => settled(share) < floor),
    gates: readings.map((r) => r.gates),
    unknownGates: readings.map((r) => r.unknownGates),
    grade: readings.map((_, row) => gradeAt(context, columns.total, row)),
    failures: context.answers.failures,
  });
};
