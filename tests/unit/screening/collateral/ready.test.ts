import { describe, expect, it } from 'vitest';
import {
  CLASSES,
  caseWith,
  preflight,
  preflightOf,
  readyItem,
  readySupport,
} from '../../../fixtures/collateral-preflight';
import { readyCase } from '../../../fixtures/screening-case';

describe('各类押品的材料齐全时', () => {
  it.each(CLASSES)('%s 每一项都通过', (assetClass) => {
    const { findings, verdict } = preflightOf([readyItem(assetClass)]);
    expect(findings.filter((f) => f.verdict !== 'pass').map((f) => `${f.code} ${f.message}`)).toEqual([]);
    expect(findings.length).toBeGreaterThan(4);
    expect(verdict).toBe('pass');
  });

  it.each(['guarantee', 'insurance'] as const)('%s 每一项都通过', (kind) => {
    const { findings, verdict } = preflightOf([], [readySupport(kind)], 'support-1');
    expect(findings.filter((f) => f.verdict !== 'pass').map((f) => `${f.code} ${f.message}`)).toEqual([]);
    expect(verdict).toBe('pass');
  });
});

describe('什么都没有填写时', () => {
  it.each(CLASSES)('%s 没有一项因此通过', (assetClass) => {
    const { findings, verdict } = preflightOf([readyItem(assetClass, { details: {}, evidence: [] })]);
    const passed = findings.filter((f) => f.verdict === 'pass').map((f) => f.code);
    // Only what follows from the provider being the borrower.
    expect(passed).toEqual(['PG1']);
    expect(verdict).toBe('unknown');
    for (const { remedy, message } of findings.filter((f) => f.verdict !== 'pass')) {
      expect(remedy).not.toBe('');
      expect(message).not.toMatch(/[{}]/);
    }
  });
});

it('没有其他押品的案卷没有结果', () => {
  expect(preflight(readyCase())).toEqual([]);
});

it('标为不用的、信用部分和专利卡片不核查', () => {
  const items = [
    readyItem('RE_FACTORY', { use: 'never' }),
    { ...readyItem('RE_FACTORY'), id: 'card', assetClass: 'PATENT_INV_UM' },
  ];
  expect(preflight(caseWith(items, [readySupport('unsecured')]))).toEqual([]);
});
