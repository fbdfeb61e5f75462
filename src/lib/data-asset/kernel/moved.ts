import { TopList } from './top-list';
import type { WorkRoom } from './work-room';

type Numbers = Uint8Array | Uint16Array | Int32Array | Float64Array;

const isNumbers = (value: unknown): value is Numbers =>
  value instanceof Uint8Array ||
  value instanceof Uint16Array ||
  value instanceof Int32Array ||
  value instanceof Float64Array;

const rebuilt = (value: unknown, move: (numbers: Numbers) => Numbers): unknown => {
  if (isNumbers(value)) return move(value);
  if (Array.isArray(value)) return value.map((part: unknown) => rebuilt(part, move));
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  const parts = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rebuilt(part, move)]));
  return value instanceof TopList ? Object.assign(Object.create(TopList.prototype) as TopList, parts) : parts;
};

/** The same plain data with every array where `move` puts it. */
const withArrays = <T>(value: T, move: (numbers: Numbers) => Numbers): T => rebuilt(value, move) as T;

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
