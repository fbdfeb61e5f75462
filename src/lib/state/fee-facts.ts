import type { FeeApi } from '../bridge/fee-contract';
import type { PatentRecord } from '../case/patents-section';
import type { OpenCase } from './open-case.svelte';

type Choices = FeeApi['feeReductions']['output'];
type Reduction = NonNullable<PatentRecord['feeReduction']>;
type Compensation = NonNullable<PatentRecord['termCompensation']>;

/** Kinds of applicant that a reduction is granted to. */
export type ReductionKind = keyof Choices['kinds'];

export const REDUCTION_KINDS: readonly { readonly kind: ReductionKind; readonly label: string }[] = [
  { kind: 'single', label: '单独申请人' },
  { kind: 'joint', label: '共同申请人' },
];

/** Kind that a record's reduction is one of; `own` = another share; `null` = none entered. */
export const reductionKind = (
  record: PatentRecord,
  choices: Choices | null,
): ReductionKind | 'own' | null => {
  const { feeReduction } = record;
  if (feeReduction === null) return null;
  return REDUCTION_KINDS.find(({ kind }) => choices?.kinds[kind] === feeReduction.off)?.kind ?? 'own';
};

/** Enters the usual reduction of a kind for patents whose years are known, or takes it back (`null`). */
export const setFeeReductions = (
  open: OpenCase,
  choices: Choices,
  patents: readonly string[],
  kind: ReductionKind | null,
): void => {
  const named = new Set(patents);
  const granted = new Map(choices.grants.map((grant) => [grant.patent, grant]));
  const after = (record: PatentRecord): Reduction | null => {
    const grant = granted.get(record.id);
    if (kind === null) return null;
    return grant === undefined ? record.feeReduction : { ...grant[kind] };
  };
  open.changeSection('patents', (section) => ({
    ...section,
    records: section.records.map((record) =>
      named.has(record.id) ? { ...record, feeReduction: after(record) } : record,
    ),
  }));
};

/** Enters days of term compensation as decided; 0 days of both = none. */
export const setTermCompensation = (open: OpenCase, patent: string, days: Partial<Compensation>): void => {
  open.changeSection(
    'patents',
    (section) => ({
      ...section,
      records: section.records.map((record) => {
        if (record.id !== patent) return record;
        const after = { ptaDays: 0, pteDays: 0, ...record.termCompensation, ...days };
        return { ...record, termCompensation: after.ptaDays + after.pteDays === 0 ? null : after };
      }),
    }),
    '据期限补偿决定录入',
  );
};
