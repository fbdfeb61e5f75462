import type { CaseRecord } from '../../case/case-record';
import { enteredValue } from '../case-values';
import type { FieldValue } from '../form-model';
import { type Filing, isEnterprise } from './filing';

/** Owners of the pledged patents besides the enterprise: they pledge too, and sign for themselves. */
export const coOwners = (
  values: Map<string, FieldValue>,
  caseRecord: CaseRecord,
  { sources }: Filing,
): void => {
  const at = '$.sections.patents.records';
  const label = '专利 › 专利权人';
  const owners = sources.map(({ patent }) => patent?.owners ?? []);
  const others = [...new Set(owners.flat())].filter((owner) => !isEnterprise(caseRecord, owner));
  const unknown = others.length === 0 && owners.some((one) => one.length === 0);
  values.set('has_co_owners', enteredValue(at, label, unknown ? null : others.length > 0));
  values.set('co_owners', enteredValue(at, label, others.length === 0 ? null : others.join('、')));
};
