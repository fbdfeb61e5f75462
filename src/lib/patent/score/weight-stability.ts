import { decimalText } from '../../case/schema-parts';
import type { CaseRecord } from '../../case/case-record';
import type { PatentRecord } from '../../case/patents-section';
import { type Result, ok, refuse } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';
import {
  type StabilityDimension,
  type WeightStability,
  weightStability,
} from '../../valuation/weights/weight-stability';
import { explainWith } from './explain-score';
import { nodeAt } from './score-nodes';
import { type ScoringContext, scoringContext } from './scoring-context';
import { weightNumber } from '../scheme/weight-text';

/** What the stability of all patents of a case rests on. */
export interface StabilityContext {
  readonly scoring: ScoringContext;
  readonly floor: TypedRule<string>;
}

/** Scoring and the floor of the pledge decision, `patent.pledge-score-floor`. Fails like `scoringContext`. */
export const stabilityContext = (caseRecord: CaseRecord, rules: RulesAt): Result<StabilityContext> => {
  const scoring = scoringContext(caseRecord, rules);
  if (!scoring.ok) return scoring;
  const floor = readTyped(rules, 'patent.pledge-score-floor', decimalText);
  return floor.ok ? ok({ scoring: scoring.value, floor: floor.value }) : floor;
};

/** The record of a patent of the case, or `E_UNKNOWN_PATENT`. */
export const recordOf = (caseRecord: CaseRecord, patentId: string): Result<PatentRecord> => {
  const record = caseRecord.sections.patents.records.find((r) => r.id === patentId);
  return record === undefined
    ? refuse(
        'E_UNKNOWN_PATENT',
        `案卷中没有专利“${patentId}”`,
        'sections.patents.records',
        '请从专利清单中选择',
      )
    : ok(record);
};

/** Stability of one patent with the dimensions and the score traces that it was computed from. */
export interface ExplainedStability {
  readonly stability: WeightStability;
  readonly dimensions: readonly StabilityDimension[];
  readonly traces: readonly TraceNode[];
}

/** `null` when the total is withheld (rejected at a gate or out of scope): then no weights help. */
export const stabilityOf = (
  { scoring, floor }: StabilityContext,
  record: PatentRecord,
): ExplainedStability | null => {
  const { scores, reading, dimensions: traces } = explainWith(scoring, record);
  if (reading.withheld) return null;
  const dimensions = scoring.scheme.value.dimensions.map(({ key, title }, at) => {
    const { low, high } = nodeAt(scores.dimensions[at], 0);
    return { key, title, low, high, weight: weightNumber(scoring.weights.value[key]) };
  });
  const stability = weightStability(dimensions, scoring.grades.value, Number(floor.value));
  return { stability, dimensions, traces };
};

/**
 * How far the first-level weights of the case's scheme and scenario must move before the patent's grade, or whether the low
 * end of its score reaches `patent.pledge-score-floor`, flips. `null` when the total is withheld (rejected at a gate or
 * out of scope): then no weights help. Fails like `scoringContext`, or with `E_UNKNOWN_PATENT`.
 */
export const patentWeightStability = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  patentId: string,
): Result<WeightStability | null> => {
  const context = stabilityContext(caseRecord, rules);
  if (!context.ok) return context;
  const record = recordOf(caseRecord, patentId);
  if (!record.ok) return record;
  return ok(stabilityOf(context.value, record.value)?.stability ?? null);
};
