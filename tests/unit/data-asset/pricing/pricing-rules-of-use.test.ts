import { describe, expect, it } from 'vitest';
import { anchorPrice, publicCases, valuePerRecord } from '../../../../src/lib/data-asset/pricing/comparables';
import { simulateCost } from '../../../../src/lib/data-asset/pricing/cost-uncertainty';
import { TOTAL_COST_ITEMS } from '../../../../src/lib/data-asset/pricing/data-cost';
import { proposedHalfLife, survivalByDecay } from '../../../../src/lib/data-asset/pricing/decay';
import { deyangValue } from '../../../../src/lib/data-asset/pricing/deyang';
import { dataDiscountRate } from '../../../../src/lib/data-asset/pricing/discount-build-up';
import { dataExcess } from '../../../../src/lib/data-asset/pricing/excess-income';
import { directIncome } from '../../../../src/lib/data-asset/pricing/income-direct';
import { dataMarket } from '../../../../src/lib/data-asset/pricing/market';
import { modifiedCost } from '../../../../src/lib/data-asset/pricing/modified-cost';
import { optionValue } from '../../../../src/lib/data-asset/pricing/option-value';
import { pledgeBase } from '../../../../src/lib/data-asset/pricing/pledge-base';
import { type PriceEffectsInput, priceEffects } from '../../../../src/lib/data-asset/pricing/price-effects';
import { qualityOnce } from '../../../../src/lib/data-asset/pricing/quality-once';
import { gapAlarm, reconcileData } from '../../../../src/lib/data-asset/pricing/reconcile-data';
import { allocate, shapleySplit } from '../../../../src/lib/data-asset/pricing/shapley';
import { monopoly, realisationRisk } from '../../../../src/lib/data-asset/pricing/utility-parts';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { leaf, walkTrace } from '../../../../src/lib/kernel/trace';
import { ALIKE, TODAY, comparable, dataContext, dataTerms, five, g9 } from '../../../fixtures/data-pricing';
import { expectRefusal } from '../../../fixtures/refusal';
import { money, number, toWan, wan, years } from '../../../fixtures/valuation-inputs';

const context = dataContext();
const codes = (warnings: readonly { readonly code: string }[]) => warnings.map(({ code }) => code);

describe('修正成本的四个系数', () => {
  it('l = 5.6 / 28 = 0.2; more than the industry is refused', () => {
    const of = (own: string) => monopoly({ ownVolume: number(own), industryVolume: number('28') }, context);
    expect(mustBeOk(of('5.6')).value.toFixed()).toBe('0.2');
    expectRefusal(of('29'), 'E_RANGE');
  });

  it('r: 0.25·0.5 each; two items of 0.8 → 0.2; an item not scored is missing', () => {
    const ids = ['equipment', 'description']
      .map((one) => `management.${one}`)
      .concat(
        ['compatibility', 'policy'].map((one) => `circulation.${one}`),
        ['demand', 'capability'].map((one) => `development.${one}`),
        ['leak', 'damage'].map((one) => `security.${one}`),
      );
    const scores = Object.fromEntries(ids.map((id, i) => [id, number(i < 2 ? '0.8' : '0')]));
    expect(mustBeOk(realisationRisk({ scores }, context)).value.toFixed()).toBe('0.2');
    const rest = Object.fromEntries(Object.entries(scores).filter(([id]) => id !== 'security.leak'));
    expect(expectRefusal(realisationRisk({ scores: rest }, context), 'E_MISSING').path).toBe(
      'd.scores.security.leak',
    );
    expectRefusal(
      realisationRisk({ scores: { ...scores, weather: number('0') } }, context),
      'E_FACTOR_UNKNOWN',
    );
  });

  it('a missing part is missing, not 1; α above 1 and r = 1 are refused; odd ones warn', () => {
    expect(expectRefusal(modifiedCost(g9({ circulation: number(null) }), context), 'E_MISSING').path).toBe(
      'd.circulation',
    );
    expectRefusal(modifiedCost(g9({ quality: number('1.01') }), context), 'E_RANGE');
    expectRefusal(modifiedCost(g9({ risk: number('1') }), context), 'E_RANGE');
    const odd = mustBeOk(modifiedCost(g9({ quality: number('0.5'), returnOnCost: number('0.3') }), context));
    expect(odd.warnings.map(({ path }) => path)).toEqual(['d.returnOnCost', 'd.quality']);
  });

  it('itemised cost: 11 items of 10 = 110; the same item twice and no item are refused', () => {
    const items = TOTAL_COST_ITEMS.map((item) => ({ ...item, amount: money(10) }));
    const value = mustBeOk(modifiedCost(g9({ cost: { kind: 'items', items } }), context));
    expect(toWan(value.cost.value)).toBe(110);
    const twice = g9({ cost: { kind: 'items', items: [...items, ...items] } });
    expect(expectRefusal(modifiedCost(twice, context), 'E_PART_TWICE').path).toBe('d.cost.parts[planning]');
    expectRefusal(modifiedCost(g9({ cost: { kind: 'items', items: [] } }), context), 'E_MISSING');
  });

  it('every leaf has a source, and the four parts stand under U', () => {
    const value = mustBeOk(modifiedCost(g9(), context));
    for (const node of walkTrace(value.trace))
      if (node.children.length === 0) expect(node.source, node.id).toBeDefined();
    const utility = value.trace.children.find(({ id }) => id === 'd/utility');
    expect(utility?.children.map(({ label }) => label.at(-1))).toEqual(['α', 'β', 'l', 'r']);
  });
});

describe('质量只体现一次', () => {
  it('none, two, or a carrier of another approach are refused', () => {
    expectRefusal(qualityOnce('income', [], 'd'), 'E_QUALITY_MISSING');
    expectRefusal(qualityOnce('income', ['share', 'discount-rate'], 'd'), 'E_QUALITY_TWICE');
    expectRefusal(qualityOnce('cost', ['share'], 'd'), 'E_QUALITY_CARRIER');
    expect(mustBeOk(qualityOnce('cost', ['alpha', 'alpha'], 'd'))).toBe('alpha');
    const input = { ...dataTerms({ qualityIn: ['share', 'income'] }), profit: [money(1)] };
    expectRefusal(directIncome(input, context), 'E_QUALITY_TWICE');
  });
});

describe('收益期限与折现率', () => {
  it('income past two half-lives is refused in those words', () => {
    const life = { rightYears: number('20'), productYears: number('10'), halfLifeYears: number('0.75') };
    const failure = expectRefusal(
      directIncome({ ...dataTerms({ life }), profit: years(3, money(1)) }, context),
      'E_INCOME_PAST_LIFE',
    );
    expect(failure.message).toContain('2 个半衰期 1.50 年');
    expect(failure.path).toBe('d.profit[2]');
  });

  it('a certificate longer than five years is refused, an unknown contract is missing, an expired right is worth 0', () => {
    const life = { rightYears: number('20'), productYears: number('10') };
    const of = (more: object) =>
      directIncome({ ...dataTerms({ life: { ...life, ...more } }), profit: [money(1)] }, context);
    expectRefusal(of({ certificateYears: number('6') }), 'E_RANGE');
    expect(expectRefusal(of({ contractYears: number(null) }), 'E_MISSING').path).toBe('d.life.contractYears');
    const expired = mustBeOk(of({ rightYears: number('0') }));
    expect([expired.valueFen, codes(expired.warnings)]).toEqual([0n, ['W_LIFE_ZERO']]);
  });

  it('EBIT with tax under a pre-tax rate is refused; messages speak of data, not of patents', () => {
    expectRefusal(
      directIncome({ ...dataTerms({ taxRate: number('0.25') }), profit: [money(1)] }, context),
      'E_TAX_BASIS',
    );
    const failure = expectRefusal(
      directIncome({ ...dataTerms(), profit: [money(-1)] }, context),
      'E_NO_EXCESS',
    );
    expect(failure.message).toContain('数据资产');
    expect(failure.message).not.toContain('专利');
    const odd = mustBeOk(
      directIncome(
        { ...dataTerms({ discountRate: number('0.05') }), profit: [money(9), money(-1)] },
        context,
      ),
    );
    expect(codes(odd.warnings)).toEqual(['W_NEGATIVE_YEAR', 'W_DISCOUNT_LOW']);
    expect(odd.warnings.map(({ message }) => message).join('')).not.toContain('专利');
  });

  it('i = 0.02 + 0.5·(.05 + .05 + .05 + .04 + .06) = 0.145; every group must be scored', () => {
    const ids = ['management', 'circulation', 'security', 'sensitivity', 'market'];
    const scores = Object.fromEntries(ids.map((id) => [id, number('50')]));
    const riskFree = { rate: number('0.02'), quotedOn: TODAY };
    const rate = mustBeOk(dataDiscountRate({ riskFree, scores }, TODAY, context));
    expect([rate.rate.value.toFixed(), rate.warnings]).toEqual(['0.145', []]);
    const rest = Object.fromEntries(Object.entries(scores).filter(([id]) => id !== 'market'));
    expectRefusal(dataDiscountRate({ riskFree, scores: rest }, TODAY, context), 'E_MISSING');
  });

  it('without contributory assets nothing is excess', () => {
    expectRefusal(dataExcess({ ...dataTerms(), income: [money(1)], charges: [] }, context), 'E_MISSING');
  });

  it('h of 0.75 years halves every 0.75 years from the middle of year 1', () => {
    const half = mustBeOk(proposedHalfLife('mobility', context.rules));
    expect([half.value, half.source?.confidence]).toEqual(['0.75', 'assumption']);
    expect(mustBeOk(proposedHalfLife('text', context.rules)).source?.confidence).toBe('verified');
    // 2^(−0.5/0.75) = 0.629961, 2^(−2) = 0.25
    const survival = mustBeOk(survivalByDecay(half, 2, context)).map(({ value }) => value.toFixed(6));
    expect(survival).toEqual(['0.629961', '0.250000']);
  });
});

describe('公开案例', () => {
  const cases = mustBeOk(publicCases(context.rules));
  const find = (id: string) => {
    const one = cases.find((row) => row.id === id);
    if (one === undefined) throw new Error(`${id} expected`);
    return one;
  };

  it('loans, lines, aggregates and unit prices are no price of a data set', () => {
    expectRefusal(anchorPrice(find('k01'), 'd'), 'E_NOT_A_PRICE');
    expectRefusal(anchorPrice(find('k03'), 'd'), 'E_NOT_A_PRICE');
    expectRefusal(anchorPrice(find('t04'), 'd'), 'E_AGGREGATE');
    expectRefusal(anchorPrice(find('t05'), 'd'), 'E_UNIT_PRICE');
    const price = mustBeOk(anchorPrice(find('t01'), 'd'));
    expect([price.fen, price.source.confidence]).toEqual([wan('98.8'), 'secondary']);
    expect(price.source.label).toContain('协商许可价');
  });

  it('aggregates are never divided, a line is no value', () => {
    expectRefusal(valuePerRecord(find('t04'), 'd'), 'E_AGGREGATE');
    expectRefusal(valuePerRecord(find('k01'), 'd'), 'E_AGGREGATE');
    expectRefusal(valuePerRecord(find('k09'), 'd'), 'E_MISSING');
  });

  it('every row has a kind in Chinese and a source; the unconfirmed ones are not there', () => {
    for (const row of cases)
      expect([row.kindTitle, row.source].every((text) => text.trim() !== '')).toBe(true);
    expect(cases.filter(({ asset, holder }) => `${asset}${holder ?? ''}`.includes('开化'))).toEqual([]);
    expect(cases.some(({ id }) => id.startsWith('x'))).toBe(false);
  });

  it('a case of 2025-12 is unknown to a valuation of 2024-06-30', () => {
    const then = mustBeOk(parsePlainDate('2024-06-30'));
    const ids = mustBeOk(publicCases(dataContext({}, then).rules)).map(({ id }) => id);
    expect(ids).not.toContain('t01');
    expect(ids).toContain('k05');
  });
});

describe('市场法的门槛', () => {
  const same = five('1', '1', '1', '1', '1');
  const three = (change: object) =>
    dataMarket(
      {
        comparables: [
          comparable('a', 100, same),
          comparable('b', 200, same),
          comparable('c', 600, same, change),
        ],
      },
      context,
    );

  it('weights by similarity: (100 + 200 + 0.7·600)/2.7 = 266.67; lowest, median, highest', () => {
    const likeness = { ...ALIKE, scene: '0', delivery: '0' } as const;
    const value = mustBeOk(three({ likeness }));
    expect(toWan(value.total)).toBeCloseTo(720 / 2.7, 6);
    expect([value.lowest, value.median, value.highest].map(toWan)).toEqual([100, 200, 600]);
  });

  it('0.65 alike, two cases, a product of 2.4, mixed carriers of quality are refused', () => {
    expectRefusal(three({ likeness: { ...ALIKE, industry: '0.5', scene: '0' } }), 'E_NOT_SIMILAR');
    expectRefusal(three({ likeness: { ...ALIKE, scene: null } }), 'E_MISSING');
    expectRefusal(three({ corrections: five('1.5', '1.6', '1', '1', '1') }), 'E_ADJUSTMENT_RANGE');
    expectRefusal(three({ corrections: five('1', '1', '1', '1') }), 'E_MISSING');
    expectRefusal(three({ id: 'a' }), 'E_COMPARABLE_TWICE');
    const one = number('1');
    const ratios = {
      kind: 'ratios' as const,
      technology: one,
      ownDensity: one,
      otherDensity: one,
      indexNow: one,
      indexThen: one,
      ownVolume: number('400'),
      otherVolume: number('100'),
      other: one,
    };
    expectRefusal(three({ corrections: ratios }), 'E_QUALITY_TWICE');
    expectRefusal(dataMarket({ comparables: [comparable('a', 1, same)] }, context), 'E_COMPARABLES_FEW');
    // four times the volume is worth twice as much: ε = 0.5
    const large = ['a', 'b', 'c'].map((id) => comparable(id, 100, ratios));
    const value = mustBeOk(dataMarket({ comparables: large }, context));
    expect(value.valueFen).toBe(wan(200));
    expect(codes(value.warnings)).toEqual(['W_ADJUSTMENT_LARGE', 'W_ADJUSTMENT_LARGE', 'W_ADJUSTMENT_LARGE']);
  });
});

describe('差异警戒', () => {
  const value = (method: string, amount: number | string) => ({
    method,
    title: method,
    valueFen: wan(amount),
    lowFen: wan(amount),
    highFen: wan(amount),
    trace: leaf({
      id: method,
      label: method,
      value: wan(amount).toString(),
      unit: 'fen',
      confidence: 'assumption',
    }),
  });
  const bandAt = (amount: number | string) =>
    mustBeOk(gapAlarm([value('income', 100), value('cost', amount)], 'income', context)).band.level;

  it('5, 15 and 30 % belong to the lower band, one 分 more does not', () => {
    expect(['105', '95', '115', '85', '130', '70'].map(bandAt)).toEqual([
      'close',
      'close',
      'review',
      'review',
      'renegotiate',
      'renegotiate',
    ]);
    expect(['105.000001', '115.000001', '130.000001', '69.999999'].map(bandAt)).toEqual([
      'review',
      'renegotiate',
      'block',
      'block',
    ]);
  });

  it('above 30 % the value is shown and blocked; below it is free', () => {
    const choice = {
      weights: [
        { method: 'income', weight: '0.5', reason: '收入合同齐备' },
        { method: 'cost', weight: '0.5', reason: '成本有凭证' },
      ],
      reason: '两法并重',
      by: '虚构人员',
    };
    const far = mustBeOk(
      reconcileData([value('income', 100), value('cost', 140)], choice, 'income', context),
    );
    expect([far.valueFen, far.alarm.blocked?.code]).toEqual([wan(120).toString(), 'E_GAP_BLOCKS']);
    const near = mustBeOk(
      reconcileData([value('income', 100), value('cost', 110)], choice, 'income', context),
    );
    expect(near.alarm.blocked).toBeNull();
    expectRefusal(gapAlarm([value('income', 100)], 'income', context), 'E_TOO_FEW');
    expectRefusal(gapAlarm([value('income', 0), value('cost', 1)], 'income', context), 'E_RANGE');
  });
});

describe('质押基数与期权', () => {
  const input = { valueP25: money(100), termYears: number('1'), halfLifeYears: number('1') };

  it('0.5 · 100 · 2^(−1) = 25; above the class maximum, or without a half-life, it is refused', () => {
    const base = mustBeOk(pledgeBase({ ...input, loanToValue: number('0.5') }, context));
    expect(base.baseFen).toBe(wan(25));
    const above = expectRefusal(
      pledgeBase({ ...input, loanToValue: number('0.51') }, context),
      'E_LTV_ABOVE_MAX',
    );
    expect(above.rule).toBe('collateral.class.data-ip');
    expectRefusal(pledgeBase({ ...input, halfLifeYears: number(null) }, context), 'E_MISSING');
    expect(codes(mustBeOk(pledgeBase({ ...input, termYears: number('4') }, context)).warnings)).toEqual([
      'W_OUT_OF_RANGE',
    ]);
  });

  it('rounds down: a third of a 分 is not lent', () => {
    const base = mustBeOk(pledgeBase({ ...input, valueP25: { fen: 3n } }, context));
    expect(base.baseFen).toBe(0n); // 3 · 0.25 / 2 = 0.375
  });

  it('an option says that it is outside the base', () => {
    const value = mustBeOk(
      optionValue(
        {
          sceneValue: money(100),
          developmentCost: money(100),
          riskFreeRate: number('0'),
          volatility: number('0.2'),
          years: number('1'),
          leakage: number('0'),
        },
        context,
      ),
    );
    // S·(2Φ(0.1) − 1) = 7.965567
    expect(toWan(value.total)).toBeCloseTo(7.965567, 6);
    expect([value.kind, value.inPledgeBase]).toEqual(['option', false]);
    expect(value.trace.note).toContain('不计入质押基数');
  });
});

describe('德阳模型的系数范围', () => {
  const of = (b: string, c: string, flows: string, level = 'good') =>
    deyangValue(
      {
        directCost: money(10),
        labourCost: money(1),
        equipmentCost: money(1),
        difficulty: number(b),
        flows: number(flows),
        conditions: number('0'),
        sceneValue: number(c),
        sceneLevel: level,
      },
      context,
    );

  it('b follows flows and conditions, c its level; the other printed ranges are told', () => {
    expectRefusal(of('2', '1', '2'), 'E_DIFFICULTY_RANGE');
    expectRefusal(of('2', '1', '5'), 'E_DIFFICULTY_RANGE');
    expect(mustBeOk(of('2', '1', '3')).valueFen).toBe(wan(24)); // 10 + 2·2 + 10
    expectRefusal(of('1', '3', '0'), 'E_SCENE_RANGE');
    expectRefusal(of('1', '1', '0', 'unheard-of'), 'E_OPTION_UNKNOWN');
    expect(codes(mustBeOk(of('1', '0.5', '0')).warnings)).toEqual(['W_NEGOTIATED']);
    expect(codes(mustBeOk(of('1', '1', '0')).warnings)).toEqual(['W_RANGE_CONFLICT', 'W_NEGOTIATED']);
  });
});

describe('重复、重叠与个人信息', () => {
  const share = (value: string | null) => ({ kind: 'share' as const, share: number(value) });
  const effects = (approach: PriceEffectsInput['approach'], d: string, o: string, p: string) =>
    priceEffects(
      {
        approach,
        value: money(1000),
        effects: { duplicates: share(d), overlap: share(o), personal: share(p) },
      },
      context,
    );

  it('1000 · 0.9 · 0.8 · 0.5 = 360 by cost; the parts sum to −640', () => {
    const found = mustBeOk(effects('cost', '0.1', '0.2', '0.5'));
    expect([found.beforeFen, found.afterFen]).toEqual([wan(1000), wan(360)]);
    const sum = found.parts.reduce((all, { shareFen }) => all + BigInt(shareFen), 0n);
    expect(sum).toBe(-wan(640));
    expect(found.parts.map(({ key }) => key)).toEqual(['personal', 'overlap', 'duplicates']);
    expect(found.parts[0]?.aloneFen).toBe((-wan(500)).toString());
  });

  it('by market a quarter of the records is worth half: ε = 0.5; nothing usable is worth 0', () => {
    expect(mustBeOk(effects('market', '0', '0', '0.75')).afterFen).toBe(wan(500));
    expect(mustBeOk(effects('market', '0', '1', '0')).afterFen).toBe(0n);
  });

  it('duplicates that sit in α are not taken off again; a share not known is missing', () => {
    const found = mustBeOk(
      priceEffects(
        {
          approach: 'cost',
          value: money(1000),
          effects: {
            duplicates: { kind: 'counted', where: '数据质量系数 α' },
            overlap: share('0'),
            personal: share('0.1'),
          },
        },
        context,
      ),
    );
    expect(found.afterFen).toBe(wan(900));
    const missing = { duplicates: share('0'), overlap: share(null), personal: share('0') };
    expectRefusal(
      priceEffects({ approach: 'cost', value: money(1), effects: missing }, context),
      'E_MISSING',
    );
    const unsaid = { ...missing, overlap: { kind: 'counted' as const, where: ' ' } };
    expectRefusal(priceEffects({ approach: 'cost', value: money(1), effects: unsaid }, context), 'E_REASON');
  });
});

describe('分摊与模拟的界限', () => {
  const players = [
    { id: 'a', title: '甲' },
    { id: 'b', title: '乙' },
  ];

  it('a combination without utility is missing; a harmful source is not paid', () => {
    expectRefusal(
      shapleySplit({ players, utilities: { a: number('1'), b: number('1') } }, context),
      'E_MISSING',
    );
    const harmful = mustBeOk(
      shapleySplit({ players, utilities: { a: number('2'), b: number('0'), 'a+b': number('1') } }, context),
    );
    expectRefusal(allocate(100n, harmful, 'd'), 'E_NEGATIVE_SHARE');
    const many = Array.from({ length: 13 }, (_, i) => ({ id: `p${i}`, title: `来源${i}` }));
    expectRefusal(shapleySplit({ players: many, utilities: {} }, context), 'E_TOO_MANY');
  });

  it('100 分 over three equal sources: 34, 33, 33', () => {
    const three = [...players, { id: 'c', title: '丙' }];
    const utilities = {
      a: number('1'),
      b: number('1'),
      c: number('1'),
      'a+b': number('2'),
      'a+c': number('2'),
      'b+c': number('2'),
      'a+b+c': number('3'),
    };
    const split = mustBeOk(shapleySplit({ players: three, utilities }, context));
    expect(mustBeOk(allocate(100n, split, 'd')).map(({ fen }) => fen)).toEqual([34n, 33n, 33n]);
  });

  it('a simulation repeats bit for bit, and a distribution past 1 is refused', () => {
    const fixed = (value: string) => ({ kind: 'constant' as const, value });
    const given = {
      cost: { kind: 'uniform' as const, low: '1000000', high: '2000000' },
      returnOnCost: fixed('0'),
      quality: fixed('1'),
      circulation: fixed('1'),
      monopoly: fixed('0'),
      risk: fixed('0'),
    };
    const [first, second] = [1, 2].map(() => mustBeOk(simulateCost(given, 's', context)));
    expect(first).toEqual(second);
    // P25 of a uniform number between 100 and 200 万 is 125 万
    expect(Math.abs(Number(first?.pledgeFen) / 1e6 - 125)).toBeLessThan(1.5);
    expectRefusal(simulateCost({ ...given, quality: fixed('1.1') }, 's', context), 'E_RANGE');
  });
});
