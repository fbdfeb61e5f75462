import { UNREADABLE } from '../unreadable';
import { type DetectorFinding, detectorFindings } from '../detectors/verdict';
import {
  type ColumnType,
  type Distinct,
  columnDistinct,
  columnType,
  dateQuantile,
  numberQuantile,
  timeText,
} from './column-summary';
import { QUANTILE_ERROR } from './magnitude-histogram';
import { deviation, excessKurtosis, meanText, skewness } from './number-figures';
import type { ColumnSketch } from './sketch';
import { timeQuantileError } from './time-histogram';
import { type TimePeriods, timePeriods } from './time-periods';
import { type Entropy, valueEntropy } from './value-entropy';

/** Ranks that a report gives. */
export const QUANTILE_SHARES = { p01: 0.01, p25: 0.25, p50: 0.5, p75: 0.75, p99: 0.99 } as const;
export type QuantileName = keyof typeof QUANTILE_SHARES;
type Quantiles<T> = Readonly<Record<QuantileName, T>>;

/** Figures of the numbers of a column; other values among them do not enter. */
export interface NumberReport {
  readonly count: number;
  readonly negative: number;
  readonly zero: number;
  /** Exact decimal text. */
  readonly min: string | null;
  readonly max: string | null;
  /** 15 significant digits. */
  readonly mean: string | null;
  /** Sample standard deviation. */
  readonly deviation: number | null;
  readonly skewness: number | null;
  readonly excessKurtosis: number | null;
  readonly quantiles: Quantiles<number | null>;
  /** Largest error of a quantile as a share of itself. */
  readonly quantileError: number;
}

/** Figures of the dates of a column, `YYYY-MM-DD hh:mm:ss` of the clock that was written down. */
export interface DateReport {
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly quantiles: Quantiles<string | null>;
  /** Largest error of a quantile in seconds. */
  readonly quantileError: number;
  readonly periods: TimePeriods | null;
}

/** Everything people read about one column; all of it follows from the sketch, raw values do not enter. */
export interface ColumnReport {
  readonly values: number;
  /** Values that mean “no value”, by token; `''` is the empty cell. */
  readonly missing: ReadonlyMap<string, number>;
  readonly missingTotal: number;
  /** Cells that a damaged file does not give up. */
  readonly unreadable: number;
  readonly type: ColumnType;
  /** Values that do not fit the type. */
  readonly bad: number;
  readonly distinct: Distinct;
  /** Entropy of the values; `null` when not all of them are listed. */
  readonly entropy: Entropy | null;
  /** Bytes. */
  readonly shortest: number | null;
  readonly longest: number | null;
  /** Values with control characters. */
  readonly control: number;
  /** Shapes, most frequent first, and the values whose shape found no room. */
  readonly shapes: readonly (readonly [shape: string, count: number])[];
  readonly otherShapes: number;
  readonly numbers: NumberReport | null;
  readonly dates: DateReport | null;
  /** `null` when the profile was made without detectors. */
  readonly detected: readonly DetectorFinding[] | null;
}

const quantiles = <T>(of: (share: number) => T): Quantiles<T> => ({
  p01: of(QUANTILE_SHARES.p01),
  p25: of(QUANTILE_SHARES.p25),
  p50: of(QUANTILE_SHARES.p50),
  p75: of(QUANTILE_SHARES.p75),
  p99: of(QUANTILE_SHARES.p99),
});

const numberReport = ({ numbers }: ColumnSketch): NumberReport | null =>
  numbers.count === 0
    ? null
    : {
        count: numbers.count,
        negative: numbers.negative,
        zero: numbers.zero,
        min: numbers.min,
        max: numbers.max,
        mean: meanText(numbers),
        deviation: deviation(numbers),
        skewness: skewness(numbers),
        excessKurtosis: excessKurtosis(numbers),
        quantiles: quantiles((share) => numberQuantile(numbers, share)),
        quantileError: QUANTILE_ERROR,
      };

const dateReport = (column: ColumnSketch): DateReport | null => {
  const { first, last } = column.times;
  if (first === null || last === null) return null;
  return {
    count: column.types.date + column.types.datetime,
    first: timeText(first),
    last: timeText(last),
    quantiles: quantiles((share) => dateQuantile(column, share)),
    quantileError: timeQuantileError(column.times),
    periods: timePeriods(column),
  };
};

const withoutValue = (
  column: ColumnSketch,
): Pick<ColumnReport, 'missing' | 'missingTotal' | 'unreadable'> => {
  const missing = new Map([...column.missing].filter(([token]) => token !== UNREADABLE));
  return {
    missing,
    missingTotal: [...missing.values()].reduce((sum, count) => sum + count, 0),
    unreadable: column.missing.get(UNREADABLE) ?? 0,
  };
};

/**
 * The figures of one column.
 * @param typeShare of the values that must fit a type, 0–1 with at most six decimals (rulebook `data-asset.type-share`)
 */
export const reportColumn = (column: ColumnSketch, typeShare: number): ColumnReport => ({
  values: column.values,
  ...withoutValue(column),
  ...columnType(column, typeShare),
  distinct: columnDistinct(column),
  entropy: valueEntropy(column.top),
  shortest: column.shortest,
  longest: column.longest,
  control: column.control,
  shapes: [...column.shapes.counts].sort(([x, a], [y, b]) => b - a || (x < y ? -1 : 1)),
  otherShapes: column.shapes.other,
  numbers: numberReport(column),
  dates: dateReport(column),
  detected: column.detected === null ? null : detectorFindings(column.detected, column.values),
});
