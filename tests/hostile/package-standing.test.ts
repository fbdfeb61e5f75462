import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { runMethods } from '../../src/lib/case/method';
import { readZip, writeZip } from '../../src/lib/container/zip';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import { buildPackage, type PackageInput } from '../../src/lib/registration/build-package';
import type { Reception, RegisterEntry } from '../../src/lib/review/check-standing';
import { reviewPackage, verdictsOf } from '../../src/lib/review/desk/review-package';
import { verifyPackage } from '../../src/lib/review/verify-package';
import type { Answer } from '../../src/lib/review/verify-report';
import { CaseVault } from '../../src/lib/vault/case-vault';
import { createMemoryPort } from '../../src/lib/vault/memory-port';
import { smallCase } from '../fixtures/small-case';
import { ENGINE, TEST_METHODS, rulesOf } from '../fixtures/small-package';

/** Rows of the catalogue §5.2 about what an office received before, and about when and for whom a package is. */

type Extra = Pick<PackageInput, 'revision' | 'validity'>;

const packed = async (extra: Extra = {}, caseRecord: CaseRecord = smallCase()) => {
  const rules = rulesOf(caseRecord);
  return mustBeOk(
    await buildPackage({
      caseRecord,
      outputs: runMethods(TEST_METHODS, caseRecord, rules),
      rules,
      methods: TEST_METHODS.map(({ id }) => id),
      attachments: new Map(),
      engineVersion: ENGINE,
      ...extra,
    }),
  );
};

/** What is said beside the missing signature. */
const said = async (bytes: Uint8Array, reception: Reception): Promise<Answer> => {
  const { answers } = await verifyPackage(bytes, { methods: new Map(), reception });
  const findings = answers.authenticity.findings.filter(({ code }) => code !== 'E_UNSIGNED');
  return { ...answers.authenticity, findings };
};
const codes = ({ findings }: Answer): readonly string[] => findings.map(({ code }) => code);
const words = ({ findings }: Answer): string => findings.map(({ message }) => message).join('；');

const CASE = smallCase();
const PATENTS = CASE.sections.patents.records.map(({ applicationNumber }) => applicationNumber);

const entry = (of: Partial<RegisterEntry>): RegisterEntry => ({
  id: 'a'.repeat(64),
  receivedOn: '2026-10-01',
  caseId: CASE.id,
  revision: null,
  previous: null,
  patents: [],
  released: false,
  ...of,
});

/** A package received as the desk does it: reviewed, then put into the register. */
const received = async (desk: CaseVault['desk'], bytes: Uint8Array, at: string) => {
  const { report, facts } = await reviewPackage(bytes, { methods: new Map(), isGround: () => false }, 50);
  const answers = verdictsOf(report);
  const seen = { id: report.id ?? '', kind: 'package', fileName: '虚构.zip', bytes: bytes.length } as const;
  return mustBeOk(await desk.register({ ...seen, answers, facts }, [], at));
};

const day = (text: string) => mustBeOk(parsePlainDate(text));

describe('a package among those received before', () => {
  it('PKG-30 the same package again: received before on that day, no second case', async () => {
    const { bytes, id } = await packed();
    const answer = await said(bytes, { register: [entry({ id })] });
    expect(codes(answer)).toEqual(['N_RECEIVED_BEFORE']);
    expect(words(answer)).toContain('2026-10-01 已收到过');
    expect(words(answer)).toContain('不另立一案');
    expect(codes(await said(bytes, { register: [] }))).toEqual([]);
  });

  it('PKG-30 the same package again at the desk: one entry, seen twice', async () => {
    const { bytes, id } = await packed();
    const { desk } = new CaseVault(createMemoryPort());
    const first = await received(desk, bytes, '2026-10-01 10:00');
    expect(first.before).toBe(null);
    const again = await received(desk, bytes, '2026-10-02 10:00');
    expect(again.before?.firstSeen).toBe('2026-10-01 10:00');
    const { value } = mustBeOk(await desk.entries());
    expect(value).toMatchObject([{ id, times: 2, firstSeen: '2026-10-01 10:00' }]);
  });

  it('PKG-31 the same package re-zipped: the same id, received before, and re-packed', async () => {
    const { bytes, id } = await packed();
    const other = writeZip(mustBeOk(await readZip(bytes)), 'deflate');
    expect(other).not.toEqual(bytes);
    const answer = await said(other, { register: [entry({ id })] });
    expect(codes(answer)).toEqual(['N_RECEIVED_BEFORE']);
    expect(words(answer)).toContain('重新打包');
  });

  it('PKG-32 revision 2 after revision 3: older than the one you have', async () => {
    const { bytes } = await packed({ revision: { number: 2, head: null, previous: null } });
    const answer = await said(bytes, { register: [entry({ revision: 3 })] });
    expect(codes(answer)).toEqual(['E_OLDER', 'E_HISTORY']);
    expect(words(answer)).toContain('比已有的旧');
    expect(answer.verdict).toBe('fail');
    const foreign = entry({ revision: 3, caseId: 'another' });
    expect(codes(await said(bytes, { register: [foreign] }))).not.toContain('E_OLDER');
  });

  it('PKG-33 two different revisions 3: a conflict that names both', async () => {
    const previous = entry({ id: 'b'.repeat(64), revision: 2 });
    const { bytes, id } = await packed({ revision: { number: 3, head: null, previous: previous.id } });
    const answer = await said(bytes, { register: [previous, entry({ revision: 3 })] });
    expect(codes(answer)).toEqual(['E_REVISION_CONFLICT']);
    expect(words(answer)).toContain(id.slice(0, 16));
    expect(words(answer)).toContain('a'.repeat(16));
    expect(words(answer)).toContain('两份都保留');
  });

  it('PKG-33 two different revisions 3 at the desk: both are kept', async () => {
    const { sections } = CASE;
    const recipient = '虚构的另一处';
    const other = {
      ...CASE,
      sections: { ...sections, registration: { ...sections.registration, recipient } },
    };
    const revision = { number: 3, head: null, previous: 'b'.repeat(64) };
    const [one, two] = [await packed({ revision }), await packed({ revision }, other)];
    const { desk } = new CaseVault(createMemoryPort());
    for (const { bytes } of [one, two]) await received(desk, bytes, '2026-10-01 10:00');
    const kept = mustBeOk(await desk.entries()).value;
    expect(kept.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
    expect(kept.map(({ facts }) => [facts.caseId, facts.revision])).toEqual([
      [CASE.id, 3],
      [CASE.id, 3],
    ]);
  });

  it('PKG-34 another registry or another office: said before anything else', async () => {
    const { bytes, id } = await packed();
    const office = { registries: ['somewhere-else'], recipients: ['虚构代办处'] };
    const answer = await said(bytes, { office, register: [entry({ id })], date: '1999-01-01' });
    expect(codes(answer)[0]).toBe('E_RECIPIENT');
    expect(answer.verdict).toBe('fail');
    const { sections } = CASE;
    const addressed: CaseRecord = {
      ...CASE,
      sections: { ...sections, registration: { ...sections.registration, recipient: '虚构的另一处' } },
    };
    const elsewhere = await said((await packed({}, addressed)).bytes, { office });
    expect(codes(elsewhere)).toEqual(['E_RECIPIENT', 'E_RECIPIENT']);
    expect(words(elsewhere)).toContain('虚构的另一处');
    const silent = { registries: [], recipients: [] };
    expect(codes(await said((await packed({}, addressed)).bytes, { office: silent }))).toEqual([]);
    const here = { registries: ['CNIPA_PATENT'], recipients: ['虚构的另一处'] };
    expect(codes(await said((await packed({}, addressed)).bytes, { office: here }))).toEqual([]);
  });

  it('PKG-35 a period that is over, or has not begun, or a day in the future: said, with the clock unverified', async () => {
    const { bytes } = await packed({ validity: { from: day('2026-11-01'), until: day('2026-11-30') } });
    expect(CASE.valuationDate).toBe('2026-11-20');
    for (const [date, expected] of [
      ['2026-11-30', []],
      ['2026-12-01', ['E_EXPIRED']],
      ['2026-11-19', ['E_FUTURE']],
      ['2026-10-31', ['E_NOT_YET', 'E_FUTURE']],
    ] as const) {
      const answer = await said(bytes, { date });
      expect([date, codes(answer)]).toEqual([date, expected]);
      if (expected.length > 0) expect(words(answer)).toContain('时钟未经核实');
    }
  });

  it('PKG-36 the link to the package before: missing, unknown, or of another case', async () => {
    const previous = entry({ id: 'c'.repeat(64), revision: 1 });
    const linked = await packed({ revision: { number: 2, head: null, previous: previous.id } });
    const unlinked = await packed({ revision: { number: 2, head: null, previous: null } });
    const malformed = await packed({ revision: { number: 2, head: null, previous: '第一版' } });
    for (const [bytes, register, expected] of [
      [linked.bytes, [previous], []],
      [unlinked.bytes, [previous], ['E_HISTORY']],
      [linked.bytes, [], ['E_HISTORY']],
      [linked.bytes, [{ ...previous, caseId: 'another' }], ['E_CHAIN']],
      [linked.bytes, [{ ...previous, revision: 2 }], ['E_REVISION_CONFLICT', 'E_CHAIN']],
      [malformed.bytes, [previous], ['E_CHAIN']],
    ] as const)
      expect(codes(await said(bytes, { register }))).toEqual(expected);
    expect(words(await said(unlinked.bytes, { register: [previous] }))).toContain('来历未示');
  });

  it('PKG-37 a patent that another unreleased package pledges: both ids', async () => {
    const { bytes, id } = await packed();
    const other = entry({ id: 'd'.repeat(64), caseId: 'another', patents: PATENTS });
    const answer = await said(bytes, { register: [other] });
    expect(codes(answer)).toEqual(['E_PLEDGED_ELSEWHERE']);
    const same = entry({ id: 'd'.repeat(64), patents: PATENTS });
    expect(codes(await said(bytes, { register: [same] }))).toEqual([]);
    const forged = await said(bytes, { register: [{ ...same, pledgee: '虚构另一银行' }] });
    expect(codes(forged)).toEqual(['E_PLEDGED_ELSEWHERE']);
    expect(words(forged)).toContain('质权人不同');
    expect(words(answer)).toContain(id.slice(0, 16));
    expect(words(answer)).toContain('d'.repeat(16));
    expect(codes(await said(bytes, { register: [{ ...other, released: true }] }))).toEqual([]);
    expect(codes(await said(bytes, { register: [{ ...other, patents: ['000'] }] }))).toEqual([]);
  });
});
