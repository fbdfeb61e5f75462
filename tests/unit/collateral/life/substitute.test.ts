import { describe, expect, it } from 'vitest';
import { NO_OUTPUTS } from '../../../../src/lib/case/method';
import { spareSources } from '../../../../src/lib/collateral/life/spare-sources';
import { type SpareSource, substitutesFor } from '../../../../src/lib/collateral/life/substitute';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { RULES, factory, guarantee, lifeCase, wan } from '../../../fixtures/life-case';

const source = (
  id: string,
  available: bigint,
  cost: bigint | null,
  days: number | null = 5,
): SpareSource => ({
  id,
  title: id,
  availableFen: available,
  yearlyCostFen: cost,
  days,
});

const names = (list: readonly { readonly ids: readonly string[] }[]) => list.map(({ ids }) => ids.join('+'));

describe('what steps in for a hole of 100', () => {
  it('those that close it alone come by cost, then by days, unknown cost last', () => {
    const { alone } = substitutesFor(100n, [
      source('dear', 500n, 9n),
      source('unknown', 100n, null),
      source('slow', 100n, 3n, 30),
      source('quick', 100n, 3n, 2),
      source('no-days', 100n, 3n, null),
      source('short', 99n, 0n),
    ]);
    expect(names(alone)).toEqual(['quick', 'slow', 'no-days', 'dear', 'unknown']);
  });

  it('pairs are those of which neither closes it alone', () => {
    const found = substitutesFor(100n, [
      source('a', 60n, 2n),
      source('b', 50n, 1n),
      source('c', 40n, 1n),
      source('d', 120n, 1n),
    ]);
    // a+b = 110 (3), a+c = 100 (3), b+c = 90: too little.
    expect(names(found.alone)).toEqual(['d']);
    expect(names(found.pairs)).toEqual(['a+b', 'a+c']);
    expect(found.pairs[0]).toMatchObject({ availableFen: 110n, coversFen: 100n, yearlyCostFen: 3n, days: 5 });
  });

  it('says how far it reaches when nothing of two closes it', () => {
    const found = substitutesFor(100n, [source('a', 30n, 1n), source('b', 40n, 1n), source('c', 20n, null)]);
    expect([found.alone, found.pairs]).toEqual([[], []]);
    expect([found.mostAloneFen, found.mostPairFen, found.allFen]).toEqual([40n, 70n, 90n]);
  });

  it('counts a source once, and none that has nothing left', () => {
    const found = substitutesFor(100n, [source('a', 60n, 1n), source('a', 60n, 1n), source('b', 0n, 1n)]);
    expect([found.pairs, found.allFen]).toEqual([[], 60n]);
  });

  it('has nothing to close when there is no hole', () => {
    expect(substitutesFor(0n, [source('a', 60n, 1n)]).alone).toEqual([]);
  });
});

describe('what a case still has to put in', () => {
  const spare = (
    used: readonly (readonly [string, bigint])[],
    without = 'factory',
    revaluations: ReturnType<typeof factory>['life']['revaluations'] = [],
  ) => {
    const house = factory({
      id: 'house',
      title: '虚构住宅',
      oneOffCostFen: wan(1),
      perfection: 'draft',
      receipt: null,
      daysToPerfect: 7,
      life: { ...factory().life, revaluations },
    });
    const caseRecord = lifeCase({ items: [factory(), house], support: [guarantee({ daysToPerfect: 3 })] });
    return mustBeOk(
      spareSources({ caseRecord, rules: RULES, prior: NO_OUTPUTS }, new Map(used), without, BigInt(wan(100))),
    );
  };

  it('leaves out the asset itself and what is taken already', () => {
    // RE_FACTORY: 1,000 × 60 % = 600 万元; the debt runs from 2026-11-20 to 2027-11-19, 364 of 365 days.
    const [house, guarantor] = spare([['guarantor', BigInt(wan(450))]]);
    expect(house).toEqual({
      id: 'house',
      title: '虚构住宅',
      availableFen: BigInt(wan(600)),
      // 1 万元 × 365 / 364 = 10,027.47 元.
      yearlyCostFen: 1002747n,
      days: 7,
    });
    // 500 − 450 = 50 万元 left, at 0.5 % a year.
    expect(guarantor).toEqual({
      id: 'guarantor',
      title: '虚构担保',
      availableFen: BigInt(wan(50)),
      yearlyCostFen: BigInt(wan(0.25)),
      days: 3,
    });
  });

  it('carries no more than its latest value does at the cap, less what is taken already', () => {
    const found = (valueFen: string, taken = '0') =>
      spare([['house', BigInt(taken)]], 'factory', [
        { on: '2026-11-01', valueFen, source: '', by: '' },
        { on: '2026-08-01', valueFen: wan(1), source: '', by: '' },
      ])[0]?.availableFen;
    // 400 × 60 % = 240 万元; a rise adds nothing to what the structure was given.
    expect(found(wan(400))).toBe(BigInt(wan(240)));
    expect(found(wan(2000))).toBe(BigInt(wan(600)));
    expect([found(wan(400), wan(200)), found(wan(400), wan(300))]).toEqual([BigInt(wan(40)), 0n]);
  });

  it('an unknown fee is unknown, never 0', () => {
    const caseRecord = lifeCase({ items: [], support: [guarantee({ feeRate: null })] });
    const [one] = mustBeOk(
      spareSources({ caseRecord, rules: RULES, prior: NO_OUTPUTS }, new Map(), 'x', BigInt(wan(100))),
    );
    expect(one?.yearlyCostFen).toBeNull();
  });

  it('what is registered and in use costs nothing more and is there at once', () => {
    const [first] = spare([['factory', BigInt(wan(100))]], 'house');
    expect(first).toMatchObject({
      id: 'factory',
      availableFen: BigInt(wan(500)),
      yearlyCostFen: 0n,
      days: 0,
    });
  });
});
