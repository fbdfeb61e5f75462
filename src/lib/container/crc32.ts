const SLICES = 8;

/** Eight tables so that eight bytes are folded per step (slicing-by-8); table 0 is the classic one. */
const TABLES: readonly Uint32Array[] = (() => {
  const tables = Array.from({ length: SLICES }, () => new Uint32Array(256));
  const [first] = tables;
  if (first === undefined) return tables;
  for (let n = 0; n < 256; n += 1) {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    first[n] = c;
  }
  for (let slice = 1; slice < SLICES; slice += 1)
    for (let n = 0; n < 256; n += 1) {
      const before = tables[slice - 1]?.[n] ?? 0;
      (tables[slice] ?? first)[n] = (first[before & 0xff] ?? 0) ^ (before >>> 8);
    }
  return tables;
})();

const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES;

type Crc32 = (bytes: Uint8Array, before?: number) => number;

let machine: Crc32 | null = null;

/** The terminal brings the checksum of its machine; everywhere else the portable one stays. Both say the same of the same bytes. */
export const provideCrc32 = (own: Crc32): void => {
  machine = own;
};

/**
 * CRC-32 as in ISO 3309 and the ZIP format (APPNOTE 4.4.7): reflected polynomial EDB88320. Unsigned.
 *
 * @param before that of the bytes that came before these
 */
export const crc32 = (bytes: Uint8Array, before = 0): number => {
  if (machine !== null) return machine(bytes, before);
  let c = before ^ 0xffffffff;
  let i = 0;
  if (T0 && T1 && T2 && T3 && T4 && T5 && T6 && T7)
    for (const end = bytes.length - 7; i < end; i += 8) {
      c ^=
        (bytes[i] ?? 0) |
        ((bytes[i + 1] ?? 0) << 8) |
        ((bytes[i + 2] ?? 0) << 16) |
        ((bytes[i + 3] ?? 0) << 24);
      c =
        (T7[c & 0xff] ?? 0) ^
        (T6[(c >>> 8) & 0xff] ?? 0) ^
        (T5[(c >>> 16) & 0xff] ?? 0) ^
        (T4[c >>> 24] ?? 0) ^
        (T3[bytes[i + 4] ?? 0] ?? 0) ^
        (T2[bytes[i + 5] ?? 0] ?? 0) ^
        (T1[bytes[i + 6] ?? 0] ?? 0) ^
        (T0[bytes[i + 7] ?? 0] ?? 0);
    }
  for (; i < bytes.length; i += 1) c = (T0?.[(c ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};
