import { describe, expect, test } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { whatWouldChange } from '../../../src/lib/screening/what-would-change/changes';
import { remedyRows } from '../../../src/lib/state/remedy-rows';
import { GROUND, patent, readyCase, rules, screen, withSections } from '../../fixtures/screening-case';

const rowsOf = (caseRecord: CaseRecord) => {
  const screening = screen(caseRecord);
  const { decision, findings, refusal, threeViews, repayment, consistency, gates, preflight } = screening;
  const { changes } = mustBeOk(
    whatWouldChange({
      caseRecord,
      rules: rules(),
      findings: [
        ...refusal.findings,
        ...threeViews.findings,
        ...repayment.findings,
        ...consistency,
        ...gates.findings,
        ...preflight.findings,
      ],
      judged: { decision, findings, amountFen: null },
      rejudge: null,
    }),
  );
  return { rows: remedyRows(screening, changes), screening };
};

const open = readyCase([
  patent(1, { feesPaidThrough: '2026-01-01', registerCopyDate: '2026-01-01' }),
  patent(2, { procedureSuspended: true }),
  patent(3, { registerCopyDate: null }),
]);

describe('按要办的事列出', () => {
  test('每件要查明、要补正的事各一行，不多不少', () => {
    const { rows, screening } = rowsOf(open);
    expect(rows.filter((r) => r.verdict === 'unknown').map((r) => r.remedy)).toHaveLength(
      screening.missing.length,
    );
    expect(rows.filter((r) => r.verdict === 'fail')).toHaveLength(screening.toCure.length);
  });

  test('最快能办成的在前，说不准的在最后', () => {
    const days = rowsOf(open).rows.map((r) => r.soonest ?? Number.POSITIVE_INFINITY);
    expect(days.length).toBeGreaterThan(2);
    expect(days).toEqual([...days].sort((a, b) => a - b));
  });

  test('一份登记簿副本解决几项；要几项都解决，取最慢的一项', () => {
    const copy = rowsOf(open).rows.find((r) => r.verdict === 'unknown' && r.remedy.rules.length > 1);
    expect(copy?.remedy.rules.map((r) => r.rule)).toContain(`${GROUND}1`);
    expect(copy?.soonest).toBe(3);
  });

  test('没有规则能说出天数的，是说不准，不是 0', () => {
    const { screening } = rowsOf(open);
    expect(remedyRows(screening, []).every((r) => r.soonest === null)).toBe(true);
  });

  test('金额改变，次序不变', () => {
    const rich = withSections(open, ({ enterprise }) => ({
      enterprise: { ...enterprise, need: { ...enterprise.need, amountFen: '100' } },
    }));
    const texts = (c: CaseRecord) => rowsOf(c).rows.map((r) => r.remedy.remedy);
    expect(texts(rich)).toEqual(texts(open));
  });
});
