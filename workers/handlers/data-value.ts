import { ok } from '../../src/lib/kernel/result';
import { evaluateData } from '../../src/lib/data-asset/value/evaluate-data';
import { pricingChoices } from '../../src/lib/data-asset/value/pricing-choices';
import { rulesOfCase } from '../case-rules';
import type { HandlersOf } from './types';

/** Handlers of `DataValueApi`. */
export const dataValueHandlers: Pick<HandlersOf<'valuation'>, 'dataValues' | 'dataPricingChoices'> = {
  dataValues: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? ok(evaluateData(caseRecord, rules.value)) : rules;
  },

  dataPricingChoices: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? pricingChoices(rules.value) : rules;
  },
};
