import { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { type Place, allOf } from '../../valuation/entered';
import { type Term, amountStep, ratioStep, shown } from '../../valuation/term';
import { divided, stepOf } from './ratio-model';
import { STATEMENT_ITEMS, type Statement, type StatementItem, readItem } from './statement';

/** Balance → what turns it over, and whether its days bind funds (+1) or free them (−1). */
const TURNOVERS = [
  { balance: 'inventories', by: 'costOfSales', sign: 1 },
  { balance: 'receivables', by: 'revenue', sign: 1 },
  { balance: 'payables', by: 'costOfSales', sign: -1 },
  { balance: 'prepayments', by: 'costOfSales', sign: 1 },
  { balance: 'advances', by: 'revenue', sign: -1 },
] as const satisfies readonly { balance: StatementItem; by: StatementItem; sign: 1 | -1 }[];

const DAYS = new Decimal(360);

/** 周转天数 = 360 ÷ 周转次数, 周转次数 = 收入或成本 ÷ 平均余额. A balance of 0 in both years turns in 0 days. */
const daysOf = (
  year: Statement,
  before: Statement,
  balance: StatementItem,
  by: StatementItem,
  place: Place,
): Result<Term> => {
  const read = allOf({
    end: readItem(year, balance, place),
    start: readItem(before, balance, place),
    flow: readItem(year, by, place),
  });
  if (!read.ok) return read;
  const { end, start, flow } = read.value;
  const title = STATEMENT_ITEMS[balance];
  const average = stepOf(amountStep, place, {
    id: `${balance}/average`,
    label: `平均${title}余额`,
    value: end.value.plus(start.value).dividedBy(2),
    formula: () => `（年初 + 年末） ÷ 2 = （${shown(start)} + ${shown(end)}） ÷ 2`,
    from: [start, end],
  });
  const quotient = divided({
    id: `${balance}/share`,
    label: `${title}占用`,
    above: average,
    below: flow,
    definition: `平均${title}余额 ÷ ${STATEMENT_ITEMS[by]}`,
    place,
  });
  if (!quotient.ok) return quotient;
  return ok(
    stepOf(ratioStep, place, {
      id: `${balance}/days`,
      label: `${title}周转天数`,
      value: DAYS.times(quotient.value.value),
      formula: () =>
        `360 × 平均${title}余额 ÷ ${STATEMENT_ITEMS[by]} = 360 × ${shown(average)} ÷ ${shown(flow)}`,
      from: [average, flow],
    }),
  );
};

/**
 * 营运资金周转次数 = 360 ÷ (存货 + 应收账款 − 应付账款 + 预付账款 − 预收账款 周转天数).
 * Fails with `E_MISSING`, `E_DIVISOR`, or `E_NO_NEED` when suppliers and customers finance the whole cycle.
 * Source: 流动资金贷款管理办法, annex 流动资金贷款需求量的测算参考 (secondary: read in reprints).
 */
export const workingCapitalTurns = (year: Statement, before: Statement, place: Place): Result<Term> => {
  const days: Term[] = [];
  for (const { balance, by } of TURNOVERS) {
    const term = daysOf(year, before, balance, by, place);
    if (!term.ok) return term;
    days.push(term.value);
  }
  const cycle = TURNOVERS.reduce(
    (sum, { sign }, i) => sum.plus((days[i]?.value ?? new Decimal(0)).times(sign)),
    new Decimal(0),
  );
  const written = (): string =>
    TURNOVERS.map(
      ({ sign }, i) =>
        `${sign < 0 ? '− ' : i === 0 ? '' : '+ '}${days[i] === undefined ? '' : shown(days[i])}`,
    ).join(' ');
  if (cycle.lte(0))
    return refuse(
      'E_NO_NEED',
      `资金周转天数合计为 ${cycle.toFixed(2)}，上下游已占满周转，按此口径测算没有营运资金需求`,
      place.path,
      '请核对应付、预收余额；确有需求的，按季节或订单另行测算并说明',
    );
  return ok(
    stepOf(ratioStep, place, {
      id: 'turns',
      label: '营运资金周转次数',
      value: DAYS.dividedBy(cycle),
      formula: () => `360 ÷ （${written()}）`,
      from: days,
    }),
  );
};
