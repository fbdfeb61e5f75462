import { mustBeOk } from '../kernel/result';
import fields from './data/intake-fields.rules.json';
import rules from './data/intake.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** Column names, source presets and value words of patent lists. */
export const INTAKE_RULES: readonly RuleEntry[] = mustBeOk(parseRuleEntries([...rules, ...fields]));
