import type { RecordBlock } from './kernel/record-block';
import { MOST_FIELDS, RecordGatherer } from './kernel/record-gatherer';
import type { FaultCode } from './kernel/sketch';

/** A fault of the scan, at the record and byte where it happened. A record that is too long is told and not handed on. */
export type ScanFault = Exclude<FaultCode, 'E_RAGGED'>;

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

/**
 * Splits CSV bytes into records of any width without decoding, one at a time: for the head of a file and for putting columns
 * in another order. Chunks may be cut anywhere. Plain records inside one chunk are passed on in place; the others are taken
 * by the gatherer of the kernel.
 */
export class ByteRecords {
  readonly #delimiter: number;
  /** `|` can be the second byte of a GB 18030 character: records with lead bytes are gathered then. */
  readonly #pairs: boolean;
  readonly #sink: RecordSink;
  readonly #gatherer: RecordGatherer;
  readonly #starts = new Int32Array(MOST_FIELDS);
  readonly #ends = new Int32Array(MOST_FIELDS);
  #afterCr = false;
  /** Offset of the chunk. */
  #base: number;

  constructor(delimiter: number, pairs: boolean, offset: number, sink: RecordSink) {
    this.#delimiter = delimiter;
    this.#pairs = pairs;
    this.#sink = sink;
    this.#base = offset;
    this.#gatherer = new RecordGatherer(delimiter, pairs, null, {
      block: (block) => {
        this.#gathered(block);
      },
      blank: () => {
        sink.blank();
      },
      fault: (code, at) => {
        if (code !== 'E_RAGGED') sink.fault(code, at);
      },
    });
  }

  push(chunk: Uint8Array): void {
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
      } else i = this.#plain(chunk, i);
    }
    this.#base += chunk.length;
  }

  finish(): void {
    this.#gatherer.finish();
  }

  /** Scans one record in place; leaves it to the gatherer at a quote, a lead byte or the end of the chunk. */
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
      const lineEnd = byte === LF || byte === CR;
      if (byte === delimiter || (lineEnd && i > from)) {
        if (fields < MOST_FIELDS) {
          starts[fields] = fieldAt;
          ends[fields] = i;
        }
        fields += 1;
        fieldAt = i + 1;
      }
      if (lineEnd) {
        if (i === from) this.#sink.blank();
        else this.#sink.record(chunk, starts, ends, fields, this.#base + from);
        this.#afterCr = byte === CR;
        return i + 1;
      }
      if (byte === QUOTE || (byte > 0x80 && byte !== delimiter)) break;
    }
    this.#gatherer.begin(this.#base + from);
    return from;
  }

  #gathered({ bytes, starts: [first = 0], ends, offsets }: RecordBlock): void {
    const { fields } = this.#gatherer;
    const starts = this.#starts;
    starts[0] = first;
    for (let i = 1; i < Math.min(fields, MOST_FIELDS); i += 1) starts[i] = (ends[i - 1] ?? 0) + 1;
    this.#sink.record(bytes, starts, ends, fields, offsets?.[0] ?? 0);
  }
}
