import type { Subject } from '../case/exchange';
import type { PatentRecord, PatentsSection } from '../case/patents-section';

/** Patents chosen for the pledge, in record order; ids that are not in the list are left to the case check. */
export const pledgedRecords = (section: PatentsSection): readonly PatentRecord[] => {
  const pledged = new Set(section.pledged);
  return section.records.filter((record) => pledged.has(record.id));
};

/** Patents that figures are left for: those pledged and those behind a forecast. */
export const patentsInUse = (section: PatentsSection): readonly PatentRecord[] => {
  const used = new Set([...section.pledged, ...section.forecasts.flatMap((f) => f.patents)]);
  return section.records.filter((record) => used.has(record.id));
};

export const patentSubject = (record: PatentRecord): Subject => ({
  kind: 'patent',
  id: record.id,
  title: record.title,
});
