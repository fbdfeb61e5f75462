import { decimalText } from '../../case/schema-parts';
import type { CaseRecord } from '../../case/case-record';
import { type Result, ok, refuse } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { type WeightStability, weightStability } from '../../valuation/weights/weight-stability';
import { explainWith } from './explain-score';
import { nodeAt } from './score-nodes';
import { scoringContext } from './scoring-context';
import { weightNumber } from '../scheme/weight-text';

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
  const read = scoringContext(caseRecord, rules);
  if (!read.ok) return read;
  const floor = readTyped(rules, 'patent.pledge-score-floor', decimalText);
  if (!floor.ok) return floor;
  const context = read.value;
  const record = context.section.records.find((r) => r.id === patentId);
  if (record === undefined)
    return refuse(
      'E_UNKNOWN_PATENT',
      `案卷中没有专利“${patentId}”`,
      'sections.patents.records',
      '请从专利清单中选择',
    );
  const { scores, reading } = explainWith(context, record);
  if (reading.withheld) return ok(null);
  const dimensions = context.scheme.value.dimensions.map(({ key, title }, at) => {
    const { low, high } = nodeAt(scores.dimensions[at], 0);
    return { key, title, low, high, weight: weightNumber(context.weights.value[key]) };
  });
  return ok(weightStability(dimensions, context.grades.value, Number(floor.value.value)));
};
