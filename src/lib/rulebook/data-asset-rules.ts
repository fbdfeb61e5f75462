import { mustBeOk } from '../kernel/result';
import rules from './data/data-asset.rules.json';
import pricing from './data/data-pricing.rules.json';
import profile from './data/data-profile.rules.json';
import quality from './data/data-quality.rules.json';
import rights from './data/data-rights.rules.json';
import warehouse from './data/data-warehouse.rules.json';
import table from './data/data-table.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** Missing tokens and type rules of the data-asset profile; parameters and public evidence of its price. */
export const DATA_ASSET_RULES: readonly RuleEntry[] = [
  ...mustBeOk(parseRuleEntries(rules)),
  ...mustBeOk(parseRuleEntries(profile)),
  ...mustBeOk(parseRuleEntries(pricing)),
  ...mustBeOk(parseRuleEntries(quality)),
  ...mustBeOk(parseRuleEntries(rights)),
  ...mustBeOk(parseRuleEntries(warehouse)),
  ...mustBeOk(parseRuleEntries(table)),
];
