import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { Finding } from '../../../src/lib/case/exchange';
import { runMethods } from '../../../src/lib/case/method';
import type { AssumptionEntry } from '../../../src/lib/case/patents-section';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { assumptionMethod } from '../../../src/lib/patent/appraisal/assumption-method';
import { type CaseRoute, caseRoute } from '../../../src/lib/patent/appraisal/case-route';
import { routeMethod } from '../../../src/lib/patent/appraisal/route-method';
import { rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { blankPatent, patentCase, patentRules } from '../../fixtures/patent-case';

type Report = CaseRecord['sections']['registration']['appraisal'];

const REPORT: Report = {
  appraised: true,
  agency: '虚构资产评估有限公司',
  valueFen: '200000000000',
  baseDate: '2026-06-30',
  validUntil: '2027-06-29',
  confirmation: { by: '虚构复核员', on: '2026-11-18', valueFen: '180000000000' },
};
const NONE: Report = {
  appraised: false,
  agency: null,
  valueFen: null,
  baseDate: null,
  validUntil: null,
  confirmation: null,
};

interface Facts {
  readonly wan?: string | null;
  readonly grade?: string | null;
  readonly panel?: number | null;
  readonly report?: Report;
  readonly pledged?: string[];
}

const caseOf = ({
  wan = '300',
  grade = null,
  panel = null,
  report = NONE,
  pledged = ['p-1'],
}: Facts): CaseRecord => {
  const record = patentCase({
    records: [blankPatent('p-1')],
    pledged,
    desk: { preparer: '', reviewer: '', dueDiligenceGrade: grade, panelSize: panel },
  });
  const { enterprise, registration } = record.sections;
  const need = { ...enterprise.need, amountFen: wan === null ? null : `${wan}000000` };
  return {
    ...record,
    sections: {
      ...record.sections,
      enterprise: { ...enterprise, need },
      registration: { ...registration, appraisal: report },
    },
  };
};

const route = (facts: Facts): CaseRoute => mustBeOk(caseRoute(caseOf(facts), patentRules()));
const finding = (facts: Facts): Finding | undefined =>
  runMethods([routeMethod], caseOf(facts), patentRules()).findings[0];

describe('the route that a case takes', () => {
  it.each<[string, Facts, string | undefined, string]>([
    ['300 万 with grade A: agreed', { grade: 'A' }, 'agreed', 'pass'],
    ['300 万, grade C, two people: the next heavier', { grade: 'C', panel: 2 }, 'in-house', 'pass'],
    ['301 万, nothing said: in-house, unknown', { wan: '301' }, 'in-house', 'unknown'],
    ['4500 万, no report: outside, unknown', { wan: '4500', grade: 'A', panel: 9 }, 'outside', 'unknown'],
    ['4500 万 with a report', { wan: '4500', report: REPORT }, 'outside', 'pass'],
    ['4500 万, expired', { wan: '4500', report: { ...REPORT, validUntil: '2026-11-19' } }, 'outside', 'fail'],
    ['amount not known', { wan: null, grade: 'A', panel: 9 }, undefined, 'unknown'],
  ])('%s', (_what, facts, taken, verdict) => {
    expect(route(facts).taken?.route).toBe(taken);
    expect(finding(facts)?.verdict).toBe(verdict);
  });

  it('a report counts only when somebody said that there is one', () => {
    expect(route({ wan: '4500', report: { ...REPORT, appraised: null } }).taken?.verdict).toBe('unknown');
  });

  it('the trace names every way and ends in what was entered and in parameters', () => {
    const { trace } = route({ wan: '4500', report: REPORT });
    const labels = [...walkTrace(trace)].map(({ label }) => label);
    for (const label of ['银企协商估值', '银行内部评估', '外部评估 + 银行确认', '贷款金额', '评估组人数'])
      expect(labels).toContain(label);
    expect([...walkTrace(trace)].find((n) => n.label === '外部报告 › 评估价值')?.value).toBe('200000000000');
    expect(trace.confidence).toBe('assumption');
  });

  it('refuses a stored date that is none', () => {
    const broken = caseRoute(caseOf({ report: { ...REPORT, baseDate: '2026-02-30' } }), patentRules());
    expect(broken.ok).toBe(false);
  });
});

describe('the finding of the route', () => {
  it('says what may be used, or what is missing and what to do', () => {
    expect(finding({ grade: 'B' })).toMatchObject({
      message: '可以采用银企协商估值',
      remedy: '',
      severity: 'hold',
    });
    expect(finding({ wan: '301', panel: 1 })).toMatchObject({
      verdict: 'unknown',
      message: '银行内部评估：复核 1 人，少于 2 人',
      remedy: '请补足复核人员',
    });
  });

  it('fails only when no way is left', () => {
    const stale = { ...REPORT, validUntil: '2026-11-19' };
    expect(finding({ wan: '301', panel: 1, report: stale })?.verdict).toBe('fail');
    expect(finding({ wan: '301', panel: 1 })?.verdict).toBe('unknown');
  });

  it('is about a pledge of patents; there is none without', () => {
    expect(finding({ pledged: [] })).toBeUndefined();
  });

  it('is unknown, with the reason, when the rules are not there', () => {
    const empty = rulesFromRecord([], patentRules().date, 'cn');
    const [found] = runMethods([routeMethod], caseOf({ grade: 'A' }), empty).findings;
    expect(found?.verdict).toBe('unknown');
    expect(found?.remedy).not.toBe('');
  });

  it('recomputes to the same from the rule values it read', () => {
    const rules = patentRules();
    const record = caseOf({ wan: '4500', report: REPORT });
    const first = runMethods([routeMethod, assumptionMethod], record, rules);
    const again = rulesFromRecord(rules.readSet(), rules.date, rules.region);
    expect(runMethods([routeMethod, assumptionMethod], record, again)).toEqual(first);
  });
});

describe('the finding of the assumption log', () => {
  const entry = (changes: Partial<AssumptionEntry> = {}): AssumptionEntry => ({
    order: 1,
    field: 'k',
    label: '许可费率 k',
    from: '0.02',
    to: '0.03',
    valueBeforeFen: '100',
    valueAfterFen: '200',
    by: '虚构经办',
    reason: '虚构理由',
    ...changes,
  });
  const judged = (entries: AssumptionEntry[], needFen: string | null = '1000'): Finding | undefined => {
    const record = patentCase({ assumptionLog: { needFen, entries } });
    return runMethods([assumptionMethod], record, patentRules()).findings[0];
  };

  it('is none before the first change and passes when every change has its reason', () => {
    expect(judged([])).toBeUndefined();
    expect(judged([entry()])).toMatchObject({ verdict: 'pass', remedy: '' });
  });

  it('is unknown without a reason, or when a change took the value to the need', () => {
    expect(judged([entry({ reason: ' ' })])).toMatchObject({
      verdict: 'unknown',
      remedy: '请补写修改的理由',
    });
    expect(judged([entry({ valueAfterFen: '1000' })])?.message).toContain(
      '第 1 次修改使估值由低于需求变为不低于需求',
    );
    expect(judged([entry({ valueAfterFen: '1000' })])?.verdict).toBe('unknown');
  });

  it('fails when entries were taken out or edited', () => {
    expect(judged([entry({ order: 2 })])?.verdict).toBe('fail');
    expect(judged([entry(), entry({ order: 2, from: '0.05', to: '0.06' })])?.verdict).toBe('fail');
    expect(judged([entry()], null)?.verdict).toBe('fail');
  });
});
