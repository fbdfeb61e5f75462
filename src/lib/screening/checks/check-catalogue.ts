import { DATA_ASSET_TESTS } from '../data-asset-checks/data-asset-tests';
import { answerCheck } from './answer-check';
import type { CheckTest } from './check-input';
import { coOwnerConsent, flagClearOrDeclared, sameDayDeclared } from './consent-checks';
import { contractItemsPresent } from './contract-check';
import { refusalGate, refusalPoints } from './derived-checks';
import { figureSteps } from './figure-check';
import { annuityPaid, flagClear, patentAlive, patentGranted, pledgorIsOwner } from './register-checks';
import { debtWithinTerm } from './term-check';

/** Test name in a rule → the function. A rule that names none of these stays unknown. */
export const CHECK_TESTS: ReadonlyMap<string, CheckTest> = new Map([
  ['pledgor-is-owner', pledgorIsOwner],
  ['patent-alive', patentAlive],
  ['patent-granted', patentGranted],
  ['annuity-paid', annuityPaid],
  ['flag-clear', flagClear],
  ['debt-within-term', debtWithinTerm],
  ['contract-items', contractItemsPresent],
  ['co-owner-consent', coOwnerConsent],
  ['same-day-declared', sameDayDeclared],
  ['flag-clear-or-declared', flagClearOrDeclared],
  ['answer', answerCheck],
  ['refusal-gate', refusalGate],
  ['refusal-points', refusalPoints],
  ['figure-steps', figureSteps],
  ...DATA_ASSET_TESTS,
]);
