import type { RowCells } from './row-cells';

const SLOTS = 4096;

/** Remembers the answer of a costly question about single values, by their 64-bit hash. */
export class ValueMemo {
  readonly #keys = new Int32Array(SLOTS * 2);
  /** 0 = free, 1 = no, 2 = yes. */
  readonly #answers = new Uint8Array(SLOTS);

  /** `ask` about the cell found last. */
  answer(cells: RowCells, ask: () => boolean): boolean {
    cells.hashCell();
    const high = cells.hash[0] ?? 0;
    const low = cells.hash[1] ?? 0;
    const slot = low & (SLOTS - 1);
    const known = this.#answers[slot] ?? 0;
    if (known !== 0 && this.#keys[slot * 2] === high && this.#keys[slot * 2 + 1] === low) return known === 2;
    const answer = ask();
    this.#keys[slot * 2] = high;
    this.#keys[slot * 2 + 1] = low;
    this.#answers[slot] = answer ? 2 : 1;
    return answer;
  }
}
