import { type Failure, type Result, fail, ok } from '../kernel/result';
import { firstBad, firstBadUtf16, gb18030Length, lineOfByte, utf8Length } from './byte-sequences';

/** Recognised without asking: the first four. The rest only when a person chose them. */
export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'big5' | 'shift_jis' | 'windows-1252';

export interface Detected {
  readonly encoding: Encoding;
  /** Bytes of the byte-order mark, not part of the text. */
  readonly bomBytes: number;
}

const RESAVE = '请在原软件中另存为 UTF-8 编码的 CSV（或 .xlsx）后重新导入';
const CHOOSE = '请在导入页查看预览并指定编码，或在原软件中另存为 UTF-8 编码的 CSV';

const at = (path: string, code: string, message: string, remedy: string): Failure => ({
  code,
  message,
  path,
  remedy,
});

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, i) => bytes[i] === byte);

const bomOf = (bytes: Uint8Array): Detected | null => {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', bomBytes: 3 };
  if (startsWith(bytes, [0xff, 0xfe])) return { encoding: 'utf-16le', bomBytes: 2 };
  if (startsWith(bytes, [0xfe, 0xff])) return { encoding: 'utf-16be', bomBytes: 2 };
  return null;
};

const NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  big5: 'Big5',
  shift_jis: 'Shift-JIS',
  'windows-1252': 'Windows-1252',
};

/** Offset of the first byte that `encoding` cannot read, or −1. Code tables without a structure check go through the decoder. */
const firstBadIn = (bytes: Uint8Array, { encoding, bomBytes }: Detected): number => {
  switch (encoding) {
    case 'utf-8':
      return firstBad(bytes, bomBytes, utf8Length);
    case 'gb18030':
      return firstBad(bytes, bomBytes, gb18030Length);
    case 'utf-16le':
    case 'utf-16be':
      return firstBadUtf16(bytes, bomBytes, encoding === 'utf-16le');
    default:
      return firstRefused(bytes, encoding);
  }
};

/** Reads line by line and then byte by byte, because the decoder does not say where it stopped. */
const firstRefused = (bytes: Uint8Array, encoding: Encoding): number => {
  for (let start = 0; start < bytes.length;) {
    const next = bytes.indexOf(10, start);
    const end = next < 0 ? bytes.length : next + 1;
    const line = bytes.subarray(start, end);
    if (!decodes(line, encoding)) {
      const decoder = new TextDecoder(encoding, { fatal: true });
      for (let i = 0; i < line.length; i += 1) {
        try {
          decoder.decode(line.subarray(i, i + 1), { stream: true });
        } catch {
          return start + i;
        }
      }
      return end - 1;
    }
    start = end;
  }
  return -1;
};

const decodes = (bytes: Uint8Array, encoding: Encoding): boolean => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

const badIn = (bytes: Uint8Array, detected: Detected, offset: number, path: string): Failure =>
  at(
    path,
    'E_ENCODING',
    `按 ${NAMES[detected.encoding]} 解码失败：第 ${lineOfByte(bytes, offset)} 行、字节偏移 ${offset} 处的内容无效`,
    RESAVE,
  );

const checked = (bytes: Uint8Array, detected: Detected, path: string): Result<Detected> => {
  const offset = firstBadIn(bytes, detected);
  return offset < 0 ? ok(detected) : fail(badIn(bytes, detected, offset, path));
};

/**
 * Whether a stretch of non-ASCII bytes begins with four three-byte UTF-8 sequences. In text that was really
 * written in GB 18030 the pattern has a chance of about 1 in 10^10 per stretch.
 */
const holdsUtf8Text = (bytes: Uint8Array): boolean => {
  for (let i = 0; i < bytes.length; i += 1) {
    if ((bytes[i] ?? 0) < 0x80) continue;
    let sequences = 0;
    for (let length = utf8Length(bytes, i); length > 1; length = utf8Length(bytes, i)) {
      if (length === 3) sequences += 1;
      i += length;
    }
    if (sequences >= 4) return true;
    while ((bytes[i] ?? 0) >= 0x80) i += 1;
  }
  return false;
};

/**
 * Whether the two-byte characters look like another East Asian code: genuine lists stay almost wholly inside
 * the GB 2312 area, while Big5 and Shift-JIS read as GB 18030 fall outside it every other time.
 */
const looksForeign = (bytes: Uint8Array): boolean => {
  let inside = 0;
  let outside = 0;
  for (let i = 0; i < bytes.length;) {
    const length = gb18030Length(bytes, i);
    if (length === 2) {
      const lead = bytes[i] ?? 0;
      if (lead >= 0xa1 && lead <= 0xf7 && (bytes[i + 1] ?? 0) >= 0xa1) inside += 1;
      else outside += 1;
    }
    i += Math.max(1, length);
  }
  return outside >= 4 && outside * 10 > inside + outside;
};

const guessless = (bytes: Uint8Array, path: string): Result<Detected> => {
  const utf8: Detected = { encoding: 'utf-8', bomBytes: 0 };
  const badUtf8 = firstBad(bytes, 0, utf8Length);
  if (badUtf8 < 0) return ok(utf8);
  const line = lineOfByte(bytes, badUtf8);
  if (holdsUtf8Text(bytes))
    return fail(
      at(
        path,
        'E_ENCODING_MIXED',
        `文件主体是 UTF-8，但第 ${line} 行、字节偏移 ${badUtf8} 处不是有效的 UTF-8（混用编码、文件被截断或损坏）`,
        RESAVE,
      ),
    );
  const badGb = firstBad(bytes, 0, gb18030Length);
  if (badGb >= 0)
    return fail(
      at(
        path,
        'E_ENCODING',
        `既不是有效的 UTF-8（第 ${line} 行、字节偏移 ${badUtf8}），也不是有效的 GB18030（第 ${lineOfByte(bytes, badGb)} 行、字节偏移 ${badGb}）`,
        CHOOSE,
      ),
    );
  if (looksForeign(bytes))
    return fail(
      at(
        path,
        'E_ENCODING_DOUBTFUL',
        '文件不是 UTF-8；按 GB18030 虽可读出，但多数为生僻字，可能是 Big5、Shift-JIS 等其他编码，程序不作猜测',
        CHOOSE,
      ),
    );
  return ok({ encoding: 'gb18030', bomBytes: 0 });
};

/**
 * Decides the encoding of a text file and proves that the whole of it is well-formed: byte-order mark, then
 * strict UTF-8, then strict GB 18030. UTF-16 only with its mark. Nothing further is guessed.
 * @param chosen encoding picked by a person; then only that one is tried
 * @returns `E_ENCODING` with line and byte offset, `E_ENCODING_MIXED`, `E_ENCODING_DOUBTFUL`
 */
export const detectEncoding = (bytes: Uint8Array, path = '', chosen?: Encoding): Result<Detected> => {
  const bom = bomOf(bytes);
  if (chosen !== undefined)
    return checked(bytes, bom?.encoding === chosen ? bom : { encoding: chosen, bomBytes: 0 }, path);
  return bom === null ? guessless(bytes, path) : checked(bytes, bom, path);
};
