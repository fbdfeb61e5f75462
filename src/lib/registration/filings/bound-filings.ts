import type { CaseRecord } from '../../case/case-record';
import type { CollateralItem } from '../../case/collateral-section';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type BoundFiling, bindFiling } from './bind-filing';
import type { Filing } from './filing';
import { type FilingContract, filingContract } from './filing-contract';
import { filingValues } from './filing-values';
import { filingPlan } from './filings-of-case';
import { PRESENT_READING, type Reading } from './reading';

/** A filing with everything that is checked and printed of it. */
export interface WholeFiling extends BoundFiling {
  readonly contract: FilingContract | null;
}

export interface WholePlan {
  readonly filings: readonly WholeFiling[];
  readonly omitted: readonly { readonly filing: Filing; readonly reason: string }[];
  /** Assets that no filing of this program covers. */
  readonly uncovered: readonly CollateralItem[];
}

/** All filings of a case, bound. Fails when a rule that one of them needs is not in force or has the wrong shape. */
export const boundFilings = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  reading: Reading = PRESENT_READING,
): Result<WholePlan> => {
  const plan = filingPlan(caseRecord, rules, reading);
  if (!plan.ok) return plan;
  const filings: WholeFiling[] = [];
  for (const filing of plan.value.filings) {
    const bound = bindFiling(caseRecord, rules, filing, filingValues(caseRecord, rules, filing));
    if (!bound.ok) return bound;
    const contract = filingContract(rules, bound.value);
    if (!contract.ok) return contract;
    filings.push({ ...bound.value, contract: contract.value });
  }
  return ok({ filings, omitted: plan.value.omitted, uncovered: plan.value.uncovered });
};
