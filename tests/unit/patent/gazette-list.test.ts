import { describe, expect, it } from 'vitest';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import { readTable } from '../../../src/lib/intake/read-table';
import { type PlainDate, parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { type EventAnswer, applyGazette } from '../../../src/lib/patent/events/apply-gazette';
import { recogniseGazetteColumns } from '../../../src/lib/patent/events/gazette-columns';
import { readLegalEventRules } from '../../../src/lib/patent/events/legal-event-codes';
import {
  type GazetteClaim,
  type GazettePlan,
  planGazette,
} from '../../../src/lib/patent/events/plan-gazette';
import { type GazetteReading, readGazetteTable } from '../../../src/lib/patent/events/read-gazette-table';
import { fieldLeaf } from '../../../src/lib/patent/reading/record-source';
import { gb18030, inlineRows, utf8, workbook } from '../../fixtures/intake-files';
import { blankPatent, patentCase, patentRules } from '../../fixtures/patent-case';

const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const codes = mustBeOk(readLegalEventRules(patentRules()));
const ON = day('2026-11-20');
const NUMBER = '201710601862.3';

const patent = (changes: Partial<PatentRecord> = {}): PatentRecord =>
  blankPatent('p-2017106018623', { applicationNumber: NUMBER, title: '甲', ...changes });
const other = blankPatent('p-2014102643513', { applicationNumber: '201410264351.3', title: '乙' });

const HEADER = '申请号,法律状态代码,公告日,登记号,来源';

const readBytes = async (bytes: Uint8Array, name = '事件.csv'): Promise<GazetteReading> => {
  const table = mustBeOk(await readTable(bytes, name));
  const columns = mustBeOk(recogniseGazetteColumns(table.header, patentRules()));
  return mustBeOk(readGazetteTable(table, columns, codes, patentRules()));
};
const read = (rows: readonly string[], header = HEADER) => readBytes(utf8([header, ...rows].join('\n')));

const plan = (
  records: readonly PatentRecord[],
  reading: GazetteReading,
  claim: Partial<GazetteClaim> = {},
): GazettePlan =>
  planGazette(records, reading, {
    fileName: '事件.csv',
    valuationDate: ON,
    rules: codes,
    claim: { coveredThrough: ON, source: '公布公告查询', scope: 'listed', ...claim },
  });

const applied = (
  records: readonly PatentRecord[],
  gazette: GazettePlan,
  standing: EventAnswer | null = null,
  own: Record<string, EventAnswer> = {},
) => mustBeOk(applyGazette(records, gazette, { standing, own }));

describe('reading an event list', () => {
  it('takes codes, titles and both, and names every bad row by record and column', async () => {
    const reading = await read([
      `${NUMBER},PE01,2022-01-05,Y2022,公报38卷1期`,
      `ZL${NUMBER},专利权质押合同登记的注销,2023.2.1,Y2022,`,
      `${NUMBER},TR01 专利权的转移,2021年3月4日,,`,
      `${NUMBER},授权,2020-01-07,,`,
      `${NUMBER},质押了,2022-01-05,,`,
      `${NUMBER},PE01,2022-02-30,,`,
      `${NUMBER},PE01,,,`,
      `201710601862.4,PE01,2022-01-05,,`,
      `合计 8 条,,,,`,
    ]);
    expect(reading.entries.map(({ record, event, source }) => [record, event, source])).toEqual([
      [2, { code: 'PE01', date: '2022-01-05', ref: 'Y2022' }, '公报38卷1期'],
      [3, { code: 'PC01', date: '2023-02-01', ref: 'Y2022' }, ''],
      [4, { code: 'TR01', date: '2021-03-04' }, ''],
    ]);
    expect(reading.failures.map((f) => [f.code, f.path])).toEqual([
      ['E_EVENT_CODE', '事件.csv › 第 6 条 › 法律状态代码'],
      ['E_DATE', '事件.csv › 第 7 条 › 公告日'],
      ['E_MISSING', '事件.csv › 第 8 条 › 公告日'],
      ['E_CHECK_DIGIT', '事件.csv › 第 9 条 › 申请号'],
    ]);
    expect([reading.neutral, [...reading.faulty], reading.unattributed]).toEqual([1, ['2017106018623'], 1]);
  });

  it('reads GB 18030 and XLSX alike, and asks for a column it does not know', async () => {
    const rows = [`${NUMBER},PE01,2022-01-05,,`];
    const text = [HEADER, ...rows].join('\n');
    const sheet = inlineRows(text.split('\n').map((line) => line.split(',')));
    const expected = (await read(rows)).entries;
    expect((await readBytes(gb18030(text))).entries).toEqual(expected);
    expect((await readBytes(workbook({ sheets: { 事件: sheet } }), '事件.xlsx')).entries).toEqual(expected);
    const table = mustBeOk(await readTable(utf8(`申请号,某列,公告日\n${NUMBER},PE01,2022-01-05\n`), 'x.csv'));
    const columns = mustBeOk(recogniseGazetteColumns(table.header, patentRules()));
    expect(columns.event).toBeNull();
    const refused = readGazetteTable(table, columns, codes, patentRules());
    expect(refused.ok ? '' : refused.failure.code).toBe('E_COLUMN_MISSING');
    expect(readGazetteTable(table, { ...columns, event: 1 }, codes, patentRules()).ok).toBe(true);
  });
});

describe('what events do to a record', () => {
  it('fills what is not known and says which entry it follows from', async () => {
    const record = patent({ status: 'in-force', statusText: '有效' });
    const gazette = plan(
      [record, other],
      await read([`${NUMBER},PE01,2022-01-05,Y1,`, `${NUMBER},TR01,2021-01-01,,`]),
    );
    const [change] = gazette.patents.flatMap((p) => p.changes.filter((c) => c.field === 'pledgeLive'));
    expect([change?.kind, change?.from, change?.to]).toEqual(['fills', null, '是']);
    const after = applied([record, other], gazette);
    expect(after.records[0]).toMatchObject({
      pledgeLive: true,
      procedureSuspended: false,
      transferCount: 1,
      pledgeCount: 1,
      licenceCount: 0,
      status: 'in-force',
      statusText: '有效',
      legalEvents: {
        coveredThrough: '2026-11-20',
        source: '公布公告查询',
        entries: [
          { code: 'TR01', date: '2021-01-01', ref: null },
          { code: 'PE01', date: '2022-01-05', ref: 'Y1' },
        ],
      },
    });
    expect(after.records[0]?.edits).toMatchObject({
      pledgeLive: '公告事件 PE01 专利权质押合同登记的生效（2022-01-05）',
      transferCount: '公告事件 TR01 专利权的转移（2021-01-01）',
      procedureSuspended: '公告事件 查至 2026-11-20，无此类公告',
    });
    expect(after.records[1]).toBe(other);
    expect([after.changed, after.added]).toEqual([1, 2]);
    expect(gazette.patents[0]?.notes.join()).toContain('专利权人');
    const section = patentCase({ records: after.records.slice() }).sections.patents;
    const shown = after.records[0] ?? record;
    expect(fieldLeaf(section, shown, 'pledgeLive').note).toBe(
      '公告事件 PE01 专利权质押合同登记的生效（2022-01-05）',
    );
  });

  it('never replaces what the list or a person said without being told to', async () => {
    const record = patent({
      status: 'in-force',
      statusText: '有效',
      pledgeLive: false,
      edits: { pledgeLive: '据专利登记簿副本录入' },
    });
    const gazette = plan(
      [record],
      await read([`${NUMBER},CF01,2024-01-01,,`, `${NUMBER},PE01,2022-01-05,,`]),
    );
    expect(
      gazette.patents[0]?.changes
        .filter((c) => c.kind === 'contradicts')
        .map((c) => [c.label, c.from, c.to, c.edited]),
    ).toEqual([
      ['法律状态', '有效', '未缴年费专利权终止', null],
      ['当前有质押登记', '否', '是', '据专利登记簿副本录入'],
    ]);
    const refused = applyGazette([record], gazette, { standing: null, own: {} });
    expect(refused.ok ? '' : refused.failure.code).toBe('E_UNANSWERED');
    const mixed = applied([record], gazette, 'keep', { [`${record.id}/status`]: 'gazette' }).records[0];
    expect([mixed?.status, mixed?.statusText, mixed?.pledgeLive, mixed?.edits['pledgeLive']]).toEqual([
      'dead',
      '未缴年费专利权终止',
      false,
      '据专利登记簿副本录入',
    ]);
    expect(mixed?.edits['status']).toBe('公告事件 CF01 未缴年费专利权终止（2024-01-01）');
    expect(mixed?.legalEvents?.entries).toHaveLength(2);
  });

  it('dead and restored: the restoration counts, and 滞纳期 is no contradiction of 有效', async () => {
    const record = patent({ status: 'grace', statusText: '等年费滞纳金' });
    const reading = await read([
      `${NUMBER},CF01,2024-01-01,,`,
      `${NUMBER},RR01,2024-06-01,,`,
      `${NUMBER},PE01,2022-01-05,A,`,
      `${NUMBER},PC01,2023-01-05,A,`,
    ]);
    const after = applied([record], plan([record], reading)).records[0];
    expect([after?.status, after?.statusText, after?.pledgeLive]).toEqual(['grace', '等年费滞纳金', false]);
  });

  it('without a day of search nothing is denied', async () => {
    const record = patent();
    const gazette = plan(
      [record],
      await read([`${NUMBER},PE01,2022-01-05,,`, `${NUMBER},PC01,2023-01-05,,`]),
      {
        coveredThrough: null,
      },
    );
    const after = applied([record], gazette).records[0];
    expect([after?.pledgeLive, after?.transferCount, after?.procedureSuspended]).toEqual([null, null, null]);
    expect(gazette.notes.join()).toContain('没有填查询日');
  });

  it('a search of all patents speaks about those without an entry; a list only about its own', async () => {
    const records = [patent(), other];
    const reading = await read([`${NUMBER},TR01,2022-01-05,,`]);
    const all = applied(records, plan(records, reading, { scope: 'all' })).records;
    expect(all.map((r) => [r.pledgeLive, r.transferCount])).toEqual([
      [false, 1],
      [false, 0],
    ]);
    expect(all[1]?.legalEvents).toEqual({
      coveredThrough: '2026-11-20',
      source: '公布公告查询',
      entries: [],
    });
    expect(applied(records, plan(records, reading)).records[1]).toBe(other);
  });

  it('an unreadable row keeps every “no” of its patent open; a row of nobody keeps all open', async () => {
    const records = [patent(), other];
    const own = await read([
      `${NUMBER},TR01,2022-01-05,,`,
      `${NUMBER},看不懂,2022-01-05,,`,
      `${other.applicationNumber},TR01,2022-01-05,,`,
    ]);
    expect(applied(records, plan(records, own)).records.map((r) => r.pledgeLive)).toEqual([null, false]);
    const nobody = await read([`${NUMBER},TR01,2022-01-05,,`, `乱写,PE01,2022-01-05,,`]);
    const gazette = plan(records, nobody, { scope: 'all' });
    expect(applied(records, gazette).records.map((r) => r.pledgeLive)).toEqual([null, null]);
    expect(gazette.notes.join()).toContain('读不出是哪件专利');
  });

  it('a later list that unsettles an earlier one asks before the field is unknown again', async () => {
    const first = patent();
    const pledged = applied(
      [first],
      plan([first], await read([`${NUMBER},PE01,2022-01-05,,`])),
      null,
    ).records;
    expect(pledged[0]?.pledgeLive).toBe(true);
    const next = plan(pledged, await read([`${NUMBER},PE01,2022-02-05,,`, `${NUMBER},PC01,2023-01-05,,`]));
    const change = next.patents[0]?.changes.find((c) => c.field === 'pledgeLive');
    expect([change?.kind, change?.from, change?.to]).toEqual(['contradicts', '是', null]);
    const open = applied(pledged, next, 'gazette').records[0];
    expect([open?.pledgeLive, open?.edits['pledgeLive']]).toEqual([null, undefined]);
  });

  it('names unknown codes and numbers that the case does not have', async () => {
    const gazette = plan(
      [patent()],
      await read([`${NUMBER},ZZ99,2022-01-05,,`, `201811247601.7,PE01,2022-01-05,,`]),
    );
    expect([gazette.unknownCodes, gazette.notInCase]).toEqual([['ZZ99'], ['201811247601.7']]);
    expect(applied([patent()], gazette).records[0]?.pledgeLive).toBeNull();
  });
});
