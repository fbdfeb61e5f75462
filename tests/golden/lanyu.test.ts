import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCaseJson } from '../../src/lib/case/case-json';
import type { Attachment } from '../../src/lib/case/case-record';
import { BridgeClient } from '../../src/lib/bridge/bridge-client';
import type { RegistrationApi, WorkerName } from '../../src/lib/bridge/contract';
import { servePort } from '../../src/lib/bridge/serve-port';
import { readBag, writeBag } from '../../src/lib/container/bagit';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { mustBeOk } from '../../src/lib/kernel/result';
import type { BuiltPackage } from '../../src/lib/registration/build-package';
import type { VerifyReport } from '../../src/lib/review/verify-report';
import { figuresIn, setFigures } from '../fixtures/package-results';
import { collateralHandlers } from '../../workers/handlers/collateral';
import { intakeHandlers } from '../../workers/handlers/intake';
import { profileHandlers } from '../../workers/handlers/profile';
import { registrationHandlers } from '../../workers/handlers/registration';
import { valuationHandlers } from '../../workers/handlers/valuation';

/** From the sample's patent list to the verified package, through the port of every worker that takes part. */

const HANDLERS: Record<WorkerName, Parameters<typeof servePort>[0]> = {
  intake: intakeHandlers,
  valuation: valuationHandlers,
  profile: profileHandlers,
  collateral: collateralHandlers,
  registration: registrationHandlers,
};

const bridge = new BridgeClient((name) => ({
  port: servePort(HANDLERS[name]),
  died: new Promise(() => undefined),
  terminate: () => undefined,
}));

const sample = (name: string): Uint8Array =>
  readFileSync(new URL(`../../static/samples/${name}`, import.meta.url));

const LIST = 'lanyu-patents.csv';
const empty = mustBeOk(parseCaseJson(new TextDecoder().decode(sample('lanyu-case.json'))));

const importList = async () =>
  mustBeOk(
    await bridge.call('intake', 'importPatentFile', {
      fileName: LIST,
      bytes: sample(LIST),
      caseRecord: empty,
      batchId: 'import-1',
      mapping: null,
    }),
  );

const attach = async (id: string, name: string, role: string): Promise<Attachment> => {
  const bytes = sample(name);
  const digests = mustBeOk(await bridge.call('intake', 'digest', { bytes }));
  return { id, name, role, bytes: bytes.length, ...digests };
};

/** The case as it stands after the list was taken over and kept with the case, beside the papers of the sample. */
const filledCase = async (): Promise<RegistrationApi['buildPackage']['input']> => {
  const { batch, records } = await importList();
  const patents = { ...empty.sections.patents, imports: [batch], records: [...records] };
  const attachments = [...empty.attachments, await attach('file-1', LIST, 'patent-list')];
  return {
    caseRecord: { ...empty, attachments, sections: { ...empty.sections, patents } },
    attachments: new Map(attachments.map(({ sha256, name }) => [sha256, sample(name)])),
  };
};

const build = async (): Promise<BuiltPackage> =>
  mustBeOk(await bridge.call('registration', 'buildPackage', input));

const verify = async (bytes: Uint8Array): Promise<VerifyReport> =>
  mustBeOk(await bridge.call('registration', 'verifyPackage', { bytes }));

const verdictsOf = ({ answers }: VerifyReport): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).map(([question, { verdict }]) => [question, verdict]));

const PATIENCE = 120_000;

let input: RegistrationApi['buildPackage']['input'];
let built: BuiltPackage;

beforeAll(async () => {
  input = await filledCase();
  built = await build();
}, PATIENCE);

describe('the Lanyu sample through the workers', () => {
  it('imports 19 patents and leaves nothing out', async () => {
    const { counts, failures, readFaults, records, unmapped } = await importList();
    expect(counts).toEqual({ records: 19, imported: 19, failed: 0, duplicates: 0, leftOut: 0 });
    expect([failures, readFaults, unmapped]).toEqual([[], [], []]);
    expect(records.filter(({ type }) => type === 'invention')).toHaveLength(9);
    expect(records.filter(({ type }) => type === 'utility-model')).toHaveLength(10);
    expect(new Set(records.map(({ id }) => id))).toEqual(new Set(empty.sections.patents.pledged));
  });

  it('lists the papers of the sample as they lie beside it', async () => {
    expect(empty.attachments).not.toEqual([]);
    for (const attachment of empty.attachments)
      expect(await attach(attachment.id, attachment.name, attachment.role)).toEqual(attachment);
  });

  it('scores every patent within its interval, and explains a score by the same number', async () => {
    const { caseRecord } = input;
    const scores = mustBeOk(await bridge.call('valuation', 'scorePatents', { caseRecord }));
    expect(scores.total).toHaveLength(19);
    for (const [n, total] of scores.total.entries()) {
      expect(total).toBeGreaterThanOrEqual(scores.low[n] ?? NaN);
      expect(total).toBeLessThanOrEqual(scores.high[n] ?? NaN);
      expect(scores.coverage[n]).toBeGreaterThan(0);
      expect(scores.coverage[n]).toBeLessThanOrEqual(1);
    }
    const [patent] = caseRecord.sections.patents.records;
    const why = mustBeOk(
      await bridge.call('valuation', 'explainScore', { caseRecord, patent: patent?.id ?? '' }),
    );
    expect(Number(why.value)).toBe(scores.total[0]);
  });

  it('leaves 60 万元 of the need open and shows the patents at 40.89 %', async () => {
    const structure = mustBeOk(await bridge.call('collateral', 'structureCase', input));
    // 4,500 − 2,600 − 1,840 = 60 万元; 1,840 ÷ 4,500 = 0.40888…
    expect(structure).toMatchObject({
      status: 'infeasible',
      needFen: '4500000000',
      coveredFen: '4440000000',
      residualFen: '60000000',
      ipShare: '0.4088888889',
      ipShareLabel: '40.89%',
    });
    const carried = structure.items.map(({ amountFen }) => amountFen).filter((fen) => fen !== '0');
    expect(carried.sort()).toEqual(['1840000000', '2600000000']);
  });

  it(
    'builds the same package twice, byte for byte',
    async () => {
      const again = await build();
      expect(built.sha256).toBe(await sha256Hex(built.bytes));
      expect([again.sha256, again.id, again.name]).toEqual([built.sha256, built.id, built.name]);
    },
    PATIENCE,
  );

  it(
    'verifies the package: safe, whole, usable, recomputed; who made it stays unknown',
    async () => {
      const report = await verify(built.bytes);
      expect(verdictsOf(report)).toEqual({
        safety: 'pass',
        integrity: 'pass',
        authenticity: 'unknown',
        usability: 'pass',
        recalculation: 'pass',
      });
      expect([report.id, report.canonical, report.summary?.patents.length]).toEqual([built.id, true, 19]);
    },
    PATIENCE,
  );

  it(
    'finds a figure that was changed although every hash was made to match',
    async () => {
      const { payload, bagInfo } = mustBeOk(await readBag(built.bytes));
      const forgery = new Map(payload);
      const figures = figuresIn(payload);
      expect(figures.map(({ value }) => value)).toContain('60000000');
      setFigures(
        forgery,
        figures.map((figure) => (figure.value === '60000000' ? { ...figure, value: '0' } : figure)),
      );
      const forged = await writeBag({ payload: forgery, bagInfo });
      const report = await verify(forged.bytes);
      expect(verdictsOf(report)).toMatchObject({ integrity: 'pass', recalculation: 'fail' });
      expect(JSON.stringify(report.answers.recalculation.findings)).toContain('structure/residual');
    },
    PATIENCE,
  );
});
