import { type TraceNode, derive } from '../kernel/trace';

/** The end of a range as a figure of its own: what it is, and the value around which it lies. */
export const endTrace = (of: TraceNode, end: 'low' | 'high', valueFen: string, basis: string): TraceNode =>
  derive({
    id: `${of.id}/${end}`,
    label: `${of.label} · ${end === 'low' ? '低端' : '高端'}`,
    value: valueFen,
    unit: 'fen',
    note: basis,
    children: [of],
  });
