import type { AssumptionEntry, AssumptionLog } from './patents-section';
import { NEED_FIELD, effectOf } from './assumption-log';

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What was tried on one field. */
export interface FieldTrials {
  readonly field: string;
  readonly label: string;
  readonly changes: number;
  readonly raised: number;
  readonly first: string | null;
  readonly last: string | null;
  /** The field ended where it began. */
  readonly returned: boolean;
}

/** The log as the 复核人 reads it. */
export interface AssumptionSummary {
  readonly changes: number;
  readonly raised: number;
  readonly lowered: number;
  readonly same: number;
  readonly unknown: number;
  /** Fields with most changes first, then by path. */
  readonly fields: readonly FieldTrials[];
  /** Order numbers of the changes that took the value from below the need to the need or above. */
  readonly reachedNeed: readonly number[];
  /** Order numbers of entries without a reason. */
  readonly withoutReason: readonly number[];
  /** Lines in Chinese, most important first. */
  readonly lines: readonly string[];
}

const fieldTrials = (entries: readonly AssumptionEntry[]): readonly FieldTrials[] => {
  const byField = new Map<string, AssumptionEntry[]>();
  for (const entry of entries) {
    const known = byField.get(entry.field);
    if (known === undefined) byField.set(entry.field, [entry]);
    else known.push(entry);
  }
  return [...byField.entries()]
    .map(([field, changes]) => {
      const first = changes[0]?.from ?? null;
      const last = changes.at(-1)?.to ?? null;
      return {
        field,
        label: changes.at(-1)?.label ?? field,
        changes: changes.length,
        raised: changes.filter((entry) => effectOf(entry) === 'raised').length,
        first,
        last,
        returned: first === last,
      };
    })
    .sort((a, b) => b.changes - a.changes || byCodeUnit(a.field, b.field));
};

/** Needs in force at each entry: a change of the need takes effect with its own entry. */
const needsAt = ({ needFen, entries }: AssumptionLog): readonly (string | null)[] => {
  let need = entries.find((entry) => entry.field === NEED_FIELD)?.from ?? needFen;
  return entries.map((entry) => {
    if (entry.field === NEED_FIELD) need = entry.to;
    return need;
  });
};

const reached = (log: AssumptionLog): readonly number[] => {
  const needs = needsAt(log);
  return log.entries.flatMap(({ order, valueBeforeFen, valueAfterFen, field }, i) => {
    const need = needs[i] ?? null;
    if (need === null || valueBeforeFen === null || valueAfterFen === null || field === NEED_FIELD) return [];
    return BigInt(valueBeforeFen) < BigInt(need) && BigInt(valueAfterFen) >= BigInt(need) ? [order] : [];
  });
};

/** Sums up the log for the person who reviews; the entries themselves stay beside it. */
export const summariseAssumptions = (log: AssumptionLog): AssumptionSummary => {
  const effects = log.entries.map(effectOf);
  const count = (effect: string): number => effects.filter((e) => e === effect).length;
  const fields = fieldTrials(log.entries);
  const reachedNeed = reached(log);
  const withoutReason = log.entries.filter((e) => e.reason.trim() === '').map((e) => e.order);
  const lines = [
    log.entries.length === 0
      ? '录入融资需求之后没有修改过假设'
      : `录入融资需求之后修改假设 ${log.entries.length} 次：估值上升 ${count('raised')} 次，下降 ${count('lowered')} 次，不变 ${count('same')} 次，不能比较 ${count('unknown')} 次`,
    ...reachedNeed.map((order) => `第 ${order} 次修改使估值由低于需求变为不低于需求，请重点复核`),
    ...fields
      .filter((f) => f.changes > 1)
      .map((f) => `“${f.label}”改了 ${f.changes} 次：${f.first ?? '空'} → ${f.last ?? '空'}`),
    ...(withoutReason.length === 0 ? [] : [`第 ${withoutReason.join('、')} 次修改没有写明理由`]),
  ];
  return {
    changes: log.entries.length,
    raised: count('raised'),
    lowered: count('lowered'),
    same: count('same'),
    unknown: count('unknown'),
    fields,
    reachedNeed,
    withoutReason,
    lines,
  };
};
