import { exp, log } from '../../kernel/exact-maths';
import { type Result, ok, refuse } from '../../kernel/result';
import { type JudgementMatrix, readJudgements } from './judgement-matrix';
import type { AhpRules } from './weights-rules';

/** Weights of one set of siblings by the analytic hierarchy process (层次分析法). */
export interface AhpResult {
  /** Order of the matrix. */
  readonly order: number;
  /** Sum to 1, in the order of the rows. */
  readonly weights: readonly number[];
  /** λ, the mean of (A·w)_i / w_i. */
  readonly lambda: number;
  /** CI = (λ − n) / (n − 1); 0 for n = 1. */
  readonly consistencyIndex: number;
  /** CR = CI / RI[n]; 0 for n ≤ 2, where judgements cannot contradict each other. */
  readonly consistencyRatio: number;
  /** CR below the limit. Only then may the weights be released. */
  readonly consistent: boolean;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const geometricMean = (values: readonly number[]): number => exp(sum(values.map(log)) / values.length);

const solve = (matrix: readonly (readonly number[])[], rules: AhpRules): AhpResult => {
  const order = matrix.length;
  const means = matrix.map(geometricMean);
  const total = sum(means);
  const weights = means.map((mean) => mean / total);
  const ratios = matrix.map((row, i) => sum(row.map((a, j) => a * (weights[j] ?? 0))) / (weights[i] ?? NaN));
  const lambda = sum(ratios) / order;
  const consistencyIndex = order < 2 ? 0 : (lambda - order) / (order - 1);
  const random = rules.randomIndex.value[order - 1] ?? 0;
  const consistencyRatio = order <= 2 ? 0 : consistencyIndex / random;
  const limit = Number(rules.consistencyLimit.value);
  return { order, weights, lambda, consistencyIndex, consistencyRatio, consistent: consistencyRatio < limit };
};

const scaleMax = (rules: AhpRules): number => Math.max(...rules.scale.value.map((step) => step.value));

/**
 * Weights by row geometric mean, with λ, CI and CR. An inconsistent matrix is not refused here: a person must see how far
 * off it is; `releaseWeights` refuses it. Fails as `readJudgements` does.
 * Patent valuation reference 1.4; Saaty, row geometric mean.
 */
export const ahpWeights = (matrix: JudgementMatrix, rules: AhpRules): Result<AhpResult> => {
  const values = readJudgements(matrix, rules.randomIndex.value.length, scaleMax(rules));
  return values.ok ? ok(solve(values.value, rules)) : values;
};

/**
 * Weights of several experts: the matrices are joined element by element by their geometric mean, which keeps them
 * reciprocal. Fails as `ahpWeights` does for the first faulty matrix (path names the expert), with `E_AHP_SHAPE` when the
 * orders differ, or with `E_MISSING` without any.
 */
export const groupAhpWeights = (matrices: readonly JudgementMatrix[], rules: AhpRules): Result<AhpResult> => {
  const all: (readonly (readonly number[])[])[] = [];
  for (const [i, matrix] of matrices.entries()) {
    const values = readJudgements(matrix, rules.randomIndex.value.length, scaleMax(rules));
    const path = `第 ${i + 1} 位专家`;
    if (!values.ok)
      return { ok: false, failure: { ...values.failure, path: `${path} › ${values.failure.path}` } };
    if (values.value.length !== (all[0] ?? values.value).length)
      return refuse('E_AHP_SHAPE', '各位专家的判断矩阵阶数不同', path, '请让每位专家比较同一组指标');
    all.push(values.value);
  }
  const [first] = all;
  if (first === undefined) return refuse('E_MISSING', '没有判断矩阵', '', '请至少填写一位专家的判断矩阵');
  const joint = first.map((row, i) =>
    row.map((_, j) => (i === j ? 1 : geometricMean(all.map((m) => m[i]?.[j] ?? 1)))),
  );
  return ok(solve(joint, rules));
};
