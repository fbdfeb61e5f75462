import { mustBeOk } from '../kernel/result';
import calendar from './data/patent-calendar.rules.json';
import scheme from './data/patent-scheme.rules.json';
import scoring from './data/patent-scoring.rules.json';
import valuation from './data/patent-valuation.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** Scoring scheme, weights, grades and gates; legal calendar and fees; bounds and benchmarks of the income method. */
export const PATENT_RULES: readonly RuleEntry[] = [
  ...mustBeOk(parseRuleEntries(scheme)),
  ...mustBeOk(parseRuleEntries(scoring)),
  ...mustBeOk(parseRuleEntries(calendar)),
  ...mustBeOk(parseRuleEntries(valuation)),
];
