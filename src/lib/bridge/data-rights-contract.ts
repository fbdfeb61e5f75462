import type { CaseRecord } from '../case/case-record';
import type { RightsView } from '../data-asset/rights/rights-view';

export type { RightsView };

export interface DataRightsApi {
  /** Registration form, timetable, booking and legal effect of one data asset. */
  dataRights: { input: { caseRecord: CaseRecord; asset: string }; output: RightsView };
}
