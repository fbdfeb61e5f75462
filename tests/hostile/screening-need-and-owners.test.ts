import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { CollateralItem } from '../../src/lib/case/collateral-section';
import { readyItem } from '../fixtures/collateral-preflight';
import { answered, asking, conditionOf } from '../fixtures/handling-case';
import { fact, readyRepayment, wanFen, withFacts } from '../fixtures/ready-file';
import { findingOf, readyCase, screen, withSections } from '../fixtures/screening-case';

const NEED = 'cn.repayment.working-capital-need';
const DEBT = 'cn.repayment.bank-debt';
/** 2025 and 2024 sold the same: at most 10 % more may be counted on, which carries 17,871,428.57 元. */
const MOST = 1_787_142_857n;

const asking4 = (amountFen: bigint, growth: string): CaseRecord =>
  withSections(readyCase(), ({ enterprise, screening }) => ({
    enterprise: { ...enterprise, need: { ...enterprise.need, amountFen: amountFen.toString() } },
    screening: {
      ...screening,
      repayment: { ...screening.repayment, growth: { value: growth, source: '虚构订单' } },
    },
  }));

const verdictOf = (caseRecord: CaseRecord, rule: string) =>
  findingOf(screen(caseRecord), rule, 'case').verdict;

describe('增长率写得再高，需求也不跟着涨', () => {
  it.each([
    '0.100000000001',
    '1',
    '9.99',
    '1000000',
    '99999999999999999999999999999',
    '0.99999999999999999999999999999',
  ])('填报 %s', (growth) => {
    expect(verdictOf(asking4(MOST, growth), NEED)).toBe('pass');
    expect(verdictOf(asking4(MOST + 1n, growth), NEED)).not.toBe('pass');
  });

  it('任何增长率、任何金额：通过的都不超过上限之内的额度', () => {
    const growth = fc.integer({ min: -99, max: 10_000 }).map((n) => (n / 100).toFixed(2));
    const amount = fc.bigInt({ min: 1n, max: 3n * MOST });
    fc.assert(
      fc.property(growth, amount, (value, fen) => {
        const text = value.replace(/\.?0+$/, '');
        const verdict = verdictOf(asking4(fen, text === '-0' ? '0' : text), NEED);
        if (fen > MOST) expect(verdict).not.toBe('pass');
      }),
      { seed: 20261122, numRuns: 40 },
    );
  });

  it('拿走往年的收入不会变出通过', () => {
    const grown = withSections(asking4(2n * MOST, '0.35'), ({ enterpriseFile }) => ({
      enterpriseFile: withFacts(enterpriseFile, fact('revenue', wanFen(5000), '2023')),
    }));
    const before = verdictOf(grown, NEED);
    for (const period of ['2023', '2024', '2025']) {
      const less = withSections(grown, ({ enterpriseFile }) => ({
        enterpriseFile: {
          ...enterpriseFile,
          facts: enterpriseFile.facts.filter((f) => f.field !== 'revenue' || f.period !== period),
        },
      }));
      if (before !== 'pass') expect(verdictOf(less, NEED)).not.toBe('pass');
    }
  });
});

describe('少报融资', () => {
  it.each([0, 1, 100, 499])('一企一档有息负债 2000 万，填报他行 %d 万', (wan) => {
    const record = withSections(readyCase(), ({ enterpriseFile, screening }) => ({
      enterpriseFile: withFacts(enterpriseFile, fact('interestBearingDebt', wanFen(2000))),
      screening: {
        ...screening,
        repayment: {
          ...readyRepayment(),
          bankDebt: { fen: wanFen(wan), source: '虚构企业说明', evidence: [] },
        },
      },
    }));
    const result = screen(record);
    expect(findingOf(result, DEBT, 'case').message).toContain('E_CONTRADICTION');
    expect(verdictOf(record, 'cn.repayment.exposure')).toBe('unknown');
    expect(result.decision.code).toBe('held');
  });
});

describe('没有列出的权利人', () => {
  const APPLICANT = '虚构科技有限公司';
  const owned = (owner: string, changes: Partial<CollateralItem> = {}): CaseRecord =>
    answered(
      withSections(asking({}), ({ collateral, screening }) => ({
        collateral: { ...collateral, items: [readyItem('RE_FACTORY', { ...changes, owner })] },
        screening: {
          ...screening,
          renewal: {
            oldContract: '虚构-1',
            oldPrincipalFen: wanFen(100),
            newPrincipalFen: wanFen(100),
            oldEnd: '2026-12-01',
            serviced: true,
            operating: true,
            evidence: [],
            providers: [],
            ranking: [],
          },
        },
      })),
      { 'cn.renewal.owners': 'pass' },
    );

  it('借款人自己的不用列', () => {
    expect(conditionOf(owned(APPLICANT), 'cn.renewal.owners').verdict).toBe('pass');
  });

  it.each([
    '虚构第三人',
    '',
    '   ',
    '虚构科技有限公司​',
    '虚构科技 有限公司',
    '虚构科技有限公司；虚构第三人',
    'constructor',
    '__proto__',
  ])('权利人 %j：答复“没有第三人”也不通过', (owner) => {
    expect(conditionOf(owned(owner), 'cn.renewal.owners').verdict).toBe('unknown');
  });
});
