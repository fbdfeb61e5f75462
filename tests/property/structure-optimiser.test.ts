import fc from 'fast-check';
import { expect, it } from 'vitest';
import { optimiseStructure } from '../../src/lib/collateral/optimiser/optimise-structure';
import type { Plan, StructureInput } from '../../src/lib/collateral/optimiser/structure-input';
import { verifyPlan } from '../../src/lib/collateral/optimiser/verify-plan';
import { nodeSolver } from '../../workers/highs-node';
import { randomStructure, seededNumbers } from '../fixtures/random-structures';
import { asset, fee, wan } from '../fixtures/structure-pool';

const solver = await nodeSolver();
/** Room for a busy machine, ms. */
const BUSY = 60_000;

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const sizes = fc.integer({ min: 2, max: 14 });
const goals = fc.constantFrom('least-cost' as const, 'fewest' as const, 'soonest' as const);
const asks = fc.tuple(seeds, sizes, goals).map(([seed, size, goal]) => randomStructure(seed, size, goal));

const shuffled = <T>(list: readonly T[], seed: number): readonly T[] => {
  const below = seededNumbers(seed);
  return [...list]
    .map((item) => ({ item, at: below(1_000_000) }))
    .sort((x, y) => x.at - y.at)
    .map(({ item }) => item);
};

/** The limits of an ask read once more, as plainly as can be, in whole numbers. */
const broken = (input: StructureInput, { lines }: Plan): readonly string[] => {
  const found: string[] = [];
  const sourceOf = (id: string) => [...input.assets, ...input.layers].find((s) => s.id === id);
  const ids = lines.map(({ id }) => id);
  let total = 0n;
  for (const { id, carriedFen, pledgedFen } of lines) {
    const source = sourceOf(id);
    if (source === undefined) return ['unknown'];
    const most = source.kind === 'asset' ? source.lendable.leadFen : source.mostFen;
    total += carriedFen;
    if (most === null || carriedFen < source.leastFen || carriedFen > pledgedFen || pledgedFen > most)
      found.push(id);
    if (source.use === 'never') found.push('never');
    if (source.requiresAnyOf.length > 0 && !source.requiresAnyOf.some((other) => ids.includes(other)))
      found.push('requires');
    if (input.daysMost !== null && (source.days === null || source.days > input.daysMost)) found.push('days');
  }
  if (total > input.needFen) found.push('need');
  const carried = (test: (source: NonNullable<ReturnType<typeof sourceOf>>) => boolean): bigint =>
    lines.reduce((sum, { id, carriedFen }) => {
      const source = sourceOf(id);
      return source !== undefined && test(source) ? sum + carriedFen : sum;
    }, 0n);
  for (const limit of input.amountLimits) {
    const ip = carried((s) => s.kind === 'asset' && s.intellectualProperty);
    if (limit.id === 'ip' && ip * 100n > input.needFen * 45n) found.push('ip');
    if (limit.id === 'least-ip' && ip * 10n < input.needFen) found.push('least-ip');
    if (limit.id === 'class')
      for (const { classCode } of input.assets)
        if (carried((s) => s.kind === 'asset' && s.classCode === classCode) * 10n > input.needFen * 6n)
          found.push('class');
    if (limit.id === 'debtor')
      for (const debtor of ['d-0', 'd-1', 'd-2'])
        if (carried((s) => s.kind === 'asset' && s.debtorId === debtor) > wan(90)) found.push('debtor');
    if (limit.id === 'risk') {
      const own = carried((s) => s.kind === 'guarantee') * 2n + carried((s) => s.kind === 'unsecured') * 10n;
      if (own * 2n > input.needFen) found.push('risk');
    }
  }
  if (carried((s) => s.kind === 'guarantee') * 8n > wan(300) * 10n) found.push('line');
  for (const { memberIds, leastFen } of input.together) {
    const inside = memberIds.filter((id) => ids.includes(id)).length;
    if (inside !== 0 && inside !== memberIds.length) found.push('together');
    if (inside > 0 && carried((s) => memberIds.includes(s.id)) < leastFen) found.push('together-least');
  }
  const registries = new Set(
    input.assets.filter(({ id }) => ids.includes(id)).map(({ registry }) => registry),
  );
  if (input.registriesMost !== null && registries.size > input.registriesMost) found.push('registries');
  if (input.coverageLeast !== null) {
    const value = lines.reduce((sum, { id, pledgedFen }) => {
      const source = sourceOf(id);
      if (source?.kind !== 'asset') return sum;
      return sum + ((source.valueFen ?? 0n) * pledgedFen) / (source.lendable.leadFen ?? 1n);
    }, 0n);
    if (value * 10n < (input.needFen - carried((s) => s.kind !== 'asset')) * 16n) found.push('coverage');
  }
  return found;
};

it(
  'never breaks a limit, whether the need is covered or not, and carries no 分 too many',
  () => {
    let plans = 0;
    fc.assert(
      fc.property(asks, (input) => {
        const { plan, check, status, proof } = optimiseStructure(input, solver, { ties: false });
        if (plan === null) return;
        plans += 1;
        expect(broken(input, plan)).toEqual([]);
        expect(check?.violations.filter(({ code }) => code !== 'V_MUST')).toEqual([]);
        expect(proof?.gap).toBeLessThanOrEqual(1e-6);
        if (status === 'optimal') expect(check?.openFen).toBe(0n);
      }),
      { numRuns: 80, seed: 7 },
    );
    expect(plans).toBeGreaterThan(40);
  },
  BUSY,
);

it(
  'comes to the same plan, proof and refusals for any order of every list',
  () => {
    fc.assert(
      fc.property(asks, seeds, (input, seed) => {
        const turned: StructureInput = {
          ...input,
          assets: shuffled(input.assets, seed),
          layers: shuffled(input.layers, seed + 1),
          amountLimits: shuffled(input.amountLimits, seed + 2),
          together: input.together.map((group) => ({
            ...group,
            memberIds: shuffled(group.memberIds, seed + 3),
          })),
        };
        expect(optimiseStructure(turned, solver)).toEqual(optimiseStructure(input, solver));
      }),
      { numRuns: 25, seed: 11 },
    );
  },
  BUSY,
);

it(
  'is never worse for one more asset',
  () => {
    fc.assert(
      fc.property(asks, seeds, (input, seed) => {
        const below = seededNumbers(seed);
        const more = asset(`new-${below(1000)}`, 10 + below(300), {
          costs: [fee(below(200) / 100)],
          days: 1 + below(10),
          divisible: below(2) === 0,
        });
        const before = optimiseStructure(input, solver, { ties: false });
        const after = optimiseStructure({ ...input, assets: [...input.assets, more] }, solver, {
          ties: false,
        });
        if (before.check === null) return;
        expect(after.check).not.toBeNull();
        if (after.check === null) return;
        expect(after.check.coveredFen >= before.check.coveredFen).toBe(true);
        if (before.status !== 'optimal') return;
        expect(after.status).toBe('optimal');
        if (input.goal === 'fewest') expect(after.check.count).toBeLessThanOrEqual(before.check.count);
        if (input.goal === 'soonest')
          expect(after.check.days ?? Infinity).toBeLessThanOrEqual(before.check.days ?? Infinity);
        if (input.goal === 'least-cost')
          expect(after.check.knownCostFen <= before.check.knownCostFen).toBe(true);
      }),
      { numRuns: 50, seed: 13 },
    );
  },
  BUSY,
);

it(
  'finds any single change of a good plan that breaks or misstates it',
  () => {
    fc.assert(
      fc.property(asks, seeds, (input, seed) => {
        const { plan, status } = optimiseStructure(input, solver, { ties: false });
        if (plan === null || status !== 'optimal') return;
        const below = seededNumbers(seed);
        const at = below(plan.lines.length);
        const line = plan.lines[at];
        if (line === undefined) return;
        const others = plan.lines.filter((_, index) => index !== at);
        const isGood = (lines: Plan['lines']): boolean => {
          const { violations, covers } = verifyPlan(input, { lines });
          return violations.length === 0 && covers;
        };
        expect(isGood([...others, { ...line, carriedFen: line.carriedFen + 1n }])).toBe(false);
        expect(isGood([...plan.lines, line])).toBe(false);
        expect(isGood([...plan.lines, { id: 'nobody', carriedFen: 0n, pledgedFen: 0n }])).toBe(false);
        if (line.carriedFen > 0n) {
          expect(isGood(others)).toBe(false);
          expect(isGood([...others, { ...line, carriedFen: line.carriedFen - 1n }])).toBe(false);
          expect(isGood([...others, { ...line, pledgedFen: line.carriedFen - 1n }])).toBe(false);
        }
      }),
      { numRuns: 40, seed: 17 },
    );
  },
  BUSY,
);
