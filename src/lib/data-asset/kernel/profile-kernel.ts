import { SAMPLE_SEED, sampleCapacity } from '../table/row-sample';
import { RowSampler } from '../table/row-sampler';
import { ColumnTable } from './column-table';
import { type WordLists, wordLists } from './column-figures';
import { REGISTERS, addAllToRegisters, addToRegisters } from './distinct-registers';
import { WorkRoom } from './work-room';
import type { RecordBlock } from './record-block';
import { RecordScanner, type ScanForm, blockRowsFor } from './record-scanner';
import { SEGMENT_BYTES } from './simd/layout';
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
  /** Bytes looked at together, at most those of the machine's segment; smaller in tests, so that many records are cut. */
  readonly segmentBytes?: number;
}

/**
 * One pass over a range of whole records of a CSV file. Memory depends on the columns only. Push bytes from `from` on until
 * `done` or the end of the file, then `finish`. Bytes are looked at in segments that count from `from`, so that the sketch does not
 * depend on how they were cut: which values are held, and the last digits of the moments, follow from the segments.
 */
export class ProfileKernel {
  readonly #form: KernelForm;
  readonly #scanner: RecordScanner;
  readonly #columns: readonly ColumnTable[];
  readonly #rowRegisters: Uint8Array;
  readonly #room: WorkRoom;
  readonly #sampler: RowSampler | null;
  readonly #faults = new Map<FaultCode, FaultTally>();
  readonly #hash = new Int32Array(2);
  #machine: SimdMachine | null = null;
  readonly #segmentBytes: number;
  /** The segment that is being filled, how far it is, and where in the file its end so far lies. */
  #segment: Uint8Array;
  #filled = 0;
  #offset: number;
  #rows = 0;
  #blank = 0;
  #firstBlank: number | null = null;

  /** @param room of the kernel before, which must have been finished; its memory is taken over */
  constructor(form: KernelForm, room = new WorkRoom()) {
    this.#form = form;
    this.#room = room;
    room.begin();
    this.#offset = form.from;
    this.#segmentBytes = form.segmentBytes ?? SEGMENT_BYTES;
    this.#segment = room.bytes(this.#segmentBytes);
    this.#rowRegisters = room.bytes(REGISTERS);
    const words: WordLists = wordLists(form.missingTokens, form.booleanWords);
    this.#columns = Array.from(
      { length: form.columns },
      () => new ColumnTable(words, form.detect === true, room),
    );
    const { columns, sample, sampleSeed = SAMPLE_SEED, sampleRows = sampleCapacity(columns) } = form;
    this.#sampler = sample === true ? new RowSampler(columns, sampleRows, sampleSeed, room) : null;
    this.#scanner = new RecordScanner(
      form,
      {
        block: (block) => {
          this.#addBlock(block);
        },
        fault: (code, offset) => {
          const known = this.#faults.get(code);
          this.#faults.set(code, {
            count: (known?.count ?? 0) + 1,
            firstOffset: known?.firstOffset ?? offset,
          });
        },
        blank: (offset) => {
          this.#firstBlank ??= offset;
          this.#blank += 1;
        },
      },
      room,
    );
    if (form.engine === 'simd' && this.#isAble()) this.#startMachine();
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
    const { until } = this.#form;
    let at = 0;
    while (at < chunk.length && !this.done && this.#offset < until) {
      const length = Math.min(chunk.length - at, this.#segmentBytes - this.#filled, until - this.#offset);
      this.#segment.set(chunk.subarray(at, at + length), this.#filled);
      at += length;
      this.#filled += length;
      this.#offset += length;
      if (this.#filled === this.#segmentBytes || this.#offset === until) this.#scanSegment();
    }
    // Behind the range: the rest of its last record, which is taken byte by byte.
    if (at < chunk.length) this.#scanner.push(chunk.subarray(at));
  }

  /** Ends the pass; the kernel must not be used afterwards. Arrays of the sketch lie in the room. */
  finish(): ProfileSketch {
    this.#scanSegment();
    this.#scanner.finish();
    const { from } = this.#form;
    const to = this.#scanner.offset;
    return {
      kind: 'zhiya.profile-sketch/1',
      ranges: to > from ? [{ from, to }] : [],
      rows: this.#rows,
      blank: this.#blank,
      firstBlank: this.#firstBlank,
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

  /** The first segment, and with it small files, is read in script; then the machine is worth its start. */
  #scanSegment(): void {
    const length = this.#filled;
    if (length === 0) return;
    this.#filled = 0;
    if (this.#machine !== null) {
      this.#scanner.pushSegment(length);
      return;
    }
    this.#scanner.push(this.#segment.subarray(0, length));
    if (length === this.#segmentBytes && this.#isAble()) this.#startMachine();
  }

  /** Delimiters that may be half of a character stay in script. */
  #isAble(): boolean {
    return this.#form.engine !== 'script' && !this.#form.pairs && hasSimd();
  }

  #startMachine(): void {
    const { delimiter, columns } = this.#form;
    const machine = this.#room.keep(
      `${delimiter} ${columns}`,
      () => new SimdMachine(delimiter, columns, blockRowsFor(columns)),
    );
    for (const [column, table] of this.#columns.entries()) table.moveTo(machine.slots(column));
    this.#scanner.use(machine);
    this.#segment = machine.segment;
    this.#machine = machine;
  }

  #addHashedRows(machine: SimdMachine): void {
    const { block, rowHighs, rowLows } = machine;
    machine.hashRows(block.rows);
    addAllToRegisters(this.#rowRegisters, rowHighs, rowLows, block.rows);
    this.#sampler?.addBlock(block, rowHighs, rowLows);
  }

  #addRows(block: RecordBlock, columns: number): void {
    const hash = this.#hash;
    const sampler = this.#sampler;
    for (let row = 0; row < block.rows; row += 1) {
      hashRow(block, row, columns, hash);
      addToRegisters(this.#rowRegisters, hash);
      if (sampler !== null) sampler.add(block, row, hash[0] ?? 0, hash[1] ?? 0);
    }
  }
}
