/** What a patent list says about the patent of one row, as numbers. Filled anew for every row. */
export interface RowFacts {
  /** Body of the application number (`identity-bytes`). */
  body: number;
  /** Index into `TYPE_CODES`. */
  type: number;
  /** Key of the publication number; NaN = not known. */
  publication: number;
  /** Days since 1970-01-01; `UNKNOWN_FACT_DAY` = not known. */
  filingDay: number;
  grantDay: number;
  feesDay: number;
  /** 0 = not known, else 1 + index into `STATUS_CODES`; the same for the other words. */
  status: number;
  invalidationOutcome: number;
  litigationOutcome: number;
  /** 0 = not known, 1 = no, 2 = yes. */
  pledgeLive: number;
  procedureSuspended: number;
  invalidationPending: number;
  evaluationReportPositive: number;
  /** Counts and shares; NaN = not known. */
  claimCount: number;
  firstClaimChars: number;
  pageCount: number;
  forwardCitationCount: number;
  transferCount: number;
  licenceCount: number;
  pledgeCount: number;
  litigationCount: number;
  originalityIndex: number;
  forwardCitationPercentile: number;
  /** Number of the set of jurisdictions or of claim categories; 0 = not known. Means nothing outside one reading. */
  family: number;
  claimCategories: number;
  /** Subclass of the main symbol (`list-bytes`); −1 = not known. */
  mainSubclass: number;
  /** Distinct subclasses and sections of all symbols; 0 = no symbols. */
  ipcSubclasses: number;
  ipcSections: number;
}

export const UNKNOWN_FACT_DAY = -2_147_483_648;

export const STATUS_CODES = ['in-force', 'grace', 'pending', 'dead'] as const;
export const INVALIDATION_CODES = ['none', 'upheld', 'upheld-part', 'invalid'] as const;
export const LITIGATION_CODES = ['won', 'settled', 'none', 'pending', 'lost'] as const;

export const blankFacts = (): RowFacts => ({
  body: 0,
  type: 0,
  publication: NaN,
  filingDay: UNKNOWN_FACT_DAY,
  grantDay: UNKNOWN_FACT_DAY,
  feesDay: UNKNOWN_FACT_DAY,
  status: 0,
  invalidationOutcome: 0,
  litigationOutcome: 0,
  pledgeLive: 0,
  procedureSuspended: 0,
  invalidationPending: 0,
  evaluationReportPositive: 0,
  claimCount: NaN,
  firstClaimChars: NaN,
  pageCount: NaN,
  forwardCitationCount: NaN,
  transferCount: NaN,
  licenceCount: NaN,
  pledgeCount: NaN,
  litigationCount: NaN,
  originalityIndex: NaN,
  forwardCitationPercentile: NaN,
  family: 0,
  claimCategories: 0,
  mainSubclass: -1,
  ipcSubclasses: 0,
  ipcSections: 0,
});
