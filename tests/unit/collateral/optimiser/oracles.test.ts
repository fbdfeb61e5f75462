import { describe, expect, it, vi } from 'vitest';
import { optimiseStructure } from '../../../../src/lib/collateral/optimiser/optimise-structure';
import type { Goal, StructureInput } from '../../../../src/lib/collateral/optimiser/structure-input';
import { nodeSolver } from '../../../../workers/highs-node';
import { randomStructure, seededNumbers } from '../../../fixtures/random-structures';
import { ask, asset, fee, wan } from '../../../fixtures/structure-pool';
import { bruteForce, otherSolver } from '../../../fixtures/structure-oracle';

vi.setConfig({ testTimeout: 60_000 });
const solver = await nodeSolver();

const withoutMissing = (input: StructureInput): boolean =>
  input.together.every(({ memberIds }) =>
    memberIds.every((id) => input.assets.some((a) => a.id === id && a.use !== 'never')),
  );

/** Exact cost in 万元. */
const costOf = (cost: { readonly numerator: bigint; readonly denominator: bigint }): number =>
  Number(cost.numerator) / Number(cost.denominator) / 1e6;

const compareWithBruteForce = (input: StructureInput, exactTies: boolean): 'optimal' | 'infeasible' => {
  const own = optimiseStructure(input, solver, { ties: exactTies });
  const oracle = bruteForce(input);
  expect(own.status).toBe(oracle === null ? 'infeasible' : 'optimal');
  if (oracle === null || own.check === null) return 'infeasible';
  expect(own.check.violations).toEqual([]);
  expect(own.proof?.gap).toBeLessThanOrEqual(1e-6);
  expect(Math.abs(costOf(own.check.cost) - oracle.cost)).toBeLessThanOrEqual(1e-6 * Math.max(1, oracle.cost));
  if (input.goal === 'fewest') expect(own.check.count).toBe(oracle.count);
  if (input.goal === 'soonest') expect(own.check.days ?? 1e6).toBe(oracle.days);
  if (exactTies) expect(own.plan?.lines.map(({ id }) => id)).toEqual([...oracle.ids].sort());
  return 'optimal';
};

describe('against every choice tried one by one', () => {
  it.each([1, 51, 101, 151])(
    'comes to the same cost and the same verdict in 50 of 200 asks, from %i',
    (from) => {
      const seen = { optimal: 0, infeasible: 0 };
      for (let seed = from; seed < from + 50; seed++) {
        const count = seed % 50 === 0 ? 13 : 4 + (seed % 5);
        seen[compareWithBruteForce(randomStructure(seed, count), false)] += 1;
      }
      // Both verdicts occur often enough to mean something.
      expect(seen.optimal).toBeGreaterThan(15);
      expect(seen.infeasible).toBeGreaterThan(5);
    },
    30_000,
  );

  it.each<Goal>(['fewest', 'soonest'])('reaches the goal %s and then the least cost', (goal) => {
    for (let seed = 1; seed <= 25; seed++) compareWithBruteForce(randomStructure(seed, 7, goal), false);
  });

  it('chooses the very same sources where nothing costs anything and only number, days and ids decide', () => {
    for (let seed = 300; seed < 325; seed++)
      compareWithBruteForce(randomStructure(seed, 7, 'least-cost', true), true);
  });
});

describe('against all 262,144 choices of 18 assets', () => {
  it.each([1, 2, 3])('comes to the same cost, seed %i', (seed) => {
    const below = seededNumbers(seed);
    const assets = Array.from({ length: 18 }, (_, at) => {
      const own = at % 3 === 0 ? { classCode: 'EQUIP_GEN', registry: 'ZHONGDENG' } : {};
      return asset(`s-${at}`, 20 + below(300), { ...own, costs: [fee(1 + below(2000) / 100)] });
    });
    const amounts = assets.map(({ lendable }) => Number((lendable.leadFen ?? 0n) / 1_000_000n));
    const fees = assets.map(({ costs: [cost] }) =>
      cost !== undefined && 'fixedFen' in cost ? Number(cost.fixedFen ?? 0n) : 0,
    );
    const need = Math.floor(amounts.reduce((sum, amount) => sum + amount, 0) * 0.45);
    const most = Math.floor(need * 0.25);
    // Equipment carries at most a quarter of the need, the rest what it can; every asset is pledged whole.
    let least = Infinity;
    for (let set = 0; set < 1 << 18; set++) {
      let [equipment, other, cost] = [0, 0, 0];
      for (let at = 0; at < 18; at++) {
        if ((set & (1 << at)) === 0) continue;
        if (at % 3 === 0) equipment += amounts[at] ?? 0;
        else other += amounts[at] ?? 0;
        cost += fees[at] ?? 0;
      }
      if (cost < least && other + Math.min(equipment, most) >= need) least = cost;
    }
    const input = ask(need, {
      assets,
      amountLimits: [
        {
          id: 'equipment',
          label: '设备',
          scope: { kind: 'class', code: 'EQUIP_GEN' },
          most: { fen: wan(most) },
          least: null,
        },
      ],
    });
    const own = optimiseStructure(input, solver, { ties: false });
    expect(own.status).toBe('optimal');
    expect(own.check?.costFen).toBe(BigInt(least));
  });
});

describe('against another solver', () => {
  it('comes to the same cost with 20 to 50 assets', () => {
    let compared = 0;
    for (let seed = 500; compared < 12; seed++) {
      const input = randomStructure(seed, 20 + ((seed * 5) % 31));
      if (!withoutMissing(input)) continue;
      const other = otherSolver(input);
      const own = optimiseStructure(input, solver, { ties: false });
      expect(own.status).toBe(other === null ? 'infeasible' : 'optimal');
      compared += 1;
      if (other === null || own.check === null) continue;
      expect(Math.abs(costOf(own.check.cost) - other)).toBeLessThanOrEqual(1e-6 * Math.max(1, other));
    }
  });
});
