import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { type CostInput, costApproach } from '../../../src/lib/valuation/methods/cost-approach';
import { type Comparable, marketComparables } from '../../../src/lib/valuation/methods/market-comparables';
import { contextOf, money, number, wan } from '../../fixtures/valuation-inputs';
import { expectRefusal } from '../../fixtures/refusal';

const context = contextOf();

describe('成本法', () => {
  const input: CostInput = {
    cost: {
      kind: 'parts',
      parts: [
        { id: 'materials', title: '材料费', amount: money(20) },
        { id: 'labour', title: '人工费', amount: money(60) },
        { id: 'fees', title: '申请费与年费', amount: money('1.5') },
        { id: 'profit', title: '合理利润', amount: money('18.5') },
      ],
    },
    depreciation: { kind: 'age', usedYears: number('4'), remainingYears: number('12') },
  };

  it('100 · (1 − 4/16) = 75 万, as a floor', () => {
    const value = mustBeOk(costApproach(input, context));
    expect(value.valueFen).toBe(wan(75));
    expect(value.warnings.map(({ code }) => code)).toEqual(['W_COST_FLOOR']);
    expect([...walkTrace(value.trace)].find(({ id }) => id === 'v/depreciation')?.value).toBe('0.25');
  });

  it('80 · 120/90 · (1 − 0.1 − 0.15) = 80 万', () => {
    const value = mustBeOk(
      costApproach(
        {
          cost: { kind: 'index', bookCost: money(80), indexThen: number('90'), indexNow: number('120') },
          depreciation: { kind: 'obsolescence', functional: number('0.1'), economic: number('0.15') },
        },
        context,
      ),
    );
    expect(value.valueFen).toBe(wan(80));
  });

  it('obsolescence above 1 is clamped, and said', () => {
    const worn = { kind: 'obsolescence', functional: number('0.7'), economic: number('0.6') } as const;
    const value = mustBeOk(costApproach({ ...input, depreciation: worn }, context));
    expect(value.valueFen).toBe(0n);
    expect(value.warnings.map(({ code }) => code)).toEqual(['W_DEPRECIATION_CLAMPED', 'W_COST_FLOOR']);
    const negative = { ...worn, economic: number('-0.1') };
    expect(expectRefusal(costApproach({ ...input, depreciation: negative }, context), 'E_RANGE').path).toBe(
      'v.economic',
    );
  });

  it('refuses no age at all, an index of 0, parts twice or missing', () => {
    const noAge = { kind: 'age', usedYears: number('0'), remainingYears: number('0') } as const;
    expectRefusal(costApproach({ ...input, depreciation: noAge }, context), 'E_RANGE');
    const withCost = (cost: CostInput['cost']) => costApproach({ ...input, cost }, context);
    expectRefusal(
      withCost({ kind: 'index', bookCost: money(80), indexThen: number('0'), indexNow: number('120') }),
      'E_RANGE',
    );
    const part = { id: 'labour', title: '人工费', amount: money(1) };
    expectRefusal(withCost({ kind: 'parts', parts: [part, part] }), 'E_PART_TWICE');
    expectRefusal(withCost({ kind: 'parts', parts: [] }), 'E_MISSING');
    const gap = expectRefusal(
      withCost({ kind: 'parts', parts: [{ ...part, amount: money(null) }] }),
      'E_MISSING',
    );
    expect(gap.path).toBe('v.parts[labour]');
  });
});

describe('市场法', () => {
  const ONE = {
    time: number('1'),
    'patent-type': number('1'),
    'remaining-life': number('1'),
    'claim-scope': number('1'),
    territory: number('1'),
    exclusivity: number('1'),
  };
  const comparable = (id: string, price: number, changes: Comparable['adjustments'] = {}): Comparable => ({
    id,
    title: `虚构交易 ${id}`,
    price: money(price),
    adjustments: { ...ONE, ...changes },
  });
  // 100·1.1 = 110; 200·0.9·1.2 = 216; 130 → mean 152, median 130
  const three = [
    comparable('a', 100, { time: number('1.1') }),
    comparable('b', 200, { 'remaining-life': number('0.9'), 'claim-scope': number('1.2') }),
    comparable('c', 130),
  ];
  const value = (comparables: readonly Comparable[], statistic: 'mean' | 'median' = 'mean') =>
    marketComparables({ comparables, statistic }, context);

  it('mean 152 万, median 130 万', () => {
    expect(mustBeOk(value(three)).valueFen).toBe(wan(152));
    expect(mustBeOk(value(three, 'median')).valueFen).toBe(wan(130));
    expect(mustBeOk(value(three)).warnings).toEqual([]);
  });

  it('median of four: the mean of the middle two', () => {
    expect(mustBeOk(value([...three, comparable('d', 150)], 'median')).valueFen).toBe(wan(140));
  });

  it('fewer than three are refused by the rulebook, and an institution may ask for more', () => {
    const few = expectRefusal(value(three.slice(1)), 'E_COMPARABLES_FEW');
    expect([few.path, few.rule]).toEqual(['v.comparables', 'valuation.market-comparables']);
    const strict = contextOf({
      'valuation.market-comparables': {
        minimumCount: 4,
        adjustment: { min: '0.5', max: '2', warnBelow: '0.8', warnAbove: '1.25' },
        factors: Object.keys(ONE).map((id) => ({ id, title: id })),
      },
    });
    expectRefusal(marketComparables({ comparables: three, statistic: 'mean' }, strict), 'E_COMPARABLES_FEW');
  });

  it('corrections: inside [0.5, 2], and outside [0.8, 1.25] only with a reason', () => {
    const of = (text: string) =>
      value([...three.slice(0, 2), comparable('c', 130, { territory: number(text) })]);
    const codes = (text: string): readonly string[] => mustBeOk(of(text)).warnings.map(({ code }) => code);
    expect([codes('0.8'), codes('1.25')]).toEqual([[], []]);
    for (const text of ['0.5', '0.79', '1.26', '2']) expect(codes(text)).toEqual(['W_ADJUSTMENT_LARGE']);
    for (const text of ['0.49', '2.01', '0', '-1']) {
      const failure = expectRefusal(of(text), 'E_ADJUSTMENT_RANGE');
      expect(failure.path).toBe('v.comparables[c].adjustments.territory');
    }
  });

  it('a factor left out is missing, not 1; an unknown one is refused; one transaction counts once', () => {
    const { territory, ...rest } = ONE;
    expect(territory.value).toBe('1');
    const gap = expectRefusal(
      value([...three.slice(1), { ...comparable('d', 1), adjustments: rest }]),
      'E_MISSING',
    );
    expect(gap.path).toBe('v.comparables[d].adjustments.territory');
    expectRefusal(value([...three, comparable('d', 1, { weather: number('1') })]), 'E_FACTOR_UNKNOWN');
    expectRefusal(value([...three, comparable('a', 1)]), 'E_COMPARABLE_TWICE');
    expectRefusal(value([...three, comparable('d', 0)]), 'E_RANGE');
  });
});
