import { type Result, ok, refuse } from './result';

const ENCODER = new TextEncoder();
/** Keeps nothing between calls: it is never asked to stream. */
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of well-formed text. Throws on a lone surrogate, which an encoder would silently replace. */
export const encodeUtf8 = (text: string): Uint8Array => {
  if (/\p{Surrogate}/u.test(text)) throw new Error('lone surrogate in text');
  return ENCODER.encode(text);
};

/** Text of UTF-8 bytes. A byte order mark stays as U+FEFF. Malformed bytes fail with `E_UTF8`. */
export const decodeUtf8 = (bytes: Uint8Array): Result<string> => {
  try {
    return ok(DECODER.decode(bytes));
  } catch {
    return refuse('E_UTF8', '内容不是有效的 UTF-8 文本', '', '请用 UTF-8 编码重新保存后再导入');
  }
};
