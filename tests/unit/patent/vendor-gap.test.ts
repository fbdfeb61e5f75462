import { describe, expect, it } from 'vitest';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { type VendorGap, vendorGap } from '../../../src/lib/patent/portfolio/vendor-gap';
import { scorePatents } from '../../../src/lib/patent/score/score-patents';
import { blankPatent, patentCase, patentRules } from '../../fixtures/patent-case';

const rules = patentRules();
const live = (id: string, n: number, changes: Partial<PatentRecord> = {}): PatentRecord =>
  blankPatent(id, {
    applicationNumber: `20191990000${n}.X`,
    filingDate: '2019-03-12',
    grantDate: '2021-06-18',
    status: 'in-force',
    feesPaidThrough: '2027-03-11',
    invalidationPending: false,
    pledgeLive: false,
    procedureSuspended: false,
    claimCount: 10,
    forwardCitationCount: 3,
    ...changes,
  });
const records: readonly PatentRecord[] = [
  live('a', 1, {
    claimCount: 20,
    familyJurisdictions: ['CN', 'US', 'JP'],
    vendorScores: { 合享价值度: '9' },
  }),
  live('b', 2, { claimCount: 2, independentClaimCount: 1, vendorScores: { 合享价值度: '10' } }),
  live('c', 3, { licenceCount: 3, transferCount: 1, vendorScores: { 合享价值度: '9', 智慧芽: 'A+' } }),
  live('d', 4, { status: 'dead', vendorScores: { 合享价值度: '4' } }),
  live('e', 5, { filingDate: '2010-03-12', vendorScores: { 合享价值度: '未评' } }),
  live('f', 6, { litigationCount: 2, backwardCitationCount: 14 }),
];
const gapOf = (patent: string, changes: Parameters<typeof patentCase>[0] = {}): VendorGap => {
  const caseRecord = patentCase({ records: [...records], ...changes });
  return mustBeOk(vendorGap(caseRecord, rules, mustBeOk(scorePatents(caseRecord, rules)), patent));
};
const sumOf = ({ difference }: VendorGap): number =>
  (difference?.leaves ?? []).reduce((sum, { points }) => sum + points, difference?.caps ?? NaN);

describe('vendorGap', () => {
  it.each([
    ['gbt-42748-framework', 'finance'],
    ['gbt-42748-framework', 'licence'],
    ['bibliographic', 'finance'],
  ])('takes the difference to the median patent apart so that it adds up (%s, %s)', (scheme, scenario) => {
    for (const patent of ['a', 'b', 'c', 'e', 'f']) {
      const gap = gapOf(patent, { scheme, scenario });
      expect(gap.difference).not.toBeNull();
      expect(sumOf(gap)).toBeCloseTo(gap.difference?.difference ?? NaN, 9);
    }
  });

  it('compares with a patent of the list that stands in the middle', () => {
    const caseRecord = patentCase({ records: [...records] });
    const table = mustBeOk(scorePatents(caseRecord, rules));
    const totals = [...table.total].filter((total) => !Number.isNaN(total)).sort((x, y) => x - y);
    const middle = totals[Math.floor((totals.length - 1) / 2)];
    const gap = gapOf('a').difference;
    expect(gap?.median).toBe(middle);
    expect(gap?.own).toBe(table.total[0]);
    const own = gapOf(gap?.medianPatent.id ?? '').difference;
    expect(own?.difference).toBe(0);
    expect(own?.leaves).toEqual([]);
    expect(gap?.trace.children).toHaveLength(2);
  });

  it('ranks both sides within the patents that have both, ties in the middle', () => {
    // With a number of the vendor and a total of ours: a 9, b 10, c 9. d is dead, e has a text, f has nothing.
    const [vendor] = gapOf('a').vendors;
    expect(vendor).toMatchObject({
      name: '合享价值度',
      text: '9',
      numeric: true,
      vendorRank: '2.5',
      pairs: 3,
    });
    expect(gapOf('b').vendors[0]?.vendorRank).toBe('1');
    expect(vendor?.spearman).toBeGreaterThanOrEqual(-1);
    expect(vendor?.spearman).toBeLessThanOrEqual(1);
  });

  it('leaves a text that is no number a text', () => {
    expect(
      gapOf('c').vendors.map(({ name, text, numeric, vendorRank }) => [name, text, numeric, vendorRank]),
    ).toEqual([
      ['合享价值度', '9', true, '2.5'],
      ['智慧芽', 'A+', false, null],
    ]);
    expect(gapOf('e').vendors[0]).toMatchObject({
      text: '未评',
      numeric: false,
      vendorRank: null,
      ownRank: null,
    });
    expect(gapOf('f').vendors).toEqual([]);
  });

  it('names gates and unmeasured indicators, and takes nothing apart for a patent without a total', () => {
    const dead = gapOf('d');
    expect(dead.difference).toBeNull();
    expect(dead.reasons.join()).toContain('门槛');
    expect(dead.vendors[0]).toMatchObject({ text: '4', vendorRank: null });
    expect(gapOf('a').reasons.join()).toMatch(/我方只测到 \d+% 的权重，区间 .*；未测：/);
  });

  it('does not move our score by any vendor score', () => {
    const bare = patentCase({ records: records.map((record) => ({ ...record, vendorScores: {} })) });
    const with9 = patentCase({ records: [...records] });
    expect(mustBeOk(scorePatents(with9, rules)).total).toEqual(mustBeOk(scorePatents(bare, rules)).total);
  });

  it('refuses a patent that is not in the case', () => {
    const caseRecord = patentCase({ records: [...records] });
    const refused = vendorGap(caseRecord, rules, mustBeOk(scorePatents(caseRecord, rules)), 'x');
    expect(refused.ok ? '' : refused.failure.code).toBe('E_UNKNOWN_PATENT');
  });
});
