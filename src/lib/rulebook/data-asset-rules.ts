import { mustBeOk } from '../kernel/result';
import rules from './data/data-asset.rules.json';
import pricing from './data/data-pricing.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** Missing tokens and type rules of the data-asset profile; parameters and public evidence of its price. */
export const DATA_ASSET_RULES: readonly RuleEntry[] = [
  ...mustBeOk(parseRuleEntries(rules)),
  ...mustBeOk(parseRuleEntries(pricing)),
];
