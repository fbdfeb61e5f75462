import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { EnterpriseFileSection } from '../../src/lib/case/enterprise-file-section';
import { accountYears } from '../../src/lib/screening/enterprise-file/statements';
import { openEnterpriseFile } from '../../src/lib/screening/enterprise-file/open-file';
import { wanFen } from '../fixtures/ready-file';
import { findingOf, rules, screen, view, withSections } from '../fixtures/screening-case';
import { wholeCase } from '../fixtures/whole-case';

type File = EnterpriseFileSection;

const REPAYMENT = 'cn.repayment.';
const at = (caseRecord: CaseRecord, rule: string, subject = 'case') =>
  findingOf(screen(caseRecord, undefined, rules(undefined, caseRecord.valuationDate)), rule, subject);

const withFile = (change: (file: File) => Partial<File>): CaseRecord =>
  withSections(wholeCase(), ({ enterpriseFile }) => ({
    enterpriseFile: { ...enterpriseFile, ...change(enterpriseFile) },
  }));

/** Events of one kind changed. */
const withEvent = (kind: string, change: Partial<File['events'][number]>): CaseRecord =>
  withFile(({ events }) => ({ events: events.map((e) => (e.kind === kind ? { ...e, ...change } : e)) }));

type Repayment = CaseRecord['sections']['screening']['repayment'];

const withRepayment = (change: (inputs: Repayment) => Partial<Repayment>): CaseRecord =>
  withSections(wholeCase(), ({ screening }) => ({
    screening: { ...screening, repayment: { ...screening.repayment, ...change(screening.repayment) } },
  }));

/** The whole case in March 2026: the accounts of 2025 are there although they are not due yet. */
const inMarch = (change: (file: File) => Partial<File> = () => ({})): CaseRecord => {
  const record = withFile((file) => ({
    ...change(file),
    sources: file.sources.map((s) => ({ ...s, asOf: '2026-03-01' })),
  }));
  return { ...record, valuationDate: '2026-03-10' };
};

it('完整的案卷全部通过', () => {
  expect(screen(wholeCase()).findings.filter((f) => f.verdict !== 'pass')).toEqual([]);
});

describe('附件、来源是空的或不在案卷中', () => {
  it.each([
    ['taxedSales', 'cn.consistency.taxed-sales'],
    ['electricityCost', 'cn.consistency.electricity-cost'],
    ['equity', 'cn.consistency.balance-sheet'],
    ['socialInsured', 'cn.consistency.social-insured'],
    ['exportSales', 'cn.consistency.export-sales'],
  ])('%s 的来源文件从案卷移去：%s 未知', (field, rule) => {
    const record = wholeCase();
    const gone = record.attachments.filter(({ name }) => name !== `${field}.pdf`);
    expect(at({ ...record, attachments: gone }, rule, 'enterprise').verdict).toBe('unknown');
  });

  it('来源没有名称也没有文件：等于没有来源', () => {
    const record = withFile(({ sources }) => ({
      sources: sources.map((s) =>
        s.id === 'src-operatingcashflow' ? { ...s, title: ' ', attachment: null } : s,
      ),
    }));
    const found = at(record, `${REPAYMENT}cash-cover`);
    expect([found.verdict, found.message.includes('没有写明来源')]).toEqual(['unknown', true]);
  });

  it('查询附了两份结果，一份的文件不在案卷中：这次查询不算', () => {
    const record = withFile(({ searches }) => ({
      searches: searches.map((s) =>
        s.kind === 'enforcement'
          ? { ...s, evidence: [...s.evidence, ...s.evidence.map((e) => ({ ...e, attachment: 'file-0' }))] }
          : s,
      ),
    }));
    expect(at(record, view('C6')).verdict).toBe('unknown');
  });
});

describe('事项', () => {
  it.each(['closed', 'repaired'] as const)('没有依据的“%s”：可能还没有了结', (state) => {
    const record = withEvent('penalty-safety', {
      state,
      repairedOn: state === 'repaired' ? '2025-06-30' : null,
      evidence: [],
    });
    const found = at(record, view('C1'));
    expect([found.verdict, found.points]).toEqual(['unknown', { low: 1, high: 3 }]);
  });

  it('种类写错的事项不会消失：点名、未知', () => {
    const record = withEvent('penalty-tax', { kind: 'penalty-texa' });
    for (const code of ['C1', 'C6']) {
      const found = at(record, view(code));
      expect([found.verdict, found.message.includes('penalty-texa')]).toEqual(['unknown', true]);
    }
  });
});

describe('年度', () => {
  it('上年报表已经给出，就只看上年：漏掉一项不能退回前一年', () => {
    const years = (record: CaseRecord): readonly number[] =>
      accountYears(openEnterpriseFile(record, rules(undefined, record.valuationDate)));
    expect(years(inMarch())).toEqual([2025]);
    const early = (file: File): Partial<File> => ({
      facts: file.facts.filter(
        (f) => f.period !== '2025' || f.field === 'taxedSales' || f.field === 'electricityCost',
      ),
    });
    expect(years(inMarch(early))).toEqual([2025, 2024]);
  });

  it.each([
    ['operatingCashFlow', 'cash-cover'],
    ['inventories', 'working-capital-need'],
    ['totalLiabilities', 'guarantees'],
  ])('三月，2025 年报表缺 %s：%s 未知', (field, rule) => {
    const without = (file: File): Partial<File> => ({
      facts: file.facts.filter((f) => f.field !== field || f.period !== '2025'),
    });
    expect(at(inMarch(), `${REPAYMENT}${rule}`).verdict).toBe('pass');
    expect(at(inMarch(without), `${REPAYMENT}${rule}`).verdict).toBe('unknown');
  });

  it.each(['2019', '2024', '2026', '2031'])('只有 %s 年的产品收入：不拿来计分', (year) => {
    const record = withFile(({ products }) => ({ products: products.map((p) => ({ ...p, year })) }));
    expect(at(record, view('P9')).verdict).toBe('unknown');
  });

  it.each([
    [4_999, 'unknown'],
    [5_000, 'pass'],
  ] as const)('只列出用专利的产品 %d 万元，营业收入 10000 万元：%s', (wan, verdict) => {
    const record = withFile(({ products }) => ({
      products: products.slice(0, 1).map((p) => ({ ...p, revenueFen: wanFen(wan) })),
    }));
    expect(at(record, view('P9')).verdict).toBe(verdict);
  });

  it('纳税信用等级只有前年的：已经过时', () => {
    const record = withFile(({ facts }) => ({
      facts: facts.filter((f) => f.field !== 'taxCreditGrade' || f.period === '2024'),
    }));
    const found = at(record, view('C6'));
    expect([found.points, found.message.includes('过时')]).toEqual([{ low: 1, high: 2 }, true]);
    expect(at(wholeCase(), view('C6')).points).toEqual({ low: 2, high: 2 });
  });
});

describe('第一还款来源的数互相矛盾', () => {
  const none = (fen: string | null): CaseRecord =>
    withRepayment(({ group }) => ({ group: { related: false, exposure: { ...group.exposure, fen } } }));

  it('没有关联企业，却填了集团融资', () => {
    for (const rule of ['group', 'exposure'])
      expect(at(none(wanFen(600)), `${REPAYMENT}${rule}`).verdict).toBe('unknown');
    for (const fen of [null, '0'])
      for (const rule of ['group', 'exposure'])
        expect(at(none(fen), `${REPAYMENT}${rule}`).verdict).toBe('pass');
  });

  const due = (debtEnd: string, wan: number): CaseRecord =>
    withSections(
      withRepayment(({ debtService }) => ({ debtService: { ...debtService, fen: wanFen(wan) } })),
      ({ enterprise }) => ({ enterprise: { ...enterprise, need: { ...enterprise.need, debtEnd } } }),
    );

  it.each([
    ['2027-11-20', 999, 'unknown'],
    ['2027-11-20', 1_000, 'pass'],
    ['2027-11-21', 999, 'pass'],
  ] as const)('本笔 1000 万元 %s 到期，一年内应还 %d 万元：%s', (debtEnd, wan, verdict) => {
    expect(at(due(debtEnd, wan), `${REPAYMENT}cash-cover`).verdict).toBe(verdict);
  });
});
