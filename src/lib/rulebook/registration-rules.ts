import { mustBeOk } from '../kernel/result';
import rules from './data/registration.rules.json';
import formRules from './data/registration-form.rules.json';
import regionRules from './data/registration-region.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** Forms, papers, contract items, time limits and names of places of patent pledge registration (专利权质押登记办法, 公告第461号). */
export const REGISTRATION_RULES: readonly RuleEntry[] = [
  ...mustBeOk(parseRuleEntries(formRules)),
  ...mustBeOk(parseRuleEntries(rules)),
  ...mustBeOk(parseRuleEntries(regionRules)),
];
