import { runMethods } from '../../src/lib/case/method';
import { assetClassChoices } from '../../src/lib/collateral/asset-class';
import { structureCase } from '../../src/lib/collateral/structure-case';
import { ok } from '../../src/lib/kernel/result';
import { screeningChecklist } from '../../src/lib/screening/checklist';
import { screenCase } from '../../src/lib/screening/screen-case';
import { rulesOfCase } from '../case-rules';
import { ASSET_METHODS } from '../methods';
import type { HandlersOf } from './types';

export const collateralHandlers: HandlersOf<'collateral'> = {
  screenCase: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const prior = runMethods(ASSET_METHODS, caseRecord, rules.value);
    return ok(screenCase({ caseRecord, rules: rules.value, prior }));
  },

  structureCase: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const prior = runMethods(ASSET_METHODS, caseRecord, rules.value);
    return ok(structureCase({ caseRecord, rules: rules.value, prior }));
  },

  assetClasses: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    return ok(assetClassChoices(rules.value).map(({ code, name }) => ({ value: code, label: name })));
  },

  checklist: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? ok(screeningChecklist(rules.value)) : rules;
  },
};
