import type { CaseRecord } from '../case/case-record';
import type { DataAssetValue } from '../data-asset/value/asset-value';
import type { PricingChoices } from '../data-asset/value/pricing-choices';

/** Calls about the price of data assets. */
export interface DataValueApi {
  /** Every data asset with its methods, alarms, value and pledge base. */
  dataValues: { input: { caseRecord: CaseRecord }; output: readonly DataAssetValue[] };
  /** Forms of worksheets, public cases and half-lives under the rules of the case. */
  dataPricingChoices: { input: { caseRecord: CaseRecord }; output: PricingChoices };
}
