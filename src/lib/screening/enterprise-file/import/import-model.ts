import type { FileEvent, FileFact, FileProduct } from '../../../case/enterprise-file-section';
import type { RecordFailure } from '../../../intake/table';

/** What stands in one table: a row per period, a row per item, a row per event, a row per product. */
export type TableLayout = 'wide' | 'long' | 'events' | 'products';

/** What a person has said about a table. Everything may be left open; what is needed then is asked. */
export interface TableChoice {
  readonly sheet: string | null;
  /** Record number of the header. */
  readonly headerRow: number | null;
  readonly layout: TableLayout | null;
  /** Column index → field code or role (`@period`, `@item`, `@2024` …); `null` = leave it out. */
  readonly columns: Readonly<Record<number, string | null>>;
  /** Row of a long table (record number) → field code; `null` = leave it out. */
  readonly items: Readonly<Record<number, string | null>>;
  /** `money` or a field code → unit word, where the table says none. */
  readonly units: Readonly<Record<string, string>>;
  /** Year of columns such as 期末余额, or of months without a year. */
  readonly year: string | null;
  /** Kind of the events, where the table has no column for it. */
  readonly eventKind: string | null;
}

export const NO_TABLE_CHOICE: TableChoice = {
  sheet: null,
  headerRow: null,
  layout: null,
  columns: {},
  items: {},
  units: {},
  year: null,
  eventKind: null,
};

export interface FileColumn {
  readonly index: number;
  readonly header: string;
  /** Field code or role; `null` = not recognised or left out. */
  readonly meaning: string | null;
  readonly how: 'exact' | 'chosen' | 'left-out' | 'none';
  /** Unit word that the header states. */
  readonly unit: string | null;
}

/** A row title of a long table. */
export interface FileItem {
  readonly record: number;
  readonly text: string;
  readonly field: string | null;
  readonly how: 'exact' | 'chosen' | 'left-out' | 'none';
  readonly unit: string | null;
}

/** Something that must be said before the table can be read. */
export type TableQuestion =
  | {
      readonly kind: 'unit';
      readonly key: string;
      readonly label: string;
      readonly options: readonly string[];
    }
  | { readonly kind: 'year'; readonly label: string }
  | { readonly kind: 'event-kind'; readonly label: string }
  | { readonly kind: 'columns'; readonly label: string; readonly columns: readonly number[] };

export interface TableMapping {
  readonly layout: TableLayout;
  readonly columns: readonly FileColumn[];
  /** Long tables only. */
  readonly items: readonly FileItem[];
  /** Unit of money that the table states as a whole. */
  readonly unit: string | null;
}

/** One fact of a table, before it is part of a case. */
export interface DraftFact extends Omit<FileFact, 'from' | 'edit'> {
  readonly row: number;
  /** Header of its column. */
  readonly column: string;
  readonly group: string;
}

export type DraftEvent = Omit<FileEvent, 'id' | 'from' | 'evidence'> & {
  readonly row: number;
  readonly group: string;
};
export type DraftProduct = Omit<FileProduct, 'id' | 'from' | 'evidence'> & { readonly row: number };

/** A table as read. Good cells survive bad ones. */
export interface ReadFileTable {
  readonly facts: readonly DraftFact[];
  readonly events: readonly DraftEvent[];
  readonly products: readonly DraftProduct[];
  readonly failures: readonly RecordFailure[];
  readonly questions: readonly TableQuestion[];
}
