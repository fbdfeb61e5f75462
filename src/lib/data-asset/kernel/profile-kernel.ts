import { SAMPLE_SEED, sampleCapacity } from '../table/row-sample';
import { RowSampler } from '../table/row-sampler';
import { ColumnTable } from './column-table';
import { type WordLists, wordLists } from './column-figures';
import { REGISTERS, addToRegisters } from './distinct-registers';
import type { RecordBlock } from './record-block';
import { RecordScanner, type ScanForm, blockRowsFor } from './record-scanner';
import { SimdMachine, hasSimd } from './simd/machine';
import { hashRow } from './row-hash';
import type { FaultCode, FaultTally, ProfileSketch } from './sketch';

export interface KernelForm extends ScanForm {
  /** Cell texts that mean “no value”, besides the empty cell. */
  readonly missingTokens: readonly string[];
  readonly booleanWords: readonly string[];
  /**
   * Where scan and count run: `auto` goes over to WebAssembly after the first pieces when the machine has vectors. Both say the same.
   */
  readonly engine?: 'auto' | 'script' | 'simd';
  /** Count identifiers in every column (`detectors/`); off without it. */
  readonly detect?: boolean;
  /** Keep a sample of distinct rows with their counts (`table/row-sample.ts`); off without it. */
  readonly sample?: boolean;
  /** 32-bit seed and size of the sample; parts that are to be merged share both. */
  readonly sampleSeed?: number;
  readonly sampleRows?: number;
}

/** Bytes that are read in script before the machine is started. */
const SCRIPT_BYTES = 256 * 1024;

/**
 * One pass over a range of whole records of a CSV file. Memory depends on the columns only. Push bytes from `from` on until
 * `done` or the end of the file, then `finish`.
 */
export class ProfileKernel {
  readonly #form: KernelForm;
  readonly #scanner: RecordScanner;
  readonly #columns: readonly ColumnTable[];
  readonly #rowRegisters = new Uint8Array(REGISTERS);
  readonly #sampler: RowSampler | null;
  readonly #faults = new Map<FaultCode, FaultTally>();
  readonly #hash = new Int32Array(2);
  #machine: SimdMachine | null = null;
  #pushed = 0;
  #rows = 0;
  #blank = 0;

  constructor(form: KernelForm) {
    this.#form = form;
    const words: WordLists = wordLists(form.missingTokens, form.booleanWords);
    this.#columns = Array.from({ length: form.columns }, () => new ColumnTable(words, form.detect === true));
    const { columns, sample, sampleSeed = SAMPLE_SEED, sampleRows = sampleCapacity(columns) } = form;
    this.#sampler = sample === true ? new RowSampler(columns, sampleRows, sampleSeed) : null;
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
    if (this.#machine === null && this.#isWorthwhile()) this.#startMachine();
    this.#pushed += chunk.length;
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
      sample: this.#sampler?.finish() ?? null,
      columns: this.#columns.map((column) => column.finish()),
    };
  }

  #addBlock(block: RecordBlock): void {
    const columns = this.#form.columns;
    this.#rows += block.rows;
    const machine = this.#machine;
    if (machine !== null && block === machine.block) {
      this.#addHashedRows(machine);
      for (const [column, table] of this.#columns.entries()) table.addCounted(machine, columns, column);
      return;
    }
    this.#addRows(block, columns);
    for (const [column, table] of this.#columns.entries()) table.addBlock(block, columns, column);
  }

  /** Small files, and delimiters that may be half of a character, stay in script. */
  #isWorthwhile(): boolean {
    const { engine = 'auto', pairs } = this.#form;
    if (engine === 'script' || pairs) return false;
    return (engine === 'simd' || this.#pushed >= SCRIPT_BYTES) && hasSimd();
  }

  #startMachine(): void {
    const { delimiter, columns } = this.#form;
    const machine = new SimdMachine(delimiter, columns, blockRowsFor(columns));
    for (const [column, table] of this.#columns.entries()) table.moveTo(machine.slots(column));
    this.#scanner.use(machine);
    this.#machine = machine;
  }

  #addHashedRows(machine: SimdMachine): void {
    const { block, rowHighs, rowLows } = machine;
    const sampler = this.#sampler;
    machine.hashRows(block.rows);
    for (let row = 0; row < block.rows; row += 1) {
      const high = rowHighs[row] ?? 0;
      const low = rowLows[row] ?? 0;
      addToRegisters(this.#rowRegisters, high, low);
      if (sampler !== null) sampler.add(block, row, high, low);
    }
  }

  #addRows(block: RecordBlock, columns: number): void {
    const hash = this.#hash;
    const sampler = this.#sampler;
    for (let row = 0; row < block.rows; row += 1) {
      hashRow(block, row, columns, hash);
      const high = hash[0] ?? 0;
      const low = hash[1] ?? 0;
      addToRegisters(this.#rowRegisters, high, low);
      if (sampler !== null) sampler.add(block, row, high, low);
    }
  }
}
