import { FaultTally } from './fault-tally';
import { NO_BYTES } from './read-file';
import type { SourceChunk } from './source-model';

const REPLACEMENT = 0xfffd;

/** UTF-16 code units to UTF-8, cut anywhere. A surrogate without its partner becomes U+FFFD and is counted. */
export class Utf16ToUtf8 {
  readonly #little: boolean;
  readonly #faults: FaultTally;
  #odd = -1;
  #high = 0;
  #at: number;

  /** @param at offset of the first byte, after the byte-order mark */
  constructor(littleEndian: boolean, at: number, faults: FaultTally) {
    this.#little = littleEndian;
    this.#at = at;
    this.#faults = faults;
  }

  push(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(Math.ceil((bytes.length + 1) / 2) * 3 + 4);
    let length = 0;
    const write = (code: number): void => {
      if (code < 0x80) out[length++] = code;
      else if (code < 0x800) {
        out[length++] = 0xc0 | (code >> 6);
        out[length++] = 0x80 | (code & 63);
      } else if (code < 0x10000) {
        out[length++] = 0xe0 | (code >> 12);
        out[length++] = 0x80 | ((code >> 6) & 63);
        out[length++] = 0x80 | (code & 63);
      } else {
        out[length++] = 0xf0 | (code >> 18);
        out[length++] = 0x80 | ((code >> 12) & 63);
        out[length++] = 0x80 | ((code >> 6) & 63);
        out[length++] = 0x80 | (code & 63);
      }
    };
    for (const byte of bytes) {
      this.#at += 1;
      if (this.#odd < 0) {
        this.#odd = byte;
        continue;
      }
      const unit = this.#little ? this.#odd | (byte << 8) : (this.#odd << 8) | byte;
      this.#odd = -1;
      const low = unit >= 0xdc00 && unit <= 0xdfff;
      if (this.#high !== 0) {
        if (low) write(0x10000 + ((this.#high - 0xd800) << 10) + (unit - 0xdc00));
        else {
          this.#lone(this.#at - 4);
          write(REPLACEMENT);
        }
        this.#high = 0;
        if (low) continue;
      }
      if (unit >= 0xd800 && unit <= 0xdbff) this.#high = unit;
      else if (low) {
        this.#lone(this.#at - 2);
        write(REPLACEMENT);
      } else write(unit);
    }
    return out.subarray(0, length);
  }

  /** A half character at the end is counted too. */
  finish(): Uint8Array {
    if (this.#high === 0 && this.#odd < 0) return NO_BYTES;
    this.#lone(this.#at - (this.#odd < 0 ? 2 : 1));
    return Uint8Array.of(0xef, 0xbf, 0xbd);
  }

  #lone(offset: number): void {
    this.#faults.add('E_ENCODING', 'UTF-16 字符不完整，已用替代符号 U+FFFD 表示', offset, null);
  }
}

/** GB 18030 to UTF-8, cut anywhere. What cannot be read becomes U+FFFD and is counted. */
class GbToUtf8 {
  readonly #decoder = new TextDecoder('gb18030', { ignoreBOM: true });
  readonly #encoder = new TextEncoder();
  readonly #faults: FaultTally;
  #at = 0;

  constructor(faults: FaultTally) {
    this.#faults = faults;
  }

  push(bytes: Uint8Array): Uint8Array {
    const text = this.#decoder.decode(bytes, { stream: true });
    return this.#checked(text, bytes.length);
  }

  finish(): Uint8Array {
    return this.#checked(this.#decoder.decode(), 0);
  }

  #checked(text: string, length: number): Uint8Array {
    const bad = text.split('\ufffd').length - 1;
    if (bad > 0)
      this.#faults.add(
        'E_ENCODING',
        '按 GB18030 无法解码的字节，已用替代符号 U+FFFD 表示（偏移为所在数据块的起点）',
        this.#at,
        null,
        bad,
      );
    this.#at += length;
    return this.#encoder.encode(text);
  }
}

export type Transcoding = 'utf-16le' | 'utf-16be' | 'gb18030';

/** The same text in UTF-8. @param mark bytes of the byte-order mark, passed over */
export async function* transcoded(
  stream: AsyncIterable<SourceChunk>,
  from: Transcoding,
  mark: number,
): AsyncGenerator<SourceChunk> {
  const faults = new FaultTally();
  const coder =
    from === 'gb18030' ? new GbToUtf8(faults) : new Utf16ToUtf8(from === 'utf-16le', mark, faults);
  let skip = mark;
  let consumed = 0;
  for await (const chunk of stream) {
    ({ consumed } = chunk);
    if (chunk.failure !== undefined) {
      yield { ...chunk, bytes: NO_BYTES, faults: faults.list() };
      return;
    }
    faults.addAll(chunk.faults ?? []);
    const bytes = chunk.bytes.subarray(Math.min(skip, chunk.bytes.length));
    skip -= chunk.bytes.length - bytes.length;
    if (bytes.length > 0) yield { bytes: coder.push(bytes), consumed };
  }
  yield { bytes: coder.finish(), consumed, faults: faults.list() };
}
