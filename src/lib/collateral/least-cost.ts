import { type Bound, boundOf } from './covering-bound';
import {
  type Covering,
  type CoveringProblem,
  type Rank,
  type SourceSet,
  MAX_SOURCES,
  capacityOf,
  compareRanks,
  fill,
  fillOrder,
  withIndex,
} from './covering-problem';

interface Search {
  /** Sources not forced in, in the order they are decided. */
  readonly order: readonly number[];
  readonly forced: SourceSet;
  readonly bound: Bound;
  readonly complete: (set: SourceSet) => Covering | null;
  /** Whether a partial choice with this bound is still worth following. */
  readonly worth: (bound: Rank) => boolean;
  /** Called with each complete covering; `true` ends the search. */
  readonly found: (covering: Covering) => boolean;
  /** Whether to try a source in the structure before trying it outside. */
  readonly insideFirst: (chosen: SourceSet) => boolean;
}

const run = (search: Search): void => {
  const { order, bound, worth } = search;
  const visit = (depth: number, chosen: SourceSet, open: SourceSet): boolean => {
    const limit = bound(chosen, open);
    if (limit === null || !worth(limit)) return false;
    const index = order[depth];
    if (index === undefined) {
      const covering = search.complete(chosen);
      return covering !== null && search.found(covering);
    }
    const rest = open & ~(1 << index);
    const inside = (): boolean => visit(depth + 1, withIndex(chosen, index), rest);
    const outside = (): boolean => visit(depth + 1, chosen, rest);
    return search.insideFirst(chosen) ? inside() || outside() : outside() || inside();
  };
  visit(
    0,
    search.forced,
    order.reduce((set, index) => withIndex(set, index), 0),
  );
};

/** Undecided sources from the lowest cost per 分 at full use upwards: finds good coverings early. */
const byPrice = ({ sources }: CoveringProblem, free: readonly number[]): readonly number[] => {
  const price = (index: number): readonly [bigint, bigint] => {
    const source = sources[index];
    return source === undefined
      ? [0n, 1n]
      : [source.fixedCost + source.unitCost * source.capacity, source.capacity];
  };
  return [...free].sort((i, j) => {
    const [a, aCapacity] = price(i);
    const [b, bCapacity] = price(j);
    const difference = a * bCapacity - b * aCapacity;
    return difference < 0n ? -1 : difference > 0n ? 1 : i - j;
  });
};

/**
 * The exact optimum of a covering problem: least `Rank`, and among equals the set that comes first when the
 * sources are read in order. `null` when all sources together cannot cover the target.
 *
 * Depth-first enumeration of subsets with bounds, twice: first for the best rank, then, in the order of the
 * sources, for the first set that has it. Deterministic; nothing is stopped early by time. At most
 * `MAX_SOURCES` sources (more is a bug of the caller).
 */
export const coverAtLeastCost = (problem: CoveringProblem): Covering | null => {
  const { sources } = problem;
  if (sources.length > MAX_SOURCES) throw new Error(`at most ${MAX_SOURCES} sources, got ${sources.length}`);
  const filling = fillOrder(sources);
  const free: number[] = [];
  let forced: SourceSet = 0;
  for (const [index, source] of sources.entries())
    if (source.must) forced = withIndex(forced, index);
    else free.push(index);
  const shared = {
    forced,
    bound: boundOf(problem),
    complete: (set: SourceSet) => fill(problem, filling, set),
  };

  const seen: { best: Covering | null } = { best: null };
  run({
    ...shared,
    order: byPrice(problem, free),
    worth: (bound) => seen.best === null || compareRanks(bound, seen.best.rank) < 0,
    found: (covering) => {
      if (seen.best === null || compareRanks(covering.rank, seen.best.rank) < 0) seen.best = covering;
      return false;
    },
    insideFirst: (chosen) => capacityOf(problem, chosen) < problem.target,
  });
  const best = seen.best;
  if (best === null) return null;

  const first: { covering: Covering } = { covering: best };
  run({
    ...shared,
    order: free,
    worth: (bound) => compareRanks(bound, best.rank) <= 0,
    found: (covering) => {
      if (compareRanks(covering.rank, best.rank) !== 0) return false;
      first.covering = covering;
      return true;
    },
    insideFirst: () => true,
  });
  return first.covering;
};
