import { type BlockScores, type ScoringPlan, nodeAt } from '../score/score-nodes';

/**
 * A total taken apart into what each indicator brings it above or below a level R:
 *
 *   total − R = Σ ω_i (s_i − R) + Σ multipliers + Σ caps
 *
 * ω_i is the weight with which a measured indicator counts for this patent: its weights on the way up, renormalised at each
 * level over what is measured, so that Σ ω = 1. A multiplier brings ω_group × (factor − 1) × mean of the group; a cap brings
 * ω_node × (point as capped − point before). Exact for the aggregation of `score-kernel`.
 */
export interface ScoreParts {
  /** Per indicator, points; 0 where nothing is measured. */
  readonly leaves: Float64Array;
  /** ω of each indicator; 0 where nothing is measured, and for multipliers. */
  readonly weights: Float64Array;
  /** What the caps of all nodes bring together. */
  readonly caps: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const spanAt = (ends: Int32Array, at: number): Span => ({
  from: at === 0 ? 0 : (ends[at - 1] ?? 0),
  to: ends[at] ?? 0,
});

interface Mean {
  /** Weighted mean over measured children; NaN = none. */
  readonly mean: number;
  readonly weightSum: number;
}

const meanOf = (
  weights: Float64Array,
  points: (i: number) => number,
  { from, to }: Span,
  skip = -1,
): Mean => {
  let sum = 0;
  let weightSum = 0;
  for (let i = from; i < to; i++) {
    const point = points(i);
    const weight = weights[i] ?? 0;
    if (i === skip || Number.isNaN(point) || weight === 0) continue;
    sum += weight * point;
    weightSum += weight;
  }
  return { mean: weightSum === 0 ? NaN : sum / weightSum, weightSum };
};

/**
 * Takes one total apart. `scores` are the nodes of one row as `scoreBlock` left them, `leaf` the points of its indicators.
 * `null` when the row has no total.
 */
export const scoreParts = (
  plan: ScoringPlan,
  leaf: (indicator: number) => number,
  scores: BlockScores,
  level: number,
): ScoreParts | null => {
  const total = nodeAt(scores.total, 0).point;
  if (Number.isNaN(total)) return null;
  const leaves = new Float64Array(plan.leafWeights.length);
  const weights = new Float64Array(plan.leafWeights.length);
  const groupPoint = (group: number): number => nodeAt(scores.groups[group], 0).point;
  const dimensionPoint = (dimension: number): number => nodeAt(scores.dimensions[dimension], 0).point;
  const top = meanOf(plan.dimensionWeights, dimensionPoint, { from: 0, to: plan.dimensionWeights.length });
  let caps = total - top.mean;

  const takeGroup = (group: number, share: number): void => {
    const span = spanAt(plan.groupEnds, group);
    const multiplier = plan.multipliers[group] ?? -1;
    const { mean, weightSum } = meanOf(plan.leafWeights, leaf, span, multiplier);
    for (let i = span.from; i < span.to; i++) {
      const score = leaf(i);
      if (i === multiplier || Number.isNaN(score)) continue;
      const weight = (share * (plan.leafWeights[i] ?? 0)) / weightSum;
      weights[i] = weight;
      leaves[i] = weight * (score - level);
    }
    const factor = multiplier < 0 ? 1 : leaf(multiplier) / 100;
    const capped = groupPoint(group) / factor;
    if (multiplier >= 0) leaves[multiplier] = share * (factor - 1) * (factor === 0 ? mean : capped);
    if (factor !== 0) caps += share * (capped - mean);
  };

  plan.dimensionWeights.forEach((weight, dimension) => {
    const point = dimensionPoint(dimension);
    if (Number.isNaN(point) || weight === 0) return;
    const share = weight / top.weightSum;
    const span = spanAt(plan.dimensionEnds, dimension);
    const { mean, weightSum } = meanOf(plan.groupWeights, groupPoint, span);
    caps += share * (point - mean);
    for (let group = span.from; group < span.to; group++)
      if (!Number.isNaN(groupPoint(group)))
        takeGroup(group, (share * (plan.groupWeights[group] ?? 0)) / weightSum);
  });
  return { leaves, weights, caps };
};
