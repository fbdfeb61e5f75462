/** Ranges up to this length are sorted outright. */
const SHORT = 64;

const medianOfThree = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

/**
 * Moves the value of rank `rank` (0-based, ascending) of `values[from…to]` to its place, smaller ones before it, larger ones
 * after it, and returns it. Expected linear time; a range on which pivots keep failing is sorted.
 */
const selectRank = (values: Float64Array, from: number, to: number, rank: number): number => {
  let [low, high] = [from, to];
  for (let tries = 0; high - low > SHORT && tries < 96; tries++) {
    const middle = (low + high) >>> 1;
    const pivot = medianOfThree(values[low] ?? 0, values[middle] ?? 0, values[high] ?? 0);
    let [i, j] = [low, high];
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++;
      while ((values[j] ?? 0) > pivot) j--;
      if (i <= j) {
        const swapped = values[i] ?? 0;
        values[i++] = values[j] ?? 0;
        values[j--] = swapped;
      }
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else return values[rank] ?? 0;
  }
  values.subarray(low, high + 1).sort();
  return values[rank] ?? 0;
};

/** 0-based rank of the quantile: the smallest value that at least the share `p` of `count` values do not exceed. */
export const rankOf = (p: number, count: number): number =>
  Math.min(count - 1, Math.max(0, Math.ceil(p * count) - 1));

/**
 * Exact quantiles of `values` (no NaN, not empty) by selection, `shares` rising and inside [0, 1]. Each is one of the values:
 * the smallest that at least that share of them do not exceed. Reorders `values`.
 */
export const selectQuantiles = (values: Float64Array, shares: readonly number[]): readonly number[] => {
  let from = 0;
  return shares.map((share) => {
    const rank = rankOf(share, values.length);
    const value = selectRank(values, Math.min(from, rank), values.length - 1, rank);
    from = rank;
    return value;
  });
};
