/**
 * Twice the place of each value from the highest down, 1 = highest, values that are equal sharing the middle of theirs; whole
 * numbers, so that halves stay exact. NaN gets 0: it has no place.
 */
export const twiceRanks = (values: Float64Array): Int32Array => {
  const places = Int32Array.from(values.keys()).filter((at) => !Number.isNaN(values[at]));
  places.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  const ranks = new Int32Array(values.length);
  for (let from = 0; from < places.length;) {
    const value = values[places[from] ?? -1];
    let to = from;
    while (to < places.length && values[places[to] ?? -1] === value) to += 1;
    // Places from + 1 … to: their mean, doubled.
    for (let i = from; i < to; i++) ranks[places[i] ?? 0] = from + 1 + to;
    from = to;
  }
  return ranks;
};

/** Fewer pairs say nothing about an order. */
const FEWEST_PAIRS = 3;

/**
 * Spearman's rank correlation of two columns, mid-ranks for ties (so Pearson's formula over the ranks, not the shortcut with
 * d²). Every row must have a value in both. `null` with fewer than three pairs or when one column is all equal.
 */
export const spearman = (a: Float64Array, b: Float64Array): number | null => {
  const n = a.length;
  if (n < FEWEST_PAIRS) return null;
  const [x, y] = [twiceRanks(a), twiceRanks(b)];
  // The mean of doubled ranks is n + 1 for any ties.
  let [sxy, sxx, syy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const dx = (x[i] ?? 0) - (n + 1);
    const dy = (y[i] ?? 0) - (n + 1);
    sxy += dx * dy;
    sxx += dx * dx;
    syy += dy * dy;
  }
  return sxx === 0 || syy === 0 ? null : sxy / Math.sqrt(sxx * syy);
};
