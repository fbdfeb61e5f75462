import { assetClassChoices } from '../../src/lib/collateral/asset-class';
import { classFacts } from '../../src/lib/collateral/class-facts';
import { ok } from '../../src/lib/kernel/result';
import { screeningChecklist } from '../../src/lib/screening/checklist';
import { rulesOfCase } from '../case-rules';
import { findingTrace, groundLines, screeningOf, screeningView } from '../screening';
import { solverFor } from '../solver';
import { reasonsOf, structureOf } from '../structure';
import { creditCostHandlers } from './credit-cost';
import { dataRightsHandlers } from './data-rights';
import { fileViewHandlers } from './enterprise-file';
import { preflightHandlers } from './preflight';
import { handlingHandlers } from './handling';
import { lifeHandlers } from './life';
import { lossHandlers } from './loss';
import { productHandlers } from './products';
import type { HandlersOf } from './types';

export const collateralHandlers: HandlersOf<'collateral'> = {
  ...dataRightsHandlers,
  ...fileViewHandlers,
  ...preflightHandlers,
  ...handlingHandlers,
  ...lifeHandlers,
  ...lossHandlers,
  ...creditCostHandlers,
  ...productHandlers,

  screenCase: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    return ok(screeningOf(caseRecord, rules.value));
  },

  screenView: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? ok(screeningView(screeningOf(caseRecord, rules.value))) : rules;
  },

  groundLines: ({ caseRecord, rule }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? ok(groundLines(screeningOf(caseRecord, rules.value), rule)) : rules;
  },

  explainFinding: ({ caseRecord, rule, subject }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? findingTrace(screeningOf(caseRecord, rules.value), rule, subject) : rules;
  },

  structureCase: async ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    return ok(structureOf(caseRecord, rules.value, await solverFor(caseRecord)));
  },

  structureReasons: async ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? ok(reasonsOf(caseRecord, rules.value, await solverFor(caseRecord))) : rules;
  },

  classFacts: ({ caseRecord, code }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? classFacts(rules.value, code) : rules;
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
