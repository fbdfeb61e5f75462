import { hashRange } from '../kernel/hash64';
import type { WorkRoom } from '../kernel/work-room';
import { dataView } from '../kernel/record-block';
import { CELL_BYTES, CUT_BYTES, type RowSample } from './row-sample';

const FIRST_CELLS = 64 * 1024;

/** The cells of the rows a sample holds, one after the other in memory of their own: no object per row. */
export class RowStore {
  readonly #columns: number;
  readonly #memory: WorkRoom;
  /** Bytes held of cell c of row r, at `r × columns + c`; at most 64. */
  readonly #sizes: Uint8Array;
  readonly #lengths: Int32Array;
  /** Where the cells of a row begin. */
  readonly #starts: Int32Array;
  readonly #hash = new Int32Array(2);
  #cells: Uint8Array<ArrayBuffer>;
  #used = 0;
  #rows = 0;
  /** Cells of all rows so far. */
  #filled = 0;

  constructor(columns: number, rows: number, memory: WorkRoom) {
    this.#columns = columns;
    this.#memory = memory;
    this.#sizes = memory.bytes(rows * columns);
    this.#lengths = memory.integers(rows * columns);
    this.#starts = memory.integers(rows);
    this.#cells = memory.bytes(FIRST_CELLS);
  }

  /** Begins the next row; `add` then takes its cells. */
  begin(): void {
    this.#starts[this.#rows] = this.#used;
    this.#filled = this.#rows * this.#columns;
    this.#rows += 1;
  }

  /** A cell longer than 64 bytes is held as its first 56 and the hash of all of it. */
  add(bytes: Uint8Array, view: DataView, start: number, end: number): void {
    const length = end - start;
    const held = Math.min(length, CELL_BYTES);
    if (this.#used + held > this.#cells.length) this.#grow();
    const cells = this.#cells;
    const at = this.#used;
    const copied = length > CELL_BYTES ? CUT_BYTES : length;
    for (let i = 0; i < copied; i += 1) cells[at + i] = bytes[start + i] ?? 0;
    if (length > CELL_BYTES) {
      hashRange(bytes, view, start, end, this.#hash);
      const tail = dataView(cells);
      tail.setInt32(at + CUT_BYTES, this.#hash[0] ?? 0, true);
      tail.setInt32(at + CUT_BYTES + 4, this.#hash[1] ?? 0, true);
    }
    this.#used += held;
    this.#sizes[this.#filled] = held;
    this.#lengths[this.#filled] = length;
    this.#filled += 1;
  }

  /** Only these rows stay, in this order. @param kept ascending */
  retain(kept: Int32Array): void {
    const columns = this.#columns;
    let used = 0;
    kept.forEach((row, to) => {
      const from = row * columns;
      const start = this.#starts[row] ?? 0;
      const size = this.#sizeOf(row);
      this.#cells.copyWithin(used, start, start + size);
      this.#sizes.copyWithin(to * columns, from, from + columns);
      this.#lengths.copyWithin(to * columns, from, from + columns);
      this.#starts[to] = used;
      used += size;
    });
    this.#used = used;
    this.#rows = kept.length;
  }

  /** The rows in the order given, in memory of their own. */
  inOrder(order: Int32Array): Pick<RowSample, 'cells' | 'ends' | 'lengths'> {
    const columns = this.#columns;
    const cells = this.#memory.bytes(this.#used);
    const ends = this.#memory.integers(order.length * columns);
    const lengths = this.#memory.integers(order.length * columns);
    let at = 0;
    order.forEach((row, to) => {
      const from = row * columns;
      const start = this.#starts[row] ?? 0;
      const first = at;
      for (let c = 0; c < columns; c += 1) {
        at += this.#sizes[from + c] ?? 0;
        ends[to * columns + c] = at;
        lengths[to * columns + c] = this.#lengths[from + c] ?? 0;
      }
      for (let i = first; i < at; i += 1) cells[i] = this.#cells[start + i - first] ?? 0;
    });
    return { cells, ends, lengths };
  }

  #sizeOf(row: number): number {
    let size = 0;
    for (let i = row * this.#columns; i < (row + 1) * this.#columns; i += 1) size += this.#sizes[i] ?? 0;
    return size;
  }

  #grow(): void {
    const larger = this.#memory.bytes(this.#cells.length * 2);
    larger.set(this.#cells);
    this.#cells = larger;
  }
}
