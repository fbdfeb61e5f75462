import * as v from 'valibot';
import { dataRule, dataRuleRun } from './data-rules';
import { count, date, decimalText, evidence, ratioText, shortText, text } from './schema-parts';

/** Code of an indicator of GB/T 36344-2018, `0101`–`0602`. */
export const indicatorCode = v.pipe(v.string(), v.regex(/^0[1-6]0[1-6]$/, '应为四位指标代码'));

const said = {
  indicator: indicatorCode,
  /** How it was found out, in words. */
  reason: text,
  by: shortText,
  on: v.nullable(date),
  evidence: v.array(evidence),
};

/** What a person says of an indicator that the table cannot answer. */
export const qualityAnswer = v.variant('kind', [
  /** X as stated, 0–1, as the indicator counts it (a duplicate rate stays a duplicate rate). `null` = not yet entered. */
  v.strictObject({ kind: v.literal('stated'), ...said, value: v.nullable(ratioText) }),
  /** So many of the checked elements meet the indicator; `population` = how many there are in all, `null` = not known. */
  v.strictObject({
    kind: v.literal('sample'),
    ...said,
    checked: v.nullable(count),
    satisfied: v.nullable(count),
    population: v.nullable(count),
  }),
]);
export type QualityAnswer = v.InferOutput<typeof qualityAnswer>;

/** How the facts of the table are to be read. */
export const qualitySetting = v.strictObject({
  /** Columns that must be filled; `null` = all. */
  required: v.nullable(v.array(shortText)),
  /** Columns that name a record; `null` = nobody said. */
  key: v.nullable(v.array(shortText)),
  /** Column of the time at which a record happened; `null` = the only date column, if there is one. */
  dateColumn: v.nullable(shortText),
  /** Days between two updates as agreed with the users; `null` = nobody said. */
  updateDays: v.nullable(decimalText),
});
export type QualitySetting = v.InferOutput<typeof qualitySetting>;

/** What a person said about the quality of one data asset, and what the rules counted. */
export const dataQuality = v.strictObject({
  setting: qualitySetting,
  answers: v.array(qualityAnswer),
  rules: v.array(dataRule),
  /** Last full count of the rules; `null` = never. */
  run: v.nullable(dataRuleRun),
});
export type DataQuality = v.InferOutput<typeof dataQuality>;

export const emptyDataQuality = (): DataQuality => ({
  setting: { required: null, key: null, dateColumn: null, updateDays: null },
  answers: [],
  rules: [],
  run: null,
});
