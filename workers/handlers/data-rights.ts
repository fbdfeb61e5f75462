import type { DataRightsApi } from '../../src/lib/bridge/data-rights-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import { rightsView } from '../../src/lib/data-asset/rights/rights-view';
import { rulesOfCase } from '../case-rules';

export const dataRightsHandlers: Handlers<DataRightsApi> = {
  dataRights: ({ caseRecord, asset }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? rightsView(caseRecord, asset, rules.value) : rules;
  },
};
