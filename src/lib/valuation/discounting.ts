import { Decimal } from '../kernel/decimal';

/** When in a period its income is taken to arrive: at its end (期末) or in its middle (期中). */
export type Timing = 'end-year' | 'mid-year';

/** One period of income: a whole year, or the part of a year in which the life ends. */
export interface Period {
  /** 1-based forecast year. */
  readonly year: number;
  /** Share of the year that counts, 0 < fraction ≤ 1; below 1 only in the last period. */
  readonly fraction: Decimal;
  /** Years from the valuation date to the moment the income is discounted from, > 0. */
  readonly tau: Decimal;
}

/**
 * Periods of `years` forecast years within a life of `lifeYears` (years, ≥ 0, may be fractional).
 * Whole years: τ = t at year end, t − 0.5 in mid-year. The last, partial period f = n − ⌊n⌋ is discounted from
 * the end (⌊n⌋ + f) or the middle (⌊n⌋ + f/2) of that part-year. Years past the life are left out.
 */
export const periodsWithin = (years: number, lifeYears: Decimal, timing: Timing): readonly Period[] => {
  const periods: Period[] = [];
  for (let year = 1; year <= years; year++) {
    const left = lifeYears.minus(year - 1);
    if (left.lte(0)) break;
    const fraction = Decimal.min(1, left);
    const reach = timing === 'end-year' ? fraction : fraction.dividedBy(2);
    periods.push({ year, fraction, tau: reach.plus(year - 1) });
  }
  return periods;
};

/** (1 + r)^−τ. Domain r > −1, τ ≥ 0; throws outside, because callers check rates at the boundary. */
export const discountFactor = (rate: Decimal, tau: Decimal): Decimal => {
  if (rate.lte(-1) || tau.lt(0))
    throw new RangeError('discount rate above -1 and time not negative expected');
  return new Decimal(1).dividedBy(rate.plus(1).pow(tau));
};

/** One income and what it is worth on the valuation date; amounts in the unit of the flows, unrounded. */
export interface DiscountedFlow extends Period {
  /** Income of the period: whole-year amount × fraction. */
  readonly flow: Decimal;
  /** (1 + r)^−τ */
  readonly factor: Decimal;
  readonly presentValue: Decimal;
}

/** Discounts whole-year amounts, year 1 first, over the periods; periods without an amount are left out. */
export const discountFlows = (
  yearly: readonly Decimal[],
  rate: Decimal,
  periods: readonly Period[],
): readonly DiscountedFlow[] =>
  periods.flatMap((period) => {
    const amount = yearly[period.year - 1];
    if (amount === undefined) return [];
    const flow = amount.times(period.fraction);
    const factor = discountFactor(rate, period.tau);
    return [{ ...period, flow, factor, presentValue: flow.times(factor) }];
  });

/** Σ of the present values, unrounded. */
export const presentValue = (flows: readonly DiscountedFlow[]): Decimal =>
  flows.reduce((sum, flow) => sum.plus(flow.presentValue), new Decimal(0));
