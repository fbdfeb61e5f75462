/** Continuation of a white-space character (as `\s` knows it) that begins with `lead` at `i`. */
const isWideSpace = (bytes: Uint8Array, i: number, lead: number): boolean => {
  const [a = 0, b = 0] = [bytes[i + 1], bytes[i + 2]];
  if (lead === 0xc2) return a === 0xa0;
  if (lead === 0xe1) return a === 0x9a && b === 0x80;
  if (lead === 0xe2)
    return a === 0x80 ? b <= 0x8a || b === 0xa8 || b === 0xa9 || b === 0xaf : a === 0x81 && b === 0x9f;
  if (lead === 0xe3) return a === 0x80 && b === 0x80;
  return lead === 0xef && a === 0xbb && b === 0xbf;
};

/** Code points of a cell without white space; doubled quotes count once. */
export const claimChars = (bytes: Uint8Array, start: number, end: number): number => {
  let count = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte <= 0x20 || (byte >= 0x80 && byte < 0xc0)) continue;
    if (byte === 0x22) i += 1;
    else if (byte >= 0xc2 && isWideSpace(bytes, i, byte)) continue;
    count += 1;
  }
  return count;
};
