import { describe, expect, it } from 'vitest';
import type { PatentsSection } from '../../../src/lib/case/patents-section';
import type { Worksheet } from '../../../src/lib/case/worksheet';
import type { JsonValue } from '../../../src/lib/kernel/json';
import { type Failure, mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import type { RateEntry, ValuedEntry } from '../../../src/lib/patent/value/asset-valuation';
import { evaluatePatents } from '../../../src/lib/patent/value/evaluate-patents';
import { worksheetForms } from '../../../src/lib/patent/worksheet/forms';
import { blankPatent, forecastOf, patentCase, patentRules } from '../../fixtures/patent-case';
import { income, input, row, sheet, wanText } from '../../fixtures/worksheets';

/** Every kind of worksheet from the case to its figure: published vectors, and hand arithmetic where there is none. */

// Filed 2019-03-01: protected until 2039-02-28, 12.27 years after the valuation date.
const PATENT = blankPatent('p-1', { filingDate: '2019-03-01', status: 'in-force' });

const evaluate = (
  worksheets: readonly Worksheet[],
  section: Partial<PatentsSection> = {},
  replaced: Record<string, JsonValue> = {},
) =>
  evaluatePatents(
    patentCase({ records: [PATENT], worksheets: [...worksheets], ...section }),
    patentRules(replaced),
  );

const entry = (worksheets: readonly Worksheet[], id: string): ValuedEntry => {
  const found = evaluate(worksheets).valuations.find((one) => one.entry === id);
  if (found === undefined) throw new Error(`no entry ${id}`);
  return found;
};

const valueFen = (...worksheets: Worksheet[]): string => mustBeOk(entry(worksheets, 'w-1').result).valueFen;

const failure = (...worksheets: Worksheet[]): Failure => {
  const { result } = entry(worksheets, 'w-1');
  if (result.ok) throw new Error('refusal expected');
  return result.failure;
};

const rateEntry = (worksheets: readonly Worksheet[], replaced: Record<string, JsonValue> = {}): RateEntry => {
  const found = evaluate(worksheets, {}, replaced).rates.find(({ worksheet }) => worksheet === 'r-1');
  if (found === undefined) throw new Error('no rate');
  return found;
};

const rate = (worksheet: Worksheet, replaced: Record<string, JsonValue> = {}): string =>
  mustBeOk(rateEntry([worksheet], replaced).result).value;

const repeat = (amount: number, years: number): readonly string[] =>
  Array.from({ length: years }, () => wanText(amount));

const EQUIVALENT = (id: string, patent: [number, string], buyer: [number, string]): Worksheet =>
  sheet(id, 'equivalent-investment', {
    inputs: {
      patentCost: wanText(patent[0]),
      patentCostProfitRate: patent[1],
      buyerCost: wanText(buyer[0]),
      buyerCostProfitRate: buyer[1],
    },
  });

describe('income worksheets', () => {
  it('INC-DESIGN: 5 → 10 万台, 500 − 450 元, 10 %, 3 years: 621.7130 万元; with 25 % tax 466.2847', () => {
    const design = (taxRate: string): Worksheet =>
      income('w-1', 'incremental-income', {
        choices: { increments: 'volume' },
        inputs: { taxRate },
        series: {
          quantityBefore: ['50000', '50000', '50000'],
          quantityAfter: ['100000', '100000', '100000'],
          priceBefore: ['500', '500', '500'],
          costBefore: ['450', '450', '450'],
        },
      });
    expect(valueFen(design('0'))).toBe('621712998');
    // 250 × 0.75 × 2.486851990984 = 466.284748309
    expect(valueFen(design('0.25'))).toBe('466284748');
  });

  it('price and cost increments stand on the new volume: (12 − 10)·100 + (6 − 5)·100 = 300 元, ÷ 1.1', () => {
    const both = income('w-1', 'incremental-income', {
      choices: { increments: 'price+cost' },
      series: {
        quantityAfter: ['100'],
        priceBefore: ['10'],
        priceAfter: ['12'],
        costBefore: ['6'],
        costAfter: ['5'],
      },
    });
    expect(valueFen(both)).toBe('27273');
  });

  it('EQV-5Y: the share of an equivalent investment carried into a profit split: 248.3647 万元', () => {
    const split = income('w-1', 'profit-split', {
      inputs: { profitShare: '@r-1' },
      series: { operatingProfit: [400, 420, 430, 450, 440].map(wanText) },
    });
    const share = EQUIVALENT('r-1', [100, '5'], [3000, '0.1']);
    expect(valueFen(split, share)).toBe('248364708');
    const trace = mustBeOk(entry([split, share], 'w-1').result).trace;
    const nodes = [...walkTrace(trace)];
    expect(nodes.find(({ id }) => id === 'patent-rate/r-1')?.value).toBe('0.153846153846');
    expect(nodes.find(({ id }) => id === 'worksheets/r-1/patentCost')).toMatchObject({
      value: '100000000',
      confidence: 'secondary',
      source: { kind: 'field', path: 'sections.patents.worksheets[r-1].inputs.patentCost' },
    });
  });

  it('EQV-USE: 8 % of yearly profits 1500, 1500, 1400, 1400, 1300: 433.4850 万元', () => {
    const split = income('w-1', 'profit-split', {
      inputs: { profitShare: '@r-1' },
      series: { operatingProfit: [1500, 1500, 1400, 1400, 1300].map(wanText) },
    });
    expect(valueFen(split, EQUIVALENT('r-1', [100, '4'], [5000, '0.15']))).toBe('433485045');
  });

  it('a decay of the share: 100·0.2 ÷ 1.1 + 100·0.2·0.9 ÷ 1.21 = 33.0579 万元', () => {
    const decaying = income('w-1', 'profit-split', {
      inputs: { profitShare: '0.2', shareDecay: '0.1' },
      series: { operatingProfit: repeat(100, 2) },
    });
    expect(valueFen(decaying)).toBe('33057851');
  });

  it('EXC-5Y: 300,000 元 a year, 25 %, 10 %, 5 years: 852,927.02 元', () => {
    const level = income('w-1', 'constant-income', {
      inputs: { yearlyIncome: wanText(30), taxRate: '0.25' },
    });
    expect(valueFen(level)).toBe('85292702');
  });

  it('INC-20PCT: 300 earned on 1000 where the industry earns 20 %: 379.0787 万元', () => {
    const excess = income('w-1', 'excess-income', {
      choices: { industryReturnBasis: 'post-tax' },
      inputs: { industryReturn: '0.2' },
      series: { profit: repeat(300, 5), capital: repeat(1000, 5) },
    });
    expect(valueFen(excess)).toBe('379078677');
  });

  it('DECLINE-10: 100, 90, 80 … until it reaches 0: 385.5433 万元', () => {
    const declining = income('w-1', 'declining-income', {
      inputs: { firstIncome: wanText(100), yearlyDecline: wanText(10), economicLifeYears: '12' },
    });
    expect(valueFen(declining)).toBe('385543289');
  });

  it('excess earnings: 1000·0.75 − 2000·0.05 − 1000·0.08 = 570, ÷ 1.14 = 500 万元', () => {
    const asset = (id: string, amount: number, requiredReturn: string) =>
      row(id, `虚构资产 ${id}`, {
        choices: { requiredReturnBasis: 'post-tax' },
        inputs: { requiredReturn },
        series: { amount: [wanText(amount)] },
      });
    const earnings = income('w-1', 'excess-earnings', {
      inputs: { discountRate: '0.14', taxRate: '0.25' },
      series: { operatingProfit: [wanText(1000)] },
      rows: { contributoryAssets: [asset('working-capital', 2000, '0.05'), asset('plant', 1000, '0.08')] },
    });
    expect(valueFen(earnings)).toBe('500000000');
  });
});

describe('cost and market worksheets', () => {
  it('COST-INDEX: 80 · 120 ÷ 90 = 106.6667 万元, nothing worn off', () => {
    const cost = sheet('w-1', 'cost', {
      choices: { costBasis: 'index', depreciation: 'age' },
      inputs: {
        bookCost: wanText(80),
        indexThen: '90',
        indexNow: '120',
        usedYears: '0',
        economicLifeYears: '10',
      },
    });
    expect(valueFen(cost)).toBe('106666667');
  });

  it('parts less obsolescence: (60 + 40) · (1 − 0.1 − 0.2) = 70 万元', () => {
    const part = (id: string, amount: number) =>
      row(id, `虚构成本 ${id}`, { inputs: { amount: wanText(amount) } });
    const cost = sheet('w-1', 'cost', {
      choices: { costBasis: 'parts', depreciation: 'obsolescence' },
      inputs: { functional: '0.1', economic: '0.2' },
      rows: { parts: [part('labour', 60), part('fees', 40)] },
    });
    expect(valueFen(cost)).toBe('70000000');
    expect(mustBeOk(entry([cost], 'w-1').result).warnings.map(({ code }) => code)).toEqual(['W_COST_FLOOR']);
  });

  it('years of use left end with the protection: 8 used, 12.273973 left of 30 entered', () => {
    const cost = sheet('w-1', 'cost', {
      choices: { costBasis: 'index', depreciation: 'age' },
      inputs: {
        bookCost: wanText(100),
        indexThen: '1',
        indexNow: '1',
        usedYears: '8',
        economicLifeYears: '30',
      },
    });
    // 12 + 100/365 years left: 100 · (1 − 8 ÷ 20.2739726…) = 60.5405405… 万元
    expect(valueFen(cost)).toBe('60540541');
  });

  it('market: median of 100·1.1, 120, 90·0.9 = 110 万元; the range moves the prices by 20 %', () => {
    const factors = ['time', 'patent-type', 'remaining-life', 'claim-scope', 'territory', 'exclusivity'];
    const comparable = (id: string, price: number, time: string) =>
      row(id, `虚构交易 ${id}`, {
        inputs: {
          price: wanText(price),
          ...Object.fromEntries(factors.map((factor) => [factor, factor === 'time' ? time : '1'])),
        },
      });
    const market = sheet('w-1', 'market', {
      choices: { statistic: 'median' },
      rows: {
        comparables: [
          comparable('c-1', 100, '1.1'),
          comparable('c-2', 120, '1'),
          comparable('c-3', 90, '0.9'),
        ],
      },
    });
    const value = mustBeOk(entry([market], 'w-1').result);
    expect([value.valueFen, value.lowFen, value.highFen]).toEqual(['110000000', '88000000', '132000000']);
    expect(value.approach).toBe('market');
  });
});

describe('rate worksheets', () => {
  const RISK_FREE = { riskFree: '0.03', quotedDaysBefore: '0' };

  it('risk build-up: 3 % + 5 % · 0.3 · 100 % (实验室阶段) + 5 % · 0.2 · 10 % (发明专利) = 4.6 %', () => {
    const forms = mustBeOk(worksheetForms(patentRules()));
    const form = forms.find(({ kind }) => kind === 'risk-build-up');
    // The first option of every item bears no risk, but 技术权利风险 starts at 10 points.
    const choices = Object.fromEntries(
      (form?.choices ?? []).map(({ key, options }) => [key, options[0]?.value ?? '']),
    );
    const built = sheet('r-1', 'risk-build-up', {
      choices: { ...choices, basis: 'pre-tax', 'technology.conversion': '实验室阶段' },
      inputs: RISK_FREE,
    });
    const result = mustBeOk(rateEntry([built]).result);
    expect(result).toMatchObject({ value: '0.046', gives: 'discount-rate', basis: 'pre-tax' });
    expect(result.trace.id).toBe('patent-rate/r-1');
  });

  it('capital cost: Re 0.122, WACC 0.100875, r = 0.130875, post-tax', () => {
    // 0.03 + 1.2·0.06 + 0.02 = 0.122; 0.122·0.75 + 0.05·0.75·0.25 = 0.100875
    const capital = sheet('r-1', 'capital-cost', {
      inputs: {
        ...RISK_FREE,
        beta: '1.2',
        equityRiskPremium: '0.06',
        companyPremium: '0.02',
        equity: wanText(3000),
        debt: wanText(1000),
        costOfDebt: '0.05',
        taxRate: '0.25',
        patentPremium: '0.03',
      },
    });
    expect(mustBeOk(rateEntry([capital]).result)).toMatchObject({ value: '0.130875', basis: 'post-tax' });
  });

  it('EQV-RATE: 825 ÷ (825 + 10080) = 0.075653', () => {
    expect(rate(EQUIVALENT('r-1', [150, '4.5'], [9000, '0.12']))).toBe('0.075653370014');
  });

  it('SHARE-CONV: 25 % of profit at a margin of 15 % is 3.75 % of sales, and back', () => {
    const convert = (direction: string, inputs: Record<string, string>): Worksheet =>
      sheet('r-1', 'share-conversion', {
        choices: { direction },
        inputs: { ...inputs, salesMargin: '0.15' },
      });
    expect(rate(convert('to-sales', { profitShare: '0.25' }))).toBe('0.0375');
    const back = mustBeOk(rateEntry([convert('to-profit', { royaltyRate: '0.0375' })]).result);
    expect(back).toMatchObject({ value: '0.25', gives: 'profit-share' });
  });

  it('share adjustment: 0.02 + 0.02 · 0.7 entered = 0.034; all factors at 80 points: 0.036', () => {
    const bounds = { kMin: '0.02', kMax: '0.04' };
    const adjusted = sheet('r-1', 'share-adjustment', {
      choices: { scoredBy: 'entered' },
      inputs: { ...bounds, kScore: '0.7' },
    });
    expect(rate(adjusted)).toBe('0.034');
    const form = mustBeOk(worksheetForms(patentRules())).find(({ kind }) => kind === 'share-adjustment');
    const scores = Object.fromEntries((form?.choices ?? []).map(({ key }) => [key, '80']));
    const scored = sheet('r-1', 'share-adjustment', {
      choices: { ...scores, scoredBy: 'factors' },
      inputs: bounds,
    });
    expect(rate(scored)).toBe('0.036');
  });

  const TABLE: JsonValue = [
    {
      industryCode: 'C39',
      industryName: '计算机、通信和其他电子设备制造业',
      period: '2023',
      contracts: null,
      fixedContracts: null,
      fixedAverageFen: null,
      fixedAverageTermYears: null,
      royaltyContracts: null,
      salesMean: null,
      salesMedian: '0.03',
      profitMean: '0.2',
      entryFeeAverageFen: null,
      sourceTitle: '虚构的统计表',
      sourceUrl: null,
      place: '许可统计.csv › 第 2 条',
    },
  ];
  const licence = (measure: string): Worksheet =>
    sheet('r-1', 'licence-rate', { choices: { industryCode: 'C39', period: '2023', measure } });

  it('licence rate: what the table says; a null stops and asks', () => {
    const replaced = { 'valuation.licence-rates': TABLE };
    const found = mustBeOk(rateEntry([licence('salesMedian')], replaced).result);
    expect(found).toMatchObject({ value: '0.03', gives: 'royalty-rate' });
    expect(found.trace.children[0]?.source?.kind).toBe('parameter');
    expect(mustBeOk(rateEntry([licence('profitMean')], replaced).result).gives).toBe('profit-share');
    const empty = rateEntry([licence('salesMean')], replaced).result;
    expect(empty.ok ? null : empty.failure).toMatchObject({
      code: 'E_LICENCE_RATE_NULL',
      path: 'sections.patents.worksheets[r-1].choices.measure',
      rule: 'valuation.licence-rates',
    });
    // The built-in table holds no rates at all.
    const builtIn = rateEntry([licence('salesMedian')]).result;
    expect(builtIn.ok ? null : builtIn.failure.code).toMatch(/^E_LICENCE_/);
  });
});

describe('what a worksheet refuses, at the field', () => {
  const LEVEL = (changes: Partial<Worksheet> = {}): Worksheet =>
    income('w-1', 'constant-income', { inputs: { yearlyIncome: wanText(30) } }, changes);
  const base = 'sections.patents.worksheets[w-1]';
  const withInputs = (inputs: Record<string, string | null>): Worksheet =>
    income('w-1', 'constant-income', { inputs: { yearlyIncome: wanText(30), ...inputs } });

  it('a key, choice, series, list or row field it does not know', () => {
    expect(failure(withInputs({ colour: '1' }))).toMatchObject({
      code: 'E_FIELD_UNKNOWN',
      path: `${base}.inputs.colour`,
    });
    expect(failure(LEVEL({ choices: { discountBasis: 'nominal', timing: 'end-year' } }))).toMatchObject({
      code: 'E_CHOICE_UNKNOWN',
      path: `${base}.choices.discountBasis`,
    });
    expect(failure(LEVEL({ series: { sales: { values: [], source: '' } } })).path).toBe(
      `${base}.series.sales`,
    );
    expect(failure(LEVEL({ rows: { parts: [] } })).path).toBe(`${base}.rows.parts`);
    const part = row('labour', '人工', { inputs: { amount: '1', hours: '2' } });
    const cost = sheet('w-1', 'cost', {
      choices: { costBasis: 'parts', depreciation: 'obsolescence' },
      rows: { parts: [part] },
    });
    expect(failure(cost)).toMatchObject({
      code: 'E_FIELD_UNKNOWN',
      path: `${base}.rows.parts[labour].inputs.hours`,
    });
  });

  it('what is missing: a number, a choice, a year, a list', () => {
    expect(failure(withInputs({ taxRate: null }))).toMatchObject({
      code: 'E_MISSING',
      path: `${base}.inputs.taxRate`,
    });
    expect(failure(LEVEL({ choices: { discountBasis: 'post-tax' } }))).toMatchObject({
      code: 'E_MISSING',
      path: `${base}.choices.timing`,
    });
    const gap = income('w-1', 'profit-split', {
      inputs: { profitShare: '0.2' },
      series: { operatingProfit: [wanText(1), null, wanText(1)] },
    });
    expect(failure(gap).path).toBe(`${base}.series.operatingProfit.values[1]`);
    const earnings = income('w-1', 'excess-earnings', { series: { operatingProfit: [wanText(1)] } });
    expect(failure(earnings)).toMatchObject({ code: 'E_MISSING', path: `${base}.rows.contributoryAssets` });
  });

  it('numbers outside their domain, named with the constraint', () => {
    expect(failure(withInputs({ discountRate: '0' }))).toMatchObject({
      code: 'E_DISCOUNT_RANGE',
      path: `${base}.inputs.discountRate`,
      rule: 'valuation.constraint.discount-positive',
    });
    const split = (profitShare: string): Worksheet =>
      income('w-1', 'profit-split', { inputs: { profitShare }, series: { operatingProfit: [wanText(1)] } });
    for (const share of ['0', '1', '-0.1', '1.5'])
      expect(failure(split(share))).toMatchObject({
        code: 'E_PROFIT_SHARE_RANGE',
        path: `${base}.inputs.profitShare`,
        rule: 'valuation.constraint.share-range',
      });
    expect(failure(withInputs({ yearlyIncome: '12.5' })).code).toBe('E_FEN');
  });

  it('income past the life: the year that is too many', () => {
    const long = income('w-1', 'profit-split', {
      inputs: { profitShare: '0.2', economicLifeYears: '30' },
      series: { operatingProfit: repeat(1, 14) },
    });
    expect(failure(long)).toMatchObject({
      code: 'E_INCOME_PAST_LIFE',
      path: `${base}.series.operatingProfit.values[13]`,
      rule: 'valuation.constraint.income-within-life',
    });
  });

  it('pre-tax rates beside tax, and rates of the other basis from a worksheet', () => {
    const pretax = { choices: { discountBasis: 'pre-tax', timing: 'end-year' } };
    expect(
      failure(
        income('w-1', 'constant-income', { ...pretax, inputs: { yearlyIncome: '1', taxRate: '0.25' } }),
      ),
    ).toMatchObject({
      code: 'E_TAX_BASIS',
      path: `${base}.choices.discountBasis`,
    });
    const capital = sheet('r-1', 'capital-cost', {
      inputs: {
        riskFree: '0.03',
        quotedDaysBefore: '0',
        beta: '1',
        equityRiskPremium: '0.06',
        companyPremium: '0',
        equity: '1',
        debt: '0',
        taxRate: '0.25',
        patentPremium: '0.03',
      },
    });
    const taking = income('w-1', 'constant-income', {
      ...pretax,
      inputs: { yearlyIncome: wanText(30), discountRate: '@r-1' },
    });
    expect(failure(taking, capital)).toMatchObject({
      code: 'E_TAX_BASIS',
      path: `${base}.inputs.discountRate`,
      rule: 'valuation.constraint.tax-basis',
    });
    const fitting = income('w-1', 'constant-income', {
      inputs: { yearlyIncome: wanText(30), discountRate: '@r-1' },
    });
    // r = 0.03 + 0.06 + 0.03 = 0.12: 30 · 3.604776 = 108.143286 万元
    expect(valueFen(fitting, capital)).toBe('108143286');
  });

  it('a number and a worksheet for one input; a worksheet that is not there, or gives something else', () => {
    const share = EQUIVALENT('r-1', [100, '5'], [3000, '0.1']);
    const split = (profitShare: string): Worksheet =>
      income('w-1', 'profit-split', { inputs: { profitShare }, series: { operatingProfit: [wanText(1)] } });
    const both = split('@r-1');
    const doubled = {
      ...both,
      inputs: { ...both.inputs, profitShare: { value: '0.2', source: '', from: 'r-1' } },
    };
    expect(failure(doubled, share)).toMatchObject({
      code: 'E_TWO_SOURCES',
      path: `${base}.inputs.profitShare`,
    });
    expect(failure(split('@r-9'), share)).toMatchObject({
      code: 'E_UNKNOWN_WORKSHEET',
      path: `${base}.inputs.profitShare`,
    });
    expect(failure(withInputs({ discountRate: '@r-1' }), share)).toMatchObject({
      code: 'E_WORKSHEET_KIND',
      path: `${base}.inputs.discountRate`,
    });
    expect(failure(withInputs({ taxRate: '@r-1' }), share)).toMatchObject({ code: 'E_FROM_REFUSED' });
  });

  it('a worksheet that stands on itself', () => {
    const convert = (id: string, from: string): Worksheet =>
      sheet(id, 'share-conversion', {
        choices: { direction: 'to-sales' },
        inputs: { profitShare: `@${from}`, salesMargin: '0.15' },
      });
    const { rates } = evaluate([convert('r-1', 'r-2'), convert('r-2', 'r-1'), convert('r-3', 'r-2')]);
    expect(
      rates.map(({ result }) => (result.ok ? 'ok' : [result.failure.code, result.failure.path])),
    ).toEqual([
      ['E_WORKSHEET_CYCLE', 'sections.patents.worksheets[r-1].inputs.profitShare'],
      ['E_WORKSHEET_CYCLE', 'sections.patents.worksheets[r-2].inputs.profitShare'],
      ['E_WORKSHEET_CYCLE', 'sections.patents.worksheets[r-3].inputs.profitShare'],
    ]);
  });

  it('warns of numbers that the chosen way does not use', () => {
    const cost = sheet('w-1', 'cost', {
      choices: { costBasis: 'index', depreciation: 'obsolescence' },
      inputs: {
        bookCost: wanText(80),
        indexThen: '90',
        indexNow: '120',
        functional: '0',
        economic: '0',
        usedYears: '3',
      },
    });
    const { warnings } = mustBeOk(entry([cost], 'w-1').result);
    expect(warnings.map(({ code, path }) => [code, path])).toContainEqual([
      'W_INPUT_UNUSED',
      `${base}.inputs.usedYears`,
    ]);
  });
});

describe('the trace of a worksheet', () => {
  it('ends in fields with their paths; without a source text a number is an assumption', () => {
    const level = income('w-1', 'constant-income', { inputs: { yearlyIncome: wanText(30) } });
    const unsourced = {
      ...level,
      inputs: { ...level.inputs, taxRate: { ...input('0'), source: ' ' } },
    };
    const { trace, confidence } = mustBeOk(entry([unsourced], 'w-1').result);
    const leaves = [...walkTrace(trace)].filter(({ children }) => children.length === 0);
    for (const { source, id } of leaves) expect(source, id).toBeDefined();
    const tax = leaves.find(({ id }) => id === 'worksheets/w-1/taxRate');
    expect(tax?.confidence).toBe('assumption');
    expect(confidence).toBe('assumption');
    expect(leaves.find(({ id }) => id === 'worksheets/w-1/yearlyIncome')?.note).toBe('来源：虚构的测算底稿');
  });

  it('a forecast takes k and r from worksheets with their reasons', () => {
    const adjusted = sheet('r-1', 'share-adjustment', {
      choices: { scoredBy: 'entered' },
      inputs: { kMin: '0.01', kMax: '0.03', kScore: '0.5' },
    });
    const forecast = forecastOf('f-1', {
      royaltyRate: null,
      royaltyFrom: 'r-1',
      salesFen: Array.from({ length: 8 }, () => '4600000000'),
    });
    const { valuations } = evaluate([adjusted], { forecasts: [forecast] });
    const [first] = valuations;
    if (first === undefined) throw new Error('no entry');
    const value = mustBeOk(first.result);
    // k = 0.01 + 0.02 · 0.5 = 0.02: RFR-8Y again, 309.6252 万元
    expect(value.valueFen).toBe('309625184');
    expect([...walkTrace(value.trace)].some(({ id }) => id === 'patent-rate/r-1')).toBe(true);
    const codeOf = (changes: Parameters<typeof forecastOf>[1]): string => {
      const [one] = evaluate([adjusted], { forecasts: [{ ...forecast, ...changes }] }).valuations;
      return one?.result.ok === false ? `${one.result.failure.code} ${one.result.failure.path}` : 'ok';
    };
    expect(codeOf({ royaltyRate: '0.02' })).toBe('E_TWO_SOURCES sections.patents.forecasts[f-1].royaltyFrom');
    expect(codeOf({ discountRate: null, discountFrom: 'r-1' })).toBe(
      'E_WORKSHEET_KIND sections.patents.forecasts[f-1].discountFrom',
    );
    expect(codeOf({ royaltyFrom: 'r-9' })).toBe(
      'E_UNKNOWN_WORKSHEET sections.patents.forecasts[f-1].royaltyFrom',
    );
  });

  it('a discount rate from a worksheet must be of the basis of the forecast', () => {
    const capital = sheet('r-1', 'capital-cost', {
      inputs: {
        riskFree: '0.03',
        quotedDaysBefore: '0',
        beta: '1',
        equityRiskPremium: '0.07',
        companyPremium: '0.01',
        equity: wanText(1),
        debt: '0',
        taxRate: '0.25',
        patentPremium: '0.04',
      },
    });
    const of = (discountBasis: 'pre-tax' | 'post-tax', taxRate: string) => {
      const forecast = forecastOf('f-1', {
        salesFen: Array.from({ length: 8 }, () => '4600000000'),
        discountRate: null,
        discountFrom: 'r-1',
        discountBasis,
        taxRate,
      });
      const [only] = evaluate([capital], { forecasts: [forecast] }).valuations;
      if (only === undefined) throw new Error('no entry');
      return only.result;
    };
    // r = 0.03 + 0.07 + 0.01 + 0.04 = 0.15: RFR-8Y once more
    expect(mustBeOk(of('post-tax', '0.25')).valueFen).toBe('309625184');
    const mixed = of('pre-tax', '0');
    expect(mixed.ok ? null : mixed.failure).toMatchObject({
      code: 'E_TAX_BASIS',
      path: 'sections.patents.forecasts[f-1].discountFrom',
      rule: 'valuation.constraint.tax-basis',
    });
  });
});
