import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/lib/kernel/decimal';
import { addDays, daysBetween, fromDayNumber } from '../../src/lib/kernel/plain-date';
import { lastDayOfProtection, legalRemainingYears } from '../../src/lib/patent/calendar/term';
import { type RoyaltyInput, reliefFromRoyalty } from '../../src/lib/valuation/methods/relief-from-royalty';
import { sensitivityGrid } from '../../src/lib/valuation/compare/sensitivity';

const basisPoints = (min: number, max: number): fc.Arbitrary<Decimal> =>
  fc.integer({ min, max }).map((n) => new Decimal(n).dividedBy(10_000));

const input: fc.Arbitrary<RoyaltyInput> = fc
  .record({
    netSalesFen: fc.array(fc.bigInt({ min: 0n, max: 10n ** 14n }), { minLength: 1, maxLength: 12 }),
    royaltyRate: basisPoints(1, 8000),
    taxRate: basisPoints(0, 5000),
    discountRate: basisPoints(300, 6000),
    timing: fc.constantFrom('end-year' as const, 'mid-year' as const),
    part: fc.integer({ min: 1, max: 365 }),
  })
  .map(({ part, ...rest }) => ({
    ...rest,
    discountBasis: 'post-tax' as const,
    lifeYears: new Decimal(rest.netSalesFen.length - 1).plus(new Decimal(part).dividedBy(365)),
  }));

const valueOf = (given: RoyaltyInput): bigint => {
  const value = reliefFromRoyalty(given);
  if (!value.ok) throw new Error(value.failure.code);
  return value.value.valueFen;
};

describe('relief from royalty', () => {
  it('rises with k, falls with r, rises with life and sales', () => {
    fc.assert(
      fc.property(input, basisPoints(1, 1900), (given, step) => {
        const value = valueOf(given);
        expect(valueOf({ ...given, royaltyRate: given.royaltyRate.plus(step) })).toBeGreaterThanOrEqual(
          value,
        );
        expect(valueOf({ ...given, discountRate: given.discountRate.plus(step) })).toBeLessThanOrEqual(value);
        expect(valueOf({ ...given, lifeYears: given.lifeYears.plus(1) })).toBeGreaterThanOrEqual(value);
        expect(
          valueOf({ ...given, netSalesFen: given.netSalesFen.map((fen) => fen + 1n) }),
        ).toBeGreaterThanOrEqual(value);
      }),
      { numRuns: 40 },
    );
  });

  it('is never more than the undiscounted royalty after tax, and never negative', () => {
    fc.assert(
      fc.property(input, (given) => {
        const sales = given.netSalesFen.reduce((a, b) => a + b, 0n);
        const most = given.royaltyRate.times(new Decimal(1).minus(given.taxRate)).times(sales.toString());
        expect(valueOf(given)).toBeGreaterThanOrEqual(0n);
        expect(new Decimal(valueOf(given).toString()).lte(most.plus(1))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('lies inside its sensitivity range', () => {
    fc.assert(
      fc.property(input, (given) => {
        const value = valueOf(given);
        const grid = sensitivityGrid(given, value, {
          discountRatePoints: new Decimal('0.02'),
          royaltyRateShare: new Decimal('0.2'),
        });
        expect(BigInt(grid.lowFen) <= value && value <= BigInt(grid.highFen)).toBe(true);
        expect(grid.cells[4]?.valueFen).toBe(value.toString());
      }),
      { numRuns: 25 },
    );
  });
});

describe('the term', () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map(fromDayNumber); // 1970–2079

  it('never gives more than N years, and N years less at most two days', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(10, 15, 20), (filing, years) => {
        const days = daysBetween(filing, lastDayOfProtection(filing, years)) + 1;
        expect(days).toBeGreaterThanOrEqual(Math.floor(365.25 * years) - 2);
        expect(days).toBeLessThanOrEqual(Math.ceil(365.25 * years) + 1);
      }),
    );
  });

  it('remaining life falls day by day and ends at 0', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 8000 }), (valuation, ahead) => {
        const last = addDays(valuation, ahead);
        const today = legalRemainingYears(valuation, last);
        expect(today.gte(0)).toBe(true);
        expect(today.isZero()).toBe(ahead <= 0);
        expect(legalRemainingYears(addDays(valuation, 1), last).lte(today)).toBe(true);
      }),
    );
  });
});
