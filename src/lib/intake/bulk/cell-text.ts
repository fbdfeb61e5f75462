const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Text of a cell as the table reader would give it. Only quoted cells hold quotes, and those doubled. The bytes may be
 * shared memory, which decoders refuse: copied.
 */
export const cellText = (bytes: Uint8Array, start: number, end: number): string =>
  DECODER.decode(bytes.slice(start, end)).replaceAll('""', '"');

/**
 * Whether white space (as `String.trim` knows it) may stand at an edge of the bytes: exact for ASCII, too careful for
 * characters that share a first byte with a space.
 */
export const mayBePadded = (bytes: Uint8Array, start: number, end: number): boolean => {
  const first = bytes[start] ?? 0x20;
  const last = bytes[end - 1] ?? 0x20;
  if (first <= 0x20 || last <= 0x20) return true;
  if (first === 0xc2 || first === 0xe1 || first === 0xe2 || first === 0xe3 || first === 0xef) return true;
  if (last < 0x80) return false;
  const lead = bytes[end - 3] ?? 0;
  return (
    bytes[end - 2] === 0xc2 ||
    lead === 0xe1 ||
    lead === 0xe2 ||
    (lead === 0xe3 && last === 0x80) ||
    lead === 0xef
  );
};

/** Longest missing-value word in bytes is `－－`; anything longer that is not padded says something. */
const LONGEST_MISSING = 6;

/** Whether the cell surely holds a value; `false` = ask `isMissing`. */
export const surelyFilled = (bytes: Uint8Array, start: number, end: number): boolean =>
  end - start > LONGEST_MISSING && !mayBePadded(bytes, start, end);

/** Whether the cell is surely blank (`trim() === ''`) or surely not; `null` = decode it. */
export const blankness = (bytes: Uint8Array, start: number, end: number): boolean | null => {
  if (start === end) return true;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) continue;
    return byte < 0x80 || byte >= 0xe4 ? (byte === 0xef ? null : false) : null;
  }
  return true;
};

/** Leads of characters among which the unseen ones are (`kernel/characters`). */
const suspicious = (byte: number): boolean =>
  byte === 0xc2 || byte === 0xd8 || byte === 0xe1 || byte === 0xe2 || byte === 0xef;

/** Whether `markUnseen` surely leaves the text alone; `false` = decode it. */
export const surelySeen = (bytes: Uint8Array, start: number, end: number): boolean => {
  for (let i = start; i < end; i++) if (suspicious(bytes[i] ?? 0)) return false;
  return true;
};

/**
 * Whether the text surely has no more than `limit` UTF-16 units, also after `markUnseen` has named every unseen character
 * (at most eight units for two bytes); `false` = decode it and count.
 */
export const surelyShort = (bytes: Uint8Array, start: number, end: number, limit: number): boolean => {
  const length = end - start;
  if (length * 4 <= limit) return true;
  if (length > limit) return false;
  return surelySeen(bytes, start, end);
};
