import { hashRange } from './hash64';
import { dataView } from './record-block';
import type { ProfileSketch, TopColumns, TopSketch, TopValue } from './sketch';
import type { WorkRoom } from './work-room';

/** Counters of values that are not listed, by a part of their hash. */
export const UNLISTED = 2048;
const LISTED = 2048;

export const unlistedPart = (low: number): number => (low >>> 16) & (UNLISTED - 1);

const NOTHING: TopColumns = {
  bytes: new Uint8Array(0),
  ends: new Int32Array(0),
  counts: new Float64Array(0),
  missed: new Float64Array(0),
};

export const packValues = (values: readonly TopValue[]): TopColumns => {
  const bytes = new Uint8Array(values.reduce((sum, { value }) => sum + value.length, 0));
  const ends = new Int32Array(values.length);
  let at = 0;
  values.forEach(({ value }, i) => {
    bytes.set(value, at);
    at += value.length;
    ends[i] = at;
  });
  return {
    bytes,
    ends,
    counts: Float64Array.from(values, ({ count }) => count),
    missed: Float64Array.from(values, ({ missed }) => missed),
  };
};

/** Frequent values by columns: four arrays instead of some thousand objects, which a merge would leave behind for every block. */
export class TopList implements TopSketch {
  readonly columns: TopColumns;
  readonly complete: boolean;
  readonly unlisted: Float64Array;

  constructor(columns: TopColumns, complete: boolean, unlisted: Float64Array) {
    this.columns = columns;
    this.complete = complete;
    this.unlisted = unlisted;
  }

  get values(): readonly TopValue[] {
    const { bytes, ends, counts, missed } = this.columns;
    return Array.from(ends, (end, i) => ({
      value: bytes.slice(i === 0 ? 0 : ends[i - 1], end),
      count: counts[i] ?? 0,
      missed: missed[i] ?? 0,
    }));
  }
}

/** A sketch that came from another worker, where objects arrive without their class. */
export const revived = (sketch: ProfileSketch): ProfileSketch => ({
  ...sketch,
  columns: sketch.columns.map((column) => {
    const { columns, complete, unlisted } = column.top as TopSketch & Pick<TopList, 'columns'>;
    return { ...column, top: new TopList(columns, complete, unlisted) };
  }),
});

/** The same by columns, whatever made it. */
export const topColumns = (top: TopSketch): TopColumns =>
  top instanceof TopList ? top.columns : packValues(top.values);

/** Values anywhere in memory with their counts, on the way to a list. */
export class TopDraft {
  readonly #room: WorkRoom;
  readonly #bytes: readonly Uint8Array[];
  /** Which of `bytes`, from, to. */
  readonly #places: Int32Array;
  readonly #counts: Float64Array;
  readonly #missed: Float64Array;
  readonly #lows: Int32Array;
  /** The first six bytes as a number: most comparisons end here. */
  readonly #heads: Float64Array;
  #length = 0;

  /** @param capacity values at most; @param bytes where they lie */
  constructor(capacity: number, bytes: readonly Uint8Array[], room: WorkRoom) {
    this.#room = room;
    this.#bytes = bytes;
    this.#places = room.integers(capacity * 3);
    this.#counts = room.floats(capacity);
    this.#missed = room.floats(capacity);
    this.#lows = room.integers(capacity);
    this.#heads = room.floats(capacity);
  }

  /** @param low half of the hash of the value */
  add(part: number, from: number, to: number, low: number, count: number, missed: number): void {
    const at = this.#length;
    this.#places[3 * at] = part;
    this.#places[3 * at + 1] = from;
    this.#places[3 * at + 2] = to;
    this.#counts[at] = count;
    this.#missed[at] = missed;
    this.#lows[at] = low;
    this.#heads[at] = headOf(this.#bytes[part] ?? NOTHING.bytes, from, to);
    this.#length += 1;
  }

  /** The most frequent ones, ties by bytes; what is left out joins the unlisted. */
  list(complete: boolean, unlisted: Float64Array): TopList {
    const order = this.#sorted();
    const rest = this.#room.floats(unlisted.length);
    rest.set(unlisted);
    for (let at = LISTED; at < order.length; at += 1) {
      const i = order[at] ?? 0;
      const part = unlistedPart(this.#lows[i] ?? 0);
      // Its missed occurrences are counted there already.
      rest[part] = (rest[part] ?? 0) + (this.#counts[i] ?? 0);
    }
    return new TopList(this.#gather(order.subarray(0, LISTED)), complete && this.#length <= LISTED, rest);
  }

  #sorted(): Int32Array {
    const order = this.#room.integers(this.#length);
    for (let i = 0; i < order.length; i += 1) order[i] = i;
    const counts = this.#counts;
    const heads = this.#heads;
    return order.sort(
      (a, b) =>
        (counts[b] ?? 0) - (counts[a] ?? 0) || (heads[a] ?? 0) - (heads[b] ?? 0) || this.#compareBytes(a, b),
    );
  }

  #compareBytes(a: number, b: number): number {
    const [x, xFrom, xTo] = this.#place(a);
    const [y, yFrom, yTo] = this.#place(b);
    const shared = Math.min(xTo - xFrom, yTo - yFrom);
    for (let i = 0; i < shared; i += 1) {
      const difference = (x[xFrom + i] ?? 0) - (y[yFrom + i] ?? 0);
      if (difference !== 0) return difference;
    }
    return xTo - xFrom - (yTo - yFrom);
  }

  #place(i: number): readonly [bytes: Uint8Array, from: number, to: number] {
    const bytes = this.#bytes[this.#places[3 * i] ?? 0] ?? NOTHING.bytes;
    return [bytes, this.#places[3 * i + 1] ?? 0, this.#places[3 * i + 2] ?? 0];
  }

  #gather(order: Int32Array): TopColumns {
    let size = 0;
    order.forEach((i) => {
      size += (this.#places[3 * i + 2] ?? 0) - (this.#places[3 * i + 1] ?? 0);
    });
    const bytes = this.#room.bytes(size);
    const ends = this.#room.integers(order.length);
    const counts = this.#room.floats(order.length);
    const missed = this.#room.floats(order.length);
    let at = 0;
    for (let to = 0; to < order.length; to += 1) {
      const i = order[to] ?? 0;
      const part = this.#bytes[this.#places[3 * i] ?? 0] ?? NOTHING.bytes;
      const end = this.#places[3 * i + 2] ?? 0;
      for (let from = this.#places[3 * i + 1] ?? 0; from < end; from += 1) {
        bytes[at] = part[from] ?? 0;
        at += 1;
      }
      ends[to] = at;
      counts[to] = this.#counts[i] ?? 0;
      missed[to] = this.#missed[i] ?? 0;
    }
    return { bytes, ends, counts, missed };
  }
}

/** Shorter ones first among equals, as bytes sort: a byte that is not there is less than every byte. */
const headOf = (bytes: Uint8Array, from: number, to: number): number => {
  let head = 0;
  for (let i = from; i < from + 6; i += 1) head = head * 257 + (i < to ? (bytes[i] ?? 0) + 1 : 0);
  return head;
};

/** Hashes of the values of a list: high at 2i, low at 2i + 1. */
export const topHashes = ({ bytes, ends }: TopColumns, room: WorkRoom): Int32Array => {
  const hashes = room.integers(ends.length * 2);
  const hash = new Int32Array(2);
  const view = dataView(bytes);
  for (let i = 0, from = 0; i < ends.length; i += 1) {
    const end = ends[i] ?? 0;
    hashRange(bytes, view, from, end, hash);
    hashes.set(hash, 2 * i);
    from = end;
  }
  return hashes;
};
