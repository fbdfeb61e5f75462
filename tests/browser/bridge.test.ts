import { afterAll, describe, expect, it } from 'vitest';
import caseJsonFile from '../../static/samples/lanyu-case.json';
import patentList from '../../static/samples/lanyu-patents.csv?raw';
import { BridgeClient } from '../../src/lib/bridge/bridge-client';
import { spawnBrowserWorker } from '../../src/lib/bridge/browser-workers';
import type { Progress } from '../../src/lib/bridge/job';
import { parseCaseJson } from '../../src/lib/case/case-json';
import { mustBeOk } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';

/** The real workers of the program, spoken to as the pages do. */

const bridge = new BridgeClient(spawnBrowserWorker);
afterAll(() => {
  bridge.close();
});

const empty = mustBeOk(parseCaseJson(JSON.stringify(caseJsonFile)));
const LIST = { fileName: '清单.csv', bytes: encodeUtf8(patentList), batchId: 'import-1', mapping: null };

const filledCase = async () => {
  const { batch, records } = mustBeOk(
    await bridge.call('intake', 'importPatentFile', { ...LIST, caseRecord: empty }),
  );
  const patents = { ...empty.sections.patents, imports: [batch], records: [...records] };
  return { ...empty, sections: { ...empty.sections, patents } };
};

/** A table of about `megabytes`: a header, then the same part again and again. */
const ROWS_PER_MEGABYTE = 46_000;
const rowsOfOneMegabyte = Array.from(
  { length: ROWS_PER_MEGABYTE },
  (_, n) => `${100_000_000 + n},${10 + (n % 90)}.25,AB${n % 10}CD\n`,
).join('');
const table = (megabytes: number): Blob =>
  new Blob(['id,amount,code\n', ...Array<string>(megabytes).fill(rowsOfOneMegabyte)]);

describe('the workers of the program', () => {
  it('answer with values: hashes of bytes', async () => {
    const digest = await bridge.call('intake', 'digest', { bytes: encodeUtf8('abc') });
    // FIPS 180-4 and GB/T 32905-2016, example 1 of each.
    expect(mustBeOk(digest)).toEqual({
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      sm3: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    });
  });

  it('answer with failure values: what is no case file is refused with a remedy', async () => {
    const opened = await bridge.call('intake', 'openCaseFile', { bytes: encodeUtf8('不是案卷') });
    expect(opened.ok).toBe(false);
    if (!opened.ok) expect(opened.failure.remedy).not.toBe('');
  });

  it('take a case of 19 patents and give columns back', async () => {
    const caseRecord = await filledCase();
    expect(caseRecord.sections.patents.records).toHaveLength(19);
    const scores = mustBeOk(await bridge.call('valuation', 'scorePatents', { caseRecord }));
    expect(scores.total).toBeInstanceOf(Float64Array);
    expect(scores.total).toHaveLength(19);
    const structure = mustBeOk(await bridge.call('collateral', 'structureCase', { caseRecord }));
    expect(structure.ipShare).toBe('0.4088888889');
  });

  it('write a case file with its attachments and read the same case back', async () => {
    const { sha256, sm3 } = mustBeOk(await bridge.call('intake', 'digest', { bytes: LIST.bytes }));
    const file = {
      id: 'file-1',
      name: LIST.fileName,
      role: 'patent-list',
      bytes: LIST.bytes.length,
      sha256,
      sm3,
    };
    const filled = await filledCase();
    const papers = Object.fromEntries(
      Object.entries(filled.sections.registration.papers).map(([code, paper]) => [
        code,
        { ...paper, attachment: null },
      ]),
    );
    const registration = { ...filled.sections.registration, papers };
    const caseRecord = { ...filled, attachments: [file], sections: { ...filled.sections, registration } };
    const attachments = new Map([[sha256, LIST.bytes]]);
    const { bytes } = mustBeOk(await bridge.call('intake', 'writeCaseFile', { caseRecord, attachments }));
    const opened = mustBeOk(await bridge.call('intake', 'openCaseFile', { bytes }));
    expect(opened.caseRecord).toEqual(caseRecord);
    expect(opened.attachments).toEqual(attachments);
  });
});

const scan = (name: string, blob: Blob) => ({
  files: [{ name, blob, lastModified: 0 }],
  choice: {},
  resume: null,
  workers: null,
});

describe('a large table', () => {
  it('is profiled with progress that only rises and ends at the size of the file', async () => {
    // Three blocks of the scan: each tells at its end at the latest, however fast the machine is.
    const file = table(40);
    const seen: Progress[] = [];
    const { profile } = mustBeOk(
      await bridge.call('profile', 'profileTable', scan('表.csv', file), {
        onProgress: (p) => seen.push(p),
      }),
    );
    expect([profile.rows, profile.bytes]).toEqual([40 * ROWS_PER_MEGABYTE, file.size]);
    expect(profile.columns.map(({ name, type, missing }) => [name, type, missing])).toEqual([
      ['id', 'integer', 0],
      ['amount', 'decimal', 0],
      ['code', 'text', 0],
    ]);
    const done = seen.map((p) => p.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect([done.length > 1, done.at(-1), seen.at(-1)?.total]).toEqual([true, file.size, file.size]);
  });

  it('stops on a cancel in the middle, and the next table is profiled', async () => {
    const controller = new AbortController();
    const stopped = await bridge.call('profile', 'profileTable', scan('大表.csv', table(80)), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(stopped.ok || stopped.failure.code).toBe('E_CANCELLED');
    const next = await bridge.call('profile', 'profileTable', scan('表.csv', table(1)));
    expect(mustBeOk(next).profile.rows).toBe(ROWS_PER_MEGABYTE);
  });
});
