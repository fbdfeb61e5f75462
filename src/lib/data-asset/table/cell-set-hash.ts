import { ByteWords } from '../byte-words';
import { UNREADABLE } from '../unreadable';
import { hashRange } from '../kernel/hash64';
import type { RecordBlock } from '../kernel/record-block';
import { isWhiteByte, trimmedEnd, trimmedStart } from '../kernel/top-values';
import { mix32 } from './mix32';

const P1 = 0x9e3779b1 | 0;
const P2 = 0x85ebca77 | 0;

/**
 * 64-bit hash of some cells of a row, outer white space removed, in the order of `columns`. Of one column it is the hash of
 * the value, the same in every table: references between two tables compare it.
 */
export class CellSetHash {
  readonly #columns: readonly number[];
  readonly #missing: ByteWords;
  readonly #cell = new Int32Array(2);

  constructor(columns: readonly number[], missingTokens: readonly string[]) {
    this.#columns = columns;
    this.#missing = new ByteWords([...missingTokens, UNREADABLE]);
  }

  /**
   * Writes [high, low] to `out`. A missing cell counts as one value of its own.
   * @returns whether none of the cells is missing
   */
  of(block: RecordBlock, row: number, width: number, out: Int32Array): boolean {
    const { bytes, view, starts, ends } = block;
    const cell = this.#cell;
    let whole = true;
    let a = 0;
    let b = 0;
    for (const column of this.#columns) {
      const at = row * width + column;
      let start = column === 0 ? (starts[row] ?? 0) : (ends[at - 1] ?? 0) + 1;
      let end = ends[at] ?? 0;
      if (end > start && (isWhiteByte(bytes[start] ?? 0) || isWhiteByte(bytes[end - 1] ?? 0))) {
        start = trimmedStart(bytes, start, end);
        end = trimmedEnd(bytes, start, end);
      }
      if (start === end || this.#missing.find(bytes, start, end) !== null) {
        whole = false;
        end = start;
      }
      hashRange(bytes, view, start, end, cell);
      if (this.#columns.length === 1) {
        out[0] = cell[0] ?? 0;
        out[1] = cell[1] ?? 0;
        return whole;
      }
      // Given what came before, each step is a bijection of the hash of the cell: nothing is lost.
      a = Math.imul(a ^ (cell[0] ?? 0), P1);
      b = Math.imul(b ^ (cell[1] ?? 0), P2);
      a ^= a >>> 15;
      b ^= b >>> 13;
      a = (a + b) | 0;
      b = (b + ((a << 16) | (a >>> 16))) | 0;
    }
    out[0] = mix32(a);
    out[1] = mix32(b);
    return whole;
  }
}
