import { canonicalJson } from '../kernel/canonical-json';
import type { JsonValue } from '../kernel/json';
import { type PlainDate, parsePlainDate } from '../kernel/plain-date';
import type { RuleEntry, RuleOverlay } from './model';
import { rulesAt } from './resolver';

/** One place inside a value that differs; text as written, `null` = not there. */
export interface ValueChange {
  /** `$.legal`; `$` = the whole value. */
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What a release changes of one rule from one day on, against what would hold on that day without it. */
export interface OverlayDifference {
  readonly rule: string;
  readonly title: string;
  readonly effectiveFrom: string;
  /** `added`: a value of its own where there was none; `removed`: the entry is not in the later release. */
  readonly kind: 'added' | 'changed' | 'removed';
  /** At most `SHOWN` of them; `total` counts all. */
  readonly changes: readonly ValueChange[];
  readonly total: number;
  readonly reason: string;
}

const SHOWN = 40;

type Entry = RuleOverlay['entries'][number];
const keyOf = ({ id, effectiveFrom }: Entry): string => JSON.stringify([id, effectiveFrom]);

const shown = (value: JsonValue | undefined): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : canonicalJson(value);

type Part = Readonly<Record<string, JsonValue>> | readonly JsonValue[];
const isPart = (value: JsonValue | undefined): value is Part => typeof value === 'object' && value !== null;

const membersOf = (part: Part): ReadonlyMap<string, JsonValue> => new Map(Object.entries(part));

/** Leaves that differ, in the order in which they are written. */
export function* valueChanges(
  from: JsonValue | undefined,
  to: JsonValue | undefined,
  path = '$',
): Generator<ValueChange> {
  if (isPart(from) && isPart(to) && Array.isArray(from) === Array.isArray(to)) {
    const [before, after] = [membersOf(from), membersOf(to)];
    for (const key of new Set([...before.keys(), ...after.keys()]))
      yield* valueChanges(
        before.get(key),
        after.get(key),
        Array.isArray(to) ? `${path}[${key}]` : `${path}.${key}`,
      );
  } else if (shown(from) !== shown(to)) yield { path, from: shown(from), to: shown(to) };
}

const valueOn = (
  entries: readonly RuleEntry[],
  overlay: RuleOverlay | null,
  id: string,
  day: PlainDate,
): JsonValue | undefined => {
  const base = { entries, date: day, region: 'cn' };
  const read = rulesAt(overlay === null ? base : { ...base, overlay }).read(id);
  return read.ok ? read.value.value : undefined;
};

/**
 * What `to` says that `from` does not, sorted by rule and day: each new or changed entry against the value that held on
 * its first day under `from` (overlay over the built-in national value), and each entry that is gone. `from` `null` =
 * the rulebook alone.
 */
export const overlayDifferences = (
  from: RuleOverlay | null,
  to: RuleOverlay,
  rulebook: readonly RuleEntry[],
): readonly OverlayDifference[] => {
  const before = new Map((from?.entries ?? []).map((entry) => [keyOf(entry), entry]));
  const after = new Set(to.entries.map(keyOf));
  const titles = new Map(rulebook.map((entry) => [entry.id, entry]));
  const describe = (entry: Entry, gone: boolean): OverlayDifference[] => {
    const old = before.get(keyOf(entry));
    if (!gone && old !== undefined && canonicalJson(old.value) === canonicalJson(entry.value)) return [];
    const rule = titles.get(entry.id);
    const day = parsePlainDate(entry.effectiveFrom);
    const held = (overlay: RuleOverlay | null): JsonValue | undefined =>
      rule === undefined || !day.ok ? undefined : valueOn([rule], overlay, entry.id, day.value);
    const was = gone ? entry.value : (old?.value ?? held(from));
    const is = gone ? held(to) : entry.value;
    const changes = [...valueChanges(was, is)];
    return [
      {
        rule: entry.id,
        title: rule?.title ?? entry.id,
        effectiveFrom: entry.effectiveFrom,
        kind: gone ? 'removed' : was === undefined ? 'added' : 'changed',
        changes: changes.slice(0, SHOWN),
        total: changes.length,
        reason: entry.reason,
      },
    ];
  };
  return [
    ...to.entries.flatMap((entry) => describe(entry, false)),
    ...(from?.entries ?? []).flatMap((entry) => (after.has(keyOf(entry)) ? [] : describe(entry, true))),
  ].sort((a, b) => {
    const [x, y] = [`${a.rule} ${a.effectiveFrom}`, `${b.rule} ${b.effectiveFrom}`];
    return x < y ? -1 : x > y ? 1 : 0;
  });
};
