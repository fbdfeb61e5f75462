import * as v from 'valibot';
import { patentType } from '../../case/patents-section';
import { date, nonNegativeFen, ratioText } from '../../case/schema-parts';

/** Shapes of the calendar parameters in the rulebook. */

const years = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99));

/** `patent.term`: years of protection by type and by the window in which the filing date falls. */
export const termTable = v.pipe(
  v.array(
    v.strictObject({ type: patentType, years, filedFrom: v.nullable(date), filedTo: v.nullable(date) }),
  ),
  v.minLength(1),
);
export type TermTable = v.InferOutput<typeof termTable>;

/** `patent.expiry-rule`: the one algorithm that is implemented. */
export const expiryRule = v.literal('filing-plus-term-minus-one-day');

const feeBand = v.strictObject({ fromYear: years, toYear: years, feeFen: nonNegativeFen });

/** `patent.annual-fees`: full fee per patent year, 分, by type. */
export const annualFees = v.record(patentType, v.array(feeBand));
export type AnnualFees = v.InferOutput<typeof annualFees>;

/** `patent.late-fee`: share of the full fee by month after the due date. */
export const lateFees = v.strictObject({
  windowMonths: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24)),
  bands: v.array(v.strictObject({ month: v.pipe(v.number(), v.integer(), v.minValue(1)), ratio: ratioText })),
});
export type LateFees = v.InferOutput<typeof lateFees>;
