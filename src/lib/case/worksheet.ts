import * as v from 'valibot';
import { decimalText, id, shortText, text } from './schema-parts';

/**
 * A form of a way of computing: what a person entered, by key. Which keys a kind has, their units and whether they are needed
 * is said by the form of that kind (`patent/worksheet`, `data-asset/value`); a key it does not know is a failure there, never ignored.
 */

/** A number as entered. Amounts in 分, shares 0–1; `null` = not known. */
export const enteredInput = v.strictObject({
  value: v.nullable(decimalText),
  source: text,
  /** Worksheet that gives the number instead; `value` is then `null`. */
  from: v.nullable(id),
});
export type EnteredInput = v.InferOutput<typeof enteredInput>;

/** Numbers by year, year 1 first. */
export const enteredSeries = v.strictObject({ values: v.array(v.nullable(decimalText)), source: text });
export type EnteredSeries = v.InferOutput<typeof enteredSeries>;

const inputs = v.record(v.string(), enteredInput);
const series = v.record(v.string(), enteredSeries);
const choices = v.record(v.string(), shortText);

/** One item of a list: a contributory asset, a comparable, a risk answer, an increment. */
export const worksheetRow = v.strictObject({ id, title: shortText, choices, inputs, series });
export type WorksheetRow = v.InferOutput<typeof worksheetRow>;

/** What every worksheet holds beside its kind and what it is about. */
export const sheetParts = {
  id,
  choices,
  inputs,
  series,
  /** Lists by key: `contributoryAssets`, `comparables`, … */
  rows: v.record(v.string(), v.array(worksheetRow)),
  note: text,
};
/** A worksheet of any domain. */
export type SheetRecord = v.InferOutput<v.StrictObjectSchema<typeof sheetParts, undefined>>;

export const worksheetKind = v.picklist([
  'profit-split',
  'incremental-income',
  'excess-income',
  'excess-earnings',
  'constant-income',
  'declining-income',
  'cost',
  'market',
  'risk-build-up',
  'capital-cost',
  'equivalent-investment',
  'share-conversion',
  'share-adjustment',
  'licence-rate',
]);
export type WorksheetKind = v.InferOutput<typeof worksheetKind>;

export const worksheet = v.strictObject({
  ...sheetParts,
  kind: worksheetKind,
  /** Product valued; for a derivation of a rate the name of what it is for. */
  product: shortText,
  /** Patents of the bundle; empty for a derivation. */
  patents: v.array(id),
});
export type Worksheet = v.InferOutput<typeof worksheet>;
