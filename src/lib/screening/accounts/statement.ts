import { type Failure, type Result, fail } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import { ANY, type Domain, NOT_NEGATIVE } from '../../valuation/domain';
import { type EnteredFen, type Place, readEnteredFen } from '../../valuation/entered';
import type { Term } from '../../valuation/term';

/** Items of the yearly statements that ratios and needs are computed from, with their official titles. */
export const STATEMENT_ITEMS = {
  revenue: '营业收入',
  costOfSales: '营业成本',
  totalProfit: '利润总额',
  interestExpense: '利息费用',
  researchExpense: '研发费用',
  operatingCashFlow: '经营活动产生的现金流量净额',
  totalAssets: '资产总计',
  totalLiabilities: '负债合计',
  currentAssets: '流动资产合计',
  currentLiabilities: '流动负债合计',
  inventories: '存货',
  receivables: '应收账款',
  prepayments: '预付账款',
  payables: '应付账款',
  advances: '预收账款（含合同负债）',
  taxedSales: '纳税申报销售额',
  electricityCost: '电费',
} as const;
export type StatementItem = keyof typeof STATEMENT_ITEMS;

/** Items that can be below zero. */
const SIGNED: ReadonlySet<StatementItem> = new Set(['totalProfit', 'operatingCashFlow']);

/** An amount that is known, or why it is not: `gap` says more than that it is missing. */
export interface StatementAmount extends EnteredFen {
  readonly gap?: { readonly failure: Failure; readonly node: () => TraceNode };
}

/** One year as it was entered or imported; an item that is not there is not known, never 0. */
export interface Statement {
  /** Calendar year the statements are of; balances are those of its last day. */
  readonly year: number;
  readonly items: Readonly<Partial<Record<StatementItem, StatementAmount>>>;
}

const domainOf = (item: StatementItem): Domain => (SIGNED.has(item) ? ANY : NOT_NEGATIVE);

/**
 * Reads one item of one year; the term is in 元. Fails with `E_MISSING` or `E_RANGE`, naming year and item, or as the
 * item's own gap says.
 */
export const readItem = (statement: Statement, item: StatementItem, place: Place): Result<Term> => {
  const amount: StatementAmount = statement.items[item] ?? { fen: null };
  if (amount.fen === null && amount.gap !== undefined) return fail(amount.gap.failure);
  return readEnteredFen(
    { path: `${place.path}[${statement.year}]`, id: `${place.id}/${statement.year}` },
    { field: item, label: `${statement.year} 年${STATEMENT_ITEMS[item]}`, domain: domainOf(item) },
    amount,
  );
};
