import * as v from 'valibot';
import type { MethodInput } from '../../case/method';
import type { CreditTerms } from '../../case/structure-ask';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { parsePlainDate } from '../../kernel/plain-date';
import { derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { benchmarkOf } from './benchmark';
import { compareCosts } from './compare-costs';
import { costStructuresOf } from './cost-of-case';
import type { CostSheet, PlanLine, RateBeside, SchemeLine } from './cost-sheet-model';
import type { StructureCost } from './cost-structure';
import { PAYERS, type Payer, readFeeTable } from './fees';
import { type LprTerm, lprOn, readLprHistory } from './lpr-history';
import { proposePlans } from './propose-plans';
import { type SubsidyScheme, readSubsidyScheme } from './subsidy-scheme';

const text = (fen: Fen | null): string | null => (fen === null ? null : fenText(fen));

/** Loans above five years are priced on the longer LPR. */
const LONG = 60;

const rateBeside = (terms: CreditTerms | undefined, on: string, rules: RulesAt): RateBeside => {
  const term: LprTerm = (terms?.months ?? 0) > LONG ? '5y' : '1y';
  const date = parsePlainDate(on, 'LPR');
  const read = date.ok ? lprOn(rules, date.value, term) : date;
  if (!read.ok)
    return {
      term,
      on,
      lpr: null,
      publishedOn: null,
      spreadBp: null,
      trace: null,
      failure: read.failure,
    };
  const rate = terms?.rate ?? null;
  const lpr = decimalText(read.value.rate);
  return {
    term,
    on,
    lpr,
    publishedOn: read.value.publishedOn,
    spreadBp: rate === null ? null : decimalText(new Decimal(rate).minus(read.value.rate).times(10_000)),
    trace: read.value.trace,
    failure: null,
  };
};

const PAYER_LIST: readonly Payer[] = ['enterprise', 'bank', 'guarantor', 'government', 'other'];

const payersOf = (cost: StructureCost): PlanLine['payers'] =>
  PAYER_LIST.flatMap((payer) => {
    const own = cost.fees.filter((fee) => fee.payer === payer);
    const { lowFen, highFen } = cost.feesByPayer[payer];
    if (own.length === 0 && payer !== 'enterprise') return [];
    return [
      {
        payer,
        name: PAYERS[payer],
        lowFen: fenText(lowFen),
        highFen: text(highFen),
        trace: derive({
          id: `cost/fees/${payer}/${cost.id}`,
          label: `${cost.name}：费用合计（${PAYERS[payer]}付）`,
          value: highFen === lowFen ? fenText(lowFen) : null,
          unit: 'fen',
          formula: 'Σ 一次性费用 + Σ 每年费用 × 年数',
          rounding: '四舍五入到分',
          ...(highFen === null ? { note: '有费用未录入，只知道一部分' } : {}),
          children: own.map(({ trace }) => trace),
        }),
      },
    ];
  });

const planLine = (cost: StructureCost, cheapest: string | null, rate: RateBeside): PlanLine => {
  const end = (which: 'low' | 'high') =>
    cost.traces.find(({ id }) => id === `cost/${cost.id}/effective-${which}`) ?? null;
  return {
    id: cost.id,
    name: cost.name,
    interestFen: text(cost.interestFen),
    interestTrace: cost.interestTrace,
    payers: payersOf(cost),
    fees: cost.fees.map(({ code, title, payer, timing, lowFen, highFen, trace }) => ({
      code,
      title,
      payer,
      timing,
      lowFen: text(lowFen),
      highFen: text(highFen),
      trace,
    })),
    subsidyLowFen: text(cost.subsidyLowFen),
    subsidyHighFen: text(cost.subsidyHighFen),
    subsidyTrace: cost.subsidyTrace,
    effectiveLow: cost.effectiveLow,
    effectiveHigh: cost.effectiveHigh,
    lowTrace: end('low'),
    highTrace: end('high'),
    simpleLow: cost.simpleLow,
    simpleHigh: cost.simpleHigh,
    aboveCheapest:
      cheapest === null || cost.effectiveHigh === null
        ? null
        : decimalText(new Decimal(cost.effectiveHigh).minus(cheapest)),
    rate,
    failures: cost.failures,
  };
};

const historyOf = (rules: RulesAt): CostSheet['history'] => {
  const read = readLprHistory(rules);
  if (!read.ok) return null;
  const { value, rule } = read.value;
  return { ...value, trace: ruleLeaf(rule, '贷款市场报价利率历次报价', value.knownUntil, 'date') };
};

const amountValue = v.union([v.string(), v.object({ low: v.string(), high: v.string() })]);

const BASIS = {
  'per-registration': '每件',
  'rate-of-principal': '按本金',
  'rate-of-guaranteed': '按担保额',
  'rate-of-value': '按价值',
} as const;

const tableOf = (rules: RulesAt): CostSheet['table'] => {
  const read = readFeeTable(rules);
  if (!read.ok) return [];
  const { value, rule } = read.value;
  return value.map(({ code, title, amount, basis, timing, payer }) => {
    const found = amount === null ? null : readTyped(rules, amount, amountValue);
    const known = found?.ok === true ? found.value : null;
    const value = known?.value ?? null;
    const [low, high] =
      typeof value === 'string' ? [value, value] : [value?.low ?? null, value?.high ?? null];
    return {
      code,
      title,
      timing,
      payer: PAYERS[payer],
      basis: BASIS[basis],
      unit: basis === 'per-registration' ? 'fen' : 'ratio',
      low,
      high,
      trace: derive({
        id: `cost/fee-table/${code}`,
        label: `${title}：由谁付`,
        value: PAYERS[payer],
        unit: 'text',
        children: [
          ruleLeaf(rule, `${title} 付费方`, PAYERS[payer], 'text'),
          ...(known === null ? [] : [ruleLeaf(known.rule)]),
        ],
      }),
    };
  });
};

const SUBSIDY_BASE = {
  'lpr-1y-prior-year-end': '上年末 1年期 LPR',
  'lpr-1y-contract-date': '签约日 1年期 LPR',
  'lpr-1y-december-of-repayment': '还款当年12月 1年期 LPR',
  interest: '实付利息',
  points: '本金（年百分点）',
} as const satisfies Record<SubsidyScheme['base'], string>;

const schemeOf = (rules: RulesAt): SchemeLine | null => {
  const read = readSubsidyScheme(rules);
  if (!read.ok) return null;
  const { value, rule } = read.value;
  return {
    name: value.name,
    base: SUBSIDY_BASE[value.base],
    low: value.low,
    high: value.high,
    withSupport: value.withSupport ?? null,
    maxMonths: value.maxMonths ?? null,
    capPerYearFen: value.capPerYearFen ?? null,
    capTotalFen: value.capTotalFen ?? null,
    rights: value.rights,
    note: value.note ?? '',
    trace: ruleLeaf(
      rule,
      value.name,
      value.low === value.high ? value.low : `${value.low}–${value.high}`,
      'text',
    ),
  };
};

/**
 * Cost of every way to finance the need, cheapest first, with the LPR of the day beside the contract rate, plans to start from, the LPR
 * history and the fee table. Reads `sections.collateral.credit`, the need and, for the plans to start from, the structure in `prior`.
 */
export const costSheet = (input: MethodInput): CostSheet => {
  const { caseRecord, rules } = input;
  const { credit } = caseRecord.sections.collateral;
  const { structures, failures } = costStructuresOf(caseRecord);
  const costs = compareCosts(structures, rules);
  const cheapest = costs[0]?.effectiveHigh ?? null;
  return {
    plans: costs.map((cost) => {
      const terms = credit.find(({ id }) => id === cost.id);
      const on = terms?.subsidy.signedOn ?? caseRecord.valuationDate;
      return planLine(cost, cheapest, rateBeside(terms, on, rules));
    }),
    proposals: proposePlans(input),
    history: historyOf(rules),
    table: tableOf(rules),
    scheme: schemeOf(rules),
    benchmark: benchmarkOf(caseRecord.sections.collateral, rules),
    failures,
  };
};
