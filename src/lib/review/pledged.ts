import type { CaseRecord } from '../case/case-record';
import type { PatentRecord } from '../case/patents-section';

/** The patents of the pledge, in the order of the choice. */
export const pledgedIn = ({ sections: { patents } }: CaseRecord): readonly PatentRecord[] => {
  const byId = new Map(patents.records.map((record) => [record.id, record]));
  return patents.pledged.flatMap((id) => byId.get(id) ?? []);
};
