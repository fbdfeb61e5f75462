import { mustBeOk } from '../kernel/result';
import rules from './data/enterprise-file.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** 一企一档: its nine groups with their fields, events, freshness, and what is checked between them. */
export const ENTERPRISE_FILE_RULES: readonly RuleEntry[] = mustBeOk(parseRuleEntries(rules));
