import * as v from 'valibot';
import type { JsonValue } from '../../kernel/json';

/** Typed arrays as base64 text of their little-endian bytes, told apart by a letter. */

type Packable = Uint8Array | Uint16Array | Int32Array | Float64Array;

const DIGITS = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const PADDING = 61;

/** Bytes of the base64 text of so many bytes. */
const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4;

/** Writes base64 text; returns where it ends. */
const writeBase64 = (bytes: Uint8Array, into: Uint8Array, from: number): number => {
  let at = from;
  for (let i = 0; i < bytes.length; i += 3) {
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    into[at] = DIGITS[word >> 18] ?? 0;
    into[at + 1] = DIGITS[(word >> 12) & 63] ?? 0;
    into[at + 2] = i + 1 < bytes.length ? (DIGITS[(word >> 6) & 63] ?? 0) : PADDING;
    into[at + 3] = i + 2 < bytes.length ? (DIGITS[word & 63] ?? 0) : PADDING;
    at += 4;
  }
  return at;
};

const tagOf = (array: Packable): string => {
  if (array instanceof Uint8Array) return 'u8';
  if (array instanceof Uint16Array) return 'u16';
  return array instanceof Int32Array ? 'i32' : 'f64';
};

const isPackable = (value: unknown): value is Packable =>
  value instanceof Uint8Array ||
  value instanceof Uint16Array ||
  value instanceof Int32Array ||
  value instanceof Float64Array;

const FIRST_BYTES = 1024 * 1024;
/** Memory that was too small grows by a quarter: it travels as a whole. */
const GROWTH = 1.25;
const encoder = new TextEncoder();

/**
 * Plain data with typed arrays and maps as JSON, in UTF-8; maps become lists of pairs. Numbers must be safe to write: see `float`.
 * Written as bytes: as strings every checkpoint of a scan left several times its length behind.
 */
export class JsonWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  /** @param memory to write into while it is large enough */
  constructor(memory: ArrayBuffer | null = null) {
    this.#bytes = memory === null ? new Uint8Array(FIRST_BYTES) : new Uint8Array(memory);
  }

  /** The text; valid until the next one is written. */
  write(value: unknown): Uint8Array<ArrayBuffer> {
    this.#length = 0;
    this.#value(value);
    return this.#bytes.subarray(0, this.#length);
  }

  #value(value: unknown): void {
    if (isPackable(value)) this.#array(value);
    else if (value instanceof Map) this.#list([...value]);
    else if (Array.isArray(value)) this.#list(value);
    else if (typeof value === 'object' && value !== null) this.#object(value);
    else if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
      this.#text(JSON.stringify(value));
    else this.#text('null');
  }

  #list(parts: readonly unknown[]): void {
    parts.forEach((part, i) => {
      this.#text(i === 0 ? '[' : ',');
      this.#value(part);
    });
    this.#text(parts.length === 0 ? '[]' : ']');
  }

  #object(value: object): void {
    let before = '{';
    for (const [key, part] of Object.entries(value)) {
      this.#text(`${before}${JSON.stringify(key)}:`);
      this.#value(part);
      before = ',';
    }
    this.#text(before === '{' ? '{}' : '}');
  }

  #array(array: Packable): void {
    this.#text(`"${tagOf(array)}:`);
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    this.#reserve(base64Length(bytes.length));
    this.#length = writeBase64(bytes, this.#bytes, this.#length);
    this.#text('"');
  }

  #text(text: string): void {
    this.#reserve(text.length * 3);
    this.#length += encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.ceil(Math.max(this.#bytes.length * GROWTH, this.#length + more)));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** The same as plain JSON values. */
export const toJson = (value: unknown): JsonValue =>
  JSON.parse(new TextDecoder().decode(new JsonWriter().write(value))) as JsonValue;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const decoded = (text: string, tag: string, width: number): ArrayBuffer | null => {
  const body = text.slice(tag.length + 1);
  if (!text.startsWith(`${tag}:`) || !BASE64.test(body)) return null;
  const raw = atob(body);
  if (raw.length % width !== 0) return null;
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  return bytes.buffer;
};

const packedAs = <T>(tag: string, width: number, wrap: (buffer: ArrayBuffer) => T) =>
  v.pipe(
    v.string(),
    v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
      const buffer = decoded(dataset.value, tag, width);
      if (buffer !== null) return wrap(buffer);
      addIssue({ message: `应为 ${tag} 数组的 base64` });
      return NEVER;
    }),
  );

export const packedBytes = packedAs('u8', 1, (buffer) => new Uint8Array(buffer));
export const packedShorts = packedAs('u16', 2, (buffer) => new Uint16Array(buffer));
export const packedIntegers = packedAs('i32', 4, (buffer) => new Int32Array(buffer));

/** Counts: whole numbers from 0 on that a double holds exactly. */
export const packedCounts = v.pipe(
  packedAs('f64', 8, (buffer) => new Float64Array(buffer)),
  v.check((counts) => counts.every((n) => Number.isSafeInteger(n) && n >= 0), '计数应为非负整数'),
);

/** A double that may be anything a computation leaves behind; JSON has no infinity and the strict reader no large numbers. */
export const float = v.pipe(
  v.string(),
  v.regex(/^(-?\d+(\.\d+)?(e[+-]\d+)?|-?Infinity|NaN)$/, '应为数字文本'),
  v.transform(Number),
);
