import type { CollateralOffer, Subject } from '../../case/exchange';
import type { PatentRecord, PatentsSection } from '../../case/patents-section';
import { type Fen, fenText, formatWan, parseFenText } from '../../kernel/fen';
import type { Result } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { pledgedRecords } from '../pledged-patents';
import { fieldLeaf } from '../reading/record-source';

/** A bundle of patents with its value, or why it has none. */
export interface PoolPart {
  readonly product: string;
  readonly patents: readonly string[];
  readonly value: Result<{ readonly valueFen: string; readonly trace: TraceNode }>;
  /** Stands in the reason of the offer when there is no value. */
  readonly openBecause: string;
}

/** Asset class of the pool; a mixture takes the class whose cap is the most prudent of its parts. */
export const poolAssetClass = (records: readonly PatentRecord[]): string => {
  if (records.every((r) => r.type === 'invention')) return 'PATENT_INVENTION';
  if (records.every((r) => r.type === 'utility-model')) return 'PATENT_UTILITY';
  return records.some((r) => r.type === 'design') ? 'PATENT_MIXED' : 'PATENT_INV_UM';
};

const poolSubject = (records: readonly PatentRecord[]): Subject => ({
  kind: 'patent-pool',
  id: 'patent-pool',
  title: `质押专利组合（${records.length} 件）`,
});

const notValued = ({ value, openBecause }: PoolPart): readonly string[] => (value.ok ? [] : [openBecause]);

/** Values of the bundles that lie wholly in the pledge, and what a reader must know about the rest. */
interface PoolSum {
  readonly valued: readonly { readonly valueFen: string; readonly trace: TraceNode }[];
  readonly sum: Fen;
  /** Some pledged patents stand behind no value: the sum is a lower bound. */
  readonly partial: boolean;
  readonly notes: readonly string[];
}

const poolSum = (section: PatentsSection, parts: readonly PoolPart[]): PoolSum => {
  const pledged = new Set(section.pledged);
  const inside = parts.filter(({ patents }) => patents.every((id) => pledged.has(id)));
  const valued = inside.flatMap(({ value }) => (value.ok ? [value.value] : []));
  const covered = new Set(inside.flatMap(({ patents, value }) => (value.ok ? patents : [])));
  const sum = valued.reduce((total, v) => total + BigInt(v.valueFen), 0n);
  const open = section.pledged.filter((id) => !covered.has(id)).length;
  const partial = valued.length > 0 && open > 0;
  const outside = parts.filter((part) => !inside.includes(part));
  return {
    valued,
    sum,
    partial,
    notes: [
      ...(partial
        ? [`估值只覆盖 ${covered.size} 件，合计 ${formatWan(sum)} 万元；其余 ${open} 件没有估值`]
        : []),
      ...inside.flatMap(notValued),
      ...outside.map(({ product }) => `“${product}”的组合有未质押的专利，不计入`),
    ],
  };
};

/**
 * Value of the pool; `null` when no bundle of the pledge has one. A sum that leaves pledged patents out is a lower bound
 * and offered as such, but never set against a credit amount that was entered for the whole pool.
 */
const poolValue = (
  section: PatentsSection,
  parts: readonly PoolPart[],
): { readonly fen: Fen | null; readonly node: TraceNode } => {
  const { valued, sum, partial, notes } = poolSum(section, parts);
  const withheld = partial && section.enteredCredit !== null;
  const fen = valued.length === 0 || withheld ? null : sum;
  const meaning = withheld
    ? ['整个组合的价值未知，不拿部分估值去比录入的授信额']
    : partial
      ? ['此数为下限']
      : [];
  const all = [...meaning, ...notes];
  const none = withheld ? '组合价值未知' : '没有可计入的估值';
  return {
    fen,
    node: derive({
      id: 'offer/patent-pool/value',
      label: '质押专利组合的内部估值',
      value: fen === null ? null : fenText(fen),
      unit: 'fen',
      formula: fen === null ? none : `${valued.map((v) => v.valueFen).join(' + ')} 分`,
      ...(all.length === 0 ? {} : { note: all.join('；') }),
      children: valued.length === 0 ? typeLeaves(section) : valued.map((v) => v.trace),
    }),
  };
};

const typeLeaves = (section: PatentsSection): readonly TraceNode[] =>
  pledgedRecords(section).map((record) => fieldLeaf(section, record, 'type'));

const enteredLeaf = (section: PatentsSection): readonly TraceNode[] => {
  const entered = section.enteredCredit;
  if (entered === null) return [];
  const sourced = entered.source.trim() !== '';
  return [
    leaf({
      id: 'patents/enteredCredit',
      label: '录入的授信金额',
      value: entered.amountFen,
      unit: 'fen',
      confidence: sourced ? 'secondary' : 'assumption',
      source: {
        kind: 'field',
        path: 'sections.patents.enteredCredit',
        label: '专利 › 录入的授信金额',
        by: entered.enteredBy,
      },
      note: sourced ? `来源：${entered.source}；系公布或约定的金额，不由估值推出` : '未写来源；不由估值推出',
    }),
  ];
};

/** What the pledged patents offer to the collateral pool: one offer for all; none when nothing is pledged. */
export const poolOffers = (
  section: PatentsSection,
  parts: readonly PoolPart[],
): readonly CollateralOffer[] => {
  const records = pledgedRecords(section);
  if (records.length === 0) return [];
  const value = poolValue(section, parts);
  const entered = section.enteredCredit === null ? null : parseFenText(section.enteredCredit.amountFen);
  const subject = poolSubject(records);
  const trace = derive({
    id: 'offer/patent-pool',
    label: subject.title,
    value: value.fen === null ? null : fenText(value.fen),
    unit: 'fen',
    formula: '组合整体提供一次，抵质押率由押品组合按类别适用',
    children: [value.node, ...enteredLeaf(section)],
  });
  return [
    {
      id: 'offer/patent-pool',
      subject,
      assetClass: poolAssetClass(records),
      valueFen: value.fen === null ? null : fenText(value.fen),
      enteredCreditFen: entered?.ok === true ? fenText(entered.value) : null,
      confidence: trace.confidence,
      trace,
    },
  ];
};
