import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import { mustBeOk } from '../../../src/lib/kernel/result';
import {
  groupByFamily,
  groupByProduct,
  sharedPatents,
} from '../../../src/lib/patent/portfolio/portfolio-groups';
import { type ScoreTable, scorePatents } from '../../../src/lib/patent/score/score-patents';
import { type PortfolioSelection, selectPortfolio } from '../../../src/lib/patent/portfolio/select-portfolio';
import { blankPatent, forecastOf, patentCase, patentRules } from '../../fixtures/patent-case';

const NUMBERS = ['201919900011.8', '201919900012.6', '201919900013.4', '201919900014.2', '201919900015.0'];

/** Every gate open on the record. */
const clean = (id: string, changes: Partial<PatentRecord> = {}): PatentRecord =>
  blankPatent(id, {
    applicationNumber: NUMBERS[Number(id.slice(2)) - 1] ?? '201919900016.9',
    filingDate: '2019-03-01',
    grantDate: '2021-06-01',
    status: 'in-force',
    feesPaidThrough: '2027-02-28',
    invalidationPending: false,
    invalidationOutcome: 'none',
    pledgeLive: false,
    procedureSuspended: false,
    ...changes,
  });

const caseOf = (
  records: readonly PatentRecord[],
  tied: readonly string[],
  debtEnd: string | null,
): CaseRecord => {
  const base = patentCase({ records: [...records], forecasts: [forecastOf('f-1', { patents: [...tied] })] });
  const { enterprise } = base.sections;
  return {
    ...base,
    sections: { ...base.sections, enterprise: { ...enterprise, need: { ...enterprise.need, debtEnd } } },
  };
};

interface Given {
  readonly records: readonly PatentRecord[];
  /** Low end per patent, in place of the computed one. */
  readonly low: readonly number[];
  readonly tied?: readonly string[];
  readonly debtEnd?: string | null;
  readonly families?: ReadonlyMap<string, string>;
  readonly rule?: { readonly coreMinLow: number; readonly lifeMarginMonths: number };
}

const select = (given: Given): PortfolioSelection => {
  const { records, low, debtEnd = '2029-11-30', families, rule } = given;
  const tied = given.tied ?? records.map((record) => record.id);
  const caseRecord = caseOf(records, tied, debtEnd);
  const rules = patentRules(rule === undefined ? {} : { 'patent.portfolio.selection': { ...rule } });
  const scores: ScoreTable = { ...mustBeOk(scorePatents(caseRecord, rules)), low: Float64Array.from(low) };
  return mustBeOk(
    selectPortfolio({ caseRecord, rules, scores, ...(families === undefined ? {} : { families }) }),
  );
};

const ids = (patents: readonly { readonly record: PatentRecord }[]): readonly string[] =>
  patents.map((p) => p.record.id);
const reasonsOf = (selection: PortfolioSelection): Record<string, readonly string[]> =>
  Object.fromEntries(
    [...selection.leftAtCore, ...selection.leftAtPledge].map((p) => [
      p.record.id,
      p.reasons.map((r) => r.reason),
    ]),
  );

describe('ranking', () => {
  it('by low end, highest first; ties by number; no score last', () => {
    const records = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5'].map((id) => clean(id));
    const selection = select({ records, low: [60, 80, NaN, 80, 60 + 1e-12] });
    expect(ids(selection.list)).toEqual(['p-2', 'p-4', 'p-1', 'p-5', 'p-3']);
    expect(selection.list.map((p) => p.rank)).toEqual([1, 2, 3, 4, 5]);
    const turned = select({ records: [...records].reverse(), low: [60 + 1e-12, 80, NaN, 80, 60] });
    expect(ids(turned.list)).toEqual(ids(selection.list));
  });
});

describe('清单 → 核心', () => {
  it('the limit belongs to the core; below it the numbers are named', () => {
    const selection = select({ records: [clean('p-1'), clean('p-2')], low: [55, 54.999] });
    expect(ids(selection.core)).toEqual(['p-1']);
    expect(reasonsOf(selection)).toEqual({ 'p-2': ['below-threshold'] });
    expect(selection.leftAtCore[0]?.reasons[0]).toMatchObject({
      code: 'PORTFOLIO_BELOW_THRESHOLD',
      message: '评分区间低端 54.99 低于界限 55',
      rule: 'patent.portfolio.selection',
    });
    const own = { coreMinLow: 40, lifeMarginMonths: 0 };
    expect(
      ids(select({ records: [clean('p-1'), clean('p-2')], low: [55, 54.999], rule: own }).core),
    ).toHaveLength(2);
  });

  it('closed gates, types out of scope and missing scores stay out, with all their reasons', () => {
    const selection = select({
      records: [
        clean('p-1', { status: 'dead' }),
        clean('p-2', { pledgeLive: true }),
        clean('p-3', { type: 'design' }),
        clean('p-4'),
      ],
      low: [NaN, 90, NaN, 90],
    });
    expect(ids(selection.core)).toEqual(['p-4']);
    expect(reasonsOf(selection)).toEqual({
      'p-1': ['gate', 'no-score'],
      'p-2': ['gate'],
      'p-3': ['gate', 'no-score'],
    });
    const pledged = selection.leftAtCore.find((p) => p.record.id === 'p-2');
    expect(pledged?.reasons[0]).toMatchObject({
      message: '登记簿上存在尚未注销的质押登记',
      rule: 'patent.gates.finance',
    });
  });

  it('a number twice: the more careful record stands, so that a contradiction does not open a gate', () => {
    const same = { applicationNumber: '201919900011.8' };
    const selection = select({
      records: [clean('p-1', same), clean('p-2', { ...same, pledgeLive: true })],
      low: [80, 90],
    });
    expect(selection.core).toEqual([]);
    expect(reasonsOf(selection)).toEqual({ 'p-1': ['duplicate'], 'p-2': ['gate'] });
    const twice = select({ records: [clean('p-1', same), clean('p-2', same)], low: [90, 80] });
    expect(ids(twice.core)).toEqual(['p-2']);
  });

  it('one patent per family: the best ranked of those that pass', () => {
    const records = [clean('p-1'), clean('p-2'), clean('p-3'), clean('p-4')];
    const families = new Map([
      ['p-1', 'fam-1'],
      ['p-2', 'fam-1'],
      ['p-3', 'fam-1'],
    ]);
    const selection = select({ records, low: [30, 70, 80, 60], families });
    expect(ids(selection.core)).toEqual(['p-3', 'p-4']);
    expect(reasonsOf(selection)).toEqual({ 'p-1': ['below-threshold'], 'p-2': ['family-member'] });
    expect(selection.leftAtCore[0]?.reasons[0]?.message).toContain('201919900013.4');
  });
});

describe('核心 → 押品', () => {
  it('protected on the last day of the debt is enough; a day less is not; a margin moves the limit', () => {
    const records = [clean('p-1')]; // last day 2039-02-28
    const at = (debtEnd: string | null, lifeMarginMonths = 0): Record<string, readonly string[]> =>
      reasonsOf(select({ records, low: [90], debtEnd, rule: { coreMinLow: 55, lifeMarginMonths } }));
    expect(at('2039-02-28')).toEqual({});
    expect(at('2039-03-01')).toEqual({ 'p-1': ['expires-before-debt'] });
    const compensated = [clean('p-1', { termCompensation: { ptaDays: 1, pteDays: 0 } })];
    expect(reasonsOf(select({ records: compensated, low: [90], debtEnd: '2039-03-01' }))).toEqual({});
    expect(at('2039-02-28', 1)).toEqual({ 'p-1': ['expires-before-debt'] });
    expect(at(null)).toEqual({ 'p-1': ['debt-end-unknown'] });
  });

  it('unknown never passes: gates not proven, filing date missing, no product', () => {
    const selection = select({
      records: [
        clean('p-1', { pledgeLive: null }),
        clean('p-2', { filingDate: null }),
        clean('p-3'),
        clean('p-4'),
      ],
      low: [90, 80, 70, 60],
      tied: ['p-1', 'p-2', 'p-4'],
    });
    expect(ids(selection.core)).toEqual(['p-1', 'p-2', 'p-3', 'p-4']);
    expect(ids(selection.pledge)).toEqual(['p-4']);
    expect(reasonsOf(selection)).toEqual({
      'p-1': ['gate-unknown'],
      'p-2': ['expiry-unknown'],
      'p-3': ['no-product'],
    });
  });

  it('the count of the trace follows the stages', () => {
    const selection = select({ records: [clean('p-1'), clean('p-2')], low: [90, 10] });
    expect(selection.trace).toMatchObject({ value: '1', unit: 'count', confidence: 'assumption' });
    expect(selection.trace.formula).toBe('清单 2 件 − 核心阶段落选 1 件 − 押品阶段落选 0 件 = 1 件');
  });
});

describe('groups', () => {
  const records = [clean('p-2'), clean('p-1'), clean('p-3')];
  const groups = (
    found: ReturnType<typeof groupByFamily>,
  ): readonly (readonly [string | null, readonly string[]])[] =>
    found.map((g) => [g.key, g.patents.map((p) => p.id)]);

  it('by family, the rest last', () => {
    const families = new Map([
      ['p-2', 'b'],
      ['p-1', 'b'],
    ]);
    expect(groups(groupByFamily(records, families))).toEqual([
      ['b', ['p-1', 'p-2']],
      [null, ['p-3']],
    ]);
  });

  it('by product: a shared patent stands under each and is named; unknown ids are passed over', () => {
    const forecasts = [
      forecastOf('f-1', { patents: ['p-2', 'p-1', 'p-9'] }),
      forecastOf('f-2', { patents: ['p-1'] }),
    ];
    expect(groups(groupByProduct(records, forecasts))).toEqual([
      ['f-1', ['p-1', 'p-2']],
      ['f-2', ['p-1']],
      [null, ['p-3']],
    ]);
    expect(sharedPatents(records, forecasts).map((p) => p.id)).toEqual(['p-1']);
  });
});
