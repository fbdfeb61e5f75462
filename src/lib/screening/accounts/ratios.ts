import { type Result, ok, refuse } from '../../kernel/result';
import { type Place, allOf } from '../../valuation/entered';
import { amountStep, ratioStep, shown } from '../../valuation/term';
import { type RatioDefinition, type Years, divided, stepOf } from './ratio-model';
import { STATEMENT_ITEMS, type StatementItem, readItem } from './statement';

const share = (id: string, label: string, above: StatementItem, below: StatementItem): RatioDefinition => {
  const definition = `${STATEMENT_ITEMS[above]} ÷ ${STATEMENT_ITEMS[below]}`;
  return {
    id,
    label,
    definition,
    items: [above, below],
    itemsBefore: [],
    compute: ({ year }, place) => {
      const read = allOf({ above: readItem(year, above, place), below: readItem(year, below, place) });
      return read.ok ? divided({ id, label, ...read.value, definition, place }) : read;
    },
  };
};

const before = ({ year, before: earlier }: Years, label: string, place: Place): Result<Years['year']> =>
  earlier === null
    ? refuse(
        'E_MISSING',
        `缺 ${year.year - 1} 年报表，不能计算${label}`,
        place.path,
        `请补录 ${year.year - 1} 年报表；缺数不按 0 处理`,
      )
    : ok(earlier);

const quickRatio: RatioDefinition = {
  id: 'quick-ratio',
  label: '速动比率',
  definition: '（流动资产合计 − 存货） ÷ 流动负债合计',
  items: ['currentAssets', 'inventories', 'currentLiabilities'],
  itemsBefore: [],
  compute: ({ year }, place) => {
    const read = allOf({
      current: readItem(year, 'currentAssets', place),
      stock: readItem(year, 'inventories', place),
      below: readItem(year, 'currentLiabilities', place),
    });
    if (!read.ok) return read;
    const { current, stock, below } = read.value;
    const above = stepOf(amountStep, place, {
      id: 'quick-assets',
      label: '速动资产',
      value: current.value.minus(stock.value),
      formula: () => `流动资产合计 − 存货 = ${shown(current)} − ${shown(stock)}`,
      from: [current, stock],
    });
    const { id, label, definition } = quickRatio;
    return divided({ id, label, above, below, definition, place });
  },
};

const interestCover: RatioDefinition = {
  id: 'interest-cover',
  label: '利息保障倍数',
  definition: '（利润总额 + 利息费用） ÷ 利息费用',
  items: ['totalProfit', 'interestExpense'],
  itemsBefore: [],
  compute: ({ year }, place) => {
    const read = allOf({
      profit: readItem(year, 'totalProfit', place),
      below: readItem(year, 'interestExpense', place),
    });
    if (!read.ok) return read;
    const { profit, below } = read.value;
    const above = stepOf(amountStep, place, {
      id: 'profit-before-interest',
      label: '息税前利润',
      value: profit.value.plus(below.value),
      formula: () => `利润总额 + 利息费用 = ${shown(profit)} + ${shown(below)}`,
      from: [profit, below],
    });
    const { id, label, definition } = interestCover;
    return divided({ id, label, above, below, definition, place });
  },
};

const growth = (id: string, label: string, item: StatementItem): RatioDefinition => {
  const title = STATEMENT_ITEMS[item];
  const definition = `本年${title} ÷ 上年${title} − 1`;
  return {
    id,
    label,
    definition,
    items: [item],
    itemsBefore: [item],
    compute: (years, place) => {
      const earlier = before(years, label, place);
      if (!earlier.ok) return earlier;
      const read = allOf({
        above: readItem(years.year, item, place),
        below: readItem(earlier.value, item, place),
      });
      if (!read.ok) return read;
      const quotient = divided({ id: `${id}/quotient`, label, ...read.value, definition, place });
      if (!quotient.ok) return quotient;
      const { above, below } = read.value;
      return ok(
        ratioStep({
          id: `${place.id}/${id}`,
          label,
          value: quotient.value.value.minus(1),
          formula: () => `${definition} = ${shown(above)} ÷ ${shown(below)} − 1`,
          children: () => [above.node, below.node],
        }),
      );
    },
  };
};

/** Ratios of the last year of accounts, each with its definition. Figures of statements are in 元. */
export const ACCOUNT_RATIOS: readonly RatioDefinition[] = [
  share('debt-ratio', '资产负债率', 'totalLiabilities', 'totalAssets'),
  share('current-ratio', '流动比率', 'currentAssets', 'currentLiabilities'),
  quickRatio,
  share('profit-margin', '销售利润率', 'totalProfit', 'revenue'),
  share('research-intensity', '研发投入占比', 'researchExpense', 'revenue'),
  interestCover,
  share('cash-to-current-debt', '现金流动负债比', 'operatingCashFlow', 'currentLiabilities'),
  growth('revenue-growth', '营业收入增长率', 'revenue'),
  growth('electricity-growth', '电费增长率', 'electricityCost'),
  share('taxed-share', '纳税申报销售额与账面收入之比', 'taxedSales', 'revenue'),
];
