import type { HandlingApi } from '../../src/lib/bridge/handling-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import { rulesOfCase } from '../case-rules';
import { solverFor } from '../solver';
import { changesOf, handlingOf, rescreen } from '../handling';

/** Calls about the ways of handling a case, part of the collateral worker. */
export const handlingHandlers: Handlers<HandlingApi> = {
  handling: async ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? handlingOf(caseRecord, rules.value, await solverFor(caseRecord)) : rules;
  },

  whatWouldChange: async ({ caseRecord, drops }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? changesOf(caseRecord, rules.value, await solverFor(caseRecord), drops) : rules;
  },

  rescreen: ({ caseRecord, overlay }) => rescreen(caseRecord, overlay),
};
