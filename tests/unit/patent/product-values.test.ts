import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { checkCrossReferences } from '../../../src/lib/case/cross-references';
import { type Outputs, runMethods } from '../../../src/lib/case/method';
import type { PatentsSection, RoyaltyForecast } from '../../../src/lib/case/patents-section';
import type { Worksheet } from '../../../src/lib/case/worksheet';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { PATENT_METHODS } from '../../../src/lib/patent/methods';
import type { PatentValues } from '../../../src/lib/patent/value/evaluate-patents';
import { evaluatePatents } from '../../../src/lib/patent/value/evaluate-patents';
import { whatIf } from '../../../src/lib/patent/value/explore';
import { rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { blankPatent, forecastOf, patentCase, patentRules } from '../../fixtures/patent-case';
import { income, sheet, wanText } from '../../fixtures/worksheets';

const PATENT = blankPatent('p-1', { filingDate: '2019-03-01', status: 'in-force' });
const SECOND = blankPatent('p-2', { filingDate: '2020-06-01', status: 'in-force' });

// 100 · 0.1 ÷ 1.1 = 9.0909… 万元
const FORECAST: RoyaltyForecast = forecastOf('f-1', {
  salesFen: [wanText(100)],
  royaltyRate: '0.1',
  discountRate: '0.1',
  taxRate: '0',
  economicLifeYears: '1',
});
// 50 · 0.2 ÷ 1.25 = 8 万元
const SPLIT: Worksheet = income('w-1', 'profit-split', {
  inputs: { profitShare: '0.2', discountRate: '0.25', economicLifeYears: '1' },
  series: { operatingProfit: [wanText(50)] },
});
const WEIGHED: PatentsSection['reconciliations'] = [
  {
    product: ' 虚构产品 F-1',
    weights: [
      { entry: 'f-1', weight: '0.75', reason: '虚构：有同类许可合同' },
      { entry: 'w-1', weight: '0.25', reason: '虚构：利润受关联交易影响' },
    ],
    reason: '虚构：以许可合同为主',
    by: '虚构经办',
  },
];
const BOTH: Partial<PatentsSection> = {
  records: [PATENT, SECOND],
  forecasts: [FORECAST],
  worksheets: [SPLIT],
  pledged: ['p-1'],
};

const values = (section: Partial<PatentsSection>): PatentValues =>
  evaluatePatents(patentCase(section), patentRules());
const run = (section: Partial<PatentsSection>, rules = patentRules()): Outputs =>
  runMethods(PATENT_METHODS, patentCase(section), rules);
const figure = (outputs: Outputs, id: string): Outputs['figures'][number] => {
  const found = outputs.figures.find((f) => f.id === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found;
};
const codes = (section: Partial<PatentsSection>): readonly string[] =>
  values(section).valuations.map(({ result }) => (result.ok ? 'ok' : result.failure.code));

describe('methods of one product side by side', () => {
  it('lie 12.8 % of their median apart; nobody has weighed them: the value is withheld', () => {
    const [product] = values(BOTH).products;
    expect(product).toMatchObject({ entries: ['f-1', 'w-1'], state: 'open', valueFen: null });
    // (9,090,909 − 8,000,000) ÷ 8,545,454.5
    expect(mustBeOk(product?.disagreement ?? fail()).spread).toBe('0.12766');
    const outputs = run(BOTH);
    expect(figure(outputs, 'patent-product/f-1').value).toBeNull();
    expect(figure(outputs, 'patent-product/f-1').trace.note).toContain('还没有人写明怎样取舍');
    expect(figure(outputs, 'patent-product/f-1/disagreement').value).toBe('0.12766');
    expect(outputs.offers[0]?.valueFen).toBeNull();
  });

  it('the gap is explained by the rate both have, the rest is the methods’ own', () => {
    const gap = values(BOTH).products[0]?.gap;
    expect([gap?.from, gap?.to]).toEqual(['w-1', 'f-1']);
    // w-1 at 10 %: 10 ÷ 1.1 = 9.0909…: the whole gap of 1.090909 万元 is the discount rate
    expect(gap?.lines.map(({ label, shareFen }) => [label, shareFen])).toEqual([
      ['折现率', '1090909'],
      ['方法本身及其各自的收益输入', '0'],
    ]);
  });

  it('says so where the methods share no input', () => {
    const cost = sheet('w-1', 'cost', {
      choices: { costBasis: 'index', depreciation: 'obsolescence' },
      inputs: { bookCost: wanText(5), indexThen: '1', indexNow: '1', functional: '0', economic: '0' },
    });
    const lines = values({ ...BOTH, worksheets: [cost] }).products[0]?.gap?.lines ?? [];
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ shareFen: '4090909' });
    expect(lines[0]?.label).toContain('没有共同的输入');
  });

  it('weighed with written reasons: 0.75 · 9.090909 + 0.25 · 8 = 8.81818175 万元', () => {
    const section = { ...BOTH, reconciliations: WEIGHED };
    const [product] = values(section).products;
    expect(product).toMatchObject({ state: 'reconciled', valueFen: '8818182' });
    const outputs = run(section);
    const value = figure(outputs, 'patent-product/f-1');
    expect(value.value).toBe('8818182');
    const notes = [...walkTrace(value.trace)].map(({ note }) => note);
    expect(notes).toContain('虚构：有同类许可合同');
    expect(outputs.offers[0]).toMatchObject({ id: 'offer/patent-pool', valueFen: '8818182' });
    // r ± 2 points × k ± 20 %: 12 ÷ 1.08 and 8 ÷ 1.12; 12 ÷ 1.23 and 8 ÷ 1.27
    // 0.75 · 7.142857 + 0.25 · 6.299213 and 0.75 · 11.111111 + 0.25 · 9.756098
    expect(figure(outputs, 'patent-product/f-1/low').value).toBe('6931946');
    expect(figure(outputs, 'patent-product/f-1/high').value).toBe('10772358');
  });

  it('a weighing that does not fit leaves the value open and says why', () => {
    const codeOf = (changes: Partial<PatentsSection['reconciliations'][number]>): string => {
      const [product] = values({
        ...BOTH,
        reconciliations: WEIGHED.map((one) => ({ ...one, ...changes })),
      }).products;
      expect(product).toMatchObject({ state: 'open', valueFen: null });
      return product?.reconciliation?.ok === false ? product.reconciliation.failure.code : 'ok';
    };
    expect(codeOf({ reason: '——' })).toBe('E_REASON');
    expect(codeOf({ weights: [{ entry: 'f-1', weight: '1', reason: '虚构' }] })).toBe('E_MISSING');
    expect(codeOf({ weights: WEIGHED[0]?.weights.map((w) => ({ ...w, weight: '0.6' })) ?? [] })).toBe(
      'E_WEIGHTS_SUM',
    );
  });

  it('weighed twice under two spellings of its name, a product has no value, whichever stands first', () => {
    const [weighed] = WEIGHED;
    if (weighed === undefined) throw new Error('weighing expected');
    const other = {
      ...weighed,
      product: '虚构产品Ｆ－1',
      weights: weighed.weights.map((one, i) => ({ ...one, weight: i === 0 ? '0' : '1' })),
    };
    for (const reconciliations of [
      [weighed, other],
      [other, weighed],
    ]) {
      const section = { ...BOTH, reconciliations };
      const [product] = values(section).products;
      expect(product).toMatchObject({ state: 'open', valueFen: null });
      expect(product?.reconciliation).toMatchObject({
        failure: { code: 'E_TWICE', path: 'sections.patents.reconciliations[1]' },
      });
      expect(run(section).offers[0]?.valueFen).toBeNull();
      expect(checkCrossReferences(patentCase(section))).toContainEqual(
        expect.objectContaining({
          code: 'E_REF_DUPLICATE',
          path: '$.sections.patents.reconciliations[1]',
        }),
      );
    }
  });

  it('one method counts alone; a second that fails must be dealt with first', () => {
    const single = values({ ...BOTH, worksheets: [] }).products[0];
    expect(single).toMatchObject({ state: 'single', valueFen: '9090909', disagreement: null, gap: null });
    const broken = { ...SPLIT, series: {} };
    const [open] = values({ ...BOTH, worksheets: [broken] }).products;
    expect(open).toMatchObject({ state: 'open', valueFen: null, disagreement: null });
    const alone = [{ ...WEIGHED[0], weights: [{ entry: 'f-1', weight: '1', reason: '虚构：另一方法缺数' }] }];
    const weighed = values({
      ...BOTH,
      worksheets: [broken],
      reconciliations: alone as PatentsSection['reconciliations'],
    });
    expect(weighed.products[0]).toMatchObject({ state: 'reconciled', valueFen: '9090909' });
    const [both] = values({ ...BOTH, worksheets: [broken], reconciliations: WEIGHED }).products;
    expect(both).toMatchObject({ state: 'open', valueFen: null });
    expect(both?.reconciliation).toMatchObject({
      failure: { code: 'E_UNKNOWN_METHOD', message: '利润分成法未能估值，却有权重' },
    });
    expect(values({ ...BOTH, forecasts: [], worksheets: [broken] }).products[0]?.state).toBe('none');
  });

  it('recompute from the rule values they read, and end in sources', () => {
    const section = { ...BOTH, reconciliations: WEIGHED };
    const rules = patentRules();
    const first = run(section, rules);
    expect(run(section, rulesFromRecord(rules.readSet(), rules.date, rules.region))).toEqual(first);
    for (const f of [...first.figures, ...run(BOTH).figures]) {
      expect([f.trace.value, f.trace.unit, f.trace.method, f.trace.id]).toEqual([
        f.value,
        f.unit,
        f.method,
        f.id,
      ]);
      for (const n of walkTrace(f.trace)) if (n.children.length === 0) expect(n.source, n.id).toBeDefined();
    }
  });
});

describe('nothing is counted twice, across forecasts and worksheets', () => {
  it('one revenue for two bundles, a patent behind two products, one method twice, another bundle', () => {
    const other = (changes: Partial<Worksheet>): Partial<PatentsSection> => ({
      ...BOTH,
      worksheets: [{ ...SPLIT, ...changes }],
    });
    expect(codes(other({ patents: ['p-2'] }))).toEqual(['E_REVENUE_TWICE', 'E_REVENUE_TWICE']);
    expect(codes(other({ product: '虚构产品 别名' }))).toEqual(['E_BUNDLE_OVERLAP', 'E_BUNDLE_OVERLAP']);
    expect(codes({ ...BOTH, worksheets: [SPLIT, { ...SPLIT, id: 'w-2' }] })).toEqual([
      'ok',
      'E_RATE_TWICE',
      'E_RATE_TWICE',
    ]);
    const cost = sheet('w-1', 'cost', {}, { patents: ['p-2'] });
    expect(codes({ ...BOTH, worksheets: [cost] })).toEqual(['E_BUNDLE_DIFFERS', 'E_BUNDLE_DIFFERS']);
    expect(codes(BOTH)).toEqual(['ok', 'ok']);
    // The order in which a bundle is listed does not make it another one.
    const two = ['p-1', 'p-2'];
    const turned = { ...SPLIT, patents: ['p-2', 'p-1'] };
    expect(codes({ ...BOTH, forecasts: [{ ...FORECAST, patents: two }], worksheets: [turned] })).toEqual([
      'ok',
      'ok',
    ]);
  });

  it('names the constraint and the field', () => {
    const [first] = values({ ...BOTH, worksheets: [{ ...SPLIT, product: '虚构产品 别名' }] }).valuations;
    expect(first?.result.ok === false ? first.result.failure : null).toMatchObject({
      path: 'sections.patents.forecasts[f-1].patents',
      rule: 'valuation.constraint.rate-once-per-bundle',
    });
  });

  it('speaks of patents by their titles, never by ids', () => {
    const other = (changes: Partial<Worksheet>): string => {
      const [first] = values({ ...BOTH, worksheets: [{ ...SPLIT, ...changes }] }).valuations;
      return first?.result.ok === false ? first.result.failure.message : '';
    };
    expect(other({ patents: ['p-2'] })).toContain(`“${SECOND.title}”与“${PATENT.title}”两个组合`);
    expect(other({ patents: ['p-2', 'p-1'] })).toContain(`“${SECOND.title} 等 2 件”`);
    const twice = values({ ...BOTH, worksheets: [SPLIT, { ...SPLIT, id: 'w-2' }] }).valuations[1];
    expect(twice?.result.ok === false ? twice.result.failure.message : '').toBe(
      '产品“虚构产品 f-1”的同一专利组合用同一种方法估了不止一次',
    );
  });

  it('an entry without patents is refused alone', () => {
    expect(codes({ ...BOTH, worksheets: [{ ...SPLIT, patents: [] }] })).toEqual(['ok', 'E_BUNDLE_EMPTY']);
  });
});

describe('shares of the patents of a bundle', () => {
  const bundle = (shares: RoyaltyForecast['shares']): Partial<PatentsSection> => ({
    records: [PATENT, SECOND],
    pledged: ['p-1', 'p-2'],
    forecasts: [{ ...FORECAST, patents: ['p-1', 'p-2'], shares }],
  });
  const share = (patent: string, text: string): RoyaltyForecast['shares'][number] => ({
    patent,
    share: text,
    source: '虚构的贡献评审',
  });

  it('split the value to the 分: 9,090,909 = 6,363,636 + 2,727,273', () => {
    const outputs = run(bundle([share('p-1', '0.7'), share('p-2', '0.3')]));
    const first = figure(outputs, 'patent-value/f-1/patent/p-1');
    const second = figure(outputs, 'patent-value/f-1/patent/p-2');
    expect([first.value, second.value]).toEqual(['6363636', '2727273']);
    expect(first.subject).toEqual({ kind: 'patent', id: 'p-1', title: '虚构专利 p-1' });
  });

  it('that do not sum to exactly 1, or miss a patent, split nothing and leave the value', () => {
    const code = (shares: RoyaltyForecast['shares']): string => {
      const [first] = values(bundle(shares)).valuations;
      expect(first?.result.ok).toBe(true);
      return first?.split?.ok === false ? first.split.failure.code : 'ok';
    };
    expect(code([share('p-1', '0.7'), share('p-2', '0.2999')])).toBe('E_SHARES_SUM');
    expect(code([share('p-1', '1')])).toBe('E_MISSING');
    expect(code([share('p-1', '0.5'), share('p-9', '0.5')])).toBe('E_BUNDLE_UNKNOWN_PATENT');
    const outputs = run(bundle([share('p-1', '1')]));
    expect(figure(outputs, 'patent-value/f-1/patent/p-1').value).toBeNull();
    expect(figure(outputs, 'patent-value/f-1').value).toBe('9090909');
  });
});

describe('figures of a simulated forecast', () => {
  const SPREAD = {
    salesLow: '1',
    salesHigh: '1',
    royaltyLow: '0.1',
    royaltyHigh: '0.1',
    discountLow: '0.1',
    discountHigh: '0.1',
    source: '虚构',
    seed: 's',
    draws: 1000,
  };

  it('P10, P50 and P90 of a point are the point; limits out of order are unknown with their reason', () => {
    const point = run({ ...BOTH, worksheets: [], forecasts: [{ ...FORECAST, uncertainty: SPREAD }] });
    for (const end of ['p10', 'p50', 'p90'])
      expect(figure(point, `patent-value/f-1/${end}`).value).toBe('9090909');
    const turned = { ...SPREAD, royaltyLow: '0.2' };
    const refused = run({ ...BOTH, worksheets: [], forecasts: [{ ...FORECAST, uncertainty: turned }] });
    expect(figure(refused, 'patent-value/f-1/p50').value).toBeNull();
    expect(figure(refused, 'patent-value/f-1').value).toBe('9090909');
  });
});

describe('what-ifs', () => {
  const needing = (amountFen: string | null): CaseRecord => {
    const base = patentCase(BOTH);
    const { enterprise } = base.sections;
    return {
      ...base,
      sections: { ...base.sections, enterprise: { ...enterprise, need: { ...enterprise.need, amountFen } } },
    };
  };
  const of = (entry: string, amountFen: string | null = null) =>
    mustBeOk(whatIf(needing(amountFen), patentRules(), entry));

  it('the grid is r ± 2 points by k ± 20 %, the value in its middle', () => {
    const { grid, baseFen } = of('f-1');
    expect(grid?.rows).toEqual(['0.08', '0.09', '0.1', '0.11', '0.12']);
    expect(grid?.columns).toEqual(['0.08', '0.09', '0.1', '0.11', '0.12']);
    expect(grid?.valuesFen[2]?.[2]).toBe(baseFen);
    // 8 ÷ 1.12 and 12 ÷ 1.08
    expect([grid?.valuesFen[4]?.[0], grid?.valuesFen[0]?.[4]]).toEqual(['7142857', '11111111']);
  });

  it('bars move one input each, widest first', () => {
    const bars = of('w-1').bars;
    expect(bars.map(({ key }) => key).sort()).toEqual([
      'discountRate',
      'economicLifeYears',
      'level',
      'profitShare',
    ]);
    // level ± 20 %: 6.4 and 9.6 万元
    expect(bars.find(({ key }) => key === 'level')).toMatchObject({
      atLowFen: '6400000',
      atHighFen: '9600000',
    });
    const swings = bars.map(({ swingFen }) => Number(swingFen));
    expect(swings).toEqual([...swings].sort((a, b) => b - a));
  });

  it('the rate at which the need is just met: k = 0.11 for 10 万元; no life makes 20 万元', () => {
    const lines = of('f-1', wanText(10)).breakevens;
    const k = lines.find(({ key }) => key === 'royaltyRate');
    const met = mustBeOk(k?.result ?? fail());
    // 100 · k ÷ 1.1 = 10 at k = 0.11, found to 0.000001 and on the side that carries
    expect(Math.abs(Number(met.at) - 0.11)).toBeLessThanOrEqual(0.000001);
    expect(BigInt(met.valueFen) >= 10_000_000n).toBe(true);
    expect(k).toMatchObject({ target: '融资需求', targetFen: '10000000', base: '0.1' });
    const life = of('f-1', wanText(20)).breakevens.find(({ key }) => key === 'economicLifeYears');
    expect(life?.result.ok === false ? life.result.failure.code : 'ok').toBe('E_NO_BREAKEVEN');
    expect(of('f-1').breakevens).toEqual([]);
  });

  it('are refused for an entry that is not there', () => {
    const result = whatIf(needing(null), patentRules(), 'f-9');
    expect(result.ok ? 'ok' : result.failure.code).toBe('E_UNKNOWN_ENTRY');
  });
});

function fail(): never {
  throw new Error('missing');
}
