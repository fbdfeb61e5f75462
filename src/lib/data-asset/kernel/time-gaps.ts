/**
 * Counts of points in time per hour, day or week. The step is the finest one that keeps first and last fewer than 40,000
 * steps apart (4½ years of hours, 109 years of days); it depends on the span alone and coarser counts are sums of finer
 * ones, so counts do not depend on the order and merge exactly.
 */
import { DAY } from './time-field';
import { WorkRoom } from './work-room';

export const GAP_STEPS = ['hour', 'day', 'week'] as const;
export type GapStep = (typeof GAP_STEPS)[number];

/** Most steps between first and last. */
export const MOST_STEPS = 40_000;

const HOUR = 3600;
const DAY_HOURS = 24;
const WEEK_DAYS = 7;
/** 1970-01-01 was a Thursday: weeks begin on Monday. */
const WEEK_SHIFT = 3;

/** Counts of consecutive steps; without dates `counts` is empty. */
export interface GapSketch {
  readonly step: GapStep;
  /** Number of the first counted step since 1970-01-01T00 (weeks: since Monday 1969-12-29). */
  readonly first: number;
  readonly counts: Float64Array;
}

const NO_GAPS: GapSketch = { step: 'hour', first: 0, counts: new Float64Array(0) };

const coarserStep = (step: GapStep): GapStep => (step === 'hour' ? 'day' : 'week');

const coarserNumber = (step: GapStep, at: number): number =>
  step === 'hour' ? Math.floor(at / DAY_HOURS) : Math.floor((at + WEEK_SHIFT) / WEEK_DAYS);

/** The same counts in the next coarser step. */
const coarsen = ({ step, first, counts }: GapSketch): GapSketch => {
  const from = coarserNumber(step, first);
  const sums = new Float64Array(coarserNumber(step, first + counts.length - 1) - from + 1);
  counts.forEach((count, i) => {
    const at = coarserNumber(step, first + i) - from;
    sums[at] = (sums[at] ?? 0) + count;
  });
  return { step: coarserStep(step), first: from, counts: sums };
};

/** In a coarser step; the same when it is not finer than asked. */
export const gapsIn = (sketch: GapSketch, step: GapStep): GapSketch =>
  sketch.counts.length === 0 || GAP_STEPS.indexOf(sketch.step) >= GAP_STEPS.indexOf(step)
    ? sketch
    : gapsIn(coarsen(sketch), step);

/** Beginning of a step in seconds since 1970-01-01T00:00:00. */
export const stepSeconds = (step: GapStep, at: number): number =>
  step === 'hour' ? at * HOUR : step === 'day' ? at * DAY : (at * WEEK_DAYS - WEEK_SHIFT) * DAY;

/** Running counts; the room grows by half so that dates may come in either direction. */
export class TimeGaps {
  readonly #room: WorkRoom;
  #step: GapStep = 'hour';
  #seconds = HOUR;
  #first = 0;
  #last = -1;
  #base = 0;
  #counts: Float64Array = NO_GAPS.counts;
  /** The step of the last date: neighbours tend to share it. */
  #from = 0;
  #until = 0;
  #at = 0;

  constructor(room = new WorkRoom()) {
    this.#room = room;
  }

  /** @param seconds since 1970-01-01T00:00:00, whole */
  add(seconds: number, weight: number): void {
    if (seconds >= this.#from && seconds < this.#until) {
      this.#counts[this.#at] = (this.#counts[this.#at] ?? 0) + weight;
      return;
    }
    const at = this.#number(seconds);
    if (at < this.#first || at > this.#last) {
      this.#extend(at);
      this.add(seconds, weight);
      return;
    }
    const i = at - this.#base;
    this.#counts[i] = (this.#counts[i] ?? 0) + weight;
    this.#at = i;
    this.#from = stepSeconds(this.#step, at);
    this.#until = stepSeconds(this.#step, at + 1);
  }

  sketch(): GapSketch {
    if (this.#last < this.#first) return NO_GAPS;
    return {
      step: this.#step,
      first: this.#first,
      counts: this.#counts.subarray(this.#first - this.#base, this.#last - this.#base + 1),
    };
  }

  #number(seconds: number): number {
    return this.#step === 'week'
      ? coarserNumber('day', Math.floor(seconds / DAY))
      : Math.floor(seconds / this.#seconds);
  }

  #extend(at: number): void {
    this.#until = this.#from;
    if (this.#last < this.#first) {
      this.#first = at;
      this.#last = at;
    }
    const first = Math.min(this.#first, at);
    const last = Math.max(this.#last, at);
    if (last - first >= MOST_STEPS) {
      this.#widen();
      return;
    }
    if (first < this.#base || last >= this.#base + this.#counts.length) this.#move(first, last);
    this.#first = first;
    this.#last = last;
  }

  /** Room for the span and half of it on the side that grew. */
  #move(first: number, last: number): void {
    const slack = Math.min(MOST_STEPS, Math.max(64, (last - first) >> 1));
    const base = first < this.#first ? first - slack : first;
    const counts = this.#room.floats(last - base + 1 + (last > this.#last ? slack : 0));
    if (this.#counts.length > 0)
      counts.set(
        this.#counts.subarray(this.#first - this.#base, this.#last - this.#base + 1),
        this.#first - base,
      );
    this.#base = base;
    this.#counts = counts;
  }

  #widen(): void {
    const { step, first, counts } = coarsen(this.sketch());
    this.#step = step;
    this.#seconds = DAY;
    this.#first = first;
    this.#last = first + counts.length - 1;
    this.#base = first;
    this.#counts = counts.slice();
  }
}

/** Counts of both; the step is that of one pass over both. */
export const mergeGaps = (a: GapSketch, b: GapSketch, room = new WorkRoom()): GapSketch => {
  if (a.counts.length === 0) return b;
  if (b.counts.length === 0) return a;
  if (a.step !== b.step) {
    const step = GAP_STEPS[Math.max(GAP_STEPS.indexOf(a.step), GAP_STEPS.indexOf(b.step))] ?? 'week';
    return mergeGaps(gapsIn(a, step), gapsIn(b, step), room);
  }
  const first = Math.min(a.first, b.first);
  const last = Math.max(a.first + a.counts.length, b.first + b.counts.length) - 1;
  if (last - first >= MOST_STEPS) return mergeGaps(coarsen(a), coarsen(b), room);
  const counts = room.floats(last - first + 1);
  counts.set(a.counts, a.first - first);
  b.counts.forEach((count, i) => {
    const at = b.first - first + i;
    counts[at] = (counts[at] ?? 0) + count;
  });
  return { step: a.step, first, counts };
};
