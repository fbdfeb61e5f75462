import { mustBeOk } from '../kernel/result';
import rules from './data/data-asset.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** Missing tokens and type rules of the data-asset profile. */
export const DATA_ASSET_RULES: readonly RuleEntry[] = mustBeOk(parseRuleEntries(rules));
