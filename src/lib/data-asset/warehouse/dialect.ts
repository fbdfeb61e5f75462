import { Decimal, decimalText } from '../../kernel/decimal';
import type { PlanInput, Precision } from './plan-model';

/** How one engine says what the plan needs. Arguments are SQL. */
export interface Dialect {
  readonly title: string;
  /** Relation of (`position` 0…n, `raw` text or null): position 0 is a hash of the row, k the k-th of `columns`. */
  cells(input: PlanInput, columns: readonly number[], withRow: boolean): string;
  trim(text: string): string;
  matches(text: string, pattern: string): string;
  /** First group of a pattern; empty text when it did not take part. */
  part(text: string, pattern: string): string;
  toDouble(text: string): string;
  bytes(text: string): string;
  toText(value: string): string;
  distinct(value: string, precision: Precision): string;
  /** Compensated where the engine can. */
  mean(value: string): string;
  deviation(value: string): string;
  /** Array of the quantiles at `SHARES`. */
  quantiles(value: string, precision: Precision): string;
  element(array: string, at: string): string;
  array(items: readonly string[]): string;
  /** `text` of the row with the least or greatest (`key`, `tie`), among rows where `key` is not null. */
  textOfExtreme(side: 'min' | 'max', text: string, key: string, tie: string): string;
  /** Whole number that orders long integers that are equal as doubles; any constant type. */
  longInteger(text: string): string;
  /** JSON text of the list of (`value`, `count`) pairs, both texts, of the rows where `keep`. */
  pairs(value: string, count: string, keep: string): string;
  /** After the query: settings, format. */
  ending(input: PlanInput): string;
  /** Relative standard deviation of estimated counts of different values. */
  readonly distinctDeviation: number;
  readonly quantileError: Readonly<Record<Precision, string>>;
}

/** The relative standard deviation of an engine's estimates in words, `0.29 %`. */
export const deviationText = ({ distinctDeviation }: Dialect): string =>
  `${decimalText(new Decimal(distinctDeviation).times(100))} %`;
