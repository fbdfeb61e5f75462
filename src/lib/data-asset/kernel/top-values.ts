import { hashRange } from './hash64';
import { dataView } from './record-block';
import type { TopSketch, TopValue } from './sketch';

/** Counters of values that are not listed, by a part of their hash. */
export const UNLISTED = 2048;
const LISTED = 2048;

/** Bytes that may be white space at either end of a value; U+3000 is E3 80 80. */
export const isWhiteByte = (byte: number): boolean => byte <= 32 || byte === 0xe3 || byte === 0x80;

const isSpace = (byte: number | undefined): boolean =>
  byte === 32 || byte === 9 || byte === 10 || byte === 13;

/** These three bytes cannot stand at either end of GB 18030 text. */
const isWideSpace = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0xe3 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x80;

export const trimmedStart = (bytes: Uint8Array, from: number, end: number): number => {
  let start = from;
  for (;;) {
    if (start < end && isSpace(bytes[start])) start += 1;
    else if (end - start >= 3 && isWideSpace(bytes, start)) start += 3;
    else return start;
  }
};

export const trimmedEnd = (bytes: Uint8Array, start: number, to: number): number => {
  let end = to;
  for (;;) {
    if (end > start && isSpace(bytes[end - 1])) end -= 1;
    else if (end - start >= 3 && isWideSpace(bytes, end - 3)) end -= 3;
    else return end;
  }
};

const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};

const partOf = (value: Uint8Array): number => {
  const hash = new Int32Array(2);
  hashRange(value, dataView(value), 0, value.length, hash);
  return ((hash[1] ?? 0) >>> 16) & (UNLISTED - 1);
};

/** The most frequent ones; what is left out joins the unlisted. */
export const limitTop = (
  values: readonly TopValue[],
  complete: boolean,
  unlisted: Float64Array,
): TopSketch => {
  const sorted = [...values].sort((a, b) => b.count - a.count || compareBytes(a.value, b.value));
  const rest = unlisted.slice();
  for (const { value, count } of sorted.slice(LISTED)) {
    const part = partOf(value);
    // Its missed occurrences are counted there already.
    rest[part] = (rest[part] ?? 0) + count;
  }
  return {
    values: sorted.slice(0, LISTED),
    complete: complete && sorted.length <= LISTED,
    unlisted: rest,
  };
};

const keyOf = (value: Uint8Array): string => String.fromCharCode(...value);

/**
 * Counts add up; a value that only one side lists may have occurred on the other as often as its part of the hash says
 * there. So `count` ≤ true ≤ `count + missed` stays true in any order of merging; complete lists merge exactly.
 */
export const mergeTop = (a: TopSketch, b: TopSketch): TopSketch => {
  const left = new Map(a.values.map((entry) => [keyOf(entry.value), entry]));
  const right = new Map(b.values.map((entry) => [keyOf(entry.value), entry]));
  const merged: TopValue[] = [];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [x, y] = [left.get(key), right.get(key)];
    const value = (x ?? y)?.value ?? new Uint8Array();
    const part = partOf(value);
    merged.push({
      value,
      count: (x?.count ?? 0) + (y?.count ?? 0),
      missed: (x?.missed ?? a.unlisted[part] ?? 0) + (y?.missed ?? b.unlisted[part] ?? 0),
    });
  }
  const unlisted = a.unlisted.map((count, i) => count + (b.unlisted[i] ?? 0));
  return limitTop(merged, a.complete && b.complete, unlisted);
};

/** The most often that any value which is not listed can occur. */
export const mostUnlisted = (top: TopSketch): number =>
  top.unlisted.reduce((most, count) => Math.max(most, count), 0);
