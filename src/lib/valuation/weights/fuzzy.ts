import { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';

/** Fuzzy evaluation (模糊综合评价) of one object. */
export interface FuzzyResult {
  /** B = W·R with M(·,+): membership in each grade. */
  readonly memberships: readonly string[];
  /** Σ B·g / Σ B, points. */
  readonly score: string;
  /** The same with M(∧,∨), scaled to sum 1: for comparison only, it forgets most of the weights. */
  readonly maxMin: readonly string[];
}

const PLACES = 10;

const text = (value: Decimal): string => value.toDecimalPlaces(PLACES).toFixed();

const inRange = (value: string): boolean => new Decimal(value).gte(0) && new Decimal(value).lte(1);

/**
 * @param weights W, sum 1; `memberships[item][grade]` R, each 0–1, each row summing to 1; `grades` points of the grades
 *
 * Errors: `E_FUZZY_SHAPE` when the sizes differ, `E_FUZZY_WEIGHTS` when weights do not sum to 1, `E_FUZZY_ROW` when the
 * shares of one item do not. 17 号文 names the method; data-asset reference 4.5.
 */
export const fuzzyEvaluation = (
  weights: readonly string[],
  memberships: readonly (readonly string[])[],
  grades: readonly string[],
): Result<FuzzyResult> => {
  const fits = memberships.every((row) => row.length === grades.length);
  if (weights.length === 0 || weights.length !== memberships.length || grades.length === 0 || !fits)
    return refuse(
      'E_FUZZY_SHAPE',
      '权重、评价项与等级的个数对不上',
      '',
      '请让每项指标在每个等级各有一个占比',
    );
  const total = weights.reduce((sum, w) => sum.plus(w), new Decimal(0));
  if (!weights.every(inRange) || !total.eq(1))
    return refuse('E_FUZZY_WEIGHTS', `权重合计为 ${total.toFixed()}，应为 1`, '权重', '请核对权重');
  const off = memberships.findIndex(
    (row) => !row.every(inRange) || !row.reduce((sum, r) => sum.plus(r), new Decimal(0)).eq(1),
  );
  if (off >= 0)
    return refuse(
      'E_FUZZY_ROW',
      `第 ${off + 1} 项各等级的占比合计不是 1`,
      `第 ${off + 1} 项`,
      '请核对各位评委的评级是否都已计入',
    );
  const column = (grade: number): readonly Decimal[] =>
    memberships.map((row) => new Decimal(row[grade] ?? 0));
  const weighted = grades.map((_, g) =>
    column(g).reduce((sum, r, i) => sum.plus(r.times(weights[i] ?? 0)), new Decimal(0)),
  );
  const all = weighted.reduce((sum, b) => sum.plus(b), new Decimal(0));
  const score = grades.reduce(
    (sum, g, i) => sum.plus(new Decimal(g).times(weighted[i] ?? 0)),
    new Decimal(0),
  );
  const least = grades.map((_, g) =>
    Decimal.max(...column(g).map((r, i) => Decimal.min(r, weights[i] ?? 0))),
  );
  const leastAll = least.reduce((sum, b) => sum.plus(b), new Decimal(0));
  return ok({
    memberships: weighted.map(text),
    score: text(score.div(all)),
    maxMin: least.map((b) => text(b.div(leastAll))),
  });
};
