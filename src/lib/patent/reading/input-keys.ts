/** Inputs that a patent record can give to an indicator. A scheme names one of them per indicator, or none. */
export const INPUT_NAMES = [
  'legalStatus',
  'invalidationRecord',
  'familyJurisdictions',
  'claimCount',
  'claimCategories',
  'firstClaimChars',
  'originalityIndex',
  'forwardCitationPercentile',
  'ipcSubclassCount',
  'ipcSectionCount',
  'remainingEconomicLifeYears',
  'armsLengthDeals',
  'pledgeRecord',
  'litigationOutcome',
  'legalRemainingWholeYears',
  'expiryYearDifference',
  'licenceRecord',
  'citationsPerPage',
  'claimsPerPage',
  'foreignOffices',
] as const;
export type InputName = (typeof INPUT_NAMES)[number];

export const INPUT_KEYS: ReadonlySet<string> = new Set<string>(INPUT_NAMES);
