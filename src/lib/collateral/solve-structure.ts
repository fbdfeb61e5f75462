import { type Fen, divideRounded, fenToDecimalText, multiplyFloor } from '../kernel/fen';
import { type Source, capacityOf, least } from './covering-problem';
import { coverAtLeastCost } from './least-cost';
import { ratioOf } from './ratio';
import type { SourceKind } from './structure-model';

/** An asset or a support as the solver sees it. */
export interface UsableSource {
  readonly id: string;
  readonly title: string;
  readonly kind: SourceKind;
  readonly intellectualProperty: boolean;
  readonly capacityFen: Fen;
  /** Paid once; `null` = not known. */
  readonly oneOffCostFen: Fen | null;
  /** Yearly, on the amount carried; `null` = not known. */
  readonly feeRate: string | null;
  readonly must: boolean;
}

/** Length of the debt in years as a ratio of integers, over which one-off costs are spread. */
export interface Years {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export interface StructureProblem {
  readonly needFen: Fen;
  /** Most that intellectual property may carry, as a share of the need, 0–1. */
  readonly ipLimit: string;
  readonly years: Years;
  /** At most `MAX_SOURCES`. */
  readonly sources: readonly UsableSource[];
}

export interface Solution {
  /** Whether the need is covered in full. */
  readonly feasible: boolean;
  readonly coveredFen: Fen;
  /** Sources in use (those that must be used included, even where nothing is left to carry), sorted. */
  readonly used: readonly { readonly source: UsableSource; readonly amountFen: Fen }[];
  /** Yearly cost; `null` when a source in use has an unknown cost. */
  readonly costFen: Fen | null;
  readonly knownCostFen: Fen;
  /** Sources in use whose cost is not known, as `kind/id`. */
  readonly unknownCosts: readonly string[];
  /** Least yearly cost of any structure that covers as much, unknown costs taken as 0. */
  readonly boundFen: Fen;
  /** `(cost − bound) / cost`, ratio text; `null` when the cost is not known. */
  readonly gap: string | null;
}

const byKindAndId = (a: UsableSource, b: UsableSource): number =>
  a.kind !== b.kind ? (a.kind === 'asset' ? -1 : 1) : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

interface Scale {
  /** Scaled cost units per 分 and year. */
  readonly perFen: bigint;
  readonly scaled: (source: UsableSource) => Source;
}

/** All costs as integers: 1 分 of yearly cost = `10^(most decimals of a rate) × years.numerator` units. */
const scaleOf = (sources: readonly UsableSource[], years: Years): Scale => {
  const rateScale = sources.reduce((most, { feeRate }) => {
    const { denominator } = ratioOf(feeRate ?? '0');
    return denominator > most ? denominator : most;
  }, 1n);
  return {
    perFen: rateScale * years.numerator,
    scaled: (source) => {
      const rate = ratioOf(source.feeRate ?? '0');
      return {
        capacity: source.capacityFen,
        limited: source.intellectualProperty,
        fixedCost: (source.oneOffCostFen ?? 0n) * rateScale * years.denominator,
        unitCost: (rate.numerator * rateScale * years.numerator) / rate.denominator,
        fixedUnknown: source.oneOffCostFen === null,
        unitUnknown: source.feeRate === null,
        must: source.must,
      };
    },
  };
};

const gapText = (costFen: Fen, boundFen: Fen): string =>
  costFen === boundFen
    ? '0'
    : fenToDecimalText(divideRounded((costFen - boundFen) * 10n ** 10n, costFen), 10);

/**
 * Solves one structure exactly. When the need cannot be covered, the most that can is covered, at least cost.
 * Throws for more than `MAX_SOURCES` sources; the caller refuses those with `E_TOO_MANY`.
 */
export const solveStructure = ({ needFen, ipLimit, years, sources }: StructureProblem): Solution => {
  const sorted = [...sources].sort(byKindAndId);
  const { perFen, scaled } = scaleOf(sorted, years);
  const limit = multiplyFloor(needFen, ipLimit);
  const scaledSources = sorted.map(scaled);
  const everything = (1 << sorted.length) - 1;
  const coverable = least(
    needFen,
    capacityOf({ sources: scaledSources, target: needFen, limit }, everything),
  );
  const cover = (from: readonly Source[]) => coverAtLeastCost({ sources: from, target: coverable, limit });
  const best = cover(scaledSources);
  if (best === null) throw new Error('all sources together cover what they can cover');
  const known = best.rank.unknownCount === 0;
  const cheapest = scaledSources.some((s) => s.fixedUnknown || s.unitUnknown)
    ? cover(scaledSources.map((s) => ({ ...s, fixedUnknown: false, unitUnknown: false })))
    : best;
  const knownCostFen = divideRounded(best.rank.cost, perFen);
  const boundFen = divideRounded((cheapest ?? best).rank.cost, perFen);
  const used = sorted.flatMap((source, index) =>
    (best.set & (1 << index)) === 0 ? [] : [{ source, amountFen: best.amounts[index] ?? 0n }],
  );
  return {
    feasible: coverable === needFen,
    coveredFen: coverable,
    used,
    costFen: known ? knownCostFen : null,
    knownCostFen,
    unknownCosts: used.flatMap(({ source: { kind, id, oneOffCostFen, feeRate } }) =>
      oneOffCostFen === null || feeRate === null ? [`${kind}/${id}`] : [],
    ),
    boundFen,
    gap: known ? gapText(knownCostFen, boundFen) : null,
  };
};
