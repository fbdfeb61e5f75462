import type { PatentRecord } from '../../case/patents-section';
import { publicationKey } from '../patent-duplicates';
import { familyMember } from '../patent-facts';
import type { GroupMember, GroupQuestion } from './import-questions';
import type { PatentSources } from './patent-sources';
import { candidatesOf } from './same-patent';

/** A patent of the list or of the case, as far as grouping looks at it. */
interface Grouped {
  readonly member: GroupMember;
  readonly names: readonly string[];
  readonly printed: readonly string[];
  readonly own: readonly string[];
  readonly publications: readonly string[];
}

const ownNumbers = (records: readonly PatentRecord[]): string[] =>
  records.flatMap(({ applicationNumber, publicationNumber }) => [
    applicationNumber,
    `CN${applicationNumber}`,
    ...(publicationNumber === null ? [] : [familyMember(publicationNumber)]),
  ]);

const grouped = (
  record: PatentRecord,
  where: string,
  records: readonly PatentRecord[],
  printed: readonly string[],
  inCase: boolean,
): Grouped => ({
  member: {
    patent: record.id,
    applicationNumber: record.applicationNumber,
    title: record.title,
    where,
    inCase,
  },
  names: inCase && record.familyId !== null ? [record.familyId] : [],
  printed: [
    ...printed,
    ...records.flatMap(({ familyId }) => (familyId === null ? [] : [familyMember(familyId)])),
  ],
  own: ownNumbers(records),
  publications: records.flatMap(({ publicationNumber }) =>
    publicationNumber === null ? [] : [publicationKey(publicationNumber)],
  ),
});

/** Every patent of the list, then those that only the case has. */
const everybody = (
  sources: ReadonlyMap<string, PatentSources>,
  existing: readonly PatentRecord[],
): readonly Grouped[] => [
  ...[...sources.values()].flatMap((source) => {
    const [first] = candidatesOf(source);
    return first === undefined
      ? []
      : [
          grouped(
            first.record,
            first.where,
            candidatesOf(source).map(({ record }) => record),
            source.family,
            source.inCase !== null,
          ),
        ];
  }),
  ...existing
    .filter(({ id }) => !sources.has(id))
    .map((record) => grouped(record, '案卷', [record], [], true)),
];

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Patents joined by shared texts; `joins` may name a text only when `shared` does. */
const components = (
  all: readonly Grouped[],
  shared: (one: Grouped) => readonly string[],
  joins: (one: Grouped) => readonly string[],
): readonly (readonly Grouped[])[] => {
  const parent = all.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    for (let up = parent[at]; up !== undefined && up !== at; up = parent[at]) {
      parent[at] = parent[up] ?? up;
      at = up;
    }
    return at;
  };
  const holder = new Map<string, number>();
  const join = (text: string, i: number): void => {
    const other = holder.get(text);
    if (other !== undefined) parent[root(i)] = root(other);
  };
  all.forEach((one, i) => {
    for (const text of shared(one)) {
      join(text, i);
      if (!holder.has(text)) holder.set(text, i);
    }
  });
  all.forEach((one, i) => {
    for (const text of joins(one)) join(text, i);
  });
  const groups = new Map<number, Grouped[]>();
  all.forEach((one, i) => {
    const key = root(i);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  });
  return [...groups.values()]
    .filter((group) => group.length > 1 && group.some(({ member }) => !member.inCase))
    .map((group) => [...group].sort((a, b) => byCode(a.member.applicationNumber, b.member.applicationNumber)))
    .sort((a, b) => byCode(a[0]?.member.applicationNumber ?? '', b[0]?.member.applicationNumber ?? ''));
};

const onlyOptions = (group: readonly Grouped[]): { id: string; label: string }[] =>
  group.map(({ member }) => ({
    id: `only:${member.patent}`,
    label: member.inCase
      ? `只留案卷已有的 ${member.applicationNumber}`
      : `只导入 ${member.applicationNumber}`,
  }));

const family = (group: readonly Grouped[]): GroupQuestion => {
  const names = group.flatMap((one) => one.names).sort(byCode);
  const printed = group.flatMap((one) => one.printed).sort(byCode);
  return {
    key: `family/${group[0]?.member.patent ?? ''}`,
    kind: 'family',
    name: names[0] ?? printed[0] ?? '',
    members: group.map(({ member }) => member),
    options: [
      { id: 'mark', label: '都保留，标记为同族' },
      { id: 'separate', label: '都保留，不标记' },
      ...onlyOptions(group),
    ],
  };
};

const samePublication = (group: readonly Grouped[]): GroupQuestion => {
  const seen = new Set<string>();
  const twice = group.flatMap(({ publications }) =>
    [...new Set(publications)].filter((key) => seen.has(key) || (seen.add(key), false)),
  );
  return {
    key: `publication/${group[0]?.member.patent ?? ''}`,
    kind: 'same-publication',
    name: twice[0] ?? '',
    members: group.map(({ member }) => member),
    options: [{ id: 'keep', label: '都保留，号码待核对' }, ...onlyOptions(group)],
  };
};

const NONE = (): readonly string[] => [];

/**
 * Families and contradictory publication numbers among the patents of a list and of the case. Only groups that the list
 * adds somebody to are asked about. The order of rows changes nothing.
 */
export const groupQuestions = (
  sources: ReadonlyMap<string, PatentSources>,
  existing: readonly PatentRecord[],
): readonly GroupQuestion[] => {
  const all = [...everybody(sources, existing)].sort((a, b) => byCode(a.member.patent, b.member.patent));
  return [
    ...components(all, (one) => one.publications, NONE).map(samePublication),
    ...components(
      all,
      (one) => one.printed,
      (one) => one.own,
    ).map(family),
  ];
};
