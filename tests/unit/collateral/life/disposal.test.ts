import { describe, expect, it } from 'vitest';
import type { Disposal } from '../../../../src/lib/case/collateral-life';
import { claimDeadlines, disposalResult } from '../../../../src/lib/collateral/life/disposal-result';
import { LIFE_RULES, factory, guarantee, lifeCase, wan } from '../../../fixtures/life-case';

const disposal = (change: Partial<Disposal> = {}): Disposal => ({
  defaultedOn: '2026-06-01',
  claimFen: wan(800),
  claimDeadline: null,
  claimedOn: null,
  route: 'auction',
  valueBeforeFen: wan(1000),
  proceedsFen: wan(640),
  costFen: wan(40),
  receivedOn: '2026-11-01',
  note: '',
  evidence: [],
  ...change,
});

const resultOf = (change: Partial<Disposal>) => {
  const item = factory();
  const result = disposalResult({ life: { ...item.life, disposal: disposal(change) } });
  if (result === null) throw new Error('no result');
  return result;
};

describe('what a disposal came to', () => {
  it('net recovery is (proceeds − costs) ÷ claim, haircut 1 − proceeds ÷ value before', () => {
    // (640 − 40) / 800 = 0.75; 1 − 640 / 1000 = 0.36; 800 − 600 = 200; 1 June to 1 November = 153 days.
    expect(resultOf({})).toEqual({
      netFen: wan(600),
      recoveryRate: '0.75',
      haircut: '0.36',
      lossFen: wan(200),
      daysToCash: 153,
      missing: [],
    });
  });

  it('costs above the proceeds make a negative recovery, proceeds above the value a negative haircut', () => {
    expect(resultOf({ proceedsFen: wan(10), costFen: wan(30) })).toMatchObject({
      netFen: `-${wan(20)}`,
      recoveryRate: '-0.025',
      lossFen: wan(820),
    });
    expect(resultOf({ proceedsFen: wan(1100) }).haircut).toBe('-0.1');
  });

  it('a recovery beyond the claim is no loss', () => {
    expect(resultOf({ claimFen: wan(500) })).toMatchObject({ recoveryRate: '1.2', lossFen: '0' });
  });

  it.each<[string, Partial<Disposal>, readonly string[]]>([
    ['costs', { costFen: null }, ['处置费用']],
    ['proceeds', { proceedsFen: null }, ['变现金额']],
    [
      'everything',
      { claimFen: null, valueBeforeFen: null, proceedsFen: null, costFen: null, receivedOn: null },
      ['债权额', '处置前价值', '变现金额', '处置费用', '到账日期'],
    ],
  ])('without %s it is not known, never 0', (_what, change, missing) => {
    const result = resultOf(change);
    expect(result.missing).toEqual(missing);
    expect(result.netFen).toBeNull();
    expect(result.recoveryRate).toBeNull();
  });

  it('divides by nothing that is 0', () => {
    expect(resultOf({ claimFen: '0' }).recoveryRate).toBeNull();
    expect(resultOf({ valueBeforeFen: '0' }).haircut).toBeNull();
  });

  it('money before the default counts no days', () =>
    expect(resultOf({ receivedOn: '2026-05-31' }).daysToCash).toBeNull());

  it('is nothing without a disposal', () => expect(disposalResult(factory())).toBeNull());
});

describe('claim deadlines', () => {
  const on = (caseRecord: ReturnType<typeof lifeCase>) =>
    Object.fromEntries(
      claimDeadlines(caseRecord, LIFE_RULES).map(({ key, on: day, confidence }) => [key, [day, confidence]]),
    );

  it('follow the agreement, else the law, with its mark', () => {
    expect(on(lifeCase())).toEqual({
      'guarantee/guarantor': ['2028-05-19', 'verified'],
      limitation: ['2030-11-19', 'secondary'],
    });
    const agreed = lifeCase({ support: [guarantee({ details: { guarantee_until: '2029-12-31' } })] });
    expect(on(agreed)['guarantee/guarantor']).toEqual(['2029-12-31', 'verified']);
  });

  it.each([
    ['before the debt is due', '2027-06-30', '2028-05-19', '约定的保证期间至 2027-06-30，不晚于债务到期日'],
    ['on the day the debt is due', '2027-11-19', '2028-05-19', '约定的保证期间至 2027-11-19'],
    ['a day later', '2027-11-20', '2027-11-20', '按合同约定的保证期间'],
  ])('a guarantee agreed to end %s (民法典 692)', (_what, entered, until, words) => {
    const caseRecord = lifeCase({ support: [guarantee({ details: { guarantee_until: entered } })] });
    const [claim] = claimDeadlines(caseRecord, LIFE_RULES);
    expect([claim?.on, claim?.confidence]).toEqual([until, 'verified']);
    expect(claim?.reason).toContain(words);
  });

  it('without an end of the debt the agreed period holds', () => {
    const agreed = lifeCase({
      debtEnd: null,
      support: [guarantee({ details: { guarantee_until: '2027-01-01' } })],
    });
    expect(on(agreed)['guarantee/guarantor']).toEqual(['2027-01-01', 'verified']);
  });

  it('say when they were raised, and when that was too late', () => {
    const item = factory();
    const claimed = (change: Partial<Disposal>) =>
      claimDeadlines(
        lifeCase({ items: [{ ...item, life: { ...item.life, disposal: disposal(change) } }] }),
        LIFE_RULES,
      ).find(({ key }) => key === 'claim/factory');
    expect(claimed({ claimDeadline: '2026-10-15', claimedOn: '2026-10-15' })).toMatchObject({
      claimedOn: '2026-10-15',
      reason: '按录入；已于 2026-10-15 申报',
    });
    expect(claimed({ claimDeadline: '2026-10-15', claimedOn: '2026-10-16' })?.reason).toContain('晚于截止日');
    expect(claimed({ claimedOn: '2026-10-16' })).toMatchObject({ on: null, claimedOn: '2026-10-16' });
    expect(claimed({ claimDeadline: '2026-10-15' })?.claimedOn).toBeNull();
  });

  it('end of a month plus six months stays inside the month', () => {
    expect(on(lifeCase({ debtEnd: '2027-08-31' }))['guarantee/guarantor']?.[0]).toBe('2028-02-29');
    expect(on(lifeCase({ debtEnd: '2028-02-29' }))['limitation']?.[0]).toBe('2031-02-28');
  });

  it('a court’s day is asked for, not computed', () => {
    const item = factory();
    const open = lifeCase({ items: [{ ...item, life: { ...item.life, disposal: disposal() } }] });
    expect(on(open)['claim/factory']).toEqual([null, 'verified']);
    const given = lifeCase({
      items: [{ ...item, life: { ...item.life, disposal: disposal({ claimDeadline: '2026-12-15' }) } }],
    });
    expect(on(given)['claim/factory']?.[0]).toBe('2026-12-15');
  });

  it('without an end of the debt nothing is made up', () => {
    expect(on(lifeCase({ debtEnd: null }))).toEqual({
      'guarantee/guarantor': [null, 'verified'],
      limitation: [null, 'secondary'],
    });
  });
});
