import { mustBeOk } from '../kernel/result';
import collateralChecks from './data/screening-collateral.rules.json';
import copyrightChecks from './data/screening-copyright.rules.json';
import dataIpChecks from './data/screening-data-ip.rules.json';
import financialChecks from './data/screening-financial.rules.json';
import movablesChecks from './data/screening-movables.rules.json';
import realEstateChecks from './data/screening-real-estate.rules.json';
import receivablesChecks from './data/screening-receivables.rules.json';
import supportChecks from './data/screening-support.rules.json';
import trademarkChecks from './data/screening-trademark.rules.json';
import computedRules from './data/screening-computed.rules.json';
import gateRules from './data/screening-data-asset.rules.json';
import plainWords from './data/screening-plain-words.rules.json';
import refusalRules from './data/screening-refusal.rules.json';
import remedyRules from './data/screening-remedies.rules.json';
import routeRules from './data/screening-routes.rules.json';
import viewRules from './data/screening-three-views.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/**
 * The twelve refusal grounds (公告第461号 art. 11), the 三看三评 checklist with its scoring, first repayment source, and
 * the compliance gates of data assets, and what registries and the law ask of other collateral.
 */
export const SCREENING_RULES: readonly RuleEntry[] = [
  ...mustBeOk(parseRuleEntries(refusalRules)),
  ...mustBeOk(parseRuleEntries(viewRules)),
  ...mustBeOk(parseRuleEntries(computedRules)),
  ...mustBeOk(parseRuleEntries(gateRules)),
  ...mustBeOk(parseRuleEntries(routeRules)),
  ...mustBeOk(parseRuleEntries(remedyRules)),
  ...mustBeOk(parseRuleEntries(plainWords)),
  ...mustBeOk(parseRuleEntries(collateralChecks)),
  ...mustBeOk(parseRuleEntries(realEstateChecks)),
  ...mustBeOk(parseRuleEntries(movablesChecks)),
  ...mustBeOk(parseRuleEntries(financialChecks)),
  ...mustBeOk(parseRuleEntries(receivablesChecks)),
  ...mustBeOk(parseRuleEntries(trademarkChecks)),
  ...mustBeOk(parseRuleEntries(copyrightChecks)),
  ...mustBeOk(parseRuleEntries(dataIpChecks)),
  ...mustBeOk(parseRuleEntries(supportChecks)),
];
