import { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';

/**
 * Value per record for a K-nearest-neighbour use, records sorted by distance to the test record, nearest first, ties already
 * broken. s_N = 1[y_N = y]·min(K,N)/(K·N); s_i = s_{i+1} + (1[y_i = y] − 1[y_{i+1} = y])/K · min(K,i)/i. O(n).
 * The values sum to the share of the K nearest that match. Fails with `E_TOO_FEW` (no record) and `E_RANGE` (K not a whole number ≥ 1).
 * Source: Jia et al., PVLDB 12(11), 2019.
 */
export const knnShapley = (
  labels: readonly string[],
  testLabel: string,
  k: number,
  path: string,
): Result<readonly Decimal[]> => {
  if (labels.length === 0) return refuse('E_TOO_FEW', '没有记录', path, '请至少提供一条记录');
  if (!Number.isSafeInteger(k) || k < 1)
    return refuse('E_RANGE', '近邻数 K 必须是不小于 1 的整数', path, '请填写整数，例如 5');
  const hit = (i: number): number => (labels[i - 1] === testLabel ? 1 : 0);
  const n = labels.length;
  const values: Decimal[] = [];
  let value = new Decimal(hit(n)).times(Math.min(k, n)).dividedBy(k).dividedBy(n);
  values.push(value);
  for (let i = n - 1; i >= 1; i--) {
    const step = hit(i) - hit(i + 1);
    if (step !== 0) value = value.plus(new Decimal(step).times(Math.min(k, i)).dividedBy(k).dividedBy(i));
    values.push(value);
  }
  return ok(values.reverse());
};
