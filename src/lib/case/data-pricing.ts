import * as v from 'valibot';
import { decimalText, id, ratioText, shortText, text } from './schema-parts';
import { sheetParts } from './worksheet';

/** Ways of pricing a data asset, and what they take their numbers from; each has a form in `data-asset/value`. */
export const dataWorksheetKind = v.picklist([
  'modified-cost',
  'adjusted-cost',
  'deyang',
  'direct-income',
  'share-income',
  'scene-income',
  'incremental-income',
  'relief-from-royalty',
  'excess-income',
  'multi-period-excess',
  'market',
  'option',
  'discount-build-up',
  'marginal-share',
  'equivalent-investment',
  'decay',
]);
export type DataWorksheetKind = v.InferOutput<typeof dataWorksheetKind>;

/** How far an input may lie, as a person stated it; the value entered stands between. Units of the input. */
export const statedRange = v.strictObject({ low: decimalText, high: decimalText, source: text });
export type StatedRange = v.InferOutput<typeof statedRange>;

export const dataWorksheet = v.strictObject({
  ...sheetParts,
  kind: dataWorksheetKind,
  /** What people call it, where two of one kind stand side by side. */
  title: shortText,
  /** For the simulation: key of an input, or `level` for the amounts that carry the method. */
  ranges: v.record(v.string(), statedRange),
});
export type DataWorksheet = v.InferOutput<typeof dataWorksheet>;

/**
 * What a person says of records that take nothing away or something: `measured` takes the share of the profile, `share` states
 * one, `counted` says where the price counts it already (`source`). `unknown` stops every value that counts.
 */
export const dataEffect = v.strictObject({
  said: v.picklist(['unknown', 'measured', 'share', 'counted']),
  share: v.nullable(ratioText),
  source: text,
});
export type DataEffect = v.InferOutput<typeof dataEffect>;

/** Which method leads, and what each counts. `entry` is the id of a worksheet; weights sum to exactly 1. */
export const dataReconciliation = v.strictObject({
  main: v.nullable(id),
  weights: v.array(v.strictObject({ entry: id, weight: ratioText, reason: text })),
  reason: text,
  by: shortText,
});
export type DataReconciliation = v.InferOutput<typeof dataReconciliation>;

/** Years in which the data loses half its use: typed, or a kind of `data-pricing.half-life.…`. */
export const halfLife = v.strictObject({
  years: v.nullable(decimalText),
  kind: v.nullable(shortText),
  source: text,
});

/** A value split among the sources of the data. */
export const sourcesSplit = v.strictObject({
  players: v.array(v.strictObject({ id, title: shortText })),
  /** Utility of every combination, by the ids in rising order joined by `+`; all of one unit. */
  utilities: v.record(v.string(), v.nullable(decimalText)),
  /** What the utility measures, e.g. 模型准确率. */
  measure: shortText,
  source: text,
});
export type SourcesSplit = v.InferOutput<typeof sourcesSplit>;

/** What a person entered to price one data asset. */
export const dataPricing = v.strictObject({
  worksheets: v.array(dataWorksheet),
  reconciliation: dataReconciliation,
  effects: v.strictObject({ duplicates: dataEffect, overlap: dataEffect, personal: dataEffect }),
  halfLife,
  pledge: v.strictObject({
    /** Term of the loan; `null` = from the valuation date to the end of the debt. */
    termYears: v.nullable(decimalText),
    source: text,
    /** Whether α moves within its interval, or stands at its low end. */
    quality: v.picklist(['interval', 'low']),
  }),
  split: v.nullable(sourcesSplit),
});
export type DataPricing = v.InferOutput<typeof dataPricing>;

const unknownEffect = (): DataEffect => ({ said: 'unknown', share: null, source: '' });

/** Nothing said. */
export const emptyDataPricing = (): DataPricing => ({
  worksheets: [],
  reconciliation: { main: null, weights: [], reason: '', by: '' },
  effects: { duplicates: unknownEffect(), overlap: unknownEffect(), personal: unknownEffect() },
  halfLife: { years: null, kind: null, source: '' },
  pledge: { termYears: null, source: '', quality: 'interval' },
  split: null,
});

/** An empty worksheet of a kind; every input is still to be said. */
export const newDataWorksheet = (
  worksheetId: string,
  kind: DataWorksheetKind,
  title: string,
): DataWorksheet => ({
  id: worksheetId,
  kind,
  title,
  choices: {},
  inputs: {},
  series: {},
  rows: {},
  ranges: {},
  note: '',
});

/** Numbers that stand ready without a worksheet. A worksheet never bears one of these names. */
export const MEASURED_NUMBERS = ['measured-rows', 'measured-quality', 'half-life', 'decay-rate'] as const;
export type MeasuredNumber = (typeof MEASURED_NUMBERS)[number];
