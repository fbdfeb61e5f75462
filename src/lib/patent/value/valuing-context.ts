import type { CaseRecord } from '../../case/case-record';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type IncomeRules, readIncomeRules } from '../../valuation/valuation-rules';
import { readLifeRules } from '../calendar/fee-rules';
import type { LifeRules } from '../calendar/protection-end';
import { type RateBook, rateBook } from '../worksheet/rate-book';

/** Everything that valuing reads once per case. */
export interface ValuingContext {
  readonly caseRecord: CaseRecord;
  readonly rules: RulesAt;
  readonly valuationDate: PlainDate;
  readonly life: LifeRules;
  readonly income: IncomeRules;
  readonly rates: RateBook;
}

/** Fails with `E_DATE` or as `readTyped` does for the rules of legal life and income. */
export const valuingContext = (caseRecord: CaseRecord, rules: RulesAt): Result<ValuingContext> => {
  const valuationDate = parsePlainDate(caseRecord.valuationDate, 'valuationDate');
  if (!valuationDate.ok) return valuationDate;
  const life = readLifeRules(rules);
  if (!life.ok) return life;
  const income = readIncomeRules(rules);
  if (!income.ok) return income;
  return ok({
    caseRecord,
    rules,
    valuationDate: valuationDate.value,
    life: life.value,
    income: income.value,
    rates: rateBook(caseRecord, rules, valuationDate.value),
  });
};
