import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, decimalText } from '../../src/lib/kernel/decimal';
import { mustBeOk } from '../../src/lib/kernel/result';
import { leaf, walkTrace } from '../../src/lib/kernel/trace';
import { splitRate, splitValue } from '../../src/lib/valuation/methods/bundle-shares';
import { costApproach } from '../../src/lib/valuation/methods/cost-approach';
import { equivalentInvestmentShare } from '../../src/lib/valuation/rates/equivalent-investment';
import { excessEarnings } from '../../src/lib/valuation/methods/excess-earnings';
import { profitSplit } from '../../src/lib/valuation/methods/income-share';
import { type Increment, readIncrement } from '../../src/lib/valuation/methods/increments';
import { constantIncome, decliningIncome } from '../../src/lib/valuation/methods/level-income';
import { marketComparables } from '../../src/lib/valuation/methods/market-comparables';
import { adjustedShare } from '../../src/lib/valuation/rates/share-adjustment';
import {
  asEntered,
  profitShareOfSalesShare,
  salesShareOfProfitShare,
} from '../../src/lib/valuation/rates/share-conversion';
import { contextOf, number, termsOf } from '../fixtures/valuation-inputs';

const context = contextOf();
const RUNS = { numRuns: 40 };

/** Ratio text in basis points. */
const ratio = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((n) => decimalText(new Decimal(n).dividedBy(10_000)));
const fen = fc.bigInt({ min: 1n, max: 10n ** 13n });
const plus = (text: string, step: string): string => decimalText(new Decimal(text).plus(step));

const split = fc.record({
  profit: fc.array(fen, { minLength: 1, maxLength: 8 }),
  share: ratio(1, 9000),
  tax: ratio(0, 4000),
  rate: ratio(200, 5000),
  part: ratio(1, 10_000),
  timing: fc.constantFrom('end-year' as const, 'mid-year' as const),
});
type Split = typeof split extends fc.Arbitrary<infer T> ? T : never;

const valueOf = (given: Split): bigint =>
  mustBeOk(
    profitSplit(
      {
        taxRate: number(given.tax),
        discountRate: number(given.rate),
        discountBasis: 'post-tax',
        timing: given.timing,
        legalLifeYears: number(decimalText(new Decimal(given.part).plus(given.profit.length - 1))),
        economicLifeYears: number('100'),
        operatingProfit: given.profit.map((amount) => ({ fen: amount })),
        profitShare: number(given.share),
      },
      context,
    ),
  ).valueFen;

describe('profit split', () => {
  it('rises with profit, q and life, falls with r and T, and mid-year is never below year end', () => {
    fc.assert(
      fc.property(split, ratio(1, 900), (given, step) => {
        const value = valueOf(given);
        const at = (changes: Partial<Split>): bigint => valueOf({ ...given, ...changes });
        expect(at({ profit: given.profit.map((amount) => amount + 100n) })).toBeGreaterThanOrEqual(value);
        expect(at({ share: plus(given.share, step) })).toBeGreaterThanOrEqual(value);
        expect(at({ part: '1' })).toBeGreaterThanOrEqual(value);
        expect(at({ rate: plus(given.rate, step) })).toBeLessThanOrEqual(value);
        expect(at({ tax: plus(given.tax, step) })).toBeLessThanOrEqual(value);
        expect(at({ timing: 'mid-year' })).toBeGreaterThanOrEqual(at({ timing: 'end-year' }));
      }),
      RUNS,
    );
  });

  it('never passes the undiscounted share, and its trace says the value and ends in sources', () => {
    fc.assert(
      fc.property(split, (given) => {
        const result = profitSplit(
          {
            ...termsOf({ economicLifeYears: number('20'), discountRate: number(given.rate) }),
            operatingProfit: given.profit.map((amount) => ({ fen: amount })),
            profitShare: number(given.share),
          },
          context,
        );
        const { valueFen, trace } = mustBeOk(result);
        const most = new Decimal(given.profit.reduce((a, b) => a + b, 0n).toString()).times(given.share);
        expect(new Decimal(valueFen.toString()).lte(most.plus(1))).toBe(true);
        expect(trace.value).toBe(valueFen.toString());
        for (const node of walkTrace(trace))
          expect(node.children.length > 0 || node.source !== undefined).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('shares and rates', () => {
  it('k = q · margin and q = k / margin undo each other', () => {
    fc.assert(
      fc.property(ratio(1, 9999), ratio(1, 9999), (share, margin) => {
        const rate = mustBeOk(
          salesShareOfProfitShare({ profitShare: number(share), salesMargin: number(margin) }, context),
        );
        const back = mustBeOk(
          profitShareOfSalesShare({ royaltyRate: asEntered(rate), salesMargin: number(margin) }, context),
        );
        expect(back.value.minus(share).abs().lt('1e-35')).toBe(true);
      }),
      RUNS,
    );
  });

  it('K lies between its bounds and rises with the score', () => {
    fc.assert(
      fc.property(
        ratio(1, 4000),
        ratio(0, 4000),
        ratio(0, 9000),
        ratio(0, 1000),
        (low, wide, score, step) => {
          const at = (kScore: string): Decimal =>
            mustBeOk(
              adjustedShare(
                { kMin: number(low), kMax: number(plus(low, wide)), kScore: number(kScore) },
                context,
              ),
            ).value;
          expect(at(score).gte(low) && at(score).lte(plus(low, wide))).toBe(true);
          expect(at(plus(score, step)).gte(at(score))).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('the equivalent-investment shares of the two sides sum to 1', () => {
    const side = fc.record({ cost: fen, profit: ratio(0, 60_000) });
    fc.assert(
      fc.property(side, side, (a, b) => {
        const given = ({ cost, profit }: typeof a) => ({
          cost: { fen: cost },
          costProfitRate: number(profit),
        });
        const q = (x: typeof a, y: typeof a): Decimal =>
          mustBeOk(equivalentInvestmentShare({ patent: given(x), buyer: given(y) }, context)).value;
        expect(q(a, b).plus(q(b, a)).minus(1).abs().lt('1e-38')).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('splitting a bundle', () => {
  /** Weights that sum to exactly 1 in steps of 1/1000. */
  const weights = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }).map((parts) => {
    const rest = 1000 - parts.slice(1).reduce((a, b) => a + b, 0);
    return [rest, ...parts.slice(1)].map((n) => decimalText(new Decimal(n).dividedBy(1000)));
  });

  it('loses no 分 and no part of the rate; each part is within one 分 of its share', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), weights, (total, texts) => {
        const shares = texts.map((text, i) => ({
          patent: `p-${i}`,
          title: `虚构 ${i}`,
          share: number(text),
        }));
        const trace = leaf({
          id: 'v',
          label: '价值',
          value: total.toString(),
          unit: 'fen',
          confidence: 'verified',
        });
        const parts = mustBeOk(splitValue({ valueFen: total, trace }, shares, context));
        expect(parts.reduce((sum, { valueFen }) => sum + valueFen, 0n)).toBe(total);
        parts.forEach(({ valueFen }, i) => {
          const exact = new Decimal(total.toString()).times(texts[i] ?? NaN);
          expect(exact.minus(valueFen.toString()).abs().lt(1)).toBe(true);
        });
        const rates = mustBeOk(splitRate(number('0.03'), shares, context));
        expect(rates.reduce((sum, { rate }) => sum.plus(rate.value), new Decimal(0)).eq('0.03')).toBe(true);
        const reversed = mustBeOk(splitValue({ valueFen: total, trace }, [...shares].reverse(), context));
        expect(new Map(reversed.map(({ patent, valueFen }) => [patent, valueFen]))).toEqual(
          new Map(parts.map(({ patent, valueFen }) => [patent, valueFen])),
        );
      }),
      RUNS,
    );
  });
});

describe('other methods', () => {
  it('volume, price and cost parts of one change sum to the whole change', () => {
    const quantity = fc.integer({ min: 0, max: 1_000_000 });
    const price = ratio(0, 9_000_000);
    fc.assert(
      fc.property(quantity, quantity, price, price, price, price, (q0, q1, p0, p1, c0, c1) => {
        const [before, after] = [number(String(q0)), number(String(q1))];
        const parts: readonly Increment[] = [
          {
            kind: 'volume',
            quantityBefore: before,
            quantityAfter: after,
            price: number(p0),
            unitCost: number(c0),
          },
          { kind: 'price', priceBefore: number(p0), priceAfter: number(p1), quantity: after },
          { kind: 'cost', costBefore: number(c0), costAfter: number(c1), quantity: after },
        ];
        const sum = parts
          .map((part) => mustBeOk(readIncrement(context, 'x', 1, part)).value)
          .reduce((a, b) => a.plus(b));
        const whole = new Decimal(p1).minus(c1).times(q1).minus(new Decimal(p0).minus(c0).times(q0));
        expect(sum.eq(whole)).toBe(true);
      }),
      RUNS,
    );
  });

  it('a declining income is worth less than a constant one', () => {
    fc.assert(
      fc.property(fen, fen, ratio(200, 5000), (first, decline, rate) => {
        const terms = termsOf({ discountRate: number(rate), economicLifeYears: number('7.5') });
        const constant = mustBeOk(constantIncome({ ...terms, yearlyIncome: { fen: first } }, context));
        const falling = mustBeOk(
          decliningIncome(
            { ...terms, firstIncome: { fen: first }, yearlyDecline: { fen: decline } },
            context,
          ),
        );
        expect(falling.total.lt(constant.total)).toBe(true);
        expect(falling.valueFen).toBeGreaterThanOrEqual(0n);
      }),
      RUNS,
    );
  });

  it('more contributory assets leave less for the patents; a return of 0 changes nothing', () => {
    const years = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(years, ratio(0, 1000), (amounts, required) => {
        const asset = (requiredReturn: string) => ({
          id: 'a',
          title: '营运资金',
          amount: amounts.map((amount) => ({ fen: amount })),
          requiredReturn: number(requiredReturn),
          requiredReturnBasis: 'post-tax' as const,
        });
        const value = (requiredReturn: string): bigint =>
          mustBeOk(
            excessEarnings(
              {
                ...termsOf(),
                operatingProfit: [1, 2, 3].map(() => ({ fen: 10n ** 9n })),
                contributoryAssets: [asset(requiredReturn)],
              },
              context,
            ),
          ).valueFen;
        const whole = mustBeOk(
          constantIncome(
            { ...termsOf({ economicLifeYears: number('3') }), yearlyIncome: { fen: 10n ** 9n } },
            context,
          ),
        );
        expect(value('0')).toBe(whole.valueFen);
        expect(value(required)).toBeLessThanOrEqual(whole.valueFen);
      }),
      RUNS,
    );
  });

  it('the cost value falls with age and lies between 0 and the replacement cost', () => {
    const age = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(fen, age, fc.integer({ min: 1, max: 20 }), (cost, used, left) => {
        const at = (usedYears: number): bigint =>
          mustBeOk(
            costApproach(
              {
                cost: { kind: 'parts', parts: [{ id: 'p', title: '人工费', amount: { fen: cost } }] },
                depreciation: {
                  kind: 'age',
                  usedYears: number(String(usedYears)),
                  remainingYears: number(String(left)),
                },
              },
              context,
            ),
          ).valueFen;
        expect(at(used + 1)).toBeLessThanOrEqual(at(used));
        expect(at(0)).toBe(cost);
        expect(at(used)).toBeGreaterThanOrEqual(0n);
      }),
      RUNS,
    );
  });

  it('mean and median lie between the extremes and do not depend on the order', () => {
    const factors = ['time', 'patent-type', 'remaining-life', 'claim-scope', 'territory', 'exclusivity'];
    fc.assert(
      fc.property(fc.array(fen, { minLength: 3, maxLength: 9 }), (prices) => {
        const comparables = prices.map((price, i) => ({
          id: `c-${i}`,
          title: `虚构交易 ${i}`,
          price: { fen: price },
          adjustments: Object.fromEntries(factors.map((factor) => [factor, number('1')])),
        }));
        const [low, high] = [prices, prices].map((all, i) =>
          all.reduce((a, b) => ((i === 0 ? b < a : b > a) ? b : a)),
        );
        for (const statistic of ['mean', 'median'] as const) {
          const { valueFen } = mustBeOk(marketComparables({ comparables, statistic }, context));
          expect(low !== undefined && valueFen >= low && high !== undefined && valueFen <= high).toBe(true);
          const turned = marketComparables({ comparables: [...comparables].reverse(), statistic }, context);
          expect(mustBeOk(turned).valueFen).toBe(valueFen);
        }
      }),
      RUNS,
    );
  });
});
