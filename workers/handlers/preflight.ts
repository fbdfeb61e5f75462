import type { RegistryForms } from '../../src/lib/bridge/preflight-contract';
import { assetClassChoices } from '../../src/lib/collateral/asset-class';
import { ok } from '../../src/lib/kernel/result';
import {
  type CollateralFields,
  fieldsOfRegistry,
  registryOfClass,
} from '../../src/lib/rulebook/collateral-fields';
import type { RulesAt } from '../../src/lib/rulebook/model';
import { SUPPORT_REGISTRY } from '../../src/lib/screening/collateral-preflight';
import { rulesOfCase } from '../case-rules';
import type { HandlersOf } from './types';

/** A class whose registry or fields cannot be read is left out here; the checks name it and hold the item. */
const formsOf = (rules: RulesAt): RegistryForms => {
  const registryOf: Record<string, string> = { ...SUPPORT_REGISTRY };
  for (const { code } of assetClassChoices(rules)) {
    const found = registryOfClass(rules, code);
    if (found.ok) registryOf[code] = found.value.registry;
  }
  const fields: Record<string, CollateralFields> = {};
  for (const registry of new Set(Object.values(registryOf))) {
    const read = fieldsOfRegistry(rules, registry);
    if (read.ok) fields[registry] = read.value;
  }
  return { registryOf, fields };
};

export const preflightHandlers: Pick<HandlersOf<'collateral'>, 'registryForms'> = {
  registryForms: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? ok(formsOf(rules.value)) : rules;
  },
};
