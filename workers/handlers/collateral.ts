import { runMethods } from '../../src/lib/case/method';
import { readAssetClass } from '../../src/lib/collateral/asset-class';
import { structureCase } from '../../src/lib/collateral/structure-case';
import { ok } from '../../src/lib/kernel/result';
import { ALL_RULES } from '../../src/lib/rulebook/all-rules';
import { screeningChecklist } from '../../src/lib/screening/checklist';
import { screenCase } from '../../src/lib/screening/screen-case';
import { rulesOfCase } from '../case-rules';
import { ASSET_METHODS } from '../methods';
import type { HandlersOf } from './types';

const CLASS_ENTRY = /^collateral\.class\.(.+)$/;

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
    return ok(
      ALL_RULES.flatMap(({ id, title }) => {
        const code = CLASS_ENTRY.exec(id)?.[1]?.toUpperCase().replaceAll('-', '_');
        const read = code === undefined ? null : readAssetClass(rules.value, code);
        if (read === null) return [];
        return read.ok
          ? [{ value: read.value.code, label: read.value.name }]
          : [{ value: code ?? '', label: title }];
      }),
    );
  },

  checklist: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? ok(screeningChecklist(rules.value)) : rules;
  },
};
