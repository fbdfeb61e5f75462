import { mustBeOk } from '../kernel/result';
import rules from './data/review.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** Roles of the review desk with the opinions each may give, and how the clock of a registry goes on after a supplement. */
export const REVIEW_RULES: readonly RuleEntry[] = mustBeOk(parseRuleEntries(rules));
