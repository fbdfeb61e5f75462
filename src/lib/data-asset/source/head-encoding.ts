import { firstBad, firstBadUtf16, gb18030Length, utf8Length } from '../../intake/byte-sequences';
import type { SourceChoice, SourceEncoding } from './source-model';

export interface HeadEncoding {
  readonly encoding: Exclude<SourceEncoding, null>;
  /** Bytes of the byte-order mark. */
  readonly mark: number;
  readonly note: string | null;
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, i) => bytes[i] === byte);

/** Without what may be a character cut by the end of the head. */
const uncut = (bytes: Uint8Array, complete: boolean): Uint8Array => {
  if (complete) return bytes;
  const end = bytes.lastIndexOf(10);
  return end < 0 ? bytes.subarray(0, Math.max(0, bytes.length - 4)) : bytes.subarray(0, end + 1);
};

/** Share of ASCII code units from which UTF-16 without mark is recognised. */
const ASCII_UNITS = 1 / 20;
/** A zero byte on the other side comes from a character such as 一 (U+4E00). */
const ONE_SIDED = 8;
/** UTF-16 text that also is UTF-8 holds hardly anything but ASCII. */
const ALL_ASCII = 9 / 10;

/**
 * UTF-16 without mark: at least one unit in twenty is ASCII, so that zero bytes pile up on one side, and all units are sound.
 * Text that is sound UTF-8 as it stands is UTF-8 with NUL bytes, unless nearly every other byte is one.
 */
const bareUtf16 = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null => {
  const zeros = [0, 0];
  for (let i = bytes.indexOf(0); i >= 0; i = bytes.indexOf(0, i + 1)) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const share = firstBad(uncut(bytes, false), 0, utf8Length) < 0 ? ALL_ASCII : ASCII_UNITS;
  const least = Math.max(2, (bytes.length / 2) * share);
  const little = odd >= least && odd >= even * ONE_SIDED;
  const big = even >= least && even >= odd * ONE_SIDED;
  if (little === big) return null;
  const sound = bytes.subarray(0, bytes.length - (bytes.length % 2));
  const bad = firstBadUtf16(sound, 0, little);
  return bad < 0 || bad >= sound.length - 2 ? (little ? 'utf-16le' : 'utf-16be') : null;
};

const isAscii = (bytes: Uint8Array): boolean => !bytes.some((byte) => byte > 0x7f);

/**
 * Whether most lines above ASCII are strict UTF-8. Nearly all UTF-8 text of Chinese is valid GB 18030 too when its bytes pair
 * up, but hardly a line of GB 18030 is valid UTF-8: a few GB 18030 lines do not make the others GB 18030.
 */
const mostLinesUtf8 = (bytes: Uint8Array): boolean => {
  let [utf8, other] = [0, 0];
  for (let start = 0; start < bytes.length;) {
    const lineEnd = bytes.indexOf(10, start);
    const end = lineEnd < 0 ? bytes.length : lineEnd;
    const line = bytes.subarray(start, end);
    if (!isAscii(line)) {
      if (firstBad(line, 0, utf8Length) < 0) utf8 += 1;
      else other += 1;
    }
    start = end + 1;
  }
  return utf8 > other;
};

/**
 * Encoding of a text by its first bytes: mark, zero bytes on one side, strict UTF-8, strict GB 18030 unless most lines are
 * UTF-8; else `mixed`. A choice stands above all but the mark's length.
 */
export const headEncoding = (
  bytes: Uint8Array,
  complete: boolean,
  choice: SourceChoice['encoding'],
): HeadEncoding => {
  const marked: HeadEncoding | null = startsWith(bytes, UTF8_MARK)
    ? { encoding: 'utf-8', mark: 3, note: null }
    : startsWith(bytes, [0xff, 0xfe])
      ? { encoding: 'utf-16le', mark: 2, note: null }
      : startsWith(bytes, [0xfe, 0xff])
        ? { encoding: 'utf-16be', mark: 2, note: null }
        : null;
  if (choice !== undefined)
    return { encoding: choice, mark: marked?.encoding === choice ? marked.mark : 0, note: null };
  if (marked !== null) return marked;
  const bare = bareUtf16(bytes);
  if (bare !== null)
    return { encoding: bare, mark: 0, note: `没有字节序标记，按零字节的位置识别为 ${bare.toUpperCase()}` };
  const text = uncut(bytes, complete);
  if (isAscii(text)) return { encoding: 'ascii', mark: 0, note: null };
  if (firstBad(text, 0, utf8Length) < 0) return { encoding: 'utf-8', mark: 0, note: null };
  const badGb = firstBad(text, 0, gb18030Length);
  if (badGb < 0 && !mostLinesUtf8(text)) return { encoding: 'gb18030', mark: 0, note: null };
  if (badGb < 0)
    return {
      encoding: 'mixed',
      mark: 0,
      note: `开头部分多数行是 UTF-8，其余行（首处在字节偏移 ${firstBad(text, 0, utf8Length)}）像 GB18030：混用编码`,
    };
  return {
    encoding: 'mixed',
    mark: 0,
    note: `开头部分既不全是 UTF-8（字节偏移 ${firstBad(text, 0, utf8Length)}），也不全是 GB18030（字节偏移 ${badGb}）：可能混用编码`,
  };
};
