import { Decimal } from '../../kernel/decimal';
import { type Result, ok } from '../../kernel/result';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { type Income, afterTax, discountIncome } from './discounted-income';
import { BELOW_ONE, NOT_NEGATIVE, PROFIT_SHARE, ROYALTY_RATE } from '../domain';
import { type Entered, type EnteredFen, allOf, fieldPath, readEntered, readYears } from '../entered';
import { type IncomeTerms, type ReadTerms, readIncomeTerms } from './income-terms';
import type { MethodContext, MethodValue } from '../method-value';
import { shareWarnings } from '../rate-warnings';
import { type Term, amountStep, ratioStep, shown } from '../term';
import { royaltyCeiling } from '../valuation-rules';

interface ShareBase extends IncomeTerms {
  /** Yearly decay d of the share, 0 ≤ d < 1: share_t = share · (1 − d)^(t−1). Absent = no decay. */
  readonly shareDecay?: Entered;
}

/** 利润分成法: the patents' share of operating profit. */
export interface ProfitSplitInput extends ShareBase {
  /** P_t: operating profit before income tax, 分, ≥ 0, year 1 first. A year of loss is entered as 0. */
  readonly operatingProfit: readonly EnteredFen[];
  /** q, 0 < q < 1. */
  readonly profitShare: Entered;
}

/** 收入提成法: the patents' share of net sales. */
export interface SalesShareInput extends ShareBase {
  /** R_t: net sales before VAT, 分, ≥ 0, year 1 first. */
  readonly netSales: readonly EnteredFen[];
  /** k, 0 < k < 1. */
  readonly royaltyRate: Entered;
}

interface Kind {
  readonly base: 'sales' | 'profit';
  readonly method: string;
  readonly label: string;
  readonly formula: string;
  readonly field: string;
  readonly baseLabel: string;
  readonly shareField: string;
  readonly shareLabel: string;
  readonly shareDomain: typeof PROFIT_SHARE;
}

const PROFIT: Kind = {
  base: 'profit',
  method: 'profit-split',
  label: '利润分成法估值',
  formula: 'V = Σ P_t × q_t × (1 − T) ÷ (1 + r)^τ_t',
  field: 'operatingProfit',
  baseLabel: '营业利润 P',
  shareField: 'profitShare',
  shareLabel: '利润分成率 q',
  shareDomain: PROFIT_SHARE,
};

const SALES: Kind = {
  base: 'sales',
  method: 'relief-from-royalty',
  label: '许可费节省法估值',
  formula: 'V = Σ R_t × k_t × (1 − T) ÷ (1 + r)^τ_t',
  field: 'netSales',
  baseLabel: '净销售收入 R',
  shareField: 'royaltyRate',
  shareLabel: '许可费率 k',
  shareDomain: ROYALTY_RATE,
};

/** The share of one year; without decay the entered share itself. */
const shareOf = (context: MethodContext, kind: Kind, share: Term, decay: Term | null, year: number): Term => {
  if (decay === null || decay.value.isZero()) return share;
  return ratioStep({
    id: `${context.id}/year-${year}/share`,
    label: `第 ${year} 年${kind.shareLabel}`,
    value: new Decimal(1)
      .minus(decay.value)
      .pow(year - 1)
      .times(share.value),
    formula: `${shown(share)} × (1 − ${shown(decay)})^${year - 1}`,
    children: [share.node, decay.node],
  });
};

const yearIncome = (
  context: MethodContext,
  year: number,
  base: Term,
  share: Term,
  { tax }: ReadTerms,
): Term => {
  const before = amountStep({
    id: `${context.id}/year-${year}/share-income`,
    label: `第 ${year} 年归属专利的收益`,
    value: base.value.times(share.value),
    formula: `${shown(base)} 元 × ${shown(share)}`,
    children: [base.node, share.node],
  });
  return afterTax(context, year, '归属专利的收益', before, tax);
};

const valueByShare = (
  kind: Kind,
  base: readonly EnteredFen[],
  share: Entered,
  terms: ShareBase,
  context: MethodContext,
): Result<MethodValue> => {
  const decayField = { field: 'shareDecay', label: '分成率年递减率 d', domain: BELOW_ONE };
  const read = allOf({
    terms: readIncomeTerms(terms, context),
    share: readEntered(
      context,
      { field: kind.shareField, label: kind.shareLabel, domain: kind.shareDomain },
      share,
    ),
    decay: terms.shareDecay === undefined ? ok(null) : readEntered(context, decayField, terms.shareDecay),
    base: readYears(context, { field: kind.field, label: kind.baseLabel, domain: NOT_NEGATIVE }, base),
    ceiling: readTyped(context.rules, 'valuation.royalty-ceiling', royaltyCeiling),
  });
  if (!read.ok) return read;
  const { terms: checked, share: first, decay, ceiling } = read.value;
  const income: Income = {
    method: kind.method,
    label: kind.label,
    formula: kind.formula,
    field: kind.field,
    yearly: read.value.base.map((amount, index) =>
      yearIncome(context, index + 1, amount, shareOf(context, kind, first, decay, index + 1), checked),
    ),
    beside: [ruleLeaf(ceiling.rule)],
    warnings: shareWarnings(kind.base, first.value, ceiling, fieldPath(context, kind.shareField)),
  };
  return discountIncome(context, income, checked);
};

/**
 * 利润分成法: V = Σ P_t · q_t · (1 − T) / (1 + r)^τ_t, in 分. q applies to one bundle of patents once.
 * Fails with `E_PROFIT_SHARE_RANGE`, `E_RANGE` (negative profit, decay outside [0,1)), and as `readIncomeTerms` and
 * `discountIncome`. Source: common appraisal practice (三分法, 四分法); published exam items.
 */
export const profitSplit = (input: ProfitSplitInput, context: MethodContext): Result<MethodValue> =>
  valueByShare(PROFIT, input.operatingProfit, input.profitShare, input, context);

/**
 * 许可费节省法 with its whole trace and an optional decay of k: V = Σ R_t · k_t · (1 − T) / (1 + r)^τ_t, in 分.
 * Without decay the same 分 as `reliefFromRoyalty`. Fails with `E_ROYALTY_RANGE` and otherwise as `profitSplit`.
 */
export const salesShare = (input: SalesShareInput, context: MethodContext): Result<MethodValue> =>
  valueByShare(SALES, input.netSales, input.royaltyRate, input, context);
