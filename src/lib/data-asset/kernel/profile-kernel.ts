import { ColumnTable } from './column-table';
import { type WordLists, wordLists } from './column-figures';
import { REGISTERS, addToRegisters } from './distinct-registers';
import { hashRange } from './hash64';
import type { RecordBlock } from './record-block';
import { RecordScanner, type ScanForm } from './record-scanner';
import type { FaultCode, FaultTally, ProfileSketch } from './sketch';

export interface KernelForm extends ScanForm {
  /** Cell texts that mean “no value”, besides the empty cell. */
  readonly missingTokens: readonly string[];
  readonly booleanWords: readonly string[];
}

/** Tells rows apart whose joined bytes agree although their fields end elsewhere. */
const ENDS_PRIME = 0x9e3779b1;

/**
 * One pass over a range of whole records of a CSV file. Memory depends on the columns only. Push bytes from `from` on until
 * `done` or the end of the file, then `finish`.
 */
export class ProfileKernel {
  readonly #form: KernelForm;
  readonly #scanner: RecordScanner;
  readonly #columns: readonly ColumnTable[];
  readonly #rowRegisters = new Uint8Array(REGISTERS);
  readonly #faults = new Map<FaultCode, FaultTally>();
  readonly #hash = new Int32Array(2);
  #rows = 0;
  #blank = 0;

  constructor(form: KernelForm) {
    this.#form = form;
    const words: WordLists = wordLists(form.missingTokens, form.booleanWords);
    this.#columns = Array.from({ length: form.columns }, () => new ColumnTable(words));
    this.#scanner = new RecordScanner(form, {
      block: (block) => {
        this.#addBlock(block);
      },
      fault: (code, offset) => {
        const known = this.#faults.get(code);
        this.#faults.set(code, { count: (known?.count ?? 0) + 1, firstOffset: known?.firstOffset ?? offset });
      },
      blank: () => {
        this.#blank += 1;
      },
    });
  }

  /** All records of the range have been taken; more bytes are not needed. */
  get done(): boolean {
    return this.#scanner.done;
  }

  /** Records taken so far, for progress. */
  get rows(): number {
    return this.#rows;
  }

  /** Bytes of the chunk are read before this returns and not kept. */
  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  /** Ends the pass; the kernel must not be used afterwards. */
  finish(): ProfileSketch {
    this.#scanner.finish();
    const { from } = this.#form;
    const to = this.#scanner.offset;
    return {
      kind: 'zhiya.profile-sketch/1',
      ranges: to > from ? [{ from, to }] : [],
      rows: this.#rows,
      blank: this.#blank,
      faults: this.#faults,
      rowRegisters: this.#rowRegisters,
      columns: this.#columns.map((column) => column.finish()),
    };
  }

  #addBlock(block: RecordBlock): void {
    const columns = this.#form.columns;
    this.#rows += block.rows;
    this.#addRows(block, columns);
    for (const [column, table] of this.#columns.entries()) table.addBlock(block, columns, column);
  }

  #addRows({ bytes, view, starts, ends, joined, rows }: RecordBlock, columns: number): void {
    const hash = this.#hash;
    for (let row = 0; row < rows; row += 1) {
      const start = starts[row] ?? 0;
      hashRange(bytes, view, start, ends[row * columns + columns - 1] ?? 0, hash);
      let high = hash[0] ?? 0;
      if (joined[row] === 1)
        for (let c = 0; c < columns; c += 1)
          high = Math.imul(high ^ ((ends[row * columns + c] ?? 0) - start), ENDS_PRIME);
      addToRegisters(this.#rowRegisters, high, hash[1] ?? 0);
    }
  }
}
