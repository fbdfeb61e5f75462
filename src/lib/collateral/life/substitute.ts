import type { Fen } from '../../kernel/fen';

/** A source that could step in: what it still can carry and what that costs. */
export interface SpareSource {
  readonly id: string;
  readonly title: string;
  readonly availableFen: Fen;
  /** Known cost per year of carrying the hole, 分; `null` = not known. */
  readonly yearlyCostFen: Fen | null;
  /** Days until it is in place; `null` = not known. */
  readonly days: number | null;
}

/** One or two sources that close a hole together. */
export interface Substitute {
  readonly ids: readonly string[];
  readonly titles: readonly string[];
  readonly availableFen: Fen;
  readonly coversFen: Fen;
  /** `null` = the cost of one is not known. */
  readonly yearlyCostFen: Fen | null;
  /** The slower of the two; `null` = not known of one. */
  readonly days: number | null;
}

export interface Substitution {
  readonly holeFen: Fen;
  /** Those that close the hole alone, the cheapest first. */
  readonly alone: readonly Substitute[];
  /** Pairs of which neither closes it alone, the cheapest first. */
  readonly pairs: readonly Substitute[];
  /** Most that one, two, and all spare sources together can carry. */
  readonly mostAloneFen: Fen;
  readonly mostPairFen: Fen;
  readonly allFen: Fen;
}

const LISTED = 20;

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b);

const joined = (sources: readonly SpareSource[], hole: Fen): Substitute => {
  const available = sources.reduce((sum, { availableFen }) => sum + availableFen, 0n);
  const costs = sources.map(({ yearlyCostFen }) => yearlyCostFen);
  const days = sources.map((source) => source.days);
  return {
    ids: sources.map(({ id }) => id),
    titles: sources.map(({ title }) => title),
    availableFen: available,
    coversFen: least(available, hole),
    yearlyCostFen: costs.reduce<Fen | null>(
      (sum, fen) => (sum === null || fen === null ? null : sum + fen),
      0n,
    ),
    days: days.reduce<number | null>(
      (most, n) => (most === null || n === null ? null : Math.max(most, n)),
      0,
    ),
  };
};

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compareKnown = (a: bigint | number | null, b: bigint | number | null): number =>
  a === null ? (b === null ? 0 : 1) : b === null ? -1 : a < b ? -1 : a > b ? 1 : 0;

/** Known cost before unknown, the least first; then the sooner; then by id. */
const order = (a: Substitute, b: Substitute): number =>
  compareKnown(a.yearlyCostFen, b.yearlyCostFen) ||
  compareKnown(a.days, b.days) ||
  byCodeUnit(a.ids.join('\n'), b.ids.join('\n'));

/**
 * What could step in for an asset that drops out: sources that close the hole alone, then pairs of which neither does. Unknown costs
 * rank after known ones, never as 0. Both lists are empty when nothing of at most two closes it; the sums say how far they reach.
 */
export const substitutesFor = (holeFen: Fen, spare: readonly SpareSource[]): Substitution => {
  const sources = [...new Map(spare.map((source) => [source.id, source])).values()]
    .filter(({ availableFen }) => availableFen > 0n)
    .sort((a, b) => byCodeUnit(a.id, b.id));
  const small = sources.filter(({ availableFen }) => availableFen < holeFen);
  const pairs = small.flatMap((a, i) =>
    small
      .slice(i + 1)
      .flatMap((b) => (a.availableFen + b.availableFen >= holeFen ? [joined([a, b], holeFen)] : [])),
  );
  const amounts = sources
    .map(({ availableFen }) => availableFen)
    .sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
  const [first = 0n, second = 0n] = amounts;
  return {
    holeFen,
    alone:
      holeFen <= 0n
        ? []
        : sources
            .filter(({ availableFen }) => availableFen >= holeFen)
            .map((source) => joined([source], holeFen))
            .sort(order)
            .slice(0, LISTED),
    pairs: holeFen <= 0n ? [] : pairs.sort(order).slice(0, LISTED),
    mostAloneFen: first,
    mostPairFen: first + second,
    allFen: amounts.reduce((sum, fen) => sum + fen, 0n),
  };
};
