import type { Fen } from '../../kernel/fen';
import { ratioOf } from '../ratio';
import { admit, type Admission } from './admit';
import { costScale, scaledCost } from './exact-cost';
import { byCodeUnit, leastCommonMultiple, leastOf } from './exact-ratio';
import type { AmountLimit, LimitBound, LimitScope, SourceInput, StructureInput } from './structure-input';

/** A usable source in integers. `index` is its place in the order of ids. */
export interface Carrier {
  readonly source: SourceInput;
  readonly index: number;
  readonly unit: number;
  readonly layer: boolean;
  readonly intellectualProperty: boolean;
  /** Lendable amount of an asset, most of a layer, 分. */
  readonly fullFen: Fen;
  readonly leastFen: Fen;
  /** Pledged in part, so that rates are on what is pledged. Layers are. */
  readonly divisible: boolean;
  /** Value for the coverage when pledged in full; 0 where not known. */
  readonly valueFen: Fen;
  /** Cost units of the problem: once used at all, and per 分 pledged. Unknown parts are not in them. */
  readonly fixedCost: bigint;
  readonly unitCost: bigint;
  readonly costUnknown: boolean;
  readonly unitCostUnknown: boolean;
  readonly days: number | null;
}

/** Sources used all or none: one decision. Sorted by the smallest id. */
export interface Unit {
  readonly members: readonly number[];
  readonly must: boolean;
}

/** What the members of a group carry at least once their unit is used. */
export interface Minimum {
  readonly unit: number;
  readonly members: readonly number[];
  readonly leastFen: Fen;
}

/** `Σ weight × carried / scale` within `most` and `least`. */
export interface LimitRow {
  readonly id: string;
  /** The limit as entered; several rows of an `each-…` limit share it. */
  readonly limitId: string;
  readonly label: string;
  readonly scale: bigint;
  readonly terms: readonly { readonly index: number; readonly weight: bigint }[];
  readonly most: LimitBound | null;
  readonly least: LimitBound | null;
}

export interface ExactProblem {
  readonly input: StructureInput;
  readonly admission: Admission;
  readonly carriers: readonly Carrier[];
  readonly units: readonly Unit[];
  readonly minimums: readonly Minimum[];
  readonly rows: readonly LimitRow[];
  /** Units by registry code, for the limit on their number. */
  readonly registries: readonly { readonly code: string; readonly units: readonly number[] }[];
  /** `unit` only with at least one of `anyOf`. */
  readonly conditions: readonly { readonly unit: number; readonly anyOf: readonly number[] }[];
  /** Cost units per 分 and year. */
  readonly costPerFen: bigint;
}

const groupOf = (input: StructureInput, sources: readonly SourceInput[]): readonly (readonly number[])[] => {
  const at = new Map(sources.map(({ id }, index) => [id, index]));
  const root = sources.map((_, index) => index);
  const find = (index: number): number => {
    const up = root[index] ?? index;
    return up === index ? index : find(up);
  };
  for (const { memberIds } of input.together) {
    const members = memberIds.flatMap((id) => at.get(id) ?? []).map(find);
    const first = members.reduce((a, b) => Math.min(a, b), sources.length);
    for (const member of members) root[member] = first;
  }
  const groups = new Map<number, number[]>();
  sources.forEach((_, index) => {
    const group = groups.get(find(index));
    if (group === undefined) groups.set(find(index), [index]);
    else group.push(index);
  });
  return [...groups.values()];
};

type Split = readonly (readonly [suffix: string, label: string, members: readonly SourceInput[]])[];

const splitBy = (sources: readonly SourceInput[], keyOf: (source: SourceInput) => string | null): Split => {
  const groups = new Map<string, SourceInput[]>();
  for (const source of sources) {
    const key = keyOf(source);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [source]);
    else group.push(source);
  }
  return [...groups]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([key, members]) => [`/${key}`, ` ${key}`, members]);
};

const classOf = (source: SourceInput): string | null => (source.kind === 'asset' ? source.classCode : null);
const debtorOf = (source: SourceInput): string | null => (source.kind === 'asset' ? source.debtorId : null);
export const registryOf = (source: SourceInput): string | null =>
  source.kind === 'asset' ? source.registry : null;

const membersOf = (scope: LimitScope, sources: readonly SourceInput[]): Split => {
  const where = (test: (source: SourceInput) => boolean): Split => [['', '', sources.filter(test)]];
  switch (scope.kind) {
    case 'intellectual-property':
      return where((source) => source.kind === 'asset' && source.intellectualProperty);
    case 'class':
      return where((source) => classOf(source) === scope.code);
    case 'debtor':
      return where((source) => debtorOf(source) === scope.id);
    case 'registry':
      return where((source) => registryOf(source) === scope.code);
    case 'layers':
      return where((source) => source.kind === scope.layer);
    case 'sources': {
      const ids = new Set(scope.ids);
      return where(({ id }) => ids.has(id));
    }
    case 'each-class':
      return splitBy(sources, classOf);
    case 'each-debtor':
      return splitBy(sources, debtorOf);
    case 'each-registry':
      return splitBy(sources, registryOf);
    case 'bank-risk':
      return where((source) => source.kind !== 'asset');
  }
};

/** Share of what a layer carries that the bank bears itself, as text. */
export const bankShareOf = (source: SourceInput): string => {
  if (source.kind === 'asset') return '0';
  if (source.split.length === 0) return source.kind === 'unsecured' ? '1' : '0';
  return source.split.find(({ bearer }) => bearer === 'bank')?.share ?? '0';
};

const weighted = (
  members: readonly SourceInput[],
  weightOf: (source: SourceInput) => string,
  indexOf: ReadonlyMap<string, number>,
): Pick<LimitRow, 'scale' | 'terms'> => {
  const ratios = members.map((source) => ({
    index: indexOf.get(source.id) ?? 0,
    ...ratioOf(weightOf(source)),
  }));
  const scale = ratios.reduce((s, { denominator }) => leastCommonMultiple(s, denominator), 1n);
  return {
    scale,
    terms: ratios
      .map(({ index, numerator, denominator }) => ({ index, weight: (numerator * scale) / denominator }))
      .filter(({ weight }) => weight > 0n),
  };
};

const rowsOfLimit = (
  { id, label, scope, most, least }: AmountLimit,
  sources: readonly SourceInput[],
  indexOf: ReadonlyMap<string, number>,
): readonly LimitRow[] =>
  membersOf(scope, sources).map(([suffix, name, members]) => ({
    id: `limit/${id}${suffix}`,
    limitId: `limit/${id}`,
    label: `${label}${name}`,
    most,
    least,
    ...weighted(members, scope.kind === 'bank-risk' ? bankShareOf : () => '1', indexOf),
  }));

const capacityRows = (
  { capacities }: StructureInput,
  sources: readonly SourceInput[],
  indexOf: ReadonlyMap<string, number>,
): readonly LimitRow[] =>
  [...capacities]
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .map(({ id, title, remainingFen }) => {
      const drawOf = (source: SourceInput): string =>
        source.kind === 'asset'
          ? '0'
          : (source.draws.find(({ capacityId }) => capacityId === id)?.weight ?? '0');
      const members = sources.filter((source) => drawOf(source) !== '0');
      return {
        id: `capacity/${id}`,
        limitId: `capacity/${id}`,
        label: `${title}剩余额度`,
        most: { fen: remainingFen },
        least: null,
        ...weighted(members, drawOf, indexOf),
      };
    })
    .filter(({ terms }) => terms.length > 0);

const carrierOf = (
  source: SourceInput,
  index: number,
  unit: number,
  scale: bigint,
  input: StructureInput,
): Carrier => {
  const asset = source.kind === 'asset' ? source : null;
  const fullFen = (source.kind === 'asset' ? source.lendable.leadFen : source.mostFen) ?? 0n;
  const divisible = asset === null || asset.divisible;
  return {
    source,
    index,
    unit,
    layer: asset === null,
    intellectualProperty: asset?.intellectualProperty ?? false,
    fullFen,
    leastFen: source.leastFen,
    divisible,
    valueFen: asset?.valueFen ?? 0n,
    ...scaledCost(source.costs, divisible ? null : fullFen, scale, input),
    days: source.days,
  };
};

/** Admits the sources and puts everything into integers, sorted by id: the same whatever the order of the input. */
export const exactProblem = (input: StructureInput): ExactProblem => {
  const admission = admit(input);
  const { sources } = admission;
  const indexOf = new Map(sources.map(({ id }, index) => [id, index]));
  const scale = costScale(sources, input);
  const groups = groupOf(input, sources);
  const unitOf = new Map(groups.flatMap((members, unit) => members.map((index) => [index, unit] as const)));
  const unitAt = (index: number): number => unitOf.get(index) ?? 0;
  const carriers = sources.map((source, index) => carrierOf(source, index, unitAt(index), scale, input));
  const registries = splitBy(sources, registryOf).map(([key, , members]) => ({
    code: key.slice(1),
    units: [...new Set(members.map(({ id }) => unitAt(indexOf.get(id) ?? 0)))].sort((a, b) => a - b),
  }));
  return {
    input,
    admission,
    carriers,
    units: groups.map((members) => ({
      members,
      must: members.some((index) => sources[index]?.use === 'must'),
    })),
    minimums: [...input.together]
      .sort((a, b) => byCodeUnit(a.id, b.id))
      .flatMap(({ memberIds, leastFen }) => {
        const members = [...new Set(memberIds.flatMap((id) => indexOf.get(id) ?? []))].sort((a, b) => a - b);
        const [first] = members;
        return first === undefined || leastFen === 0n ? [] : [{ unit: unitAt(first), members, leastFen }];
      }),
    rows: [
      ...[...input.amountLimits]
        .sort((a, b) => byCodeUnit(a.id, b.id))
        .flatMap((limit) => rowsOfLimit(limit, sources, indexOf)),
      ...capacityRows(input, sources, indexOf),
    ],
    registries,
    conditions: sources.flatMap(({ requiresAnyOf }, index) =>
      requiresAnyOf.length === 0
        ? []
        : [
            {
              unit: unitAt(index),
              anyOf: [...new Set(requiresAnyOf.flatMap((id) => indexOf.get(id) ?? []).map(unitAt))].sort(
                (a, b) => a - b,
              ),
            },
          ],
    ),
    costPerFen: scale,
  };
};

/** Most a carrier can carry of a need, 分. */
export const mostCarried = ({ fullFen }: Carrier, needFen: Fen): Fen => leastOf(fullFen, needFen);
