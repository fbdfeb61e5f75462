import type { ScoringPlan } from './score-nodes';
import { type DimensionWeights, type Scheme } from '../scheme/scheme-schema';
import { indicatorsOf } from '../scheme/scheme-parts';
import { weightNumber } from '../scheme/weight-text';

/** Weight inside the parent; siblings without weights count 1 each, the kernel divides by the sum. */
const weightOf = (node: { readonly weight?: string }): number =>
  node.weight === undefined ? 1 : weightNumber(node.weight);

const endsOf = (lengths: readonly number[]): Int32Array => {
  let end = 0;
  return Int32Array.from(lengths, (length) => (end += length));
};

/** Flattens a checked scheme and its first-level weights for the kernel. */
export const planOf = (scheme: Scheme, weights: DimensionWeights): ScoringPlan => {
  const indicators = indicatorsOf(scheme);
  const groups = scheme.dimensions.flatMap((d) => d.groups);
  const groupEnds = endsOf(groups.map((g) => g.indicators.length));
  return {
    worst: Float64Array.from(indicators, (i) => i.worst),
    best: Float64Array.from(indicators, (i) => i.best),
    leafWeights: Float64Array.from(indicators, weightOf),
    groupEnds,
    multipliers: Int32Array.from(groups, ({ indicators: own }, i) => {
      const at = own.findIndex((indicator) => indicator.multiplier === true);
      return at < 0 ? -1 : (groupEnds[i] ?? 0) - own.length + at;
    }),
    groupWeights: Float64Array.from(groups, weightOf),
    dimensionEnds: endsOf(scheme.dimensions.map((d) => d.groups.length)),
    dimensionWeights: Float64Array.from(scheme.dimensions, (d) => weightNumber(weights[d.key])),
  };
};
