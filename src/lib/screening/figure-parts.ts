import type { Figure } from '../case/exchange';
import { type TraceNode, type Unit, derive, leaf } from '../kernel/trace';

/** Refers to a figure that stands on its own, instead of repeating its trace. */
export const reference = (
  id: string,
  label: string,
  value: string | null,
  unit: Unit,
  confidence: Figure['confidence'],
): TraceNode =>
  leaf({
    id: `figures/${id}`,
    label,
    value,
    unit,
    confidence,
    source: { kind: 'field', path: `figures[${id}]`, label },
  });

/** A figure whose trace node carries the same value. */
export const figure = (
  parts: Pick<Figure, 'id' | 'subject' | 'label' | 'value' | 'unit' | 'method'> & {
    readonly interval?: Figure['interval'];
  },
  trace: Pick<TraceNode, 'children'> &
    Partial<Pick<TraceNode, 'formula' | 'rounding' | 'note' | 'confidence'>>,
): Figure => {
  const { interval, ...own } = parts;
  const node = derive({
    id: own.id,
    label: own.label,
    value: own.value,
    unit: own.unit,
    method: own.method,
    ...trace,
  });
  return {
    ...own,
    ...(interval === undefined ? {} : { interval }),
    confidence: node.confidence,
    trace: node,
  };
};
