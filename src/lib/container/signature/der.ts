/** One element of DER (X.690 §8 and §10): only definite, shortest lengths and single-byte tags. */
export interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content. */
  readonly whole: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmp: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The element at the start of the bytes; `null` when there is none in this form. */
const first = (bytes: Uint8Array): Der | null => {
  const [tag, short] = bytes;
  if (tag === undefined || short === undefined || (tag & 0x1f) === 0x1f) return null;
  let length = short;
  let head = 2;
  if (short >= 0x80) {
    const count = short & 0x7f;
    if (count === 0 || count > 4) return null;
    head += count;
    length = 0;
    for (const byte of bytes.subarray(2, head)) length = length * 256 + byte;
    if (bytes.length < head || length < 0x80 || bytes[2] === 0) return null;
  }
  const end = head + length;
  return end > bytes.length
    ? null
    : { tag, content: bytes.subarray(head, end), whole: bytes.subarray(0, end) };
};

/** The one element that these bytes are; `null` when something follows it. */
export const parseDer = (bytes: Uint8Array): Der | null => {
  const der = first(bytes);
  return der !== null && der.whole.length === bytes.length ? der : null;
};

/** The elements inside, in order; `null` when the content is not whole elements. */
export const inside = (der: Der | null | undefined, tag?: number): readonly Der[] | null => {
  if (der === null || der === undefined || (tag !== undefined && der.tag !== tag)) return null;
  const elements: Der[] = [];
  for (let at = 0; at < der.content.length;) {
    const next = first(der.content.subarray(at));
    if (next === null) return null;
    elements.push(next);
    at += next.whole.length;
  }
  return elements;
};

/** The longest number there is a use for: a coordinate, a share of a signature, a serial number (RFC 5280 §4.1.2.2: 20). */
const MOST_BYTES = 33;

/** A non-negative INTEGER in its shortest form, of at most 256 bits unless told; `null` for anything else. */
export const naturalOf = (der: Der | undefined, mostBytes = MOST_BYTES): bigint | null => {
  if (der?.tag !== TAG.integer || der.content.length > mostBytes) return null;
  const [lead, next] = der.content;
  if (lead === undefined || lead >= 0x80 || (lead === 0 && next !== undefined && next < 0x80)) return null;
  return BigInt(`0x${[...der.content].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);
};

/** Dotted text of an OBJECT IDENTIFIER; empty for anything else. */
export const oidOf = (der: Der | undefined): string => {
  if (der?.tag !== TAG.oid || der.content.length === 0) return '';
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of der.content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [lead = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(lead / 40));
  return [top, lead - top * 40, ...rest].join('.');
};

/** Content of a BIT STRING of whole bytes; `null` for anything else. */
export const bytesOfBits = (der: Der | undefined): Uint8Array | null =>
  der?.tag === TAG.bits && der.content[0] === 0 ? der.content.subarray(1) : null;
