import { describe, expect, it } from 'vitest';
import type {
  AmountLimit,
  Plan,
  StructureInput,
} from '../../../../src/lib/collateral/optimiser/structure-input';
import { verifyPlan } from '../../../../src/lib/collateral/optimiser/verify-plan';
import { ask, asset, fee, layer, patent, rateFee, wan } from '../../../fixtures/structure-pool';

/** Every rule of a plan from its good and its bad side, without any solver. */

type Lines = readonly (readonly [id: string, carried: bigint, pledged: bigint])[];
const planOf = (lines: Lines): Plan => ({
  lines: lines.map(([id, carriedFen, pledgedFen]) => ({ id, carriedFen, pledgedFen })),
});
const broken = (input: StructureInput, lines: Lines): readonly string[] =>
  verifyPlan(input, planOf(lines)).violations.map(({ limitId, code }) => `${code} ${limitId}`);

const limit = (
  scope: AmountLimit['scope'],
  most: AmountLimit['most'],
  least: AmountLimit['least'] = null,
): AmountLimit => ({ id: 'l', label: '限制', scope, most, least });

const plant = asset('plant', 100);
const ip = patent('ip', 80);
const stock = asset('stock', 60, {
  classCode: 'STOCK_RAW',
  registry: 'ZHONGDENG',
  divisible: true,
  leastFen: wan(5),
});
const guarantee = layer('g', 50, {
  split: [
    { bearer: 'guarantor', share: '0.8' },
    { bearer: 'bank', share: '0.2' },
  ],
  draws: [{ capacityId: 'line', weight: '0.75' }],
});
const line = { id: 'line', title: '额度', kind: 'batch-line' as const, remainingFen: wan(37.5) };
const input = ask(150, { assets: [plant, ip, stock], layers: [guarantee], capacities: [line] });
const good: Lines = [
  ['plant', wan(70), wan(100)],
  ['ip', wan(80), wan(80)],
];

describe('a plan as it should be', () => {
  it('breaks nothing and covers the need to the 分', () => {
    const check = verifyPlan(input, planOf(good));
    expect([check.violations, check.covers, check.openFen]).toEqual([[], true, 0n]);
    expect(check.intellectualPropertyFen).toBe(wan(80));
    expect(check.pledgedValueFen).toBe(wan(360));
    expect(check.registries).toEqual(['CNIPA_PATENT', 'NATURAL_RESOURCES']);
  });

  it('leaves open what is not carried', () => {
    const check = verifyPlan(input, planOf([['plant', wan(100), wan(100)]]));
    expect([check.covers, check.openFen]).toEqual([false, wan(50)]);
  });
});

describe('each rule, broken by one 分 or one thing', () => {
  it.each<readonly [string, readonly string[], Lines]>([
    [
      'more than the need',
      ['V_NEED need'],
      [
        ['plant', wan(70) + 1n, wan(100)],
        ['ip', wan(80), wan(80)],
      ],
    ],
    ['more than it can carry', ['V_SOURCE source/ip'], [['ip', wan(80) + 1n, wan(80)]]],
    ['less than nothing', ['V_SOURCE source/ip', 'V_SOURCE source/ip'], [['ip', -1n, wan(80)]]],
    ['a whole asset pledged in part', ['V_SOURCE source/plant'], [['plant', wan(10), wan(99)]]],
    ['less than the least amount', ['V_SOURCE source/stock'], [['stock', wan(5) - 1n, wan(6)]]],
    ['a layer pledged beyond what it carries', ['V_SOURCE source/g'], [['g', wan(5), wan(6)]]],
    ['somebody unknown', ['V_SOURCE source/nobody'], [['nobody', 0n, 0n]]],
    [
      'twice the same',
      ['V_SOURCE source/ip'],
      [
        ['ip', wan(20), wan(80)],
        ['ip', wan(20), wan(80)],
      ],
    ],
  ])('%s', (_name, codes, lines) => expect(broken(input, lines)).toEqual(codes));

  it('a refused source', () => {
    const bad = { ...input, assets: [...input.assets, asset('bad', 10, { currency: 'USD' })] };
    expect(broken(bad, [['bad', 0n, wan(10)]])).toEqual(['V_SOURCE source/bad']);
  });

  it('what must be used, what must not', () => {
    const must = { ...input, assets: [plant, { ...ip, use: 'must' as const }] };
    expect(broken(must, [['plant', wan(1), wan(100)]])).toEqual(['V_MUST must/ip']);
    const never = { ...input, assets: [plant, { ...ip, use: 'never' as const }] };
    expect(broken(never, [['ip', wan(1), wan(80)]])).toEqual(['V_NEVER never/ip']);
  });

  it.each<readonly [string, AmountLimit, bigint]>([
    ['share of the need', limit({ kind: 'intellectual-property' }, { share: '0.4' }), wan(60)],
    ['amount', limit({ kind: 'intellectual-property' }, { fen: wan(33) }), wan(33)],
    ['class', limit({ kind: 'class', code: 'PATENT_INV' }, { fen: wan(33) }), wan(33)],
    ['each class', limit({ kind: 'each-class' }, { share: '0.1' }), wan(15)],
    ['registry', limit({ kind: 'registry', code: 'CNIPA_PATENT' }, { fen: wan(7) }), wan(7)],
    ['each registry', limit({ kind: 'each-registry' }, { fen: wan(7) }), wan(7)],
    ['named sources', limit({ kind: 'sources', ids: ['ip', 'g'] }, { fen: wan(9) }), wan(9)],
  ])('most of a %s', (_name, amountLimit, most) => {
    const limited = { ...input, amountLimits: [amountLimit] };
    expect(broken(limited, [['ip', most, wan(80)]])).toEqual([]);
    expect(broken(limited, [['ip', most + 1n, wan(80)]])).toEqual(['V_LIMIT limit/l']);
  });

  it('least of a share', () => {
    const limited = {
      ...input,
      amountLimits: [limit({ kind: 'intellectual-property' }, null, { share: '0.2' })],
    };
    expect(broken(limited, [['ip', wan(30), wan(80)]])).toEqual([]);
    expect(broken(limited, [['ip', wan(30) - 1n, wan(80)]])).toEqual(['V_LIMIT limit/l']);
    expect(broken(limited, [])).toEqual(['V_LIMIT limit/l']);
  });

  it('what the bank bears itself: a fifth of the guarantee, to the fraction of a 分', () => {
    const limited = { ...input, amountLimits: [limit({ kind: 'bank-risk' }, { fen: wan(8) })] };
    expect(broken(limited, [['g', wan(40), wan(40)]])).toEqual([]);
    expect(broken(limited, [['g', wan(40) + 1n, wan(40) + 1n]])).toEqual(['V_LIMIT limit/l']);
  });

  it('debtors and kinds of layers', () => {
    const claims = [asset('r', 50, { debtorId: 'x', divisible: true })];
    const limited = {
      ...input,
      assets: claims,
      amountLimits: [limit({ kind: 'each-debtor' }, { fen: wan(5) })],
    };
    expect(broken(limited, [['r', wan(5) + 1n, wan(6)]])).toEqual(['V_LIMIT limit/l']);
    const kinds = {
      ...input,
      amountLimits: [limit({ kind: 'layers', layer: 'guarantee' }, { fen: wan(5) })],
    };
    expect(broken(kinds, [['g', wan(5) + 1n, wan(5) + 1n]])).toEqual(['V_LIMIT limit/l']);
  });

  it('what is left of a capacity: 50 × 0.75 = 37.5, shared by two', () => {
    const two = { ...input, layers: [guarantee, { ...guarantee, id: 'h' }] };
    expect(
      broken(two, [
        ['g', wan(25), wan(25)],
        ['h', wan(25), wan(25)],
      ]),
    ).toEqual([]);
    expect(
      broken(two, [
        ['g', wan(25), wan(25)],
        ['h', wan(25) + 1n, wan(25) + 1n],
      ]),
    ).toEqual(['V_CAPACITY capacity/line']);
  });

  it('together, and the least of a group', () => {
    const group = { id: 't', label: '同族', memberIds: ['ip', 'plant'], leastFen: wan(20) };
    const grouped = { ...input, together: [group] };
    expect(broken(grouped, [['ip', wan(20), wan(80)]])).toEqual(['V_TOGETHER together/t']);
    expect(
      broken(grouped, [
        ['ip', wan(10), wan(80)],
        ['plant', wan(10), wan(100)],
      ]),
    ).toEqual([]);
    expect(
      broken(grouped, [
        ['ip', wan(10), wan(80)],
        ['plant', wan(10) - 1n, wan(100)],
      ]),
    ).toEqual(['V_TOGETHER together/t']);
  });

  it('conditions, days, registries', () => {
    const conditional = { ...input, layers: [layer('u', 10, { requiresAnyOf: ['ip'] })] };
    expect(broken(conditional, [['u', wan(1), wan(1)]])).toEqual(['V_SOURCE source/u']);
    expect(broken({ ...input, daysMost: 4 }, [['ip', wan(1), wan(80)]])).toEqual(['V_DAYS days']);
    expect(
      broken({ ...input, assets: [{ ...ip, days: null }], daysMost: 4 }, [['ip', wan(1), wan(80)]]),
    ).toEqual(['V_DAYS days']);
    expect(broken({ ...input, registriesMost: 1 }, good)).toEqual(['V_REGISTRIES registries']);
  });

  it('coverage: 360 of value for the 150 that no layer carries is 2.4 times', () => {
    expect(broken({ ...input, coverageLeast: '2.4' }, good)).toEqual([]);
    expect(broken({ ...input, coverageLeast: '2.40001' }, good)).toEqual(['V_COVERAGE coverage']);
    const less: Lines = [
      ['plant', wan(60), wan(100)],
      ['ip', wan(80), wan(80)],
      ['g', wan(10), wan(10)],
    ];
    expect(broken({ ...input, coverageLeast: '2.57' }, less)).toEqual([]);
  });
});

describe('cost', () => {
  it('is an exact fraction, rounded once', () => {
    // 1 分 over 3 years from each of two sources: 2/3 分 a year, rounded to 1; not 0 + 0.
    const third = { numerator: 3n, denominator: 1n };
    const coins = (id: string) =>
      asset(id, 50, { costs: [{ label: '费', payer: 'borrower', when: 'once', fixedFen: 1n }] });
    const check = verifyPlan(
      ask(100, { years: third, assets: [coins('a'), coins('b')] }),
      planOf([
        ['a', wan(50), wan(50)],
        ['b', wan(50), wan(50)],
      ]),
    );
    expect([check.cost, check.costFen]).toEqual([{ numerator: 2n, denominator: 3n }, 1n]);
    expect(check.paid.map(({ yearlyFen }) => yearlyFen)).toEqual([0n, 0n]);
  });

  it('leaves unknown fees out of the sum and says so', () => {
    const some = ask(100, { assets: [asset('a', 100, { costs: [fee(2), rateFee(null)] })] });
    const check = verifyPlan(some, planOf([['a', wan(100), wan(100)]]));
    expect([check.costFen, check.knownCostFen, check.unknownCosts]).toEqual([null, wan(2), ['a']]);
  });
});
