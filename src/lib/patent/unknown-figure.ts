import type { Figure } from '../case/exchange';
import type { PatentRecord, PatentsSection } from '../case/patents-section';
import type { Failure } from '../kernel/result';
import { type Unit, derive } from '../kernel/trace';
import { patentSubject } from './pledged-patents';
import { fieldLeaf } from './reading/record-source';

interface Unknown {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  readonly method: string;
  readonly failure: Failure;
}

/** A figure of a patent that could not be computed: no value, the reason and the remedy in its note. */
export const unknownFigure = (
  section: PatentsSection,
  record: PatentRecord,
  { id, label, unit, method, failure }: Unknown,
): Figure => {
  const trace = derive({
    id,
    label: `${label} · ${record.title}`,
    value: null,
    unit,
    method,
    note: `${failure.message}。${failure.remedy}`,
    children: [fieldLeaf(section, record, 'type')],
  });
  return {
    id,
    subject: patentSubject(record),
    label,
    value: null,
    unit,
    method,
    confidence: trace.confidence,
    trace,
  };
};
