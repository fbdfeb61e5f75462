import { type CohortColumns, PATENT_TYPES } from './cohort-columns';

/** Patents grouped by IPC subclass × filing year × patent type. */
export interface Cohorts {
  readonly count: number;
  /** Cohort of each row; −1 when subclass, filing year or type is not known. */
  readonly of: Int32Array;
  /** Rows of cohort c are `order[start[c]]` … `order[start[c + 1] − 1]`, in row order. */
  readonly start: Int32Array;
  readonly order: Int32Array;
}

const YEARS = 10_000;

const laidOut = (of: Int32Array, sizes: readonly number[]): Pick<Cohorts, 'start' | 'order'> => {
  const start = new Int32Array(sizes.length + 1);
  sizes.forEach((size, cohort) => {
    start[cohort + 1] = (start[cohort] ?? 0) + size;
  });
  const next = start.slice();
  const order = new Int32Array(start[sizes.length] ?? 0);
  of.forEach((cohort, row) => {
    if (cohort < 0) return;
    const at = next[cohort] ?? 0;
    order[at] = row;
    next[cohort] = at + 1;
  });
  return { start, order };
};

/** Groups rows into cohorts by counting, O(rows). Cohort numbers follow first appearance and mean nothing. */
export const groupCohorts = ({ rows, subclass, filingYear, type }: CohortColumns): Cohorts => {
  const of = new Int32Array(rows).fill(-1);
  const numbers = new Map<number, number>();
  const sizes: number[] = [];
  for (let row = 0; row < rows; row++) {
    const code = subclass[row] ?? -1;
    const year = filingYear[row] ?? 0;
    const kind = type[row] ?? PATENT_TYPES.length;
    if (code < 0 || year <= 0 || kind >= PATENT_TYPES.length) continue;
    const key = (code * YEARS + year) * PATENT_TYPES.length + kind;
    const cohort = numbers.get(key) ?? numbers.size;
    numbers.set(key, cohort);
    sizes[cohort] = (sizes[cohort] ?? 0) + 1;
    of[row] = cohort;
  }
  return { count: numbers.size, of, ...laidOut(of, sizes) };
};

/** Rows of one cohort, in row order. */
export const rowsOf = ({ start, order }: Cohorts, cohort: number): Int32Array =>
  order.subarray(start[cohort] ?? 0, start[cohort + 1] ?? 0);

/** Measured values (not NaN) of one cohort, ascending. */
export const measuredValues = (cohorts: Cohorts, cohort: number, values: Float64Array): Float64Array => {
  const rows = rowsOf(cohorts, cohort);
  const found = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const value = values[row] ?? NaN;
    if (!Number.isNaN(value)) found[count++] = value;
  }
  return found.subarray(0, count).sort();
};
