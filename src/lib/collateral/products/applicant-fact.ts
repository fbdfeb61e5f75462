import { type TraceNode, type Unit, derive, leaf } from '../../kernel/trace';

/** Step of the case where a fact is entered. */
export type FactPlace = 'facts' | 'file' | 'patents' | 'data' | 'pool';

/** One thing that is known of the enterprise, or not known and why. */
export interface ApplicantFact {
  /** As `factsOf` of a condition names it, e.g. `credit/no-overdue`. */
  readonly key: string;
  readonly label: string;
  /** In words; `null` = unknown. */
  readonly shown: string | null;
  /** What was seen, or why it is not known. */
  readonly note: string;
  /** What would make it known; empty when it is. */
  readonly remedy: string;
  readonly place: FactPlace;
  readonly trace: TraceNode;
}

/** What was read: a value for the view and the fact behind it. */
export interface Known<T> {
  readonly value: T | null;
  readonly fact: ApplicantFact;
}

interface Told {
  readonly key: string;
  readonly label: string;
  readonly place: FactPlace;
  readonly shown: string | null;
  readonly note?: string;
  readonly remedy?: string;
  readonly unit?: Unit;
  /** Value of the trace where it is not what is shown. */
  readonly exact?: string | null;
  readonly formula?: string;
  readonly children: readonly TraceNode[];
}

export const factFrom = ({
  key,
  label,
  place,
  shown,
  note = '',
  remedy = '',
  unit = 'text',
  exact = shown,
  formula,
  children,
}: Told): ApplicantFact => ({
  key,
  label,
  shown,
  note,
  remedy: shown === null ? remedy : '',
  place,
  trace: derive({
    id: `applicant/${key}`,
    label,
    value: exact,
    unit,
    ...(formula === undefined ? {} : { formula }),
    ...(note === '' ? {} : { note }),
    children,
  }),
});

/** A field of the case as a leaf. */
export const caseLeaf = (path: string, label: string, value: string | null, unit: Unit): TraceNode =>
  leaf({
    id: `field/$.${path}`,
    label,
    value,
    unit,
    confidence: 'verified',
    source: { kind: 'field', path: `$.${path}`, label },
  });
