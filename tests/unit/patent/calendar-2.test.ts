import { describe, expect, it } from 'vitest';
import type { Outputs } from '../../../src/lib/case/method';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import { NO_OUTPUTS } from '../../../src/lib/case/method';
import { type PlainDate, parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { bundleLegalLife } from '../../../src/lib/patent/calendar/bundle-legal-life';
import { calendarMethod } from '../../../src/lib/patent/calendar/calendar-method';
import { calendarMethod2 } from '../../../src/lib/patent/calendar/calendar-method-2';
import { readFeeReduction, readFeeRules, readLifeRules } from '../../../src/lib/patent/calendar/fee-rules';
import { legalLife } from '../../../src/lib/patent/calendar/legal-life';
import { reductionChoices } from '../../../src/lib/patent/calendar/reduction-choices';
import { PATENT_METHODS } from '../../../src/lib/patent/methods';
import { rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { blankPatent, patentCase, patentRules } from '../../fixtures/patent-case';
import { feeCalendar } from '../../../workers/fee-calendar';
import { METHOD_REGISTRY } from '../../fixtures/methods';

const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const ON = day('2026-11-20');
const rules = mustBeOk(readLifeRules(patentRules()));

const patent = (changes: Partial<PatentRecord> = {}): PatentRecord =>
  blankPatent('p-1', {
    filingDate: '2019-03-01',
    grantDate: '2021-06-01',
    status: 'in-force',
    feesPaidThrough: '2027-02-28',
    ...changes,
  });

const run = (record: PatentRecord, method = calendarMethod2): Outputs =>
  method.run({
    caseRecord: patentCase({ records: [record], pledged: [record.id] }),
    rules: patentRules(),
    prior: NO_OUTPUTS,
  });
const valuesOf = (outputs: Outputs): (string | null)[] => outputs.figures.map(({ value }) => value);

describe('legal life with term compensation', () => {
  it('adds PTA and PTE days to the statutory last day', () => {
    // 2019-03-01 + 20 years − 1 day = 2039-02-28; + 100 + 200 days = 2039-12-25.
    const life = legalLife(patent({ termCompensation: { ptaDays: 100, pteDays: 200 } }), ON, rules);
    expect([life.statutoryLastDay, life.lastDay, life.fault]).toEqual(['2039-02-28', '2039-12-25', null]);
    // 2026-11-20 → 2038-11-20 is 12 years; 2038-11-20 → 2039-02-28 is 100 days of 365.
    expect(legalLife(patent(), ON, rules).remaining?.toFixed(6)).toBe((12 + 100 / 365).toFixed(6));
    // … → 2039-12-25 is 13 years and 35 of 366 days.
    expect(life.remaining?.toFixed(6)).toBe((13 + 35 / 366).toFixed(6));
  });

  it.each([
    ['utility-model', { ptaDays: 1, pteDays: 0 }, 'E_COMPENSATION_TYPE'],
    ['invention', { ptaDays: 0, pteDays: 1_828 }, 'E_COMPENSATION_LIMIT'],
    ['invention', { ptaDays: 40_000, pteDays: 0 }, 'E_COMPENSATION_DAYS'],
  ] as const)('%s with %o is not known, and says why', (type, termCompensation, code) => {
    const life = legalLife(patent({ type, termCompensation }), ON, rules);
    expect([life.lastDay, life.remaining, life.fault?.code]).toEqual([null, null, code]);
    const figures = run(patent({ type, termCompensation })).figures;
    expect(figures.map(({ value }) => value)).toEqual([null, null, null]);
    expect(figures[0]?.trace.note).toContain(life.fault?.message);
  });

  it('a dead right has no life left whatever was compensated', () => {
    const life = legalLife(
      patent({ status: 'dead', termCompensation: { ptaDays: 9, pteDays: 0 } }),
      ON,
      rules,
    );
    expect([life.remaining?.toFixed(0), life.ended]).toEqual(['0', true]);
  });

  it('a bundle lives as long as its shortest, compensation counted', () => {
    const long = patent({ termCompensation: { ptaDays: 365, pteDays: 0 } });
    const short = { ...patent({ filingDate: '2019-06-01' }), id: 'p-2', title: '虚构专利 p-2' };
    const caseRecord = patentCase({ records: [long, short] });
    const life = mustBeOk(bundleLegalLife(caseRecord, 'x/life', [long, short], ON, rules));
    // Without compensation p-1 would end first (2039-02-28); with it p-2 does (2039-05-31).
    expect(life.trace.formula).toContain('p-2');
    expect([...walkTrace(life.trace)].some((n) => n.id === 'rule/patent.compensation')).toBe(true);
    const bad = { ...short, type: 'design' as const, termCompensation: { ptaDays: 3, pteDays: 0 } };
    const refused = bundleLegalLife(caseRecord, 'x/life', [long, bad], ON, rules);
    expect(refused.ok ? '' : refused.failure.code).toBe('E_COMPENSATION_TYPE');
    const late = bundleLegalLife(caseRecord, 'x/life', [patent({ filingDate: '2027-01-01' })], ON, rules);
    expect(late.ok ? '' : late.failure.code).toBe('E_FILING_AFTER_VALUATION');
  });
});

describe('patent.calendar@2', () => {
  it('says the same as @1 where nothing is reduced or compensated', () => {
    for (const record of [
      patent(),
      patent({ filingDate: null }),
      patent({ status: 'dead' }),
      patent({ feesPaidThrough: null }),
    ])
      expect(valuesOf(run(record))).toEqual(valuesOf(run(record, calendarMethod)));
  });

  it('runs instead of @1, which stays for packages that name it', () => {
    expect(PATENT_METHODS.map(({ id }) => id)).toContain('patent.calendar@2');
    expect(PATENT_METHODS.map(({ id }) => id)).not.toContain('patent.calendar@1');
    expect(METHOD_REGISTRY.get('patent.calendar@1')).toBe(calendarMethod);
    expect(METHOD_REGISTRY.get('patent.calendar@2')).toBe(calendarMethod2);
  });

  it('@1 does not know compensation, @2 does', () => {
    const record = patent({ termCompensation: { ptaDays: 100, pteDays: 0 } });
    expect(valuesOf(run(record, calendarMethod))[0]).toBe('2039-02-28');
    expect(valuesOf(run(record))[0]).toBe('2039-06-08');
  });

  it('the next fee bears its reduction, and compensation has years of its own', () => {
    const reduced = run(patent({ feeReduction: { off: '0.85', fromYear: 3, toYear: 12 } })).figures[2];
    // Year 9: 2,000 元 × 15 % = 300 元.
    expect([reduced?.value, reduced?.trace.formula]).toEqual([
      '2027-03-01',
      '第 9 年年费：申请日 + 8 年，减缴 0.85 后应缴 30000 分',
    ]);
    const paid = patent({ feesPaidThrough: '2039-02-28', termCompensation: { ptaDays: 400, pteDays: 0 } });
    expect(valuesOf(run(paid))[2]).toBe('2039-03-01');
    expect(valuesOf(run({ ...paid, termCompensation: null }))[2]).toBeNull();
  });

  it('is unknown without rules, and says so in all three figures', () => {
    const none = rulesFromRecord([], ON, 'cn');
    const caseRecord = patentCase({ records: [patent()], pledged: ['p-1'] });
    const { figures } = calendarMethod2.run({ caseRecord, rules: none, prior: NO_OUTPUTS });
    expect(figures.map(({ value }) => value)).toEqual([null, null, null]);
  });
});

describe('the fee calendar of a case', () => {
  const calendar = (record: PatentRecord, payOn: string | null = null) => {
    const base = patentCase({ records: [record], pledged: [record.id] });
    const enterprise = base.sections.enterprise;
    const caseRecord = {
      ...base,
      sections: {
        ...base.sections,
        enterprise: { ...enterprise, need: { ...enterprise.need, debtEnd: '2028-11-30' } },
      },
    };
    return mustBeOk(feeCalendar(caseRecord, payOn, patentRules()));
  };

  it('counts reductions and names the total, each with its trace', () => {
    // Years 9 (2027) and 10 (2028): 2,000 + 4,000 元; 85 % off: 300 + 600 元.
    expect(calendar(patent()).totalFen).toBe('600000');
    const reduced = calendar(patent({ feeReduction: { off: '0.85', fromYear: 3, toYear: 12 } }));
    expect([reduced.totalFen, reduced.items.map((i) => i.toPayFen)]).toEqual(['90000', ['30000', '60000']]);
    expect([...walkTrace(reduced.trace)].filter((n) => n.id.endsWith('/feeReduction'))).toHaveLength(2);
    expect(reduced.patents.map((p) => [p.totalFen, p.trace.value])).toEqual([['90000', '90000']]);
  });

  it('says what is overdue on the day of payment, the late fee and the last day', () => {
    // Due 2027-03-01; 2027-05-20 is in the third month: 10 % of the full 2,000 元, also when the fee is reduced.
    const late = calendar(patent({ feeReduction: { off: '0.85', fromYear: 3, toYear: 12 } }), '2027-05-20');
    expect(late.now).toEqual({ count: 1, toPayFen: '50000', lateFeeFen: '20000', lastDay: '2027-09-01' });
    expect(calendar(patent()).now).toEqual({ count: 0, toPayFen: '0', lateFeeFen: '0', lastDay: null });
  });

  it('names a patent whose compensation cannot be and withholds the total', () => {
    const broken = calendar(patent({ type: 'utility-model', termCompensation: { ptaDays: 5, pteDays: 0 } }));
    expect([broken.totalFen, broken.failures.map((f) => f.code)]).toEqual([null, ['E_COMPENSATION_TYPE']]);
  });
});

describe('the usual reductions', () => {
  const rule = mustBeOk(readFeeReduction(patentRules())).value;

  it('run ten years from the patent year of the grant', () => {
    // Granted 2021-06-01 in the third patent year (from 2021-03-01).
    const { grants, kinds } = reductionChoices([patent()], rule);
    expect(kinds).toEqual({ single: '0.85', joint: '0.7' });
    expect(grants[0]?.single).toEqual({ off: '0.85', fromYear: 3, toYear: 12 });
    expect(grants[0]?.joint).toEqual({ off: '0.7', fromYear: 3, toYear: 12 });
  });

  it('need the day of the grant', () => {
    const { grants, failures } = reductionChoices([patent({ grantDate: null })], rule);
    expect([grants, failures.map((f) => f.code)]).toEqual([[], ['E_MISSING']]);
  });

  it('read one set of rules', () => expect(readFeeRules(patentRules()).ok).toBe(true));
});
