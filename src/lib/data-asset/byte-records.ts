/** A fault of the scan, at the record and byte where it happened. */
export type ScanFault = 'E_QUOTE_TEXT' | 'E_QUOTE_STRAY' | 'E_RECORD' | 'E_QUOTE_OPEN';

export interface RecordSink {
  /**
   * One record. Fields are `bytes[starts[i], ends[i])`; the arrays are reused. `fields` may exceed `starts.length`:
   * then the surplus is only counted.
   */
  record(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, fields: number, offset: number): void;
  /** A line without any content. */
  blank(): void;
  fault(code: ScanFault, offset: number): void;
}

const QUOTE = 34;
const LF = 10;
const CR = 13;

const FIELD_START = 0;
const PLAIN = 1;
const QUOTED = 2;
const QUOTE_SEEN = 3;

/** Longest record kept; a longer one is counted as a fault and passed over. */
const RECORD_BYTES = 1024 * 1024;
const MAX_FIELDS = 4096;

/**
 * Splits CSV bytes into records without decoding: `,` `;` tab, quote and line ends never occur inside a
 * character of UTF-8 or GB 18030. Chunks may be cut anywhere. Plain records inside one chunk are passed on
 * in place; a record with quotes or across a border is gathered in a buffer of bounded size.
 */
export class ByteRecords {
  readonly #delimiter: number;
  /** `|` can be the second byte of a GB 18030 character: lead bytes then take their trail byte along. */
  readonly #pairs: boolean;
  readonly #sink: RecordSink;
  readonly #starts = new Int32Array(MAX_FIELDS);
  readonly #ends = new Int32Array(MAX_FIELDS);
  #buffer = new Uint8Array(4096);
  #length = 0;
  #fields = 0;
  #state = FIELD_START;
  #gathering = false;
  #oversize = false;
  #trailDue = false;
  #afterCr = false;
  /** Absolute offset of the chunk, of the record, and of the last opened quote. */
  #base: number;
  #recordAt: number;
  #quoteAt = 0;

  constructor(delimiter: number, pairs: boolean, offset: number, sink: RecordSink) {
    this.#delimiter = delimiter;
    this.#pairs = pairs;
    this.#sink = sink;
    this.#base = offset;
    this.#recordAt = offset;
  }

  push(chunk: Uint8Array): void {
    let i = 0;
    while (i < chunk.length) {
      if (this.#afterCr) {
        this.#afterCr = false;
        if (chunk[i] === LF) {
          i += 1;
          this.#recordAt = this.#base + i;
          continue;
        }
      }
      i = this.#gathering ? this.#gather(chunk, i) : this.#plain(chunk, i);
    }
    this.#base += chunk.length;
  }

  finish(): void {
    if (!this.#gathering) return;
    if (this.#state === QUOTED) {
      this.#sink.fault('E_QUOTE_OPEN', this.#quoteAt);
      return;
    }
    this.#endGathered();
  }

  /** Scans one record in place; falls back to gathering at a quote, a lead byte or the end of the chunk. */
  #plain(chunk: Uint8Array, from: number): number {
    const { length } = chunk;
    const delimiter = this.#delimiter;
    const starts = this.#starts;
    const ends = this.#ends;
    let fields = 0;
    let fieldAt = from;
    for (let i = from; i < length; i += 1) {
      const byte = chunk[i] ?? 0;
      if (byte > QUOTE && byte !== delimiter && !(this.#pairs && byte > 0x80)) continue;
      if (byte === delimiter) {
        if (fields < MAX_FIELDS) {
          starts[fields] = fieldAt;
          ends[fields] = i;
        }
        fields += 1;
        fieldAt = i + 1;
      } else if (byte === LF || byte === CR) {
        if (i === from) this.#sink.blank();
        else {
          if (fields < MAX_FIELDS) {
            starts[fields] = fieldAt;
            ends[fields] = i;
          }
          this.#sink.record(chunk, starts, ends, fields + 1, this.#recordAt);
        }
        this.#afterCr = byte === CR;
        this.#recordAt = this.#base + i + 1;
        return i + 1;
      } else if (byte === QUOTE || byte > 0x80) break;
    }
    this.#begin();
    return from;
  }

  #begin(): void {
    this.#gathering = true;
    this.#oversize = false;
    this.#length = 0;
    this.#fields = 0;
    this.#starts[0] = 0;
    this.#state = FIELD_START;
    this.#trailDue = false;
  }

  /** Byte by byte until the end of the record or of the chunk. */
  #gather(chunk: Uint8Array, from: number): number {
    for (let i = from; i < chunk.length; i += 1) {
      const byte = chunk[i] ?? 0;
      if (this.#trailDue) {
        this.#trailDue = false;
        this.#append(byte);
      } else if (this.#state === QUOTED) {
        if (byte === QUOTE) this.#state = QUOTE_SEEN;
        else this.#keep(byte);
      } else if (byte === LF || byte === CR) {
        this.#endGathered();
        this.#afterCr = byte === CR;
        this.#recordAt = this.#base + i + 1;
        return i + 1;
      } else this.#outside(byte, this.#base + i);
    }
    return chunk.length;
  }

  #outside(byte: number, offset: number): void {
    if (byte === this.#delimiter) {
      this.#endField();
      this.#state = FIELD_START;
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
    this.#trailDue = this.#pairs && byte > 0x80;
    this.#append(byte);
  }

  #append(byte: number): void {
    if (this.#length === RECORD_BYTES) {
      this.#oversize = true;
      return;
    }
    if (this.#length === this.#buffer.length) {
      const larger = new Uint8Array(this.#buffer.length * 2);
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    this.#buffer[this.#length] = byte;
    this.#length += 1;
  }

  #endField(): void {
    if (this.#fields < MAX_FIELDS) this.#ends[this.#fields] = this.#length;
    this.#fields += 1;
    if (this.#fields < MAX_FIELDS) this.#starts[this.#fields] = this.#length;
  }

  #endGathered(): void {
    const untouched = this.#length === 0 && this.#fields === 0 && this.#state === FIELD_START;
    this.#endField();
    this.#gathering = false;
    if (this.#oversize) this.#sink.fault('E_RECORD', this.#recordAt);
    if (untouched) this.#sink.blank();
    else this.#sink.record(this.#buffer, this.#starts, this.#ends, this.#fields, this.#recordAt);
  }
}
