import { describe, expect, it } from 'vitest';
import { lprOn, yearEndLpr } from '../../../../src/lib/collateral/credit-cost/lpr-history';
import {
  type SubsidisedLoan,
  estimateSubsidy,
} from '../../../../src/lib/collateral/credit-cost/subsidy-scheme';
import { Decimal } from '../../../../src/lib/kernel/decimal';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { walkTrace } from '../../../../src/lib/kernel/trace';
import { COLLATERAL_RULES } from '../../../../src/lib/rulebook/collateral-rules';
import { rulesOn, rulesWith, wan } from '../../../fixtures/loss-case';

const day = (text: string) => mustBeOk(parsePlainDate(text));
const on = (date: string, term: '1y' | '5y' = '1y') => {
  const read = lprOn(rulesOn(), day(date), term);
  return read.ok ? read.value.rate.toFixed() : read.failure.code;
};

describe('the history of LPR', () => {
  it.each([
    ['2019-08-19', 'E_LPR_UNKNOWN'],
    ['2019-08-20', '0.0425'],
    ['2024-10-20', '0.0335'],
    ['2024-10-21', '0.031'],
    ['2025-12-22', '0.03'],
    ['2026-01-19', '0.03'], // the day before the next publication
    ['2026-01-20', 'E_LPR_UNKNOWN'], // never carried on
    ['2026-11-22', 'E_LPR_UNKNOWN'],
  ])('%s: %s', (date, expected) => {
    expect(on(date)).toBe(expected);
  });

  it('year ends as published: 4.15, 3.85, 3.8, 3.65, 3.45, 3.1, 3.0', () => {
    const ends = [2019, 2020, 2021, 2022, 2023, 2024, 2025].map((year) =>
      mustBeOk(yearEndLpr(rulesOn(), year, '1y')).rate.toFixed(),
    );
    expect(ends).toEqual(['0.0415', '0.0385', '0.038', '0.0365', '0.0345', '0.031', '0.03']);
    expect(yearEndLpr(rulesOn(), 2018, '1y')).toMatchObject({ ok: false });
  });

  it('says how sure each row is', () => {
    const mark = (date: string) => mustBeOk(lprOn(rulesOn(), day(date), '5y')).trace.confidence;
    expect([mark('2020-03-20'), mark('2020-02-20')]).toEqual(['verified', 'secondary']);
  });

  it('holds the same 77 quotes as the two series of the rulebook', () => {
    const series = (id: string) => COLLATERAL_RULES.find((rule) => rule.id === id)?.values ?? [];
    const [one, five] = [series('collateral.lpr.1y'), series('collateral.lpr.5y')];
    expect(one.length).toBe(77);
    one.forEach((row, i) => {
      expect([on(row.effectiveFrom), on(row.effectiveFrom, '5y')]).toEqual([row.value, five[i]?.value]);
    });
  });

  it('refuses a table of an institution that is out of order', () => {
    const row = (date: string) => ({ date, oneYear: '0.03', fiveYears: '0.035', mark: 'verified' });
    const rules = (rows: readonly ReturnType<typeof row>[], knownUntil: string) =>
      lprOn(rulesWith('collateral.lpr.history', { knownUntil, rows: [...rows] }), day('2026-02-21'), '1y');
    expect(rules([row('2026-02-20'), row('2026-01-20')], '2026-03-19')).toMatchObject({
      failure: { code: 'E_RULE_SHAPE' },
    });
    expect(rules([row('2026-02-20')], '2026-01-01')).toMatchObject({ failure: { code: 'E_RULE_SHAPE' } });
    const own = mustBeOk(rules([row('2026-01-20'), row('2026-02-20')], '2026-03-19'));
    // What an institution adds is its own word, whatever it says of itself.
    expect([own.publishedOn, own.trace.confidence]).toEqual(['2026-02-20', 'assumption']);
  });
});

describe('subsidies of regions', () => {
  const loan = (over: Partial<SubsidisedLoan> = {}): SubsidisedLoan => ({
    principalFen: wan(500),
    rate: new Decimal('0.035'),
    signedOn: day('2025-03-01'),
    months: 12,
    withSupport: null,
    ...over,
  });
  const of = (region: string, over: Partial<SubsidisedLoan> = {}, date = '2026-06-01') => {
    const read = estimateSubsidy(loan(over), rulesOn(date, region));
    return read.ok ? [Number(read.value.lowFen) / 1e6, Number(read.value.highFen) / 1e6] : read.failure.code;
  };

  it('follow the region and stay unknown elsewhere', () => {
    expect(of('cn-330726')).toEqual([7.75, 12.4]); // 500 × 3.1 % × 50–80 %
    expect(of('cn-51')).toEqual([7.5, 7.5]); // 1.5 points
    expect(of('cn-5307')).toEqual([0, 5.25]); // up to 30 % of 17.5
    expect(of('cn-110101')).toBe('NO_RULE_IN_FORCE');
    expect(of('cn-330726', {}, '2023-12-31')).toBe('NO_RULE_IN_FORCE');
  });

  it('never pass the interest paid, a lower contract rate counts where the instrument says so', () => {
    // 浦江 80 % of 3.1 % would be 12.4; the loan costs 2 % = 10
    expect(of('cn-330726', { rate: new Decimal('0.02') })).toEqual([7.75, 10]);
    // 福建: the lower real rate 2 % × 20 % … 50 %, support unknown
    expect(of('cn-35', { rate: new Decimal('0.02'), signedOn: day('2025-01-01') })).toEqual([2, 5]);
    expect(of('cn-35', { signedOn: day('2025-01-01'), withSupport: false })).toEqual([3, 3]);
  });

  it('福建 pays for twelve months at most, and 20 万元 in all', () => {
    expect(
      of('cn-35', { principalFen: wan(4000), months: 36, signedOn: day('2025-01-01'), withSupport: true }),
    ).toEqual([20, 20]);
    expect(of('cn-35', { months: 36, signedOn: day('2025-01-01'), withSupport: false })).toEqual([3, 3]);
  });

  it('are unknown where the LPR is', () => {
    expect(of('cn-35', { signedOn: day('2025-06-01') })).toBe('E_LPR_UNKNOWN'); // December 2026
    expect(of('cn-330111', { signedOn: day('2026-05-01') })).toBe('E_LPR_UNKNOWN');
  });

  it.each([
    ['no principal', { principalFen: 0n }],
    ['half a month', { months: 0.5 }],
    ['a rate in percent', { rate: new Decimal('3.45') }],
  ])('%s is refused', (_, over) => {
    expect(of('cn-330726', over)).toBe('E_RANGE');
  });

  it('trace to the instrument and the LPR', () => {
    const { trace } = mustBeOk(estimateSubsidy(loan(), rulesOn('2025-03-01', 'cn-330726')));
    expect(
      [...walkTrace(trace)].flatMap(({ source }) => (source?.kind === 'parameter' ? [source.id] : [])),
    ).toEqual(['collateral.subsidy.scheme', 'collateral.lpr.history']);
  });
});
