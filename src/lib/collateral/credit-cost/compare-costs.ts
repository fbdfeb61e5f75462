import { Decimal, decimalText, decimalToFen, fenToYuan } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import type { CostStructure, PayerFees, StructureCost } from './cost-structure';
import { dayDifferences, dueDates, interestOf, knownTerms } from './cost-terms';
import { effectiveCost } from './effective-cost';
import { type Fee, type Payer, feeYuan, feesOf } from './fees';
import type { SideFlow } from './loan-flows';
import { subsidyRange } from './subsidy-range';

const PLACES = 6;

type End = 'lowFen' | 'highFen';
const flowsOf = (fees: readonly Fee[], months: number, end: End): readonly SideFlow[] =>
  fees.flatMap((fee) =>
    dueDates(fee, months).map(({ month, share }) => ({ month, amount: feeYuan(fee[end]).times(share) })),
  );

const total = (flows: readonly SideFlow[]): Decimal =>
  flows.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));

const payerFees = (fees: readonly Fee[], payer: Payer, months: number, open: boolean): PayerFees => {
  const own = fees.filter((fee) => fee.payer === payer);
  const unknown = open || own.some(({ highFen }) => highFen === null);
  return {
    lowFen: decimalToFen(total(flowsOf(own, months, 'lowFen'))),
    highFen: unknown ? null : decimalToFen(total(flowsOf(own, months, 'highFen'))),
  };
};

const byPayer = (fees: (payer: Payer) => PayerFees): StructureCost['feesByPayer'] => ({
  enterprise: fees('enterprise'),
  bank: fees('bank'),
  guarantor: fees('guarantor'),
  government: fees('government'),
  other: fees('other'),
});

const unknownCost = (structure: CostStructure, failure: Failure): StructureCost => {
  const none: PayerFees = { lowFen: 0n, highFen: null };
  return {
    id: structure.id,
    name: structure.name,
    interestFen: null,
    feesByPayer: byPayer(() => none),
    fees: [],
    subsidyLowFen: null,
    subsidyHighFen: null,
    effectiveLow: null,
    effectiveHigh: null,
    simpleLow: null,
    simpleHigh: null,
    failures: [failure],
    traces: [],
    interestTrace: null,
    subsidyTrace: null,
  };
};

const costOf = (structure: CostStructure, rules: RulesAt): StructureCost => {
  const read = knownTerms(structure);
  if (!read.ok) return unknownCost(structure, read.failure);
  const terms = read.value;
  const { principal, principalFen, rate, months } = terms;
  const { fees, failures } = feesOf(structure.fees, principalFen, rules);
  const subsidy = subsidyRange(structure, terms, rules);
  // A fee that could not be read may be the enterprise's.
  const open = failures.length > 0;
  const own = fees.filter(({ payer }) => payer === 'enterprise');
  const enterprise = payerFees(fees, 'enterprise', months, open);
  const noted: Failure[] = [...failures, ...subsidy.failures];
  const interest = interestOf(structure, terms);
  const days = dayDifferences(structure, terms);
  const loan = { principal, rate, months, repayment: structure.repayment };
  const effective = (end: End, received: Fen): string | null => {
    const paid = { month: subsidy.month, amount: fenToYuan(received).neg() };
    const cost = effectiveCost(loan, [...days, ...flowsOf(own, months, end), paid]);
    if (cost.ok) return decimalText(cost.value.effective, PLACES);
    noted.push({ ...cost.failure, path: structure.path });
    return null;
  };
  const simple = (feesFen: Fen, received: Fen): string =>
    decimalText(
      interest
        .plus(fenToYuan(feesFen - received))
        .dividedBy(principal)
        .times(12)
        .dividedBy(months),
      PLACES,
    );
  const feesHigh = enterprise.highFen;
  const effectiveLow = subsidy.high === null ? null : effective('lowFen', subsidy.high);
  // An unknown subsidy may be none: the upper end is without it.
  const effectiveHigh = feesHigh === null ? null : effective('highFen', subsidy.low ?? 0n);
  const given = leaf({
    id: `cost/${structure.id}/terms`,
    label: '贷款条件',
    value: `本金 ${principal.toFixed()} 元，年利率 ${decimalText(rate)}，${months} 个月，${structure.repayment === 'bullet' ? '按月付息到期还本' : '等额本息'}`,
    unit: 'text',
    confidence: 'verified',
    source: { kind: 'field', path: structure.path, label: '贷款条件' },
  });
  const interestNode = derive({
    id: `cost/${structure.id}/interest`,
    label: '利息合计',
    value: fenText(decimalToFen(interest)),
    unit: 'fen',
    formula:
      structure.dayCount === undefined
        ? structure.repayment === 'bullet'
          ? '本金 × 年利率 × 月数 ÷ 12'
          : '每期还款额 × 期数 − 本金'
        : `本金 × 年利率 × 实际天数 ÷ ${String(structure.dayCount.base)}`,
    rounding: '四舍五入到分',
    children: [given],
  });
  const children = [
    interestNode,
    ...own.map(({ trace }) => trace),
    ...(subsidy.trace === null ? [] : [subsidy.trace]),
  ];
  const effectiveNode = (end: 'low' | 'high', value: string | null): TraceNode =>
    derive({
      id: `cost/${structure.id}/effective-${end}`,
      label: `年化综合成本（企业，${end === 'low' ? '低' : '高'}端）`,
      value,
      unit: 'ratio',
      formula: '解月利率 m，使到手金额＝各期支付的现值；年化＝(1+m)^12 − 1。只计企业付的费用，扣贴息',
      rounding: '四舍五入到六位小数',
      ...(value === null ? { note: end === 'low' ? '贴息未知' : '有费用未知' } : {}),
      children,
    });
  return {
    id: structure.id,
    name: structure.name,
    interestFen: decimalToFen(interest),
    feesByPayer: byPayer((payer) => payerFees(fees, payer, months, open)),
    fees,
    subsidyLowFen: subsidy.low,
    subsidyHighFen: subsidy.high,
    effectiveLow,
    effectiveHigh,
    simpleLow: subsidy.high === null ? null : simple(enterprise.lowFen, subsidy.high),
    simpleHigh: feesHigh === null ? null : simple(feesHigh, subsidy.low ?? 0n),
    failures: noted,
    traces: [
      effectiveNode('low', effectiveLow),
      effectiveNode('high', effectiveHigh),
      ...fees.map(({ trace }) => trace),
    ],
    interestTrace: interestNode,
    subsidyTrace: subsidy.trace,
  };
};

const compareEnds = (a: string | null, b: string | null): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return new Decimal(a).comparedTo(b);
};

/**
 * What each structure costs the enterprise a year, with interest, fees by payer and subsidy: cheapest upper end first, unknown ones last, equal
 * ones by id. A structure that cannot be reckoned stays in the list with its failures.
 * Source: formulas of the reference (effective yearly cost from the borrower's flows); fees and subsidies as cited in the rulebook.
 */
export const compareCosts = (
  structures: readonly CostStructure[],
  rules: RulesAt,
): readonly StructureCost[] =>
  structures
    .map((structure) => costOf(structure, rules))
    .sort(
      (a, b) =>
        compareEnds(a.effectiveHigh, b.effectiveHigh) ||
        compareEnds(a.effectiveLow, b.effectiveLow) ||
        (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    );
