import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Source, capacityOf, compareRanks, least } from '../../src/lib/collateral/covering-problem';
import { coverAtLeastCost } from '../../src/lib/collateral/least-cost';
import { item, offer, structure, support } from '../unit/collateral/build-case';

interface Best {
  readonly key: readonly (number | bigint)[];
  readonly ids: string;
  readonly amounts: readonly bigint[];
}

const before = (a: Best, b: Best): boolean => {
  for (const [i, x] of a.key.entries()) {
    const y = b.key[i] ?? 0;
    if (x !== y) return x < y;
  }
  return a.ids < b.ids;
};

/** Tries every whole amount of every source: no greedy, no subsets, no bounds. */
const bruteForce = (sources: readonly Source[], target: bigint, limit: bigint): Best | null => {
  // What must be used is filled first, in order; that much is the definition, not an optimisation.
  const fixed: bigint[] = [];
  let open = target;
  let room = limit;
  for (const [i, s] of sources.entries()) {
    if (!s.must) continue;
    const amount = least(open, s.limited ? least(room, s.capacity) : s.capacity);
    fixed[i] = amount;
    open -= amount;
    if (s.limited) room -= amount;
  }
  let best: Best | null = null;
  const amounts: bigint[] = [];
  const visit = (i: number): void => {
    const s = sources[i];
    if (s === undefined) {
      const covered = amounts.reduce((a, b) => a + b, 0n);
      const limited = sources.reduce((sum, x, j) => (x.limited ? sum + (amounts[j] ?? 0n) : sum), 0n);
      if (covered !== target || limited > limit) return;
      const used = sources.flatMap((x, j) => (x.must || (amounts[j] ?? 0n) > 0n ? [j] : []));
      let [unknown, unpriced, cost] = [0, 0n, 0n];
      for (const j of used) {
        const x = sources[j];
        if (x === undefined) continue;
        if (x.fixedUnknown || x.unitUnknown) unknown += 1;
        if (x.unitUnknown) unpriced += amounts[j] ?? 0n;
        cost += x.fixedCost + x.unitCost * (amounts[j] ?? 0n);
      }
      const found = {
        key: [unknown, unpriced, cost, used.length],
        ids: used.map((j) => String.fromCharCode(97 + j)).join(''),
        amounts: [...amounts],
      };
      if (best === null || before(found, best)) best = found;
      return;
    }
    const only = fixed[i];
    for (let amount = only ?? 0n; amount <= (only ?? s.capacity); amount += 1n) {
      amounts[i] = amount;
      visit(i + 1);
    }
  };
  visit(0);
  return best;
};

const source = fc
  .record({
    capacity: fc.bigInt({ min: 1n, max: 5n }),
    limited: fc.boolean(),
    fixedCost: fc.bigInt({ min: 0n, max: 9n }),
    unitCost: fc.bigInt({ min: 0n, max: 4n }),
    fixedUnknown: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    unitUnknown: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    must: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  })
  .map((s): Source => ({
    ...s,
    fixedCost: s.fixedUnknown ? 0n : s.fixedCost,
    unitCost: s.unitUnknown ? 0n : s.unitCost,
  }));

const RUNS = { numRuns: 400, seed: 20261122 };

describe('exact covering against trying every amount', () => {
  it('finds the same rank and the same set', () => {
    fc.assert(
      fc.property(
        fc.array(source, { minLength: 1, maxLength: 5 }),
        fc.bigInt({ min: 1n, max: 14n }),
        fc.bigInt({ min: 0n, max: 12n }),
        (sources, target, limit) => {
          const found = coverAtLeastCost({ sources, target, limit });
          const expected = bruteForce(sources, target, limit);
          expect(found === null).toBe(expected === null);
          if (found === null || expected === null) return;
          const { unknownCount, unknownAmount, cost, count } = found.rank;
          expect([unknownCount, unknownAmount, cost, count]).toEqual(expected.key);
          const ids = sources.flatMap((_, i) =>
            (found.set & (1 << i)) === 0 ? [] : [String.fromCharCode(97 + i)],
          );
          expect(ids.join('')).toBe(expected.ids);
          const total = found.amounts.reduce((a, b) => a + b, 0n);
          expect(total).toBe(target);
          for (const [i, s] of sources.entries()) expect((found.amounts[i] ?? -1n) <= s.capacity).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('never does worse with one more source', () => {
    fc.assert(
      fc.property(
        fc.array(source, { minLength: 1, maxLength: 7 }),
        source,
        fc.bigInt({ min: 1n, max: 20n }),
        (sources, extra, target) => {
          const problem = { sources, target, limit: 100n };
          const base = coverAtLeastCost(problem);
          const more = coverAtLeastCost({ ...problem, sources: [...sources, { ...extra, must: false }] });
          if (base === null) return;
          expect(more).not.toBeNull();
          if (more !== null) expect(compareRanks(more.rank, base.rank)).toBeLessThanOrEqual(0);
        },
      ),
      RUNS,
    );
  });

  it('covers exactly when the capacity is there', () => {
    fc.assert(
      fc.property(
        fc.array(source, { minLength: 0, maxLength: 6 }),
        fc.bigInt({ min: 1n, max: 25n }),
        fc.bigInt({ min: 0n, max: 12n }),
        (sources, target, limit) => {
          const problem = { sources, target, limit };
          const all = 2 ** sources.length - 1;
          expect(coverAtLeastCost(problem) !== null).toBe(capacityOf(problem, all) >= target);
        },
      ),
      RUNS,
    );
  });
});

const fenOf = (max: bigint) => fc.bigInt({ min: 0n, max }).map(String);
const USE = fc.constantFrom(
  'may' as const,
  'may' as const,
  'may' as const,
  'must' as const,
  'never' as const,
);
const items = fc.array(
  fc.record({
    assetClass: fc.constantFrom('RE_FACTORY', 'PATENT_INV', 'EQUIP_GEN', 'DATA_IP', 'TRADEMARK', 'NOWHERE'),
    valueFen: fc.option(fenOf(10_000n)),
    enteredCreditFen: fc.option(fenOf(5_000n), { freq: 2 }),
    priorClaimsFen: fenOf(900n),
    share: fc.constantFrom('1', '0.5', '0.333', '0'),
    capOverride: fc.constantFrom(null, null, '0.2', '0.45', '0.9'),
    oneOffCostFen: fc.option(fenOf(50n)),
    use: USE,
  }),
  { maxLength: 6 },
);
const supports = fc.array(
  fc.record({ capacityFen: fenOf(3_000n), feeRate: fc.constantFrom(null, '0', '0.003', '0.0175'), use: USE }),
  { maxLength: 3 },
);
const setting = fc
  .record({ need: fc.bigInt({ min: 1n, max: 15_000n }).map(String), items, supports, pool: fc.boolean() })
  .map(({ need, items: list, supports: helpers, pool }) => ({
    need,
    items: list.map((change, i) => item(`i${i}`, change)),
    support: helpers.map((change, i) => support(`s${i}`, change)),
    offers: pool ? [offer('pool', { enteredCreditFen: '1500' })] : [],
  }));

describe('structures of random cases', () => {
  it('do not depend on the order of anything', () => {
    fc.assert(
      fc.property(setting, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (base, noise) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((value, i) => ({ value, at: noise[i] ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ value }) => value);
        const again = { ...base, items: shuffled(base.items), support: shuffled(base.support) };
        expect(structure(again)).toEqual(structure(base));
      }),
      { ...RUNS, numRuns: 100 },
    );
  });

  it('add up in whole 分, name every source once, give every text a content', () => {
    fc.assert(
      fc.property(setting, (base) => {
        const result = structure(base);
        const sum = result.items.reduce((total, i) => total + BigInt(i.amountFen), 0n);
        expect(result.coveredFen).toBe(sum.toString());
        expect(BigInt(result.residualFen ?? -1)).toBe(BigInt(base.need) - sum);
        for (const i of result.items) {
          expect(BigInt(i.amountFen) <= BigInt(i.availableFen)).toBe(true);
          expect(BigInt(i.recognisedFen) + BigInt(i.plannedFen)).toBe(BigInt(i.amountFen));
          expect(i.reason).not.toBe('');
          expect(i.trace.value).toBe(i.amountFen);
        }
        for (const l of result.leftOut) expect(l.reason !== '' && l.remedy !== '').toBe(true);
        for (const b of result.binding) expect(b.text).not.toBe('');
        expect(result.items.length + result.leftOut.length).toBeGreaterThanOrEqual(base.items.length);
        if (result.status === 'optimal') expect(result.residualFen).toBe('0');
        if (result.costFen !== null) {
          expect(BigInt(result.boundFen ?? -1) <= BigInt(result.costFen)).toBe(true);
          expect(result.costFen).toMatch(/^\d+$/);
        }
        for (const a of result.alternatives) expect(a.coveredFen).toBe(a.needFen);
      }),
      { ...RUNS, numRuns: 150 },
    );
  });
});
