import { type Failure, type Result, ok } from '../../kernel/result';
import { ruleLeaf } from '../../rulebook/read-rule';
import { NOT_NEGATIVE, PROFIT_SHARE, ROYALTY_RATE } from '../../valuation/domain';
import { type Entered, type EnteredFen, allOf, readYears } from '../../valuation/entered';
import { type Income, afterTax } from '../../valuation/methods/discounted-income';
import type { MethodContext } from '../../valuation/method-value';
import { amountStep, shown } from '../../valuation/term';
import { type DataIncomeTerms, type DataIncomeValue, discountDataIncome, readDataTerms } from './data-terms';
import { outside } from './hints';
import { readShareRange } from './pricing-rules';
import { readRates, sameYears } from './series';

/** 分成收益: the data's share of revenue or of profit. */
export interface ShareIncomeInput extends DataIncomeTerms {
  /** What K is a share of. */
  readonly base: 'revenue' | 'profit';
  /** R_t: revenue before VAT or 息税前利润, 分, ≥ 0, year 1 first. */
  readonly income: readonly EnteredFen[];
  /** K, inside (0, 1): one for all years, or one per year. */
  readonly share: Entered | readonly Entered[];
}

/** 权利金节省: the royalty that owning the data saves. */
export interface RoyaltySavedInput extends DataIncomeTerms {
  /** Revenue that the data serves, 分, ≥ 0. */
  readonly revenue: readonly EnteredFen[];
  /** Market royalty rate, inside (0, 1): one for all years, or one per year. */
  readonly royaltyRate: Entered | readonly Entered[];
}

interface Kind {
  readonly method: string;
  readonly label: string;
  readonly formula: string;
  readonly baseField: string;
  readonly baseLabel: string;
  readonly shareField: string;
  readonly shareLabel: string;
  readonly ofRevenue: boolean;
}

const BASE_LABELS = { revenue: '营业收入 R', profit: '息税前利润 R' } as const;

const SHARE = {
  method: 'data-share-income',
  label: '分成收益法估值',
  formula: 'P = Σ R_t × K_t × (1 − T) ÷ (1 + i)^τ_t',
  baseField: 'income',
  shareField: 'share',
  shareLabel: '分成率 K',
} as const;

const ROYALTY: Kind = {
  method: 'data-relief-from-royalty',
  label: '权利金节省法估值',
  formula: 'P = Σ 收入_t × 权利金率_t × (1 − T) ÷ (1 + i)^τ_t',
  baseField: 'revenue',
  baseLabel: BASE_LABELS.revenue,
  shareField: 'royaltyRate',
  shareLabel: '权利金率',
  ofRevenue: true,
};

const valueByShare = (
  kind: Kind,
  base: readonly EnteredFen[],
  share: Entered | readonly Entered[],
  input: DataIncomeTerms,
  context: MethodContext,
): Result<DataIncomeValue> => {
  const read = allOf({
    terms: readDataTerms(input, context),
    base: readYears(context, { field: kind.baseField, label: kind.baseLabel, domain: NOT_NEGATIVE }, base),
    shares: readRates(
      context,
      {
        field: kind.shareField,
        label: kind.shareLabel,
        domain: kind.ofRevenue ? ROYALTY_RATE : PROFIT_SHARE,
      },
      share,
      base.length,
    ),
    usual: kind.ofRevenue ? readShareRange(context.rules) : ok(null),
  });
  if (!read.ok) return read;
  const { terms, shares, usual } = read.value;
  const pairs = sameYears(context, kind.shareField, read.value.base, shares);
  if (!pairs.ok) return pairs;
  const warnings: readonly Failure[] =
    usual === null
      ? []
      : [...new Set(shares)].flatMap((one) =>
          outside(context, kind.shareField, kind.shareLabel, one, usual.value, usual.rule),
        );
  const income: Income = {
    method: kind.method,
    label: kind.label,
    formula: kind.formula,
    field: kind.baseField,
    beside: usual === null ? [] : [ruleLeaf(usual.rule)],
    warnings,
    yearly: pairs.value.map(([amount, rate], index) => {
      const before = amountStep({
        id: `${context.id}/year-${index + 1}/share-income`,
        label: `第 ${index + 1} 年归属数据资产的收益`,
        value: amount.value.times(rate.value),
        formula: `${shown(amount)} 元 × ${shown(rate)}`,
        children: [amount.node, rate.node],
      });
      return afterTax(context, index + 1, '归属数据资产的收益', before, terms.tax);
    }),
  };
  return discountDataIncome(context, income, terms);
};

/**
 * 分成收益: P = Σ R_t · K_t · (1 − T) / (1 + i)^τ_t, in 分. A share of revenue outside its usual range warns `W_OUT_OF_RANGE`.
 * Fails with `E_ROYALTY_RANGE` or `E_PROFIT_SHARE_RANGE`, `E_SERIES_LENGTH`, and as `readDataTerms`.
 * Source: 数据资产评估指导意见, annex (formula recalled, not read).
 */
export const shareIncome = (input: ShareIncomeInput, context: MethodContext): Result<DataIncomeValue> =>
  valueByShare(
    { ...SHARE, baseLabel: BASE_LABELS[input.base], ofRevenue: input.base === 'revenue' },
    input.income,
    input.share,
    input,
    context,
  );

/** 权利金节省法, as `shareIncome` of revenue. Source: 资产评估专家指引第9号. */
export const royaltySaved = (input: RoyaltySavedInput, context: MethodContext): Result<DataIncomeValue> =>
  valueByShare(ROYALTY, input.revenue, input.royaltyRate, input, context);
