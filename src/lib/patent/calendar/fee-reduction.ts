import { Decimal, decimalToFen, fenToYuan } from '../../kernel/decimal';
import { type Fen, multiplyFloor } from '../../kernel/fen';
import type { PlainDate } from '../../kernel/plain-date';
import { patentYearOn } from './annuities';
import type { FeeReductionRule, RestorationRule } from './fee-rules';

/** A reduction granted (费减备案): share taken off the annual fee, from one patent year to another. */
export interface FeeReduction {
  /** Share taken off, 0–1, e.g. `0.85`. */
  readonly off: string;
  /** First and last patent year covered. */
  readonly fromYear: number;
  readonly toYear: number;
}

/** One applicant who qualifies, or several of whom each qualifies. */
export type ReductionKind = 'single' | 'joint';

/** The usual reduction: from the patent year of the grant on, for the years of the rule. 专利收费减缴办法. */
export const reductionFromGrant = (
  kind: ReductionKind,
  filingDate: PlainDate,
  grantDate: PlainDate,
  rule: FeeReductionRule,
): FeeReduction => {
  const fromYear = patentYearOn(filingDate, grantDate);
  return { off: rule[kind], fromYear, toYear: fromYear + rule.years - 1 };
};

/** Share taken off in a patent year; `null` when the reduction does not reach it. */
export const reductionInYear = (reduction: FeeReduction | null, year: number): string | null =>
  reduction === null || year < reduction.fromYear || year > reduction.toYear ? null : reduction.off;

/** Annual fee after reduction, 分: full × (1 − off), 四舍五入到分. Late fees stay on the full fee. */
export const reducedFeeFen = (fullFen: Fen, off: string | null): Fen =>
  off === null ? fullFen : decimalToFen(fenToYuan(fullFen).times(new Decimal(1).minus(off)));

/** What it costs to restore a right that lapsed over one annual fee: the fee due, the late fee on the full fee, the request. */
export const restorationCostFen = (fullFen: Fen, payableFen: Fen, rule: RestorationRule): Fen =>
  payableFen + multiplyFloor(fullFen, rule.lateRatio) + BigInt(rule.feeFen);
