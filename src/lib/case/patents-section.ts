import * as v from 'valibot';
import {
  count,
  date,
  decimalText,
  evidence,
  id,
  nonNegativeFen,
  ratioText,
  sha256Hex,
  shortText,
  text,
} from './schema-parts';

export const patentType = v.picklist(['invention', 'utility-model', 'design']);
export type PatentType = v.InferOutput<typeof patentType>;

/** One imported file: gives every cell of its records an address. */
export const importBatch = v.strictObject({
  id,
  fileName: shortText,
  sha256: sha256Hex,
  sheet: v.nullable(shortText),
  encoding: v.nullable(shortText),
  /** Vendor preset that was recognised or chosen, e.g. `incopat`. */
  preset: v.nullable(shortText),
  /** Canonical field → header text as printed in the file. */
  columns: v.record(v.string(), shortText),
});
export type ImportBatch = v.InferOutput<typeof importBatch>;

const triState = v.nullable(v.boolean());

/** One patent. `null` is “not known”, never “none”. Counts are counts as printed by the source. */
export const patentRecord = v.strictObject({
  id,
  /** Batch and 1-based record number in the file (header = 1); `null` when typed in by hand. */
  origin: v.nullable(v.strictObject({ batch: id, row: count })),
  /** Fields a person changed after import: field → reason. */
  edits: v.record(v.string(), shortText),
  /** Canonical form `201710601862.3`. */
  applicationNumber: shortText,
  /** As printed in the source. */
  applicationNumberText: shortText,
  publicationNumber: v.nullable(shortText),
  title: shortText,
  type: patentType,
  filingDate: v.nullable(date),
  grantDate: v.nullable(date),
  owners: v.array(shortText),
  inventors: v.array(shortText),
  /** in-force, grace (滞纳期), pending (未授权), dead (终止/届满/无效). */
  status: v.nullable(v.picklist(['in-force', 'grace', 'pending', 'dead'])),
  statusText: v.nullable(shortText),
  /** 年费缴至: last day covered by paid annuities. */
  feesPaidThrough: v.nullable(date),
  ipcMain: v.nullable(shortText),
  ipcAll: v.array(shortText),
  claimCount: v.nullable(count),
  independentClaimCount: v.nullable(count),
  /** product, method, use as found in the independent claims. */
  claimCategories: v.nullable(v.array(v.picklist(['product', 'method', 'use']))),
  firstClaimChars: v.nullable(count),
  pageCount: v.nullable(count),
  forwardCitationCount: v.nullable(count),
  backwardCitationCount: v.nullable(count),
  nplCitationCount: v.nullable(count),
  /** 0–1, percentile of forward citations in its cohort. */
  forwardCitationPercentile: v.nullable(ratioText),
  /** 0–1, OECD originality. */
  originalityIndex: v.nullable(ratioText),
  familySize: v.nullable(count),
  /** Jurisdiction codes of the simple family, CN included. */
  familyJurisdictions: v.nullable(v.array(shortText)),
  transferCount: v.nullable(count),
  licenceCount: v.nullable(count),
  pledgeCount: v.nullable(count),
  /** Whether a pledge entry is live on the register. */
  pledgeLive: triState,
  /** 中止 or 保全 in force. */
  procedureSuspended: triState,
  /** Invalidation case open. */
  invalidationPending: triState,
  /** Outcome of finished invalidation cases. */
  invalidationOutcome: v.nullable(v.picklist(['none', 'upheld', 'upheld-part', 'invalid'])),
  /** Same-day invention application of the same applicant (一案双申). */
  sameDayApplication: triState,
  litigationCount: v.nullable(count),
  litigationOutcome: v.nullable(v.picklist(['won', 'settled', 'none', 'pending', 'lost'])),
  /** Positive 专利权评价报告 for a utility model. */
  evaluationReportPositive: triState,
  /** Date of the 专利登记簿副本 that the register fields were checked against. */
  registerCopyDate: v.nullable(date),
  /** Scores a vendor printed, kept beside ours, never mixed in: name → text. */
  vendorScores: v.record(v.string(), shortText),
  /** 0–100 % of sales of the covered product etc. are in the product, not here. */
  note: text,
});
export type PatentRecord = v.InferOutput<typeof patentRecord>;

/** An expert's answer to one indicator of one patent. `option` is an option key; `number` a measured number. */
export const expertAnswer = v.strictObject({
  patent: id,
  indicator: shortText,
  answer: v.union([
    v.strictObject({ kind: v.literal('option'), option: shortText }),
    v.strictObject({ kind: v.literal('number'), number: decimalText }),
  ]),
  reason: text,
  by: shortText,
  evidence: v.array(evidence),
});
export type ExpertAnswer = v.InferOutput<typeof expertAnswer>;

/** How far the inputs of a forecast may lie from the figures entered, for the simulation. All stated by a person. */
export const forecastUncertainty = v.strictObject({
  /** Multipliers on every year's sales, around 1. */
  salesLow: decimalText,
  salesHigh: decimalText,
  royaltyLow: ratioText,
  royaltyHigh: ratioText,
  discountLow: decimalText,
  discountHigh: decimalText,
  source: text,
  /** Text from which all random numbers follow. */
  seed: shortText,
  draws: v.pipe(count, v.minValue(1_000), v.maxValue(1_000_000)),
});
export type ForecastUncertainty = v.InferOutput<typeof forecastUncertainty>;

/** Forecast of one product covered by a bundle of patents, for relief from royalty. */
export const royaltyForecast = v.strictObject({
  id,
  product: shortText,
  /** Patents of the bundle. K applies once to the bundle. */
  patents: v.array(id),
  /** Net sales per forecast year, 分, ex VAT; year 1 is the year after the valuation date. */
  salesFen: v.array(nonNegativeFen),
  salesSource: text,
  /** Royalty rate k, 0 < k < 1. */
  royaltyRate: v.nullable(ratioText),
  royaltySource: text,
  /** Discount rate r per year. */
  discountRate: v.nullable(decimalText),
  discountBasis: v.picklist(['pre-tax', 'post-tax']),
  discountSource: text,
  /** Income-tax rate T; must be 0 with a pre-tax rate. */
  taxRate: v.nullable(ratioText),
  timing: v.picklist(['end-year', 'mid-year']),
  /** Economic life in years entered by a person, capped by the legal life. */
  economicLifeYears: v.nullable(decimalText),
  economicLifeSource: text,
  uncertainty: v.exactOptional(v.nullable(forecastUncertainty)),
});
export type RoyaltyForecast = v.InferOutput<typeof royaltyForecast>;

export const patentsSection = v.strictObject({
  imports: v.array(importBatch),
  records: v.array(patentRecord),
  /** Scheme id, e.g. `gbt-42748-framework`. */
  scheme: shortText,
  /** Scenario code of the scheme, e.g. `finance`. */
  scenario: shortText,
  answers: v.array(expertAnswer),
  forecasts: v.array(royaltyForecast),
  /** Ids of the patents chosen for the pledge. */
  pledged: v.array(id),
  /** A credit amount carried by the pledged patents that was published or agreed, entered as such. */
  enteredCredit: v.nullable(
    v.strictObject({ amountFen: nonNegativeFen, source: text, enteredBy: shortText }),
  ),
});
export type PatentsSection = v.InferOutput<typeof patentsSection>;
