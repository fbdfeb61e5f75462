import type { PlainDate } from '../../kernel/plain-date';
import type { NameScreenRule } from '../detectors/personal-name';

/** Warehouses whose SQL is written: ClickHouse, DuckDB, Spark SQL. */
export const DIALECTS = ['clickhouse', 'duckdb', 'spark'] as const;
export type DialectName = (typeof DIALECTS)[number];

/** Exact counts need memory for every different value; estimates do not, and state their error. */
export type Precision = 'exact' | 'estimate';

/** A table of the warehouse by the parts of its name, or a delimited text file with a header line beside the engine. */
export type PlanSource =
  | { readonly kind: 'table'; readonly parts: readonly string[] }
  | { readonly kind: 'file'; readonly path: string; readonly delimiter: string };

/** Rows whose column is at least `from` and less than `before`, compared by the type the column has in the warehouse. */
export interface PlanRange {
  readonly column: string;
  readonly from: string | null;
  readonly before: string | null;
}

export interface PlanInput {
  readonly dialect: DialectName;
  readonly source: PlanSource;
  /** In the order of the profile; of a file, the cells of its header. */
  readonly columns: readonly string[];
  /** Columns whose values may leave the warehouse when there are few of them. */
  readonly listed: readonly string[];
  readonly range: PlanRange | null;
  /** Day the owner says the data stand at. */
  readonly asOf: PlainDate | null;
  readonly precision: Precision;
  readonly words: PlanWords;
}

/** What the rulebook says about reading values and about letting them out. */
export interface PlanWords {
  /** Texts that mean “no value”, besides the empty one. */
  readonly missingTokens: readonly string[];
  readonly booleanWords: readonly string[];
  /** A column with more different values lists none. */
  readonly listedKinds: number;
  /** Rarer values are not listed. */
  readonly listedLeast: number;
  /** What the name of a person looks like. */
  readonly names: NameScreenRule;
}

/** A query and what must be known to judge its result. */
export interface WarehousePlan {
  readonly dialect: DialectName;
  /** SHA-256 of the query without its own hash; the query writes it into every line of the result. */
  readonly hash: string;
  readonly columns: readonly string[];
  readonly query: string;
  /** Name for saving. */
  readonly fileName: string;
  /** What the owner should know before running it. */
  readonly hints: readonly string[];
}

/** Results of queries written before values were held against the names of people. */
export const RESULT_SCHEMA_1 = 'zhiya.warehouse-profile/1';
export const RESULT_SCHEMA = 'zhiya.warehouse-profile/2';

/** Fields of a line of the result. Line 0 is the row as a whole, the others are columns. */
export const RESULT_FIELDS = [
  'schema',
  'engine',
  'engineVersion',
  'plan',
  'asOf',
  'precision',
  'position',
  'column',
  'rows',
  'missing',
  'integers',
  'decimals',
  'booleans',
  'dates',
  'datetimes',
  'texts',
  'names',
  'nameKinds',
  'distinct',
  'shortest',
  'longest',
  'numberMin',
  'numberMax',
  'mean',
  'sd',
  'p01',
  'p25',
  'p50',
  'p75',
  'p99',
  'timeMin',
  'timeMax',
  'top',
] as const;
export type ResultField = (typeof RESULT_FIELDS)[number];

export const SHARES = [0.01, 0.25, 0.5, 0.75, 0.99] as const;
