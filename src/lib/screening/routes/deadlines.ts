import { type PlainDate, addDays, addMonths, daysBetween } from '../../kernel/plain-date';
import type { DeadlineSpec } from './route-model';

export interface Deadline {
  readonly code: 'contact' | 'decision';
  readonly title: string;
  /** Last day, included. */
  readonly due: PlainDate;
  /** Days left on `asOf`: 0 on the last day, negative once it is over. */
  readonly left: number;
}

/**
 * Contact within so many days and a decision within so many months of a submission. The day of the submission does not
 * count; a month ends on the same day of the later month, or on its last day (民法典 201, 202).
 */
export const deadlinesOf = (
  submittedOn: PlainDate,
  asOf: PlainDate,
  { contactDays, decisionMonths }: DeadlineSpec,
): readonly Deadline[] => {
  const contact = addDays(submittedOn, contactDays);
  const decision = addMonths(submittedOn, decisionMonths);
  return [
    { code: 'contact', title: `${contactDays} 日内对接企业`, due: contact, left: daysBetween(asOf, contact) },
    {
      code: 'decision',
      title: `${decisionMonths} 个月内决定是否授信`,
      due: decision,
      left: daysBetween(asOf, decision),
    },
  ];
};
