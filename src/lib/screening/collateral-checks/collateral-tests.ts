import { check, failed } from '../check';
import type { CheckTest } from '../checks/check-input';
import { maximumHolds, noForfeiture } from './contract-checks';
import { itemChoice, itemFlagExplained, itemFlagsClear, itemFlagsHold } from './flag-checks';
import { guaranteePeriod } from './guarantee-checks';
import { type ItemTest, onItem } from './item-check';
import { landWithBuilding, similarMarks, townshipLand } from './pair-checks';
import { coOwnersAgree, nothingElse, providerResolved } from './provider-checks';
import { debtorConfirmed } from './receivable-checks';
import { grantFeeDeducted, itemOwnerMatches, itemPriorClaims, itemSearchFresh } from './register-checks';
import { itemIdentified, itemStated, unitNumbered } from './stated-checks';
import { itemDue, itemOutlastsDebt, purchaseMoney, registrationTerm } from './term-checks';

/** The class is one of the rulebook's, so that its registry is known. */
const classKnown: ItemTest = ({ held }) =>
  held.registry === null
    ? failed(
        'E_CLASS_UNKNOWN',
        `押品类别“${held.kind === 'asset' ? held.item.assetClass : held.item.kind}”不在参数库中`,
      )
    : check('pass', 'pass');

/** Tests of items, by the name a rule gives. */
export const COLLATERAL_TESTS: readonly (readonly [string, CheckTest])[] = [
  ['item-class-known', onItem(classKnown)],
  ['item-flags-clear', onItem(itemFlagsClear)],
  ['item-flags-hold', onItem(itemFlagsHold)],
  ['item-choice', onItem(itemChoice)],
  ['item-flag-explained', onItem(itemFlagExplained)],
  ['item-stated', onItem(itemStated)],
  ['item-unit-number', onItem(unitNumbered)],
  ['item-identified', onItem(itemIdentified)],
  ['item-owner-matches', onItem(itemOwnerMatches)],
  ['item-search-fresh', onItem(itemSearchFresh)],
  ['item-prior-claims', onItem(itemPriorClaims)],
  ['item-grant-fee', onItem(grantFeeDeducted)],
  ['item-outlasts-debt', onItem(itemOutlastsDebt)],
  ['item-registration-term', onItem(registrationTerm)],
  ['item-due', onItem(itemDue)],
  ['item-purchase-money', onItem(purchaseMoney)],
  ['item-land-with-building', onItem(landWithBuilding)],
  ['item-township-land', onItem(townshipLand)],
  ['item-similar-marks', onItem(similarMarks)],
  ['item-provider-resolved', onItem(providerResolved)],
  ['item-co-owners', onItem(coOwnersAgree)],
  ['item-nothing-else', onItem(nothingElse)],
  ['item-no-forfeiture', onItem(noForfeiture)],
  ['item-maximum', onItem(maximumHolds)],
  ['item-debtor-confirmed', onItem(debtorConfirmed)],
  ['item-guarantee-period', onItem(guaranteePeriod)],
];
