import { expect, test } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { Finding } from '../../../src/lib/case/exchange';
import { NO_OUTPUTS } from '../../../src/lib/case/method';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { completenessMethod } from '../../../src/lib/registration/completeness';
import { rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { inventedPatent, smallCase } from '../../fixtures/small-case';
import { completeCase, rulesOf } from '../../fixtures/small-package';

const findingsOf = (caseRecord: CaseRecord): readonly Finding[] =>
  completenessMethod.run({ caseRecord, rules: rulesOf(caseRecord), prior: NO_OUTPUTS }).findings;

const one = (caseRecord: CaseRecord, rule: string): Finding => {
  const found = findingsOf(caseRecord).filter((f) => f.rule === rule);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} findings of ${rule}`);
  return found[0];
};

const withPaper = (caseRecord: CaseRecord, code: string, present: boolean): CaseRecord => ({
  ...caseRecord,
  sections: {
    ...caseRecord.sections,
    registration: {
      ...caseRecord.sections.registration,
      papers: { [code]: { present, attachment: null, note: '' } },
    },
  },
});

test('a complete case passes every check', async () => {
  const findings = findingsOf(await completeCase());
  expect(findings.length).toBeGreaterThan(20);
  expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});

test('a paper nobody spoke of is unknown, one said to be missing fails, one said to be there passes', () => {
  const rule = 'registration.document.pledge-contract';
  expect(one(smallCase(), rule).verdict).toBe('unknown');
  expect(one(withPaper(smallCase(), 'pledge-contract', false), rule).verdict).toBe('fail');
  expect(one(withPaper(smallCase(), 'pledge-contract', true), rule).verdict).toBe('pass');
});

test('papers that hang on a fact: yes, no and not known', () => {
  const um = (sameDayApplication: boolean | null) =>
    smallCase([inventedPatent(1, { type: 'utility-model', sameDayApplication })]);
  const rule = 'registration.document.same-day-declaration';
  expect(one(um(true), rule)).toMatchObject({ verdict: 'unknown', severity: 'hold' });
  expect(one(um(false), rule)).toMatchObject({ verdict: 'pass', severity: 'note' });
  const unknown = one(um(null), rule);
  expect(unknown.verdict).toBe('unknown');
  expect(unknown.message).toContain('未说明实用新型有无同日发明专利申请');
});

test('an invention has no same-day question', () => {
  const invention = smallCase([inventedPatent(1, { sameDayApplication: null })]);
  expect(one(invention, 'registration.document.same-day-declaration').verdict).toBe('pass');
});

test('co-owned patents ask for the consent of all owners; unnamed owners leave it open', () => {
  const rule = 'registration.document.co-owner-consent';
  expect(one(smallCase([inventedPatent(1, { owners: ['甲', '乙'] })]), rule).message).toContain('专利权共有');
  expect(one(smallCase([inventedPatent(1, { owners: [] })]), rule)).toMatchObject({ verdict: 'unknown' });
});

test('the declaration to go on during invalidation rests on an assumption and says so', () => {
  const pending = smallCase([inventedPatent(1, { invalidationPending: true })]);
  expect(one(pending, 'registration.document.invalidation-declaration')).toMatchObject({
    verdict: 'unknown',
    confidence: 'assumption',
  });
});

test('a missing field of a patent names the patent', () => {
  const base = smallCase([inventedPatent(1), inventedPatent(2, { grantDate: null })]);
  const missing = one(base, 'registration.form.grant_date');
  expect(missing).toMatchObject({
    verdict: 'fail',
    subject: { kind: 'patent', id: 'p-2', title: '201919900002.6 虚构的第2种测试装置' },
  });
});

test('contract items name the data that is missing', () => {
  const base = smallCase([inventedPatent(1, { filingDate: null })]);
  expect(one(base, 'registration.contract.m4')).toMatchObject({
    verdict: 'fail',
    message: '案卷缺：201919900001.1 申请日',
  });
  expect(one(base, 'registration.contract.m5').message).toContain('合同文本是否写明须由人核对');
});

test('no pledged patent: the form and contract item 4 fail', () => {
  const none = smallCase([]);
  expect(one(none, 'registration.form.patents')).toMatchObject({ verdict: 'fail', severity: 'block' });
  expect(one(none, 'registration.contract.m4')).toMatchObject({
    verdict: 'fail',
    message: '案卷缺：质押专利',
  });
});

test('a credit code that cannot be right is found', () => {
  const base = smallCase();
  const { enterprise } = base.sections;
  const wrong = {
    ...base,
    sections: {
      ...base.sections,
      enterprise: {
        ...enterprise,
        enterprise: { ...enterprise.enterprise, creditCode: '91330825MA9000000A' },
      },
    },
  };
  expect(one(wrong, 'registration.credit-code.pledgor_id')).toMatchObject({ verdict: 'fail' });
});

test('without rules nothing passes: the findings are unknown and block', () => {
  const rules = rulesFromRecord([], mustBeOk(parsePlainDate('2026-11-20')), 'cn');
  const { findings } = completenessMethod.run({ caseRecord: smallCase(), rules, prior: NO_OUTPUTS });
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.every(({ verdict, severity }) => verdict === 'unknown' && severity === 'block')).toBe(true);
});

test('AUD-01 every finding rests on inputs or rules that can be looked up', async () => {
  for (const { trace, rule } of [...findingsOf(smallCase()), ...findingsOf(await completeCase())]) {
    const leaves = [...walkTrace(trace)].filter(({ children }) => children.length === 0);
    expect(leaves.length, rule).toBeGreaterThan(0);
    expect(
      leaves.every(({ source }) => source !== undefined),
      rule,
    ).toBe(true);
  }
});
