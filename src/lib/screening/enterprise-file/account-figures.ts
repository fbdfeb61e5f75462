import { ACCOUNT_RATIOS } from '../accounts/ratios';
import type { RatioDefinition } from '../accounts/ratio-model';
import type { Statement, StatementItem } from '../accounts/statement';
import { amountStep, ratioStep, shown } from '../../valuation/term';
import { type Computed, divisorFailure, withFacts } from './computed';
import { fileFact } from './file-fact';
import type { EnterpriseFile } from './open-file';
import { patentRevenueShare } from './product-share';
import { statementOf } from './statements';

/** A figure of one year of the enterprise file, with the definition that is printed beside it. */
export interface YearFigure {
  /** The figure is `accounts/<id>`. */
  readonly id: string;
  readonly label: string;
  readonly definition: string;
  readonly compute: (file: EnterpriseFile, year: number) => Computed;
}

const nodesOf = (statement: Statement, items: readonly StatementItem[]) =>
  items.flatMap((item) => {
    const amount = statement.items[item];
    return (amount?.gap?.node ?? amount?.lateSource)?.() ?? amount?.source ?? [];
  });

const contradiction = (statement: Statement, items: readonly StatementItem[]) =>
  items
    .map((item) => statement.items[item]?.gap?.failure)
    .find((failure) => failure?.code === 'E_CONTRADICTION');

/** A ratio of the accounts over the statements of the file. */
const fromStatements = (ratio: RatioDefinition): YearFigure => ({
  id: ratio.id,
  label: ratio.label,
  definition: ratio.definition,
  compute: (file, year) => {
    const own = statementOf(file, year);
    const before = statementOf(file, year - 1);
    const read = ratio.compute(
      { year: own, before },
      { path: 'sections.enterpriseFile', id: `accounts/${year}` },
    );
    if (read.ok) return { ok: true, term: read.value };
    const { code, message, remedy } =
      contradiction(own, ratio.items) ?? contradiction(before, ratio.itemsBefore) ?? read.failure;
    return {
      ok: false,
      failure: { code, message, remedy },
      nodes: () => [...nodesOf(own, ratio.items), ...nodesOf(before, ratio.itemsBefore)],
    };
  },
});

interface Quotient {
  readonly id: string;
  readonly label: string;
  readonly definition: string;
  readonly above: string;
  readonly below: string;
  /** The divisor has no period. */
  readonly belowPlain?: boolean;
  /** Yuan per unit of the divisor instead of a share. */
  readonly amount?: boolean;
}

const quotient = ({ id, label, definition, above, below, belowPlain, amount }: Quotient): YearFigure => ({
  id,
  label,
  definition,
  compute: (file, year) => {
    const period = String(year);
    const reads = [fileFact(file, above, period), fileFact(file, below, belowPlain === true ? null : period)];
    return withFacts(reads, ([up, down]) => {
      if (up === undefined || down === undefined) throw new Error('two facts give two terms');
      if (down.value.lte(0)) return divisorFailure(label, down, () => [up.node, down.node]);
      return {
        ok: true,
        term: (amount === true ? amountStep : ratioStep)({
          id: `accounts/${year}/${id}`,
          label,
          value: up.value.dividedBy(down.value),
          formula: () => `${definition} = ${shown(up)} ÷ ${shown(down)}`,
          children: () => [up.node, down.node],
        }),
      };
    });
  },
});

const OWN: readonly YearFigure[] = [
  quotient({
    id: 'revenue-per-mu',
    label: '亩均营业收入',
    definition: '营业收入（元） ÷ 用地面积（亩）',
    above: 'revenue',
    below: 'landArea',
    belowPlain: true,
    amount: true,
  }),
  quotient({
    id: 'tax-per-mu',
    label: '亩均税收',
    definition: '实缴税金（元） ÷ 用地面积（亩）',
    above: 'taxPaid',
    below: 'landArea',
    belowPlain: true,
    amount: true,
  }),
  quotient({
    id: 'research-staff-share',
    label: '研发人员占比',
    definition: '研发人员人数 ÷ 员工人数',
    above: 'researchStaff',
    below: 'employees',
  }),
  quotient({
    id: 'degree-share',
    label: '本科及以上人员占比',
    definition: '本科及以上人数 ÷ 员工人数',
    above: 'degreeHolders',
    below: 'employees',
  }),
  quotient({
    id: 'insured-share',
    label: '参保人数与员工人数之比',
    definition: '社保参保人数 ÷ 员工人数',
    above: 'socialInsured',
    below: 'employees',
  }),
  quotient({
    id: 'export-share',
    label: '报关出口额与营业收入之比',
    definition: '报关出口额 ÷ 营业收入',
    above: 'exportSales',
    below: 'revenue',
  }),
  {
    id: 'patent-revenue-share',
    label: '专利产品收入占比',
    definition: '使用案卷专利的产品收入合计 ÷ 营业收入',
    compute: patentRevenueShare,
  },
];

/** Figures of one year: the ratios of the accounts, then those that need more than the accounts. */
export const YEAR_FIGURES: readonly YearFigure[] = [...ACCOUNT_RATIOS.map(fromStatements), ...OWN];
