import { type RowFacts, UNKNOWN_FACT_DAY } from '../../intake/bulk/row-facts';
import type { InputName } from '../reading/input-keys';

/**
 * What each input of a scheme depends on, as one number per row: rows with equal numbers get equal points, so the reader of
 * the case path is asked once per number. NaN = ask for this row alone.
 */
export interface DerivedFacts {
  /** 0 = not known, else 1 + index of the legal status on the valuation date. */
  legalStatus: number;
  /** Remaining statutory life: 0 = not known, 1 = none, 2 = some. */
  remaining: number;
}

export type KeyOf = (facts: RowFacts, derived: DerivedFacts) => number;

const orMinusOne = (value: number): number => (value === value ? value : -1);
/** 0 = not known, 1 = none, 2 = some. */
const someOf = (count: number): number => (count > 0 ? 2 : count === 0 ? 1 : 0);

const MOST_PAIRED = 67_000_000;
const pair = (a: number, b: number): number =>
  a >= MOST_PAIRED || b >= MOST_PAIRED ? NaN : (orMinusOne(a) + 1) * MOST_PAIRED + orMinusOne(b) + 1;

const DEAD = 4;
const INVALID = 4;

export const isDead = ({ status, invalidationOutcome }: RowFacts): boolean =>
  status === DEAD || invalidationOutcome === INVALID;

/** Filing day, type and whether the right is dead: all that the statutory calendar rests on. */
export const lifeKey = (facts: RowFacts): number =>
  facts.filingDay === UNKNOWN_FACT_DAY
    ? isDead(facts)
      ? -2
      : -1
    : ((facts.filingDay + 100_000) * 4 + facts.type) * 2 + (isDead(facts) ? 1 : 0);

export const LEAF_KEYS: Readonly<Record<InputName, KeyOf>> = {
  legalStatus: (_, derived) => derived.legalStatus,
  invalidationRecord: (f) =>
    ((f.invalidationPending * 5 + f.invalidationOutcome) * 3 + f.type) * 3 + f.evaluationReportPositive,
  familyJurisdictions: (f) => f.family,
  claimCount: (f) => orMinusOne(f.claimCount),
  claimCategories: (f) => f.claimCategories,
  firstClaimChars: (f) => orMinusOne(f.firstClaimChars),
  originalityIndex: (f) => orMinusOne(f.originalityIndex),
  forwardCitationPercentile: (f) => orMinusOne(f.forwardCitationPercentile),
  ipcSubclassCount: (f) => f.ipcSubclasses,
  ipcSectionCount: (f) => f.ipcSections,
  // A list states no economic life: only a life that is over settles the indicator.
  remainingEconomicLifeYears: (_, derived) => derived.remaining,
  armsLengthDeals: (f) => orMinusOne(f.transferCount + f.licenceCount),
  pledgeRecord: (f) => f.pledgeLive * 3 + someOf(f.pledgeCount),
  litigationOutcome: (f) => f.litigationOutcome * 3 + someOf(f.litigationCount),
  legalRemainingWholeYears: lifeKey,
  expiryYearDifference: lifeKey,
  licenceRecord: (f) => someOf(f.licenceCount),
  citationsPerPage: (f) => pair(f.forwardCitationCount, f.pageCount),
  claimsPerPage: (f) => pair(f.claimCount, f.pageCount),
  foreignOffices: (f) => f.family,
};
