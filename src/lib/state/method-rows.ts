import type { Confidence } from '../kernel/confidence';
import type { Failure } from '../kernel/result';
import type { TraceNode } from '../kernel/trace';
import type { ProductValue, ValuedEntry } from '../patent/value/asset-valuation';
import { endTrace } from './range-trace';

/** One end of a range with its reason. */
export interface RangeEnd {
  readonly fen: string;
  readonly trace: TraceNode;
}

export interface MethodRange {
  readonly low: RangeEnd;
  readonly high: RangeEnd;
}

/** One method of a product as the table shows it. */
export interface MethodRow {
  readonly entry: string;
  readonly title: string;
  /** `null` = not valued; `failure` then says why. */
  readonly value: { readonly fen: string; readonly trace: TraceNode; readonly confidence: Confidence } | null;
  readonly failure: Failure | null;
  /** The named sensitivity range; `null` when the method gives one number only. */
  readonly range: MethodRange | null;
  /** What was moved for the range, or that nothing was. */
  readonly basis: string;
  /** P10–P90 where somebody stated limits and the method was simulated. */
  readonly drawn: MethodRange | null;
}

const simulated = ({ simulation }: ValuedEntry): MethodRange | null => {
  if (simulation?.ok !== true) return null;
  const { traces, p10Fen, p90Fen } = simulation.value;
  const [low, high] = ['P10', 'P90'].map((name) => traces.find(({ label }) => label.startsWith(name)));
  return low === undefined || high === undefined
    ? null
    : { low: { fen: p10Fen, trace: low }, high: { fen: p90Fen, trace: high } };
};

const rowOf = (entry: ValuedEntry, title: string): MethodRow => {
  const { result } = entry;
  if (!result.ok)
    return {
      entry: entry.entry,
      title,
      value: null,
      failure: result.failure,
      range: null,
      basis: '',
      drawn: null,
    };
  const { valueFen, lowFen, highFen, trace, confidence, sensitivity } = result.value;
  const moved =
    lowFen === highFen
      ? null
      : {
          low: { fen: lowFen, trace: endTrace(trace, 'low', lowFen, sensitivity.basis) },
          high: { fen: highFen, trace: endTrace(trace, 'high', highFen, sensitivity.basis) },
        };
  return {
    entry: entry.entry,
    title,
    value: { fen: valueFen, trace, confidence },
    failure: null,
    range: moved,
    basis: moved !== null ? sensitivity.basis : '没有给出区间',
    drawn: simulated(entry),
  };
};

/** The methods of one product in the order of its entries; methods of one name are numbered. */
export const methodRows = (
  product: ProductValue,
  valuations: readonly ValuedEntry[],
): readonly MethodRow[] => {
  const entries = product.entries.flatMap((id) => valuations.find(({ entry }) => entry === id) ?? []);
  return entries.map((entry, place) => {
    const before = entries.slice(0, place).filter(({ title }) => title === entry.title).length;
    return rowOf(entry, before === 0 ? entry.title : `${entry.title}（${before + 1}）`);
  });
};
