import { WorkRoom } from './work-room';

/**
 * Histogram of points in time on their own scale. A bin is 2^k seconds wide and starts at a multiple of its width; k grows
 * just so far that first and last value lie less than 4,096 bins apart. Halving bins twice equals quartering them, so the
 * result depends on the values alone, not on their order. A quantile is off by less than span/4095 (½ s at least).
 */

const BINS = 4096;

export interface TimeSketch {
  readonly first: number | null;
  readonly last: number | null;
  /** log2 of the width of a bin in seconds. */
  readonly scale: number;
  /** Count of bin ⌊t / width⌋ at that number modulo 4096; empty without values. */
  readonly counts: Float64Array;
}

export class TimeHistogram {
  readonly #room: WorkRoom;
  #counts: Float64Array = new Float64Array(0);
  #first = Infinity;
  #last = -Infinity;
  #width = 1;
  /** 1 ÷ width: exact, because the width is a power of two. */
  #perSecond = 1;
  #scale = 0;

  constructor(room = new WorkRoom()) {
    this.#room = room;
  }

  /** @param seconds since 1970-01-01T00:00:00 of the clock that was written down, whole */
  add(seconds: number, weight: number): void {
    if (seconds < this.#first || seconds > this.#last) this.#extend(seconds);
    const at = Math.floor(seconds * this.#perSecond) & (BINS - 1);
    this.#counts[at] = (this.#counts[at] ?? 0) + weight;
  }

  sketch(): TimeSketch {
    const empty = this.#counts.length === 0;
    return {
      first: empty ? null : this.#first,
      last: empty ? null : this.#last,
      scale: this.#scale,
      counts: this.#counts,
    };
  }

  #extend(seconds: number): void {
    if (this.#counts.length === 0) this.#counts = this.#room.floats(BINS);
    const before = this.#first;
    if (seconds < this.#first) this.#first = seconds;
    if (seconds > this.#last) this.#last = seconds;
    const width = this.#width;
    if (Math.floor(this.#last / width) - Math.floor(this.#first / width) < BINS) return;
    const scale = scaleFor(this.#first, this.#last, this.#scale);
    this.#counts = coarser({ first: before, scale: this.#scale, counts: this.#counts }, scale, this.#room);
    this.#scale = scale;
    this.#width = 1 << scale;
    this.#perSecond = 1 / this.#width;
  }
}

const scaleFor = (first: number, last: number, least: number): number => {
  let scale = least;
  while (Math.floor(last / (1 << scale)) - Math.floor(first / (1 << scale)) >= BINS) scale += 1;
  return scale;
};

const coarser = (
  { first, scale, counts }: Pick<TimeSketch, 'first' | 'scale' | 'counts'>,
  to: number,
  room: WorkRoom,
): Float64Array<ArrayBuffer> => {
  const out = room.floats(BINS);
  if (first === null || !Number.isFinite(first)) return out;
  const lowest = Math.floor(first / (1 << scale));
  const ratio = 1 << (to - scale);
  for (let bin = lowest; bin < lowest + BINS; bin += 1) {
    const at = Math.floor(bin / ratio) & (BINS - 1);
    out[at] = (out[at] ?? 0) + (counts[bin & (BINS - 1)] ?? 0);
  }
  return out;
};

export const mergeTimes = (a: TimeSketch, b: TimeSketch, room = new WorkRoom()): TimeSketch => {
  if (a.first === null || a.last === null) return b;
  if (b.first === null || b.last === null) return a;
  const first = Math.min(a.first, b.first);
  const last = Math.max(a.last, b.last);
  const scale = scaleFor(first, last, Math.max(a.scale, b.scale));
  const counts = coarser(a, scale, room);
  const other = coarser(b, scale, room);
  for (let i = 0; i < BINS; i += 1) counts[i] = (counts[i] ?? 0) + (other[i] ?? 0);
  return { first, last, scale, counts };
};

/** Half the width of a bin: the most by which a quantile can be off, in seconds. */
export const timeQuantileError = (sketch: TimeSketch): number =>
  sketch.scale === 0 ? 0 : (1 << sketch.scale) / 2;

/**
 * The point in time of rank ⌈share × n⌉, in seconds, to within `timeQuantileError`; `null` without values.
 * @param share 0–1
 */
export const timeQuantile = (sketch: TimeSketch, share: number): number | null => {
  const { first, last, scale, counts } = sketch;
  if (first === null || last === null) return null;
  if (share <= 0) return first;
  if (share >= 1) return last;
  let total = 0;
  for (const count of counts) total += count;
  let left = Math.max(1, Math.ceil(share * total));
  const lowest = Math.floor(first / (1 << scale));
  for (let bin = lowest; bin < lowest + BINS; bin += 1) {
    left -= counts[bin & (BINS - 1)] ?? 0;
    if (left <= 0) {
      const value = scale === 0 ? bin : (bin + 0.5) * (1 << scale);
      return Math.min(last, Math.max(first, value));
    }
  }
  return last;
};
