import { describe, expect, test } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { ScreeningView } from '../../../src/lib/bridge/screening-contract';
import { type Paper, papersByFile } from '../../../src/lib/state/finding-papers';
import { readinessLines, sheetGroups } from '../../../src/lib/state/sheet-lines';
import { tallyOf } from '../../../src/lib/state/verdict-tally';
import { screeningView } from '../../../workers/screening';
import { caseWith, readyItem } from '../../fixtures/collateral-preflight';
import { GROUND, patent, readyCase, screen, view, withSections } from '../../fixtures/screening-case';

const viewOf = (caseRecord: CaseRecord): ScreeningView => screeningView(screen(caseRecord));

const withPaper = (caseRecord: CaseRecord): CaseRecord => ({
  ...withSections(caseRecord, ({ screening }) => ({
    screening: {
      ...screening,
      answers: screening.answers.map((a) =>
        a.rule === view('T1')
          ? {
              ...a,
              on: '2026-11-18',
              reason: '虚构理由',
              evidence: [
                {
                  attachment: 'file-1',
                  description: '简历',
                  page: '第3页',
                  date: '2026-11-01',
                  by: '虚构甲',
                },
                { attachment: 'no-file', description: '社保', page: null, date: null, by: null },
              ],
            }
          : a,
      ),
    },
  })),
  attachments: [
    {
      id: 'file-1',
      name: '简历.pdf',
      bytes: 1,
      sha256: 'ab'.repeat(32),
      sm3: 'cd'.repeat(32),
      role: 'evidence',
    },
  ],
});

describe('核查表', () => {
  test('第一还款来源排在最前，然后才是专利与押品', () => {
    const groups = sheetGroups(viewOf(readyCase()), readyCase());
    expect(groups[0]?.code).toBe('repayment');
    expect(groups.map((g) => g.code)).toContain('refusal');
    for (const group of groups) expect(group.lines.length, group.code).toBeGreaterThan(0);
  });

  test('写明材料的文件、页、日期、哈希与提供人；附件不在案卷中的照实写出', () => {
    const record = withPaper(readyCase());
    const line = sheetGroups(viewOf(record), record)
      .flatMap((g) => g.lines)
      .find((l) => l.rule === view('T1'));
    expect(
      line?.papers.slice(0, 2).map(({ title, hash, on, by, gone }) => [title, hash, on, by, gone]),
    ).toEqual([
      ['简历', 'abababababab', '2026-11-01', '虚构甲', false],
      ['社保', '', '', '', true],
    ]);
    expect(line?.papers[0]?.place).toContain('第3页');
    expect([line?.on, line?.reason]).toEqual(['2026-11-18', '虚构理由']);
  });

  test('登记簿副本写明份数和日期；没有副本就没有材料', () => {
    const record = readyCase([patent(1), patent(2, { registerCopyDate: '2026-11-12' })]);
    const refusal = sheetGroups(viewOf(record), record).find((g) => g.code === 'refusal');
    expect(refusal?.lines[0]?.papers[0]).toMatchObject({
      title: '专利登记簿副本 2 份（质押专利 2 件）',
      on: '2026-11-10 至 2026-11-12',
    });
    const bare = readyCase([patent(1, { registerCopyDate: null })]);
    expect(sheetGroups(viewOf(bare), bare).find((g) => g.code === 'refusal')?.lines[0]?.papers).toEqual([]);
  });
});

describe('材料按文件合并', () => {
  const cell = (title: string, row: number, hash: string): Paper => ({
    title,
    place: `第 ${row} 行 电费`,
    hash,
    by: '',
    on: '',
    gone: false,
  });

  test('同一文件一行：前三处与总数；另一个文件另起一行，次序不变', () => {
    const papers = [
      cell('甲', 2, 'aa'),
      cell('乙', 9, 'bb'),
      ...[3, 4, 5].map((row) => cell('甲', row, 'aa')),
    ];
    expect(papersByFile(papers).map(({ title, place }) => [title, place])).toEqual([
      ['甲', '第 2 行 电费、第 3 行 电费、第 4 行 电费等 4 处'],
      ['乙', '第 9 行 电费'],
    ]);
  });

  test('同名而哈希不同的是两份', () => {
    expect(papersByFile([cell('甲', 2, 'aa'), cell('甲', 2, 'cc')])).toHaveLength(2);
  });

  test('押品的各项列出规则点名的材料，不列别的', () => {
    const paper = (description: string) => ({
      attachment: null,
      description,
      page: null,
      date: null,
      by: null,
    });
    const evidence = [paper('不动产权证（虚构）'), paper('保单（虚构）')];
    const record = caseWith([readyItem('RE_FACTORY', { evidence })]);
    const line = sheetGroups(viewOf(record), record)
      .flatMap((g) => g.lines)
      .find((l) => l.code === 'RE1');
    expect(line?.papers.map(({ title }) => title)).toEqual(['不动产权证（虚构）']);
  });
});

describe('企业自查', () => {
  const words = [{ rule: view('T1'), question: '做这行多久？', ready: '简历', where: '社保经办机构' }];
  const lines = (caseRecord: CaseRecord) =>
    readinessLines(sheetGroups(viewOf(caseRecord), caseRecord), words);

  test('要先解决的在前，未知是还差，通过才是准备好；一条规则一行', () => {
    const record = withSections(readyCase([patent(1), patent(2, { pledgeLive: true })]), ({ screening }) => ({
      screening: { ...screening, answers: screening.answers.filter((a) => a.rule !== view('T1')) },
    }));
    const all = lines(record);
    const rank = { solve: 0, missing: 1, ready: 2 };
    const states = all.map((l) => rank[l.state]);
    expect(states).toEqual([...states].sort((a, b) => a - b));
    expect(all.find((l) => l.rule === `${GROUND}9`)?.state).toBe('solve');
    expect(all.find((l) => l.rule === view('T1'))).toMatchObject({
      state: 'missing',
      question: '做这行多久？',
      where: '社保经办机构',
    });
    expect(new Set(all.map((l) => l.rule)).size).toBe(all.length);
  });

  test('押品与一致性的规则照核查的结果列出：齐的是准备好，缺的是还差', () => {
    const ready = lines(caseWith([readyItem('RE_FACTORY')])).filter((l) =>
      l.rule.startsWith('cn.real-estate.'),
    );
    expect(ready.length).toBeGreaterThan(5);
    expect(new Set(ready.map((l) => l.state))).toEqual(new Set(['ready']));
    const bare = lines(caseWith([readyItem('RE_FACTORY', { evidence: [], details: {} })]));
    const open = bare.filter((l) => l.rule.startsWith('cn.real-estate.'));
    expect(open.map((l) => l.rule).sort()).toEqual(ready.map((l) => l.rule).sort());
    expect(open.some((l) => l.state === 'missing')).toBe(true);
    const own = lines(readyCase()).filter((l) => l.rule.startsWith('cn.consistency.'));
    expect(own.find((l) => l.rule === 'cn.consistency.balance-sheet')?.state).toBe('ready');
  });

  test('没有通俗问法的用规则原名', () => {
    const plain = lines(readyCase()).find((l) => l.rule === view('T2'));
    expect(plain?.question).toContain('研发投入占比');
    expect(lines(readyCase()).every((l) => l.todo !== '')).toBe(true);
  });
});

describe('各组规则的判断', () => {
  test('不通过、未知、通过分开计；一条规则对多件专利取最不利的', () => {
    const mixed = readyCase([patent(1), patent(2, { pledgeLive: true }), patent(3, { pledgeLive: null })]);
    const refusal = tallyOf(viewOf(mixed)).find((l) => l.code === 'refusal');
    expect([refusal?.fail, refusal?.unknown, refusal?.pass]).toEqual([1, 0, 11]);
    const open = readyCase([patent(1), patent(3, { pledgeLive: null })]);
    const second = tallyOf(viewOf(open)).find((l) => l.code === 'refusal');
    expect([second?.fail, second?.unknown, second?.pass]).toEqual([0, 1, 11]);
  });
  test('没有判断的组不列', () => {
    expect(tallyOf(viewOf(readyCase())).map((l) => l.code)).not.toContain('data-asset');
  });
});
