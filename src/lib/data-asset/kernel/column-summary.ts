import type { NumberSketch } from './number-figures';
import { distinctOf } from './distinct-registers';
import { magnitudeQuantile } from './magnitude-histogram';
import type { ColumnSketch, ProfileSketch } from './sketch';
import { DAY, dayOfEpoch } from './time-field';
import { timeQuantile } from './time-histogram';

export type ColumnType = 'integer' | 'decimal' | 'date' | 'boolean' | 'text' | 'empty';

export interface Distinct {
  readonly count: number;
  /** Counted; otherwise estimated with a relative standard deviation of 0.81 %. */
  readonly exact: boolean;
}

/**
 * The most specific type that enough of the values fit, and how many do not.
 * @param share of the values that must fit, 0–1 with at most six decimals
 */
export const columnType = (
  column: Pick<ColumnSketch, 'values' | 'types'>,
  share: number,
): { readonly type: ColumnType; readonly bad: number } => {
  const { values, types } = column;
  if (values === 0) return { type: 'empty', bad: 0 };
  const candidates: readonly (readonly [ColumnType, number])[] = [
    ['boolean', types.boolean],
    ['integer', types.integer],
    ['decimal', types.integer + types.decimal],
    ['date', types.date + types.datetime],
  ];
  const needed = Math.round(share * 1e6) * values;
  for (const [type, fitting] of candidates)
    if (fitting * 1e6 >= needed) return { type, bad: values - fitting };
  return { type: 'text', bad: 0 };
};

/** Different values of a column, compared by their bytes after trimming; `1` and `1.0` differ. */
export const columnDistinct = ({ top, registers, values }: ColumnSketch): Distinct =>
  top.complete
    ? { count: top.values.length, exact: true }
    : { count: Math.min(distinctOf(registers), values), exact: false };

/** Rows beyond the first of their kind, estimated; 0.81 % of the rows is the standard deviation. */
export const duplicateRows = ({ rows, rowRegisters }: ProfileSketch): number =>
  Math.max(0, rows - distinctOf(rowRegisters));

/** Quantile of the numbers of a column, never outside its extremes; off by at most `QUANTILE_ERROR` of itself. */
export const numberQuantile = (numbers: NumberSketch, share: number): number | null => {
  const value = magnitudeQuantile(numbers.magnitudes, share);
  if (value === null || numbers.min === null || numbers.max === null) return null;
  if (share <= 0) return Number(numbers.min);
  if (share >= 1) return Number(numbers.max);
  return Math.min(Number(numbers.max), Math.max(Number(numbers.min), value));
};

/** `YYYY-MM-DD hh:mm:ss` of seconds since 1970-01-01T00:00:00. */
export const timeText = (seconds: number): string => {
  const day = Math.floor(seconds / DAY);
  const rest = Math.floor(seconds - day * DAY);
  const part = (n: number): string => Math.floor(n).toString().padStart(2, '0');
  return `${dayOfEpoch(day)} ${part(rest / 3600)}:${part((rest / 60) % 60)}:${part(rest % 60)}`;
};

/** Quantile of the dates of a column, to within `timeQuantileError`. */
export const dateQuantile = (column: ColumnSketch, share: number): string | null => {
  const seconds = timeQuantile(column.times, share);
  return seconds === null ? null : timeText(seconds);
};
