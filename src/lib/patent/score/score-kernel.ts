import type { BlockScores, NodeScores, ScoringPlan } from './score-nodes';

/**
 * The aggregation of a scheme over columns: one row is one patent, one column one indicator, NaN = unmeasured.
 * Doubles in a fixed order of additions per row, so that the same inputs give the same bits, alone or in a list.
 */

export const clear = (node: NodeScores, measured: Float64Array): void => {
  node.point.fill(0);
  node.low.fill(0);
  node.high.fill(0);
  node.coverage.fill(0);
  measured.fill(0);
};

/** Adds one indicator to its group. Until `finish`, `point` holds the weighted sum of what is measured. */
const addLeaf = (
  column: Float64Array,
  offset: number,
  rows: number,
  weight: number,
  worst: number,
  best: number,
  { point, low, high, coverage }: NodeScores,
  measured: Float64Array,
): void => {
  for (let row = 0; row < rows; row++) {
    const score = column[offset + row] ?? NaN;
    const known = score === score;
    low[row] = (low[row] ?? 0) + weight * (known ? score : worst);
    high[row] = (high[row] ?? 0) + weight * (known ? score : best);
    if (!known) continue;
    coverage[row] = (coverage[row] ?? 0) + weight;
    measured[row] = (measured[row] ?? 0) + weight;
    point[row] = (point[row] ?? 0) + weight * score;
  }
};

/** Adds one child node to its parent. */
export const addNode = (
  child: NodeScores,
  rows: number,
  weight: number,
  { point, low, high, coverage }: NodeScores,
  measured: Float64Array,
): void => {
  for (let row = 0; row < rows; row++) {
    low[row] = (low[row] ?? 0) + weight * (child.low[row] ?? 0);
    high[row] = (high[row] ?? 0) + weight * (child.high[row] ?? 0);
    coverage[row] = (coverage[row] ?? 0) + weight * (child.coverage[row] ?? 0);
    const score = child.point[row] ?? NaN;
    if (score !== score) continue;
    measured[row] = (measured[row] ?? 0) + weight;
    point[row] = (point[row] ?? 0) + weight * score;
  }
};

/**
 * Turns sums into means. The point is renormalised over what is measured and kept within what the node can still reach:
 * with everything else at its best it cannot be more, at its worst not less.
 */
export const finish = (
  { point, low, high, coverage }: NodeScores,
  rows: number,
  weightSum: number,
  measured: Float64Array,
): void => {
  for (let row = 0; row < rows; row++) {
    const worst = (low[row] ?? 0) / weightSum;
    const best = (high[row] ?? 0) / weightSum;
    const weight = measured[row] ?? 0;
    const mean = weight > 0 ? (point[row] ?? 0) / weight : NaN;
    low[row] = worst;
    high[row] = best;
    coverage[row] = (coverage[row] ?? 0) / weightSum;
    point[row] = mean < worst ? worst : mean > best ? best : mean;
  }
};

/**
 * Scales a finished group by its multiplier, points / 100. Without the multiplier the group has no point and counts as
 * unmeasured: no neutral factor stands in for an answer that nobody gave.
 */
const scaleNode = (
  column: Float64Array,
  offset: number,
  rows: number,
  worst: number,
  best: number,
  { point, low, high, coverage }: NodeScores,
): void => {
  for (let row = 0; row < rows; row++) {
    const score = column[offset + row] ?? NaN;
    const known = score === score;
    low[row] = ((low[row] ?? 0) * (known ? score : worst)) / 100;
    high[row] = ((high[row] ?? 0) * (known ? score : best)) / 100;
    point[row] = ((point[row] ?? NaN) * score) / 100;
    if (!known) coverage[row] = 0;
  }
};

const foldNodes = (
  children: readonly NodeScores[],
  weights: Float64Array,
  from: number,
  to: number,
  into: NodeScores,
  rows: number,
  measured: Float64Array,
): void => {
  clear(into, measured);
  let weightSum = 0;
  for (let i = from; i < to; i++) {
    const child = children[i];
    const weight = weights[i] ?? 0;
    weightSum += weight;
    if (child !== undefined) addNode(child, rows, weight, into, measured);
  }
  finish(into, rows, weightSum, measured);
};

/** One group from its indicators. `from`–`to` are its columns. */
export const foldLeaves = (
  plan: ScoringPlan,
  columns: readonly Float64Array[],
  offset: number,
  from: number,
  to: number,
  multiplier: number,
  into: NodeScores,
  rows: number,
  measured: Float64Array,
): void => {
  clear(into, measured);
  let weightSum = 0;
  for (let i = from; i < to; i++) {
    if (i === multiplier) continue;
    const column = columns[i];
    const weight = plan.leafWeights[i] ?? 0;
    weightSum += weight;
    if (column !== undefined)
      addLeaf(column, offset, rows, weight, plan.worst[i] ?? 0, plan.best[i] ?? 100, into, measured);
  }
  finish(into, rows, weightSum, measured);
  const factors = columns[multiplier];
  if (factors !== undefined)
    scaleNode(factors, offset, rows, plan.worst[multiplier] ?? 0, plan.best[multiplier] ?? 100, into);
};

/**
 * Scores all nodes of `rows` rows from `offset` on (a list goes through `score-columns`, which leaves the same bits); `columns[indicator][row]` are points 0–100 or NaN, one column per indicator.
 * `out` must have been made for at least `rows` rows.
 */
export const scoreBlock = (
  plan: ScoringPlan,
  columns: readonly Float64Array[],
  offset: number,
  rows: number,
  out: BlockScores,
): void => {
  const { groups, dimensions, total, measured } = out;
  let from = 0;
  groups.forEach((group, i) => {
    const to = plan.groupEnds[i] ?? from;
    foldLeaves(plan, columns, offset, from, to, plan.multipliers[i] ?? -1, group, rows, measured);
    from = to;
  });
  from = 0;
  dimensions.forEach((dimension, i) => {
    const to = plan.dimensionEnds[i] ?? from;
    foldNodes(groups, plan.groupWeights, from, to, dimension, rows, measured);
    from = to;
  });
  foldNodes(dimensions, plan.dimensionWeights, 0, dimensions.length, total, rows, measured);
};
