import type { Detected } from './encoding';

/** C0 controls and DEL, except tab and line ends. */
const isControl = (code: number): boolean =>
  (code < 0x20 && code !== 9 && code !== 10 && code !== 13) || code === 0x7f;

/**
 * First control character of a text file and its byte offset, or `null`. Works on bytes, because no
 * supported multi-byte code uses these values inside a character.
 */
export const firstControlByte = (
  bytes: Uint8Array,
  { encoding, bomBytes }: Detected,
): { readonly offset: number; readonly code: number } | null => {
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const low = encoding === 'utf-16be' ? 1 : 0;
  for (let i = bomBytes; i < bytes.length; i += wide ? 2 : 1) {
    const code = bytes[wide ? i + low : i] ?? 0;
    if (isControl(code) && !(wide && (bytes[i + 1 - low] ?? 0) !== 0)) return { offset: i, code };
  }
  return null;
};
