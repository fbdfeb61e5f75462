import { describe, expect, it } from 'vitest';
import { fenToYuan } from '../../../src/lib/kernel/decimal';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { type TraceNode, leaf, walkTrace } from '../../../src/lib/kernel/trace';
import { type ExcessEarningsInput, excessEarnings } from '../../../src/lib/valuation/methods/excess-earnings';
import { type ExcessIncomeInput, excessIncome } from '../../../src/lib/valuation/methods/excess-income';
import {
  type ProfitSplitInput,
  profitSplit,
  salesShare,
} from '../../../src/lib/valuation/methods/income-share';
import { incrementalIncome } from '../../../src/lib/valuation/methods/incremental-income';
import type { Increment } from '../../../src/lib/valuation/methods/increments';
import { constantIncome, decliningIncome } from '../../../src/lib/valuation/methods/level-income';
import { Decimal } from '../../../src/lib/kernel/decimal';
import { reliefFromRoyalty } from '../../../src/lib/valuation/methods/relief-from-royalty';
import { contextOf, money, number, termsOf, toWan, wan, years } from '../../fixtures/valuation-inputs';
import { expectRefusal } from '../../fixtures/refusal';

const context = contextOf();

const split = (changes: Partial<ProfitSplitInput> = {}) =>
  profitSplit(
    {
      ...termsOf({ taxRate: number('0.25') }),
      operatingProfit: years(5, money(100)),
      profitShare: number('0.25'),
      ...changes,
    },
    context,
  );

describe('利润分成法', () => {
  it('one year: 110 × 25 % × 0.75 / 1.1 = 18.75 万', () => {
    const value = mustBeOk(split({ operatingProfit: [money(110)] }));
    expect(value.valueFen).toBe(wan('18.75'));
    expect([value.approach, value.method, value.warnings]).toEqual(['income', 'profit-split', []]);
  });

  it('mid-year: the same income half a year earlier', () => {
    // 121 × .25 × .75 = 22.6875; / 1.21^0.5 = 20.625
    const value = mustBeOk(
      split({ operatingProfit: [money(121)], timing: 'mid-year', discountRate: number('0.21') }),
    );
    expect(value.valueFen).toBe(wan('20.625'));
  });

  it('a last half year counts half and is discounted from its end', () => {
    // n = 1.5, r 21 %: 100·.25·.75 = 18.75; 18.75/1.21 + 9.375/1.21^1.5 = 15.4958678 + 7.0435763 = 22.5394440
    const value = mustBeOk(
      split({
        operatingProfit: years(2, money(100)),
        legalLifeYears: number('1.5'),
        discountRate: number('0.21'),
      }),
    );
    expect(toWan(value.total)).toBeCloseTo(22.539444, 6);
  });

  it('a share that decays by 50 % a year: 0.2, 0.1', () => {
    // 110·.2·.75/1.1 + 121·.1·.75/1.21 = 15 + 7.5
    const value = mustBeOk(
      split({
        operatingProfit: [money(110), money(121)],
        profitShare: number('0.2'),
        shareDecay: number('0.5'),
      }),
    );
    expect(value.valueFen).toBe(wan('22.5'));
  });

  it('refuses q outside (0, 1), a loss, a decay of 1, a gap, an exponent', () => {
    for (const q of ['0', '1', '25', '-0.1']) {
      const failure = expectRefusal(split({ profitShare: number(q) }), 'E_PROFIT_SHARE_RANGE');
      expect([failure.path, failure.rule]).toEqual(['v.profitShare', 'valuation.constraint.share-range']);
    }
    const loss = expectRefusal(split({ operatingProfit: [money(1), money(-1)] }), 'E_RANGE');
    expect(loss.path).toBe('v.operatingProfit[1]');
    expect(expectRefusal(split({ shareDecay: number('1') }), 'E_RANGE').path).toBe('v.shareDecay');
    const gap = expectRefusal(split({ operatingProfit: [money(1), money(null)] }), 'E_MISSING');
    expect(gap.path).toBe('v.operatingProfit[1]');
    expectRefusal(split({ operatingProfit: [] }), 'E_MISSING');
    expectRefusal(split({ profitShare: number('2.5e-1') }), 'E_NUMBER');
  });

  it('warns above the profit ceiling of open licences', () => {
    const { warnings } = mustBeOk(split({ profitShare: number('0.41') }));
    expect(warnings.map(({ code, rule }) => `${code} ${rule ?? ''}`)).toEqual([
      'W_PROFIT_SHARE_HIGH valuation.royalty-ceiling',
    ]);
  });
});

describe('what every income method refuses', () => {
  it('r ≤ 0', () => {
    for (const r of ['0', '-0.05']) {
      const failure = expectRefusal(split({ discountRate: number(r) }), 'E_DISCOUNT_RANGE');
      expect([failure.path, failure.rule]).toEqual([
        'v.discountRate',
        'valuation.constraint.discount-positive',
      ]);
    }
  });

  it('T outside [0, 1), and tax under a pre-tax rate', () => {
    expect(expectRefusal(split({ taxRate: number('1') }), 'E_TAX_RANGE').rule).toBe(
      'valuation.constraint.tax-range',
    );
    const mixed = expectRefusal(split({ discountBasis: 'pre-tax' }), 'E_TAX_BASIS');
    expect([mixed.path, mixed.rule]).toEqual(['v.discountBasis', 'valuation.constraint.tax-basis']);
    expect(split({ discountBasis: 'pre-tax', taxRate: number('0') }).ok).toBe(true);
  });

  it('income past the legal life, and past the economic life', () => {
    const legal = expectRefusal(split({ legalLifeYears: number('3.2') }), 'E_INCOME_PAST_LIFE');
    expect([legal.path, legal.rule]).toEqual([
      'v.operatingProfit[4]',
      'valuation.constraint.income-within-life',
    ]);
    expect(legal.message).toContain('法定剩余寿命 3.20 年');
    const economic = expectRefusal(split({ economicLifeYears: number('4') }), 'E_INCOME_PAST_LIFE');
    expect(economic.message).toContain('经济寿命');
  });

  it('a life of 0 is worth 0 and names the rule', () => {
    const { valueFen, warnings } = mustBeOk(split({ legalLifeYears: number('0') }));
    expect(valueFen).toBe(0n);
    expect(warnings.map(({ code, rule }) => [code, rule])).toEqual([
      ['W_LIFE_ZERO', 'valuation.constraint.life-positive'],
    ]);
  });

  it('rates outside the bounds only warn', () => {
    const codes = (r: string): readonly string[] =>
      mustBeOk(split({ discountRate: number(r) })).warnings.map(({ code }) => code);
    expect([codes('0.059'), codes('0.06'), codes('0.35'), codes('0.351')]).toEqual([
      ['W_DISCOUNT_LOW'],
      [],
      [],
      ['W_DISCOUNT_HIGH'],
    ]);
    expect(mustBeOk(split({ taxRate: number('0') })).warnings.map(({ code }) => code)).toEqual(['W_NO_TAX']);
  });
});

describe('the trace', () => {
  const given: TraceNode = leaf({
    id: 'form/profit-share',
    label: '利润分成率',
    value: '0.25',
    unit: 'ratio',
    confidence: 'secondary',
    source: { kind: 'field', path: 'form.profitShare', label: '利润分成率' },
  });

  it('ends in sources everywhere and carries the value to the 分', () => {
    const { trace, valueFen } = mustBeOk(split({ profitShare: { value: '0.25', source: given } }));
    expect(trace.value).toBe(valueFen.toString());
    for (const node of walkTrace(trace))
      if (node.children.length === 0) expect(node.source, node.id).toBeDefined();
    expect([...walkTrace(trace)].filter((node) => node === given).length).toBe(5);
  });

  it('an input without a source is an assumption that names its field', () => {
    const nodes = [...walkTrace(mustBeOk(split()).trace)];
    const profit = nodes.find(({ id }) => id === 'v/operatingProfit[2]');
    expect(profit).toMatchObject({
      value: '100000000',
      unit: 'fen',
      confidence: 'assumption',
      note: '未写来源',
    });
    expect(profit?.source).toEqual({
      kind: 'field',
      path: 'v.operatingProfit[2]',
      label: '第 3 年营业利润 P',
    });
  });

  it('a source that states another number is refused', () => {
    const failure = expectRefusal(
      split({ profitShare: { value: '0.3', source: given } }),
      'E_SOURCE_DISAGREES',
    );
    expect(failure.path).toBe('v.profitShare');
    expect(split({ profitShare: { value: '0.250', source: given } }).ok).toBe(true);
  });

  it('year values add up to the total within their display', () => {
    const { trace, total } = mustBeOk(split());
    const shown = trace.children
      .filter(({ id }) => /year-\d$/.test(id))
      .reduce((sum, { value }) => sum.plus(value ?? NaN), new Decimal(0));
    expect(shown.minus(total).abs().lt('0.00001')).toBe(true);
  });
});

it('收入提成 without decay is relief from royalty to the 分', () => {
  const sales = [wan(4600), wan(5000), wan('123.456789')];
  const rate = new Decimal('0.02');
  const old = mustBeOk(
    reliefFromRoyalty({
      netSalesFen: sales,
      royaltyRate: rate,
      taxRate: new Decimal('0.25'),
      discountRate: new Decimal('0.15'),
      discountBasis: 'post-tax',
      timing: 'mid-year',
      lifeYears: new Decimal('2.75'),
    }),
  );
  const terms = termsOf({
    taxRate: number('0.25'),
    discountRate: number('0.15'),
    timing: 'mid-year',
    legalLifeYears: number('2.75'),
  });
  const value = mustBeOk(
    salesShare({ ...terms, netSales: sales.map((fen) => ({ fen })), royaltyRate: number('0.02') }, context),
  );
  expect(value.valueFen).toBe(old.valueFen);
});

describe('增量收益法', () => {
  const price: Increment = {
    kind: 'price',
    priceBefore: number('100'),
    priceAfter: number('110'),
    quantity: number('10000'),
  };
  const cost: Increment = {
    kind: 'cost',
    costBefore: number('60'),
    costAfter: number('55.5'),
    quantity: number('10000'),
  };
  const volume: Increment = {
    kind: 'volume',
    quantityBefore: number('8000'),
    quantityAfter: number('10000'),
    price: number('100'),
    unitCost: number('60'),
  };
  const value = (...year: readonly Increment[]) =>
    incrementalIncome({ ...termsOf(), increments: [year] }, context);
  const yuan = (...year: readonly Increment[]): string =>
    mustBeOk(value(...year))
      .total.times('1.1')
      .toFixed(6);

  it('price 10 · 10000, cost 4.5 · 10000, volume 2000 · 40', () => {
    expect([yuan(price), yuan(cost), yuan(volume)]).toEqual([
      '100000.000000',
      '45000.000000',
      '80000.000000',
    ]);
  });

  it('together: (110 − 55.5)·10000 − (100 − 60)·8000 = 225 000, nothing twice', () => {
    expect(yuan(volume, price, cost)).toBe('225000.000000');
  });

  it('refuses parts that overlap, a kind twice, an empty year, a negative price', () => {
    const other: Increment = { ...price, quantity: number('9000') };
    expect(expectRefusal(value(volume, other), 'E_INCREMENT_OVERLAP').path).toBe('v.increments[0]');
    expectRefusal(value(volume, { ...cost, costBefore: number('61') }), 'E_INCREMENT_OVERLAP');
    expectRefusal(value(price, { ...cost, quantity: number('9000') }), 'E_INCREMENT_OVERLAP');
    expectRefusal(value(price, price), 'E_INCREMENT_TWICE');
    expectRefusal(value(), 'E_MISSING');
    expectRefusal(incrementalIncome({ ...termsOf(), increments: [] }, context), 'E_MISSING');
    const negative = expectRefusal(value({ ...price, priceAfter: number('-1') }), 'E_RANGE');
    expect(negative.path).toBe('v.increments[0].price.priceAfter');
  });

  it('patents that only cost money have no value', () => {
    const worse: Increment = { ...price, priceAfter: number('90') };
    expect(expectRefusal(value(worse), 'E_NO_EXCESS').path).toBe('v.increments');
    const first = mustBeOk(
      incrementalIncome({ ...termsOf(), increments: [[worse], [price], [price]] }, context),
    );
    expect(first.warnings.map(({ code, path }) => `${code} ${path}`)).toContain(
      'W_NEGATIVE_YEAR v.increments[0]',
    );
  });
});

describe('超额收益法', () => {
  const input: ExcessIncomeInput = {
    ...termsOf({ taxRate: number('0.25') }),
    profit: [money(110)],
    capital: [money(400)],
    industryReturn: number('0.1'),
    industryReturnBasis: 'pre-tax',
  };
  it('takes a pre-tax return off before tax, a post-tax return after it', () => {
    // (110 − 40)·.75/1.1 = 47.7272…; (110·.75 − 40)/1.1 = 38.6363…
    expect(mustBeOk(excessIncome(input, context)).total.toFixed(4)).toBe('477272.7273');
    const after = excessIncome({ ...input, industryReturnBasis: 'post-tax' }, context);
    expect(mustBeOk(after).total.toFixed(4)).toBe('386363.6364');
  });

  it('refuses a post-tax return beside a pre-tax rate, and series of unequal length', () => {
    const mixed = expectRefusal(
      excessIncome(
        { ...input, taxRate: number('0'), discountBasis: 'pre-tax', industryReturnBasis: 'post-tax' },
        context,
      ),
      'E_TAX_BASIS',
    );
    expect([mixed.path, mixed.rule]).toEqual(['v.industryReturnBasis', 'valuation.constraint.tax-basis']);
    expectRefusal(excessIncome({ ...input, capital: years(2, money(1)) }, context), 'E_SERIES_LENGTH');
    expectRefusal(excessIncome({ ...input, profit: [money(10)] }, context), 'E_NO_EXCESS');
  });
});

describe('等额与递减收益', () => {
  it('equals Δ·(1 − (1 + r)^−n)/r', () => {
    const r = new Decimal('0.13');
    const closed = fenToYuan(wan(7))
      .times(new Decimal(1).minus(r.plus(1).pow(-9)))
      .dividedBy(r);
    const terms = termsOf({ discountRate: number('0.13'), economicLifeYears: number('9') });
    const value = mustBeOk(constantIncome({ ...terms, yearlyIncome: money(7) }, context));
    expect(value.total.minus(closed).abs().lt('1e-25')).toBe(true);
  });

  it('a declining income stops at the life or at 0, whichever is first', () => {
    const count = (life: string, decline: number): number =>
      mustBeOk(
        decliningIncome(
          {
            ...termsOf({ economicLifeYears: number(life) }),
            firstIncome: money(100),
            yearlyDecline: money(decline),
          },
          context,
        ),
      ).trace.children.filter(({ id }) => /year-\d+$/.test(id)).length;
    // 100, 70, 40, 10; 100, 50 (then 0)
    expect([count('20', 30), count('2.5', 30), count('20', 50)]).toEqual([4, 3, 2]);
  });

  it('no perpetuity, no growth dressed as decline', () => {
    const endless = termsOf({ economicLifeYears: number('1000000'), legalLifeYears: number('1000000') });
    const failure = expectRefusal(constantIncome({ ...endless, yearlyIncome: money(1) }, context), 'E_RANGE');
    expect(failure.path).toBe('v.legalLifeYears');
    const growing = { ...termsOf(), firstIncome: money(1), yearlyDecline: money(-1) };
    expect(expectRefusal(decliningIncome(growing, context), 'E_RANGE').path).toBe('v.yearlyDecline');
  });
});

describe('多期超额收益法', () => {
  const input: ExcessEarningsInput = {
    ...termsOf({ taxRate: number('0.25') }),
    operatingProfit: [money(110), money(121)],
    contributoryAssets: [
      {
        id: 'working-capital',
        title: '营运资金',
        amount: [money(200), money(200)],
        requiredReturn: number('0.05'),
        requiredReturnBasis: 'post-tax',
      },
      {
        id: 'fixed-assets',
        title: '固定资产',
        amount: [money(300), money('200.5')],
        requiredReturn: number('0.08'),
        requiredReturnBasis: 'post-tax',
      },
    ],
  };
  const [first, second] = input.contributoryAssets;

  it('(82.5 − 10 − 24)/1.1 + (90.75 − 10 − 16.04)/1.21 = 44.0909 + 53.4793 万', () => {
    const value = mustBeOk(excessEarnings(input, context));
    expect(toWan(value.total)).toBeCloseTo(48.5 / 1.1 + 64.71 / 1.21, 9);
    expect(value.method).toBe('multi-period-excess-earnings');
  });

  it('refuses returns of another basis, assets twice or of other years, and no assets', () => {
    if (first === undefined || second === undefined) throw new Error('two assets expected');
    const withAssets = (...contributoryAssets: ExcessEarningsInput['contributoryAssets']) =>
      excessEarnings({ ...input, contributoryAssets }, context);
    const mixed = expectRefusal(withAssets({ ...first, requiredReturnBasis: 'pre-tax' }), 'E_TAX_BASIS');
    expect(mixed.path).toBe('v.contributoryAssets[working-capital].requiredReturnBasis');
    expectRefusal(withAssets(first, second, first), 'E_ASSET_TWICE');
    expectRefusal(withAssets({ ...first, amount: [money(1)] }), 'E_SERIES_LENGTH');
    expectRefusal(withAssets(), 'E_MISSING');
    const gap = expectRefusal(withAssets({ ...first, amount: [money(1), money(null)] }), 'E_MISSING');
    expect(gap.path).toBe('v.contributoryAssets[working-capital].amount[1]');
  });
});
