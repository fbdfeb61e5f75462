import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decayFactor, readHalfLife } from '../../src/lib/data-asset/pricing/decay';
import { dataMarket } from '../../src/lib/data-asset/pricing/market';
import { modifiedCost } from '../../src/lib/data-asset/pricing/modified-cost';
import { normalShare } from '../../src/lib/data-asset/pricing/normal';
import { optionValue } from '../../src/lib/data-asset/pricing/option-value';
import { pledgeBase } from '../../src/lib/data-asset/pricing/pledge-base';
import { priceEffects } from '../../src/lib/data-asset/pricing/price-effects';
import { gapAlarm } from '../../src/lib/data-asset/pricing/reconcile-data';
import { allocate, coalitionKey, shapleySplit } from '../../src/lib/data-asset/pricing/shapley';
import { Decimal, decimalText } from '../../src/lib/kernel/decimal';
import { mustBeOk } from '../../src/lib/kernel/result';
import { leaf } from '../../src/lib/kernel/trace';
import { comparable, dataContext, five, g9 } from '../fixtures/data-pricing';
import { number } from '../fixtures/valuation-inputs';

const context = dataContext();
const RUNS = { numRuns: 40 };
const ratio = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((n) => decimalText(new Decimal(n).dividedBy(10_000)));
const fen = fc.bigInt({ min: 1n, max: 10n ** 13n });

const game = fc.integer({ min: 2, max: 5 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    worth: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 2 ** n, maxLength: 2 ** n }),
    amount: fen,
  }),
);

const ids = (n: number) => Array.from({ length: n }, (_, i) => `p${i}`);
const utilitiesOf = (n: number, worth: readonly number[]) =>
  Object.fromEntries(
    worth.map((value, mask) => [
      coalitionKey(ids(n).filter((_, bit) => (mask >> bit) & 1)),
      number(String(mask === 0 ? 0 : value)),
    ]),
  );
const playersOf = (order: readonly string[]) => order.map((id) => ({ id, title: id }));

describe('Shapley', () => {
  it('shares sum to the whole, whoever is named first', () => {
    fc.assert(
      fc.property(game, ({ n, worth }) => {
        const utilities = utilitiesOf(n, worth);
        const split = mustBeOk(shapleySplit({ players: playersOf(ids(n)), utilities }, context));
        const sum = split.shares.reduce((all, { share }) => all.plus(share.value), new Decimal(0));
        expect(sum.minus(split.whole).abs().lt('1e-25')).toBe(true);
        const turned = mustBeOk(shapleySplit({ players: playersOf(ids(n).reverse()), utilities }, context));
        for (const { id, share } of split.shares) {
          const other = turned.shares.find((one) => one.id === id)?.share.value ?? new Decimal(NaN);
          expect(other.minus(share.value).abs().lt('1e-25')).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('equal sources are paid alike, and 分 sum to the amount', () => {
    fc.assert(
      fc.property(game, ({ n, worth, amount }) => {
        // worth by number of members only, rising: all sources are alike
        const rising = worth.map((value) => value + 1).sort((a, b) => a - b);
        const size = (mask: number) => ids(n).filter((_, bit) => (mask >> bit) & 1).length;
        const bySize = worth.map((_, mask) => rising[size(mask)] ?? 0);
        const split = mustBeOk(
          shapleySplit({ players: playersOf(ids(n)), utilities: utilitiesOf(n, bySize) }, context),
        );
        const parts = mustBeOk(allocate(amount, split, ''));
        expect(parts.reduce((sum, part) => sum + part.fen, 0n)).toBe(amount);
        const amounts = parts.map((part) => part.fen);
        const [least, most] = amounts.reduce(([a, b], x) => [x < a ? x : a, x > b ? x : b], [amount, 0n]);
        expect(most - least <= 1n).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('monotone', () => {
  it('modified cost rises with α, β, l and R and falls with r; U never passes 2', () => {
    const point = fc.record({
      quality: ratio(1, 9000),
      circulation: ratio(1, 9000),
      monopoly: ratio(0, 9000),
      risk: ratio(0, 9000),
      returnOnCost: ratio(0, 9000),
    });
    fc.assert(
      fc.property(point, (given) => {
        const at = (change: Partial<typeof given>) => {
          const p = { ...given, ...change };
          return mustBeOk(
            modifiedCost(
              g9({
                quality: number(p.quality),
                circulation: number(p.circulation),
                monopoly: number(p.monopoly),
                risk: number(p.risk),
                returnOnCost: number(p.returnOnCost),
              }),
              context,
            ),
          );
        };
        const plus = (text: string) => decimalText(new Decimal(text).plus('0.05'));
        const base = at({});
        for (const key of ['quality', 'circulation', 'monopoly', 'returnOnCost'] as const)
          expect(at({ [key]: plus(given[key]) }).total.gt(base.total)).toBe(true);
        expect(at({ risk: plus(given.risk) }).total.lt(base.total)).toBe(true);
        expect(base.parts.utility.value.lte(2)).toBe(true);
      }),
      RUNS,
    );
  });

  it('the pledge base falls with the term, rises with the half-life, and never passes LTV · value', () => {
    fc.assert(
      fc.property(fen, ratio(1, 30_000), ratio(1, 50_000), (amount, term, half) => {
        const at = (t: string, h: string) =>
          mustBeOk(
            pledgeBase(
              { valueP25: { fen: amount }, termYears: number(t), halfLifeYears: number(h) },
              context,
            ),
          );
        const base = at(term, half);
        expect(at(decimalText(new Decimal(term).plus(1)), half).total.lt(base.total)).toBe(true);
        expect(at(term, decimalText(new Decimal(half).plus(1))).total.gt(base.total)).toBe(true);
        expect(base.baseFen * 4n <= amount).toBe(true);
      }),
      RUNS,
    );
  });

  it('an option is worth at least S·e^(−qT) − K·e^(−rT), at most S, more with σ, less with q', () => {
    const point = fc.record({
      s: fen,
      k: fen,
      sigma: ratio(500, 9000),
      t: ratio(1000, 50_000),
      q: ratio(0, 5000),
    });
    fc.assert(
      fc.property(point, ({ s, k, sigma, t, q }) => {
        const at = (volatility: string, leakage: string) =>
          mustBeOk(
            optionValue(
              {
                sceneValue: { fen: s },
                developmentCost: { fen: k },
                riskFreeRate: number('0.03'),
                volatility: number(volatility),
                years: number(t),
                leakage: number(leakage),
              },
              context,
            ),
          ).total;
        const value = at(sigma, q);
        const leftOf = (amount: bigint, rate: string) =>
          new Decimal(amount.toString()).dividedBy(100).times(new Decimal(rate).times(t).negated().exp());
        const tiny = '1e-10';
        expect(value.plus(tiny).gte(leftOf(s, q).minus(leftOf(k, '0.03')))).toBe(true);
        expect(value.minus(tiny).lte(leftOf(s, '0'))).toBe(true);
        expect(
          at(decimalText(new Decimal(sigma).plus('0.1')), q)
            .plus(tiny)
            .gte(value),
        ).toBe(true);
        expect(
          at(sigma, decimalText(new Decimal(q).plus('0.1')))
            .minus(tiny)
            .lte(value),
        ).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('Φ(x) + Φ(−x) = 1 and Φ rises', () => {
    fc.assert(
      fc.property(fc.integer({ min: -130_000, max: 130_000 }), (n) => {
        const x = new Decimal(n).dividedBy(10_000);
        const [below, above] = [normalShare(x), normalShare(x.negated())];
        expect(below.plus(above).minus(1).abs().lt('1e-30')).toBe(true);
        expect(normalShare(x.plus('0.01')).gte(below)).toBe(true);
      }),
      RUNS,
    );
  });

  it('decay over two spans is the product of both', () => {
    const half = mustBeOk(readHalfLife(context, number('1.7')));
    const factor = (years: string) =>
      decayFactor(
        context,
        'x',
        {
          value: new Decimal(years),
          node: leaf({ id: 'y', label: 'y', value: years, unit: 'year', confidence: 'assumption' }),
        },
        half,
      ).value;
    fc.assert(
      fc.property(ratio(0, 100_000), ratio(0, 100_000), (a, b) => {
        const both = factor(decimalText(new Decimal(a).plus(b)));
        expect(
          both
            .minus(factor(a).times(factor(b)))
            .abs()
            .lt('1e-30'),
        ).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('order is irrelevant', () => {
  it('market cases in any order give the same 分', () => {
    const rows = fc.array(fc.record({ price: fen, x: ratio(8000, 12_000) }), { minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(rows, (given) => {
        const list = given.map(({ price, x }, i) =>
          comparable(`c${i}`, 1, five(x, '1', '1', '1', '1'), {
            price: { kind: 'own', amount: { fen: price } },
          }),
        );
        const value = (order: typeof list) => mustBeOk(dataMarket({ comparables: order }, context));
        const [forward, backward] = [value(list), value([...list].reverse())];
        expect(forward.valueFen).toBe(backward.valueFen);
        expect(forward.total.gte(forward.lowest.minus('1e-20'))).toBe(true);
        expect(forward.total.lte(forward.highest.plus('1e-20'))).toBe(true);
      }),
      RUNS,
    );
  });

  it('the gap alarm does not depend on the order of the methods', () => {
    fc.assert(
      fc.property(fc.array(fen, { minLength: 2, maxLength: 6 }), (amounts) => {
        const values = amounts.map((valueFen, i) => ({
          method: `m${i}`,
          title: `m${i}`,
          valueFen,
          lowFen: valueFen,
          highFen: valueFen,
          trace: leaf({
            id: `m${i}`,
            label: 'm',
            value: String(valueFen),
            unit: 'fen',
            confidence: 'assumption',
          }),
        }));
        const of = (order: typeof values) => mustBeOk(gapAlarm(order, 'm0', context));
        expect(of([...values].reverse())).toEqual(of(values));
      }),
      RUNS,
    );
  });

  it('price effects never raise a price, and their parts sum to the change', () => {
    const shares = fc.record({ d: ratio(0, 10_000), o: ratio(0, 10_000), p: ratio(0, 10_000) });
    fc.assert(
      fc.property(
        fen,
        shares,
        fc.constantFrom('cost' as const, 'market' as const),
        (amount, { d, o, p }, approach) => {
          const share = (value: string) => ({ kind: 'share' as const, share: number(value) });
          const found = mustBeOk(
            priceEffects(
              {
                approach,
                value: { fen: amount },
                effects: { duplicates: share(d), overlap: share(o), personal: share(p) },
              },
              context,
            ),
          );
          expect(found.afterFen <= found.beforeFen).toBe(true);
          const sum = found.parts.reduce((all, { shareFen }) => all + BigInt(shareFen), 0n);
          expect(sum).toBe(found.afterFen - found.beforeFen);
        },
      ),
      RUNS,
    );
  });
});
