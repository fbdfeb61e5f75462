import { describe, expect, it } from 'vitest';
import { runMethods } from '../../../src/lib/case/method';
import type { PatentsSection } from '../../../src/lib/case/patents-section';
import { royaltyMethod } from '../../../src/lib/patent/value/royalty-method';
import { royaltyMethod2 } from '../../../src/lib/patent/value/royalty-method-2';
import { ALL_METHODS, METHOD_REGISTRY } from '../../fixtures/methods';
import { blankPatent, forecastOf, patentCase, patentRules } from '../../fixtures/patent-case';
import { income, wanText } from '../../fixtures/worksheets';

const PATENT = blankPatent('p-1', { filingDate: '2019-03-01', status: 'in-force' });
const EIGHT = forecastOf('f-1', { salesFen: Array.from({ length: 8 }, () => '4600000000') });
const SECTION: Partial<PatentsSection> = { records: [PATENT], pledged: ['p-1'], forecasts: [EIGHT] };

const figuresOf = (method: typeof royaltyMethod, section: Partial<PatentsSection>) =>
  runMethods([method], patentCase(section), patentRules());
const lines = (method: typeof royaltyMethod, section: Partial<PatentsSection>): readonly string[] =>
  figuresOf(method, section).figures.map(({ id, value }) => `${id} ${value ?? '?'}`);

describe('version 1 of relief from royalty', () => {
  it('is kept for verification and no longer runs', () => {
    expect(METHOD_REGISTRY.get('patent.relief-from-royalty@1')).toBe(royaltyMethod);
    expect(METHOD_REGISTRY.get('patent.relief-from-royalty@2')).toBe(royaltyMethod2);
    const running = ALL_METHODS.map(({ id }) => id);
    expect(running).not.toContain('patent.relief-from-royalty@1');
    expect(running).toContain('patent.relief-from-royalty@2');
    const at = (id: string): number => running.indexOf(id);
    expect(at('patent.reconciliation@1')).toBeGreaterThan(at('patent.value-methods@1'));
  });

  it('still gives what it gave: value, range and offer, 0 for a dead right, worksheets unseen', () => {
    // RFR-8Y; ends at r 0.17, k 0.016 and r 0.13, k 0.024: 4600 · 0.75 · k · (1 − (1 + r)^−8) ÷ r
    const values = [
      'patent-value/f-1 309625184',
      'patent-value/f-1/low 232235370',
      'patent-value/f-1/high 397338180',
    ];
    expect(lines(royaltyMethod, SECTION)).toEqual(values);
    const other = income(
      'w-1',
      'constant-income',
      { inputs: { yearlyIncome: wanText(1) } },
      { product: '虚构产品 二' },
    );
    expect(lines(royaltyMethod, { ...SECTION, worksheets: [other] })).toEqual(values);
    expect(figuresOf(royaltyMethod, SECTION).offers.map(({ valueFen }) => valueFen)).toEqual(['309625184']);
    const dead = { ...SECTION, records: [{ ...PATENT, status: 'dead' as const }] };
    expect(lines(royaltyMethod, dead)[0]).toBe('patent-value/f-1 0');
  });
});

describe('version 2', () => {
  it('gives the same value and range, and no offer', () => {
    expect(lines(royaltyMethod2, SECTION)).toEqual(lines(royaltyMethod, SECTION));
    expect(figuresOf(royaltyMethod2, SECTION).offers).toEqual([]);
  });

  it('refuses a life of 0 and a bundle that a worksheet values behind another product', () => {
    const dead = { ...SECTION, records: [{ ...PATENT, status: 'dead' as const }] };
    const [value] = figuresOf(royaltyMethod2, dead).figures;
    expect([value?.value, value?.trace.note]).toEqual([
      null,
      expect.stringContaining('收益年限为 0') as string,
    ]);
    const other = income(
      'w-1',
      'constant-income',
      { inputs: { yearlyIncome: wanText(1) } },
      { product: '虚构产品 二' },
    );
    expect(lines(royaltyMethod2, { ...SECTION, worksheets: [other] })).toEqual(['patent-value/f-1 ?']);
  });

  it('counts term compensation in the legal life; version 1 never did', () => {
    // 12.27 years and 300 days of PTA are 13.09 years: a 14th year of income fits only then
    const late = { ...PATENT, filingDate: '2019-03-01', termCompensation: { ptaDays: 300, pteDays: 0 } };
    const long = forecastOf('f-1', {
      salesFen: Array.from({ length: 14 }, () => '1'),
      economicLifeYears: '30',
    });
    const section = { ...SECTION, records: [late], forecasts: [long] };
    expect(lines(royaltyMethod, section)).toEqual(['patent-value/f-1 ?']);
    expect(lines(royaltyMethod2, section)[0]).not.toContain('?');
  });
});
