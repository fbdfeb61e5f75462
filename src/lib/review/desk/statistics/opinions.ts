import type { DeskEntry } from '../../../case/desk/entry';
import { type DeskOpinion, EFFECTS } from '../../../case/desk/opinion';
import { ROLE_CODES } from '../opinion/roles';
import { NOT_SAID, type StatisticBy, byKey } from './statistics';

/** What is counted of an opinion. */
export type GivenOpinion = Pick<DeskOpinion, 'entry' | 'role' | 'opinion' | 'at' | 'fiction'>;

/** One kind of opinion: what a role may say. */
export interface OpinionKind {
  readonly key: string;
  readonly role: string;
  readonly label: string;
}

/** Opinions of one kind. */
export interface OpinionCount {
  /** Every one that was given. */
  readonly given: number;
  /** Those that no later one of the same role about the same papers has replaced. */
  readonly standing: number;
}

export interface OpinionRow {
  readonly key: string;
  /** By `OpinionKind.key`; a kind that was not given is left out. */
  readonly counts: Readonly<Record<string, OpinionCount>>;
  readonly all: OpinionCount;
}

export interface OpinionStatistics {
  readonly by: StatisticBy;
  readonly kinds: readonly OpinionKind[];
  readonly rows: readonly OpinionRow[];
  readonly total: OpinionRow;
  /** Opinions on invented papers that were left out. */
  readonly fictionLeftOut: number;
}

/** Bank and office stand in the register; an opinion outlives its entry there. */
export const ENTRY_GONE = '台账里已没有这一件';

type Kinded = Pick<GivenOpinion, 'role' | 'opinion'>;

const kindOf = ({ role, opinion }: Kinded): OpinionKind => ({
  key: `${role.code}/${opinion.code}/${opinion.label}`,
  role: role.title,
  label: opinion.label,
});

/** What was given at all: by role, then from forward to outside. */
const kindsOf = (opinions: readonly GivenOpinion[]): readonly OpinionKind[] => {
  const rank = ({ role, opinion }: Kinded): string => {
    const at = ROLE_CODES.findIndex((code) => code === role.code);
    return `${at < 0 ? ROLE_CODES.length : at}${EFFECTS.indexOf(opinion.effect)}${kindOf({ role, opinion }).key}`;
  };
  return [...new Map(opinions.map((one) => [rank(one), kindOf(one)])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, kind]) => kind);
};

const NONE: OpinionCount = { given: 0, standing: 0 };

const plus = ({ given, standing }: OpinionCount, stands: boolean): OpinionCount => ({
  given: given + 1,
  standing: standing + (stands ? 1 : 0),
});

const rowOf = (
  key: string,
  opinions: readonly GivenOpinion[],
  standing: ReadonlySet<GivenOpinion>,
): OpinionRow => {
  const counts = new Map<string, OpinionCount>();
  let all = NONE;
  for (const one of opinions) {
    const kind = kindOf(one).key;
    counts.set(kind, plus(counts.get(kind) ?? NONE, standing.has(one)));
    all = plus(all, standing.has(one));
  }
  return { key, counts: Object.fromEntries(counts), all };
};

/**
 * Opinions by kind, and by the month in which they were given, by bank or by office of the entry. Each that was given counts, beside it
 * how many of them still stand. Those on invented papers count only when asked for.
 *
 * @param opinions those about one entry oldest first
 */
export const opinionStatistics = (
  opinions: readonly GivenOpinion[],
  entries: readonly Pick<DeskEntry, 'id' | 'bank' | 'office'>[],
  by: StatisticBy,
  withFiction: boolean,
): OpinionStatistics => {
  const real = withFiction ? opinions : opinions.filter(({ fiction }) => fiction === '');
  const standing = new Set(
    new Map(real.map((one) => [`${one.entry}/${one.role.code}`, one] as const)).values(),
  );
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const keyOf = ({ at, entry }: GivenOpinion): string => {
    if (by === 'month') return at.slice(0, 7);
    const held = byId.get(entry);
    if (held === undefined) return ENTRY_GONE;
    const text = held[by].trim();
    return text === '' ? NOT_SAID[by] : text;
  };
  const groups = new Map<string, GivenOpinion[]>();
  for (const one of real) {
    const key = keyOf(one);
    const held = groups.get(key);
    if (held === undefined) groups.set(key, [one]);
    else held.push(one);
  }
  return {
    by,
    kinds: kindsOf(real),
    rows: [...groups]
      .map(([key, held]) => rowOf(key, held, standing))
      .sort(byKey([NOT_SAID[by], ENTRY_GONE])),
    total: rowOf('合计', real, standing),
    fictionLeftOut: opinions.length - real.length,
  };
};
