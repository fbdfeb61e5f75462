import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import { newCollateralItem } from '../../../../src/lib/case/new-collateral';
import type { DataPricing } from '../../../../src/lib/case/data-pricing';
import { runMethods } from '../../../../src/lib/case/method';
import { gradeFigures } from '../../collateral/build-case';
import { optimiseCase } from '../../../../src/lib/collateral/optimised/optimise-case';
import { nodeSolver } from '../../../../workers/highs-node';
import { DATA_ASSET_METHODS } from '../../../../src/lib/data-asset/methods';
import { evaluateData } from '../../../../src/lib/data-asset/value/evaluate-data';
import { type Result, mustBeOk } from '../../../../src/lib/kernel/result';
import { walkTrace } from '../../../../src/lib/kernel/trace';
import { qualityRulesAt } from '../../../fixtures/data-quality';
import {
  NO_EFFECTS,
  dataSheet,
  g9Sheet,
  inWan,
  incomeParts,
  pricedAsset,
  pricedCase,
  weighing,
} from '../../../fixtures/priced-data';

const SOLVER = await nodeSolver();

const rules = qualityRulesAt();

/** 100·n ÷ 1.25 of one year; ranges stand, so that P25 is the value. */
const direct = (amount: number) => {
  const { choices, inputs } = incomeParts('0.25', '1');
  return dataSheet('direct-income-1', 'direct-income', {
    choices,
    inputs,
    series: { profit: [inWan(amount)] },
    ranges: { level: ['1', '1'], discountRate: ['0.25', '0.25'] },
  });
};

const SINGLE: Partial<DataPricing> = {
  worksheets: [direct(227.5)],
  effects: NO_EFFECTS,
  reconciliation: weighing('direct-income-1', { 'direct-income-1': '1' }),
  halfLife: { years: '3', kind: null, source: '虚构依据' },
  pledge: { termYears: '1', source: '虚构依据', quality: 'interval' },
};

const valueOf = (pricing: Partial<DataPricing>, edit = (record: CaseRecord): CaseRecord => record) => {
  const [value] = evaluateData(edit(pricedCase(pricedAsset(pricing))), rules);
  if (value === undefined) throw new Error('asset expected');
  return value;
};

const codeOf = (result: Result<unknown> | null): string => {
  if (result === null || result.ok) throw new Error('refusal expected');
  return result.failure.code;
};

const outputsOf = (pricing: Partial<DataPricing>) =>
  runMethods(DATA_ASSET_METHODS, pricedCase(pricedAsset(pricing)), rules);

describe('质押基数', () => {
  it('C-PLEDGE: 0.25 × 182 × 2^(−1/3) = 36.1133739, rounded down (printed to 1e-5 as 36.1133748)', () => {
    const pledge = mustBeOk(valueOf(SINGLE).pledge);
    expect(pledge.p25.fen).toBe(inWan(182));
    expect(pledge.base.fen).toBe('36113373');
    expect([pledge.loanToValue, pledge.termYears, pledge.halfLifeYears]).toEqual(['0.25', '1', '3']);
  });

  it('the pool takes the ratio off once: what it recognises at most is the pledge base', () => {
    const record = pricedCase(pricedAsset(SINGLE));
    const prior = runMethods(DATA_ASSET_METHODS, record, rules);
    const [offer] = prior.offers;
    expect(offer).toMatchObject({ id: 'data-offer.d-1', assetClass: 'DATA_IP', valueFen: '144453495' });
    const asked = {
      ...record,
      sections: {
        ...record.sections,
        enterprise: {
          ...record.sections.enterprise,
          need: { ...record.sections.enterprise.need, amountFen: inWan(30) },
        },
      },
    };
    const graded = { ...prior, figures: gradeFigures({ grade: 'A', low: '1', high: '1' }) };
    const item = optimiseCase({ caseRecord: asked, rules, prior: graded }, SOLVER).items.find(
      ({ id }) => id === 'data-offer.d-1',
    );
    // 144,453,495 × 0.25, rounded down.
    expect(JSON.stringify(item)).toContain('36113373');
  });

  it("a lender's own ratio is that of the pool's card, within the hard maximum", () => {
    const withCap = (capOverride: string) => (record: CaseRecord) => ({
      ...record,
      sections: {
        ...record.sections,
        collateral: {
          ...record.sections.collateral,
          items: [
            {
              ...newCollateralItem('data-offer.d-1', 'DATA_IP', '数据资产的费用与登记'),
              owner: '',
              valueFen: null,
              valueSource: '',
              enteredCreditFen: null,
              enteredCreditSource: '',
              share: '1',
              priorClaimsFen: '0',
              capOverride,
              oneOffCostFen: null,
              perfection: 'draft' as const,
              receipt: null,
              use: 'may' as const,
              details: {},
              pairedWith: [],
              evidence: [],
            },
          ],
        },
      },
    });
    expect(mustBeOk(valueOf(SINGLE, withCap('0.4')).pledge).base.fen).toBe('57781398');
    expect(codeOf(valueOf(SINGLE, withCap('0.6')).pledge)).toBe('E_LTV_ABOVE_MAX');
  });

  it('the term may be the way to the end of the debt: 730 days ÷ 365.25', () => {
    const pricing = { ...SINGLE, pledge: { termYears: null, source: '', quality: 'interval' as const } };
    expect(codeOf(valueOf(pricing).pledge)).toBe('E_MISSING');
    const until = (record: CaseRecord): CaseRecord => ({
      ...record,
      sections: {
        ...record.sections,
        enterprise: {
          ...record.sections.enterprise,
          need: { ...record.sections.enterprise.need, debtEnd: '2028-11-21' },
        },
      },
    });
    expect(mustBeOk(valueOf(pricing, until).pledge).termYears).toBe('1.998631');
  });

  it.each([
    ['no half-life', { halfLife: { years: null, kind: null, source: '' } }, 'E_MISSING'],
    ['a half-life twice', { halfLife: { years: '2', kind: 'industrial', source: '' } }, 'E_TWO_SOURCES'],
    ['no ranges', { worksheets: [{ ...direct(227.5), ranges: {} }] }, 'E_NOT_SIMULATED'],
    ['an effect not answered', { effects: { ...NO_EFFECTS, overlap: unknownEffect() } }, 'E_MISSING'],
    [
      'no reason for one method',
      { reconciliation: { main: null, weights: [], reason: '', by: '' } },
      'E_MISSING',
    ],
  ] as const)('%s: no base, an offer without a value, and the reason', (_, change, code) => {
    const pricing = { ...SINGLE, ...change } as Partial<DataPricing>;
    expect(codeOf(valueOf(pricing).pledge)).toBe(code);
    const { offers, figures } = outputsOf(pricing);
    expect(offers[0]?.valueFen).toBeNull();
    expect(figures.find(({ id }) => id === 'data-pledge-base/d-1')).toMatchObject({ value: null });
  });

  it('an asset without worksheets leaves no figure and no offer', () => {
    const { figures, offers } = outputsOf({});
    expect(offers).toEqual([]);
    expect(figures.filter(({ method }) => /value|pledge/.test(method))).toEqual([]);
  });
});

function unknownEffect() {
  return { said: 'unknown' as const, share: null, source: '' };
}

describe('各方法的差异', () => {
  const two = (amount: number): Partial<DataPricing> => ({
    ...SINGLE,
    worksheets: [direct(227.5), { ...direct(amount), id: 'direct-income-2' }],
    reconciliation: weighing('direct-income-1', { 'direct-income-1': '0.6', 'direct-income-2': '0.4' }),
  });

  it.each([
    [5, 'close'],
    [15, 'review'],
    [30, 'renegotiate'],
  ])('%d %% above the main method is %s', (percent, level) => {
    const value = valueOf(two(227.5 * (1 + percent / 100)));
    expect(mustBeOk(value.alarm ?? codeless()).band.level).toBe(level);
    expect(value.state).toBe('weighed');
    expect(value.pledge.ok).toBe(true);
  });

  it('above 30 % the weighed value is shown, but nothing counts in the pool', () => {
    const value = valueOf(two(300));
    expect(value).toMatchObject({ state: 'blocked', value: null, withheld: { code: 'E_GAP_BLOCKS' } });
    // 182 × 0.6 + 240 × 0.4 = 205.2
    expect(mustBeOk(value.reconciliation ?? codeless()).valueFen).toBe(inWan(205.2));
    const { offers, figures } = outputsOf(two(300));
    expect(offers[0]?.valueFen).toBeNull();
    const figure = figures.find(({ id }) => id === 'data-asset-value/d-1');
    expect(figure?.value).toBeNull();
    expect(figure?.trace.note).toContain('31.87%');
  });

  it('needs a main method, and weighs the P25 of each: 182 × 0.6 + 192 × 0.4 = 186', () => {
    const open = two(240);
    const weights = weighing('direct-income-1', { 'direct-income-1': '0.6', 'direct-income-2': '0.4' });
    expect(valueOf({ ...open, reconciliation: { ...weights, main: null } }).withheld?.code).toBe('E_MISSING');
    expect(mustBeOk(valueOf(open).pledge).p25.fen).toBe(inWan(186));
  });
});

describe('重复、重叠与个人信息', () => {
  it('duplicates measured by the profile: 30 of 1,000 rows take 3 % of an income value', () => {
    const value = valueOf({
      ...SINGLE,
      effects: { ...NO_EFFECTS, duplicates: { said: 'measured', share: null, source: '' } },
    });
    const figures = mustBeOk(value.entries[0]?.result ?? codeless());
    const steps = mustBeOk(figures.effects);
    expect(steps.before.fen).toBe(inWan(182));
    expect(steps.after.fen).toBe(inWan(176.54));
    expect(steps.parts.map(({ key, shareFen }) => [key, shareFen])).toEqual([
      ['duplicates', '-5460000'],
      ['overlap', '0'],
      ['personal', '0'],
    ]);
    expect(value.value?.fen).toBe(inWan(176.54));
    expect(mustBeOk(value.pledge).p25.fen).toBe(inWan(176.54));
  });

  it('three effects together: (1 − 3 %)(1 − 10 %)(1 − 20 %) of 182 = 127.1088, parts sum to the change', () => {
    const share = (text: string) => ({ said: 'share' as const, share: text, source: '虚构依据' });
    const value = valueOf({
      ...SINGLE,
      effects: { duplicates: share('0.03'), overlap: share('0.1'), personal: share('0.2') },
    });
    const steps =
      value.entries[0]?.result.ok === true ? mustBeOk(value.entries[0].result.value.effects) : null;
    expect(steps?.after.fen).toBe(inWan(127.1088));
    const sum = (steps?.parts ?? []).reduce((all, { shareFen }) => all + BigInt(shareFen), 0n);
    expect(sum).toBe(BigInt(inWan(127.1088)) - BigInt(inWan(182)));
  });

  it('an effect said to be counted needs to say where; only duplicates are measured', () => {
    const effect = (said: 'counted' | 'measured') => ({ said, share: null, source: '' });
    const code = (effects: DataPricing['effects']) => valueOf({ ...SINGLE, effects }).withheld?.code;
    expect(code({ ...NO_EFFECTS, duplicates: effect('counted') })).toBe('E_REASON');
    expect(code({ ...NO_EFFECTS, personal: effect('measured') })).toBe('E_NOT_MEASURED');
  });
});

describe('单列的期权、来源分摊、德阳', () => {
  const option = dataSheet('option-1', 'option', {
    inputs: {
      sceneValue: inWan(800),
      developmentCost: inWan(900),
      riskFreeRate: '0.02',
      volatility: '0.45',
      years: '2',
      leakage: '0.1',
    },
  });

  it('C-BS-Q: 101.9059815, apart, and in no value, base or offer', () => {
    const without = valueOf(SINGLE);
    const value = valueOf({ ...SINGLE, worksheets: [direct(227.5), option] });
    expect(Number(mustBeOk(value.options[0]?.result ?? codeless()).fen) / 1e6).toBeCloseTo(101.9059815, 5);
    expect(value.value?.fen).toBe(without.value?.fen);
    expect(mustBeOk(value.pledge)).toEqual(mustBeOk(without.pledge));
    const weighed = valueOf({
      ...SINGLE,
      worksheets: [direct(227.5), option],
      reconciliation: weighing('direct-income-1', { 'direct-income-1': '0.5', 'option-1': '0.5' }),
    });
    expect(weighed.withheld?.code).toBe('E_UNKNOWN_METHOD');
  });

  it('C-SHAP: 0.1116667, 0.0866667, 0.0416667 of 0.24, in 分 that sum to the value', () => {
    const value = valueOf({
      ...SINGLE,
      split: {
        players: ['a', 'b', 'c'].map((id) => ({ id, title: `来源 ${id}` })),
        utilities: {
          '': '0.5',
          a: '0.62',
          b: '0.6',
          c: '0.55',
          'a+b': '0.7',
          'a+c': '0.66',
          'b+c': '0.63',
          'a+b+c': '0.74',
        },
        measure: '模型准确率',
        source: '虚构依据',
      },
    });
    const shares = mustBeOk(value.split ?? codeless());
    expect(shares.map(({ share }) => Number(share.value).toFixed(7))).toEqual([
      '0.1116667',
      '0.0866667',
      '0.0416667',
    ]);
    expect(shares.reduce((sum, { fen }) => sum + BigInt(fen ?? '0'), 0n)).toBe(BigInt(inWan(182)));
  });

  it('P-DEY-1 against an income value of 97: 1.86 %, close', () => {
    const deyang = dataSheet('deyang-1', 'deyang', {
      choices: { sceneLevel: 'good' },
      inputs: {
        directCost: inWan(26),
        labourCost: inWan(20),
        equipmentCost: inWan(6),
        difficulty: '1.4',
        flows: '2',
        conditions: '3',
        sceneValue: '1.4',
      },
    });
    const status = mustBeOk(
      valueOf({ ...SINGLE, worksheets: [direct(121.25), deyang] }).deyang ?? codeless(),
    );
    expect(status.alarm.band.level).toBe('close');
    expect(status.alarm.gaps[0]?.gap).toBe('0.018557');
  });

  it('half after one half-life, a sixteenth after four', () => {
    const points = mustBeOk(valueOf(SINGLE).decay);
    expect([points[0], points[4], points[16]]).toEqual([
      { years: '0', share: '1' },
      { years: '3', share: '0.5' },
      { years: '12', share: '0.0625' },
    ]);
  });
});

function codeless(): never {
  throw new Error('result expected');
}

describe('figures', () => {
  it('every number stands on cited leaves, ids are unique, P25 is the quantile of the base', () => {
    const { figures } = outputsOf({ ...SINGLE, worksheets: [g9Sheet(), direct(227.5)] });
    const ids = figures.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('data-value/d-1/modified-cost-1');
    expect(ids).toContain('data-value/d-1/modified-cost-1/pledge-quantile');
    for (const { trace } of figures)
      for (const node of walkTrace(trace))
        if (node.children.length === 0) expect(node.source, node.label).toBeDefined();
    const cost = figures.find(({ id }) => id === 'data-value/d-1/modified-cost-1');
    expect(cost?.interval).toBeDefined();
  });
});
