import { type FusedGroup, addFusedGroup, fusedGroup } from './fused-groups';
import { addNode, clear, finish, foldLeaves } from './score-kernel';
import { type NodeScores, type ScoreColumns, type ScoringPlan, nodeScores } from './score-nodes';

/** Rows per block: the sums of a block and its columns stay in the first-level cache. */
const BLOCK = 512;

const copyBlock = (from: NodeScores, to: NodeScores, offset: number, rows: number): void => {
  to.point.set(from.point.subarray(0, rows), offset);
  to.low.set(from.low.subarray(0, rows), offset);
  to.high.set(from.high.subarray(0, rows), offset);
  to.coverage.set(from.coverage.subarray(0, rows), offset);
};

const sumOf = (weights: Float64Array, from: number, to: number): number => {
  let sum = 0;
  for (let i = from; i < to; i++) sum += weights[i] ?? 0;
  return sum;
};

interface Scratch {
  readonly group: NodeScores;
  readonly groupMeasured: Float64Array;
  readonly measured: Float64Array;
}

const addGroup = (
  plan: ScoringPlan,
  fused: FusedGroup | null,
  group: number,
  columns: readonly Float64Array[],
  offset: number,
  rows: number,
  into: NodeScores,
  scratch: Scratch,
): void => {
  if (fused !== null) {
    addFusedGroup(fused, columns, offset, rows, into, scratch.measured);
    return;
  }
  const from = group === 0 ? 0 : (plan.groupEnds[group - 1] ?? 0);
  const to = plan.groupEnds[group] ?? from;
  const multiplier = plan.multipliers[group] ?? -1;
  foldLeaves(plan, columns, offset, from, to, multiplier, scratch.group, rows, scratch.groupMeasured);
  addNode(scratch.group, rows, plan.groupWeights[group] ?? 0, into, scratch.measured);
};

/** Result columns for `rows` rows. */
export const emptyScores = (plan: ScoringPlan, rows: number): ScoreColumns => ({
  total: nodeScores(rows),
  dimensions: Array.from(plan.dimensionWeights, () => nodeScores(rows)),
});

/**
 * Scores a list of `rows` rows: `columns[indicator][row]` are points 0–100 or NaN. The bits are those of `scoreBlock` for
 * each row alone. Sums live in the scratch of one block; nothing but the result grows with the list, and a caller that
 * scores again may give the columns of the last time as `into`.
 */
export const scoreColumns = (
  plan: ScoringPlan,
  columns: readonly Float64Array[],
  rows: number,
  into: ScoreColumns = emptyScores(plan, rows),
): ScoreColumns => {
  const { total, dimensions } = into;
  const fused = Array.from(plan.groupWeights, (_, group) => fusedGroup(plan, group));
  const size = Math.min(BLOCK, rows);
  const [node, whole] = [nodeScores(size), nodeScores(size)];
  const [measured, wholeMeasured] = [new Float64Array(size), new Float64Array(size)];
  const scratch = { group: nodeScores(size), groupMeasured: new Float64Array(size), measured };
  const firstLevelSum = sumOf(plan.dimensionWeights, 0, dimensions.length);
  for (let offset = 0; offset < rows; offset += BLOCK) {
    const count = Math.min(BLOCK, rows - offset);
    clear(whole, wholeMeasured);
    let from = 0;
    for (let at = 0; at < dimensions.length; at++) {
      const to = plan.dimensionEnds[at] ?? from;
      clear(node, measured);
      for (let group = from; group < to; group++)
        addGroup(plan, fused[group] ?? null, group, columns, offset, count, node, scratch);
      finish(node, count, sumOf(plan.groupWeights, from, to), measured);
      addNode(node, count, plan.dimensionWeights[at] ?? 0, whole, wholeMeasured);
      const result = dimensions[at];
      if (result !== undefined) copyBlock(node, result, offset, count);
      from = to;
    }
    finish(whole, count, firstLevelSum, wholeMeasured);
    copyBlock(whole, total, offset, count);
  }
  return { total, dimensions };
};
