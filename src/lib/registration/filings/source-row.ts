import type { FieldValue } from '../form-model';
import type { FilingSource } from './filing';

/** A source of a filing with what the case says of it. */
export interface SourceRow {
  readonly source: FilingSource;
  readonly values: ReadonlyMap<string, FieldValue>;
  /** Codes that other classes of the registry have and that of this asset has not. */
  readonly foreign: ReadonlySet<string>;
}

/** Everything a filing can print, by field code. */
export interface FilingValues {
  readonly values: ReadonlyMap<string, FieldValue>;
  readonly rows: readonly SourceRow[];
}
