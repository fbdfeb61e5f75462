import { describe, expect, it } from 'vitest';
import type { PatentRecord, PatentsSection } from '../../../src/lib/case/patents-section';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { inputReader } from '../../../src/lib/patent/reading/indicator-inputs';
import { indicatorContext, scoringContext } from '../../../src/lib/patent/score/scoring-context';
import { blankPatent, forecastOf, patentCase, patentRules } from '../../fixtures/patent-case';

/** What an input reads off a record: option, number, or `?` when unmeasured. */
const reading = (
  input: string,
  changes: Partial<PatentRecord>,
  section: Partial<PatentsSection> = {},
): string | number => {
  const record = blankPatent('p-1', changes);
  const context = mustBeOk(scoringContext(patentCase({ records: [record], ...section }), patentRules()));
  const answer = inputReader(input)?.read(indicatorContext(context, record)).answer ?? null;
  if (answer === null) return '?';
  return answer.kind === 'option' ? answer.option : answer.number;
};

describe('legal status on 2026-11-20', () => {
  const status = (changes: Partial<PatentRecord>): string | number => reading('legalStatus', changes);

  it('follows the list, refined by the paid-through day', () => {
    expect(status({ status: 'in-force' })).toBe('in_force');
    expect(status({ status: 'in-force', feesPaidThrough: '2026-11-20' })).toBe('in_force');
    expect(status({ status: 'in-force', feesPaidThrough: '2026-11-19' })).toBe('grace');
    // Due 2026-05-20; the sixth month ends on 2026-11-20.
    expect(status({ status: 'in-force', feesPaidThrough: '2026-05-19' })).toBe('grace');
    expect(status({ status: 'grace' })).toBe('grace');
    expect(status({ status: 'pending' })).toBe('pending');
  });

  it('is unknown when nothing is said or the list contradicts the fees', () => {
    expect(status({})).toBe('?');
    expect(status({ feesPaidThrough: '2030-01-01' })).toBe('?');
    expect(status({ status: 'in-force', feesPaidThrough: '2026-05-18' })).toBe('?');
  });

  it('expiry and full invalidation are death whatever the list prints', () => {
    expect(status({ status: 'dead' })).toBe('dead');
    expect(status({ status: 'in-force', filingDate: '2006-11-20' })).toBe('dead');
    expect(status({ status: 'in-force', filingDate: '2006-11-21' })).toBe('in_force');
    expect(status({ status: 'in-force', invalidationOutcome: 'invalid' })).toBe('dead');
  });
});

describe('invalidation record', () => {
  const record = (changes: Partial<PatentRecord>): string | number => reading('invalidationRecord', changes);

  it('needs both the open case and the outcome, unless the outcome is final', () => {
    expect(record({})).toBe('?');
    expect(record({ invalidationOutcome: 'none' })).toBe('?');
    expect(record({ invalidationPending: false })).toBe('?');
    expect(record({ invalidationOutcome: 'invalid' })).toBe('invalid');
    expect(record({ invalidationPending: true })).toBe('pending');
    expect(record({ invalidationPending: false, invalidationOutcome: 'upheld' })).toBe('upheld');
    expect(record({ invalidationPending: false, invalidationOutcome: 'upheld-part' })).toBe('upheld_part');
    expect(record({ invalidationPending: false, invalidationOutcome: 'none' })).toBe('none_invention');
  });

  it('a utility model without proceedings depends on its evaluation report', () => {
    const model = (evaluationReportPositive: boolean | null): string | number =>
      record({
        type: 'utility-model',
        invalidationPending: false,
        invalidationOutcome: 'none',
        evaluationReportPositive,
      });
    expect([model(true), model(false), model(null)]).toEqual(['none_um_report', 'none_um', '?']);
  });
});

describe('counts and choices', () => {
  it('jurisdictions count once each; an empty list says nothing', () => {
    expect(reading('familyJurisdictions', { familyJurisdictions: ['CN', 'US', 'us', 'EP'] })).toBe(3);
    expect(reading('familyJurisdictions', { familyJurisdictions: [] })).toBe('?');
    expect(reading('familyJurisdictions', { familySize: 7 })).toBe('?');
  });

  it('IPC subclasses and sections need the complete and readable list', () => {
    const ipc = { ipcMain: 'G06Q10/06', ipcAll: ['G06Q10/06', 'G06Q 30/02', 'G06F16/20', 'H04L9/32'] };
    expect(reading('ipcSubclassCount', ipc)).toBe(3);
    expect(reading('ipcSectionCount', ipc)).toBe(2);
    expect(reading('ipcSubclassCount', { ipcMain: 'G06Q10/06' })).toBe('?');
    expect(reading('ipcSubclassCount', { ipcAll: ['G06Q10/06', '不详'] })).toBe('?');
  });

  it('a list with a main symbol only does not say how many there are', () => {
    const batch = {
      id: 'b-1',
      fileName: '虚构.csv',
      sha256: 'a'.repeat(64),
      sheet: null,
      encoding: null,
      preset: null,
      columns: { ipcMain: 'IPC主分类' },
    };
    const record = { origin: { batch: 'b-1', row: 2 }, ipcMain: 'G06Q10/06', ipcAll: ['G06Q10/06'] };
    expect(reading('ipcSubclassCount', record, { imports: [batch] })).toBe('?');
    const complete = { ...batch, columns: { ipcMain: 'IPC主分类', ipcAll: 'IPC' } };
    expect(reading('ipcSubclassCount', record, { imports: [complete] })).toBe(1);
  });

  it('claim categories: product and method together, product with use only, method, use', () => {
    const category = (claimCategories: PatentRecord['claimCategories']): string | number =>
      reading('claimCategories', { claimCategories });
    expect([
      category(['method', 'product']),
      category(['product', 'use']),
      category(['method', 'use']),
      category(['use']),
      category([]),
      category(null),
    ]).toEqual(['product_method', 'product', 'method', 'use', '?', '?']);
  });

  it('deals are transfers plus licences, both known', () => {
    expect(reading('armsLengthDeals', { transferCount: 1, licenceCount: 2 })).toBe(3);
    expect(reading('armsLengthDeals', { transferCount: 1 })).toBe('?');
    expect(reading('armsLengthDeals', { licenceCount: 0 })).toBe('?');
  });

  it('a pledge that ended may have been repaid or enforced: unknown', () => {
    expect(reading('pledgeRecord', { pledgeLive: true, pledgeCount: 1 })).toBe('live');
    expect(reading('pledgeRecord', { pledgeLive: false, pledgeCount: 0 })).toBe('none');
    expect(reading('pledgeRecord', { pledgeLive: false, pledgeCount: 2 })).toBe('?');
    expect(reading('pledgeRecord', { pledgeLive: false })).toBe('?');
  });

  it('litigation: the outcome, or none when the source counts 0', () => {
    expect(reading('litigationOutcome', { litigationOutcome: 'won', litigationCount: 3 })).toBe('won');
    expect(reading('litigationOutcome', { litigationCount: 0 })).toBe('none');
    expect(reading('litigationOutcome', { litigationCount: 1 })).toBe('?');
  });

  it('simple numbers pass through, missing ones do not become 0', () => {
    expect(reading('claimCount', { claimCount: 0 })).toBe(0);
    expect(reading('claimCount', {})).toBe('?');
    expect(reading('firstClaimChars', { firstClaimChars: 310 })).toBe(310);
    expect(reading('originalityIndex', { originalityIndex: '0.625' })).toBe(0.625);
    expect(reading('forwardCitationPercentile', { forwardCitationCount: 12 })).toBe('?');
  });
});

describe('remaining economic life', () => {
  const life = (changes: Partial<PatentRecord>, economicLifeYears: string | null): string | number =>
    reading('remainingEconomicLifeYears', changes, {
      forecasts: [forecastOf('f-1', { economicLifeYears })],
    });

  it('is the shorter of both, and only when both are known', () => {
    expect(life({ filingDate: '2019-03-01' }, '6')).toBe(6);
    expect(life({ filingDate: '2010-11-21' }, '6')).toBe(4); // last day 2030-11-20
    expect(life({ filingDate: '2019-03-01' }, null)).toBe('?');
    expect(life({}, '6')).toBe('?');
  });

  it('is 0 for a right that has ended, whatever was entered', () => {
    expect(life({ filingDate: '2000-01-01' }, null)).toBe(0);
    expect(life({ status: 'dead' }, '6')).toBe(0);
  });

  it('takes the shortest life when a patent stands in several forecasts', () => {
    const forecasts = [
      forecastOf('f-1', { economicLifeYears: '7' }),
      forecastOf('f-2', { economicLifeYears: '5' }),
      forecastOf('f-3', { economicLifeYears: '9' }),
    ];
    const read = (order: typeof forecasts): string | number =>
      reading('remainingEconomicLifeYears', { filingDate: '2019-03-01' }, { forecasts: order });
    expect([read(forecasts), read([...forecasts].reverse())]).toEqual([5, 5]);
  });
});
