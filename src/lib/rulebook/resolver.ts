import type { PlainDate } from '../kernel/plain-date';
import { type Result, ok, refuse } from '../kernel/result';
import type { DatedValue, ResolvedRule, RuleEntry, RuleOverlay, RulesAt } from './model';
import { regionChain } from './regions';

export interface RulesInput {
  readonly entries: readonly RuleEntry[];
  /** Rules are read as in force on this day. */
  readonly date: PlainDate;
  readonly region: string;
  readonly overlay?: RuleOverlay;
}

interface Period {
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
}

/**
 * The one in force on `date`: the latest that has begun, unless its last day has passed.
 * A value without a last day ends where the next one of its region begins.
 */
const inForce = <T extends Period>(periods: readonly T[], date: string): T | null => {
  let latest: T | null = null;
  for (const period of periods)
    if (period.effectiveFrom <= date && (latest === null || period.effectiveFrom > latest.effectiveFrom))
      latest = period;
  return latest === null || (latest.effectiveTo !== undefined && latest.effectiveTo < date) ? null : latest;
};

const refuseUnknown = (id: string): Result<never> =>
  refuse('E_RULE_UNKNOWN', `参数库中没有“${id}”`, id, '请更新本程序或核对参数标识', id);

const refuseNone = (id: string, date: string, region: string): Result<never> =>
  refuse(
    'NO_RULE_IN_FORCE',
    `“${id}”在 ${date}、${region} 没有生效的值`,
    id,
    '请在参数库中补充该日期、地区的值，并写明依据',
    id,
  );

const refuseFixed = (id: string): Result<never> =>
  refuse('E_RULE_NOT_OVERRIDABLE', `“${id}”不允许由机构参数替换`, id, '请从机构参数文件中删去这一项', id);

/** Nearest region first; for an entry that may not be replaced, the highest region first. */
const baseValue = (entry: RuleEntry, chain: readonly string[], date: string): DatedValue | null => {
  const order = entry.overridable ? chain : [...chain].reverse();
  for (const region of order) {
    const value = inForce(
      entry.values.filter((v) => v.region === region),
      date,
    );
    if (value !== null) return value;
  }
  return null;
};

const overlayRule = (
  entry: RuleEntry,
  overlay: RuleOverlay,
  region: string,
  date: string,
): ResolvedRule | null => {
  const own = inForce(
    overlay.entries.filter((o) => o.id === entry.id),
    date,
  );
  if (own === null) return null;
  return {
    id: entry.id,
    title: entry.title,
    unit: entry.unit,
    value: own.value,
    region,
    effectiveFrom: own.effectiveFrom,
    ...(own.effectiveTo === undefined ? {} : { effectiveTo: own.effectiveTo }),
    kind: 'judgement',
    citation: {
      instrument: `${overlay.institution}机构参数`,
      number: overlay.version,
      issuer: overlay.institution,
      reason: own.reason,
    },
    confidence: 'assumption',
    overlay: `${overlay.institution}@${overlay.version}`,
  };
};

const resolvedFrom = (entry: RuleEntry, value: DatedValue): ResolvedRule => ({
  id: entry.id,
  title: entry.title,
  unit: entry.unit,
  ...value,
});

const resolve = (entry: RuleEntry, input: RulesInput, chain: readonly string[]): Result<ResolvedRule> => {
  const own =
    input.overlay === undefined ? null : overlayRule(entry, input.overlay, input.region, input.date);
  if (own !== null && !entry.overridable) return refuseFixed(entry.id);
  const base = own === null ? baseValue(entry, chain, input.date) : null;
  const rule = own ?? (base === null ? null : resolvedFrom(entry, base));
  return rule === null || rule.value === null ? refuseNone(entry.id, input.date, input.region) : ok(rule);
};

/** Remembers what was read. `find` is asked once per id. */
const recording = (date: PlainDate, region: string, find: (id: string) => Result<ResolvedRule>): RulesAt => {
  const seen = new Map<string, Result<ResolvedRule>>();
  return {
    date,
    region,
    read(id) {
      const known = seen.get(id) ?? find(id);
      seen.set(id, known);
      return known;
    },
    readSet() {
      const rules: ResolvedRule[] = [];
      for (const result of seen.values()) if (result.ok) rules.push(result.value);
      return rules.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    },
  };
};

/**
 * The rules in force on one date in one region.
 *
 * Order: the institution's overlay, then the region, its city, its province, the country. A value `null` (repealed)
 * stops the walk: `NO_RULE_IN_FORCE`. An overlay on an entry that is not `overridable` fails with
 * `E_RULE_NOT_OVERRIDABLE` when it is read; an id that is not in the rulebook with `E_RULE_UNKNOWN`.
 * Throws when `region` is malformed or an id stands twice in `entries`.
 */
export const rulesAt = (input: RulesInput): RulesAt => {
  const chain = regionChain(input.region);
  const byId = new Map(input.entries.map((entry) => [entry.id, entry]));
  if (byId.size !== input.entries.length) throw new Error('rule id stands twice');
  return recording(input.date, input.region, (id) => {
    const entry = byId.get(id);
    return entry === undefined ? refuseUnknown(id) : resolve(entry, input, chain);
  });
};

/**
 * The rules as a package carries them: exactly what was read when it was made, nothing else. An id that is not there
 * fails with `NO_RULE_IN_FORCE`, as it did when the package was made.
 */
export const rulesFromRecord = (
  records: readonly ResolvedRule[],
  date: PlainDate,
  region: string,
): RulesAt => {
  const byId = new Map(records.map((rule) => [rule.id, rule]));
  return recording(date, region, (id) => {
    const rule = byId.get(id);
    return rule === undefined ? refuseNone(id, date, region) : ok(rule);
  });
};
