import type { CaseRecord } from '../case/case-record';

/**
 * What the engines read of a case, as the objects themselves: a change that replaces none of them cannot change the answer.
 * A test watches the engines and fails when one reads anything that is not listed here.
 */

const ruleInputs = ({ valuationDate, region, overlay }: CaseRecord): readonly unknown[] => [
  valuationDate,
  region,
  overlay,
];

/** Fields of the patents section that scoring reads. Pledging, reasons, worksheets and logs are none of them. */
export const SCORE_FIELDS = ['imports', 'records', 'scheme', 'scenario', 'answers', 'forecasts'] as const;

/** Inputs of `scorePatents`. */
export const scoreInputs = (caseRecord: CaseRecord): readonly unknown[] => [
  ...ruleInputs(caseRecord),
  ...SCORE_FIELDS.map((field) => caseRecord.sections.patents[field]),
];

/** Fields of the patents section that the selection reads. */
export const SELECTION_FIELDS = [...SCORE_FIELDS, 'worksheets'] as const;

/** Inputs of `selectPortfolio`; of the need only the end of the debt. */
export const selectionInputs = (caseRecord: CaseRecord): readonly unknown[] => [
  ...ruleInputs(caseRecord),
  ...SELECTION_FIELDS.map((field) => caseRecord.sections.patents[field]),
  caseRecord.sections.enterprise.need.debtEnd,
];

/** Sections that valuing the assets reads. */
export const ASSET_SECTIONS = ['patents', 'dataAssets', 'enterprise', 'collateral'] as const;

/** Inputs of `evaluateAssets`; the title stands in the calendar. */
export const assetInputs = (caseRecord: CaseRecord): readonly unknown[] => [
  ...ruleInputs(caseRecord),
  caseRecord.title,
  ...ASSET_SECTIONS.map((section) => caseRecord.sections[section]),
];

/** Everything of a case that a judgement may rest on: all but the log of assumptions, which is completed without computing again. */
export const caseInputs = (caseRecord: CaseRecord): readonly unknown[] => [
  ...ruleInputs(caseRecord),
  caseRecord.title,
  caseRecord.attachments,
  ...Object.values({ ...caseRecord.sections, patents: null }),
  ...Object.values({ ...caseRecord.sections.patents, assumptionLog: null }),
];

export const sameInputs = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  before.length === after.length && before.every((value, i) => Object.is(value, after[i]));
