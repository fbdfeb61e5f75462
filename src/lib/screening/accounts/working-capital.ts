import { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { ANY, NOT_NEGATIVE } from '../../valuation/domain';
import {
  type Entered,
  type EnteredFen,
  type Place,
  allOf,
  readEntered,
  readEnteredFen,
} from '../../valuation/entered';
import { type Term, amountStep, shown } from '../../valuation/term';
import { divided, stepOf } from './ratio-model';
import { type Statement, readItem } from './statement';
import { workingCapitalTurns } from './turnover';

export interface WorkingCapitalInput {
  /** Last full year (上年度) and the one before it, for average balances. */
  readonly year: Statement;
  readonly before: Statement;
  /** 预计销售收入年增长率. */
  readonly growth: Entered;
  /** 借款人自有资金. */
  readonly ownFunds: EnteredFen;
  /** 现有流动资金贷款. */
  readonly existingLoans: EnteredFen;
  /** 其他渠道提供的营运资金. */
  readonly otherSources: EnteredFen;
}

export interface WorkingCapitalNeed {
  /** 营运资金量, 元. */
  readonly volume: Term;
  /** 新增流动资金贷款额度, 元; 0 when what is there already covers the volume. */
  readonly newLimit: Term;
}

const volumeOf = (input: WorkingCapitalInput, place: Place): Result<Term> => {
  const first = readItem(input.year, 'revenue', place);
  if (!first.ok) return first;
  const read = allOf({
    revenue: first,
    profit: readItem(input.year, 'totalProfit', place),
    growth: readEntered(place, { field: 'growth', label: '预计销售收入年增长率', domain: ANY }, input.growth),
    turns: workingCapitalTurns(input.year, input.before, place),
  });
  if (!read.ok) return read;
  const { revenue, profit, growth, turns } = read.value;
  if (growth.value.lte(-1))
    return refuse(
      'E_RANGE',
      '预计销售收入年增长率不能低于 −100 %',
      `${place.path}.growth`,
      '请核对增长率，例如 15% 写作 0.15',
    );
  const margin = divided({
    id: 'margin',
    label: '上年度销售利润率',
    above: profit,
    below: revenue,
    definition: '利润总额 ÷ 营业收入',
    place,
  });
  if (!margin.ok) return margin;
  return ok(
    stepOf(amountStep, place, {
      id: 'volume',
      label: '营运资金量',
      value: revenue.value
        .times(new Decimal(1).minus(margin.value.value))
        .times(growth.value.plus(1))
        .dividedBy(turns.value),
      formula: () =>
        `上年度销售收入 ×（1 − 销售利润率）×（1 + 增长率）÷ 周转次数 = ${shown(revenue)} ×（1 − ${shown(margin.value)}）×（1 + ${shown(growth)}）÷ ${shown(turns)}`,
      from: [revenue, margin.value, growth, turns],
    }),
  );
};

/**
 * 流动资金贷款需求测算: 营运资金量 = 上年度销售收入 × (1 − 上年度销售利润率) × (1 + 预计销售收入年增长率) ÷ 营运资金周转次数;
 * 新增流动资金贷款额度 = 营运资金量 − 自有资金 − 现有流动资金贷款 − 其他渠道. Amounts in 元, unrounded.
 * Fails as `workingCapitalTurns`, and with `E_MISSING`, `E_RANGE`. An unknown amount is never taken for 0.
 * Source: 流动资金贷款管理办法, annex (secondary: read in reprints).
 */
export const workingCapitalNeed = (input: WorkingCapitalInput, place: Place): Result<WorkingCapitalNeed> => {
  const amount = (field: 'ownFunds' | 'existingLoans' | 'otherSources', label: string): Result<Term> =>
    readEnteredFen(place, { field, label, domain: NOT_NEGATIVE }, input[field]);
  const first = volumeOf(input, place);
  if (!first.ok) return first;
  const read = allOf({
    volume: first,
    own: amount('ownFunds', '借款人自有资金'),
    loans: amount('existingLoans', '现有流动资金贷款'),
    other: amount('otherSources', '其他渠道提供的营运资金'),
  });
  if (!read.ok) return read;
  const { volume, own, loans, other } = read.value;
  const gap = volume.value.minus(own.value).minus(loans.value).minus(other.value);
  const newLimit = stepOf(amountStep, place, {
    id: 'new-limit',
    label: '新增流动资金贷款额度',
    value: Decimal.max(gap, 0),
    formula: () =>
      `max(0, 营运资金量 − 自有资金 − 现有流动资金贷款 − 其他渠道) = max(0, ${[volume, own, loans, other].map(shown).join(' − ')})`,
    from: [volume, own, loans, other],
  });
  return ok({ volume, newLimit });
};

/**
 * 现金流覆盖倍数 = 经营活动现金流量净额 ÷ 一年内须还的本息 (this loan and the others). Fails with `E_MISSING`, `E_DIVISOR`.
 */
export const cashFlowCover = (
  input: { readonly year: Statement; readonly dueThis: EnteredFen; readonly dueOthers: EnteredFen },
  place: Place,
): Result<Term> => {
  const due = (field: 'dueThis' | 'dueOthers', label: string): Result<Term> =>
    readEnteredFen(place, { field, label, domain: NOT_NEGATIVE }, input[field]);
  const read = allOf({
    cash: readItem(input.year, 'operatingCashFlow', place),
    own: due('dueThis', '本笔一年内应还本息'),
    others: due('dueOthers', '其他债务一年内应还本息'),
  });
  if (!read.ok) return read;
  const { cash, own, others } = read.value;
  const below = stepOf(amountStep, place, {
    id: 'due',
    label: '一年内应还本息合计',
    value: own.value.plus(others.value),
    formula: () => `${shown(own)} + ${shown(others)}`,
    from: [own, others],
  });
  return divided({
    id: 'cash-cover',
    label: '现金流覆盖倍数',
    above: cash,
    below,
    definition: '经营活动现金流量净额 ÷ 一年内应还本息',
    place,
  });
};
