import { mustBeOk } from '../kernel/result';
import rules from './data/intake.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** Column names, source presets and value words of patent lists. */
export const INTAKE_RULES: readonly RuleEntry[] = mustBeOk(parseRuleEntries(rules));
