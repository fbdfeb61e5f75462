import { describe, expect, it } from 'vitest';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import { readPatents } from '../../../src/lib/intake/import-patents';
import { recognisePatentColumns } from '../../../src/lib/intake/patent-columns';
import { type AppliedImport, applyImport } from '../../../src/lib/intake/questions/apply-import';
import { type ImportDecisions, NO_DECISIONS } from '../../../src/lib/intake/questions/import-questions';
import { type CasePatents, type ImportPlan, planImport } from '../../../src/lib/intake/questions/plan-import';
import { readTable } from '../../../src/lib/intake/read-table';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { intakeRules, utf8 } from '../../fixtures/intake-files';

const EMPTY: CasePatents = { records: [], imports: [] };

const planOf = async (text: string, existing = EMPTY, name = '清单.csv'): Promise<ImportPlan> => {
  const table = mustBeOk(await readTable(utf8(text), name));
  const columns = mustBeOk(recognisePatentColumns(table.header, intakeRules()));
  const options = { batchId: `b-${existing.imports.length + 1}`, rules: intakeRules() };
  return planImport(readPatents(table, columns, options), existing);
};

const decide = (
  standing: Partial<ImportDecisions['standing']>,
  rest: Partial<ImportDecisions> = {},
): ImportDecisions => ({ ...NO_DECISIONS, ...rest, standing: { ...NO_DECISIONS.standing, ...standing } });

const applied = (plan: ImportPlan, existing: CasePatents, decisions: ImportDecisions): AppliedImport =>
  mustBeOk(applyImport(plan, existing, decisions));

/** The case after a first list. */
const caseWith = async (text: string, edits: Partial<PatentRecord> = {}): Promise<CasePatents> => {
  const plan = await planOf(text, EMPTY, '旧清单.csv');
  const { records, batch } = applied(plan, EMPTY, decide({ twice: 'fuller' }));
  return { records: records.map((r) => ({ ...r, ...edits })), imports: batch === null ? [] : [batch] };
};

const A = '201710601862.3';
const B = '201410264351.3';
const C = '201811247601.7';

describe('one patent twice in a list', () => {
  const LIST = `申请号,名称,权利要求数量,被引证次数\n${A},甲,10,\n${B},乙,5,1\nZL${A},甲,12,3\n${B},乙,5,1\n`;

  it('is asked about where the rows differ, and not where they repeat each other', async () => {
    const { questions } = await planOf(LIST);
    expect(questions.counts).toEqual({ patents: 2, added: 2, unchanged: 0, repeated: 1 });
    expect(questions.same).toHaveLength(1);
    const [asked] = questions.same;
    expect([asked?.kind, asked?.applicationNumber]).toEqual(['twice', A]);
    // Record 4 says more, so it stands first; the values follow that order.
    expect(asked?.candidates.map((c) => c.where)).toEqual(['清单.csv › 第 4 条', '清单.csv › 第 2 条']);
    expect(asked?.differences.map((d) => [d.label, d.values.map((v) => v.text)])).toEqual([
      ['权利要求数量', ['12', '10']],
      ['被引证次数', ['3', null]],
    ]);
    expect(asked?.options.map((o) => o.id)).toEqual(['fuller', 'row:4', 'row:2']);
  });

  it('changes nothing before it is answered', async () => {
    const result = applyImport(await planOf(LIST), EMPTY, NO_DECISIONS);
    expect(result.ok ? null : [result.failure.code, result.failure.message]).toEqual([
      'E_UNANSWERED',
      `还有 1 个问题没有答：${A}`,
    ]);
    const wrong = applyImport(await planOf(LIST), EMPTY, decide({ twice: 'no-such-option' }));
    expect(wrong.ok).toBe(false);
  });

  it.each([
    ['fuller', [12, 3, 4]],
    ['row:2', [10, null, 2]],
    ['row:4', [12, 3, 4]],
  ])('answered with %s gives one record', async (option, expected) => {
    const { records, added } = applied(await planOf(LIST), EMPTY, decide({ twice: option }));
    const [first] = records.filter((r) => r.applicationNumber === A);
    expect([first?.claimCount, first?.forwardCitationCount, first?.origin?.row]).toEqual(expected);
    expect(first?.edits).toEqual({});
    expect([records.length, added]).toEqual([2, 2]);
  });

  it('answered field by field marks where a value of the other row comes from', async () => {
    const plan = await planOf(LIST);
    const key = plan.questions.same[0]?.key ?? '';
    const decisions = decide({ twice: 'row:4' }, { fields: { [key]: { claimCount: 'row:2' } } });
    const [record] = applied(plan, EMPTY, decisions).records;
    expect([record?.claimCount, record?.forwardCitationCount, record?.origin?.row]).toEqual([10, 3, 4]);
    expect(record?.edits).toEqual({ claimCount: '导入时取自 清单.csv › 第 2 条' });
  });
});

describe('application and grant of one patent', () => {
  const LIST = `申请号,公开（公告）号,名称,授权公告日,权利要求数量\n${C},CN109376930A,丙,,10\n${C},CN109376930B,丙,2021-06-18,8\n`;

  it('are one patent; the grant goes first and is completed by the application', async () => {
    const plan = await planOf(LIST);
    expect(plan.questions.same.map((q) => q.kind)).toEqual(['application-and-grant']);
    const [record, ...more] = applied(plan, EMPTY, decide({ twice: 'fuller' })).records;
    expect(more).toEqual([]);
    expect([record?.publicationNumber, record?.grantDate, record?.claimCount, record?.origin?.row]).toEqual([
      'CN109376930B',
      '2021-06-18',
      8,
      3,
    ]);
  });

  it('a row that only bears the publication number is named and becomes no patent', async () => {
    const { questions } = await planOf(
      `申请号,公开（公告）号,名称\n201710911092.2,CN107705012A,甲\nCN107705012B,,甲\n`,
    );
    expect(questions.publicationRows).toEqual([
      {
        record: 3,
        message: '第 3 条的申请号栏写的是公开（公告）号 CN107705012B，即 201710911092.2 甲，不另成一件',
      },
    ]);
    expect(questions.counts.patents).toBe(1);
  });

  it('two numbers under one publication are a contradiction to be decided', async () => {
    const plan = await planOf(`申请号,公开（公告）号,名称\n${A},CN107705012A,甲\n${B},CN107705012B,乙\n`);
    const [group] = plan.questions.groups;
    expect([group?.kind, group?.name, group?.members.map((m) => m.applicationNumber)]).toEqual([
      'same-publication',
      '107705012',
      [B, A],
    ]);
    expect(applyImport(plan, EMPTY, NO_DECISIONS).ok).toBe(false);
    const one = applied(plan, EMPTY, decide({ samePublication: `only:p-2017106018623` }));
    expect([one.records.map((r) => r.title), one.leftOut]).toEqual([['甲'], 1]);
    expect(applied(plan, EMPTY, decide({ samePublication: 'keep' })).records).toHaveLength(2);
  });
});

describe('patents that the case has', () => {
  const OLD = `申请号,名称,权利要求数量,被引证次数,专利权人\n${A},甲,10,,虚构甲公司\n${B},乙,5,1,虚构乙公司\n`;
  const NEW = `申请号,名称,权利要求数量,被引证次数,合享价值度\n${A},甲,12,3,\n${B},乙,5,1,\n${C},丙,7,0,9\n`;

  it('are asked about with old and new; a list that says the same asks nothing', async () => {
    const existing = await caseWith(OLD);
    const { questions } = await planOf(NEW, existing);
    expect(questions.counts).toMatchObject({ patents: 3, added: 1, unchanged: 1 });
    expect(
      questions.same.map((q) => [q.kind, q.applicationNumber, q.candidates.map((c) => c.where)]),
    ).toEqual([['in-case', A, ['案卷（旧清单.csv › 第 2 条）', '清单.csv › 第 2 条']]]);
    expect(questions.same[0]?.differences.map((d) => [d.label, d.values.map((v) => v.text)])).toEqual([
      ['权利要求数量', ['10', '12']],
      ['被引证次数', [null, '3']],
    ]);
    const again = await planOf(OLD, existing);
    expect(again.questions.same).toEqual([]);
    const same = applied(again, existing, NO_DECISIONS);
    expect([same.added, same.changed, same.unchanged, same.batch]).toEqual([0, 0, 2, null]);
    same.records.forEach((record, i) => expect(record).toBe(existing.records[i]));
  });

  it.each([
    ['list', 12, 3, 'b-2'],
    ['fill', 10, 3, 'b-1'],
    ['existing', 10, null, 'b-1'],
  ])('“%s” for all', async (option, claims, citations, batch) => {
    const existing = await caseWith(OLD);
    const after = applied(await planOf(NEW, existing), existing, decide({ inCase: option }));
    expect(after.records.map((r) => r.title)).toEqual(['甲', '乙', '丙']);
    const [record] = after.records;
    expect([record?.claimCount, record?.forwardCitationCount, record?.origin?.batch]).toEqual([
      claims,
      citations,
      batch,
    ]);
    // What the new list does not say is never lost, and says where it comes from.
    expect(record?.owners).toEqual(['虚构甲公司']);
    expect(record?.edits['owners']).toBe(
      option === 'list' ? '导入时沿用 案卷（旧清单.csv › 第 2 条）' : undefined,
    );
    expect(record?.edits['forwardCitationCount']).toBe(
      option === 'fill' ? '导入时取自 清单.csv › 第 2 条' : undefined,
    );
    expect([after.added, after.changed, after.unchanged]).toEqual([
      1,
      option === 'existing' ? 0 : 1,
      option === 'existing' ? 2 : 1,
    ]);
  });

  it('keep what a person changed unless the person gives it up', async () => {
    const existing = await caseWith(OLD, { claimCount: 9, edits: { claimCount: '对照证书更正' } });
    const plan = await planOf(NEW, existing);
    expect(plan.questions.same.map((q) => q.differences[0]?.edited)).toEqual([
      '对照证书更正',
      '对照证书更正',
    ]);
    const kept = applied(plan, existing, decide({ inCase: 'list' })).records[0];
    expect([kept?.claimCount, kept?.edits['claimCount'], kept?.forwardCitationCount]).toEqual([
      9,
      '对照证书更正',
      3,
    ]);
    const given = applied(plan, existing, decide({ inCase: 'list-all' })).records[0];
    expect([given?.claimCount, given?.edits['claimCount']]).toEqual([12, undefined]);
    const key = plan.questions.same.find((q) => q.applicationNumber === A)?.key ?? '';
    const one = applied(
      plan,
      existing,
      decide({ inCase: 'existing' }, { fields: { [key]: { claimCount: 'row:2' } } }),
    );
    expect([one.records[0]?.claimCount, one.records[0]?.edits['claimCount']]).toEqual([
      12,
      '导入时取自 清单.csv › 第 2 条',
    ]);
  });

  it('keep the reason of a change that the list agrees with, also where it says nothing: it protects from the next list', async () => {
    const edits = { claimCount: '据登记簿更正', pledgeLive: '据专利登记簿副本录入' };
    const existing = await caseWith(`申请号,名称,权利要求数量,被引证次数\n${A},甲,10,3\n`, {
      claimCount: 12,
      edits,
    });
    const agreeing = await planOf(`申请号,名称,权利要求数量,被引证次数\n${A},甲,12,5\n`, existing);
    for (const option of ['list', 'list-all']) {
      const { records, batch } = applied(agreeing, existing, decide({ inCase: option }));
      const [record] = records;
      expect([record?.claimCount, record?.forwardCitationCount, record?.edits]).toEqual([12, 5, edits]);
      const now = { records, imports: [...existing.imports, ...(batch === null ? [] : [batch])] };
      const next = await planOf(`申请号,名称,权利要求数量\n${A},甲,9\n`, now);
      expect(applied(next, now, decide({ inCase: 'list' })).records[0]?.claimCount).toBe(12);
    }
    // Two rows, one of which agrees: the value stays by protection, and so does its reason.
    const two = await planOf(`申请号,名称,权利要求数量,被引证次数\n${A},甲,12,5\n${A},甲,9,\n`, existing);
    expect(applied(two, existing, decide({ inCase: 'list' })).records[0]).toMatchObject({
      claimCount: 12,
      edits,
    });
  });

  it('keep the scores of another vendor beside the new ones', async () => {
    const existing = await caseWith(`申请号,名称,合享价值度\n${A},甲,8\n`);
    const after = applied(
      await planOf(`申请号,名称,DPI\n${A},甲,70\n`, existing),
      existing,
      decide({ inCase: 'list' }),
    );
    expect(after.records[0]?.vendorScores).toEqual({ 合享价值度: '8', DPI: '70' });
  });

  it('are asked about once when the list has them twice', async () => {
    const existing = await caseWith(OLD);
    const plan = await planOf(`申请号,名称,权利要求数量\n${A},甲,12\n${A},甲,13\n`, existing);
    expect(plan.questions.same).toHaveLength(1);
    expect(plan.questions.same[0]?.options.map((o) => o.id)).toEqual([
      'list',
      'fill',
      'existing',
      'row:2',
      'row:3',
    ]);
    expect(applied(plan, existing, decide({ inCase: 'row:3' })).records[0]?.claimCount).toBe(13);
  });
});

describe('families', () => {
  const LIST = `申请号,公开（公告）号,标题,简单同族\n${A},CN107705012A,甲,CN107705012A;US9254383B2\n${B},CN104008308A,乙,US9254383B2;CN107705012B\n${C},CN109376930A,丙,CN109376930A\n`;

  it('are marked with one name by default; a patent alone is none', async () => {
    const plan = await planOf(LIST);
    expect(plan.questions.groups.map((g) => [g.kind, g.name, g.members.map((m) => m.title)])).toEqual([
      ['family', 'CN107705012', ['乙', '甲']],
    ]);
    const { records } = applied(plan, EMPTY, NO_DECISIONS);
    expect(records.map((r) => r.familyId)).toEqual(['CN107705012', 'CN107705012', 'CN109376930']);
  });

  it('are found by the own number of a member that lists nobody', async () => {
    const plan = await planOf(
      `申请号,公开（公告）号,标题,简单同族\n${A},CN107705012A,甲,\n${B},CN104008308A,乙,CN107705012A;US1234567B2\n`,
    );
    expect(plan.questions.groups).toHaveLength(1);
    expect(applied(plan, EMPTY, NO_DECISIONS).records.map((r) => r.familyId)).toEqual([
      'CN107705012',
      'CN107705012',
    ]);
  });

  it('one member may be left out, or all kept apart', async () => {
    const plan = await planOf(LIST);
    const key = plan.questions.groups[0]?.key ?? '';
    const without = applied(plan, EMPTY, decide({}, { leaveOut: { [key]: ['p-2014102643513'] } }));
    expect(without.records.map((r) => r.title)).toEqual(['甲', '丙']);
    const only = applied(plan, EMPTY, decide({}, { options: { [key]: 'only:p-2014102643513' } }));
    expect(only.records.map((r) => r.title)).toEqual(['乙', '丙']);
    const apart = applied(plan, EMPTY, decide({ family: 'separate' }));
    expect(apart.records.map((r) => r.familyId)).toEqual(['CN107705012', 'CN107705012', 'CN109376930']);
  });

  it('a new member takes the family name that the case uses, and the case keeps its own', async () => {
    const existing = await caseWith(`申请号,公开（公告）号,标题\n${A},CN107705012A,甲\n`, {
      familyId: '甲族',
    });
    const plan = await planOf(
      `申请号,公开（公告）号,标题,简单同族\n${B},CN104008308A,乙,CN107705012A;US1234567B2\n`,
      existing,
    );
    expect(plan.questions.groups[0]?.members.map((m) => [m.title, m.inCase])).toEqual([
      ['乙', false],
      ['甲', true],
    ]);
    const { records } = applied(plan, existing, NO_DECISIONS);
    expect(records.map((r) => r.familyId)).toEqual(['甲族', '甲族']);
    expect(records[0]).toBe(existing.records[0]);
  });

  it('a count in the family column makes no family', async () => {
    const plan = await planOf(`申请号,标题,同族/同族号\n${A},甲,3\n${B},乙,3\n`);
    expect(plan.questions.groups).toEqual([]);
    expect(applied(plan, EMPTY, NO_DECISIONS).records.map((r) => r.familyId)).toEqual([null, null]);
  });
});
