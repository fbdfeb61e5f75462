import { Decimal, decimalText } from '../kernel/decimal';
import { type Failure, type Result, ok } from '../kernel/result';
import { readTyped, ruleLeaf } from '../rulebook/read-rule';
import type { Entered, Place } from '../valuation/entered';
import { type Term, ratioStep, shown } from '../valuation/term';
import { readItem } from './accounts/statement';
import type { ScreeningContext } from './context';
import { statementOf } from './enterprise-file/statements';
import { collected } from './lists';
import { decimalNumber } from './rule-model';

const ALLOWANCE = 'screening.repayment.growth-above-history';
const PLACE: Place = { path: 'sections.enterpriseFile', id: 'repayment' };
const YEARS_BACK = 2;
/** The newest year, and those before it. */
const BACK = Array.from({ length: YEARS_BACK }, (_, back) => back);
const PLACES = 12;

/** A growth that was entered, and the most that the enterprise's own years bear out. */
export interface BoundedGrowth {
  /** What the need is computed with: never more than the bound. */
  readonly used: Entered;
  readonly stated: Decimal;
  /** Ratio; 0 when there are no two years of revenue to compare. */
  readonly bound: Term;
  /** The entered growth is above the bound. */
  readonly isCapped: boolean;
  /** Years of growth that the file shows. */
  readonly years: number;
  /** Revenue that was stated and cannot be used. */
  readonly unusable: readonly Failure[];
}

const revenueOf = (context: ScreeningContext, year: number): Result<Term> =>
  readItem(statementOf(context.file(), year), 'revenue', PLACE);

const grownIn = (context: ScreeningContext, year: number): Term | null => {
  const now = revenueOf(context, year);
  const before = revenueOf(context, year - 1);
  if (!now.ok || !before.ok || before.value.value.lte(0)) return null;
  return ratioStep({
    id: `repayment/revenue-growth/${year}`,
    label: `${year} 年营业收入增长率`,
    value: now.value.value.dividedBy(before.value.value).minus(1),
    formula: () => `${shown(now.value)} ÷ ${shown(before.value)} − 1`,
    children: () => [now.value.node, before.value.node],
  });
};

const unusableIn = (context: ScreeningContext, year: number): readonly Failure[] =>
  collected([...BACK, YEARS_BACK], (back) => {
    const read = revenueOf(context, year - back);
    return read.ok || read.failure.code === 'E_MISSING' ? null : read.failure;
  });

/**
 * 预计销售收入年增长率 against the last three years of revenue: not above the better of the two yearly growths by more than
 * the allowance of the rulebook, and not above 0 where nothing can be compared. What nobody has said only lowers the bound.
 * The annex of 流动资金贷款管理办法 asks for a reasonable forecast and names no ceiling: the bound is an assumption.
 */
export const boundGrowth = (
  growth: { readonly value: string; readonly node: Term['node'] },
  year: number,
  context: ScreeningContext,
): Result<BoundedGrowth> => {
  const allowance = readTyped(context.rules, ALLOWANCE, decimalNumber);
  if (!allowance.ok) return allowance;
  const { value, rule } = allowance.value;
  const past = collected(BACK, (back) => grownIn(context, year - back));
  const best = past.length === 0 ? null : Decimal.max(...past.map((term) => term.value));
  const bound = ratioStep({
    id: 'repayment/growth-bound',
    label: '增长率上限',
    value: best === null ? new Decimal(0) : Decimal.max(best.plus(value), 0),
    formula: () =>
      best === null
        ? '没有相邻两年的营业收入可以比较，按 0 计'
        : `max(0, 前两年最高增长率 + ${value}) = max(0, ${decimalText(best, PLACES)} + ${value})`,
    children: () => [...past.map((term) => term.node), ruleLeaf(rule, undefined, value, 'ratio')],
  });
  const stated = new Decimal(growth.value);
  const years = past.length;
  if (stated.lte(bound.value))
    return ok({
      stated,
      bound,
      years,
      used: { value: growth.value, source: growth.node },
      isCapped: false,
      unusable: [],
    });
  const used = ratioStep({
    id: 'repayment/growth-used',
    label: '采用的增长率',
    value: bound.value,
    formula: () => `min(填报的增长率, 增长率上限) = min(${growth.value}, ${shown(bound)})`,
    children: () => [growth.node, bound.node],
  });
  return ok({
    stated,
    bound,
    years,
    used: { value: shown(used), source: used.node },
    isCapped: true,
    unusable: unusableIn(context, year),
  });
};
