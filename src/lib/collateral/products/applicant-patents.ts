import type { CaseRecord } from '../../case/case-record';
import type { PatentRecord } from '../../case/patents-section';
import { type Known, caseLeaf, factFrom } from './applicant-fact';
import type { Count } from './product-model';

const ownedBy = ({ owners }: PatentRecord, name: string): boolean | null =>
  name === '' || owners.length === 0 ? null : owners.some((owner) => owner.trim() === name);

/** Whether a patent can be pledged, as far as its record says. Unknown register facts leave it open. */
const isPledgeable = (record: PatentRecord, name: string): boolean | null => {
  const { status, pledgeLive, procedureSuspended, invalidationOutcome } = record;
  const own = ownedBy(record, name);
  if (own === false || status === 'dead' || status === 'pending' || invalidationOutcome === 'invalid')
    return false;
  if (pledgeLive === true || procedureSuspended === true) return false;
  return own === true && status === 'in-force' && pledgeLive === false && procedureSuspended === false
    ? true
    : null;
};

const countFact = (
  key: string,
  label: string,
  records: readonly PatentRecord[],
  imported: boolean,
  name: string,
): Known<Count> => {
  const each = records.map((record) => isPledgeable(record, name));
  const low = each.filter((one) => one === true).length;
  const open = each.filter((one) => one === null).length;
  const value: Count | null = !imported ? null : open === 0 ? low : { low, high: low + open };
  return {
    value,
    fact: factFrom({
      key,
      label,
      place: 'patents',
      shown: value === null ? null : open === 0 ? `${low} 件` : `${low} 件，另 ${open} 件未知`,
      note: open === 0 ? '' : '权属、法律状态、质押或保全情况没有写明的，不计作可质押',
      remedy: '请导入专利清单',
      children: [caseLeaf('sections.patents.records', '专利清单', String(records.length), 'count')],
    }),
  };
};

/** Patents that can be pledged, and the inventions among them. No list is unknown, not 0. */
export const patentFacts = ({
  sections: { patents, enterprise },
}: CaseRecord): { readonly all: Known<Count>; readonly inventions: Known<Count> } => {
  const imported = patents.records.length > 0;
  const name = enterprise.enterprise.name.trim();
  return {
    all: countFact('patents', '可质押的专利', patents.records, imported, name),
    inventions: countFact(
      'inventions',
      '可质押的发明专利',
      patents.records.filter(({ type }) => type === 'invention'),
      imported,
      name,
    ),
  };
};
