import { TopDraft, type TopList, topColumns, topHashes, unlistedPart } from './top-list';
import type { TopColumns, TopSketch } from './sketch';
import { WorkRoom } from './work-room';

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

const sameBytes = (a: TopColumns, i: number, b: TopColumns, j: number): boolean => {
  const from = i === 0 ? 0 : (a.ends[i - 1] ?? 0);
  const other = j === 0 ? 0 : (b.ends[j - 1] ?? 0);
  const length = (a.ends[i] ?? 0) - from;
  if (length !== (b.ends[j] ?? 0) - other) return false;
  for (let k = 0; k < length; k += 1) if (a.bytes[from + k] !== b.bytes[other + k]) return false;
  return true;
};

/** Finds values of a list by their hash. */
class TopIndex {
  readonly #list: TopColumns;
  readonly #hashes: Int32Array;
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(list: TopColumns, hashes: Int32Array, room: WorkRoom) {
    this.#list = list;
    this.#hashes = hashes;
    let size = 16;
    while (size < list.ends.length * 2) size *= 2;
    this.#slots = room.integers(size);
    this.#mask = size - 1;
    for (let i = 0; i < list.ends.length; i += 1) {
      let slot = (hashes[2 * i + 1] ?? 0) & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = i + 1;
    }
  }

  /** Index of value `j` of another list here; −1 when it is not listed. */
  find(other: TopColumns, j: number, high: number, low: number): number {
    for (let slot = low & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const i = (this.#slots[slot] ?? 0) - 1;
      if (i < 0) return -1;
      const equal = this.#hashes[2 * i] === high && this.#hashes[2 * i + 1] === low;
      if (equal && sameBytes(this.#list, i, other, j)) return i;
    }
  }
}

/**
 * Counts add up; a value that only one side lists may have occurred on the other as often as its part of the hash says
 * there. So `count` ≤ true ≤ `count + missed` stays true in any order of merging; complete lists merge exactly.
 */
export const mergeTop = (a: TopSketch, b: TopSketch, room = new WorkRoom()): TopList => {
  const [left, right] = [topColumns(a), topColumns(b)];
  const [leftHashes, rightHashes] = [topHashes(left, room), topHashes(right, room)];
  const index = new TopIndex(left, leftHashes, room);
  const draft = new TopDraft(left.ends.length + right.ends.length, [left.bytes, right.bytes], room);
  /** What the right side adds to value i of the left one. */
  const more = room.integers(left.ends.length).fill(-1);
  for (let j = 0; j < right.ends.length; j += 1) {
    const low = rightHashes[2 * j + 1] ?? 0;
    const i = index.find(right, j, rightHashes[2 * j] ?? 0, low);
    if (i >= 0) {
      more[i] = j;
      continue;
    }
    const missed = (right.missed[j] ?? 0) + (a.unlisted[unlistedPart(low)] ?? 0);
    draft.add(
      1,
      j === 0 ? 0 : (right.ends[j - 1] ?? 0),
      right.ends[j] ?? 0,
      low,
      right.counts[j] ?? 0,
      missed,
    );
  }
  for (let i = 0; i < left.ends.length; i += 1) {
    const low = leftHashes[2 * i + 1] ?? 0;
    const j = more[i] ?? -1;
    const missed = j < 0 ? (b.unlisted[unlistedPart(low)] ?? 0) : (right.missed[j] ?? 0);
    const count = (left.counts[i] ?? 0) + (j < 0 ? 0 : (right.counts[j] ?? 0));
    draft.add(
      0,
      i === 0 ? 0 : (left.ends[i - 1] ?? 0),
      left.ends[i] ?? 0,
      low,
      count,
      (left.missed[i] ?? 0) + missed,
    );
  }
  const unlisted = room.floats(a.unlisted.length);
  for (let i = 0; i < unlisted.length; i += 1) unlisted[i] = (a.unlisted[i] ?? 0) + (b.unlisted[i] ?? 0);
  return draft.list(a.complete && b.complete, unlisted);
};

/** The most often that any value which is not listed can occur. */
export const mostUnlisted = (top: TopSketch): number =>
  top.unlisted.reduce((most, count) => Math.max(most, count), 0);
