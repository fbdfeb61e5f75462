import { describe, expect, it } from 'vitest';
import type { PatentRecord, PatentsSection, RoyaltyForecast } from '../../../src/lib/case/patents-section';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { type TraceNode, walkTrace } from '../../../src/lib/kernel/trace';
import { valueForecast } from '../../../src/lib/patent/value/value-patents';
import type { Valuation } from '../../../src/lib/valuation/valuation';
import { blankPatent, forecastOf, patentCase, patentRules } from '../../fixtures/patent-case';

const PATENT = blankPatent('p-1', { filingDate: '2019-03-01', status: 'in-force' });

/** RFR-8Y: sales 4600 万 a year = 4 600 000 000 分. */
const RFR_8Y = forecastOf('f-1', { salesFen: Array.from({ length: 8 }, () => '4600000000') });

const sectionOf = (
  forecast: Partial<RoyaltyForecast>,
  patent: Partial<PatentRecord> = {},
): Partial<PatentsSection> => ({
  records: [{ ...PATENT, ...patent }],
  forecasts: [{ ...RFR_8Y, ...forecast }],
});

const value = (section: Partial<PatentsSection>): Valuation =>
  mustBeOk(valueForecast(patentCase(section), patentRules(), 'f-1'));

const refusal = (section: Partial<PatentsSection>, id = 'f-1'): string => {
  const result = valueForecast(patentCase(section), patentRules(), id);
  return result.ok ? 'ok' : `${result.failure.code} ${result.failure.path.split('.').at(-1) ?? ''}`;
};

const warningCodes = (section: Partial<PatentsSection>): readonly string[] =>
  value(section).warnings.map((w) => w.code);

const node = (root: TraceNode, id: string): TraceNode => {
  for (const found of walkTrace(root)) if (found.id === id) return found;
  throw new Error(`no node ${id}`);
};

describe('value of a bundle', () => {
  it('RFR-8Y: 3 096 251.84 元', () => {
    const valuation = value(sectionOf({}));
    expect(valuation.valueFen).toBe('309625184');
    expect([valuation.approach, valuation.method]).toEqual(['income', 'relief-from-royalty']);
    expect(valuation.subject).toEqual({ kind: 'patent-pool', id: 'f-1', title: '虚构产品 f-1（1 件专利）' });
    expect(BigInt(valuation.lowFen) < 309_625_184n && 309_625_184n < BigInt(valuation.highFen)).toBe(true);
    expect(valuation.warnings).toEqual([]);
  });

  it('is traced to fields, cells and parameters, rounded once', () => {
    const { trace, confidence } = value(sectionOf({}));
    expect(trace.value).toBe('309625184');
    expect(trace.rounding).toBe('四舍五入到分');
    for (const n of walkTrace(trace)) if (n.children.length === 0) expect(n.source, n.id).toBeDefined();
    expect(node(trace, 'forecasts/f-1/royaltyRate').note).toBe('来源：虚构的许可合同');
    expect(node(trace, 'patent-value/f-1/year-1/factor').value).toBe('0.869565217391');
    expect(confidence).toBe('assumption');
  });

  it('an input without a source is an assumption', () => {
    const { trace } = value(sectionOf({ royaltySource: ' ' }));
    expect(node(trace, 'forecasts/f-1/royaltyRate').confidence).toBe('assumption');
    expect(node(trace, 'forecasts/f-1/salesFen[0]').confidence).toBe('secondary');
  });
});

describe('income period', () => {
  // 2026-11-20 → last day 2030-11-19 for a filing on 2010-11-20: 3 years and 364 of 365 days.
  it('is capped by the patent of the bundle that expires first', () => {
    const section = {
      records: [PATENT, blankPatent('p-2', { filingDate: '2010-11-21', status: 'in-force' })],
      forecasts: [{ ...RFR_8Y, patents: ['p-1', 'p-2'], salesFen: RFR_8Y.salesFen.slice(0, 4) }],
    };
    const { trace } = value(section);
    expect(node(trace, 'patent-value/f-1/legal-life').value).toBe('4');
    expect(node(trace, 'patent-value/f-1/legal-life').formula).toContain('虚构专利 p-2');
    expect(refusal({ ...section, forecasts: [{ ...RFR_8Y, patents: ['p-1', 'p-2'] }] })).toBe(
      'E_INCOME_PAST_LIFE salesFen[4]',
    );
  });

  it('is capped by the economic life', () => {
    expect(refusal(sectionOf({ economicLifeYears: '5' }))).toBe('E_INCOME_PAST_LIFE salesFen[5]');
    expect(
      node(value(sectionOf({ economicLifeYears: '30' })).trace, 'patent-value/f-1/life').formula,
    ).toMatch(/^min\(法定 12\.27/);
  });

  it('counts a part of the running last year', () => {
    // Life 1.5, sales 4600 万 twice, r 21 %: 69/1.21 + 34.5/1.21^1.5 = 57.024793 + 25.920361 = 82.945154 万
    const half = sectionOf({
      economicLifeYears: '1.5',
      salesFen: ['4600000000', '4600000000'],
      discountRate: '0.21',
    });
    expect(value(half).valueFen).toBe('82945154');
  });

  it('a right that has ended is worth 0 and says so', () => {
    const dead = sectionOf({}, { status: 'dead' });
    expect(value(dead).valueFen).toBe('0');
    expect(warningCodes(dead)).toEqual(['W_LIFE_ZERO']);
  });
});

describe('what stops a value', () => {
  it('a gap names its field; nothing is taken as 0', () => {
    expect(refusal(sectionOf({ royaltyRate: null }))).toBe('E_MISSING royaltyRate');
    expect(refusal(sectionOf({ discountRate: null }))).toBe('E_MISSING discountRate');
    expect(refusal(sectionOf({ taxRate: null }))).toBe('E_MISSING taxRate');
    expect(refusal(sectionOf({ economicLifeYears: null }))).toBe('E_MISSING economicLifeYears');
    expect(refusal(sectionOf({ salesFen: [] }))).toBe('E_MISSING salesFen');
    expect(refusal(sectionOf({}, { filingDate: null }))).toBe('E_MISSING filingDate');
  });

  it('inputs that contradict each other', () => {
    expect(refusal(sectionOf({ discountBasis: 'pre-tax' }))).toBe('E_TAX_BASIS discountBasis');
    expect(refusal(sectionOf({ royaltyRate: '1' }))).toBe('E_ROYALTY_RANGE royaltyRate');
    expect(refusal(sectionOf({ discountRate: '0' }))).toBe('E_DISCOUNT_RANGE discountRate');
    expect(refusal(sectionOf({}, { filingDate: '2026-11-21' }))).toBe('E_FILING_AFTER_VALUATION filingDate');
  });

  it('a bundle that is empty, unknown or repeats a patent', () => {
    expect(refusal(sectionOf({ patents: [] }))).toBe('E_BUNDLE_EMPTY patents');
    expect(refusal(sectionOf({ patents: ['p-9'] }))).toBe('E_BUNDLE_UNKNOWN_PATENT patents');
    expect(refusal(sectionOf({ patents: ['p-1', 'p-1'] }))).toBe('E_BUNDLE_DUPLICATE patents');
    expect(refusal(sectionOf({}), 'f-9')).toBe('E_UNKNOWN_FORECAST forecasts');
  });

  it('K applies once: a patent in two bundles, a revenue in two bundles', () => {
    const records = [PATENT, { ...PATENT, id: 'p-2' }];
    const with2 = (second: Partial<RoyaltyForecast>): string =>
      refusal({
        records,
        forecasts: [RFR_8Y, forecastOf('f-2', { patents: ['p-2'], salesFen: ['1'], ...second })],
      });
    expect(with2({})).toBe('ok');
    expect(with2({ patents: ['p-2', 'p-1'] })).toBe('E_BUNDLE_OVERLAP patents');
    expect(with2({ product: '虚构产品　Ｆ－1' })).toBe('E_REVENUE_TWICE product');
  });
});

describe('warnings', () => {
  it('rates outside the usual bounds', () => {
    expect(warningCodes(sectionOf({ discountRate: '0.059' }))).toEqual(['W_DISCOUNT_LOW']);
    expect(warningCodes(sectionOf({ discountRate: '0.06' }))).toEqual([]);
    expect(warningCodes(sectionOf({ discountRate: '0.351' }))).toEqual(['W_DISCOUNT_HIGH']);
    expect(warningCodes(sectionOf({ royaltyRate: '0.21' }))).toEqual(['W_ROYALTY_HIGH']);
    expect(warningCodes(sectionOf({ taxRate: '0' }))).toEqual(['W_NO_TAX']);
  });

  it('a pending application, and two products with the very same sales', () => {
    expect(warningCodes(sectionOf({}, { status: 'pending' }))).toEqual(['W_NOT_GRANTED']);
    const twins = {
      records: [PATENT, { ...PATENT, id: 'p-2' }],
      forecasts: [RFR_8Y, { ...RFR_8Y, id: 'f-2', product: '虚构产品 2', patents: ['p-2'] }],
    };
    expect(warningCodes(twins)).toEqual(['W_SAME_SERIES']);
  });
});
