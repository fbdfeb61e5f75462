import type { Handlers } from '../../src/lib/bridge/job';
import type { LifeApi } from '../../src/lib/bridge/life-contract';
import { rulesOfCase } from '../case-rules';
import { lifeViewOf, rightsRanked, stepEntered, stepWithdrawn, substitutesOf } from '../life';
import { solverFor } from '../solver';

/** Calls about the life of securities, part of the collateral worker. */
export const lifeHandlers: Handlers<LifeApi> = {
  collateralLife: async ({ caseRecord, on }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? lifeViewOf(caseRecord, on, rules.value, await solverFor(caseRecord)) : rules;
  },

  enterStep: ({ caseRecord, item, step, today }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? stepEntered(caseRecord, item, step, today, rules.value) : rules;
  },

  withdrawStep: ({ caseRecord, item }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? stepWithdrawn(caseRecord, item, rules.value) : rules;
  },

  substitutes: async ({ caseRecord, asset, holeFen }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok
      ? substitutesOf(caseRecord, asset, holeFen, rules.value, await solverFor(caseRecord))
      : rules;
  },

  rankRights: ({ caseRecord, thing, rights }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? rightsRanked(thing, rights, rules.value) : rules;
  },
};
