import { describe, expect, it } from 'vitest';
import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import { servePort } from '../../../src/lib/bridge/serve-port';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { type Result, mustBeOk } from '../../../src/lib/kernel/result';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import { registrationHandlers } from '../../../workers/handlers/registration';
import { valuationHandlers } from '../../../workers/handlers/valuation';
import { blankPatent, optionAnswer, patentCase } from '../../fixtures/patent-case';
import { FakeWorker, outcomeOf } from './fake-worker';

const bridge = new BridgeClient(
  (name) => new FakeWorker(servePort(name === 'registration' ? registrationHandlers : valuationHandlers)),
);

const record = patentCase({ records: [blankPatent('p-1')], pledged: ['p-1'] });
const withSheets = (appraisals: CaseRecord['sections']['patents']['appraisals']): CaseRecord => ({
  ...record,
  sections: { ...record.sections, patents: { ...record.sections.patents, appraisals } },
});
const sheet = (by: string, option: string) => ({
  by,
  seal: null,
  answers: [{ ...optionAnswer('p-1', 'T1.1', option), by }],
});

const CALLS: Record<string, (caseRecord: CaseRecord) => Promise<Result<unknown>>> = {
  appraisalRoute: (caseRecord) => bridge.call('valuation', 'appraisalRoute', { caseRecord }),
  sealAppraisal: (caseRecord) => bridge.call('valuation', 'sealAppraisal', { caseRecord, by: '虚构甲' }),
  compareAppraisals: (caseRecord) => bridge.call('valuation', 'compareAppraisals', { caseRecord }),
  settleDifference: (caseRecord) =>
    bridge.call('valuation', 'settleDifference', {
      caseRecord,
      patent: 'p-1',
      indicator: 'T1.1',
      decision: { settled: { kind: 'option', option: 'A' }, reason: 'x', by: 'y', evidence: [] },
    }),
  writeAppraisal: (caseRecord) => bridge.call('valuation', 'writeAppraisal', { caseRecord, by: '虚构甲' }),
  readAppraisal: (caseRecord) =>
    bridge.call('valuation', 'readAppraisal', { caseRecord, bytes: encodeUtf8('{}') }),
  weightStability: (caseRecord) =>
    bridge.call('valuation', 'weightStability', { caseRecord, patents: ['p-1'] }),
};

describe.each(Object.entries(CALLS))('%s', (_method, call) => {
  it.each([
    ['a case without scheme', patentCase({ scheme: '', scenario: '' })],
    ['a case without patents', patentCase({})],
    ['a case whose date is no date', { ...record, valuationDate: '2026-02-30' }],
    ['open sheets', withSheets([sheet('虚构甲', 'A'), sheet('虚构乙', 'B')])],
  ])('answers %s with a value or a refusal, never with a bug', async (_what, caseRecord) => {
    const result = await call(caseRecord);
    expect(outcomeOf(result)).not.toMatch(/^E_(BUG|WORKER)/);
    if (caseRecord.valuationDate === '2026-02-30') expect(result.ok).toBe(false);
    if (!result.ok) expect(result.failure.remedy).not.toBe('');
  });
});

describe('an exchange between two computers', () => {
  it('seals, writes, reads and compares, and the second sheet never needs the first', async () => {
    const seal = async (caseRecord: CaseRecord, by: string): Promise<string> =>
      mustBeOk(await bridge.call('valuation', 'sealAppraisal', { caseRecord, by })).seal;
    const [first, second] = [sheet('虚构甲', 'A'), sheet('虚构乙', 'C')];
    const there = withSheets([{ ...second, seal: await seal(withSheets([second]), '虚构乙') }]);
    const file = mustBeOk(
      await bridge.call('valuation', 'writeAppraisal', { caseRecord: there, by: '虚构乙' }),
    );
    const sealed = { ...first, seal: await seal(withSheets([first]), '虚构甲') };
    const read = mustBeOk(
      await bridge.call('valuation', 'readAppraisal', {
        caseRecord: withSheets([sealed]),
        bytes: file.bytes,
      }),
    );
    const review = mustBeOk(
      await bridge.call('valuation', 'compareAppraisals', { caseRecord: withSheets([sealed, read]) }),
    );
    expect(review.differences.map(({ indicator, gap }) => [indicator, gap])).toEqual([['T1.1', 40]]);
  });

  it('the package page hears of the route', async () => {
    const { findings } = mustBeOk(await bridge.call('registration', 'checkPackage', { caseRecord: record }));
    expect(findings.find(({ rule }) => rule === 'patent.appraisal-route')?.verdict).toBe('unknown');
  });
});
