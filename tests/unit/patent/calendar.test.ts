import { describe, expect, it } from 'vitest';
import type { PatentType } from '../../../src/lib/case/patents-section';
import { type PlainDate, parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import {
  type AnnuityBasis,
  annualFeeFen,
  annuitiesDuring,
  annuityDueDate,
  lateFeeFen,
  lateFeeMonth,
  nextAnnuity,
  patentYearOn,
} from '../../../src/lib/patent/calendar/annuities';
import { annualFees, lateFees, termTable } from '../../../src/lib/patent/calendar/calendar-rules';
import { lastDayOfProtection, legalRemainingYears, termYears } from '../../../src/lib/patent/calendar/term';
import { readTyped } from '../../../src/lib/rulebook/read-rule';
import { patentRules } from '../../fixtures/patent-case';

const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const terms = mustBeOk(readTyped(patentRules(), 'patent.term', termTable)).value;
const fees = mustBeOk(readTyped(patentRules(), 'patent.annual-fees', annualFees)).value;
const late = mustBeOk(readTyped(patentRules(), 'patent.late-fee', lateFees)).value;

const lastDay = (type: PatentType, filing: string): string => {
  const years = termYears(terms, type, day(filing));
  return years === null ? 'none' : lastDayOfProtection(day(filing), years);
};

describe('last day of protection', () => {
  it('vectors of the reference: divisional, design switch on the filing date, guideline example', () => {
    expect(lastDay('invention', '2017-02-15')).toBe('2037-02-14'); // ZL201910561574.9, number says 2019
    expect(lastDay('design', '2021-05-31')).toBe('2031-05-30');
    expect(lastDay('design', '2021-06-01')).toBe('2036-05-31');
    expect(lastDay('utility-model', '1999-09-06')).toBe('2009-09-05');
  });

  // 2014 is common: 28 February, less one day. 2032 is leap: 29 February, less one day.
  it('29 February', () => {
    expect(lastDay('utility-model', '2004-02-29')).toBe('2014-02-27');
    expect(lastDay('invention', '2012-02-29')).toBe('2032-02-28');
  });

  it('is read as the law stood before June 2021 when valued before', () => {
    const before = mustBeOk(readTyped(patentRules({}, '2020-01-01'), 'patent.term', termTable)).value;
    expect(termYears(before, 'design', day('2019-01-01'))).toBe(10);
  });
});

describe('legal remaining life', () => {
  it('is whole anniversaries plus days over the running year, 0 afterwards', () => {
    expect(legalRemainingYears(day('2026-11-20'), day('2036-11-20')).toFixed()).toBe('10');
    // 2026-11-20 → 2036-11-20 is 10; 73 more days of 365 = 0.2
    expect(legalRemainingYears(day('2026-11-20'), day('2037-02-01')).toFixed()).toBe('10.2');
    expect(legalRemainingYears(day('2026-11-20'), day('2026-11-19')).toFixed()).toBe('0');
  });
});

describe('annual fees', () => {
  it('published: patent year 1 of a filing 1999-06-01 runs to 2000-05-31', () => {
    expect(patentYearOn(day('1999-06-01'), day('1999-06-01'))).toBe(1);
    expect(patentYearOn(day('1999-06-01'), day('2000-05-31'))).toBe(1);
    expect(patentYearOn(day('1999-06-01'), day('2000-06-01'))).toBe(2);
  });

  it('published: filed 1997-06-03, granted 2001-08-01: year 5 paid at grant, year 6 due by 2002-06-03', () => {
    expect(patentYearOn(day('1997-06-03'), day('2001-08-01'))).toBe(5);
    expect(annuityDueDate(day('1997-06-03'), 6)).toBe('2002-06-03');
    const basis: AnnuityBasis = {
      type: 'invention',
      filingDate: day('1997-06-03'),
      grantDate: day('2001-08-01'),
      paidThrough: null,
      termYears: 20,
      fees,
    };
    expect(nextAnnuity(basis, day('2001-08-02'))).toEqual({ year: 6, due: '2002-06-03', feeFen: 120_000n });
  });

  it('lifetime totals 82 300 / 11 200 / 26 200 元', () => {
    const total = (type: PatentType, years: number): bigint =>
      Array.from({ length: years }, (_, i) => annualFeeFen(fees, type, i + 1) ?? 0n).reduce(
        (a, b) => a + b,
        0n,
      );
    expect(total('invention', 20)).toBe(8_230_000n);
    expect(total('utility-model', 10)).toBe(1_120_000n);
    expect(total('design', 15)).toBe(2_620_000n);
    expect(annualFeeFen(fees, 'utility-model', 11)).toBeNull();
  });

  const filed2019: AnnuityBasis = {
    type: 'invention',
    filingDate: day('2019-03-01'),
    grantDate: day('2021-06-01'),
    paidThrough: day('2027-02-28'),
    termYears: 20,
    fees,
  };

  it('the next fee is the first unpaid one, even when overdue; none is left at the end', () => {
    expect(nextAnnuity(filed2019, day('2026-11-20'))?.due).toBe('2027-03-01');
    expect(nextAnnuity({ ...filed2019, paidThrough: day('2026-02-28') }, day('2026-11-20'))).toEqual({
      year: 8,
      due: '2026-03-01',
      feeFen: 200_000n,
    });
    expect(nextAnnuity({ ...filed2019, paidThrough: null }, day('2026-03-01'))?.due).toBe('2026-03-01');
    expect(nextAnnuity({ ...filed2019, paidThrough: day('2039-02-28') }, day('2038-06-01'))).toBeNull();
  });

  // Years 9 (due 2027-03-01, 2000 元) and 10 (2028-03-01, 4000 元), 11 (2029-03-01, 4000 元).
  it('fees payable during a loan', () => {
    const during = annuitiesDuring(filed2019, day('2026-12-01'), day('2029-03-01'));
    expect(during.map((a) => `${a.year} ${a.due} ${a.feeFen?.toString() ?? ''}`)).toEqual([
      '9 2027-03-01 200000',
      '10 2028-03-01 400000',
      '11 2029-03-01 400000',
    ]);
    expect(annuitiesDuring(filed2019, day('2026-12-01'), day('2027-02-28'))).toEqual([]);
  });
});

describe('late fee', () => {
  const due = day('2026-08-31');

  it('a boundary day belongs to the earlier month; after six months there is none', () => {
    const month = (text: string): number | null => lateFeeMonth(late, due, day(text));
    expect(
      ['2026-08-31', '2026-09-01', '2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01'].map(month),
    ).toEqual([0, 1, 1, 2, 2, 3]);
    // Half a year after 31 August is 28 February 2027.
    expect(month('2027-02-28')).toBe(6);
    expect(month('2027-03-01')).toBeNull();
  });

  it('0, 5, 10, 15, 20, 25 % of the full fee', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((m) => lateFeeFen(late, 90_000n, m))).toEqual([
      0n,
      0n,
      4_500n,
      9_000n,
      13_500n,
      18_000n,
      22_500n,
      null,
    ]);
  });

  it('published: 900 元, 25 元 paid in the 5 % month, next payment in the 10 % month: 65 元 to add', () => {
    expect(lateFeeFen(late, 90_000n, 3, 2_500n)).toBe(6_500n);
    expect(lateFeeFen(late, 60_000n, 3)).toBe(6_000n); // published second example
    expect(lateFeeFen(late, 60_000n, 2, 9_999n)).toBe(0n);
  });
});
