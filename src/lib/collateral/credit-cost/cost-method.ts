import type { Figure, Subject } from '../../case/exchange';
import type { MethodInput } from '../../case/method';
import { fenText } from '../../kernel/fen';
import { type TraceNode, type Unit, derive } from '../../kernel/trace';
import { compareCosts } from './compare-costs';
import { costStructuresOf } from './cost-of-case';
import type { StructureCost } from './cost-structure';
import { PAYERS, type Payer } from './fees';
import { E_SUBSIDY_INSTALMENT } from './subsidy-range';

/** `COLLATERAL_METHODS` key under which a verifier finds the recomputation. */
export const COST_METHOD = 'collateral.credit-cost@1';

interface Said {
  readonly id: string;
  readonly label: string;
  readonly value: string | null;
  readonly unit: Unit;
  readonly interval?: Figure['interval'];
  readonly formula?: string;
  readonly children: readonly TraceNode[];
  readonly note?: string;
}

const PAYER_LIST: readonly Payer[] = ['enterprise', 'bank', 'guarantor', 'government', 'other'];

const payerFigure = (cost: StructureCost, payer: Payer): Said => {
  const { lowFen, highFen } = cost.feesByPayer[payer];
  const low = fenText(lowFen);
  const high = highFen === null ? null : fenText(highFen);
  const own = cost.fees.filter((fee) => fee.payer === payer);
  return {
    id: `cost/fees/${payer}/${cost.id}`,
    label: `${cost.name}：费用合计（${PAYERS[payer]}付）`,
    value: high === low ? low : null,
    unit: 'fen',
    ...(high === null || high === low ? {} : { interval: { low, high } }),
    formula: own.length === 0 ? '没有由其支付的费用' : 'Σ 一次性费用 + Σ 每年费用 × 年数',
    ...(high === null ? { note: `有费用未录入，已知部分 ${low} 分` } : {}),
    children: own.map(({ trace }) => trace),
  };
};

const noSubsidyNote = ({ subsidyLowFen, failures }: StructureCost): string => {
  if (subsidyLowFen !== null) return '录入为没有贴息';
  const instalment = failures.find(({ code }) => code === E_SUBSIDY_INSTALMENT);
  return instalment === undefined ? '是否贴息、贴多少未知' : `${instalment.message}，${instalment.remedy}`;
};

const subsidyFigure = (cost: StructureCost): Said => {
  const low = cost.subsidyLowFen === null ? null : fenText(cost.subsidyLowFen);
  const high = cost.subsidyHighFen === null ? null : fenText(cost.subsidyHighFen);
  return {
    id: `cost/subsidy/${cost.id}`,
    label: `${cost.name}：贴息`,
    value: low === high ? low : null,
    unit: 'fen',
    ...(low === null || high === null || low === high ? {} : { interval: { low, high } }),
    ...(cost.subsidyTrace === null ? { note: noSubsidyNote(cost) } : {}),
    children: cost.subsidyTrace === null ? [] : [cost.subsidyTrace],
  };
};

const figuresOf = (cost: StructureCost): readonly Said[] => {
  const reason = cost.failures[0]?.message;
  const effective = (end: 'low' | 'high', value: string | null): Said => {
    const trace = cost.traces.find(({ id }) => id === `cost/${cost.id}/effective-${end}`);
    return {
      id: `cost/effective-${end}/${cost.id}`,
      label: `${cost.name}：年化综合成本（企业，${end === 'low' ? '低' : '高'}端）`,
      value,
      unit: 'ratio',
      ...(value !== null || reason === undefined ? {} : { note: reason }),
      children: trace === undefined ? [] : [trace],
    };
  };
  return [
    {
      id: `cost/interest/${cost.id}`,
      label: `${cost.name}：利息合计`,
      value: cost.interestFen === null ? null : fenText(cost.interestFen),
      unit: 'fen',
      ...(cost.interestFen !== null || reason === undefined ? {} : { note: reason }),
      children: cost.interestTrace === null ? [] : [cost.interestTrace],
    },
    ...PAYER_LIST.map((payer) => payerFigure(cost, payer)),
    subsidyFigure(cost),
    effective('low', cost.effectiveLow),
    effective('high', cost.effectiveHigh),
  ];
};

/**
 * Figures of what each way to finance the need costs (`collateral.credit-cost@1`), ways in the order of their ids. Reads
 * `sections.collateral.credit` and the rules alone; without a plan there are none.
 */
export const costFigures = ({ caseRecord, rules }: MethodInput): readonly Figure[] => {
  const subject: Subject = { kind: 'case', id: 'case', title: caseRecord.title };
  const { structures } = costStructuresOf(caseRecord);
  const costs = [...compareCosts(structures, rules)].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return costs.flatMap(figuresOf).map(({ id, label, value, unit, interval, formula, note, children }) => {
    const trace = derive({
      id,
      label,
      value,
      unit,
      method: COST_METHOD,
      ...(formula === undefined ? {} : { formula }),
      ...(note === undefined ? {} : { note }),
      children,
    });
    return {
      id,
      subject,
      label,
      value,
      unit,
      ...(interval === undefined ? {} : { interval }),
      method: COST_METHOD,
      confidence: trace.confidence,
      trace,
    };
  });
};
