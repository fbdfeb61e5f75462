import type { PatentRecord } from '../../case/patents-section';
import { type PlainDate, compareDates } from '../../kernel/plain-date';
import { type Annuity, annuityDueDate, nextAnnuity } from './annuities';
import { recordDate } from './calendar';
import { firstOpenYear } from './fee-checks';
import type { FeeRules } from './fee-rules';
import type { LegalLife } from './legal-life';

/** First open fee of the years of term compensation; `null` when none is left. */
const compensationFee = (
  record: PatentRecord,
  { filingDate, termYears, lastDay }: LegalLife,
  on: PlainDate,
  { compensation }: FeeRules,
): Annuity | null => {
  if (filingDate === null || termYears === null || lastDay === null) return null;
  for (let year = Math.max(termYears + 1, firstOpenYear(record, filingDate)); ; year++) {
    const due = annuityDueDate(filingDate, year);
    if (compareDates(due, lastDay) > 0) return null;
    if (record.feesPaidThrough !== null || compareDates(due, on) >= 0)
      return { year, due, feeFen: BigInt(compensation.value.yearFeeFen) };
  }
};

/**
 * The next annual fee of a live right, the years of term compensation included. With a known paid-through day: the first
 * unpaid one, which may lie before `on` (滞纳); without: the first due on or after `on`. `null` when none is left or the right ended.
 */
export const nextFee = (
  record: PatentRecord,
  life: LegalLife,
  on: PlainDate,
  rules: FeeRules,
): Annuity | null => {
  const { filingDate, termYears, remaining } = life;
  if (filingDate === null || termYears === null || remaining === null || remaining.isZero()) return null;
  const basis = {
    type: record.type,
    filingDate,
    grantDate: recordDate(record.grantDate),
    paidThrough: recordDate(record.feesPaidThrough),
    termYears,
    fees: rules.fees.value,
  };
  return nextAnnuity(basis, on) ?? compensationFee(record, life, on, rules);
};
