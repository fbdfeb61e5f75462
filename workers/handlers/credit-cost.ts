import type { CreditCostApi } from '../../src/lib/bridge/credit-cost-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import { costSheet } from '../../src/lib/collateral/credit-cost/cost-sheet';
import { explainSaving } from '../../src/lib/collateral/credit-cost/saving';
import { fenText, parseFenText } from '../../src/lib/kernel/fen';
import { ok } from '../../src/lib/kernel/result';
import { afterStructure } from '../after-structure';

/** Calls about the cost of credit, part of the collateral worker. */
export const creditCostHandlers: Handlers<CreditCostApi> = {
  creditCost: async ({ caseRecord }) => {
    const given = await afterStructure(caseRecord);
    return given.ok ? ok(costSheet(given.value)) : given;
  },

  interestSaved: ({ principalFen, cutBp, months }) => {
    const principal = parseFenText(principalFen, '本金');
    if (!principal.ok) return principal;
    const saved = explainSaving(principal.value, cutBp, months);
    return saved.ok ? ok({ savedFen: fenText(saved.value.savedFen), trace: saved.value.trace }) : saved;
  },
};
