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
import { worksheet } from './worksheet';

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

/** 公告法律事件 of one patent, as a gazette list gave them. */
export const legalEvents = v.strictObject({
  /** Entries are complete up to and including this day; `null` = nobody said. */
  coveredThrough: v.nullable(date),
  source: text,
  entries: v.array(v.strictObject({ code: shortText, date, ref: v.nullable(shortText) })),
});
export type LegalEvents = v.InferOutput<typeof legalEvents>;

/** 费用减缴 granted: the share of the annual fee that is not paid, in patent years `fromYear`–`toYear`. */
export const feeReductionGrant = v.strictObject({ off: ratioText, fromYear: count, toYear: count });

/** 专利权期限补偿, days as decided. */
export const termCompensation = v.strictObject({ ptaDays: count, pteDays: count });

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
  /** Name of the simple family as printed or as a person gave it; equal names = one family. */
  familyId: v.nullable(shortText),
  legalEvents: v.nullable(legalEvents),
  feeReduction: v.nullable(feeReductionGrant),
  termCompensation: v.nullable(termCompensation),
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
  /** Royalty rate k, 0 < k < 1; `null` when a worksheet gives it. */
  royaltyRate: v.nullable(ratioText),
  /** Worksheet that gives k. */
  royaltyFrom: v.nullable(id),
  royaltySource: text,
  /** Discount rate r per year; `null` when a worksheet gives it. */
  discountRate: v.nullable(decimalText),
  /** Worksheet that gives r and its tax basis. */
  discountFrom: v.nullable(id),
  discountBasis: v.picklist(['pre-tax', 'post-tax']),
  discountSource: text,
  /** Income-tax rate T; must be 0 with a pre-tax rate. */
  taxRate: v.nullable(ratioText),
  timing: v.picklist(['end-year', 'mid-year']),
  /** Economic life in years entered by a person, capped by the legal life. */
  economicLifeYears: v.nullable(decimalText),
  economicLifeSource: text,
  uncertainty: v.nullable(forecastUncertainty),
  /** Contribution of each patent to the bundle; empty = not split. Must sum to exactly 1. */
  shares: v.array(v.strictObject({ patent: id, share: ratioText, source: text })),
});
export type RoyaltyForecast = v.InferOutput<typeof royaltyForecast>;

/** Blind answers of one appraiser; the other does not see them before both are sealed. */
export const appraisal = v.strictObject({
  by: shortText,
  /** SHA-256 over name and answers; `null` = still open. */
  seal: v.nullable(sha256Hex),
  answers: v.array(expertAnswer),
});
export type Appraisal = v.InferOutput<typeof appraisal>;

const filled = v.pipe(
  text,
  v.check((s) => s.trim() !== '', '须写明理由'),
);

/** How a difference between two appraisers was settled. Both answers stay in the record; the reason is mandatory. */
export const settlement = v.strictObject({
  patent: id,
  indicator: shortText,
  first: v.nullable(expertAnswer),
  second: v.nullable(expertAnswer),
  settled: expertAnswer.entries.answer,
  reason: filled,
  by: v.pipe(
    shortText,
    v.check((s) => s.trim() !== '', '须写明定稿人'),
  ),
  evidence: v.array(evidence),
});
export type Settlement = v.InferOutput<typeof settlement>;

/** One assumption changed after the need was entered. */
export const assumptionEntry = v.strictObject({
  /** 1, 2, 3 … without gaps. */
  order: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** Path of the field, e.g. `sections.patents.forecasts[f-1].royaltyRate`. */
  field: shortText,
  label: shortText,
  /** Exact texts; `null` = empty. */
  from: v.nullable(text),
  to: v.nullable(text),
  /** Value before and after, 分; `null` = could not be computed. */
  valueBeforeFen: v.nullable(nonNegativeFen),
  valueAfterFen: v.nullable(nonNegativeFen),
  by: shortText,
  reason: text,
});
export type AssumptionEntry = v.InferOutput<typeof assumptionEntry>;

/** Assumptions changed after the need was entered. Entries are only ever added. */
export const assumptionLog = v.strictObject({
  /** Need as entered, 分; `null` = not entered yet, nothing is logged. */
  needFen: v.nullable(nonNegativeFen),
  entries: v.array(assumptionEntry),
});
export type AssumptionLog = v.InferOutput<typeof assumptionLog>;

/** 调和: the weight of each method for one product, each with its reason. */
export const reconciliationChoice = v.strictObject({
  product: shortText,
  /** `entry` is the id of a forecast or a worksheet of that product. Weights sum to exactly 1. */
  weights: v.array(v.strictObject({ entry: id, weight: ratioText, reason: text })),
  reason: text,
  by: shortText,
});
export type ReconciliationRecord = v.InferOutput<typeof reconciliationChoice>;

/** What the pledged patents fetched in the end, for back-tests. */
export const realisedOutcome = v.strictObject({ fetchedFen: nonNegativeFen, on: date, source: text });

export const patentsSection = v.strictObject({
  imports: v.array(importBatch),
  records: v.array(patentRecord),
  /** Scheme id, e.g. `gbt-42748-framework`. */
  scheme: shortText,
  /** Scenario code of the scheme, e.g. `finance`. */
  scenario: shortText,
  answers: v.array(expertAnswer),
  forecasts: v.array(royaltyForecast),
  /** Further ways of valuing, and derivations of rates. */
  worksheets: v.array(worksheet),
  reconciliations: v.array(reconciliationChoice),
  /** Ids of the patents chosen for the pledge. */
  pledged: v.array(id),
  /** Why a patent was put in or left out against the proposed selection. */
  selectionReasons: v.array(v.strictObject({ patent: id, reason: text, by: shortText })),
  /** Two blind appraisals at most, and how their differences were settled. */
  appraisals: v.pipe(v.array(appraisal), v.maxLength(2)),
  settlements: v.array(settlement),
  /** Who works on the valuation, and what the route of valuing asks for. */
  desk: v.strictObject({
    /** 经办; empty = not said. */
    preparer: shortText,
    /** 复核; empty = not said. */
    reviewer: shortText,
    /** 尽职调查 grade as the institution gave it. */
    dueDiligenceGrade: v.nullable(shortText),
    /** People in the valuation group of an internal valuation. */
    panelSize: v.nullable(count),
  }),
  assumptionLog,
  outcome: v.nullable(realisedOutcome),
  /** A credit amount carried by the pledged patents that was published or agreed, entered as such. */
  enteredCredit: v.nullable(
    v.strictObject({ amountFen: nonNegativeFen, source: text, enteredBy: shortText }),
  ),
});
export type PatentsSection = v.InferOutput<typeof patentsSection>;
