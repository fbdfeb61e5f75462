import type { CollateralSection } from '../../case/collateral-section';
import type { TogetherGroup } from '../optimiser/structure-input';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Items that the law binds, as sets: a building with its land (民法典第三百九十七条), identical and similar marks. */
const pairedSets = ({ items }: CollateralSection): readonly (readonly string[])[] => {
  const known = new Set(items.map(({ id }) => id));
  const leader = new Map<string, string>(items.map(({ id }) => [id, id]));
  const leaderOf = (id: string): string => {
    const next = leader.get(id) ?? id;
    return next === id ? id : leaderOf(next);
  };
  for (const { id, pairedWith } of items)
    for (const other of pairedWith)
      if (known.has(other)) {
        const [a, b] = [leaderOf(id), leaderOf(other)].sort(byText);
        if (a !== undefined && b !== undefined) leader.set(b, a);
      }
  const sets = new Map<string, string[]>();
  for (const { id } of [...items].sort((a, b) => byText(a.id, b.id))) {
    const head = leaderOf(id);
    sets.set(head, [...(sets.get(head) ?? []), id]);
  }
  return [...sets.values()].filter((set) => set.length > 1);
};

/**
 * What is used all or none. Sets of the law of which no member takes part are left away; a set of which one member cannot be used
 * holds the others back, by name.
 */
export const boundTogether = (
  section: CollateralSection,
  idOf: ReadonlyMap<string, string>,
  usable: ReadonlySet<string>,
): readonly TogetherGroup[] => {
  const group = (id: string, label: string, members: readonly string[]): readonly TogetherGroup[] => {
    const memberIds = [...new Set(members.map((member) => idOf.get(member) ?? member))].sort(byText);
    return memberIds.length > 1 && memberIds.some((member) => usable.has(member))
      ? [{ id, label, memberIds, leastFen: 0n }]
      : [];
  };
  return [
    ...pairedSets(section).flatMap((set) => group(`law/${set[0] ?? ''}`, '依法一并抵押（质押）的押品', set)),
    ...section.ask.together.flatMap(({ id, label, members }) =>
      group(`wish/${id}`, label === '' ? '约定同进同退' : label, members),
    ),
  ];
};
