import { mustBeOk } from '../kernel/result';
import refusalRules from './data/screening-refusal.rules.json';
import viewRules from './data/screening-three-views.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** The twelve refusal grounds (公告第461号 art. 11), the 三看三评 checklist with its scoring, and first repayment source. */
export const SCREENING_RULES: readonly RuleEntry[] = [
  ...mustBeOk(parseRuleEntries(refusalRules)),
  ...mustBeOk(parseRuleEntries(viewRules)),
];
