import * as v from 'valibot';
import { count, date, decimalText, id, shortText, text } from './schema-parts';

/** Rules about the records of a table, as a person writes them: data only. `data-asset/quality/rules` runs them. */

const column = shortText;
const columns = v.array(shortText);
/** A number or a date as typed; `null` = open end. */
const bound = v.nullable(shortText);

export const COMPARISONS = ['<', '<=', '=', '>=', '>', '!='] as const;
export const comparison = v.picklist(COMPARISONS);
export type Comparison = v.InferOutput<typeof comparison>;

/** A statement about one cell; `filled` and `empty` read no value. */
export const cellTest = v.strictObject({
  column,
  operator: v.picklist([...COMPARISONS, 'filled', 'empty']),
  value: shortText,
});
export type CellTest = v.InferOutput<typeof cellTest>;

/** What must hold. Missing cells are judged by `required` only; every other condition passes them over. */
export const ruleCondition = v.variant('kind', [
  v.strictObject({ kind: v.literal('required'), columns }),
  /** No two records agree in all these columns. */
  v.strictObject({ kind: v.literal('unique'), columns }),
  v.strictObject({
    kind: v.literal('type'),
    column,
    type: v.picklist(['integer', 'decimal', 'date', 'boolean']),
  }),
  v.strictObject({ kind: v.literal('range'), column, min: bound, max: bound }),
  /** Characters. */
  v.strictObject({ kind: v.literal('length'), column, min: v.nullable(count), max: v.nullable(count) }),
  v.strictObject({ kind: v.literal('pattern'), column, pattern: shortText }),
  v.strictObject({
    kind: v.literal('domain'),
    column,
    values: v.pipe(v.array(shortText), v.maxLength(20_000)),
  }),
  v.strictObject({ kind: v.literal('compare'), left: column, operator: comparison, right: column }),
  /** |total − Σ parts| ≤ tolerance. */
  v.strictObject({ kind: v.literal('sum'), total: column, parts: columns, tolerance: decimalText }),
  v.strictObject({ kind: v.literal('implies'), when: cellTest, then: cellTest }),
  /** The times of one entity do not run backwards in the order of the file. */
  v.strictObject({ kind: v.literal('order'), entity: columns, time: column }),
  /** The cells occur in these columns of another data asset of the case. */
  v.strictObject({
    kind: v.literal('reference'),
    columns,
    asset: v.union([id, v.literal('')]),
    otherColumns: columns,
  }),
  /** The time is at most so many days before `against`; `null` = before the valuation date. */
  v.strictObject({ kind: v.literal('fresh'), column, days: count, against: v.nullable(column) }),
]);
export type RuleCondition = v.InferOutput<typeof ruleCondition>;

export const dataRule = v.strictObject({
  id,
  title: shortText,
  /** Indicator of GB/T 36344-2018 that it counts for. */
  indicator: v.pipe(v.string(), v.regex(/^0[1-5]0[1-6]$/, '应为四位指标代码')),
  condition: ruleCondition,
});
export type DataRule = v.InferOutput<typeof dataRule>;

/** A record that breaks a rule. Cells are masked before they come here. `record` counts whole records of the file from 1. */
export const ruleExample = v.strictObject({
  file: shortText,
  record: count,
  cells: v.array(v.strictObject({ column, masked: shortText })),
});
export type RuleExample = v.InferOutput<typeof ruleExample>;

/** What one rule counted. */
export const ruleCount = v.strictObject({
  rule: id,
  /** Hash of the condition that was counted: another condition is another rule. */
  hash: shortText,
  /** Records the rule speaks about. */
  applicable: count,
  satisfied: count,
  first: v.nullable(v.strictObject({ file: shortText, record: count })),
  examples: v.pipe(v.array(ruleExample), v.maxLength(20)),
  /** Why it could not be counted; `null` = counted. */
  problem: v.nullable(text),
});
export type RuleCount = v.InferOutput<typeof ruleCount>;

/** One full count over the files of the data asset. */
export const dataRuleRun = v.strictObject({
  /** Identity of the profiled files; another profile makes the counts unknown. */
  data: shortText,
  /** Date from which freshness was counted. */
  asOf: date,
  rows: count,
  /** Cells that break at least one rule about single cells, out of all cells. */
  dirtyCells: count,
  cells: count,
  counts: v.array(ruleCount),
});
export type DataRuleRun = v.InferOutput<typeof dataRuleRun>;
