import type { CheckTest } from '../checks/check-input';
import { onAsset } from './asset-check';
import { certificateOutlastsLoan, noSeizure, notPledgedElsewhere } from './certificate-checks';
import { importantDataAssessed, notCoreData } from './grading-checks';
import {
  anonymisedNotOnlyDeidentified,
  impactAssessed,
  largeScaleDuties,
  personalInformationLawful,
  sensitiveConsent,
} from './personal-checks';
import { othersConsent, pledgorMayOperate } from './right-checks';
import { pledgeRouteChosen } from './route-check';
import { exportRouteOpen, recipientsRecorded } from './sharing-checks';
import { intermediaryChecked, lawfulSource, scrapedOnlyAsProduct } from './source-checks';
import { volumeAsClaimed } from './volume-check';

/** Tests of data assets, by the name a rule gives. */
export const DATA_ASSET_TESTS: readonly (readonly [string, CheckTest])[] = [
  ['data-not-core', onAsset(notCoreData)],
  ['data-important-assessed', onAsset(importantDataAssessed)],
  ['data-lawful-source', onAsset(lawfulSource)],
  ['data-pledgor-operates', onAsset(pledgorMayOperate)],
  ['data-scraped-product', onAsset(scrapedOnlyAsProduct)],
  ['data-others-consent', onAsset(othersConsent)],
  ['data-personal-lawful', onAsset(personalInformationLawful)],
  ['data-sensitive-consent', onAsset(sensitiveConsent)],
  ['data-anonymised', onAsset(anonymisedNotOnlyDeidentified)],
  ['data-impact-assessed', onAsset(impactAssessed)],
  ['data-large-scale', onAsset(largeScaleDuties)],
  ['data-recipients', onAsset(recipientsRecorded)],
  ['data-export', onAsset(exportRouteOpen)],
  ['data-certificate-term', onAsset(certificateOutlastsLoan)],
  ['data-seizure', onAsset(noSeizure)],
  ['data-pledged-elsewhere', onAsset(notPledgedElsewhere)],
  ['data-pledge-route', onAsset(pledgeRouteChosen)],
  ['data-volume', onAsset(volumeAsClaimed)],
  ['data-intermediary', onAsset(intermediaryChecked)],
];
