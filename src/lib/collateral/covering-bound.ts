import {
  type CoveringProblem,
  type Rank,
  type Source,
  type SourceSet,
  capacityOf,
  has,
} from './covering-problem';

/** A source at its full use, for the relaxation: paid by the 分 as if its fixed cost could be shared out. */
interface Offer {
  readonly index: number;
  /** Whether the fixed cost is still to be paid (source undecided) or already paid (source chosen). */
  readonly open: boolean;
  readonly fullCost: bigint;
  readonly capacity: bigint;
}

/** Gives a rank that no completion of a partial choice can beat; `null` when no completion covers the target. */
export type Bound = (chosen: SourceSet, open: SourceSet) => Rank | null;

const isUnknown = (source: Source): boolean => source.fixedUnknown || source.unitUnknown;

const offersByPrice = (sources: readonly Source[]): readonly Offer[] =>
  [...sources.entries()]
    .flatMap(([index, { capacity, fixedCost, unitCost }]): Offer[] => [
      { index, open: false, fullCost: unitCost * capacity, capacity },
      { index, open: true, fullCost: unitCost * capacity + fixedCost, capacity },
    ])
    .sort((a, b) => {
      const difference = a.fullCost * b.capacity - b.fullCost * a.capacity;
      return difference < 0n
        ? -1
        : difference > 0n
          ? 1
          : a.index - b.index || Number(a.open) - Number(b.open);
    });

/**
 * Builds the bound: each part of the rank is bounded on its own, and the parts are compared in order, so the
 * whole is a bound. The cost part is the larger of two: the linear relaxation without the limit, rounded down, and the
 * least fixed costs of the sources that are still missing.
 */
export const boundOf = (problem: CoveringProblem): Bound => {
  const { sources, target } = problem;
  const offers = offersByPrice(sources);
  const bySize = [...sources.entries()]
    .sort(([i, a], [j, b]) => (a.capacity > b.capacity ? -1 : a.capacity < b.capacity ? 1 : i - j))
    .map(([index, source]) => ({ index, source }));
  const setOf = (test: (source: Source) => boolean): SourceSet =>
    sources.reduce((set, source, index) => (test(source) ? set | (1 << index) : set), 0);
  const unknownSet = setOf(isUnknown);
  const unpricedSet = setOf((source) => source.unitUnknown);

  /** Fewest sources of `from` that could cover what `base` leaves open. */
  const fewest = (base: SourceSet, from: SourceSet): number => {
    let rest = target - capacityOf(problem, base);
    let number = 0;
    for (const { index, source } of bySize) {
      if (rest <= 0n) break;
      if (!has(from, index)) continue;
      rest -= source.capacity;
      number += 1;
    }
    return number;
  };
  const byFixedCost = [...sources.entries()].sort(([i, a], [j, b]) =>
    a.fixedCost < b.fixedCost ? -1 : a.fixedCost > b.fixedCost ? 1 : i - j,
  );
  const fixedOf = (set: SourceSet): bigint =>
    sources.reduce((sum, { fixedCost }, index) => (has(set, index) ? sum + fixedCost : sum), 0n);
  /** Fixed costs that `number` more sources of `from` cannot stay below. */
  const leastFixed = (number: number, from: SourceSet): bigint => {
    let cost = 0n;
    let rest = number;
    for (const [index, { fixedCost }] of byFixedCost) {
      if (rest === 0) break;
      if (!has(from, index)) continue;
      cost += fixedCost;
      rest -= 1;
    }
    return cost;
  };
  const members = (set: SourceSet): number =>
    sources.reduce((n, _, index) => n + (has(set, index) ? 1 : 0), 0);

  /** Cost of the relaxation, in which a fixed cost may be paid in part, besides the fixed costs already chosen. */
  const relaxed = (chosen: SourceSet, open: SourceSet): bigint => {
    let cost = 0n;
    let rest = target;
    for (const offer of offers) {
      if (rest <= 0n) break;
      if (!has(offer.open ? open : chosen, offer.index)) continue;
      cost += rest >= offer.capacity ? offer.fullCost : (offer.fullCost * rest) / offer.capacity;
      rest -= offer.capacity;
    }
    return cost;
  };

  return (chosen, open) => {
    const all = chosen | open;
    if (capacityOf(problem, all) < target) return null;
    const more = fewest(chosen, open);
    const [shared, whole] = [relaxed(chosen, open), leastFixed(more, open)];
    const unpriced = target - capacityOf(problem, all & ~unpricedSet);
    return {
      unknownCount: members(chosen & unknownSet) + fewest(chosen | (open & ~unknownSet), open & unknownSet),
      unknownAmount: unpriced > 0n ? unpriced : 0n,
      cost: fixedOf(chosen) + (shared > whole ? shared : whole),
      count: members(chosen) + more,
    };
  };
};
