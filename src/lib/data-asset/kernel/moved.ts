import { TopList } from './top-list';
import type { WorkRoom } from './work-room';

type Numbers = Uint8Array | Uint16Array | Int32Array | Float64Array;

const isNumbers = (value: unknown): value is Numbers =>
  value instanceof Uint8Array ||
  value instanceof Uint16Array ||
  value instanceof Int32Array ||
  value instanceof Float64Array;

/** @param other what stands for a part instead; `undefined` = nothing does */
const rebuilt = (value: unknown, other: (part: unknown) => unknown): unknown => {
  const instead = other(value);
  if (instead !== undefined) return instead;
  if (Array.isArray(value)) return value.map((part: unknown) => rebuilt(part, other));
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  const parts: Record<string, unknown> = {};
  for (const key of Object.keys(value)) parts[key] = rebuilt((value as Record<string, unknown>)[key], other);
  return value instanceof TopList ? Object.assign(Object.create(TopList.prototype) as TopList, parts) : parts;
};

/** The same plain data with every array where `move` puts it. */
const withArrays = <T>(value: T, move: (numbers: Numbers) => Numbers): T =>
  rebuilt(value, (part) => (isNumbers(part) ? move(part) : undefined)) as T;

const like = (numbers: Numbers, buffer: ArrayBuffer, at: number): Numbers => {
  if (numbers instanceof Uint8Array) return new Uint8Array(buffer, at, numbers.length);
  if (numbers instanceof Uint16Array) return new Uint16Array(buffer, at, numbers.length);
  return numbers instanceof Int32Array
    ? new Int32Array(buffer, at, numbers.length)
    : new Float64Array(buffer, at, numbers.length);
};

const copy = (numbers: Numbers, to: Numbers): Numbers => {
  to.set(numbers);
  return to;
};

/** All arrays in the room; those that lie there already stay. */
export const movedInto = <T>(room: WorkRoom, value: T): T =>
  withArrays(value, (numbers) => {
    if (room.holds(numbers)) return numbers;
    const { buffer, byteOffset } = room.bytes(numbers.byteLength);
    return copy(numbers, like(numbers, buffer, byteOffset));
  });

/** All arrays one after the other in one piece of memory, which is what goes over to another worker. @param spare to be used when it is large enough */
export const packed = <T>(
  value: T,
  spare: ArrayBuffer | null,
): { readonly value: T; readonly buffer: ArrayBuffer } => {
  let size = 0;
  withArrays(value, (numbers) => {
    size += (numbers.byteLength + 7) & ~7;
    return numbers;
  });
  const buffer = spare !== null && spare.byteLength >= size ? spare : new ArrayBuffer(size + (size >> 2));
  let at = 0;
  const moved = withArrays(value, (numbers) => {
    const to = like(numbers, buffer, at);
    at += (numbers.byteLength + 7) & ~7;
    return copy(numbers, to);
  });
  return { value: moved, buffer };
};

/** Stands for an array in a piece of memory: the browser makes two objects of its own of every view that crosses, and clears them away late. */
interface Place {
  readonly $array: 'u8' | 'u16' | 'i32' | 'f64';
  readonly at: number;
  readonly length: number;
}

const tagOf = (numbers: Numbers): Place['$array'] => {
  if (numbers instanceof Uint8Array) return 'u8';
  if (numbers instanceof Uint16Array) return 'u16';
  return numbers instanceof Int32Array ? 'i32' : 'f64';
};

const viewAt = ({ $array, at, length }: Place, buffer: ArrayBuffer): Numbers => {
  if ($array === 'u8') return new Uint8Array(buffer, at, length);
  if ($array === 'u16') return new Uint16Array(buffer, at, length);
  return $array === 'i32' ? new Int32Array(buffer, at, length) : new Float64Array(buffer, at, length);
};

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' && value !== null && '$array' in value;

/** What was packed, with places instead of arrays: the memory crosses beside it. */
export const placed = (value: unknown): unknown =>
  rebuilt(value, (part) =>
    isNumbers(part)
      ? ({ $array: tagOf(part), at: part.byteOffset, length: part.length } satisfies Place)
      : undefined,
  );

/** What `placed` made, with its arrays again. The classes of what crossed are gone. */
export const unplaced = (value: unknown, buffer: ArrayBuffer): unknown =>
  rebuilt(value, (part) => (isPlace(part) ? viewAt(part, buffer) : undefined));
