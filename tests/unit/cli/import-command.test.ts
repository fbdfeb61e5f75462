import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import { servePort } from '../../../src/lib/bridge/serve-port';
import { caseJson } from '../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import { importCommand } from '../../../src/cli/case-commands';
import type { Answer } from '../../../src/cli/command';
import { readCaseFile } from '../../../src/lib/container/case-file';
import { type Result, mustBeOk } from '../../../src/lib/kernel/result';
import { intakeHandlers } from '../../../workers/handlers/intake';
import { patentCase } from '../../fixtures/patent-case';

const bridge = new BridgeClient(() => ({
  port: servePort(intakeHandlers),
  died: new Promise(() => undefined),
  terminate: () => undefined,
}));

const folder = mkdtempSync(join(tmpdir(), 'import-command-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const OUT = join(folder, 'out.zhiya');
const NUMBER = '201710601862.3';

const run = async (caseRecord: CaseRecord, list: string, inCase?: string): Promise<Result<Answer>> => {
  const [file, listed] = [join(folder, 'case.json'), join(folder, '清单.csv')];
  writeFileSync(file, caseJson(caseRecord));
  writeFileSync(listed, list);
  const options = inCase === undefined ? { out: OUT } : { out: OUT, 'in-case': inCase };
  return importCommand.run({ files: [file, listed], options, bridge });
};
const taken = async (): Promise<CaseRecord> =>
  mustBeOk(await readCaseFile(new Uint8Array(readFileSync(OUT)))).caseRecord;

const FIRST = `申请号,名称,权利要求数量\n${NUMBER},甲,10\n`;
const LATER = `申请号,名称,权利要求数量,被引证次数\n${NUMBER},甲,9,3\n`;

/** What a person and the gazette said since the first list, and no list gives. */
const SETTLED: Partial<PatentRecord> = {
  claimCount: 12,
  pledgeLive: false,
  note: '虚构备注',
  feeReduction: { off: '0.85', fromYear: 3, toYear: 12 },
  legalEvents: { coveredThrough: '2026-11-01', source: '虚构公报', entries: [] },
  edits: { claimCount: '据登记簿更正', pledgeLive: '据专利登记簿副本录入' },
};

const settledCase = async (): Promise<CaseRecord> => {
  mustBeOk(await run(patentCase({}), FIRST));
  const record = await taken();
  const { patents } = record.sections;
  const records = patents.records.map((patent) => ({ ...patent, ...SETTLED }));
  return { ...record, sections: { ...record.sections, patents: { ...patents, records } } };
};

describe('a list taken into a case that has its patents', () => {
  it('replaces nothing without a word, and says which word', async () => {
    const record = await settledCase();
    writeFileSync(OUT, 'as before');
    const result = await run(record, LATER);
    expect(result.ok ? null : [result.failure.code, result.failure.path]).toEqual([
      'E_UNANSWERED',
      '--in-case',
    ]);
    expect(result.ok ? '' : result.failure.remedy).toContain('fill');
    expect(readFileSync(OUT, 'utf8')).toBe('as before');
    expect((await run(record, LATER, 'whatever')).ok).toBe(false);
  });

  it.each([
    ['fill', 12, 3],
    ['list', 12, 3],
    ['list-all', 9, 3],
    ['existing', 12, null],
  ])('%s', async (inCase, claims, citations) => {
    const { document } = mustBeOk(await run(await settledCase(), LATER, inCase));
    expect(document).toMatchObject({ imported: 1, added: 0, failures: [] });
    const [patent] = (await taken()).sections.patents.records;
    expect([patent?.claimCount, patent?.forwardCitationCount]).toEqual([claims, citations]);
    const { pledgeLive, note, feeReduction, legalEvents } = SETTLED;
    expect(patent).toMatchObject({ pledgeLive, note, feeReduction, legalEvents });
    expect(patent?.edits['pledgeLive']).toBe('据专利登记簿副本录入');
  });
});

it('a new list needs no word', async () => {
  const { document } = mustBeOk(await run(patentCase({}), FIRST));
  expect(document).toMatchObject({ schema: 'zhiya.import/1', imported: 1, added: 1, changed: 0 });
});
