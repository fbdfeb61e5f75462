import * as v from 'valibot';

/** Shapes of the rulebook entries about ways of handling. */

const filled = v.pipe(v.string(), v.minLength(1));
/** Decimal text 0–1. */
const share = v.pipe(v.string(), v.regex(/^(0(\.\d{1,6})?|1)$/));
/** Integer 分 as text. */
export const fenAmount = v.pipe(v.string(), v.regex(/^(0|[1-9]\d{0,17})$/));

/** A way of handling: the conditions are rules of `screening.set.routes` or `screening.set.renewal`. */
const routeSpec = v.strictObject({
  code: filled,
  title: filled,
  about: filled,
  conditions: v.pipe(v.array(filled), v.minLength(1)),
  /** Papers that the way asks for, and where they are had. */
  needs: v.array(v.strictObject({ text: filled, where: filled })),
  after: v.string(),
  order: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type RouteSpec = v.InferOutput<typeof routeSpec>;
export const routeCatalogue = v.pipe(
  v.array(routeSpec),
  v.minLength(1),
  v.check((all) => new Set(all.map((r) => r.code)).size === all.length, '路径代码重复'),
);

export const monthCount = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600));
export const shareText = share;
export const words = filled;

export const feeRates = v.pipe(
  v.array(v.strictObject({ code: filled, rate: share, label: filled })),
  v.minLength(1),
);
export type FeeRate = v.InferOutput<typeof feeRates>[number];

export const deadlineSpec = v.strictObject({
  contactDays: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365)),
  decisionMonths: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24)),
});
export type DeadlineSpec = v.InferOutput<typeof deadlineSpec>;

/** Calendar days something usually takes; `null` when nobody can say. */
export const daySpan = v.pipe(
  v.strictObject({
    low: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650)),
    high: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650)),
  }),
  v.check(({ low, high }) => low <= high, '最短天数不能大于最长天数'),
);
export type DaySpan = v.InferOutput<typeof daySpan>;

export const titleSteps = v.pipe(
  v.array(v.strictObject({ step: filled, where: filled, papers: filled, days: daySpan })),
  v.minLength(1),
);
export type TitleStep = v.InferOutput<typeof titleSteps>[number];

export const publicTotals = v.array(
  v.strictObject({
    region: filled,
    items: v.array(v.strictObject({ label: filled, value: filled })),
    note: v.string(),
    source: filled,
    confidence: v.picklist(['verified', 'secondary', 'assumption']),
  }),
);
export type PublicTotal = v.InferOutput<typeof publicTotals>[number];
