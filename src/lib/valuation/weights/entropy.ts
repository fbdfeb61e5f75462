import { log } from '../../kernel/exact-maths';
import { type Result, ok, refuse } from '../../kernel/result';

/** Weights of indicators by how much they tell the compared objects apart (熵权法). */
export interface EntropyResult {
  /** Number of compared objects m. */
  readonly objects: number;
  /** e_j per indicator, 0–1; 1 = the indicator tells nothing apart. */
  readonly entropies: readonly number[];
  /** w_j, sum to 1. */
  readonly weights: readonly number[];
  /** Every e_j is 1: the weights are equal because the data say nothing. */
  readonly uninformative: boolean;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** −(1/ln m) · Σ p·ln p with 0·ln 0 = 0. A constant column, all zeros included, has entropy 1 exactly. */
const entropyOf = (column: readonly number[]): number => {
  const [first] = column;
  if (column.every((x) => x === first)) return 1;
  const total = sum(column);
  const spread = sum(column.map((x) => (x === 0 ? 0 : (x / total) * log(x / total))));
  return Math.min(1, Math.max(0, -spread / log(column.length)));
};

const checkRows = (rows: readonly (readonly number[])[]): Result<number> => {
  const width = rows[0]?.length ?? 0;
  if (rows.length < 2)
    return refuse('E_ENTROPY_OBJECTS', '熵权法至少要比较 2 个对象', '', '请补充样本，或改用层次分析法');
  if (width === 0) return refuse('E_MISSING', '没有指标', '', '请至少选择一项指标');
  for (const [i, row] of rows.entries()) {
    const path = `第 ${i + 1} 个对象`;
    if (row.length !== width)
      return refuse(
        'E_ENTROPY_SHAPE',
        `有 ${row.length} 项指标，应为 ${width} 项`,
        path,
        '请补齐各对象的指标值',
      );
    const at = row.findIndex((x) => !Number.isFinite(x) || x < 0);
    if (at >= 0)
      return refuse(
        'E_ENTROPY_VALUE',
        `第 ${at + 1} 项指标的值 ${row[at] ?? ''} 不是不小于 0 的数`,
        `${path} › 第 ${at + 1} 项指标`,
        '未测的值不能当作 0：请补测，或剔除该对象或该项指标；负向指标请先正向化',
      );
  }
  return ok(width);
};

/**
 * Entropy weights: p_ij = x_ij / Σ_i x_ij, e_j as above, w_j = (1 − e_j) / Σ(1 − e_j); equal weights when every e_j is 1.
 * `rows[object][indicator]` are values ≥ 0, larger = better. Fails with `E_ENTROPY_OBJECTS` (m < 2), `E_MISSING`,
 * `E_ENTROPY_SHAPE` or `E_ENTROPY_VALUE`. Patent valuation reference 1.4.
 */
export const entropyWeights = (rows: readonly (readonly number[])[]): Result<EntropyResult> => {
  const width = checkRows(rows);
  if (!width.ok) return width;
  const entropies = Array.from({ length: width.value }, (_, j) => entropyOf(rows.map((row) => row[j] ?? 0)));
  const gains = entropies.map((e) => 1 - e);
  const total = sum(gains);
  const uninformative = gains.every((gain) => gain === 0);
  return ok({
    objects: rows.length,
    entropies,
    weights: gains.map((gain) => (uninformative ? 1 / gains.length : gain / total)),
    uninformative,
  });
};

/**
 * Judgement and data together: w_j ∝ √(a_j · b_j). Fails with `E_WEIGHTS_SHAPE` when the lengths differ or every product
 * is 0. 高文忠、王进江、李永刚, 中国资产评估 2023(5), abstract.
 */
export const combineWeights = (a: readonly number[], b: readonly number[]): Result<readonly number[]> => {
  const roots = a.map((weight, i) => Math.sqrt(weight * (b[i] ?? NaN)));
  const total = sum(roots);
  return a.length === b.length && total > 0
    ? ok(roots.map((root) => root / total))
    : refuse('E_WEIGHTS_SHAPE', '两组权重的项数不同，或没有一项同时为正', '', '请让两种方法比较同一组指标');
};
