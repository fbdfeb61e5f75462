import * as v from 'valibot';
import { BOOKING_STEPS, PLEDGE_ROUTES } from '../../case/data-rights';
import { type Result, mapResult } from '../../kernel/result';
import type { WorkCalendar } from '../../kernel/working-days';
import { addDays, parsePlainDate, type PlainDate } from '../../kernel/plain-date';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';

/** Shapes of the rulebook entries about rights, registration and booking. */

const key = v.pipe(v.string(), v.minLength(1));
const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(366));

const formField = v.strictObject({
  code: key,
  group: key,
  title: key,
  kind: v.picklist(['text', 'choice', 'choices']),
  /** Most characters. */
  max: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  options: v.optional(v.array(key)),
  note: v.string(),
});
export type FormField = v.InferOutput<typeof formField>;

const procedure = v.strictObject({
  acceptance: days,
  review: days,
  extension: days,
  publicity: days,
  objection: days,
});
export type Procedure = v.InferOutput<typeof procedure>;

const bookingStep = v.strictObject({
  code: v.picklist(BOOKING_STEPS),
  title: key,
  task: key,
  output: key,
});
export type BookingRule = v.InferOutput<typeof bookingStep>;

const legalEffect = v.strictObject({
  statement: key,
  routes: v.array(v.strictObject({ code: v.picklist(PLEDGE_ROUTES), title: key, note: key })),
});
export type LegalEffect = v.InferOutput<typeof legalEffect>;

const date = v.pipe(
  v.string(),
  v.check((s) => parsePlainDate(s).ok, '日期应为 YYYY-MM-DD'),
);
const holidays = v.array(
  v.strictObject({
    year: v.pipe(v.number(), v.integer()),
    off: v.array(v.strictTuple([date, date])),
    on: v.array(date),
  }),
);

const bands = v.pipe(
  v.array(v.strictObject({ least: v.pipe(v.string(), v.regex(/^(0(\.\d{1,6})?|1)$/)), says: key })),
  v.minLength(1),
);
const frequencyBands = v.strictObject({ hour: bands, day: bands, week: bands });
/** Least share of periods with a record, falling, and the 更新频率 that it suggests; by length of the period. */
export type FrequencyBands = v.InferOutput<typeof frequencyBands>;

export const readFrequencyBands = (rules: RulesAt): Result<TypedRule<FrequencyBands>> =>
  readTyped(rules, 'data-rights.update-frequency', frequencyBands);
export const readForm = (rules: RulesAt): Result<TypedRule<FormField[]>> =>
  readTyped(rules, 'data-rights.national-form', v.array(formField));
export const readProcedure = (rules: RulesAt): Result<TypedRule<Procedure>> =>
  readTyped(rules, 'data-rights.national-procedure', procedure);
export const readBookingSteps = (rules: RulesAt): Result<TypedRule<BookingRule[]>> =>
  readTyped(rules, 'data-rights.booking-steps', v.array(bookingStep));
export const readLegalEffect = (rules: RulesAt): Result<TypedRule<LegalEffect>> =>
  readTyped(rules, 'data-rights.legal-effect', legalEffect);
export const readBookValueStatement = (rules: RulesAt): Result<TypedRule<string>> =>
  readTyped(rules, 'data-rights.book-value-statement', key);

const eachDay = (from: string, to: string): readonly string[] => {
  const first = parsePlainDate(from);
  const list: string[] = [];
  let day: PlainDate | null = first.ok ? first.value : null;
  while (day !== null && day <= to) {
    list.push(day);
    day = addDays(day, 1);
  }
  return list;
};

/** Holidays of the years in the rulebook. */
export const readCalendar = (rules: RulesAt): Result<WorkCalendar> =>
  mapResult(readTyped(rules, 'cn.public-holidays', holidays), ({ value }) => ({
    years: new Set(value.map((y) => y.year)),
    off: new Set(value.flatMap((y) => y.off.flatMap(([from, to]) => eachDay(from, to)))),
    on: new Set(value.flatMap((y) => y.on)),
  }));
