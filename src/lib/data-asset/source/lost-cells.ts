import type { Failure } from '../../kernel/result';
import type { SourceFault } from './source-model';

/** Where and why something could not be read. */
export interface Loss {
  readonly failure: Failure;
  /** Bytes from the beginning of the file. */
  readonly offset: number | null;
  /** Row from 1. */
  readonly row: number;
}

interface Tally {
  readonly first: Loss;
  places: number;
  count: number;
}

const MOST_TEXT = 400;
const more = (places: number): string => (places > 1 ? `；此类共 ${places} 处，这是首处` : '');

/** Cells and records that a damaged file does not give up, counted by column with the first place of each. */
export class LostCells {
  readonly #columns = new Map<string, Tally>();
  #records: Tally | null = null;

  /** A new place from which on cells of a column are lost; they are counted by `cells`. */
  begin(column: string, loss: Loss): void {
    const known = this.#columns.get(column);
    if (known === undefined) this.#columns.set(column, { first: loss, places: 1, count: 0 });
    else known.places += 1;
  }

  cells(column: string, count: number): void {
    const known = this.#columns.get(column);
    if (known !== undefined) known.count += count;
  }

  /** Records of which no column can be read: they are left out. */
  records(loss: Loss, count: number): void {
    this.#records ??= { first: loss, places: 0, count: 0 };
    this.#records.places += 1;
    this.#records.count += count;
  }

  /** Records left out so far. */
  get skipped(): number {
    return this.#records?.count ?? 0;
  }

  list(): readonly SourceFault[] {
    const faults: SourceFault[] = [];
    for (const [column, { first, places, count }] of this.#columns)
      if (count > 0)
        faults.push({
          code: 'E_UNREADABLE',
          message: `${first.failure.message.slice(0, MOST_TEXT)}${more(places)}。自此到行组结束的 ${count} 个单元格读不出来，既不算值，也不算缺失；其他列照常统计`,
          count,
          firstOffset: first.offset,
          firstRecord: first.row,
          column,
        });
    if (this.#records !== null) {
      const { first, places, count } = this.#records;
      faults.push({
        code: 'E_UNREADABLE_ROWS',
        message: `${first.failure.message.slice(0, MOST_TEXT)}${more(places)}。各列都读不出来的 ${count} 条记录跳过，未计入行数；其后的行组照常统计`,
        count,
        firstOffset: first.offset,
        firstRecord: first.row,
      });
    }
    return faults;
  }
}
