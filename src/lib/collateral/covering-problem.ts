/**
 * The covering problem behind a structure, in integers only: which sources, and how much of each, cover
 * `target` most cheaply. Costs are integers in one scaled unit chosen by the caller.
 */
export interface Source {
  /** 1 … ; what it can cover, 分. */
  readonly capacity: bigint;
  /** Whether it counts against `limit`. */
  readonly limited: boolean;
  /** Paid once it is used at all, ≥ 0. 0 when `fixedUnknown`. */
  readonly fixedCost: bigint;
  /** Paid per 分 covered, ≥ 0. 0 when `unitUnknown`. */
  readonly unitCost: bigint;
  readonly fixedUnknown: boolean;
  readonly unitUnknown: boolean;
  /** Always used, and filled before the others. */
  readonly must: boolean;
}

export interface CoveringProblem {
  /** At most `MAX_SOURCES`, in the order that decides ties. */
  readonly sources: readonly Source[];
  /** > 0, 分. */
  readonly target: bigint;
  /** Most that the limited sources may cover together, 分. */
  readonly limit: bigint;
}

/** Above this number of sources the exact enumeration is refused. */
export const MAX_SOURCES = 20;

/** A set of sources as bits, source `i` = bit `i`. */
export type SourceSet = number;

export const has = (set: SourceSet, index: number): boolean => (set & (1 << index)) !== 0;
export const withIndex = (set: SourceSet, index: number): SourceSet => set | (1 << index);

/** What is minimised, most important first. Unknown cost is not zero cost: it is avoided first. */
export interface Rank {
  /** Sources in use whose cost is not known. */
  readonly unknownCount: number;
  /** 分 carried by sources whose price per 分 is not known. */
  readonly unknownAmount: bigint;
  /** Known cost, scaled. */
  readonly cost: bigint;
  readonly count: number;
}

const sign = (difference: bigint): number => (difference < 0n ? -1 : difference > 0n ? 1 : 0);

export const compareRanks = (a: Rank, b: Rank): number =>
  a.unknownCount - b.unknownCount ||
  sign(a.unknownAmount - b.unknownAmount) ||
  sign(a.cost - b.cost) ||
  a.count - b.count;

/** One way of covering the target: a set of sources and the amount of each, by index. */
export interface Covering {
  readonly set: SourceSet;
  readonly amounts: readonly bigint[];
  readonly rank: Rank;
}

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Most that the sources of a set can cover, 分; not cut at the target. */
export const capacityOf = ({ sources, limit }: CoveringProblem, set: SourceSet): bigint => {
  let free = 0n;
  let limited = 0n;
  for (const [index, source] of sources.entries()) {
    if (!has(set, index)) continue;
    if (source.limited) limited += source.capacity;
    else free += source.capacity;
  }
  return free + least(limited, limit);
};

/**
 * Order in which the sources of a set are filled: those that must be used, then by price per 分 (unknown last),
 * sources outside the limit before those inside it, then by index. Cheapest for every set, because the limit is
 * one group inside one sum.
 */
export const fillOrder = (sources: readonly Source[]): readonly number[] =>
  [...sources.entries()]
    .sort(([i, a], [j, b]) => {
      if (a.must !== b.must) return a.must ? -1 : 1;
      if (a.must) return i - j;
      return (
        Number(a.unitUnknown) - Number(b.unitUnknown) ||
        sign(a.unitCost - b.unitCost) ||
        Number(a.limited) - Number(b.limited) ||
        i - j
      );
    })
    .map(([index]) => index);

/** Fills the sources of a set in the given order; `null` when they cannot cover the target. */
export const fill = (
  { sources, target, limit }: CoveringProblem,
  order: readonly number[],
  set: SourceSet,
): Covering | null => {
  const amounts = sources.map(() => 0n);
  let rest = target;
  let room = limit;
  let [unknownCount, unknownAmount, cost, count] = [0, 0n, 0n, 0];
  for (const index of order) {
    const source = sources[index];
    if (source === undefined || !has(set, index)) continue;
    const amount = least(rest, source.limited ? least(source.capacity, room) : source.capacity);
    amounts[index] = amount;
    rest -= amount;
    if (source.limited) room -= amount;
    if (source.unitUnknown) unknownAmount += amount;
    if (source.fixedUnknown || source.unitUnknown) unknownCount += 1;
    cost += source.fixedCost + source.unitCost * amount;
    count += 1;
  }
  return rest > 0n ? null : { set, amounts, rank: { unknownCount, unknownAmount, cost, count } };
};
