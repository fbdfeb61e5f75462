import { type Result, ok } from '../../kernel/result';
import type { AhpResult } from './ahp';
import { type JudgementMatrix, readJudgements } from './judgement-matrix';
import type { AhpRules } from './weights-rules';

/** Largest change of a weight at which the iteration is done. */
const SETTLED = 1e-14;
const MOST_STEPS = 1000;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Principal eigenvector of a positive matrix by power iteration, scaled to sum 1. */
const principal = (matrix: readonly (readonly number[])[]): readonly number[] => {
  let weights: readonly number[] = matrix.map(() => 1 / matrix.length);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const grown = matrix.map((row) => sum(row.map((a, j) => a * (weights[j] ?? 0))));
    const total = sum(grown);
    const next = grown.map((value) => value / total);
    const moved = Math.max(...next.map((value, i) => Math.abs(value - (weights[i] ?? 0))));
    weights = next;
    if (moved < SETTLED) break;
  }
  return weights;
};

/**
 * Weights by the principal eigenvector (power iteration), with λ, CI and CR as `ahpWeights` gives them. For a consistent matrix
 * both agree; otherwise the third or fourth place may differ. Fails as `readJudgements` does.
 * Saaty; data-asset reference 4.5.
 */
export const eigenvectorWeights = (matrix: JudgementMatrix, rules: AhpRules): Result<AhpResult> => {
  const scale = Math.max(...rules.scale.value.map((step) => step.value));
  const read = readJudgements(matrix, rules.randomIndex.value.length, scale);
  if (!read.ok) return read;
  const order = read.value.length;
  const weights = principal(read.value);
  const ratios = read.value.map(
    (row, i) => sum(row.map((a, j) => a * (weights[j] ?? 0))) / (weights[i] ?? NaN),
  );
  const lambda = sum(ratios) / order;
  const consistencyIndex = order < 2 ? 0 : (lambda - order) / (order - 1);
  const consistencyRatio = order <= 2 ? 0 : consistencyIndex / (rules.randomIndex.value[order - 1] ?? NaN);
  const consistent = consistencyRatio < Number(rules.consistencyLimit.value);
  return ok({ order, weights, lambda, consistencyIndex, consistencyRatio, consistent });
};
