import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import { readyRepayment } from '../../fixtures/ready-file';
import {
  OWNER,
  REPAYMENT,
  findingOf,
  patent,
  pointsAnswer,
  readyCase,
  screen,
  verdictAnswer,
  view,
  withSections,
} from '../../fixtures/screening-case';

type Points = 0 | 1 | 2 | 3 | 4;

/** The ready case in which one item is answered as the row says, or by nobody. */
const answering = (code: string, points: Points | null): CaseRecord =>
  withSections(readyCase(), ({ screening }) => ({
    screening: {
      ...screening,
      answers: [
        ...screening.answers.filter((a) => a.rule !== view(code)),
        ...(points === null ? [] : [pointsAnswer(view(code), points)]),
      ],
    },
  }));

const verdictOf = (code: string, record: CaseRecord) => findingOf(screen(record), view(code), 'case').verdict;

/** 五项标准 fail below 2 points, the others below 1. */
const ANSWERS: readonly (readonly [string, Points | null, 'pass' | 'fail' | 'unknown'])[] = [
  ['P8', 0, 'fail'],
  ['P10', 1, 'pass'],
  ['P10', 0, 'fail'],
  ['P10', null, 'unknown'],
  ['P11', 0, 'fail'],
  ['P13', 1, 'pass'],
  ['P13', 0, 'fail'],
  ['P13', null, 'unknown'],
  ['P14', 0, 'fail'],
  ['T1', 1, 'pass'],
  ['T1', 0, 'fail'],
  ['T1', null, 'unknown'],
  ['T2', 0, 'fail'],
  ['T3', 0, 'fail'],
  ['T4', 0, 'fail'],
  ['T5', 0, 'fail'],
  ['T6', 1, 'pass'],
  ['T6', 0, 'fail'],
  ['T6', null, 'unknown'],
  ['T7', 1, 'pass'],
  ['T7', 0, 'fail'],
  ['T7', null, 'unknown'],
  ['C3', 2, 'pass'],
  ['C3', 1, 'fail'],
  ['C3', null, 'unknown'],
  ['C5', 2, 'pass'],
  ['C5', 1, 'fail'],
  ['C5', null, 'unknown'],
  ['C8', 0, 'fail'],
  ['C9', 1, 'pass'],
  ['C9', 0, 'fail'],
  ['C9', null, 'unknown'],
];

const GATES: readonly (readonly [string, string, Partial<PatentRecord>, 'pass' | 'fail' | 'unknown'])[] = [
  ['P1', '专利权人一致', {}, 'pass'],
  ['P1', '专利权人是别人', { owners: ['别的虚构公司'] }, 'fail'],
  ['P1', '专利权人未知', { owners: [] }, 'unknown'],
  ['P2', '有效、已授权、年费已缴', {}, 'pass'],
  ['P2', '已终止', { status: 'dead' }, 'fail'],
  ['P2', '状态未知', { status: null }, 'unknown'],
  ['P3', '没有保全与质押', {}, 'pass'],
  ['P3', '仍在质押', { pledgeLive: true }, 'fail'],
  ['P3', '有无质押未知', { pledgeLive: null }, 'unknown'],
  ['P4', '没有其他共有人', {}, 'pass'],
  ['P4', '共有、没有同意', { owners: [OWNER, '虚构共有人'] }, 'fail'],
  ['P4', '权利人未知', { owners: [] }, 'unknown'],
  ['P6', '没有无效宣告程序', {}, 'pass'],
  ['P6', '在无效宣告程序中，没有声明', { invalidationPending: true }, 'fail'],
  ['P6', '有无无效宣告程序未知', { invalidationPending: null }, 'unknown'],
  ['P7', '没有同日申请', {}, 'pass'],
  ['P7', '有同日申请，没有声明', { sameDayApplication: true }, 'fail'],
  ['P7', '有无同日申请未知', { sameDayApplication: null }, 'unknown'],
];

describe('由人答复的项目', () => {
  it.each(ANSWERS)('%s 答 %o 分 → %s', (code, points, verdict) => {
    expect(verdictOf(code, answering(code, points))).toBe(verdict);
  });
});

describe('由不予登记情形汇总的项目', () => {
  it.each(GATES)('%s %s', (code, _, change, verdict) => {
    expect(verdictOf(code, readyCase([patent(1, change)]))).toBe(verdict);
  });
});

describe('P5 债务到期日与届满日（2029-02-28）', () => {
  it.each([
    ['P5', '2029-02-28', 'pass'],
    ['P5', '2029-03-01', 'fail'],
    ['P5', null, 'unknown'],
  ] as const)('%s %s → %s', (code, debtEnd, verdict) => {
    const record = withSections(readyCase(), ({ enterprise }) => ({
      enterprise: { ...enterprise, need: { ...enterprise.need, debtEnd } },
    }));
    expect(verdictOf(code, record)).toBe(verdict);
  });
});

describe('第一还款来源的汇总', () => {
  const BANK_DEBT_UNKNOWN = { fen: null, source: '', evidence: [] };
  it.each([
    ['cn.collateral-guideline.first-repayment-source', 'pass', [], {}],
    ['cn.collateral-guideline.first-repayment-source', 'fail', [verdictAnswer(REPAYMENT, 'fail')], {}],
    ['cn.collateral-guideline.first-repayment-source', 'unknown', [], { bankDebt: BANK_DEBT_UNKNOWN }],
  ] as const)('%s %s', (_, verdict, added, inputs) => {
    const record = withSections(readyCase(), ({ screening }) => ({
      screening: {
        ...screening,
        repayment: { ...readyRepayment(), ...inputs },
        answers: [...screening.answers.filter((a) => a.rule !== REPAYMENT), ...added],
      },
    }));
    expect(findingOf(screen(record), REPAYMENT, 'case').verdict).toBe(verdict);
  });
});
