import { describe, expect, it } from 'vitest';
import type { PatentRecord, PatentType } from '../../../src/lib/case/patents-section';
import { type PlainDate, parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { parseApplicationNumber } from '../../../src/lib/kernel/patent-number';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { annualFeeFen } from '../../../src/lib/patent/calendar/annuities';
import {
  type FeeReduction,
  reducedFeeFen,
  reductionFromGrant,
  restorationCostFen,
} from '../../../src/lib/patent/calendar/fee-reduction';
import { readFeeReduction, readFeeRules, readRestoration } from '../../../src/lib/patent/calendar/fee-rules';
import {
  type FeeSchedule,
  type FeeSubject,
  feeSchedule,
} from '../../../src/lib/patent/calendar/fee-schedule';
import { feeTotalTrace } from '../../../src/lib/patent/calendar/fee-trace';
import { lateBands } from '../../../src/lib/patent/calendar/late-bands';
import { protectionEnd } from '../../../src/lib/patent/calendar/protection-end';
import { blankPatent, patentCase, patentRules } from '../../fixtures/patent-case';

const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const rules = mustBeOk(readFeeRules(patentRules()));
const reductionRule = mustBeOk(readFeeReduction(patentRules())).value;

/** Filed 2019-03-01, granted in its third year, fees paid to the end of year 8. */
const patent = (id: string, changes: Partial<PatentRecord> = {}): PatentRecord =>
  blankPatent(id, {
    applicationNumber: '201919900011.8',
    filingDate: '2019-03-01',
    grantDate: '2021-06-01',
    status: 'in-force',
    feesPaidThrough: '2027-02-28',
    ...changes,
  });

const subject = (
  record: PatentRecord,
  reduction: FeeReduction | null = null,
  more: Partial<FeeSubject> = {},
): FeeSubject => ({ record, reduction, ...more });

const schedule = (subjects: readonly FeeSubject[], from = '2026-12-01', until = '2029-11-30'): FeeSchedule =>
  mustBeOk(feeSchedule(subjects, day(from), day(until), rules));

describe('reduction', () => {
  // Published reduced amounts, 元: 85 % off 135 180 300 600 900 1200, 70 % off 270 360 600 1200 1800 2400.
  it.each([
    ['invention', [1, 4, 7, 10, 13, 16], [135, 180, 300, 600, 900, 1200], [270, 360, 600, 1200, 1800, 2400]],
    ['utility-model', [3, 5, 6, 9], [90, 135, 180, 300], [180, 270, 360, 600]],
    ['design', [1, 4, 8, 10, 11], [90, 135, 180, 300, 450], [180, 270, 360, 600, 900]],
  ] satisfies readonly (readonly [PatentType, number[], number[], number[]])[])(
    'published reduced fees: %s',
    (type, years, single, joint) => {
      const paid = (off: string): readonly number[] =>
        years.map(
          (year) => Number(reducedFeeFen(annualFeeFen(rules.fees.value, type, year) ?? -1n, off)) / 100,
        );
      expect(paid(reductionRule.single)).toEqual(single);
      expect(paid(reductionRule.joint)).toEqual(joint);
    },
  );

  it('ten years from the year of the grant on; six before August 2018', () => {
    const grant = [day('2019-03-01'), day('2021-06-01')] as const;
    expect(reductionFromGrant('single', ...grant, reductionRule)).toEqual({
      off: '0.85',
      fromYear: 3,
      toYear: 12,
    });
    const before = mustBeOk(readFeeReduction(patentRules({}, '2018-07-31'))).value;
    expect(reductionFromGrant('joint', ...grant, before)).toEqual({ off: '0.7', fromYear: 3, toYear: 8 });
  });

  it('a lapsed year costs the fee, 25 % of the full fee and 1000 元', () => {
    const restoration = mustBeOk(readRestoration(patentRules())).value;
    // 4000 × 0.15 = 600; 4000 × 0.25 = 1000; 600 + 1000 + 1000 = 2600 元.
    expect(restorationCostFen(400_000n, 60_000n, restoration)).toBe(260_000n);
    expect(restoration.windowMonths).toBe(2);
  });
});

describe('late bands', () => {
  // Due 2026-08-31, full 900 元, reduced to 135 元: late fees 0, 45, 90, 135, 180, 225 元 on the full fee.
  it('six months, boundary day in the earlier band, on the full fee', () => {
    const bands = lateBands(rules.late.value, day('2026-08-31'), 90_000n, 13_500n);
    expect(bands.map((b) => `${b.from} ${b.to} ${b.totalFen?.toString() ?? ''}`)).toEqual([
      '2026-09-01 2026-09-30 13500',
      '2026-10-01 2026-10-31 18000',
      '2026-11-01 2026-11-30 22500',
      '2026-12-01 2026-12-31 27000',
      '2027-01-01 2027-01-31 31500',
      '2027-02-01 2027-02-28 36000',
    ]);
    expect(lateBands(rules.late.value, day('2026-08-31'), null, null)[5]?.totalFen).toBeNull();
  });
});

describe('protection end', () => {
  const endOf = (changes: Partial<PatentRecord>, ptaDays = 0, pteDays = 0) =>
    protectionEnd(patent('p-1', changes), { ptaDays, pteDays }, rules);

  it('vectors: divisional ZL201910561574.9 and the guideline example end and terminate as published', () => {
    const number = mustBeOk(parseApplicationNumber('ZL201910561574.9'));
    expect([number.canonical, number.year]).toEqual(['201910561574.9', 2019]);
    const divisional = mustBeOk(endOf({ applicationNumber: number.canonical, filingDate: '2017-02-15' }));
    expect([divisional.lastDay, divisional.terminationDate]).toEqual(['2037-02-14', '2037-02-15']);
    const model = mustBeOk(endOf({ type: 'utility-model', filingDate: '1999-09-06' }));
    expect([model.lastDay, model.terminationDate]).toEqual(['2009-09-05', '2009-09-06']);
  });

  it('adds the days of compensation as entered', () => {
    expect(mustBeOk(endOf({}, 100)).lastDay).toBe('2039-06-08'); // 2039-02-28 + 100 days
    expect(mustBeOk(endOf({}, 0, 1826)).lastDay).toBe('2044-02-28'); // five years, one leap day
  });

  it.each([
    [{}, 0, 1828, 'E_COMPENSATION_LIMIT'],
    [{}, -1, 0, 'E_COMPENSATION_DAYS'],
    [{}, 1.5, 0, 'E_COMPENSATION_DAYS'],
    [{ type: 'utility-model' as const }, 10, 0, 'E_COMPENSATION_TYPE'],
    [{ filingDate: null }, 0, 0, 'E_MISSING'],
  ])('refuses %j %d %d with %s', (changes, pta, pte, code) => {
    const end = endOf(changes, pta, pte);
    expect(end.ok ? '' : end.failure.code).toBe(code);
  });
});

describe('fee schedule', () => {
  // Years 9, 10 and 11: 2000, 4000, 4000 元.
  it('lists the fees of a loan term with the total', () => {
    const { items, totalFen, patents } = schedule([subject(patent('p-1'))]);
    expect(items.map((i) => `${i.year} ${i.due} ${i.toPayFen?.toString() ?? ''} ${i.windowEnd}`)).toEqual([
      '9 2027-03-01 200000 2027-09-01',
      '10 2028-03-01 400000 2028-09-01',
      '11 2029-03-01 400000 2029-09-01',
    ]);
    expect(totalFen).toBe(1_000_000n);
    expect(patents[0]?.end.lastDay).toBe('2039-02-28');
  });

  // Reduced to 15 % through year 10: 300 + 600 + 4000 = 4900 元.
  it('takes the reduction off in the years it covers, late fees stay on the full fee', () => {
    const { items, totalFen } = schedule([subject(patent('p-1'), { off: '0.85', fromYear: 3, toYear: 10 })]);
    expect(items.map((i) => i.payableFen)).toEqual([30_000n, 60_000n, 400_000n]);
    expect(items.map((i) => i.reductionOff)).toEqual(['0.85', '0.85', null]);
    expect(items[0]?.bands[5]?.lateFeeFen).toBe(50_000n); // 25 % of 2000 元
    expect(totalFen).toBe(490_000n);
  });

  // Year 8 was due 2026-03-01; on 2026-07-15 month 5 runs: 20 % of 2000 = 400 元.
  it('counts a fee that is overdue on the first day at its band', () => {
    const late = schedule(
      [subject(patent('p-1', { feesPaidThrough: '2026-02-28' }))],
      '2026-07-15',
      '2026-12-31',
    );
    expect(late.items.map((i) => [i.year, i.monthLate, i.toPayFen])).toEqual([[8, 5, 240_000n]]);
    expect(late.totalFen).toBe(240_000n);
  });

  it('a fee due on the last day counts, the day after does not', () => {
    const due = (until: string): number =>
      schedule([subject(patent('p-1'))], '2026-12-01', until).items.length;
    expect([due('2027-02-28'), due('2027-03-01')]).toEqual([0, 1]);
  });

  it('the year of the grant is not listed: it was paid at the grant', () => {
    const fresh = patent('p-1', { filingDate: '2024-03-01', grantDate: '2026-11-01', feesPaidThrough: null });
    expect(schedule([subject(fresh)], '2026-12-01', '2027-12-01').items.map((i) => i.year)).toEqual([4]);
  });

  // Filed 2007-01-10: term ends 2027-01-09; with 400 days 2028-02-13: years 21 and 22 begin inside. 2 × 8000 元.
  it('years of term compensation cost the fee of the rule, without reduction', () => {
    const old = patent('p-1', {
      filingDate: '2007-01-10',
      grantDate: '2010-05-05',
      feesPaidThrough: '2027-01-09',
    });
    const long = { compensation: { ptaDays: 400, pteDays: 0 } };
    const { items, totalFen } = schedule([subject(old, { off: '0.85', fromYear: 1, toYear: 99 }, long)]);
    expect(items.map((i) => `${i.year} ${i.due}`)).toEqual(['21 2027-01-10', '22 2028-01-10']);
    expect(totalFen).toBe(1_600_000n);
  });

  it.each([
    [{ status: 'dead' as const }, 'E_RIGHT_ENDED'],
    [{ filingDate: '2006-03-01', feesPaidThrough: null }, 'E_RIGHT_ENDED'],
    [{ status: 'pending' as const }, 'E_NOT_GRANTED'],
    [{ grantDate: '2018-06-01' }, 'E_GRANT_BEFORE_FILING'],
    [{ feesPaidThrough: '2026-02-28' }, 'E_FEE_WINDOW_PASSED'], // due 2026-03-01, window to 2026-09-01
    [{ filingDate: null }, 'E_MISSING'],
  ])('leaves out %j with %s; the rest goes on and the total is withheld', (changes, code) => {
    const good = patent('p-2', { applicationNumber: '201919900029.0' });
    const result = schedule([subject(patent('p-1', changes)), subject(good)]);
    expect(result.failures.map((f) => f.code)).toEqual([code]);
    expect(result.patents.map((p) => p.record.id)).toEqual(['p-2']);
    expect([result.totalFen, result.knownFen]).toEqual([null, 1_000_000n]);
  });

  it('refuses a reduction that is none, and days the wrong way round', () => {
    const bad = schedule([subject(patent('p-1'), { off: '85', fromYear: 3, toYear: 10 })]);
    expect(bad.failures[0]?.code).toBe('E_FEE_REDUCTION');
    expect(feeSchedule([], day('2027-01-02'), day('2027-01-01'), rules).ok).toBe(false);
  });

  it('the trace of the total adds up to its leaves', () => {
    const record = patent('p-1');
    const section = patentCase({ records: [record] }).sections.patents;
    const trace = feeTotalTrace(section, schedule([subject(record)]), rules);
    expect(trace.value).toBe('1000000');
    expect(trace.children.reduce((sum, node) => sum + BigInt(node.value ?? '0'), 0n)).toBe(1_000_000n);
    expect([...walkTrace(trace)].map((node) => node.id)).toContain('rule/patent.annual-fees');
  });
});
