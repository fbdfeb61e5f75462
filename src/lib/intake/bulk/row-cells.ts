import { type ImportContext, RecordCells } from '../patent-cells';
import type { TableRow } from '../table';
import { cellText } from './cell-text';
import type { RowScanner } from './row-scanner';

/** The record at hand: its cells as bytes, and as text for the readers of the importer. */
export class RowCells {
  readonly bytes: Uint8Array;
  readonly scanner: RowScanner;
  readonly context: ImportContext;
  readonly #width: number;
  readonly #cells: string[];

  constructor(bytes: Uint8Array, scanner: RowScanner, context: ImportContext, width: number) {
    this.bytes = bytes;
    this.scanner = scanner;
    this.context = context;
    this.#width = width;
    this.#cells = Array.from({ length: width }, () => '');
  }

  /** Column of a field; −1 = the list has none. */
  column(field: string): number {
    return this.context.columnOf.get(field)?.index ?? -1;
  }

  start(index: number): number {
    return this.scanner.starts[index] ?? 0;
  }

  end(index: number): number {
    return this.scanner.ends[index] ?? 0;
  }

  text(index: number): string {
    return cellText(this.bytes, this.start(index), this.end(index));
  }

  /** These columns as the importer reads them; all others are blank. −1 is left out. */
  only(...indexes: readonly number[]): RecordCells {
    this.#cells.fill('');
    for (const index of indexes) if (index >= 0) this.#cells[index] = this.text(index);
    return new RecordCells({ record: 0, cells: this.#cells }, this.context);
  }

  /** One column with another text; all others are blank. */
  with(index: number, text: string): RecordCells {
    this.#cells.fill('');
    this.#cells[index] = text;
    return new RecordCells({ record: 0, cells: this.#cells }, this.context);
  }

  /** The whole row under the number `record`. */
  row(record: number): TableRow {
    return { record, cells: Array.from({ length: this.#width }, (_, index) => this.text(index)) };
  }
}
