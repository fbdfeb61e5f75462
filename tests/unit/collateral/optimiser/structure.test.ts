import { describe, expect, it } from 'vitest';
import { optimiseStructure } from '../../../../src/lib/collateral/optimiser/optimise-structure';
import type { StructureInput } from '../../../../src/lib/collateral/optimiser/structure-input';
import { nodeSolver } from '../../../../workers/highs-node';
import { ask, asset, fee, layer, patent, rateFee, wan } from '../../../fixtures/structure-pool';

const solver = await nodeSolver();
const solved = (input: StructureInput) => optimiseStructure(input, solver);
const carried = (input: StructureInput) =>
  Object.fromEntries(
    solved(input).plan?.lines.map(({ id, carriedFen }) => [id, Number(carriedFen) / 1e6]) ?? [],
  );

const a = asset('a', 100, { costs: [fee(5)], days: 2 });
const b = asset('b', 60, { costs: [fee(1)], days: 9 });
const c = asset('c', 50, { costs: [fee(2)], days: 4 });

describe('goals', () => {
  const assets = [a, b, c];

  it('least cost: b and c for 3 instead of a for 5', () => {
    const outcome = solved(ask(100, { assets }));
    expect(outcome.plan?.lines.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(outcome.check?.costFen).toBe(wan(3));
    expect(outcome.proof?.lines[0]).toEqual({ measure: 'cost', value: '3000000', bound: '3000000', gap: 0 });
    expect(outcome.proof?.solver).toMatch(/^HiGHS 1\./);
  });

  it('fewest: a alone', () => {
    expect(carried(ask(100, { assets, goal: 'fewest' }))).toEqual({ a: 100 });
  });

  it('soonest: a in 2 days; without a, c cannot do it alone and b takes 9', () => {
    expect(solved(ask(100, { assets, goal: 'soonest' })).check?.days).toBe(2);
    expect(solved(ask(100, { assets: [b, c], goal: 'soonest' })).check?.days).toBe(9);
  });

  it('takes days nobody knows as later than any', () => {
    const unknown = asset('0', 100, { days: null });
    expect(carried(ask(100, { assets: [unknown, a], goal: 'soonest' }))).toEqual({ a: 100 });
    const alone = solved(ask(100, { assets: [unknown], goal: 'soonest' }));
    expect([alone.status, alone.check?.days]).toEqual(['optimal', null]);
  });
});

describe('costs', () => {
  it('spreads what is paid once over the years of the debt', () => {
    // 6 万元 once over 3/2 years = 4 a year; 1% a year of 100 = 1.
    const input = ask(100, {
      years: { numerator: 3n, denominator: 2n },
      assets: [asset('x', 120, { costs: [fee(6), rateFee('0.01')] })],
    });
    // The rate of an asset pledged whole is on all of it: 1.2.
    expect(solved(input).check?.costFen).toBe(wan(5.2));
  });

  it('puts the rate of a divisible asset on what is pledged', () => {
    const input = ask(100, { assets: [asset('x', 120, { divisible: true, costs: [rateFee('0.01')] })] });
    expect(solved(input).check?.costFen).toBe(wan(1));
  });

  it('shows every payer and counts only the borrower where asked', () => {
    const own = asset('own', 100, { costs: [fee(3)] });
    const paid = asset('paid', 100, { costs: [fee(4, 'bank'), fee(1)] });
    expect(carried(ask(100, { assets: [own, paid] }))).toEqual({ own: 100 });
    const outcome = solved(ask(100, { assets: [own, paid], costOf: 'borrower' }));
    expect(outcome.plan?.lines[0]?.id).toBe('paid');
    expect(outcome.check?.costFen).toBe(wan(1));
    expect(outcome.check?.byPayer).toEqual([
      { payer: 'bank', yearlyFen: wan(4) },
      { payer: 'borrower', yearlyFen: wan(1) },
    ]);
  });

  it('uses a source of unknown cost only when it must', () => {
    const unknown = asset('0', 100, { costs: [fee(null)] });
    const dear = asset('z', 100, { costs: [fee(50)] });
    expect(carried(ask(100, { assets: [unknown, dear] }))).toEqual({ z: 100 });
    const outcome = solved(ask(150, { assets: [unknown, dear] }));
    expect([outcome.check?.costFen, outcome.check?.knownCostFen]).toEqual([null, wan(50)]);
  });
});

describe('limits', () => {
  const plant = asset('plant', 100, { costs: [fee(9)] });
  const patents = patent('patents', 100, { costs: [fee(1)] });
  const ip = (share: string, side: 'most' | 'least') => ({
    id: 'ip',
    label: '知识产权占比',
    scope: { kind: 'intellectual-property' } as const,
    most: side === 'most' ? { share } : null,
    least: side === 'least' ? { share } : null,
  });

  it('lets intellectual property carry no more than its share', () => {
    const small = asset('plant', 80, { costs: [fee(9)] });
    const input = ask(100, { assets: [small, patents], amountLimits: [ip('0.4', 'most')] });
    // Among equals what is not intellectual property carries first.
    expect(carried(input)).toEqual({ patents: 20, plant: 80 });
    const short = { ...input, assets: [asset('plant', 59), patents] };
    expect(solved(short).check?.coveredFen).toBe(wan(99));
  });

  it('keeps a least share, as a subsidy may ask for', () => {
    const cheap = asset('plant', 100, { costs: [fee(0)] });
    const few = patent('patents', 60, { costs: [fee(1)] });
    const input = ask(100, { assets: [cheap, few], amountLimits: [ip('0.5', 'least')] });
    expect(carried(input)).toEqual({ patents: 50, plant: 50 });
  });

  it('limits each debtor on its own', () => {
    const receivable = (id: string, debtorId: string) =>
      asset(id, 80, { classCode: 'AR_CONF', registry: 'ZHONGDENG', debtorId, divisible: true });
    const input = ask(100, {
      assets: [receivable('r1', 'x'), receivable('r2', 'x'), receivable('r3', 'y')],
      amountLimits: [
        { id: 'd', label: '单一债务人', scope: { kind: 'each-debtor' }, most: { fen: wan(55) }, least: null },
      ],
    });
    const amounts = carried(input);
    expect((amounts['r1'] ?? 0) + (amounts['r2'] ?? 0)).toBeLessThanOrEqual(55);
    expect(amounts['r3']).toBeGreaterThanOrEqual(45);
  });

  it('goes to no more registries than allowed', () => {
    const assets = [
      plant,
      patent('p', 50, { costs: [fee(1)] }),
      asset('e', 50, { registry: 'ZHONGDENG', costs: [fee(1)] }),
    ];
    expect(Object.keys(carried(ask(100, { assets })))).toEqual(['e', 'p']);
    expect(Object.keys(carried(ask(100, { assets, registriesMost: 1 })))).toEqual(['plant']);
  });

  it('keeps the coverage by value, pledging more of a divisible asset than it carries', () => {
    const stock = asset('stock', 200, { divisible: true, valueFen: wan(300), costs: [rateFee('0.02')] });
    const outcome = solved(ask(100, { assets: [stock], coverageLeast: '2' }));
    // Value 200 is needed: 200 / 1.5 = 133.33… pledged, rounded up to the 分 that brings the value.
    expect(outcome.plan?.lines).toEqual([{ id: 'stock', carriedFen: wan(100), pledgedFen: 133_333_334n }]);
    expect(outcome.status).toBe('optimal');
  });

  it('uses things that belong together all or none', () => {
    const input = ask(100, {
      assets: [asset('land', 30, { costs: [fee(4)] }), asset('building', 90, { costs: [fee(0)] }), plant],
      together: [{ id: 't', label: '房地一并抵押', memberIds: ['land', 'building'], leastFen: 0n }],
    });
    expect(Object.keys(carried(input))).toEqual(['building', 'land']);
    expect(Object.keys(carried({ ...input, needFen: wan(80) }))).toEqual(['building', 'land']);
    const dearer = {
      ...input,
      assets: input.assets.map((x) => (x.id === 'land' ? { ...x, costs: [fee(10)] } : x)),
    };
    expect(Object.keys(carried(dearer))).toEqual(['plant']);
  });

  it('takes no less of a source than its least amount', () => {
    const input = ask(100, {
      assets: [
        asset('base', 95, { costs: [fee(0)] }),
        asset('small', 40, { divisible: true, leastFen: wan(20), costs: [fee(1)] }),
      ],
    });
    expect(carried(input)).toEqual({ base: 80, small: 20 });
  });

  it('uses what must be used and nothing that must not', () => {
    const input = ask(50, { assets: [{ ...plant, use: 'must' }, patents] });
    expect(Object.keys(carried(input))).toEqual(['plant']);
    expect(Object.keys(carried(ask(50, { assets: [plant, { ...patents, use: 'never' }] })))).toEqual([
      'plant',
    ]);
  });
});

describe('support layers', () => {
  it('needs no asset at all: a guarantee alone for 300 at 0.3% costs 0.9', () => {
    const outcome = solved(ask(300, { layers: [layer('g', 300, { costs: [rateFee('0.003')] })] }));
    expect([outcome.status, outcome.check?.costFen]).toEqual(['optimal', wan(0.9)]);
  });

  it('draws on what is left of a line and shares the risk as agreed', () => {
    const guarantee = (id: string) =>
      layer(id, 100, {
        draws: [{ capacityId: 'line', weight: '0.8' }],
        split: [
          { bearer: 'guarantor', share: '0.4' },
          { bearer: 're-guarantor', share: '0.4' },
          { bearer: 'bank', share: '0.2' },
        ],
      });
    const line = { id: 'line', title: '批量额度', kind: 'batch-line' as const, remainingFen: wan(120) };
    const outcome = solved(ask(200, { layers: [guarantee('g1'), guarantee('g2')], capacities: [line] }));
    // 120 / 0.8 = 150 at most.
    expect([outcome.status, outcome.check?.coveredFen]).toEqual(['infeasible', wan(150)]);
    expect(outcome.check?.bearers).toEqual([
      { bearer: 'bank', fen: wan(30) },
      { bearer: 'guarantor', fen: wan(60) },
      { bearer: 're-guarantor', fen: wan(60) },
    ]);
  });

  it('keeps what the bank bears itself within its limit', () => {
    const split = [
      { bearer: 'guarantor' as const, share: '0.8' },
      { bearer: 'bank' as const, share: '0.2' },
    ];
    const input = ask(100, {
      layers: [
        layer('g', 100, { split, costs: [rateFee('0.01')] }),
        layer('u', 100, { kind: 'unsecured', costs: [rateFee('0')] }),
      ],
      amountLimits: [
        { id: 'r', label: '银行自担', scope: { kind: 'bank-risk' }, most: { share: '0.3' }, least: null },
      ],
    });
    // 0.2 g + u ≤ 30 with g + u = 100: u ≤ 12.5.
    expect(carried(input)).toEqual({ g: 87.5, u: 12.5 });
  });

  it('lends unsecured only beside what it is conditional on', () => {
    const unsecured = layer('u', 40, { kind: 'unsecured', costs: [], requiresAnyOf: ['pat'] });
    const plant = asset('plant', 100, { costs: [fee(1)] });
    const input = ask(130, { assets: [plant, patent('pat', 10, { costs: [fee(3)] })], layers: [unsecured] });
    expect(Object.keys(carried(input))).toEqual(['pat', 'plant', 'u']);
  });
});

describe('what the plan carries with it', () => {
  it('shows how much would still be covered at the low ends', () => {
    const outcome = solved(
      ask(100, {
        assets: [asset('x', 100, { lendable: { leadFen: wan(100), lowFen: wan(70), highFen: wan(130) } })],
        layers: [],
      }),
    );
    expect(outcome.check?.coveredLowFen).toBe(wan(70));
  });

  it('is the same for any order of the lists', () => {
    const assets = [a, b, c];
    const input = ask(120, { assets });
    const turned = solved({ ...input, assets: [...assets].reverse() });
    expect(turned).toEqual(solved(input));
  });

  it('chooses the earlier id among equals', () => {
    const alike = ['k3', 'k1', 'k2'].map((id) => asset(id, 50));
    expect(Object.keys(carried(ask(80, { assets: alike })))).toEqual(['k1', 'k2']);
  });
});
