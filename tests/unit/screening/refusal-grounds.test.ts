import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { Verdict } from '../../../src/lib/case/exchange';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import {
  GROUND,
  OWNER,
  declaration,
  expiryFigure,
  findingOf,
  fullAnswers,
  patent,
  readyCase,
  screen,
  verdictAnswer,
  withSections,
} from '../../fixtures/screening-case';

type Change = Partial<PatentRecord> | ((c: CaseRecord) => CaseRecord);
type Row = readonly [name: string, ground: number, change: Change, verdict: Verdict, message?: RegExp];

const applied = (change: Change): CaseRecord =>
  typeof change === 'function' ? change(readyCase([patent(1)])) : readyCase([patent(1, change)]);

const verdictOf = (ground: number, caseRecord: CaseRecord) =>
  findingOf(screen(caseRecord), `${GROUND}${ground}`, ground === 7 ? 'case' : 'p-1');

const need =
  (debtEnd: string | null) =>
  (c: CaseRecord): CaseRecord =>
    withSections(c, ({ enterprise }) => ({
      enterprise: { ...enterprise, need: { ...enterprise.need, debtEnd } },
    }));

const contract =
  (changes: Partial<CaseRecord['sections']['registration']['pledgeContract']>) =>
  (c: CaseRecord): CaseRecord =>
    withSections(c, ({ registration }) => ({
      registration: { ...registration, pledgeContract: { ...registration.pledgeContract, ...changes } },
    }));

const named =
  (name: string) =>
  (c: CaseRecord): CaseRecord =>
    withSections(c, ({ enterprise }) => ({
      enterprise: { ...enterprise, enterprise: { ...enterprise.enterprise, name } },
    }));

const declaring =
  (ground: number, changes: Partial<PatentRecord>, subject = 'p-1') =>
  (): CaseRecord =>
    withSections(readyCase([patent(1, changes)]), ({ screening }) => ({
      screening: { ...screening, declarations: [declaration(ground, subject)] },
    }));

const reviewer =
  (verdict: 'pass' | 'fail' | null) =>
  (c: CaseRecord): CaseRecord =>
    withSections(c, ({ screening }) => {
      const others = screening.answers.filter((a) => a.rule !== `${GROUND}12`);
      const own = verdict === null ? [] : [verdictAnswer(`${GROUND}12`, verdict, 'p-1', [])];
      return { screening: { ...screening, answers: [...others, ...own] } };
    });

const TWO = { owners: [OWNER, '虚构共有人'] };

/** Valuation date = planned filing day: 2026-11-20; register copy 2026-11-10; expiry 2029-02-28; debt end 2027-11-30. */
const ROWS: readonly Row[] = [
  ['专利权人一致', 1, {}, 'pass'],
  ['专利权人不一致', 1, { owners: ['别的虚构公司'] }, 'fail', /别的虚构公司/],
  ['专利权人未知', 1, { owners: [] }, 'unknown', /专利权人未知/],
  ['出质人名称未填', 1, named(''), 'unknown', /出质人名称未知/],
  ['只差全角括号：不自动合并', 1, { owners: ['虚构（测试）公司'] }, 'fail'],
  ['共有人之一', 1, TWO, 'pass'],
  ['状态有效', 2, {}, 'pass'],
  ['滞纳期仍未终止', 2, { status: 'grace' }, 'pass'],
  ['已终止', 2, { status: 'dead' }, 'fail', /失效/],
  ['全部无效', 2, { invalidationOutcome: 'invalid' }, 'fail', /全部无效/],
  ['无效结果未知但登记簿有效', 2, { invalidationOutcome: null }, 'pass'],
  ['状态未知', 2, { status: null }, 'unknown', /法律状态未知/],
  ['已授权', 3, {}, 'pass', /2021-06-01/],
  ['授权公告日就是申请登记日', 3, { grantDate: '2026-11-20' }, 'pass'],
  ['授权公告日晚一天', 3, { grantDate: '2026-11-21' }, 'fail', /晚于拟申请登记日/],
  ['未授权', 3, { status: 'pending', grantDate: null }, 'fail', /尚未授权/],
  ['授权公告日未知', 3, { grantDate: null }, 'unknown', /授权公告日未知/],
  ['年费已缴', 4, {}, 'pass'],
  ['缴至当日', 4, { feesPaidThrough: '2026-11-20' }, 'pass'],
  ['缴至前一日', 4, { feesPaidThrough: '2026-11-19' }, 'fail', /早于拟申请登记日 2026-11-20/],
  ['滞纳期算未缴', 4, { status: 'grace' }, 'fail', /滞纳期/],
  ['缴至日未知', 4, { feesPaidThrough: null }, 'unknown', /年费缴至日未知/],
  ['无中止保全', 5, {}, 'pass'],
  ['中止或保全', 5, { procedureSuspended: true }, 'fail'],
  ['中止保全未知', 5, { procedureSuspended: null }, 'unknown', /有无中止或保全未知/],
  ['期限在内', 6, {}, 'pass'],
  ['债务到期日就是届满日', 6, need('2029-02-28'), 'pass'],
  ['债务到期日晚一天', 6, need('2029-03-01'), 'fail', /虚构装置1.*2029-02-28.*最迟可为 2029-02-28/],
  ['债务到期日未知', 6, need(null), 'unknown', /债务到期日未知/],
  ['五项齐备', 7, {}, 'pass'],
  ['缺担保范围，合同未签', 7, contract({ securityScope: null }), 'unknown', /担保范围/],
  [
    '缺担保范围，合同已签',
    7,
    contract({ securityScope: null, signedOn: '2026-11-18' }),
    'fail',
    /2026-11-18.*担保范围/,
  ],
  ['担保数额为零', 7, contract({ securedAmountFen: '0', signedOn: '2026-11-18' }), 'fail', /被担保债权数额/],
  ['缺一件专利的申请日', 7, { filingDate: null }, 'unknown', /申请日（《虚构装置1》/],
  ['单一权利人', 8, {}, 'pass'],
  ['共有且无同意', 8, TWO, 'fail', /虚构共有人/],
  ['共有且已声明', 8, declaring(8, TWO), 'pass', /双方知悉/],
  ['共有，声明的是别的专利', 8, declaring(8, TWO, 'p-9'), 'fail'],
  ['权利人未知', 8, { owners: [] }, 'unknown'],
  ['没有质押', 9, {}, 'pass'],
  ['已质押', 9, { pledgeLive: true }, 'fail'],
  ['质押未知', 9, { pledgeLive: null }, 'unknown', /是否处于质押期间未知/],
  ['没有同日申请', 10, {}, 'pass'],
  ['发明不适用', 10, { type: 'invention', sameDayApplication: null }, 'pass', /不适用/],
  ['有同日申请未声明', 10, { sameDayApplication: true }, 'fail'],
  ['有同日申请已声明', 10, declaring(10, { sameDayApplication: true }), 'pass', /双方已声明/],
  ['同日申请未知', 10, { sameDayApplication: null }, 'unknown', /有无同日发明专利申请未知/],
  ['没有无效程序', 11, {}, 'pass'],
  ['无效程序未声明', 11, { invalidationPending: true }, 'fail'],
  ['无效程序已声明', 11, declaring(11, { invalidationPending: true }), 'pass'],
  ['声明记在别的条款上', 11, declaring(10, { invalidationPending: true }), 'fail'],
  ['无效程序未知', 11, { invalidationPending: null }, 'unknown'],
  ['审查人确认', 12, reviewer('pass'), 'pass'],
  ['审查人否定', 12, reviewer('fail'), 'fail'],
  ['审查人未确认', 12, reviewer(null), 'unknown', /尚未确认/],
];

describe('不予登记的十二种情形', () => {
  const rows = ROWS.map(([name, ground, change, verdict, message]) => ({
    name,
    ground,
    change,
    verdict,
    message,
  }));

  it.each(rows)('$name（第 $ground 项）', ({ ground, change, verdict, message }) => {
    const finding = verdictOf(ground, applied(change));
    expect(finding.verdict).toBe(verdict);
    if (message !== undefined) expect(finding.message).toMatch(message);
    if (verdict === 'pass') expect(finding.remedy).toBe('');
    else expect(finding.remedy).not.toBe('');
  });

  it('每一项都有通过、不通过、未知三种行', () => {
    for (let ground = 1; ground <= 12; ground++) {
      const seen = new Set(ROWS.filter((r) => r[1] === ground).map((r) => r[3]));
      expect([...seen].sort()).toEqual(['fail', 'pass', 'unknown']);
    }
  });

  it('名称仅差括号或宽度：提示相近，不认定', () => {
    const c = named('虚构(测试)有限公司')(readyCase([patent(1, { owners: ['虚构（测试）有限公司'] })]));
    const finding = verdictOf(1, c);
    expect(finding.verdict).toBe('unknown');
    expect(finding.message).toContain('不能自动认作同一名称');
    expect(finding.severity).toBe('block');
  });

  it('届满日缺失或为 null：第 6 项未知', () => {
    const c = readyCase([patent(1)]);
    for (const figures of [[], [expiryFigure('p-1', null)], [expiryFigure('p-1', '不是日期')]]) {
      const finding = findingOf(screen(c, { figures, findings: [], offers: [] }), `${GROUND}6`, 'p-1');
      expect(finding.verdict).toBe('unknown');
      expect(finding.message).toContain('届满日未知');
    }
  });

  it('第 12 项：未确认只是备注，被否定即阻断', () => {
    expect(verdictOf(12, reviewer(null)(readyCase([patent(1)]))).severity).toBe('note');
    expect(verdictOf(12, reviewer('fail')(readyCase([patent(1)]))).severity).toBe('block');
  });
});

const REGISTER_GROUNDS = [1, 2, 3, 4, 5, 9];

describe('登记簿副本', () => {
  const at = (registerCopyDate: string | null, changes: Partial<PatentRecord> = {}) =>
    readyCase([patent(1, { ...changes, registerCopyDate })]);

  it.each(REGISTER_GROUNDS)('第 %i 项：只有清单数据的通过是未知、暂缓', (ground) => {
    const finding = verdictOf(ground, at(null));
    expect(finding.verdict).toBe('unknown');
    expect(finding.severity).toBe('hold');
    expect(finding.remedy).toMatch(/^取得30日内专利登记簿副本/);
  });

  it.each([6, 7, 8, 10, 11, 12])('第 %i 项不依赖登记簿副本', (ground) => {
    expect(verdictOf(ground, at(null)).verdict).toBe('pass');
  });

  // 2026-10-21 is 30 days before 2026-11-20 (10 days of October left + 20), 2026-10-20 is 31.
  it.each([
    ['2026-10-21', 'pass'],
    ['2026-10-20', 'unknown'],
    ['2026-11-20', 'pass'],
    ['2026-12-20', 'pass'],
    ['2026-12-21', 'unknown'],
  ])('副本日期 %s：%s', (date, verdict) => {
    expect(verdictOf(5, at(date)).verdict).toBe(verdict);
  });

  it('清单已显示不通过的，没有副本也是不通过', () => {
    expect(verdictOf(9, at(null, { pledgeLive: true })).verdict).toBe('fail');
    expect(verdictOf(4, at(null, { feesPaidThrough: '2026-01-01' })).verdict).toBe('fail');
    expect(verdictOf(1, at(null, { owners: ['别的虚构公司'] })).verdict).toBe('fail');
  });

  it('字段未知又没有副本：按较重的阻断计，两条补救都列出', () => {
    const finding = verdictOf(5, at(null, { procedureSuspended: null }));
    expect(finding.severity).toBe('block');
    expect(finding.remedies).toHaveLength(2);
  });
});

describe('核查对象', () => {
  it('尚未勾选时核查全部专利', () => {
    const c = withSections(readyCase(), ({ patents }) => ({ patents: { ...patents, pledged: [] } }));
    expect(screen(c).patents.map((p) => p.subject.id)).toEqual(['p-1', 'p-2']);
  });

  it('只核查勾选的专利', () => {
    const c = withSections(readyCase(), ({ patents }) => ({ patents: { ...patents, pledged: ['p-2'] } }));
    expect(screen(c).patents.map((p) => p.subject.id)).toEqual(['p-2']);
  });

  it('勾选了不存在的专利：全部未知，带代码', () => {
    const c = withSections(readyCase(), ({ patents }) => ({
      patents: { ...patents, pledged: ['p-1', 'p-9'] },
    }));
    const own = screen(c).refusal.findings.filter((f) => f.subject.id === 'p-9');
    expect(own).toHaveLength(11);
    expect(own.every((f) => f.verdict === 'unknown' && f.message.includes('E_SUBJECT_MISSING'))).toBe(true);
  });

  it('没有专利：逐件核查的规则在清单上未知', () => {
    const result = screen(readyCase([]));
    const own = result.refusal.findings.filter((f) => f.subject.kind === 'patent-pool');
    expect(own).toHaveLength(11);
    expect(own.every((f) => f.verdict === 'unknown')).toBe(true);
    expect(result.decision.code).toBe('held');
  });

  it('声明不看文件也算数，空白声明不算', () => {
    const c = declaring(11, { invalidationPending: true })();
    const blank = withSections(c, ({ screening }) => ({
      screening: {
        ...screening,
        declarations: screening.declarations.map((d) => ({ ...d, statement: '  ' })),
      },
    }));
    expect(verdictOf(11, c).verdict).toBe('pass');
    expect(verdictOf(11, blank).verdict).toBe('fail');
  });

  it('全部通过的案卷确实全部通过', () => {
    const result = screen(readyCase());
    expect(result.findings.filter((f) => f.verdict !== 'pass')).toEqual([]);
    expect(fullAnswers([]).length).toBe(24);
  });
});
