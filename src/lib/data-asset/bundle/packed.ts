import * as v from 'valibot';
import type { JsonValue } from '../../kernel/json';

/** Typed arrays as base64 text of their little-endian bytes, told apart by a letter. */

type Packable = Uint8Array | Uint16Array | Int32Array | Float64Array;

const PIECE = 0x8000;

const base64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let i = 0; i < bytes.length; i += PIECE) text += String.fromCharCode(...bytes.subarray(i, i + PIECE));
  return btoa(text);
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

/** Plain data with typed arrays and maps as JSON; maps become lists of pairs. Numbers must be safe to write: see `float`. */
export const toJson = (value: unknown): JsonValue => {
  if (isPackable(value))
    return `${tagOf(value)}:${base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))}`;
  if (value instanceof Map) return [...value].map(toJson);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toJson(part)]));
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  return null;
};

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
