import * as v from 'valibot';
import { patentType } from '../../case/patents-section';
import { nonNegativeFen, ratioText } from '../../case/schema-parts';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';
import { type CalendarRules, readCalendarRules } from './calendar';
import { type AnnualFees, type LateFees, annualFees, lateFees } from './calendar-rules';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99));

/** `patent.fee-reduction`: share taken off, by kind of applicant, and years covered from the grant year on. */
const reductionRule = v.strictObject({ single: ratioText, joint: ratioText, years: whole });
export type FeeReductionRule = v.InferOutput<typeof reductionRule>;

/** `patent.restoration`: request within the window, fee, and the late fee that then applies. */
const restorationRule = v.strictObject({ windowMonths: whole, feeFen: nonNegativeFen, lateRatio: ratioText });
export type RestorationRule = v.InferOutput<typeof restorationRule>;

/** `patent.compensation`: types that can have term compensation, limit of PTE, fee of a compensation year. */
const compensationRule = v.strictObject({
  types: v.array(patentType),
  pteMaxYears: whole,
  yearFeeFen: nonNegativeFen,
});
export type CompensationRule = v.InferOutput<typeof compensationRule>;

/** Everything a fee schedule reads. */
export interface FeeRules {
  readonly calendar: CalendarRules;
  readonly fees: TypedRule<AnnualFees>;
  readonly late: TypedRule<LateFees>;
  readonly compensation: TypedRule<CompensationRule>;
}

/** Reads what the end of protection depends on. Fails as `readTyped` does. */
export const readLifeRules = (rules: RulesAt): Result<Pick<FeeRules, 'calendar' | 'compensation'>> => {
  const calendar = readCalendarRules(rules);
  if (!calendar.ok) return calendar;
  const compensation = readTyped(rules, 'patent.compensation', compensationRule);
  return compensation.ok ? ok({ calendar: calendar.value, compensation: compensation.value }) : compensation;
};

const read = new WeakMap<RulesAt, Result<FeeRules>>();

/** The calendar, the fee table, the late fee and term compensation, put together once. Fails as `readTyped` does. */
export const readFeeRules = (rules: RulesAt): Result<FeeRules> => {
  const known = read.get(rules);
  if (known !== undefined) return known;
  const fresh = feeRulesOf(rules);
  read.set(rules, fresh);
  return fresh;
};

const feeRulesOf = (rules: RulesAt): Result<FeeRules> => {
  const life = readLifeRules(rules);
  if (!life.ok) return life;
  const fees = readTyped(rules, 'patent.annual-fees', annualFees);
  if (!fees.ok) return fees;
  const late = readTyped(rules, 'patent.late-fee', lateFees);
  if (!late.ok) return late;
  return ok({ ...life.value, fees: fees.value, late: late.value });
};

export const readFeeReduction = (rules: RulesAt): Result<TypedRule<FeeReductionRule>> =>
  readTyped(rules, 'patent.fee-reduction', reductionRule);

export const readRestoration = (rules: RulesAt): Result<TypedRule<RestorationRule>> =>
  readTyped(rules, 'patent.restoration', restorationRule);
