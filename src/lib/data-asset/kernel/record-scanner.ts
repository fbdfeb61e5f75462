import { type RecordBlock, dataView } from './record-block';
import { type GathererSink, RecordGatherer } from './record-gatherer';
import { SEGMENT_BYTES } from './simd/layout';
import type { SimdMachine } from './simd/machine';
import { SCAN } from './simd/scan-records';
import { WorkRoom } from './work-room';

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** Classes of bytes for the scan in place. */
const PLAIN = 0;
const DELIMITER = 1;
const LINE_END = 2;
const SLOW = 3;

/** Rows of one block: its fields fit the first cache. */
const BLOCK_FIELDS = 6144;
const MAX_BLOCK_ROWS = 1024;

/** Rows of a block so wide. */
export const blockRowsFor = (columns: number): number =>
  Math.max(1, Math.min(MAX_BLOCK_ROWS, Math.floor(BLOCK_FIELDS / columns)));

/** Where the blank line began that ends before `next`. */
const blankBefore = (chunk: Uint8Array, next: number): number =>
  chunk[next - 1] === LF && chunk[next - 2] === CR ? next - 2 : next - 1;

export interface ScanForm {
  /** One byte. */
  readonly delimiter: number;
  /** The delimiter can be the second byte of a GB 18030 character: lead bytes take their trail byte along. */
  readonly pairs: boolean;
  readonly columns: number;
  /** Offset in the file of the first byte that will be pushed: the beginning of a record. */
  readonly from: number;
  /** The first record that begins here or later is not taken any more. */
  readonly until: number;
}

/**
 * Splits CSV bytes into blocks of records. Chunks may be cut anywhere: delimiter, quote and line ends never occur inside a
 * character of UTF-8 or GB 18030 unless `pairs` says so. Plain records are told by the offsets of their fields in the chunk.
 */
export class RecordScanner {
  readonly #form: ScanForm;
  readonly #sink: GathererSink;
  readonly #gatherer: RecordGatherer;
  readonly #classes = new Uint8Array(256);
  /** Bytes above this one are plain. */
  readonly #top: number;
  readonly #blockRows: number;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #joined: Uint8Array;
  #machine: SimdMachine | null = null;
  #base: number;
  #afterCr = false;
  #done = false;

  constructor(form: ScanForm, sink: GathererSink, room = new WorkRoom()) {
    this.#form = form;
    this.#sink = sink;
    this.#gatherer = new RecordGatherer(form.delimiter, form.pairs, form.columns, sink, room);
    if (form.pairs) this.#classes.fill(SLOW, 0x81);
    this.#classes[QUOTE] = SLOW;
    this.#classes[LF] = LINE_END;
    this.#classes[CR] = LINE_END;
    this.#classes[form.delimiter] = DELIMITER;
    this.#top = form.pairs ? 255 : Math.max(QUOTE, form.delimiter);
    this.#blockRows = blockRowsFor(form.columns);
    this.#starts = room.integers(this.#blockRows);
    this.#ends = room.integers(this.#blockRows * form.columns);
    this.#joined = room.bytes(this.#blockRows);
    this.#base = form.from;
    this.#done = form.from >= form.until;
  }

  /** The records of the range have all been taken. */
  get done(): boolean {
    return this.#done;
  }

  /** Offset after the last byte taken; with `done` the beginning of the record that follows the range. */
  get offset(): number {
    return this.#base;
  }

  /** From now on plain records are found by the machine, whose memory blocks then lie in. Not for `pairs`. */
  use(machine: SimdMachine): void {
    this.#machine = machine;
  }

  /** Takes the next bytes; those after the range are left. */
  push(chunk: Uint8Array): void {
    const machine = this.#machine;
    if (machine === null) this.#push(chunk);
    else
      for (let at = 0; at < chunk.length && !this.#done; at += SEGMENT_BYTES) {
        const piece = chunk.subarray(at, at + SEGMENT_BYTES);
        machine.segment.set(piece);
        this.pushSegment(piece.length);
      }
  }

  /** Takes the next bytes from where the machine reads them: the first `length` of its segment. */
  pushSegment(length: number): void {
    if (this.#machine !== null) this.#push(this.#machine.loaded(length));
  }

  #push(chunk: Uint8Array): void {
    if (this.#done || chunk.length === 0) return;
    const view = dataView(chunk);
    const lineEnd = Math.max(chunk.lastIndexOf(LF), -1);
    const safe = lineEnd < 0 ? chunk.lastIndexOf(CR) : lineEnd;
    let i = 0;
    while (i < chunk.length) {
      if (this.#afterCr) {
        this.#afterCr = false;
        if (chunk[i] === LF) {
          i += 1;
          continue;
        }
      }
      if (this.#gatherer.active) {
        i = this.#gatherer.feed(chunk, i, this.#base);
        this.#afterCr = this.#gatherer.hasEndedByCr();
        continue;
      }
      if (this.#base + i >= this.#form.until) {
        this.#done = true;
        break;
      }
      if (i <= safe)
        i =
          this.#machine === null
            ? this.#plain(chunk, view, i, safe)
            : this.#vectors(this.#machine, chunk, i, safe);
      if (i < chunk.length && this.#base + i < this.#form.until) this.#gatherer.begin(this.#base + i);
    }
    this.#base += i;
  }

  /** The bytes are at their end. */
  finish(): void {
    if (!this.#done) this.#gatherer.finish();
    this.#gatherer.flush();
    this.#done = true;
  }

  /** What `#plain` does, sixteen bytes at once. */
  #vectors(machine: SimdMachine, chunk: Uint8Array, from: number, safe: number): number {
    const stop = Math.min(safe + 1, this.#form.until - this.#base);
    const { block } = machine;
    const emit = (): void => {
      block.rows = machine.rows;
      block.origin = this.#base - machine.layout.segment;
      if (block.rows > 0) this.#sink.block(block);
    };
    let at = from;
    let rows = 0;
    for (;;) {
      const why = machine.scan(at, stop, rows);
      at = machine.recordAt;
      rows = machine.rows;
      if (why === SCAN.blank) this.#sink.blank(this.#base + blankBefore(chunk, at));
      else if (why === SCAN.ragged) this.#sink.fault('E_RAGGED', this.#base + machine.faultAt);
      else {
        emit();
        rows = 0;
        if (why !== SCAN.full) break;
      }
    }
    if (at === chunk.length && chunk[at - 1] === CR) this.#afterCr = true;
    return at;
  }

  /** Records in place up to a quote, the last line end or the end of the range; returns where the next record begins. */
  #plain(chunk: Uint8Array, view: DataView, from: number, safe: number): number {
    const { columns } = this.#form;
    const classes = this.#classes;
    const starts = this.#starts;
    const ends = this.#ends;
    const stop = Math.min(safe + 1, this.#form.until - this.#base);
    const top = this.#top;
    const capacity = this.#blockRows * columns;
    const block: RecordBlock = {
      bytes: chunk,
      view,
      starts,
      ends,
      joined: this.#joined,
      rows: 0,
      origin: this.#base,
      offsets: null,
    };
    let recordAt = from;
    let rows = 0;
    let first = 0;
    let at = 0;
    let i = from;
    while (recordAt < stop) {
      let byte = chunk[i] ?? 0;
      while (byte > top) {
        i += 1;
        byte = chunk[i] ?? 0;
      }
      const kind = classes[byte] ?? 0;
      if (kind === PLAIN) {
        i += 1;
        continue;
      }
      if (kind === DELIMITER) {
        if (at < capacity) ends[at] = i;
        at += 1;
        i += 1;
        continue;
      }
      if (kind === SLOW) break;
      if (i === recordAt) this.#sink.blank(this.#base + recordAt);
      else if (at - first !== columns - 1) this.#sink.fault('E_RAGGED', this.#base + recordAt);
      else {
        ends[at] = i;
        starts[rows] = recordAt;
        rows += 1;
        first += columns;
        if (first === capacity) {
          block.rows = rows;
          this.#sink.block(block);
          rows = 0;
          first = 0;
        }
      }
      at = first;
      i += 1;
      if (chunk[i - 1] === CR) {
        if (i === chunk.length) this.#afterCr = true;
        else if (chunk[i] === LF) i += 1;
      }
      recordAt = i;
    }
    block.rows = rows;
    if (rows > 0) this.#sink.block(block);
    return recordAt;
  }
}
