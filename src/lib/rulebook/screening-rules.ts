import { mustBeOk } from '../kernel/result';
import gateRules from './data/screening-data-asset.rules.json';
import refusalRules from './data/screening-refusal.rules.json';
import viewRules from './data/screening-three-views.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/**
 * The twelve refusal grounds (公告第461号 art. 11), the 三看三评 checklist with its scoring, first repayment source, and
 * the compliance gates of data assets.
 */
export const SCREENING_RULES: readonly RuleEntry[] = [
  ...mustBeOk(parseRuleEntries(refusalRules)),
  ...mustBeOk(parseRuleEntries(viewRules)),
  ...mustBeOk(parseRuleEntries(gateRules)),
];
