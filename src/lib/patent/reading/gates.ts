import * as v from 'valibot';
import type { Failure } from '../../kernel/result';
import { CONSTRAINTS } from '../../valuation/constraints';
import type { IndicatorContext } from './indicator-inputs';
import type { LeafReading } from './leaf-reading';

const word = v.pipe(v.string(), v.minLength(1), v.maxLength(500));

/** `patent.gates.<scenario>`: what stops a patent before its score counts. */
export const gateTable = v.array(
  v.strictObject({
    code: word,
    /** Fact of the record and the value that closes the gate. */
    fact: v.picklist([
      'legalStatus',
      'invalidationOutcome',
      'invalidationPending',
      'pledgeLive',
      'procedureSuspended',
    ]),
    equals: word,
    /** Indicator and option by which an expert's answer closes it too. */
    indicator: v.nullable(word),
    option: v.nullable(word),
    result: v.picklist(['reject', 'manual-review', 'encumbered']),
    title: word,
    message: word,
    remedy: word,
  }),
);
export type GateTable = v.InferOutput<typeof gateTable>;
type GateRow = GateTable[number];

/** A closed gate, or one that cannot be judged (`unknown`). */
export interface Gate extends Failure {
  readonly title: string;
  readonly result: 'reject' | 'manual-review' | 'encumbered' | 'out-of-scope' | 'unknown';
}

export interface Gates {
  readonly closed: readonly Gate[];
  /** Gates whose fact is not known. Unknown is not open. */
  readonly unknown: readonly Gate[];
}

const factText = (fact: GateRow['fact'], { record, legalStatus }: IndicatorContext): string | null => {
  if (fact === 'legalStatus') return legalStatus.value;
  const value = record[fact];
  return value === null ? null : String(value);
};

const gateOf = (row: GateRow, ruleId: string, patent: string): Gate => ({
  code: row.code,
  title: row.title,
  result: row.result,
  message: row.message,
  path: `sections.patents.records[${patent}]`,
  remedy: row.remedy,
  rule: ruleId,
});

const unknownGate = (row: GateRow, ruleId: string, patent: string): Gate => ({
  ...gateOf(row, ruleId, patent),
  result: 'unknown',
  message: `尚不能判断是否“${row.title}”`,
  remedy: '请凭专利登记簿副本补充法律状态、无效、质押、中止或保全情况',
});

/** Judges one patent. `answers` are its indicator readings by code: an expert who says dead closes the gate as well. */
export const gatesOf = (
  table: GateTable,
  ruleId: string,
  context: IndicatorContext,
  answers: ReadonlyMap<string, LeafReading>,
): Gates => {
  const closed: Gate[] = [];
  const unknown: Gate[] = [];
  for (const row of table) {
    const fact = factText(row.fact, context);
    const reading = row.indicator === null ? undefined : answers.get(row.indicator);
    const said =
      reading?.from === 'expert' && reading.answer?.kind === 'option' ? reading.answer.option : null;
    if (fact === row.equals || (said !== null && said === row.option))
      closed.push(gateOf(row, ruleId, context.record.id));
    else if (fact === null && said === null) unknown.push(unknownGate(row, ruleId, context.record.id));
  }
  return { closed, unknown };
};

const TYPE_TITLE: Readonly<Record<string, string>> = {
  invention: '发明',
  'utility-model': '实用新型',
  design: '外观设计',
};

/** The type is not one that the scheme is made for; `null` when it is. */
export const scopeGate = (types: readonly string[], { record }: IndicatorContext): Gate | null =>
  types.includes(record.type)
    ? null
    : {
        code: 'type-out-of-scope',
        title: '专利类型不在适用范围',
        result: 'out-of-scope',
        message: `${TYPE_TITLE[record.type] ?? record.type}不在评分框架的适用范围内，不评分`,
        path: `sections.patents.records[${record.id}].type`,
        remedy: '外观设计可作押品，但须另行评估，不使用本评分',
        rule: 'patent.types-in-scope',
      };

/** A patent cannot be granted before it was filed: one of the days is wrong, and with it the term. `null` = no contradiction. */
export const datesGate = ({ record }: IndicatorContext): Gate | null => {
  const { filingDate, grantDate } = record;
  if (filingDate === null || grantDate === null || filingDate <= grantDate) return null;
  return {
    code: 'filing-after-grant',
    title: '申请日晚于授权公告日',
    result: 'reject',
    message: `申请日 ${filingDate} 晚于授权公告日 ${grantDate}，两者必有一误，保护期无从计算`,
    path: `sections.patents.records[${record.id}].filingDate`,
    remedy: '请对照专利登记簿副本核对两个日期',
    rule: CONSTRAINTS.grantedAfterFiling,
  };
};
