import { describe, expect, it } from 'vitest';
import type { Revaluation } from '../../../../src/lib/case/collateral-life';
import { lifeAssets } from '../../../../src/lib/collateral/life/life-assets';
import { readLifeRules } from '../../../../src/lib/collateral/life/life-rules';
import { revaluationOf } from '../../../../src/lib/collateral/life/revaluation';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { NO_OUTPUTS } from '../../../../src/lib/case/method';
import {
  LIFE_RULES,
  ON,
  RULES,
  day,
  factory,
  figure,
  lifeCase,
  rulesWith,
  wan,
} from '../../../fixtures/life-case';

const revalued = (on: string, amount: number): Revaluation => ({
  on,
  valueFen: wan(amount),
  source: '虚构重估',
  by: '虚构经办',
});

const DRAWN = [{ on: '2026-09-10', amountFen: wan(500), by: '虚构经办' }];

interface Asked {
  readonly change?: Parameters<typeof factory>[0];
  readonly revaluations?: readonly Revaluation[];
  readonly drawdowns?: typeof DRAWN;
  readonly on?: string;
  readonly usedFen?: bigint | null;
  readonly rules?: typeof RULES;
}

const asked = ({
  change = {},
  revaluations = [],
  drawdowns = DRAWN,
  on = ON,
  usedFen = null,
  rules = RULES,
}: Asked) => {
  const item = factory(change);
  const caseRecord = lifeCase({
    items: [{ ...item, life: { ...item.life, revaluations: [...revaluations] } }],
    collateral: { drawdowns: [...drawdowns] },
  });
  const [asset] = mustBeOk(lifeAssets({ caseRecord, rules, prior: NO_OUTPUTS }));
  if (asset === undefined) throw new Error('no asset');
  const read = rules === RULES ? LIFE_RULES : mustBeOk(readLifeRules(rules));
  return revaluationOf(asset, caseRecord, day(on), usedFen, read);
};

describe('the next valuation', () => {
  it('of real estate is due a year after the last, and overdue only after that day', () => {
    // Valued on 2026-09-01; RE_FACTORY is valued every 12 months.
    expect([asked({}).months, asked({}).next]).toEqual([12, '2027-09-01']);
    expect(asked({ on: '2027-09-01' }).overdue).toBe(false);
    expect(asked({ on: '2027-09-02' }).overdue).toBe(true);
  });

  it('counts from the last one, and not from one that has not been made yet', () => {
    const revaluations = [revalued('2026-10-31', 990), revalued('2026-12-01', 980)];
    expect(asked({ revaluations }).next).toBe('2027-10-31');
    expect(asked({ revaluations }).latest).toEqual({ on: '2026-10-31', fen: wan(990) });
    expect(asked({ revaluations }).ageDays).toBe(20);
  });

  it('of what is traded every day is due the next day', () => {
    expect(asked({ change: { assetClass: 'STOCK_LISTED' } }).next).toBe('2026-09-02');
  });

  it('is not known without a dated value or a class', () => {
    expect(asked({ change: { valuedOn: null } }).next).toBeNull();
    expect(asked({ change: { valuedOn: null } }).undatedFen).toBe(wan(1000));
    expect(asked({ change: { assetClass: 'NOTHING' } }).next).toBeNull();
  });
});

describe('the fall since the money was paid out', () => {
  // Value at drawdown 1,000 万元. 15 % warns, 25 % asks for 补足; both reached means at least.
  it.each([
    [850.01, 'none', '0.15'],
    [850, 'warn', '0.15'],
    [750.01, 'warn', '0.25'],
    [750, 'top-up', '0.25'],
    [0, 'top-up', '1'],
    [1000, 'none', '0'],
    [1050, 'none', '-0.05'],
  ])('to %d 万元 is %s', (amount, alarm, fall) => {
    const found = asked({ revaluations: [revalued('2026-11-01', amount)] });
    expect([found.alarm, found.fall]).toEqual([alarm, fall]);
  });

  it('says in words how far', () => {
    expect(asked({ revaluations: [revalued('2026-11-01', 850)] }).reason).toBe(
      '比放款时下跌 15%，达到预警的 15%',
    );
    expect(asked({ revaluations: [revalued('2026-11-01', 1050)] }).reason).toBe(
      '比放款时上涨 5%，未到预警线',
    );
  });

  it('is exact: one fen short of 15 % does not warn', () => {
    const oneMore = (BigInt(wan(850)) + 1n).toString();
    const found = asked({ revaluations: [{ ...revalued('2026-11-01', 0), valueFen: oneMore }] });
    expect(found.alarm).toBe('none');
  });

  it('compares with the value that held on the first day of payment', () => {
    // 1,000 on 09-01, 1,200 on 09-10 (the day of payment), 1,020 on 11-01: (1200 − 1020) / 1200 = 15 %.
    const revaluations = [revalued('2026-11-01', 1020), revalued('2026-09-10', 1200)];
    const found = asked({ revaluations });
    expect(found.base).toEqual({ on: '2026-09-10', fen: wan(1200), drawnOn: '2026-09-10' });
    expect([found.alarm, found.fall]).toEqual(['warn', '0.15']);
    const later = [{ on: '2026-10-01', amountFen: wan(1), by: '' }, ...DRAWN];
    expect(asked({ revaluations, drawdowns: later }).base?.drawnOn).toBe('2026-09-10');
  });

  it('of two values of one day takes the lower', () => {
    const revaluations = [revalued('2026-11-01', 800), revalued('2026-11-01', 900)];
    expect(asked({ revaluations }).latest?.fen).toBe(wan(800));
    expect(asked({ revaluations: revaluations.toReversed() }).latest?.fen).toBe(wan(800));
  });

  it('is not spoken of before anything was paid out', () => {
    const found = asked({ drawdowns: [], revaluations: [revalued('2026-11-01', 1)] });
    expect([found.alarm, found.fall, found.topUp]).toEqual(['not-drawn', null, null]);
  });

  it.each<[string, Asked]>([
    ['no value by the day of payment', { drawdowns: [{ on: '2026-08-31', amountFen: wan(1), by: '' }] }],
    ['a value of 0 then', { change: { valueFen: '0' } }],
  ])('is unknown with %s', (_what, ask) => {
    expect([asked(ask).alarm, asked(ask).fall]).toEqual(['unknown', null]);
  });
});

describe('补足', () => {
  // RE_FACTORY bears 60 %: 1,000 → 600, 700 → 420 万元.
  const fallen = [revalued('2026-11-01', 700)];

  it('is what it carries less what it bears now, in credit and in value', () => {
    const { topUp } = asked({ revaluations: fallen, usedFen: BigInt(wan(500)) });
    // 500 − 420 = 80 万元 of credit; 80 / 0.6 = 133.333… 万元 of value, up to the fen.
    expect(topUp).toEqual({
      carriedFen: wan(500),
      availableFen: wan(420),
      shortFen: wan(80),
      valueNeededFen: '133333334',
      workingDays: 15,
      until: null,
    });
  });

  it('takes what it could bear at the time when nobody knows what it carries', () => {
    expect(asked({ revaluations: fallen }).topUp?.shortFen).toBe(wan(180));
  });

  it('is nothing while it still bears what it carries', () => {
    const { topUp } = asked({ revaluations: fallen, usedFen: BigInt(wan(420)) });
    expect([topUp?.shortFen, topUp?.valueNeededFen]).toEqual(['0', '0']);
  });

  it('takes prior claims and the share off', () => {
    // 700 × 0.5 × 0.6 − 60 = 150; 1,000 × 0.5 × 0.6 − 60 = 240: short 90.
    const change = { share: '0.5', priorClaimsFen: wan(60) };
    const { topUp } = asked({ change, revaluations: fallen });
    expect([topUp?.availableFen, topUp?.shortFen]).toEqual([wan(150), wan(90)]);
  });

  it('has a last day where the institution lists the holidays of the year', () => {
    const rules = rulesWith([
      {
        id: 'collateral.life.working-days',
        effectiveFrom: '2026-01-01',
        value: { years: [2026], closed: [], open: [] },
        reason: '虚构节假日',
      },
    ]);
    // Sunday 2026-11-01 and 15 working days: Friday 2026-11-20.
    expect(asked({ revaluations: fallen, rules }).topUp?.until).toBe('2026-11-20');
  });
});

describe('patents that offer themselves', () => {
  it('are valued on the valuation date of the case', () => {
    const caseRecord = lifeCase({ items: [], collateral: { drawdowns: DRAWN } });
    const offers = [
      {
        id: 'offer/patent-pool',
        subject: { kind: 'patent-pool' as const, id: 'patent-pool', title: '专利组合' },
        assetClass: 'PATENT_INV',
        valueFen: wan(100),
        enteredCreditFen: null,
        confidence: 'verified' as const,
        trace: figure('offer', wan(100)).trace,
      },
    ];
    const [asset] = mustBeOk(lifeAssets({ caseRecord, rules: RULES, prior: { ...NO_OUTPUTS, offers } }));
    if (asset === undefined) throw new Error('no asset');
    expect(revaluationOf(asset, caseRecord, ON, null, LIFE_RULES).points).toEqual([
      { on: ON, fen: wan(100), source: '案卷估值', by: '' },
    ]);
  });
});
