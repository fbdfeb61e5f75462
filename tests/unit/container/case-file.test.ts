import { describe, expect, it } from 'vitest';
import { newCase } from '../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { readBag, writeBag } from '../../../src/lib/container/bagit';
import { caseFileFault, readCaseFile, writeCaseFile } from '../../../src/lib/container/case-file';
import { writeZip } from '../../../src/lib/container/zip';
import { sha256Hex, sm3Hex } from '../../../src/lib/kernel/hashing';
import { expectRefusal, guardObjectPrototype } from '../../fixtures/refusal';
import { filesBelowRoot, tampered } from '../../fixtures/small-bag';
import { text } from '../../fixtures/zip-builder';

guardObjectPrototype();

const PAPERS = ['质押合同', '专利登记簿副本'].map((name) => ({ name, bytes: text(`虚构的${name}`) }));

const emptyCase = (): CaseRecord =>
  newCase({ id: 'test-1', title: '虚构案卷', valuationDate: '2026-11-20', region: 'cn-33', mode: 'bank' });

const caseWithPapers = async (): Promise<{
  caseRecord: CaseRecord;
  attachments: Map<string, Uint8Array>;
}> => {
  const attachments = new Map<string, Uint8Array>();
  const list: CaseRecord['attachments'] = [];
  for (const [i, { name, bytes }] of PAPERS.entries()) {
    const sha256 = await sha256Hex(bytes);
    attachments.set(sha256, bytes);
    list.push({
      id: `paper-${i}`,
      name: `${name}.pdf`,
      bytes: bytes.length,
      sha256,
      sm3: await sm3Hex(bytes),
      role: 'evidence',
    });
  }
  return { caseRecord: { ...emptyCase(), attachments: list }, attachments };
};

const opened = async (bytes: Uint8Array) => {
  const read = await readCaseFile(bytes);
  if (!read.ok) throw new Error(`${read.failure.code} ${read.failure.message}`);
  return read.value;
};

describe('case file', () => {
  it('returns the case and its attachments', async () => {
    const { caseRecord, attachments } = await caseWithPapers();
    const bytes = await writeCaseFile(caseRecord, attachments);
    expect(await opened(bytes)).toEqual({ caseRecord, attachments, findings: [], canonical: true });
  });

  it('names attachments by hash, so that file names stay out of the archive', async () => {
    const { caseRecord, attachments } = await caseWithPapers();
    const { files } = filesBelowRoot(await writeCaseFile(caseRecord, attachments));
    const payload = [...files.keys()].filter((name) => name.startsWith('data/'));
    expect(payload).toEqual([
      ...[...attachments.keys()].sort().map((sha) => `data/attachments/${sha}`),
      'data/case.json',
    ]);
  });

  it('gives the same bytes for the same case, whatever else lies in the vault', async () => {
    const { caseRecord, attachments } = await caseWithPapers();
    const other = text('another case');
    const vault = new Map([[await sha256Hex(other), other], ...[...attachments].reverse()]);
    expect(await writeCaseFile(caseRecord, vault)).toEqual(await writeCaseFile(caseRecord, attachments));
  });

  it('writes an attachment that the case lists twice only once', async () => {
    const { caseRecord, attachments } = await caseWithPapers();
    const [first] = caseRecord.attachments;
    if (first === undefined) throw new Error('no attachment');
    const twice = { ...caseRecord, attachments: [...caseRecord.attachments, { ...first, id: 'again' }] };
    const read = await opened(await writeCaseFile(twice, attachments));
    expect([read.attachments.size, read.findings, read.canonical]).toEqual([2, [], true]);
  });

  it('writes what is at hand and says on reading what is missing', async () => {
    const { caseRecord, attachments } = await caseWithPapers();
    const [lost = ''] = attachments.keys();
    attachments.delete(lost);
    const read = await opened(await writeCaseFile(caseRecord, attachments));
    expect(read.attachments).toEqual(attachments);
    expect(read.findings).toMatchObject([{ code: 'E_MISSING', path: `data/attachments/${lost}` }]);
    expect(read.findings[0]?.message).toContain('质押合同.pdf');
    expect(read.canonical).toBe(false);
  });

  it('keeps the case and the other attachments when one attachment is damaged', async () => {
    const { caseRecord, attachments } = await caseWithPapers();
    const bytes = await writeCaseFile(caseRecord, attachments);
    const [hit = ''] = attachments.keys();
    const damaged = tampered(bytes, (files) => {
      const before = new TextDecoder().decode(files.get(`data/attachments/${hit}`));
      files.set(`data/attachments/${hit}`, text(before.replace('虚', '实')));
    });
    const read = await opened(damaged);
    attachments.delete(hit);
    expect(read.caseRecord).toEqual(caseRecord);
    expect(read.attachments).toEqual(attachments);
    expect(read.findings.map(({ code, path }) => [code, path])).toEqual([
      ['E_HASH', `data/attachments/${hit}`],
    ]);
  });

  it('notices a consistent bag whose attachment is not what the case records', async () => {
    const { caseRecord, attachments } = await caseWithPapers();
    const [first, ...rest] = caseRecord.attachments;
    if (first === undefined) throw new Error('no attachment');
    const wrong = { ...caseRecord, attachments: [{ ...first, bytes: first.bytes + 1 }, ...rest] };
    const read = await opened(await writeCaseFile(wrong, attachments));
    expect(read.findings.map(({ code }) => code)).toEqual(['E_MISMATCH']);
    expect(read.attachments.size).toBe(1);
  });

  it('refuses a damaged case', async () => {
    const { caseRecord, attachments } = await caseWithPapers();
    const bytes = await writeCaseFile(caseRecord, attachments);
    const damaged = tampered(bytes, (files) => {
      files.set(
        'data/case.json',
        text(new TextDecoder().decode(files.get('data/case.json')).replace('虚构案卷', '实有案卷')),
      );
    });
    expect(expectRefusal(await readCaseFile(damaged), 'E_HASH').path).toBe('data/case.json');
    const without = tampered(bytes, (files) => files.delete('data/case.json'));
    expectRefusal(await readCaseFile(without), 'E_MISSING');
  });

  const bagged = async (payload: Map<string, Uint8Array>, profile: string): Promise<Uint8Array> =>
    (await writeBag({ payload, bagInfo: [['Zhiya-Profile', profile]] })).bytes;

  it('refuses an intact bag that is no case file, a newer one, or an invalid case', async () => {
    const profile = 'zhiya.case-file/1';
    const packaged = await bagged(new Map([['package.json', text('{}')]]), 'zhiya.package/1');
    expect(expectRefusal(await readCaseFile(packaged), 'E_KIND').remedy).toContain('复核台');
    expectRefusal(
      await readCaseFile(await bagged(new Map([['case.json', text('{}')]]), 'zhiya.case-file/2')),
      'E_NEWER',
    );
    expectRefusal(await readCaseFile(await bagged(new Map([['x', text('')]]), profile)), 'E_MISSING');
    expect(
      (await readCaseFile(await bagged(new Map([['case.json', text('{"schema":1}')]]), profile))).ok,
    ).toBe(false);
    expect(
      (await readCaseFile(await bagged(new Map([['case.json', new Uint8Array([0xff])]]), profile))).ok,
    ).toBe(false);
    expectRefusal(await readCaseFile(writeZip([['case.json', text('{}')]])), 'E_PROFILE');
    expectRefusal(await readCaseFile(text('{}')), 'E_FORMAT');
  });

  it('lists files the case does not mention, and does not hand them on', async () => {
    const { caseRecord, attachments } = await caseWithPapers();
    const bag = await readBag(await writeCaseFile(caseRecord, attachments));
    if (!bag.ok) throw new Error('bag expected');
    const payload = new Map([...bag.value.payload, ['attachments/extra', text('x')] as const]);
    const read = await opened((await writeBag({ payload, bagInfo: bag.value.bagInfo })).bytes);
    expect(read.findings.map(({ code, path }) => [code, path])).toEqual([
      ['E_UNKNOWN', 'data/attachments/extra'],
    ]);
    expect(read.attachments).toEqual(attachments);
  });

  it('reads a case that is written in another JSON form, but not as canonical', async () => {
    const caseRecord = emptyCase();
    const bag = await readBag(await writeCaseFile(caseRecord, new Map()));
    if (!bag.ok) throw new Error('bag expected');
    const payload = new Map([['case.json', text(JSON.stringify(caseRecord, null, 2))]]);
    const read = await opened((await writeBag({ payload, bagInfo: bag.value.bagInfo })).bytes);
    expect([read.caseRecord, read.findings, read.canonical]).toEqual([caseRecord, [], false]);
  });

  it('throws when it is given something else than the case says', async () => {
    const { caseRecord, attachments } = await caseWithPapers();
    const [key = ''] = attachments.keys();
    await expect(writeCaseFile(caseRecord, new Map([[key, text('other')]]))).rejects.toThrow('other bytes');
    await expect(writeCaseFile({ ...caseRecord, id: 'Not An Id' }, attachments)).rejects.toThrow();
  });

  it('says beforehand why a case cannot be written', async () => {
    const { caseRecord, attachments } = await caseWithPapers();
    expect(caseFileFault(caseRecord, attachments)).toBeNull();
    expect(caseFileFault({ ...caseRecord, valuationDate: '2026-02-30' }, attachments)?.code).toBe('E_VALUE');
    const [key = ''] = attachments.keys();
    const large = new Map([[key, new Uint8Array(200 * 1024 * 1024 + 1)]]);
    expect(caseFileFault(caseRecord, large)?.code).toBe('E_SIZE');
  });
});
