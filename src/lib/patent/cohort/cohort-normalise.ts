import { type Cohorts, measuredValues, rowsOf } from './cohorts';

/** Share × count as a fraction of whole numbers, so that 0.98 × 50 is 49 exactly. */
const shareOf = (share: string, count: number): { readonly product: bigint; readonly of: bigint } => {
  const [whole = '0', fraction = ''] = share.split('.');
  return { product: BigInt(whole + fraction) * BigInt(count), of: 10n ** BigInt(fraction.length) };
};

/** Index of the nearest-rank quantile: ⌈q·n⌉ − 1. */
const quantileIndex = (q: string, count: number): number => {
  const { product, of } = shareOf(q, count);
  return Number((product + of - 1n) / of) - 1;
};

/** Nearest-rank quantile of ascending values, 0 < q ≤ 1; NaN when there are none. */
export const nearestRank = (sorted: Float64Array, q: string): number =>
  sorted[Math.max(0, quantileIndex(q, sorted.length))] ?? NaN;

/**
 * min(x, p) ÷ p within each cohort, p = its nearest-rank quantile `q`; 0 where p is 0. NaN where x is not known, is in
 * no cohort, or is negative.
 */
export const normalisedInCohort = (cohorts: Cohorts, values: Float64Array, q: string): Float64Array => {
  const out = new Float64Array(values.length).fill(NaN);
  for (let cohort = 0; cohort < cohorts.count; cohort++) {
    const p = nearestRank(measuredValues(cohorts, cohort, values), q);
    for (const row of rowsOf(cohorts, cohort)) {
      const x = values[row] ?? NaN;
      if (x >= 0) out[row] = p > 0 ? Math.min(x, p) / p : 0;
    }
  }
  return out;
};

/** 1 − lag ÷ longest lag of the cohort. NaN where the lag is not known or the longest is 0 (nothing to compare with). */
export const grantLagIndex = (cohorts: Cohorts, lagDays: Float64Array): Float64Array => {
  const out = new Float64Array(lagDays.length).fill(NaN);
  for (let cohort = 0; cohort < cohorts.count; cohort++) {
    const longest = measuredValues(cohorts, cohort, lagDays).at(-1) ?? 0;
    if (longest <= 0) continue;
    for (const row of rowsOf(cohorts, cohort)) out[row] = 1 - (lagDays[row] ?? NaN) / longest;
  }
  return out;
};

/**
 * Whether a patent belongs to the most cited `share` of its cohort: 1 yes, 0 no, NaN undefined. Yes when it is cited and
 * the patents cited at least as often are no more than that share; a tie across the limit leaves all of it out. Undefined
 * in a cohort of which the share is less than one patent.
 */
export const breakthrough = (cohorts: Cohorts, forward: Float64Array, share: string): Float64Array => {
  const out = new Float64Array(forward.length).fill(NaN);
  for (let cohort = 0; cohort < cohorts.count; cohort++) {
    const sorted = measuredValues(cohorts, cohort, forward);
    const { product, of } = shareOf(share, sorted.length);
    const most = Number(product / of);
    if (most < 1) continue;
    const limit = sorted[sorted.length - most] ?? NaN;
    const tied = sorted[sorted.length - most - 1] === limit;
    for (const row of rowsOf(cohorts, cohort)) {
      const x = forward[row] ?? NaN;
      if (!Number.isNaN(x)) out[row] = x > 0 && (tied ? x > limit : x >= limit) ? 1 : 0;
    }
  }
  return out;
};

/** Mean of the parts that exist, with how many they are. NaN and 0 where there is none. */
export interface Composite {
  readonly index: Float64Array;
  readonly parts: Uint8Array;
}

export const compositeOf = (columns: readonly Float64Array[], rows: number): Composite => {
  const index = new Float64Array(rows).fill(NaN);
  const parts = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let count = 0;
    for (const column of columns) {
      const value = column[row] ?? NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    parts[row] = count;
    if (count > 0) index[row] = sum / count;
  }
  return { index, parts };
};
