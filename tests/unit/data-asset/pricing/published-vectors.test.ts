import { describe, expect, it } from 'vitest';
import { adjustedCost } from '../../../../src/lib/data-asset/pricing/adjusted-cost';
import {
  observedLoanToValue,
  publicCases,
  valuePerRecord,
} from '../../../../src/lib/data-asset/pricing/comparables';
import { costTornado, simulateCost } from '../../../../src/lib/data-asset/pricing/cost-uncertainty';
import { decayRate, effectiveRecords, readHalfLife } from '../../../../src/lib/data-asset/pricing/decay';
import { deyangValue } from '../../../../src/lib/data-asset/pricing/deyang';
import { dataExcess, dataExcessEarnings } from '../../../../src/lib/data-asset/pricing/excess-income';
import { dataIncrement, directIncome } from '../../../../src/lib/data-asset/pricing/income-direct';
import { royaltySaved, shareIncome } from '../../../../src/lib/data-asset/pricing/income-share';
import { knnShapley } from '../../../../src/lib/data-asset/pricing/knn-shapley';
import { marginalShare } from '../../../../src/lib/data-asset/pricing/marginal-share';
import { dataMarket } from '../../../../src/lib/data-asset/pricing/market';
import { modifiedCost } from '../../../../src/lib/data-asset/pricing/modified-cost';
import { optionValue } from '../../../../src/lib/data-asset/pricing/option-value';
import { normalShare } from '../../../../src/lib/data-asset/pricing/normal';
import { pledgeBase } from '../../../../src/lib/data-asset/pricing/pledge-base';
import { gapAlarm } from '../../../../src/lib/data-asset/pricing/reconcile-data';
import { sceneIncome } from '../../../../src/lib/data-asset/pricing/scene-income';
import { type Split, banzhafSplit, shapleySplit } from '../../../../src/lib/data-asset/pricing/shapley';
import { circulation } from '../../../../src/lib/data-asset/pricing/utility-parts';
import { Decimal } from '../../../../src/lib/kernel/decimal';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { leaf, walkTrace } from '../../../../src/lib/kernel/trace';
import { equivalentInvestmentShare } from '../../../../src/lib/valuation/rates/equivalent-investment';
import { asEntered } from '../../../../src/lib/valuation/rates/share-conversion';
import { comparable, dataContext, dataTerms, five, g9 } from '../../../fixtures/data-pricing';
import { money, number, toWan, wan, years } from '../../../fixtures/valuation-inputs';

/** Ids of the reference vectors; amounts in 万元, expected to 1e-4 and to the printed rounding. */

const context = dataContext();
const each = (...amounts: readonly (number | string)[]) => amounts.map(money);

describe('德阳协商估值', () => {
  const deyang = (a: string, d: string, e: string, b: string, c: string) =>
    mustBeOk(
      deyangValue(
        {
          directCost: money(a),
          labourCost: money(d),
          equipmentCost: money(e),
          difficulty: number(b),
          flows: number('2'),
          conditions: number('3'),
          sceneValue: number(c),
          sceneLevel: 'good',
        },
        context,
      ),
    );

  it('P-DEY-1: 26 + 26 × 1.4 + 26 × 1.4 = 98.8, 1.86 % above an income value of 97', () => {
    const value = deyang('26', '20', '6', '1.4', '1.4');
    expect(value.valueFen).toBe(wan('98.8'));
    const other = leaf({ id: 'i', label: '收益法', value: '97000000', unit: 'fen', confidence: 'secondary' });
    const compared = [
      { method: 'deyang', title: '德阳', valueFen: value.valueFen, trace: value.trace },
      { method: 'income', title: '收益法', valueFen: wan('97'), trace: other },
    ].map((one) => ({ ...one, lowFen: one.valueFen, highFen: one.valueFen }));
    const alarm = mustBeOk(gapAlarm(compared, 'income', context));
    expect(Number(alarm.gaps[0]?.gap)).toBeCloseTo(0.0185567, 6);
    expect(alarm.band.level).toBe('close');
  });

  it('P-DEY-2: 29.1 + 29.1 + 29.1 = 87.3', () => {
    expect(deyang('29.1', '23.5', '5.6', '1', '1').valueFen).toBe(wan('87.3'));
  });
});

describe('分成率', () => {
  const titles = { patent: '数据资产', buyer: '使用方' };
  const equivalent = (dataCost: string, dataRate: string, userCost: string, userRate: string) =>
    mustBeOk(
      equivalentInvestmentShare(
        {
          patent: { cost: money(dataCost), costProfitRate: number(dataRate) },
          buyer: { cost: money(userCost), costProfitRate: number(userRate) },
        },
        context,
        titles,
      ),
    );
  const valueWith = (share: ReturnType<typeof equivalent>, ...profits: readonly number[]) =>
    toWan(
      mustBeOk(
        shareIncome(
          {
            ...dataTerms({ discountRate: number('0.1'), qualityIn: ['share'] }),
            base: 'profit',
            income: each(...profits),
            share: { value: share.value.toFixed(30), source: asEntered(share).source ?? share.node },
          },
          context,
        ),
      ).total,
    );

  it('P-SHARE-1: K = 600/3900, V = 248.3647; printed 248.45 with K rounded to 15.39 %', () => {
    const share = equivalent('100', '5', '3000', '0.1');
    expect(share.value.toNumber()).toBeCloseTo(0.1538461538, 10);
    expect(share.node.children[0]?.label).toContain('数据资产');
    expect(valueWith(share, 400, 420, 430, 450, 440)).toBeCloseTo(248.364708, 4);
    const printed = shareIncome(
      {
        ...dataTerms({ discountRate: number('0.1') }),
        base: 'profit',
        income: each(400, 420, 430, 450, 440),
        share: number('0.1539'),
      },
      context,
    );
    expect(toWan(mustBeOk(printed).total)).toBeCloseTo(248.45, 2);
  });

  it('P-SHARE-2: K = 299.652 / 1167.475 = 25.667 %', () => {
    // whole profits: 120/0.4, 100/0.3, 80/0.2, 70/0.15
    const share = mustBeOk(
      marginalShare(
        {
          extraProfit: each(120, 100, 80, 70),
          totalProfit: each(300, '333.333333', 400, '466.666667'),
          discountRate: number('0.1'),
          timing: 'end-year',
        },
        context,
      ),
    );
    expect(share.value.toNumber()).toBeCloseTo(0.2566664717, 6);
    const present = [...walkTrace(share.node)].filter(({ id }) => id === 'd/extra' || id === 'd/total');
    expect(present.map(({ value }) => (Number(value) / 10_000).toFixed(4))).toEqual([
      '299.6517',
      '1167.4749',
    ]);
  });

  it('P-SHARE-3: K = 500/6250 = 8 %, V = 433.4850', () => {
    // 80 × 1.25 = 100 at today's prices; (1 + 400 %) → 500; 5000 × 1.15 = 5750
    const share = equivalent('100', '4', '5000', '0.15');
    expect(share.value.toFixed()).toBe('0.08');
    expect(valueWith(share, 1500, 1500, 1400, 1400, 1300)).toBeCloseTo(433.4850451, 4);
  });
});

describe('收益法', () => {
  it('P-ROYALTY-1: 460 × 0.2 × 0.75 = 69 a year, 309.6252; printed 310', () => {
    const value = mustBeOk(
      shareIncome(
        {
          ...dataTerms({ taxRate: number('0.25'), discountRate: number('0.15'), discountBasis: 'post-tax' }),
          base: 'profit',
          income: years(8, money(460)),
          share: number('0.2'),
        },
        context,
      ),
    );
    expect(toWan(value.total)).toBeCloseTo(309.625184, 4);
  });

  it('P-ROYALTY-2: 200 × 5 % at 12 % over 5 years = 36.0478; printed 360480 元', () => {
    const value = mustBeOk(
      royaltySaved(
        {
          ...dataTerms({ discountRate: number('0.12') }),
          revenue: years(5, money(200)),
          royaltyRate: number('0.05'),
        },
        context,
      ),
    );
    expect(toWan(value.total)).toBeCloseTo(36.04776202, 6);
    expect(value.warnings).toEqual([]);
  });

  it('P-EXCESS: 300,000 × 0.75 × 3.790787 = 852,927 元', () => {
    // charges of 100,000 leave 300,000 of 400,000
    const value = mustBeOk(
      dataExcess(
        {
          ...dataTerms({ taxRate: number('0.25'), discountRate: number('0.1'), discountBasis: 'post-tax' }),
          income: years(5, money(40)),
          charges: [{ id: 'fixed', title: '固定资产', amount: years(5, money(10)) }],
        },
        context,
      ),
    );
    expect(value.total.toNumber()).toBeCloseTo(852927.0231, 3);
  });

  it('N-EXAM: five years and a perpetuity give 1982.84; the printed 1680 is not reproduced', () => {
    // 180·1.02/(0.1 − 0.02) = 2295 falls in with the fifth year
    const value = mustBeOk(
      directIncome(
        { ...dataTerms({ discountRate: number('0.1') }), profit: each(120, 135, 150, 165, 180 + 2295) },
        context,
      ),
    );
    expect(toWan(value.total)).toBeCloseTo(1982.8358717, 4);
    expect(Math.abs(toWan(value.total) - 1680)).toBeGreaterThan(300);
  });

  it('C-INC-DIRECT: year end 437.4977, mid-year 475.2441', () => {
    const profit = each(120, 138, '150.4', 156, 148);
    const end = mustBeOk(directIncome({ ...dataTerms(), profit }, context));
    const middle = mustBeOk(directIncome({ ...dataTerms({ timing: 'mid-year' }), profit }, context));
    expect(toWan(end.total)).toBeCloseTo(437.4976783, 5);
    expect(toWan(middle.total)).toBeCloseTo(475.2441245, 5);
  });

  it('C-INC-SHARE: a share that falls year by year, 179.2661', () => {
    const value = mustBeOk(
      shareIncome(
        {
          ...dataTerms({ qualityIn: ['share'] }),
          base: 'revenue',
          income: each(800, 960, 1100, 1200, 1150),
          share: ['0.06', '0.06', '0.057', '0.054', '0.051'].map(number),
        },
        context,
      ),
    );
    expect(toWan(value.total)).toBeCloseTo(179.2661196, 5);
    const flows = [...walkTrace(value.trace)].filter(({ id }) => id.endsWith('/share-income'));
    expect(flows.map((node) => Number(node.value) / 10_000)).toEqual([48, 57.6, 62.7, 64.8, 58.65]);
  });

  it('C-INC-DELTA: 70, 90, 105 at 17 % = 191.1342', () => {
    const value = mustBeOk(
      dataIncrement(
        {
          ...dataTerms({ discountRate: number('0.17') }),
          withData: each(500, 560, 600),
          withoutData: each(430, 470, 495),
        },
        context,
      ),
    );
    expect(toWan(value.total)).toBeCloseTo(191.1341879, 5);
  });

  it('C-MPEEM: 418.1826 without, 480.7463 with the tax amortisation benefit 1.149608', () => {
    const charge = (id: string, ...amounts: readonly number[]) => ({
      id,
      title: id,
      amount: each(...amounts),
    });
    const input = {
      ...dataTerms({
        taxRate: number('0.25'),
        discountRate: number('0.16'),
        discountBasis: 'post-tax',
        timing: 'mid-year',
      }),
      operatingProfit: each(300, 360, 420, 450, 450),
      charges: [
        charge('capital', 40, 42, 45, 47, 47),
        charge('people', 60, 66, 72, 75, 75),
        charge('systems', 20, 22, 25, 27, 27),
      ],
      survival: ['0.95', '0.855', '0.7695', '0.69255', '0.623295'].map(number),
    };
    const plain = mustBeOk(dataExcessEarnings(input, context));
    expect(toWan(plain.total)).toBeCloseTo(418.182636, 5);
    const flows = [...walkTrace(plain.trace)].filter(({ id }) => id.endsWith('/surviving'));
    expect(flows.map((node) => Number(node.value) / 10_000)).toEqual([
      99.75, 119.7, 133.1235, 130.545675, 117.4911075,
    ]);
    const taxed = mustBeOk(dataExcessEarnings({ ...input, taxAmortisationYears: number('10') }, context));
    expect(toWan(taxed.total)).toBeCloseTo(480.7463024, 5);
    const benefit = [...walkTrace(taxed.trace)].find(({ id }) => id === 'd/tax-benefit');
    expect(Number(benefit?.value)).toBeCloseTo(1.149608475, 8);
  });

  it('C-SCENE: two scenes with their own rates, 284.5220', () => {
    const scene = (id: string, share: string, rate: string, ...amounts: readonly number[]) => ({
      id,
      title: `场景${id}`,
      income: {
        ...dataTerms({ discountRate: number(rate) }),
        base: 'revenue' as const,
        income: each(...amounts),
        share: number(share),
      },
    });
    const value = mustBeOk(
      sceneIncome(
        [scene('a', '0.3', '0.15', 200, 220, 240), scene('b', '0.12', '0.18', 500, 520, 540)],
        context,
      ),
    );
    expect(toWan(value.total)).toBeCloseTo(284.5220104, 5);
  });
});

describe('成本法', () => {
  it('C-G9: U = 0.599794, P = 201.530784', () => {
    const value = mustBeOk(modifiedCost(g9(), context));
    expect(value.parts.utility.value.toFixed()).toBe('0.599794');
    expect(value.valueFen).toBe(wan('201.530784'));
    expect(value.warnings).toEqual([]);
  });

  it('C-BETA: (100 + 120 + 100) / 500 = 0.64, also with raw reach counts', () => {
    const beta = (a: string, b: string, c: string) =>
      mustBeOk(
        circulation(
          {
            open: number('100'),
            published: number('150'),
            shared: number('200'),
            unshared: number('50'),
            reachOpen: number(a),
            reachPublished: number(b),
            reachShared: number(c),
          },
          context,
        ),
      ).value.toFixed();
    expect([beta('1', '0.8', '0.5'), beta('20000', '16000', '10000')]).toEqual(['0.64', '0.64']);
  });

  it('C-COST-17: 280 × 0.86 × 4/5 = 192.64', () => {
    const item = (id: string, amount: number) => ({ id, title: id, amount: money(amount) });
    const items = [
      item('preliminary', 25),
      item('direct', 180),
      item('indirect', 40),
      item('opportunity', 22),
      item('taxes', 13),
    ];
    const value = mustBeOk(
      adjustedCost(
        {
          cost: { kind: 'items', items },
          quality: number('0.86'),
          remainingYears: number('4'),
          totalYears: number('5'),
        },
        context,
      ),
    );
    expect(value.valueFen).toBe(wan('192.64'));
    expect([...walkTrace(value.trace)].find(({ id }) => id === 'd/adjustment')?.value).toBe('0.688');
  });

  it('C-TORNADO: β moves it most, then TC, r, l, α, R', () => {
    const ranges = (
      [
        ['cost', '2700000', '3450000'],
        ['returnOnCost', '0.08', '0.16'],
        ['quality', '0.86', '0.95'],
        ['circulation', '0.5', '0.8'],
        ['monopoly', '0.1', '0.25'],
        ['risk', '0.1', '0.25'],
      ] as const
    ).map(([input, low, high]) => ({ input, low: new Decimal(low), high: new Decimal(high) }));
    const bars = mustBeOk(costTornado(g9(), ranges, context));
    expect(bars.map(({ key }) => key)).toEqual([
      'circulation',
      'cost',
      'risk',
      'monopoly',
      'quality',
      'returnOnCost',
    ]);
    const swings = [93.014208, 50.382696, 35.564256, 25.61832, 19.714968, 14.395056];
    bars.forEach(({ swingFen }, i) => {
      expect(Number(swingFen) / 1e6).toBeCloseTo(swings[i] ?? NaN, 5);
    });
  });

  it('C-MC: mean 198.13 and sd 23.61 within sampling error, percentiles within 1.5', () => {
    const triangle = (low: string, mode: string, high: string) => ({
      kind: 'triangular' as const,
      low,
      mode,
      high,
    });
    const simulated = mustBeOk(
      simulateCost(
        {
          cost: triangle('2700000', '3000000', '3450000'),
          returnOnCost: triangle('0.08', '0.12', '0.16'),
          quality: triangle('0.86', '0.92', '0.95'),
          circulation: triangle('0.5', '0.65', '0.8'),
          monopoly: triangle('0.1', '0.18', '0.25'),
          risk: triangle('0.1', '0.15', '0.25'),
        },
        'C-MC',
        context,
      ),
    );
    const inWan = (fen: bigint): number => Number(fen) / 1e6;
    expect(simulated.draws).toBe(20_000);
    expect(Math.abs(inWan(simulated.meanFen) - 198.12752556)).toBeLessThan(0.6);
    expect(Math.abs(inWan(simulated.sdFen) - 23.60820355)).toBeLessThan(0.6);
    expect(Math.abs(inWan(simulated.p10Fen) - 168)).toBeLessThan(1.5);
    expect(Math.abs(inWan(simulated.p50Fen) - 197.3)).toBeLessThan(1.5);
    expect(Math.abs(inWan(simulated.p90Fen) - 229.3)).toBeLessThan(1.5);
    expect(simulated.p10Fen < simulated.pledgeFen && simulated.pledgeFen < simulated.p50Fen).toBe(true);
  });
});

describe('市场法', () => {
  it('C-MKT-17: three cases, stated weights, 444.190958', () => {
    const value = mustBeOk(
      dataMarket(
        {
          comparables: [
            comparable('a', 500, five('1.1', '0.95', '1.03', '0.8', '1')),
            comparable('b', 420, five('0.97', '1', '1.01', '1.2', '0.95')),
            comparable('c', 610, five('1.02', '0.9', '1.05', '0.75', '1')),
          ],
          weights: { a: number('0.5'), b: number('0.3'), c: number('0.2') },
        },
        context,
      ),
    );
    const prices = value.each.map(({ price }) => toWan(price));
    [430.54, 469.08036, 440.98425].forEach((expected, i) => {
      expect(prices[i]).toBeCloseTo(expected, 6);
    });
    expect(toWan(value.total)).toBeCloseTo(444.190958, 6);
  });

  it('C-MKT-9: 400 × 1.08 × (.82/.74) × (103.5/101.2) × (1200/1500)^1 × .98 = 383.8325', () => {
    const ratios = {
      kind: 'ratios' as const,
      technology: number('1.08'),
      ownDensity: number('0.82'),
      otherDensity: number('0.74'),
      indexNow: number('103.5'),
      indexThen: number('101.2'),
      ownVolume: number('1200'),
      otherVolume: number('1500'),
      capacityElasticity: number('1'),
      other: number('0.98'),
    };
    const comparables = ['a', 'b', 'c'].map((id) => comparable(id, 400, ratios));
    const value = mustBeOk(dataMarket({ comparables }, context));
    expect(toWan(value.total)).toBeCloseTo(383.8325307, 6);
  });

  it('P-LTV: 0.49903 and 0.55754 observed, 0.2038 元 per record', () => {
    const cases = mustBeOk(publicCases(context.rules));
    const observed = observedLoanToValue(cases).map(({ ratio }) => ratio.toNumber());
    expect(observed).toHaveLength(2);
    expect(observed[0]).toBeCloseTo(0.4990318782, 9);
    expect(observed[1]).toBeCloseTo(0.5575379126, 9);
    const parking = cases.find(({ id }) => id === 'k02');
    if (parking === undefined) throw new Error('k02 expected');
    expect(mustBeOk(valuePerRecord(parking, 'd')).toNumber()).toBeCloseTo(0.2038181818, 9);
  });
});

describe('期权', () => {
  const option = (s: string, k: string, r: string, sigma: string, t: string, q: string) =>
    mustBeOk(
      optionValue(
        {
          sceneValue: money(s),
          developmentCost: money(k),
          riskFreeRate: number(r),
          volatility: number(sigma),
          years: number(t),
          leakage: number(q),
        },
        context,
      ),
    );

  it('P-BS-1: 144.3966; printed 144.486 from four-digit tables', () => {
    const value = option('1361.08', '2400', '0.05', '0.35', '3', '0');
    expect(value.d1.toNumber()).toBeCloseTo(-0.3850765, 6);
    expect(normalShare(value.d1).toNumber()).toBeCloseTo(0.3500904, 6);
    expect(value.d2.toNumber()).toBeCloseTo(-0.9912943, 6);
    expect(normalShare(value.d2).toNumber()).toBeCloseTo(0.1607709, 6);
    expect(toWan(value.total)).toBeCloseTo(144.3965819, 5);
    expect(Math.abs(toWan(value.total) / 144.486 - 1)).toBeLessThan(0.001);
  });

  it('P-BS-2: 29.7771; printed 29.793', () => {
    const value = option('1003.04', '2917.16', '0.05', '0.3', '4', '0');
    expect(value.d1.toNumber()).toBeCloseTo(-1.1459586, 6);
    expect(value.d2.toNumber()).toBeCloseTo(-1.7459586, 6);
    expect(toWan(value.total)).toBeCloseTo(29.7771347, 5);
  });

  it('C-BS-Q: 176.9527 without decay, 101.9060 with 10 % a year', () => {
    expect(toWan(option('800', '900', '0.02', '0.45', '2', '0').total)).toBeCloseTo(176.9526879, 5);
    expect(toWan(option('800', '900', '0.02', '0.45', '2', '0.1').total)).toBeCloseTo(101.9059815, 5);
  });
});

describe('衰减与质押基数', () => {
  it('C-DECAY: 5,000,000 records of five ages count as 2,363,474; λ of 7 years is 0.0990', () => {
    const vintages = ['0.5', '1.5', '2.5', '3.5', '4.5'].map((age) => ({
      ageYears: number(age),
      records: number('1000000'),
    }));
    const effective = mustBeOk(effectiveRecords(vintages, number('2'), context));
    expect(effective.value.toNumber()).toBeCloseTo(2363474.062, 2);
    const seven = mustBeOk(readHalfLife(context, number('7')));
    expect(decayRate(context, seven).value.toNumber()).toBeCloseTo(0.0990210258, 10);
  });

  it('C-PLEDGE: 0.25 × 182 × 2^(−1/3) = 36.1133748', () => {
    const base = mustBeOk(
      pledgeBase({ valueP25: money(182), termYears: number('1'), halfLifeYears: number('3') }, context),
    );
    // exactly 36.11337393…; the reference states its own tolerance of 1e-5
    expect(toWan(base.total)).toBeCloseTo(36.1133748, 5);
    expect(base.baseFen).toBe(36113373n);
    expect(base.loanToValue.value.toFixed()).toBe('0.25');
  });
});

describe('来源之间的分摊', () => {
  const players = (...ids: readonly string[]) => ids.map((id) => ({ id, title: `来源${id}` }));
  const game = (v: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(v).map(([key, value]) => [[...key].join('+'), number(value)]));
  const sharesOf = ({ shares }: Split): readonly string[] =>
    shares.map(({ share }) => share.value.toFixed(10));
  const three = {
    '': '0.5',
    A: '0.62',
    B: '0.6',
    C: '0.55',
    AB: '0.7',
    AC: '0.66',
    BC: '0.63',
    ABC: '0.74',
  };

  it('P-SHAP-1: a max game of 1, 1 and 2 → 1/3, 1/3, 4/3', () => {
    const utilities = game({ '1': '1', '2': '1', '3': '2', '12': '1', '13': '2', '23': '2', '123': '2' });
    const split = mustBeOk(shapleySplit({ players: players('1', '2', '3'), utilities }, context));
    expect(sharesOf(split)).toEqual(['0.3333333333', '0.3333333333', '1.3333333333']);
  });

  it('P-SHAP-2: 5, 4 and 10 together → 5.5, 4.5', () => {
    const utilities = game({ A: '5', B: '4', AB: '10' });
    const split = mustBeOk(shapleySplit({ players: players('A', 'B'), utilities }, context));
    expect(split.shares.map(({ share }) => share.value.toFixed())).toEqual(['5.5', '4.5']);
  });

  it('C-SHAP: three sources share 0.24', () => {
    const split = mustBeOk(
      shapleySplit({ players: players('A', 'B', 'C'), utilities: game(three) }, context),
    );
    expect(sharesOf(split)).toEqual(['0.1116666667', '0.0866666667', '0.0416666667']);
    expect(split.whole.toFixed()).toBe('0.24');
  });

  it('C-BANZ: the same game by Banzhaf', () => {
    const split = mustBeOk(
      banzhafSplit({ players: players('A', 'B', 'C'), utilities: game(three) }, context),
    );
    expect(split.shares.map(({ share }) => share.value.toFixed())).toEqual(['0.11', '0.085', '0.04']);
  });

  it('C-KNN: five records, two neighbours', () => {
    const values = mustBeOk(knnShapley(['1', '0', '1', '1', '0'], '1', 2, 'd'));
    expect(values.map((value) => value.toNumber())).toEqual([0.25, -0.25, 0.25, 0.25, 0]);
    expect(values.reduce((sum, value) => sum.plus(value), new Decimal(0)).toFixed()).toBe('0.5');
  });
});
