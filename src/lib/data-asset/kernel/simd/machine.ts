import { type RecordBlock, dataView } from '../record-block';
import { type ValueSlots, slotsIn } from '../value-slots';
import { assembleModule } from './assembler';
import { type Layout, SEGMENT_BYTES, WORD, layoutFor } from './layout';
import { countFunction, rowsFunction } from './count-values';
import { scanFunction } from './scan-records';

type Exports = Readonly<Record<string, unknown>>;
type Numbers = (a: number, b: number, c: number) => number;

const functionOf = (exports: Exports, name: string): Numbers => {
  const found = exports[name];
  if (typeof found !== 'function') throw new Error(`no function ${name}`);
  return found as Numbers;
};

/**
 * Scan, hash and count of one kernel in WebAssembly with 128-bit vectors; what they say is what `RecordScanner`, `hashRange` and
 * `ColumnTable` say in script. The memory is made once: segments of the file are copied into it.
 */
export class SimdMachine {
  readonly layout: Layout;
  readonly bytes: Uint8Array;
  /** Where bytes of the file are put. */
  readonly segment: Uint8Array;
  readonly block: RecordBlock;
  readonly highs: Int32Array;
  readonly lows: Int32Array;
  readonly rowHighs: Int32Array;
  readonly rowLows: Int32Array;
  readonly misses: Int32Array;
  readonly #memory: WebAssembly.Memory;
  readonly #results: Int32Array;
  readonly #scan: Numbers;
  readonly #count: Numbers;
  readonly #hashRows: Numbers;
  readonly #columns: number;

  constructor(delimiter: number, columns: number, blockRows: number) {
    const layout = layoutFor(columns, blockRows);
    this.layout = layout;
    const memory = new WebAssembly.Memory({ initial: layout.pages, maximum: layout.pages });
    this.#memory = memory;
    const { exports } = new WebAssembly.Instance(
      new WebAssembly.Module(
        assembleModule(layout.pages, {
          scan: scanFunction(layout, delimiter, columns),
          count: countFunction(layout, columns),
          rows: rowsFunction(layout),
        }),
      ),
      { host: { memory } },
    );
    this.#scan = functionOf(exports, 'scan');
    this.#count = functionOf(exports, 'count');
    this.#hashRows = functionOf(exports, 'rows');
    this.#columns = columns;
    const words = (at: number, length: number): Int32Array => new Int32Array(memory.buffer, at, length);
    this.bytes = new Uint8Array(memory.buffer);
    this.segment = this.bytes.subarray(layout.segment, layout.segment + SEGMENT_BYTES);
    this.#results = words(layout.results, 16);
    this.highs = words(layout.highs, blockRows);
    this.lows = words(layout.lows, blockRows);
    this.rowHighs = words(layout.rowHighs, blockRows);
    this.rowLows = words(layout.rowLows, blockRows);
    this.misses = words(layout.misses, blockRows);
    this.block = {
      bytes: this.bytes,
      view: dataView(this.bytes),
      starts: words(layout.starts, blockRows),
      ends: words(layout.ends, blockRows * columns),
      joined: new Uint8Array(blockRows),
      rows: 0,
      origin: 0,
      offsets: null,
    };
  }

  /** The table of a column in the shared memory. */
  slots(column: number): ValueSlots {
    return slotsIn(this.#memory.buffer, this.#tableAt(column));
  }

  /** The first bytes of the segment, ready for the scan. */
  loaded(length: number): Uint8Array {
    const { segment } = this.layout;
    this.bytes.fill(0, segment + length, segment + length + 16);
    return this.bytes.subarray(segment, segment + length);
  }

  /** Addresses are those of the segment: `from` and `stop` count from its beginning. */
  scan(from: number, stop: number, rows: number): number {
    const { segment } = this.layout;
    return this.#scan(segment + from, segment + stop, rows);
  }

  /** Beginning of the next record, from the beginning of the segment. */
  get recordAt(): number {
    return (this.#results[WORD.recordAt >> 2] ?? 0) - this.layout.segment;
  }

  get faultAt(): number {
    return (this.#results[WORD.faultAt >> 2] ?? 0) - this.layout.segment;
  }

  get rows(): number {
    return this.#results[WORD.rows >> 2] ?? 0;
  }

  get empty(): number {
    return this.#results[WORD.empty >> 2] ?? 0;
  }

  /** Number of misses of a column of the block. */
  count(column: number, rows: number): number {
    return this.#count(this.#tableAt(column), column, rows);
  }

  /** Fills `rowHighs` and `rowLows` for the block. */
  hashRows(rows: number): void {
    this.#hashRows(this.#columns, rows, 0);
  }

  #tableAt(column: number): number {
    return this.layout.tables + column * this.layout.tableBytes;
  }
}

/** The smallest function with a vector in it. */
const PROBE = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0],
  ...[10, 8, 1, 6, 0, 0x41, 0, 0xfd, 0x0f, 0x0b],
]);

/** Whether this machine has 128-bit vectors, and bytes in the order that the hash needs. */
export const hasSimd = (): boolean =>
  typeof WebAssembly === 'object' &&
  WebAssembly.validate(PROBE) &&
  new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
