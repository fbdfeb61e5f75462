import { describe, expect, it } from 'vitest';
import { type Outputs, runMethods } from '../../../src/lib/case/method';
import type { PatentRecord, PatentsSection } from '../../../src/lib/case/patents-section';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { EARLIER_PATENT_METHODS, PATENT_METHODS } from '../../../src/lib/patent/methods';
import { rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { blankPatent, forecastOf, patentCase, patentRules } from '../../fixtures/patent-case';

const PATENT = blankPatent('p-1', {
  filingDate: '2019-03-01',
  status: 'in-force',
  feesPaidThrough: '2027-02-28',
});
const MODEL: PatentRecord = { ...PATENT, id: 'p-2', type: 'utility-model', title: '虚构专利 p-2' };
const FORECAST = forecastOf('f-1', { salesFen: Array.from({ length: 8 }, () => '4600000000') });

const run = (section: Partial<PatentsSection>, rules = patentRules()): Outputs =>
  runMethods(PATENT_METHODS, patentCase(section), rules);

const figure = (outputs: Outputs, id: string): Outputs['figures'][number] => {
  const found = outputs.figures.find((f) => f.id === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found;
};

const PLEDGED: Partial<PatentsSection> = { records: [PATENT], pledged: ['p-1'], forecasts: [FORECAST] };

describe('the patent methods', () => {
  const outputs = run(PLEDGED);

  it('leave calendar, scores and value under stable ids', () => {
    expect(outputs.figures.map((f) => f.id)).toEqual([
      'patent-expiry/p-1',
      'patent-remaining-years/p-1',
      'patent-next-annuity/p-1',
      'patent-score/total/p-1',
      'patent-score/legal/p-1',
      'patent-score/technical/p-1',
      'patent-score/economic/p-1',
      'patent-value/f-1',
      'patent-value/f-1/low',
      'patent-value/f-1/high',
      'patent-product/f-1',
    ]);
  });

  it('run in their newest version only; earlier ones are kept beside them', () => {
    const names = PATENT_METHODS.map(({ id }) => id.slice(0, id.indexOf('@')));
    expect(new Set(names).size).toBe(names.length);
    expect(PATENT_METHODS.map(({ id }) => id)).toContain('patent.score@2');
    const all = [...PATENT_METHODS, ...EARLIER_PATENT_METHODS].map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain('patent.score@1');
  });

  it('every figure repeats its trace and ends in sources', () => {
    for (const f of outputs.figures) {
      expect([f.trace.value, f.trace.unit, f.trace.method]).toEqual([f.value, f.unit, f.method]);
      for (const n of walkTrace(f.trace)) if (n.children.length === 0) expect(n.source, n.id).toBeDefined();
    }
  });

  it('calendar: filed 2019-03-01 → 2039-02-28; next fee 2027-03-01', () => {
    expect(figure(outputs, 'patent-expiry/p-1').value).toBe('2039-02-28');
    expect(figure(outputs, 'patent-expiry/p-1').unit).toBe('date');
    // 12 years to 2038-11-20 and 100 of 365 days
    expect(figure(outputs, 'patent-remaining-years/p-1').value).toBe('12.273973');
    expect(figure(outputs, 'patent-next-annuity/p-1').value).toBe('2027-03-01');
  });

  it('scores carry their interval', () => {
    const { value, interval } = figure(outputs, 'patent-score/total/p-1');
    expect(value === null).toBe(false);
    expect(Number(interval?.low) <= Number(value) && Number(value) <= Number(interval?.high)).toBe(true);
    expect(figure(outputs, 'patent-score/technical/p-1').value).toBeNull();
  });

  it('recompute to the same outputs from the rule values they read', () => {
    const rules = patentRules();
    const first = run(PLEDGED, rules);
    const again = run(PLEDGED, rulesFromRecord(rules.readSet(), rules.date, rules.region));
    expect(again).toEqual(first);
  });
});

describe('unknown stays unknown', () => {
  it('no filing date: no expiry; a dead right: no life, and no end date made up', () => {
    const outputs = run({ ...PLEDGED, records: [{ ...PATENT, filingDate: null }], forecasts: [] });
    expect(figure(outputs, 'patent-expiry/p-1').value).toBeNull();
    expect(figure(outputs, 'patent-remaining-years/p-1').value).toBeNull();
    const dead = run({ ...PLEDGED, records: [{ ...PATENT, status: 'dead' }], forecasts: [] });
    expect(figure(dead, 'patent-expiry/p-1').value).toBeNull();
    expect(figure(dead, 'patent-remaining-years/p-1').value).toBe('0');
    expect(figure(dead, 'patent-next-annuity/p-1').value).toBeNull();
    expect(figure(dead, 'patent-score/total/p-1').interval).toBeUndefined();
  });

  it('the divisional trap is named: the year in the number is not the filing year', () => {
    const divisional = { ...PATENT, applicationNumber: '201910561574.9', filingDate: '2017-02-15' };
    const expiry = figure(run({ ...PLEDGED, records: [divisional], forecasts: [] }), 'patent-expiry/p-1');
    expect(expiry.value).toBe('2037-02-14');
    expect(expiry.trace.note).toContain('申请号年份为 2019');
  });

  it('a refused forecast leaves null with reason and remedy', () => {
    const outputs = run({ ...PLEDGED, forecasts: [{ ...FORECAST, royaltyRate: null }] });
    const value = figure(outputs, 'patent-value/f-1');
    expect(value.value).toBeNull();
    expect(value.trace.note).toContain('缺许可费率');
  });

  it('without scheme or rules the figures are there, unknown, and say why', () => {
    const unscored = run({ ...PLEDGED, scheme: '', forecasts: [] });
    expect(figure(unscored, 'patent-score/total/p-1').value).toBeNull();
    expect(figure(unscored, 'patent-score/total/p-1').trace.note).toContain('尚未选择评分方案');
    const empty = rulesFromRecord([], patentRules().date, 'cn');
    expect(figure(run(PLEDGED, empty), 'patent-expiry/p-1').value).toBeNull();
  });
});

describe('the offer of the pool', () => {
  const offer = (section: Partial<PatentsSection>): Outputs['offers'][number] | undefined =>
    run({ ...PLEDGED, ...section }).offers[0];

  it('is one for all pledged patents, with the value of their bundles', () => {
    const pool = offer({});
    expect(pool).toMatchObject({
      id: 'offer/patent-pool',
      assetClass: 'PATENT_INVENTION',
      valueFen: '309625184',
      enteredCreditFen: null,
    });
    expect(pool?.subject).toEqual({ kind: 'patent-pool', id: 'patent-pool', title: '质押专利组合（1 件）' });
    expect(pool?.trace.value).toBe('309625184');
  });

  it('names its class by the types in it', () => {
    const classOf = (records: PatentRecord[]): string | undefined =>
      offer({ records, pledged: records.map((r) => r.id), forecasts: [] })?.assetClass;
    expect(classOf([MODEL])).toBe('PATENT_UTILITY');
    expect(classOf([PATENT, MODEL])).toBe('PATENT_INV_UM');
    expect(classOf([{ ...PATENT, type: 'design' }])).toBe('PATENT_MIXED');
  });

  it('does not count a bundle that is not wholly pledged, nor a value that could not be computed', () => {
    const half = offer({ records: [PATENT, MODEL], forecasts: [{ ...FORECAST, patents: ['p-1', 'p-2'] }] });
    expect(half?.valueFen).toBeNull();
    expect(half?.trace.children[0]?.note).toContain('有未质押的专利');
    const refused = offer({ forecasts: [{ ...FORECAST, taxRate: null }] });
    expect(refused?.valueFen).toBeNull();
    expect(refused?.trace.children[0]?.note).toContain('未能估值');
  });

  it('two bundles add up', () => {
    const second = forecastOf('f-2', { patents: ['p-2'], salesFen: ['4600000000'] });
    const both = offer({
      records: [PATENT, { ...MODEL, filingDate: '2020-01-01' }],
      pledged: ['p-1', 'p-2'],
      forecasts: [FORECAST, second],
    });
    expect(both?.valueFen).toBe((309_625_184n + 60_000_000n).toString()); // second: 69 万 / 1.15 = 60 万
  });

  // Two pledged, one valued: a lower bound; with a credit entered for the whole pool it is not set against it.
  it('a sum that leaves pledged patents out is a lower bound, and unknown beside an entered credit', () => {
    const records = [PATENT, MODEL];
    const partial = offer({ records, pledged: ['p-1', 'p-2'] });
    expect(partial?.valueFen).toBe('309625184');
    expect(partial?.trace.children[0]?.note).toBe(
      '此数为下限；估值只覆盖 1 件，合计 309.63 万元；其余 1 件没有估值',
    );
    const enteredCredit = { amountFen: '184000000000', source: '虚构的公开报道', enteredBy: '虚构经办' };
    const beside = offer({ records, pledged: ['p-1', 'p-2'], enteredCredit });
    expect([beside?.valueFen, beside?.enteredCreditFen]).toEqual([null, '184000000000']);
    expect(beside?.trace.children[0]?.formula).toBe('组合价值未知');
    expect(offer({ enteredCredit })?.valueFen).toBe('309625184');
  });

  it('an entered credit stands beside the value, with its source', () => {
    const entered = (source: string): Outputs['offers'][number] | undefined =>
      offer({ forecasts: [], enteredCredit: { amountFen: '184000000000', source, enteredBy: '虚构经办' } });
    const published = entered('虚构的公开报道');
    expect(published?.enteredCreditFen).toBe('184000000000');
    expect(published?.valueFen).toBeNull();
    expect(published?.confidence).toBe('secondary');
    expect(entered('')?.confidence).toBe('assumption');
  });

  it('there is none without a pledge', () => {
    expect(offer({ pledged: [] })).toBeUndefined();
  });
});
