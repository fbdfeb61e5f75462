import { describe, expect, it } from 'vitest';
import type { ReviewedPackage } from '../../../src/lib/review/desk/review-package';
import { answerOf, failed, undecided } from '../../../src/lib/review/verify-report';
import {
  type BatchRow,
  narrowed,
  officesIn,
  ordered,
  titleOf,
  waitingRow,
} from '../../../src/lib/state/desk/batch-rows';
import { packagesAmong } from '../../../src/lib/state/desk/chosen-files';
import { registerFindings } from '../../../src/lib/state/desk/register-findings';
import { isWhole, shortened } from '../../../src/lib/state/desk/shortened';
import {
  clockText,
  limitText,
  nextSteps,
  withStep,
  withoutLastStep,
} from '../../../src/lib/state/desk/entry-edits';
import { deskEntryOf, deskFacts, idOf } from '../../fixtures/desk-entry';

const reviewed = (title: string, integrity: 'pass' | 'fail', groundFails = 0): ReviewedPackage => ({
  report: {
    schema: 'zhiya.verify/1',
    id: idOf(1),
    canonical: true,
    summary: null,
    answers: {
      safety: answerOf([]),
      integrity: answerOf(integrity === 'fail' ? [failed('E_HASH', '', '不符')] : []),
      authenticity: answerOf([undecided('E_UNSIGNED', '', '未签名')]),
      usability: answerOf([]),
      recalculation: answerOf([]),
    },
  },
  counts: { safety: 0, integrity: 0, authenticity: 1, usability: 0, recalculation: 0 },
  facts: deskFacts({ caseTitle: title }),
  datasets: [],
  caseRead: true,
  instead: null,
  grounds: [{ rule: 'g', title: '情形', pass: 0, fail: groundFails, unknown: 0, verdict: 'pass', lines: [] }],
});

const row = (key: number, changes: Partial<BatchRow> = {}): BatchRow => ({
  ...waitingRow(key, new File(['x'], `文件${key}.zip`)),
  ...changes,
});
const ROWS: readonly BatchRow[] = [
  row(1, { state: 'done', reviewed: reviewed('乙案', 'pass') }),
  row(2, { state: 'done', reviewed: reviewed('甲案', 'fail') }),
  row(3, { state: 'failed' }),
  row(4, { state: 'done', reviewed: reviewed('丙案', 'pass', 1) }),
  row(5, {
    state: 'done',
    reviewed: reviewed('', 'pass'),
    samePatents: [
      { other: idOf(9), sameCase: false, otherParties: false, released: false, patents: ['A', 'B'] },
    ],
  }),
];
const keys = (rows: readonly BatchRow[]): readonly number[] => rows.map(({ key }) => key);

describe('the batch', () => {
  it('is narrowed by what stands against a package; a failed ground counts, an unread file does not', () => {
    expect(keys(narrowed(ROWS, 'fail', ''))).toEqual([2, 4]);
    expect(keys(narrowed(ROWS, 'unknown', ''))).toEqual([1, 2, 4, 5]);
    expect(keys(narrowed(ROWS, 'register', ''))).toEqual([5]);
    expect(keys(narrowed(ROWS, 'unread', ''))).toEqual([3]);
    expect(keys(narrowed(ROWS, 'integrity', ''))).toEqual([2]);
    expect(keys(narrowed(ROWS, 'all', ' 甲案'))).toEqual([2]);
    expect(keys(narrowed(ROWS, 'all', '文件3'))).toEqual([3]);
  });
  it('is sorted worst first, unread last, equal ones as they came', () => {
    expect(keys(ordered(ROWS, 'integrity', false))).toEqual([2, 1, 4, 5, 3]);
    expect(keys(ordered(ROWS, 'integrity', true))).toEqual([3, 1, 4, 5, 2]);
    expect(keys(ordered(ROWS, null, false))).toEqual([1, 2, 3, 4, 5]);
    expect(titleOf(row(7))).toBe('文件7.zip');
  });
  it('says what the register knows, and leaves out revisions and released pledges', () => {
    const findings = registerFindings(
      {
        samePatents: [
          {
            other: idOf(2),
            sameCase: false,
            otherParties: false,
            released: false,
            patents: ['A', 'B', 'C', 'D', 'E', 'F'],
          },
          { other: idOf(3), sameCase: true, otherParties: false, released: false, patents: ['A'] },
          { other: idOf(4), sameCase: false, otherParties: false, released: true, patents: ['A'] },
        ],
        overlaps: [{ own: '甲数据', entry: idOf(5), other: '乙数据', statement: '整行：约 50%' }],
        notCompared: 2,
        unprintedElsewhere: [idOf(2)],
      },
      { caseRead: true, unprinted: ['丙数据', '丁数据'], registerUnread: 1 },
      (id) => (id === idOf(2) ? '别的案卷' : '数据案卷'),
    );
    expect(findings.map(({ code }) => code)).toEqual([
      'D_SAME_PATENT',
      'D_DATA_OVERLAP',
      ...Array.from({ length: 4 }, () => 'D_NOT_COMPARED'),
    ]);
    const words = findings.slice(2).map(({ message }) => message);
    expect(words[0]).toContain('“丙数据”、“丁数据”没有指纹');
    expect(words[1]).toContain('台账里另有 1 件案卷的数据没有指纹（别的案卷）');
    expect(words[2]).toContain('有 2 份数据');
    expect(words[3]).toContain('台账里有 1 条读不出来');
    for (const message of words) expect(message).toContain('未知');
    expect(findings[0]?.message).toContain('“别的案卷”也列有同样的专利 6 件：A、B、C、D、E 等');
  });
});

it('nothing is said to be without a double where case or register could not be read', () => {
  const nothing = { samePatents: [], overlaps: [], notCompared: 0, unprintedElsewhere: [] };
  const all = { caseRead: true, unprinted: [], registerUnread: 0 };
  const said = (reach: typeof all | { registerUnread: null }): readonly string[] =>
    registerFindings(nothing, { ...all, ...reach }, String).map(({ message }) => message);
  expect(said(all)).toEqual([]);
  expect(said({ ...all, caseRead: false })[0]).toContain('案卷读不出来');
  expect(said({ registerUnread: null })[0]).toContain('台账读不出来');
});

it('the offices of a batch are counted and narrow it; a package for another office is found', () => {
  const at = (key: number, recipient: string | null, code?: string): BatchRow => {
    const one = reviewed('案', 'pass');
    const authenticity = code === undefined ? answerOf([]) : answerOf([failed(code, '', '给别处的')]);
    return row(key, {
      state: 'done',
      reviewed: {
        ...one,
        facts: deskFacts({ recipient }),
        report: { ...one.report, answers: { ...one.report.answers, authenticity } },
      },
    });
  };
  const rows = [at(1, '甲代办处'), at(2, '乙代办处', 'E_RECIPIENT'), at(3, '甲代办处'), at(4, null), row(5)];
  expect(officesIn(rows)).toEqual([
    { office: '乙代办处', count: 1 },
    { office: '受理处未写明（国家知识产权局）', count: 1 },
    { office: '甲代办处', count: 2 },
  ]);
  expect(keys(narrowed(rows, 'all', '', '甲代办处'))).toEqual([1, 3]);
  expect(keys(narrowed(rows, 'elsewhere', ''))).toEqual([2]);
  expect(keys(narrowed(rows, 'all', '乙代办'))).toEqual([2]);
});

it('of a folder only packages are taken, and what is left out is named; a single file is what it is', () => {
  const file = (path: string): File =>
    Object.defineProperty(new File(['x'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', {
      value: path.includes('/') ? path : '',
    });
  const { packages, leftOut } = packagesAmong(
    ['夹/b.ZIP', '夹/说明.docx', '夹/.DS_Store', '夹/下/a.zip', '登记包.docx', 'Thumbs.db'].map(file),
  );
  expect(packages.map(({ name }) => name)).toEqual(['b.ZIP', 'a.zip', '登记包.docx']);
  expect(leftOut).toEqual(['夹/说明.docx']);
  expect(packagesAmong(['b.zip', 'a.zip'].map(file)).packages.map(({ name }) => name)).toEqual([
    'b.zip',
    'a.zip',
  ]);
});

it('a list row keeps the worst of a package and says whether anything is missing', () => {
  const one = reviewed('案', 'fail');
  expect(isWhole(shortened(one))).toBe(true);
  const lines = Array.from({ length: 9 }, (_, i) => ({
    subject: `专利${i}`,
    verdict: 'unknown' as const,
    message: '',
    remedy: '',
  }));
  const long = { ...one, grounds: [{ ...one.grounds[0], unknown: 9, lines }] } as ReviewedPackage;
  expect(isWhole(long)).toBe(true);
  expect(isWhole(shortened(long))).toBe(false);
  expect(shortened(long).grounds[0]?.unknown).toBe(9);
  expect(isWhole({ ...one, counts: { ...one.counts, safety: 21 } })).toBe(false);
});

describe('an entry', () => {
  it('takes steps only in their order', () => {
    const entry = deskEntryOf(1);
    expect(nextSteps(entry)).toEqual(['accepted']);
    const accepted = withStep(entry, { kind: 'accepted', on: '2026-11-20', by: '' });
    expect(nextSteps(accepted)).toEqual(['paused', 'decided']);
    const paused = withStep(accepted, { kind: 'paused', on: '2026-11-21', by: '' });
    expect(nextSteps(paused)).toEqual(['resumed', 'decided']);
    expect(nextSteps(withStep(paused, { kind: 'decided', on: '2026-11-22', by: '' }))).toEqual([]);
    expect(withoutLastStep(accepted)).toEqual(entry);
  });
  it('says unknown working days in words, never as a number', () => {
    const clock = {
      clock: {
        state: 'running',
        startedOn: null,
        endedOn: null,
        used: null,
        unknownYears: [2031],
        problem: null,
      },
      limits: [],
      afterSupplement: { kind: 'continue', source: '' },
      todo: [],
    } as const;
    expect(clockText(clock)).toBe('办理中 · 工作日未知');
    const limit = { kind: 'statutory', title: '规定时限', source: '', confidence: null } as const;
    expect(limitText({ ...limit, days: 2, due: { on: null, unknownYears: [2031], left: null } })).toBe(
      '2 个工作日，还剩几天未知',
    );
    expect(limitText({ ...limit, days: null, due: null })).toBe('这个渠道的时限未知');
  });
});
