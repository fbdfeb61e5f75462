import { describe, expect, it } from 'vitest';
import { type PlainDate, parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import {
  type AppraisalInput,
  type AppraisalVerdict,
  appraisalRoute,
} from '../../../src/lib/patent/appraisal/appraisal-route';
import type { OutsideReport } from '../../../src/lib/patent/appraisal/outside-report';
import { patentRules } from '../../fixtures/patent-case';

const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const wan = (amount: bigint): bigint => amount * 1_000_000n;

const REPORT: OutsideReport = {
  agency: '虚构资产评估有限公司',
  baseDate: day('2026-06-30'),
  validUntil: day('2027-06-29'),
  valueFen: wan(2000n),
  confirmation: { by: '虚构复核员', on: day('2026-11-18'), valueFen: wan(1800n) },
};

const INPUT: AppraisalInput = {
  amountFen: wan(300n),
  on: day('2026-11-20'),
  dueDiligenceGrade: 'A',
  reviewers: 2,
  report: REPORT,
};

const routeOf = (changes: Partial<AppraisalInput>): AppraisalVerdict =>
  mustBeOk(appraisalRoute({ ...INPUT, ...changes }, patentRules()));
const verdicts = (changes: Partial<AppraisalInput>): readonly string[] =>
  routeOf(changes).routes.map((r) => r.verdict);
const outside = (changes: Partial<OutsideReport>): readonly string[] => {
  const found = routeOf({ report: { ...REPORT, ...changes } }).routes[2];
  return [found?.verdict ?? '', ...(found?.findings.map((f) => f.code) ?? [])];
};

describe('by amount', () => {
  it.each([
    [300n, ['pass', 'pass', 'pass'], 'agreed'],
    [301n, ['fail', 'pass', 'pass'], 'in-house'],
    [1000n, ['fail', 'pass', 'pass'], 'in-house'],
    [1001n, ['fail', 'fail', 'pass'], 'outside'],
  ])('%s 万', (amount, expected, lightest) => {
    expect(verdicts({ amountFen: wan(amount) })).toEqual(expected);
    expect(routeOf({ amountFen: wan(amount) }).lightest).toBe(lightest);
  });

  it('unknown amount is no pass; a negative one is refused', () => {
    expect(verdicts({ amountFen: null })).toEqual(['unknown', 'unknown', 'unknown']);
    expect(appraisalRoute({ ...INPUT, amountFen: -1n }, patentRules()).ok).toBe(false);
  });
});

describe('conditions', () => {
  it('agreed needs grade A or B, in-house two reviewers; missing is unknown', () => {
    expect(verdicts({ dueDiligenceGrade: 'C' })).toEqual(['fail', 'pass', 'pass']);
    expect(verdicts({ dueDiligenceGrade: null, reviewers: null })).toEqual(['unknown', 'unknown', 'pass']);
    expect(verdicts({ reviewers: 1 })).toEqual(['pass', 'fail', 'pass']);
  });

  it('an institution sets its own', () => {
    const own = { agreedGrades: ['C'], inHouseReviewers: 3, reportMaxAgeMonths: 2 };
    const verdict = mustBeOk(appraisalRoute(INPUT, patentRules({ 'valuation.appraisal-conditions': own })));
    expect(verdict.routes.map((r) => r.verdict)).toEqual(['fail', 'fail', 'fail']);
  });
});

describe('outside report', () => {
  it('none, or without agency, dates, value or confirmation: unknown, each named', () => {
    expect(routeOf({ report: null }).routes[2]).toMatchObject({
      verdict: 'unknown',
      findings: [{ code: 'E_REPORT_MISSING' }],
    });
    expect(
      outside({ agency: ' ', baseDate: null, validUntil: null, valueFen: null, confirmation: null }),
    ).toEqual([
      'unknown',
      'E_REPORT_AGENCY_MISSING',
      'E_REPORT_BASE_DATE_MISSING',
      'E_REPORT_VALIDITY_MISSING',
      'E_REPORT_VALUE_MISSING',
      'E_CONFIRMATION_MISSING',
    ]);
  });

  it('the last day of validity still counts, the next does not', () => {
    expect(outside({ validUntil: day('2026-11-20') })).toEqual(['pass']);
    expect(outside({ validUntil: day('2026-11-19') })).toEqual(['fail', 'E_REPORT_EXPIRED']);
  });

  it('six months from the base date on, no longer; not from the future', () => {
    expect(outside({ baseDate: day('2026-05-20') })).toEqual(['pass']);
    expect(outside({ baseDate: day('2026-05-19') })).toEqual(['fail', 'E_REPORT_TOO_OLD']);
    expect(outside({ baseDate: day('2026-11-21') })[1]).toBe('E_REPORT_BASE_DATE');
    expect(outside({ validUntil: day('2026-06-29') })).toEqual([
      'fail',
      'E_REPORT_EXPIRED',
      'E_REPORT_DATES',
    ]);
  });

  it('our confirmation is dated between base date and decision and not above the report', () => {
    const confirmed = (on: string, valueFen: bigint | null): readonly string[] =>
      outside({ confirmation: { by: '虚构复核员', on: day(on), valueFen } });
    expect(confirmed('2026-06-29', 1n)).toEqual(['fail', 'E_CONFIRMATION_DATE']);
    expect(confirmed('2026-11-21', 1n)).toEqual(['fail', 'E_CONFIRMATION_DATE']);
    expect(confirmed('2026-11-20', wan(2000n))).toEqual(['pass']);
    expect(confirmed('2026-11-20', wan(2000n) + 1n)).toEqual(['fail', 'E_CONFIRMATION_VALUE']);
    expect(confirmed('2026-11-20', null)).toEqual(['unknown', 'E_CONFIRMATION_VALUE_MISSING']);
  });

  it('the trace names what may be used and what stands against the rest', () => {
    const { trace } = routeOf({
      amountFen: wan(1001n),
      report: { ...REPORT, validUntil: day('2026-11-19') },
    });
    expect(trace.value).toBeNull();
    expect(trace.note).toContain('外部报告已于 2026-11-19 过期');
    expect(trace.confidence).toBe('assumption');
    expect(routeOf({}).trace.value).toBe('银企协商估值、银行内部评估、外部评估 + 银行确认');
  });
});
