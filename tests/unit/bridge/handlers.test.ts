import { describe, expect, it } from 'vitest';
import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import type { WorkerName } from '../../../src/lib/bridge/contract';
import { servePort } from '../../../src/lib/bridge/serve-port';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { newCase } from '../../../src/lib/case/new-case';
import { type Result, mustBeOk } from '../../../src/lib/kernel/result';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import { collateralHandlers } from '../../../workers/handlers/collateral';
import { intakeHandlers } from '../../../workers/handlers/intake';
import { profileHandlers } from '../../../workers/handlers/profile';
import { registrationHandlers } from '../../../workers/handlers/registration';
import { valuationHandlers } from '../../../workers/handlers/valuation';
import { FakeWorker, outcomeOf } from './fake-worker';

const HANDLERS: Record<WorkerName, Parameters<typeof servePort>[0]> = {
  intake: intakeHandlers,
  valuation: valuationHandlers,
  profile: profileHandlers,
  collateral: collateralHandlers,
  registration: registrationHandlers,
};
const bridge = new BridgeClient((name) => new FakeWorker(servePort(HANDLERS[name])));

const empty: CaseRecord = newCase({
  id: 'case-1',
  title: '虚构案卷',
  valuationDate: '2026-11-20',
  region: 'cn-330800',
  mode: 'bank',
});

const LIST = { fileName: '清单.csv', bytes: encodeUtf8('标题,申请号\n（虚构）装置,不是号码\n') };

/** Every method that reads a case. */
const CALLS: Record<string, (caseRecord: CaseRecord) => Promise<Result<unknown>>> = {
  inspectPatentFile: (caseRecord) => bridge.call('intake', 'inspectPatentFile', { ...LIST, caseRecord }),
  importPatentFile: (caseRecord) =>
    bridge.call('intake', 'importPatentFile', { ...LIST, caseRecord, batchId: 'import-1', mapping: null }),
  planPatentImport: (caseRecord) =>
    bridge.call('intake', 'planPatentImport', { ...LIST, caseRecord, batchId: 'import-1', mapping: null }),
  inspectGazetteFile: (caseRecord) => bridge.call('intake', 'inspectGazetteFile', { ...LIST, caseRecord }),
  feeReductions: (caseRecord) => bridge.call('valuation', 'feeReductions', { caseRecord }),
  scorePatents: (caseRecord) => bridge.call('valuation', 'scorePatents', { caseRecord }),
  explainScore: (caseRecord) => bridge.call('valuation', 'explainScore', { caseRecord, patent: 'p-1' }),
  schemes: (caseRecord) => bridge.call('valuation', 'schemes', { caseRecord }),
  tryOverlay: (caseRecord) => bridge.call('valuation', 'tryOverlay', { caseRecord, overlay: null }),
  sampleFromCase: (caseRecord) => bridge.call('valuation', 'sampleFromCase', { caseRecord }),
  evaluateAssets: (caseRecord) => bridge.call('valuation', 'evaluateAssets', { caseRecord }),
  screenCase: (caseRecord) => bridge.call('collateral', 'screenCase', { caseRecord }),
  structureCase: (caseRecord) => bridge.call('collateral', 'structureCase', { caseRecord }),
  assetClasses: (caseRecord) => bridge.call('collateral', 'assetClasses', { caseRecord }),
  checklist: (caseRecord) => bridge.call('collateral', 'checklist', { caseRecord }),
  buildPackage: (caseRecord) =>
    bridge.call('registration', 'buildPackage', { caseRecord, attachments: new Map() }),
  checkPackage: (caseRecord) => bridge.call('registration', 'checkPackage', { caseRecord }),
};

const SCHEME = { scheme: 'gbt-42748-framework', scenario: 'finance' };
const patents = { ...empty.sections.patents, ...SCHEME };
const badOverlay = { institution: '虚构银行', version: '1', sha256: '0'.repeat(64), json: '{"half":' };

describe.each(Object.entries(CALLS))('%s', (_method, call) => {
  it.each([
    ['a case in which nothing has been said', empty],
    ['a case as a page first makes it', { ...empty, sections: { ...empty.sections, patents } }],
    ['a case whose overlay cannot be read', { ...empty, overlay: badOverlay }],
    ['a case whose date is no date', { ...empty, valuationDate: '2026-02-30' }],
  ])('answers %s with a value or a refusal, never with a bug', async (_what, caseRecord) => {
    const result = await call(caseRecord);
    expect(outcomeOf(result)).not.toMatch(/^E_(BUG|WORKER)/);
    if (caseRecord.overlay !== null || caseRecord.valuationDate === '2026-02-30')
      expect(result.ok).toBe(false);
    if (!result.ok) expect(result.failure.remedy).not.toBe('');
  });
});

describe('files', () => {
  it('keeps the choices for lists full: asset classes and check items', async () => {
    const classes = mustBeOk(await bridge.call('collateral', 'assetClasses', { caseRecord: empty }));
    expect(classes).toContainEqual({ value: 'PATENT_MIXED', label: expect.any(String) as string });
    expect(new Set(classes.map(({ value }) => value)).size).toBe(classes.length);
  });

  it('lets a person choose a column that was not recognised', async () => {
    const bytes = encodeUtf8('标题,号码\n（虚构）装置,201919900011.5\n');
    const read = { fileName: '清单.csv', bytes, caseRecord: empty, batchId: 'import-1' };
    const guessed = mustBeOk(await bridge.call('intake', 'importPatentFile', { ...read, mapping: null }));
    expect(guessed.records).toEqual([]);
    const chosen = await bridge.call('intake', 'importPatentFile', {
      ...read,
      mapping: { 1: 'applicationNumber' },
    });
    expect(mustBeOk(chosen).records.map(({ applicationNumber }) => applicationNumber)).toEqual([
      '201919900011.5',
    ]);
  });

  it('reports on bytes that are no package instead of refusing them', async () => {
    const report = mustBeOk(
      await bridge.call('registration', 'verifyPackage', { bytes: encodeUtf8('不是包') }),
    );
    expect(report.id).toBeNull();
    expect(report.answers.integrity.verdict).not.toBe('pass');
    expect(report.answers.recalculation.verdict).toBe('unknown');
  });

  it('refuses a file that the disk no longer gives, without calling it a bug', async () => {
    class GoneFile extends Blob {
      override slice(): Blob {
        const part = new Blob(['x']);
        part.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
        return part;
      }
    }
    const result = await bridge.call('profile', 'profileTable', {
      files: [{ name: '表.csv', blob: new GoneFile(['a,b\n1,2\n']), lastModified: 0 }],
      choice: {},
      resume: null,
      workers: 1,
    });
    expect(outcomeOf(result)).toBe('E_READ');
    expect(!result.ok && result.failure.path).toBe('表.csv');
  });
});
