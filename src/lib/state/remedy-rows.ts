import type { Remedy } from '../screening/remedies';
import type { Change, WayToPass } from '../screening/what-would-change/changes';

/** One thing to do, what it settles and how soon it is had. */
export interface RemedyRow {
  readonly remedy: Remedy;
  readonly verdict: 'fail' | 'unknown';
  /** Days at the most until all that it settles is settled; `null` = nobody can say. */
  readonly soonest: number | null;
  /** Where it is had; empty when it is in the house. */
  readonly where: string;
}

const OPEN = Number.POSITIVE_INFINITY;

const daysOf = ({ days }: WayToPass): number => days?.high ?? OPEN;

/** The way that is this very remedy, else the soonest of the rule. What nothing cures is no way. */
const wayFor = (remedy: string, change: Change): WayToPass | null => {
  const real = change.ways.filter((way) => way.kind !== 'incurable');
  return real.find((way) => way.kind !== 'drop' && way.actions.includes(remedy)) ?? real[0] ?? null;
};

const SEVERITY = { block: 0, hold: 1, note: 2 } as const;

/**
 * What screening says is missing and what is to be cured, one row per thing to do, what can be had soonest first; among
 * equals what weighs more and settles more. No amount has a say.
 */
export const remedyRows = (
  lists: { readonly missing: readonly Remedy[]; readonly toCure: readonly Remedy[] },
  changes: readonly Change[],
): readonly RemedyRow[] => {
  const byRule = new Map(changes.map((change) => [`${change.rule} ${change.verdict}`, change]));
  const row = (remedy: Remedy, verdict: RemedyRow['verdict']): RemedyRow => {
    const ways = remedy.rules.map(({ rule }) => {
      const change = byRule.get(`${rule} ${verdict}`);
      return change === undefined ? null : wayFor(remedy.remedy, change);
    });
    const last = Math.max(...ways.map((way) => (way === null ? OPEN : daysOf(way))));
    const places = [...new Set(ways.flatMap((way) => (way === null || way.where === '' ? [] : [way.where])))];
    return {
      remedy,
      verdict,
      soonest: Number.isFinite(last) ? last : null,
      where: places.join('、'),
    };
  };
  return [
    ...lists.toCure.map((remedy) => row(remedy, 'fail')),
    ...lists.missing.map((remedy) => row(remedy, 'unknown')),
  ].sort(
    (a, b) =>
      Math.sign((a.soonest ?? Number.MAX_SAFE_INTEGER) - (b.soonest ?? Number.MAX_SAFE_INTEGER)) ||
      Number(b.remedy.veto) - Number(a.remedy.veto) ||
      SEVERITY[a.remedy.severity] - SEVERITY[b.remedy.severity] ||
      b.remedy.findings - a.remedy.findings,
  );
};
