import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { type TypedRule, readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { PROFIT_SHARE, ROYALTY_RATE } from '../domain';
import { type Place, fieldPath, readEntered } from '../entered';
import { LICENCE_RULE, type LicenceRow, licenceRows } from './licence-row';
import type { MethodContext } from '../method-value';
import type { Term } from '../term';

export type LicenceMeasure = 'salesMedian' | 'salesMean' | 'profitMean';

const MEASURES: Readonly<Record<LicenceMeasure, string>> = {
  salesMedian: '销售额提成率中位数',
  salesMean: '销售额提成率平均数',
  profitMean: '利润提成率平均数',
};

export interface LicenceQuestion {
  /** Code exactly as in the table, e.g. `C39`. */
  readonly industryCode: string;
  readonly period: string;
  readonly measure: LicenceMeasure;
}

export interface LicenceAnswer {
  readonly rate: Term;
  readonly row: LicenceRow;
  readonly warnings: readonly Failure[];
}

const ASK = '请向国家知识产权局发布的专利实施许可统计数据查得后录入，或改用许可合同等其他来源';

const findRow = (
  rows: readonly LicenceRow[],
  { industryCode, period }: LicenceQuestion,
  place: Place,
): Result<LicenceRow> => {
  const industry = rows.filter((row) => row.industryCode === industryCode);
  if (industry.length === 0) {
    const wider = rows.find((row) => industryCode.startsWith(row.industryCode));
    return refuse(
      'E_LICENCE_INDUSTRY',
      `许可统计表中没有行业 ${industryCode}`,
      fieldPath(place, 'industryCode'),
      wider === undefined ? ASK : `表中有上一级行业 ${wider.industryCode}，可改选并说明理由；或${ASK}`,
      LICENCE_RULE,
    );
  }
  const row = industry.find((one) => one.period === period) ?? industry.find((one) => one.period === null);
  if (row !== undefined) return ok(row);
  const periods = industry.map((one) => one.period ?? '').sort();
  return refuse(
    'E_LICENCE_PERIOD',
    `许可统计表中 ${industryCode} 没有 ${period} 期间的数据`,
    fieldPath(place, 'period'),
    `表中有 ${periods.join('、')}；请改选期间，或${ASK}`,
    LICENCE_RULE,
  );
};

const meanHidesSkew = (place: Place, measure: LicenceMeasure, row: LicenceRow): readonly Failure[] =>
  measure === 'salesMedian'
    ? []
    : [
        {
          code: 'W_LICENCE_MEAN',
          message: `“${row.industryName}”取的是平均数，可能被少数高价合同拉高`,
          path: fieldPath(place, 'measure'),
          remedy:
            measure === 'salesMean' && row.salesMedian !== null
              ? '表中有中位数，请优先采用'
              : '请补录中位数，或说明采用平均数的理由',
          rule: LICENCE_RULE,
        },
      ];

const rateOf = (
  text: string,
  row: LicenceRow,
  { measure }: LicenceQuestion,
  { rule }: TypedRule<unknown>,
  place: Place,
): Result<Term> => {
  const label = `${row.industryName} ${row.period ?? ''} ${MEASURES[measure]}`;
  const named = ruleLeaf(rule, label, text, 'ratio');
  const cited = [row.sourceTitle, row.sourceUrl, row.place].filter((part) => part !== null).join(' · ');
  const domain = measure === 'profitMean' ? PROFIT_SHARE : ROYALTY_RATE;
  return readEntered(
    place,
    { field: measure, label, domain },
    { value: text, source: cited === '' ? named : { ...named, note: cited } },
  );
};

/**
 * A rate of the industry table in force. Nothing is filled in: an industry or period that is not there, and a rate that
 * is `null`, stop with a failure that asks for it: `E_LICENCE_INDUSTRY`, `E_LICENCE_PERIOD`, `E_LICENCE_RATE_NULL`.
 * A mean warns `W_LICENCE_MEAN`.
 */
export const licenceRate = (question: LicenceQuestion, context: MethodContext): Result<LicenceAnswer> => {
  const table = readTyped(context.rules, LICENCE_RULE, licenceRows);
  if (!table.ok) return table;
  const row = findRow(table.value.value, question, context);
  if (!row.ok) return row;
  const text = row.value[question.measure];
  if (text === null)
    return refuse(
      'E_LICENCE_RATE_NULL',
      `“${row.value.industryName}”的${MEASURES[question.measure]}为空，不能计算`,
      fieldPath(context, question.measure),
      ASK,
      LICENCE_RULE,
    );
  const rate = rateOf(text, row.value, question, table.value, context);
  if (!rate.ok) return rate;
  return ok({
    rate: rate.value,
    row: row.value,
    warnings: meanHidesSkew(context, question.measure, row.value),
  });
};
