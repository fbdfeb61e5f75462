import type { WordLists } from '../../kernel/column-figures';
import { hashRange } from '../../kernel/hash64';
import { asciiText } from '../../kernel/number-field';
import type { RecordBlock } from '../../kernel/record-block';
import { isWhiteByte, trimmedEnd, trimmedStart } from '../../kernel/top-values';
import { UNREADABLE } from '../../unreadable';

const MIX = 0x9e3779b1;

/** The cells of one block, one at a time: without outer white space, decoded only when somebody asks. */
export class RowCells {
  readonly columns: number;
  readonly words: WordLists;
  readonly #utf8Text = new TextDecoder('utf-8', { fatal: true });
  readonly #gbText = new TextDecoder('gb18030');
  readonly #gb18030: boolean;
  readonly #utf8: boolean;
  readonly hash = new Int32Array(2);
  #block: RecordBlock | null = null;
  start = 0;
  end = 0;
  /** The cell found last has no value because the damaged file does not give it up. */
  lost = false;

  /** @param encoding as the source tells it; where it cannot, a cell that is no UTF-8 is read as GB 18030 */
  constructor(columns: number, words: WordLists, encoding: string | null) {
    this.columns = columns;
    this.words = words;
    this.#utf8 = encoding === 'utf-8';
    this.#gb18030 = encoding === 'gb18030';
  }

  bind(block: RecordBlock): void {
    this.#block = block;
  }

  get bytes(): Uint8Array {
    return this.#bound().bytes;
  }

  get view(): DataView {
    return this.#bound().view;
  }

  /** Finds a cell; `false` when it says that there is no value, or, told by `lost`, when nobody can say. */
  locate(row: number, column: number): boolean {
    const { bytes, starts, ends } = this.#bound();
    const at = row * this.columns + column;
    let start = column === 0 ? (starts[row] ?? 0) : (ends[at - 1] ?? 0) + 1;
    let end = ends[at] ?? 0;
    if (start < end && (isWhiteByte(bytes[start] ?? 0) || isWhiteByte(bytes[end - 1] ?? 0))) {
      start = trimmedStart(bytes, start, end);
      end = trimmedEnd(bytes, start, end);
    }
    this.start = start;
    this.end = end;
    this.lost = false;
    if (start === end) return false;
    const { begins, missing } = this.words;
    if (begins[bytes[start] ?? 0] !== 1) return true;
    const word = missing.find(bytes, start, end);
    this.lost = word === UNREADABLE;
    return word === null;
  }

  /** Text of the cell found last. */
  text(): string {
    const { bytes } = this.#bound();
    for (let i = this.start; i < this.end; i += 1)
      if ((bytes[i] ?? 0) >= 0x80) return this.#decode(bytes.subarray(this.start, this.end));
    return asciiText(bytes, this.start, this.end);
  }

  #decode(bytes: Uint8Array): string {
    if (this.#gb18030) return this.#gbText.decode(bytes);
    try {
      return this.#utf8Text.decode(bytes);
    } catch {
      return this.#gbText.decode(bytes);
    }
  }

  /** Characters of the cell found last. */
  length(): number {
    const { bytes } = this.#bound();
    let count = 0;
    for (let i = this.start; i < this.end; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte >= 0x80 && !this.#utf8) return [...this.text()].length;
      if ((byte & 0xc0) !== 0x80) count += 1;
    }
    return count;
  }

  isBoolean(): boolean {
    return this.words.booleans.find(this.bytes, this.start, this.end) !== null;
  }

  /** Hash of the cell found last, in `hash`. */
  hashCell(): void {
    hashRange(this.bytes, this.view, this.start, this.end, this.hash);
  }

  /** Hash of several cells of a row, in `hash`; `false` when one has no value, `lost` when none of them is simply missing. */
  hashCells(row: number, columns: readonly number[]): boolean {
    let [high, low] = [0, columns.length];
    let lost = false;
    for (const column of columns) {
      if (!this.locate(row, column)) {
        if (!this.lost) return false;
        lost = true;
        continue;
      }
      this.hashCell();
      high = Math.imul(high ^ (this.hash[0] ?? 0), MIX) ^ (high >>> 13);
      low = Math.imul(low ^ (this.hash[1] ?? 0), MIX) ^ (low >>> 15);
    }
    this.hash[0] = high;
    this.hash[1] = low;
    this.lost = lost;
    return !lost;
  }

  #bound(): RecordBlock {
    if (this.#block === null) throw new Error('bind a block first');
    return this.#block;
  }
}
