import type { PatentRecord } from '../../case/patents-section';
import { type LeaveOutReason, reasonFor } from './portfolio-reasons';
import { type RankedPatent, byCodeUnit } from './portfolio-rank';

/** Families as found or entered: record id → family id. A patent that is not in it stands alone. */
export type Families = ReadonlyMap<string, string>;

/** Groups with more than one member, by a key; `null` keys belong to none. */
const groupsOf = (
  ranked: readonly RankedPatent[],
  keyOf: (record: PatentRecord) => string | null,
): readonly (readonly RankedPatent[])[] => {
  const groups = new Map<string, RankedPatent[]>();
  for (const patent of ranked) {
    const key = keyOf(patent.record);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [patent]);
    else group.push(patent);
  }
  return [...groups.values()].filter((group) => group.length > 1);
};

type Reasons = ReadonlyMap<string, LeaveOutReason>;

/**
 * The same application number twice: one record stands, the others are left out. The one that stands is the worst (closed
 * gates, then no score, then lowest low end, then record id), so that contradicting rows do not open a gate.
 */
export const duplicateReasons = (
  ranked: readonly RankedPatent[],
  closedGates: (patent: RankedPatent) => number,
): Reasons => {
  const reasons = new Map<string, LeaveOutReason>();
  for (const group of groupsOf(ranked, (record) => record.applicationNumber)) {
    const [kept, ...others] = [...group].sort(
      (a, b) =>
        closedGates(b) - closedGates(a) ||
        (a.low ?? -1) - (b.low ?? -1) ||
        byCodeUnit(a.record.id, b.record.id),
    );
    if (kept === undefined) continue;
    for (const { record } of others)
      reasons.set(
        record.id,
        reasonFor(
          'duplicate',
          record,
          `申请号 ${record.applicationNumber} 在清单中重复，以较保守的一条（${kept.record.id}）为准`,
          '请核对两条记录后合并为一条',
        ),
      );
  }
  return reasons;
};

/** One member per family stands, the best ranked of those given; the others are left out and named. */
export const familyReasons = (candidates: readonly RankedPatent[], families: Families): Reasons => {
  const reasons = new Map<string, LeaveOutReason>();
  for (const group of groupsOf(candidates, (record) => families.get(record.id) ?? null)) {
    const [kept, ...others] = group;
    if (kept === undefined) continue;
    for (const { record } of others)
      reasons.set(
        record.id,
        reasonFor(
          'family-member',
          record,
          `与“${kept.record.title}”（${kept.record.applicationNumber}）同族，同族中只取排序最前的一件`,
          '如该件单独授权且单独产生收益，请由评估人员写明理由后人工补入',
        ),
      );
  }
  return reasons;
};
