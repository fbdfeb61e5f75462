import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { collateralHandlers } from '../../../workers/handlers/collateral';
import { valuationHandlers } from '../../../workers/handlers/valuation';
import { blankPatent, patentCase } from '../../fixtures/patent-case';

const JOB = { cancelled: () => false, progress: () => undefined, breathe: () => Promise.resolve() };
const records = Array.from({ length: 30 }, (_, n) =>
  blankPatent(`p-${n}`, {
    applicationNumber: `20191990${String(n).padStart(4, '0')}.X`,
    filingDate: '2019-03-12',
    pledgeLive: n === 3,
  }),
);
const caseRecord = patentCase({ records, pledged: records.map(({ id }) => id) });
const whole = mustBeOk(await collateralHandlers.screenCase({ caseRecord }, JOB));
const view = mustBeOk(await collateralHandlers.screenView({ caseRecord }, JOB));

describe('screenView', () => {
  it('says the same as the whole screening, without the findings of every patent', () => {
    expect(view.decision).toEqual(whole.decision);
    expect(view.threeViews).toEqual(whole.threeViews);
    expect(
      view.refusal.grounds.map(({ rule, verdict, counts, message }) => [rule, verdict, counts, message]),
    ).toEqual(
      whole.refusal.grounds.map(({ rule, verdict, counts, message }) => [rule, verdict, counts, message]),
    );
    const pairs = (findings: readonly { rule: string; verdict: string }[]): string[] =>
      [...new Set(findings.map(({ rule, verdict }) => `${rule} ${verdict}`))].sort();
    expect(pairs(view.findings)).toEqual(pairs(whole.findings));
    expect(view.findings.length).toBe(pairs(whole.findings).length);
  });

  it('does not grow with the traces of the pledge', () => {
    expect(JSON.stringify(view).length).toBeLessThan(JSON.stringify(whole).length / 5);
    expect(JSON.stringify(view.refusal)).not.toContain('"trace"');
  });

  it('names whom an examiner may confirm, exactly where the ground is unknown and asks', () => {
    for (const ground of whole.refusal.grounds) {
      const asked = ground.findings.some((f) => f.answerable && f.subject.kind === 'patent');
      const expected = ground.verdict === 'unknown' && asked ? ground.findings.map((f) => f.subject.id) : [];
      expect(view.refusal.grounds.find(({ rule }) => rule === ground.rule)?.confirmable).toEqual(expected);
    }
    expect(view.refusal.grounds.some(({ confirmable }) => confirmable.length === 30)).toBe(true);
  });

  it('hands out the lines of one ground, what is not passed first, and each trace', async () => {
    const mixed = whole.refusal.grounds.find(({ counts }) => counts.fail === 1);
    const rule = mixed?.rule ?? '';
    const lines = mustBeOk(await collateralHandlers.groundLines({ caseRecord, rule }, JOB));
    expect(lines).toHaveLength(30);
    expect(lines[0]).toMatchObject({ rule, verdict: 'fail', subject: { id: 'p-3' } });
    expect(JSON.stringify(lines)).not.toContain('"trace"');
    const trace = mustBeOk(
      await collateralHandlers.explainFinding({ caseRecord, rule, subject: 'p-3' }, JOB),
    );
    expect(trace).toEqual(mixed?.findings.find(({ subject }) => subject.id === 'p-3')?.trace);
  });

  it('refuses a finding that is not there, and knows no lines of a ground that is not there', async () => {
    const gone = await collateralHandlers.explainFinding({ caseRecord, rule: 'x', subject: 'p-3' }, JOB);
    expect(gone.ok ? '' : gone.failure.code).toBe('E_UNKNOWN_FINDING');
    expect(mustBeOk(await collateralHandlers.groundLines({ caseRecord, rule: 'x' }, JOB))).toEqual([]);
  });
});

describe('evaluateAssets', () => {
  it('leaves the figures of single patents where they are', async () => {
    const { figures, offers } = mustBeOk(await valuationHandlers.evaluateAssets({ caseRecord }, JOB));
    expect(figures.filter(({ subject }) => subject.kind === 'patent')).toEqual([]);
    expect(offers.length).toBeGreaterThan(0);
  });
});
