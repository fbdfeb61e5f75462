import * as v from 'valibot';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { CREDIT_NEEDS, type CreditNeed } from './product-model';

const codes = v.array(v.string());
const credit = v.picklist(Object.keys(CREDIT_NEEDS) as CreditNeed[]);

const applicant = v.object({
  /** Type → flag of 一企一档 and the day until which it holds. */
  types: v.record(v.string(), v.object({ flag: v.string(), until: v.string() })),
  /** Need → amounts that must be 0 and kinds of events that must have been searched without a hit. */
  credit: v.record(credit, v.object({ zero: codes, events: codes })),
  /** Kind of security → asset classes. */
  securities: v.record(v.string(), codes),
});
export type ApplicantRule = v.InferOutput<typeof applicant>;

const size = v.object({
  type: v.string(),
  industries: codes,
  employees: v.pipe(v.number(), v.integer(), v.minValue(1)),
  revenueFen: v.pipe(v.string(), v.regex(/^\d{1,18}$/)),
});
export type SizeRule = v.InferOutput<typeof size>;

const APPLICANT = 'collateral.products.applicant';

export interface ApplicantRules {
  readonly reading: ApplicantRule;
  readonly sizes: readonly SizeRule[];
}

/** Reads `collateral.products.applicant` and `.enterprise-sizes`. Fails as rules do. */
export const readApplicantRules = (rules: RulesAt): Result<ApplicantRules> => {
  const reading = readTyped(rules, APPLICANT, applicant);
  if (!reading.ok) return reading;
  const sizes = readTyped(rules, 'collateral.products.enterprise-sizes', v.array(size));
  return sizes.ok ? ok({ reading: reading.value.value, sizes: sizes.value.value }) : sizes;
};

/** Asset classes of each kind of security; empty where the rule cannot be read. */
export const readSecurityClasses = (rules: RulesAt): ReadonlyMap<string, readonly string[]> => {
  const read = readTyped(rules, APPLICANT, applicant);
  return new Map(read.ok ? Object.entries(read.value.value.securities) : []);
};
