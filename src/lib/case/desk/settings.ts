import * as v from 'valibot';
import { count, date, shortText } from '../schema-parts';
import { CHANNELS } from './entry';

/** Public holidays of one year as an operator brought them: days off on weekdays, and weekend days worked instead. */
export const calendarYear = v.strictObject({
  year: v.pipe(count, v.minValue(1900), v.maxValue(2199)),
  off: v.pipe(v.array(date), v.maxLength(200)),
  on: v.pipe(v.array(date), v.maxLength(100)),
  /** Instrument that says so, e.g. the notice of 国务院办公厅. */
  source: v.pipe(shortText, v.minLength(1)),
  publishedOn: v.nullable(date),
  fileName: shortText,
  importedOn: shortText,
});
export type CalendarYear = v.InferOutput<typeof calendarYear>;

/** Days that an office promises for a channel. `office` empty = every office. */
export const serviceDays = v.strictObject({
  office: shortText,
  channel: v.picklist(CHANNELS),
  days: v.pipe(count, v.minValue(1), v.maxValue(366)),
  source: v.pipe(shortText, v.minLength(1)),
});
export type ServiceDays = v.InferOutput<typeof serviceDays>;

/** Where this desk stands: what is addressed elsewhere is said of every package. */
export const deskOffice = v.strictObject({
  /** Names under which papers are addressed to it. */
  recipients: v.pipe(v.array(v.pipe(shortText, v.minLength(1))), v.maxLength(200)),
  /** Codes of the registries it works for. */
  registries: v.pipe(v.array(v.pipe(shortText, v.minLength(1))), v.maxLength(200)),
});
export type DeskOffice = v.InferOutput<typeof deskOffice>;

export const deskSettings = v.strictObject({
  schema: v.literal('zhiya.desk-settings/1'),
  calendar: v.pipe(v.array(calendarYear), v.maxLength(300)),
  service: v.pipe(v.array(serviceDays), v.maxLength(2_000)),
  /** Whom the operator trusts, as the file says it (`zhiya.trust/1`); `null` = nobody. */
  trust: v.nullable(v.pipe(v.string(), v.maxLength(2_000_000))),
  /** The institution's own rule values, as the released file says them; `null` = those of the rulebook. */
  overlay: v.nullable(v.pipe(v.string(), v.maxLength(5_000_000))),
  /** Left out: nobody said which office this is, and no addressee is judged. */
  office: v.exactOptional(deskOffice),
});
export type DeskSettings = v.InferOutput<typeof deskSettings>;

export const NO_SETTINGS: DeskSettings = {
  schema: 'zhiya.desk-settings/1',
  calendar: [],
  service: [],
  trust: null,
  overlay: null,
};
