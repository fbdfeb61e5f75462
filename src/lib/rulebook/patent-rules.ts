import { mustBeOk } from '../kernel/result';
import appraisal from './data/patent-appraisal.rules.json';
import calendar from './data/patent-calendar.rules.json';
import cohort from './data/patent-cohort.rules.json';
import gazette from './data/patent-gazette.rules.json';
import legal from './data/patent-legal.rules.json';
import portfolio from './data/patent-portfolio.rules.json';
import scheme from './data/patent-scheme.rules.json';
import schemes from './data/patent-schemes.rules.json';
import scoring from './data/patent-scoring.rules.json';
import valuation from './data/patent-valuation.rules.json';
import weights from './data/weights.rules.json';
import methods from './data/valuation-methods.rules.json';
import uncertainty from './data/valuation-uncertainty.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** Scoring schemes, weights and how to derive them, grades and gates; legal calendar and fees; bounds and benchmarks of the income method. */
export const PATENT_RULES: readonly RuleEntry[] = [
  ...mustBeOk(parseRuleEntries(scheme)),
  ...mustBeOk(parseRuleEntries(schemes)),
  ...mustBeOk(parseRuleEntries(scoring)),
  ...mustBeOk(parseRuleEntries(weights)),
  ...mustBeOk(parseRuleEntries(calendar)),
  ...mustBeOk(parseRuleEntries(valuation)),
  ...mustBeOk(parseRuleEntries(methods)),
  ...mustBeOk(parseRuleEntries(uncertainty)),
  ...mustBeOk(parseRuleEntries(legal)),
  ...mustBeOk(parseRuleEntries(gazette)),
  ...mustBeOk(parseRuleEntries(portfolio)),
  ...mustBeOk(parseRuleEntries(cohort)),
  ...mustBeOk(parseRuleEntries(appraisal)),
];
