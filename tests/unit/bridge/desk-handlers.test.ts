import { describe, expect, it } from 'vitest';
import { NO_SETTINGS } from '../../../src/lib/case/desk/settings';
import { readZip } from '../../../src/lib/container/zip';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { decodeUtf8, encodeUtf8 } from '../../../src/lib/kernel/utf8';
import { answerOf, undecided } from '../../../src/lib/review/verify-report';
import { deskHandlers } from '../../../workers/handlers/desk';
import { deskEntryOf, idOf } from '../../fixtures/desk-entry';
import { fingerprintOf, saltOf } from '../../fixtures/fingerprint';
import { refusalOf } from '../../fixtures/refusal';
import { completePackage } from '../../fixtures/small-package';

const JOB = {
  cancelled: () => false,
  progress: () => undefined,
  breathe: () => Promise.resolve(),
};
const PLACE = { region: 'cn', date: '2026-11-20', overlay: null };
const RECEPTION = { register: [], today: '2026-11-20', trust: null, office: null };

const blob = (bytes: Uint8Array): Blob => new Blob([bytes.slice()]);

describe('the desk in its worker', () => {
  it('verifies a file, and knows the same package when it came in before', async () => {
    const { bytes, id } = await completePackage();
    const input = { ...RECEPTION, file: blob(bytes), fileName: '虚构.zip', most: 50 };
    const first = mustBeOk(await deskHandlers.reviewPackage(input, JOB));
    expect(first.report.id).toBe(id);
    expect(first.report.answers.safety.verdict).toBe('pass');
    const entry = {
      id,
      receivedOn: '2026-11-01',
      caseId: 'small-case',
      revision: null,
      previous: null,
      patents: [],
      released: false,
    };
    const again = mustBeOk(await deskHandlers.reviewPackage({ ...input, register: [entry] }, JOB));
    const codes = again.report.answers.authenticity.findings.map(({ code }) => code);
    expect(codes).toContain('N_RECEIVED_BEFORE');
  });

  it('holds a package against its own rules, not only against those that the package brings along', async () => {
    const { bytes } = await completePackage();
    const input = { ...RECEPTION, file: blob(bytes), fileName: '虚构.zip', most: 500 };
    const { report } = mustBeOk(await deskHandlers.reviewPackage(input, JOB));
    const said = report.answers.recalculation.findings.filter(({ code }) => code === 'E_METHOD');
    // The small package lists one invented method instead of the released ones.
    expect(
      said.some(({ message }) => message.includes('方法列表里没有“screening.patent-pledge-refusal”')),
    ).toBe(true);
  });

  it('a package for another office is named, and the desk says so instead of judging it', async () => {
    const { bytes } = await completePackage();
    const office = { recipients: [], registries: ['ZHONGDENG'] };
    const input = { ...RECEPTION, file: blob(bytes), fileName: '虚构.zip', most: 50, office };
    const { report, grounds } = mustBeOk(await deskHandlers.reviewPackage(input, JOB));
    expect(report.answers.authenticity.findings[0]).toMatchObject({ code: 'E_RECIPIENT', verdict: 'fail' });
    const asked = { ...PLACE, basis: { answers: report.answers, grounds, register: [] }, settled: {} };
    const county = mustBeOk(await deskHandlers.draftOpinion({ ...asked, role: 'county' }, JOB));
    expect(county.draft?.code).toBe('not-ours');
    const agency = mustBeOk(await deskHandlers.draftOpinion({ ...asked, role: 'agency' }, JOB));
    expect(agency.draft?.effect).not.toBe('outside');
    const own = { ...office, registries: ['CNIPA_PATENT'] };
    const mine = mustBeOk(await deskHandlers.reviewPackage({ ...input, office: own }, JOB));
    expect(JSON.stringify(mine.report)).not.toContain('E_RECIPIENT');
  });

  it('lists the registries that packages may be addressed to, each once', async () => {
    const listed = mustBeOk(await deskHandlers.deskRegistries(PLACE, JOB));
    const codes = listed.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes).toEqual(expect.arrayContaining(['CNIPA_PATENT', 'CNIPA_TM', 'SUBSIDY', 'ZHONGDENG']));
    expect(listed.find(({ code }) => code === 'ZHONGDENG')?.titles).toEqual([
      '动产抵押登记',
      '应收账款质押登记',
    ]);
  });

  it('a list of signers that cannot be read is refused, not ignored', async () => {
    const input = { ...RECEPTION, file: blob(encodeUtf8('x')), fileName: 'x.zip', most: 5, trust: '{' };
    expect(refusalOf(await deskHandlers.reviewPackage(input, JOB)).code).toBe('E_TRUST');
  });

  it('names the data that stands in another package, and counts what another salt keeps apart', async () => {
    const [salt, other] = [await saltOf(1), await saltOf(2)];
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${i * i}\n`).join('');
    const print = (text: string, by: typeof salt) => ({
      title: '虚构数据',
      fingerprint: fingerprintOf(text, 2, by),
    });
    const own = [print(rows, salt)];
    const others = [
      { entry: idOf(2), ...print(rows, salt) },
      { entry: idOf(3), ...print(rows, other) },
      { entry: idOf(4), ...print('9000,1\n', salt) },
    ];
    const { overlaps, notCompared } = mustBeOk(await deskHandlers.compareDatasets({ own, others }, JOB));
    expect(notCompared).toBe(1);
    expect(overlaps.map(({ entry }) => entry)).toEqual([idOf(2)]);
    expect(overlaps[0]?.statement).toContain('整行');
  });

  it('gives an opinion and writes it as Word and as JSON', async () => {
    const answers = {
      safety: answerOf([]),
      integrity: answerOf([]),
      authenticity: answerOf([undecided('E_UNSIGNED', '', '未签名')]),
      usability: answerOf([]),
      recalculation: answerOf([]),
    };
    const asked = {
      ...PLACE,
      role: 'county' as const,
      basis: { answers, grounds: null, register: [] },
      settled: {},
    };
    const { draft, reasons } = mustBeOk(await deskHandlers.draftOpinion(asked, JOB));
    expect([draft, reasons.length]).toEqual([null, 2]);
    const decision = {
      opinion: 'suggest-supplement',
      note: '',
      by: '虚构人员',
      at: '2026-11-20 10:00',
      previous: null,
    };
    const earlier = { ...deskEntryOf(1).answers, authenticity: 'pass', recalculation: 'fail' } as const;
    const entry = deskEntryOf(1, { answers: earlier }, { fiction: '虚构' });
    const opinion = mustBeOk(await deskHandlers.giveOpinion({ ...asked, decision, entry }, JOB));
    // What the reasons are drawn from, not what the register remembers of an earlier look.
    expect(opinion.answers).toEqual({ ...earlier, authenticity: 'unknown', recalculation: 'pass' });
    const files = mustBeOk(await deskHandlers.opinionFiles({ opinion }, JOB));
    expect(JSON.parse(mustBeOk(decodeUtf8(files.json)))).toEqual(JSON.parse(JSON.stringify(opinion)));
    const parts = mustBeOk(await readZip(files.docx));
    const text = mustBeOk(decodeUtf8(parts.get('word/document.xml') ?? new Uint8Array()));
    for (const words of ['县局预审意见', '建议补正', '退回补正事项清单', '虚构人员', opinion.sha256])
      expect(text).toContain(words);
    expect(mustBeOk(await deskHandlers.opinionFiles({ opinion }, JOB)).docx).toEqual(files.docx);
  });

  it('reads clocks, statistics and a draw', async () => {
    const entries = [deskEntryOf(1), deskEntryOf(2)];
    const { clocks, years } = mustBeOk(
      await deskHandlers.officeClocks({ entries, settings: NO_SETTINGS, today: '2026-11-20' }, JOB),
    );
    expect(clocks.map(({ clock }) => clock.clock.state)).toEqual(['not-started', 'not-started']);
    expect(years.map(({ year, from }) => [year, from])).toEqual([[2026, 'rulebook']]);
    const { statistics, csv } = mustBeOk(
      await deskHandlers.deskStatistics({ entries, opinions: [], by: 'bank', withFiction: false }, JOB),
    );
    expect(statistics.total.cases).toBe(2);
    expect(csv.startsWith('\ufeff银行')).toBe(true);
    const items = entries.map(({ id }) => ({ id, title: id, bank: '', office: '' }));
    const plan = { seed: '虚构', size: 1, strata: 'none' as const };
    const drawn = mustBeOk(
      await deskHandlers.drawSample(
        { items, plan, scope: '虚构', by: '虚构人员', at: '2026-11-20 10:00', fiction: '' },
        JOB,
      ),
    );
    expect(drawn.draw.drawn).toHaveLength(1);
    expect([...drawn.docx.slice(0, 2)]).toEqual([0x50, 0x4b]);
  });

  it('measures a file of a folder and judges the folder', async () => {
    const file = blob(encodeUtf8('专利号 ZL201710601862.3'));
    const read = mustBeOk(await deskHandlers.readPaper({ ...PLACE, path: '甲/质押合同.txt', file }, JOB));
    expect(read.suggested).toBe('pledge-contract');
    const judged = mustBeOk(
      await deskHandlers.reviewFiling(
        { ...PLACE, papers: [read.paper], unread: [], answers: { matches: {}, needs: {} } },
        JOB,
      ),
    );
    expect(judged.patents).toEqual(['201710601862.3']);
  });
});

it('an institution may call its opinions otherwise; a release that cannot be read is refused', async () => {
  const value = {
    title: '县局预审',
    statement: '不是登记决定',
    opinions: [{ code: 'ok', label: '虚构的叫法', effect: 'forward' }],
    draft: { defect: 'ok', ground: 'ok', clear: 'ok' },
  };
  const overlay = JSON.stringify({
    schema: 'zhiya.overlay/1',
    institution: '虚构机构',
    version: '1.0',
    releasedOn: '2026-01-01',
    author: '虚构人员',
    reason: '测试',
    entries: [{ id: 'review.role.county', effectiveFrom: '2026-01-01', value, reason: '测试' }],
  });
  const { roles } = mustBeOk(await deskHandlers.deskRoles({ ...PLACE, overlay }, JOB));
  expect(roles[0]?.opinions.map(({ label }) => label)).toEqual(['虚构的叫法']);
  expect(refusalOf(await deskHandlers.deskRoles({ ...PLACE, overlay: '{}' }, JOB)).code).toMatch(/^E_/);
});
