import type { ColumnSketch } from './sketch';
import { DAY, dayOfEpoch } from './time-field';
import { GAP_STEPS, type GapSketch, type GapStep, gapsIn, stepSeconds } from './time-gaps';

/** How the dates of a column fill their span, in steps of one length. */
export interface TimePeriods {
  readonly step: GapStep;
  /** Steps from the first date to the last, both included. */
  readonly inSpan: number;
  /** Steps without any date. */
  readonly empty: number;
  /** The longest run of empty steps; 0 without one. */
  readonly longest: number;
  /** First and last empty day of the longest run (the earliest of equal ones), `YYYY-MM-DD hh:mm`; `null` without one. */
  readonly longestFrom: string | null;
  readonly longestTo: string | null;
  /** Steps with dates ÷ steps in the span. */
  readonly filled: number;
}

/** Beginning of a step as text. */
export const stepText = (step: GapStep, at: number): string => {
  const seconds = stepSeconds(step, at);
  const day = dayOfEpoch(Math.floor(seconds / DAY));
  return step === 'hour'
    ? `${day} ${String((((seconds % DAY) + DAY) % DAY) / 3600).padStart(2, '0')}:00`
    : day;
};

const periodsOf = ({ step, first, counts }: GapSketch): TimePeriods => {
  let [empty, run, longest, endsAt] = [0, 0, 0, 0];
  for (const [i, count] of counts.entries()) {
    run = count === 0 ? run + 1 : 0;
    empty += count === 0 ? 1 : 0;
    if (run > longest) [longest, endsAt] = [run, first + i];
  }
  return {
    step,
    inSpan: counts.length,
    empty,
    longest,
    longestFrom: longest === 0 ? null : stepText(step, endsAt - longest + 1),
    longestTo: longest === 0 ? null : stepText(step, endsAt),
    filled: (counts.length - empty) / counts.length,
  };
};

/**
 * Periods of a column of dates; `null` without dates. Without a step: hours when most dates carry a time of day and the span
 * allows it, else days, else weeks. A step finer than what was counted is answered in the counted one: see `step`.
 */
export const timePeriods = (column: ColumnSketch, step?: GapStep): TimePeriods | null => {
  const { gaps, types } = column;
  if (gaps.counts.length === 0) return null;
  return periodsOf(gapsIn(gaps, step ?? (types.datetime > types.date ? 'hour' : 'day')));
};

/** Steps that can be asked of a column: the counted one and coarser ones. */
export const stepsOf = ({ gaps }: ColumnSketch): readonly GapStep[] =>
  gaps.counts.length === 0 ? [] : GAP_STEPS.slice(GAP_STEPS.indexOf(gaps.step));
