import * as v from 'valibot';
import { date as dateText, decimalText } from '../../case/schema-parts';
import { Decimal } from '../../kernel/decimal';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';

const row = v.object({
  date: dateText,
  oneYear: decimalText,
  fiveYears: decimalText,
  mark: v.picklist(['verified', 'secondary', 'assumption']),
});
const history = v.pipe(
  v.object({ knownUntil: dateText, rows: v.pipe(v.array(row), v.minLength(1)) }),
  v.check(
    ({ rows, knownUntil }) =>
      rows.every(({ date }, i) => date > (rows[i - 1]?.date ?? '')) &&
      (rows.at(-1)?.date ?? '') <= knownUntil,
    '报价应按公布日从早到晚，不重复，且不晚于已知截止日',
  ),
);
type LprHistory = v.InferOutput<typeof history>;

export type LprTerm = '1y' | '5y';
const TERM_LABEL: Readonly<Record<LprTerm, string>> = { '1y': '1年期', '5y': '5年期以上' };

/** The LPR in force on a day. */
export interface Lpr {
  readonly rate: Decimal;
  readonly publishedOn: string;
  readonly trace: TraceNode;
}

/** `collateral.lpr.history`: every published quote with its mark. */
export const readLprHistory = (rules: RulesAt): Result<TypedRule<LprHistory>> =>
  readTyped(rules, 'collateral.lpr.history', history);

/**
 * LPR of a term as published on or before `date`. Outside the days that the table knows it is unknown: `E_LPR_UNKNOWN`; the last quote is not
 * carried on. Source: 中国人民银行授权全国银行间同业拆借中心公布, each row with its own mark.
 */
export const lprOn = (rules: RulesAt, date: PlainDate, term: LprTerm): Result<Lpr> => {
  const read = readLprHistory(rules);
  if (!read.ok) return read;
  const { value, rule } = read.value;
  const latest = date > value.knownUntil ? undefined : value.rows.findLast((one) => one.date <= date);
  if (latest === undefined)
    return refuse(
      'E_LPR_UNKNOWN',
      `${date} 的 ${TERM_LABEL[term]} LPR 不在已知范围（${value.rows[0]?.date ?? ''} 至 ${value.knownUntil}）`,
      `LPR › ${date}`,
      '请由机构参数补录最近各期报价，或直接录入贷款利率',
      rule.id,
    );
  const text = term === '1y' ? latest.oneYear : latest.fiveYears;
  return ok({
    rate: new Decimal(text),
    publishedOn: latest.date,
    trace: leaf({
      id: `lpr/${term}/${latest.date}`,
      label: `${TERM_LABEL[term]} LPR（${latest.date} 公布）`,
      value: text,
      unit: 'ratio',
      confidence: rule.overlay === undefined ? latest.mark : rule.confidence,
      source: {
        kind: 'parameter',
        id: rule.id,
        effectiveFrom: latest.date,
        region: rule.region,
        citation: rule.citation,
        ...(rule.overlay === undefined ? {} : { overlay: rule.overlay }),
      },
    }),
  });
};

/** LPR on the last day of a year, e.g. the base of a subsidy 上年末一年期 LPR. */
export const yearEndLpr = (rules: RulesAt, year: number, term: LprTerm): Result<Lpr> => {
  const day = parsePlainDate(`${String(year).padStart(4, '0')}-12-31`, 'LPR');
  return day.ok ? lprOn(rules, day.value, term) : day;
};
