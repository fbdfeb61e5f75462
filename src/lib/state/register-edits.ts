import type { PatentRecord } from '../case/patents-section';
import type { OpenCase } from './open-case.svelte';

/** What a 专利登记簿副本 says of a patent and a list export does not. */
export type RegisterFacts = Pick<
  PatentRecord,
  | 'registerCopyDate'
  | 'feesPaidThrough'
  | 'pledgeLive'
  | 'procedureSuspended'
  | 'invalidationPending'
  | 'sameDayApplication'
>;

const WHY = '据专利登记簿副本录入';

/** Enters register facts for one or several patents; each field is marked as changed by a person. */
export const setRegisterFacts = (
  open: OpenCase,
  patents: readonly string[],
  facts: Partial<RegisterFacts>,
): void => {
  const chosen = new Set(patents);
  const marks = Object.fromEntries(Object.keys(facts).map((field) => [field, WHY]));
  open.changeSection('patents', (section) => ({
    ...section,
    records: section.records.map((record) =>
      chosen.has(record.id) ? { ...record, ...facts, edits: { ...record.edits, ...marks } } : record,
    ),
  }));
};
