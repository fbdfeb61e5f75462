import { CellDictionary } from './cell-dictionary';

/** What a memo holds for a cell that has no value, and for one that fails its record. Other values are ≥ 0. */
export const NOTHING = -1;
export const FAILED = -2;
const UNSET = -3;

/** Numbers of a column's distinct texts, with what a reader made of each. The reader runs once per text. */
export class ColumnMemo {
  readonly index: number;
  readonly #dictionary: CellDictionary;
  #values = new Float64Array(512).fill(UNSET);

  constructor(bytes: Uint8Array, index: number) {
    this.index = index;
    this.#dictionary = new CellDictionary(bytes);
  }

  /** Number of the cell's text. */
  id(start: number, end: number): number {
    const id = this.#dictionary.intern(start, end);
    if (id === this.#values.length) {
      const values = new Float64Array(id * 2).fill(UNSET);
      values.set(this.#values);
      this.#values = values;
    }
    return id;
  }

  /** Value of the cell: remembered, or what `reader` says. */
  read(start: number, end: number, reader: (index: number) => number): number {
    const id = this.id(start, end);
    const known = this.#values[id] ?? UNSET;
    if (known !== UNSET) return known;
    const value = reader(this.index);
    this.#values[id] = value;
    return value;
  }
}
