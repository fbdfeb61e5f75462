import { COLLATERAL_TESTS } from '../collateral-checks/collateral-tests';
import { DATA_ASSET_TESTS } from '../data-asset-checks/data-asset-tests';
import { RENEWAL_TESTS } from '../renewal/renewal-tests';
import { ROUTE_TESTS } from '../routes/route-tests';
import { answerCheck } from './answer-check';
import type { CheckTest } from './check-input';
import { coOwnerConsent, flagClearOrDeclared, sameDayDeclared } from './consent-checks';
import { contractItemsPresent } from './contract-check';
import { refusalGate, refusalPoints } from './derived-checks';
import { figureSteps } from './figure-check';
import { ITEM_TESTS } from './item-tests';
import { annuityPaid, flagClear, patentAlive, patentGranted, pledgorIsOwner } from './register-checks';
import { REPAYMENT_TESTS } from './repayment-checks';
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
  ...ITEM_TESTS,
  ...REPAYMENT_TESTS,
  ...DATA_ASSET_TESTS,
  ...ROUTE_TESTS,
  ...RENEWAL_TESTS,
  ...COLLATERAL_TESTS,
]);
