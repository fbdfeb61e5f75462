import type { ClockStep, StepKind } from '../../../case/desk/entry';
import { type PlainDate, addDays, dayNumber, parsePlainDate, partsOf } from '../../../kernel/plain-date';
import { type WorkCalendar, isWorkingDay } from '../../../kernel/working-days';

/** Longest walk over the calendar. */
const HORIZON = 1_500;

export interface RunningClock {
  /** `bad` = the steps contradict each other, see `problem`. */
  readonly state: 'not-started' | 'running' | 'paused' | 'ended' | 'bad';
  readonly startedOn: PlainDate | null;
  readonly endedOn: PlainDate | null;
  /** Working days used until `today` or the end; `null` = a year on the way is not known, or the way is too long. */
  readonly used: number | null;
  /** Years passed through whose holidays nobody supplied. */
  readonly unknownYears: readonly number[];
  readonly problem: string | null;
}

/** When a number of working days is over. */
export interface DueDay {
  /** `null` = paused, not started, or through an unknown year. */
  readonly on: PlainDate | null;
  readonly unknownYears: readonly number[];
  /** Working days left, negative when late; `null` as `used`. */
  readonly left: number | null;
}

/** Days from the one after `from` to `to`, in which the clock runs. */
interface Span {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

const AFTER: Readonly<Record<StepKind | 'start', readonly StepKind[]>> = {
  start: ['accepted'],
  accepted: ['paused', 'decided'],
  paused: ['resumed', 'decided'],
  resumed: ['paused', 'decided'],
  decided: [],
};

const WORD: Record<StepKind, string> = {
  accepted: '受理',
  paused: '通知补正',
  resumed: '补正齐备',
  decided: '办结',
};

const problemOf = (steps: readonly ClockStep[]): string | null => {
  let last: StepKind | 'start' = 'start';
  let on = '';
  for (const step of steps) {
    if (!AFTER[last].includes(step.kind))
      return `“${WORD[step.kind]}”不能接在${last === 'start' ? '开头' : `“${WORD[last]}”之后`}`;
    if (step.on < on) return `“${WORD[step.kind]}”的日期 ${step.on} 早于前一步 ${on}`;
    ({ kind: last, on } = step);
  }
  return null;
};

const dateOf = (text: string): PlainDate | null => {
  const date = parsePlainDate(text);
  return date.ok ? date.value : null;
};

/** Working days after `from` up to and with `to`; the first day does not count (民法典 art. 201). `null` = beyond the horizon. */
const countDays = ({ from, to }: Span, calendar: WorkCalendar, unknown: Set<number>): number | null => {
  if (dayNumber(to) - dayNumber(from) > HORIZON) return null;
  let days = 0;
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) {
    const { year } = partsOf(date);
    if (!calendar.years.has(year)) unknown.add(year);
    if (isWorkingDay(date, calendar)) days += 1;
  }
  return days;
};

export interface ClockInput {
  /** In the order in which they happened. */
  readonly steps: readonly ClockStep[];
  readonly today: PlainDate;
  readonly calendar: WorkCalendar;
  /** What a supplement does to the time: go on, or begin anew (see the rule). */
  readonly afterSupplement: 'continue' | 'restart';
}

/** Spans in which the clock ran; under `restart` only those after the last supplement. */
const spansOf = ({ steps, today, afterSupplement }: ClockInput): readonly Span[] => {
  let spans: Span[] = [];
  let from: PlainDate | null = null;
  for (const { kind, on } of steps) {
    const date = dateOf(on);
    if (date === null) continue;
    if (from !== null && (kind === 'paused' || kind === 'decided')) {
      spans.push({ from, to: date });
      from = null;
    } else if (kind === 'accepted' || kind === 'resumed') {
      if (kind === 'resumed' && afterSupplement === 'restart') spans = [];
      from = date;
    }
  }
  if (from !== null) spans.push({ from, to: today });
  return spans;
};

const STATE: Readonly<Record<StepKind, RunningClock['state']>> = {
  accepted: 'running',
  resumed: 'running',
  paused: 'paused',
  decided: 'ended',
};

/** The clock of one entry: what was used so far. Contradicting steps give no number. */
export const readClock = (input: ClockInput): RunningClock => {
  const { steps, calendar } = input;
  const last = steps.at(-1);
  const startedOn = dateOf(steps[0]?.on ?? '');
  const problem = problemOf(steps);
  if (problem !== null)
    return { state: 'bad', startedOn, endedOn: null, used: null, unknownYears: [], problem };
  if (last === undefined)
    return { state: 'not-started', startedOn: null, endedOn: null, used: null, unknownYears: [], problem };
  const unknown = new Set<number>();
  const counts = spansOf(input).map((span) => countDays(span, calendar, unknown));
  const used = counts.reduce<number | null>(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0,
  );
  return {
    state: STATE[last.kind],
    startedOn,
    endedOn: last.kind === 'decided' ? dateOf(last.on) : null,
    used: unknown.size > 0 ? null : used,
    unknownYears: [...unknown].sort(),
    problem,
  };
};

/** The last day of `days` working days, found by walking the spans in order: it may lie in an earlier one. A paused or ended clock has none to come; what was used is compared all the same. */
export const dueOf = (input: ClockInput, clock: RunningClock, days: number): DueDay => {
  const left = clock.used === null ? null : days - clock.used;
  if (clock.state !== 'running') return { on: null, unknownYears: clock.unknownYears, left };
  const spans = spansOf(input);
  const unknown = new Set<number>();
  let rest = days;
  for (const [i, { from, to }] of spans.entries()) {
    // The clock runs on in the last span; an earlier one ends where it was stopped.
    const last = i === spans.length - 1;
    let date = from;
    for (let n = 0; rest > 0 && (last || date < to) && n < HORIZON; n += 1) {
      date = addDays(date, 1);
      const { year } = partsOf(date);
      if (!input.calendar.years.has(year)) unknown.add(year);
      if (isWorkingDay(date, input.calendar)) rest -= 1;
    }
    const known = unknown.size === 0;
    if (rest === 0 || !known) return { on: known ? date : null, unknownYears: [...unknown].sort(), left };
    if (last || date < to) break;
  }
  return { on: null, unknownYears: [...unknown].sort(), left };
};
