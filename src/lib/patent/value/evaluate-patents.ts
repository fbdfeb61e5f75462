import type { CaseRecord } from '../../case/case-record';
import type { RulesAt } from '../../rulebook/model';
import type { ProductValue, RateEntry, ValuedEntry } from './asset-valuation';
import { productOutcomes } from './product-values';
import { modelEntries, rateEntries, valuedEntries } from './value-case';

/** Everything that valuing the patents of a case says, for pages and the terminal. */
export interface PatentValues {
  readonly valuations: readonly ValuedEntry[];
  readonly rates: readonly RateEntry[];
  readonly products: readonly ProductValue[];
}

/** Forecasts and worksheets with their values, rates, and all methods of each product side by side. */
export const evaluatePatents = (caseRecord: CaseRecord, rules: RulesAt): PatentValues => {
  const modelled = modelEntries(caseRecord, rules);
  return {
    valuations: valuedEntries(caseRecord, rules, modelled),
    rates: rateEntries(caseRecord, rules),
    products: productOutcomes(caseRecord.sections.patents, rules, modelled).map(({ value }) => value),
  };
};
