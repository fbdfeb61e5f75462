import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import type { Figure } from '../../../../src/lib/case/exchange';
import { NO_OUTPUTS } from '../../../../src/lib/case/method';
import { claimDeadlines } from '../../../../src/lib/collateral/life/disposal-result';
import { lifeAssets } from '../../../../src/lib/collateral/life/life-assets';
import { revaluationOf } from '../../../../src/lib/collateral/life/revaluation';
import { watchList } from '../../../../src/lib/collateral/life/watch';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import {
  LIFE_RULES,
  ON,
  RULES,
  day,
  factory,
  figure,
  guarantee,
  lifeCase,
  step,
} from '../../../fixtures/life-case';

const watched = (caseRecord: CaseRecord, on = ON, figures: readonly Figure[] = []) => {
  const assets = mustBeOk(lifeAssets({ caseRecord, rules: RULES, prior: NO_OUTPUTS }));
  return watchList({
    caseRecord,
    figures,
    on,
    rules: LIFE_RULES,
    claims: claimDeadlines(caseRecord, LIFE_RULES),
    assets: assets.map((asset) => [asset, revaluationOf(asset, caseRecord, on, null, LIFE_RULES)] as const),
  });
};
const entry = (caseRecord: CaseRecord, key: string, on = ON, figures: readonly Figure[] = []) => {
  const found = watched(caseRecord, on, figures).find((one) => one.key === key);
  if (found === undefined) throw new Error(`no entry ${key}`);
  return found;
};

const equipment = (change: Parameters<typeof factory>[0] = {}) =>
  factory({ assetClass: 'EQUIP_GEN', details: { term_months: '18' }, ...change });

describe('the end of a registration', () => {
  it('in 中登网 is its day and the months of its term', () => {
    const caseRecord = lifeCase({ items: [equipment()] });
    // 2026-11-15 and 18 months.
    expect(entry(caseRecord, 'registration/factory').on).toBe('2028-05-15');
  });

  it.each([
    ['without a term', { details: {} }],
    ['with a term that is no number', { details: { term_months: '一年半' } }],
    ['with a term longer than thirty years', { details: { term_months: '361' } }],
  ])('is unknown %s, and stays in the list', (_what, change) => {
    const found = entry(lifeCase({ items: [equipment(change)] }), 'registration/factory');
    expect([found.on, found.stage, found.remedy]).toEqual([
      null,
      'unknown',
      '请在“关注日期”录入登记期限届满日',
    ]);
  });

  it('after an extension has to be entered, and an entered one holds', () => {
    const life = { ...factory().life, steps: [...factory().life.steps, step('extended', '2026-11-18')] };
    const extended = equipment({ perfection: 'extended', life });
    expect(entry(lifeCase({ items: [extended] }), 'registration/factory').on).toBeNull();
    const entered = {
      ...extended,
      life: {
        ...life,
        watched: [
          { id: 'w', kind: 'registration-end' as const, title: '登记届满', on: '2029-01-01', doneOn: null },
        ],
      },
    };
    const list = watched(lifeCase({ items: [entered] }));
    expect(list.some(({ key }) => key === 'registration/factory')).toBe(false);
    expect(list.find(({ key }) => key === 'watched/factory/w')?.on).toBe('2029-01-01');
  });

  it('of a mark is the end of its term, of real estate there is none', () => {
    const mark = factory({ assetClass: 'TRADEMARK', details: { pledge_term: '2028-01-31' } });
    expect(entry(lifeCase({ items: [mark] }), 'registration/factory').on).toBe('2028-01-31');
    expect(watched(lifeCase()).some(({ key }) => key === 'registration/factory')).toBe(false);
  });

  it('is not watched before there is one', () => {
    const draft = equipment({ perfection: 'draft', receipt: null, life: { ...factory().life, steps: [] } });
    expect(watched(lifeCase({ items: [draft] })).some(({ key }) => key === 'registration/factory')).toBe(
      false,
    );
  });
});

describe('stages', () => {
  const caseRecord = lifeCase({
    items: [factory({ assetClass: 'TRADEMARK', details: { valid_until: '2027-02-28' } })],
  });
  // 2027-02-28 is 90 days after 2026-11-30.
  it.each([
    ['2026-11-29', 91, 'later'],
    ['2026-11-30', 90, '90'],
    ['2026-12-29', 61, '90'],
    ['2026-12-30', 60, '60'],
    ['2027-01-29', 30, '30'],
    ['2027-02-28', 0, '30'],
    ['2027-03-01', -1, 'overdue'],
  ])('on %s %i days are left: %s', (on, daysLeft, stage) => {
    const found = entry(caseRecord, 'items/factory/valid_until', day(on));
    expect([found.daysLeft, found.stage]).toEqual([daysLeft, stage]);
  });

  it('what is done stays done, however late', () => {
    const life = {
      ...factory().life,
      watched: [
        { id: 'w', kind: 'other' as const, title: '现场检查', on: '2026-01-01', doneOn: '2026-01-02' },
      ],
    };
    expect(entry(lifeCase({ items: [factory({ life })] }), 'watched/factory/w').stage).toBe('done');
  });
});

describe('other days', () => {
  it('guarantee: agreed as entered, else six months after the debt is due', () => {
    const agreed = lifeCase({ support: [guarantee({ details: { guarantee_until: '2028-11-19' } })] });
    const keys = watched(agreed).filter(({ key }) => key.includes('guarantor'));
    expect(keys.map(({ key, on }) => [key, on])).toEqual([
      ['support/guarantor/guarantee_until', '2028-11-19'],
    ]);
    // 2027-11-19 and six months.
    expect(entry(lifeCase(), 'deadline/guarantee/guarantor').on).toBe('2028-05-19');
    expect(entry(lifeCase({ debtEnd: null }), 'deadline/guarantee/guarantor').on).toBeNull();
  });

  it('guarantee: a period that ends before the debt is due is watched as the law has it', () => {
    const early = lifeCase({ support: [guarantee({ details: { guarantee_until: '2027-11-19' } })] });
    const found = watched(early).filter(({ key }) => key.includes('guarantor'));
    expect(found.map(({ key, on }) => [key, on])).toEqual([['deadline/guarantee/guarantor', '2028-05-19']]);
    expect(found[0]?.reason).toContain('视为没有约定');
  });

  it('a claim that was raised is done, not overdue', () => {
    const lodged = (claimedOn: string | null) =>
      lifeCase({
        items: [
          factory({
            life: {
              ...factory().life,
              disposal: {
                defaultedOn: '2026-06-01',
                claimFen: null,
                claimDeadline: '2026-10-01',
                claimedOn,
                route: null,
                valueBeforeFen: null,
                proceedsFen: null,
                costFen: null,
                receivedOn: null,
                note: '',
                evidence: [],
              },
            },
          }),
        ],
      });
    const of = (claimedOn: string | null) => entry(lodged(claimedOn), 'deadline/claim/factory');
    expect([of(null).stage, of(null).doneOn]).toEqual(['overdue', null]);
    expect([of('2026-09-01').stage, of('2026-09-01').doneOn]).toEqual(['done', '2026-09-01']);
  });

  it('policies, the debt, the limitation of the claim', () => {
    const insured = lifeCase({
      support: [guarantee({ id: 'policy', kind: 'insurance', details: { policy_until: '2027-01-01' } })],
    });
    expect(entry(insured, 'support/policy/policy_until').kind).toBe('insurance-end');
    expect(entry(insured, 'debt-end').on).toBe('2027-11-19');
    expect(entry(insured, 'deadline/limitation').on).toBe('2030-11-19');
  });

  it('a field that is no date is named, not dropped', () => {
    const bad = lifeCase({
      items: [factory({ assetClass: 'TRADEMARK', details: { valid_until: '2027年底' } })],
    });
    expect(entry(bad, 'items/factory/valid_until').reason).toBe('录入的“2027年底”不是有效日期');
  });

  it('pledged patents: one entry for all of a day, the fees beside the ends', () => {
    const of = (id: string, value: string | null): Figure => ({
      ...figure(id, value, 'date'),
      subject: { kind: 'patent', id: id.split('/')[1] ?? '', title: `虚构专利 ${id}` },
    });
    const figures = [
      of('patent-expiry/p-1', '2040-01-01'),
      of('patent-expiry/p-2', '2040-01-01'),
      of('patent-expiry/p-3', '2035-05-05'),
      of('patent-expiry/p-4', null),
      of('patent-expiry/other', '2030-01-01'),
      of('patent-next-annuity/p-1', '2026-12-31'),
      of('patent-next-annuity/p-2', null),
    ];
    const caseRecord = lifeCase({ patents: { pledged: ['p-1', 'p-2', 'p-3', 'p-4'] } });
    const list = watched(caseRecord, ON, figures).filter(({ key }) => key.startsWith('patent-'));
    expect(list.map(({ key, subject }) => [key, subject.slice(-8)])).toEqual([
      ['patent-expiry/unknown', 'iry/p-4'.padStart(8, 'p')],
      ['patent-next-annuity/2026-12-31', 'uity/p-1'],
      ['patent-expiry/2035-05-05', 'piry/p-3'],
      ['patent-expiry/2040-01-01', '-1 等 2 件'],
    ]);
  });

  it('come by day; what is not known comes first', () => {
    const days = watched(lifeCase({ items: [equipment({ details: {} })] })).map(({ on }) => on ?? '');
    expect(days).toEqual([...days].sort());
    expect(days[0]).toBe('');
  });
});
