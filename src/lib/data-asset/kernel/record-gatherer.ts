import { type RecordBlock, dataView } from './record-block';
import type { FaultCode } from './sketch';
import { WorkRoom } from './work-room';

const QUOTE = 34;
const LF = 10;
const CR = 13;

const FIELD_START = 0;
const PLAIN = 1;
const QUOTED = 2;
const QUOTE_SEEN = 3;

/** Longest record kept; a longer one is counted as a fault and passed over. */
const RECORD_BYTES = 1024 * 1024;
/** The block is handed on when it holds so many bytes or rows. */
const FULL_BYTES = 64 * 1024;
const FULL_ROWS = 1024;
/** Fields whose places are kept of a record of any width. */
export const MOST_FIELDS = 4096;

export interface GathererSink {
  block(block: RecordBlock): void;
  fault(code: FaultCode, offset: number): void;
  /** @param offset of the line in the file */
  blank(offset: number): void;
}

/**
 * Records with quotes, with two-byte characters under an unsafe delimiter, or cut by the end of a chunk: taken byte by byte
 * into a block of its own, quotes removed, fields joined by the delimiter, so that an unquoted record has the same bytes. The
 * one place that knows quotes: `ByteRecords` uses it for records of any width.
 */
export class RecordGatherer {
  readonly #delimiter: number;
  readonly #pairs: boolean;
  /** Fields that a record must have; `null` = any number, one record a block. */
  readonly #columns: number | null;
  /** Ends kept of a record, and records of a block. */
  readonly #width: number;
  readonly #fullRows: number;
  readonly #sink: GathererSink;
  readonly #room: WorkRoom;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #joined: Uint8Array;
  readonly #offsets: Float64Array;
  #buffer: Uint8Array;
  #length = 0;
  #rows = 0;
  #fields = 0;
  #state = FIELD_START;
  #touched = false;
  #oversize = false;
  #trailDue = false;
  #endedByCr = false;
  #recordAt = 0;
  #quoteAt = 0;
  active = false;

  /** @param columns `null`: records of any width, each in a block of its own; `fields` tells how many it has */
  constructor(
    delimiter: number,
    pairs: boolean,
    columns: number | null,
    sink: GathererSink,
    room = new WorkRoom(),
  ) {
    this.#delimiter = delimiter;
    this.#pairs = pairs;
    this.#columns = columns;
    this.#sink = sink;
    this.#width = columns ?? MOST_FIELDS;
    this.#fullRows = columns === null ? 1 : FULL_ROWS;
    this.#room = room;
    this.#starts = room.integers(this.#fullRows);
    this.#ends = room.integers(this.#fullRows * this.#width);
    this.#joined = room.bytes(this.#fullRows);
    this.#offsets = room.floats(this.#fullRows);
    this.#buffer = room.bytes(FULL_BYTES);
  }

  /** Fields of the record that was taken last. */
  get fields(): number {
    return this.#fields;
  }

  /** @param offset of the record in the file */
  begin(offset: number): void {
    this.active = true;
    this.#recordAt = offset;
    this.#fields = 0;
    this.#state = FIELD_START;
    this.#touched = false;
    this.#oversize = false;
    this.#trailDue = false;
    this.#starts[this.#rows] = this.#length;
    this.#joined[this.#rows] = 0;
    this.#offsets[this.#rows] = offset;
  }

  /** Takes bytes until the record or the chunk ends; returns the index after the last byte taken. */
  feed(chunk: Uint8Array, from: number, base: number): number {
    for (let i = from; i < chunk.length; i += 1) {
      const byte = chunk[i] ?? 0;
      if (this.#trailDue) {
        this.#trailDue = false;
        this.#append(byte);
      } else if (this.#state === QUOTED) {
        if (byte === QUOTE) this.#state = QUOTE_SEEN;
        else this.#keep(byte);
      } else if (byte === LF || byte === CR) {
        this.#end();
        this.#endedByCr = byte === CR;
        return i + 1;
      } else this.#outside(byte, base + i);
    }
    return chunk.length;
  }

  /** End of the file: the last record needs no line end; an open quote is a fault and what follows it no record. */
  finish(): void {
    if (!this.active) return;
    if (this.#state === QUOTED) {
      this.active = false;
      this.#length = this.#starts[this.#rows] ?? 0;
      this.#sink.fault('E_QUOTE_OPEN', this.#quoteAt);
    } else this.#end();
  }

  /** No record is open and the last one ended with a carriage return. */
  hasEndedByCr(): boolean {
    return !this.active && this.#endedByCr;
  }

  /** Hands on what has been gathered. */
  flush(): void {
    const block: RecordBlock = {
      bytes: this.#buffer,
      view: dataView(this.#buffer),
      starts: this.#starts,
      ends: this.#ends,
      joined: this.#joined,
      rows: this.#rows,
      origin: 0,
      offsets: this.#offsets,
    };
    if (this.#rows > 0) this.#sink.block(block);
    this.#rows = 0;
    this.#length = 0;
  }

  #outside(byte: number, offset: number): void {
    this.#touched = true;
    if (byte === this.#delimiter) {
      this.#endField();
      this.#state = FIELD_START;
      if (!this.#oversize) this.#append(byte);
      return;
    }
    if (this.#state === QUOTE_SEEN) {
      if (byte === QUOTE) this.#state = QUOTED;
      else {
        this.#sink.fault('E_QUOTE_TEXT', offset);
        this.#state = PLAIN;
      }
      this.#keep(byte);
      return;
    }
    if (byte === QUOTE && this.#state === FIELD_START) {
      this.#state = QUOTED;
      this.#quoteAt = offset;
      return;
    }
    if (byte === QUOTE) this.#sink.fault('E_QUOTE_STRAY', offset);
    this.#state = PLAIN;
    this.#keep(byte);
  }

  #keep(byte: number): void {
    if (byte === this.#delimiter) this.#joined[this.#rows] = 1;
    this.#trailDue = this.#pairs && byte > 0x80;
    this.#append(byte);
  }

  #append(byte: number): void {
    const from = this.#starts[this.#rows] ?? 0;
    if (this.#length - from === RECORD_BYTES) {
      this.#oversize = true;
      return;
    }
    if (this.#length === this.#buffer.length) {
      const larger = this.#room.bytes(this.#buffer.length * 2);
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    this.#buffer[this.#length] = byte;
    this.#length += 1;
  }

  #endField(): void {
    if (this.#fields < this.#width) this.#ends[this.#rows * this.#width + this.#fields] = this.#length;
    this.#fields += 1;
  }

  #end(): void {
    this.active = false;
    this.#endField();
    const from = this.#starts[this.#rows] ?? 0;
    const fits = this.#columns === null || this.#fields === this.#columns;
    const whole = !this.#oversize && this.#touched && fits;
    if (whole) this.#rows += 1;
    else {
      this.#length = from;
      if (this.#oversize) this.#sink.fault('E_RECORD', this.#recordAt);
      else if (!this.#touched) this.#sink.blank(this.#recordAt);
      else this.#sink.fault('E_RAGGED', this.#recordAt);
    }
    if (this.#rows === this.#fullRows || this.#length >= FULL_BYTES) this.flush();
  }
}
