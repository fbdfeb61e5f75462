import type { WorksheetKind } from '../../case/worksheet';
import type { Result } from '../../kernel/result';
import type { MethodValue } from '../../valuation/method-value';
import { valueCost, valueMarket } from './asset-values';
import {
  valueConstant,
  valueDeclining,
  valueExcessEarnings,
  valueExcessIncome,
  valueIncremental,
  valueProfitSplit,
} from './income-values';
import type { PatentSheet } from './sheet';

/** How a kind of worksheet is valued, and what carries its value. */
export interface ValueSheet {
  readonly value: (sheet: PatentSheet) => Result<MethodValue>;
  /** The input that a range and a grid move beside r: a rate by its key, or the level of the amounts. */
  readonly lead:
    | { readonly kind: 'input'; readonly key: string; readonly label: string }
    | { readonly kind: 'level'; readonly label: string };
  /** Amounts that the level multiplies: keys of the worksheet, `list.key` for items of a list. */
  readonly carrying: readonly string[];
  /** What the level is called. */
  readonly levelLabel: string;
}

const byLevel = (
  value: ValueSheet['value'],
  levelLabel: string,
  carrying: readonly string[],
): ValueSheet => ({ value, lead: { kind: 'level', label: levelLabel }, carrying, levelLabel });

export const VALUE_SHEETS: Partial<Readonly<Record<WorksheetKind, ValueSheet>>> = {
  'profit-split': {
    value: valueProfitSplit,
    lead: { kind: 'input', key: 'profitShare', label: '利润分成率' },
    carrying: ['operatingProfit'],
    levelLabel: '营业利润水平（对预测的倍数）',
  },
  'incremental-income': byLevel(valueIncremental, '销量水平（对预测的倍数）', [
    'quantityBefore',
    'quantityAfter',
  ]),
  'excess-income': byLevel(valueExcessIncome, '利润水平（对预测的倍数）', ['profit']),
  'excess-earnings': byLevel(valueExcessEarnings, '营业利润水平（对预测的倍数）', ['operatingProfit']),
  'constant-income': byLevel(valueConstant, '收益水平（对预测的倍数）', ['yearlyIncome']),
  'declining-income': byLevel(valueDeclining, '收益水平（对预测的倍数）', ['firstIncome', 'yearlyDecline']),
  cost: byLevel(valueCost, '重置成本水平（对填写数的倍数）', ['bookCost', 'parts.amount']),
  market: byLevel(valueMarket, '成交价水平（对填写数的倍数）', ['comparables.price']),
};

/** Whether a worksheet of this kind gives a value of a bundle; the others give a rate. */
export const givesValue = (kind: WorksheetKind): boolean => Object.hasOwn(VALUE_SHEETS, kind);
