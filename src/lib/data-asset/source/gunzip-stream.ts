import { Gunzip } from 'fflate';
import { createCRC32 } from 'hash-wasm';
import type { Failure } from '../../kernel/result';
import { FaultTally } from './fault-tally';
import { NO_BYTES, filePieces } from './read-file';
import type { SourceChunk, SourceFile } from './source-model';

/** Packed bytes taken at a time: one piece unpacks to at most 1,032 times as much. */
const PACKED_BYTES = 16 * 1024;
/** CRC-32 and length, both little-endian, at the end of a member (RFC 1952 §2.3.1). */
const TRAILER = 8;

const broken = (
  file: SourceFile,
  offset: number,
  unpacked: number,
  why: 'truncated' | 'damaged',
): Failure => ({
  code: why === 'truncated' ? 'E_GZIP_TRUNCATED' : 'E_GZIP',
  message: `gzip 在文件字节偏移 ${offset} 处${why === 'truncated' ? '中断：文件被截断或没有下载完整' : '损坏：内容与校验值不符'}；此前解出 ${unpacked} 字节，其中完整的记录已计入`,
  path: file.name,
  remedy: '请重新取得完整的文件后再画像；在此之前的统计只覆盖已解出的部分',
});

const tail = (offset: number): [string, string, number, null] => [
  'E_GZIP_TAIL',
  'gzip 内容之后还有不属于它的字节，未读取',
  offset,
  null,
];

/** Offset in `bytes` just after the trailer, or −1. */
const afterTrailer = (bytes: Uint8Array, trailer: Uint8Array): number => {
  for (let at = bytes.indexOf(trailer[0] ?? 0); at >= 0; at = bytes.indexOf(trailer[0] ?? 0, at + 1))
    if (trailer.every((byte, i) => bytes[at + i] === byte)) return at + TRAILER;
  return -1;
};

/** Inflates, and checks every member against its trailer, which fflate does not. */
class CheckedGunzip {
  readonly #crc: Awaited<ReturnType<typeof createCRC32>>;
  readonly #gunzip: Gunzip;
  #out: Uint8Array[] = [];
  #length = 0;
  /** The last packed bytes, long enough to hold the trailer before a new member and its header. */
  #recent: Uint8Array = NO_BYTES;
  #taken = 0;
  unpacked = 0;
  members = 0;
  bad = false;

  constructor(crc: Awaited<ReturnType<typeof createCRC32>>) {
    this.#crc = crc;
    crc.init();
    this.#gunzip = new Gunzip((bytes) => {
      if (bytes.length === 0) return;
      this.#crc.update(bytes);
      this.#length += bytes.length;
      this.unpacked += bytes.length;
      this.#out.push(bytes);
    });
    this.#gunzip.onmember = (offset) => {
      const end = offset - (this.#taken - this.#recent.length);
      if (afterTrailer(this.#recent.subarray(end - TRAILER, end), this.#trailer()) < 0) this.bad = true;
      this.#restart();
    };
  }

  /** Unpacked bytes of one packed piece; throws what fflate throws. */
  push(piece: Uint8Array, last: boolean): readonly Uint8Array[] {
    const kept = this.#recent.subarray(Math.max(0, this.#recent.length - PACKED_BYTES));
    const recent = new Uint8Array(kept.length + piece.length);
    recent.set(kept);
    recent.set(piece, kept.length);
    this.#recent = recent;
    this.#taken += piece.length;
    this.#gunzip.push(piece, last);
    return this.take();
  }

  take(): readonly Uint8Array[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  /** Whether the bytes taken end with the trailer of what was unpacked since the last member began. */
  endsWhole(): boolean {
    return afterTrailer(this.#recent.subarray(-TRAILER), this.#trailer()) === TRAILER;
  }

  /** What follows the trailer of the last member, or `null` without one among the recent bytes. */
  rest(): Uint8Array | null {
    const at = afterTrailer(this.#recent, this.#trailer());
    return at < 0 ? null : this.#recent.subarray(at);
  }

  #trailer(): Uint8Array {
    const digest = this.#crc.save();
    const crc = this.#crc.digest('binary');
    this.#crc.load(digest);
    const bytes = new Uint8Array(TRAILER);
    bytes.set([...crc].reverse());
    new DataView(bytes.buffer).setUint32(4, this.#length >>> 0, true);
    return bytes;
  }

  #restart(): void {
    this.#crc.init();
    this.#length = 0;
    this.members += 1;
  }
}

/**
 * Unpacked bytes of a gzip file, its members one after another, each checked against CRC and length. Memory is bounded by
 * one packed piece, whatever it unpacks to. Zeros after the last member are padding; other bytes there are a fault.
 */
export async function* gunzipped(file: SourceFile): AsyncGenerator<SourceChunk> {
  const gunzip = new CheckedGunzip(await createCRC32());
  const faults = new FaultTally();
  let consumed = 0;
  let padding = false;
  for await (const piece of filePieces(file, 0, PACKED_BYTES)) {
    if (piece.failure !== undefined) {
      yield piece;
      return;
    }
    const before = consumed;
    ({ consumed } = piece);
    if (padding) {
      if (piece.bytes.some((byte) => byte !== 0)) faults.add(...tail(before));
      continue;
    }
    let thrown = false;
    let out: readonly Uint8Array[];
    try {
      out = gunzip.push(piece.bytes, consumed === file.size);
    } catch {
      thrown = true;
      out = gunzip.take();
    }
    for (const bytes of out) yield { bytes, consumed };
    const rest = thrown || gunzip.bad ? gunzip.rest() : null;
    if (thrown && rest !== null && !gunzip.bad) {
      padding = true;
      if (rest.some((byte) => byte !== 0)) faults.add(...tail(consumed - rest.length));
    } else if (thrown || gunzip.bad) {
      const why = consumed === file.size && !gunzip.bad ? 'truncated' : 'damaged';
      yield {
        bytes: NO_BYTES,
        consumed,
        failure: broken(file, why === 'truncated' ? consumed : before, gunzip.unpacked, why),
      };
      return;
    }
  }
  const rest = padding || gunzip.endsWhole() ? NO_BYTES : gunzip.rest();
  if (rest === null) {
    yield { bytes: NO_BYTES, consumed, failure: broken(file, consumed, gunzip.unpacked, 'truncated') };
    return;
  }
  if (rest.some((byte) => byte !== 0)) faults.add(...tail(consumed - rest.length));
  yield { bytes: NO_BYTES, consumed, faults: faults.list() };
}
