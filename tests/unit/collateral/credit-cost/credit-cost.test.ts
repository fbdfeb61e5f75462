import { describe, expect, it } from 'vitest';
import { effectiveCost } from '../../../../src/lib/collateral/credit-cost/effective-cost';
import {
  type LoanTerms,
  equalInstalment,
  interestByDays,
} from '../../../../src/lib/collateral/credit-cost/loan-flows';
import { subsidyOf } from '../../../../src/lib/collateral/credit-cost/subsidy';
import { Decimal } from '../../../../src/lib/kernel/decimal';
import { mustBeOk } from '../../../../src/lib/kernel/result';

const wan = (amount: string): Decimal => new Decimal(amount).times(10_000);
const inWan = (yuan: Decimal, places = 6): string => yuan.dividedBy(10_000).toDecimalPlaces(places).toFixed();
const loan = (over: Partial<LoanTerms> = {}): LoanTerms => ({
  principal: wan('500'),
  rate: new Decimal('0.0345'),
  months: 12,
  repayment: 'bullet',
  ...over,
});

describe('cr-cost-of-credit vectors', () => {
  it('CV1: 9000 万元 at 150 bp less saves 135 万元 a year', () => {
    expect(inWan(interestByDays(wan('9000'), new Decimal('0.015'), 360, 360))).toBe('135');
  });

  it('CV2: 580 万元 at 50–80 % of LPR 3.10 % for a year', () => {
    const paid = ['0.5', '0.8'].map((share) =>
      subsidyOf({
        principal: wan('580'),
        base: new Decimal('0.031'),
        share: new Decimal(share),
        days: 365,
        cap: null,
      }),
    );
    expect(paid.map((s) => inWan(s.paid))).toEqual(['8.99', '14.384']);
  });

  it('CV3: a guarantee fee of 0.3–0.5 % on 300 万元', () => {
    expect(['0.003', '0.005'].map((fee) => inWan(wan('300').times(fee)))).toEqual(['0.9', '1.5']);
  });

  it('CV4: 500 万元, 3.45 %, 3.1 万元 at the start, twelve months', () => {
    const cost = mustBeOk(effectiveCost(loan(), [{ month: 0, amount: wan('3.1') }]));
    expect(cost.monthly.toFixed(8)).toBe('0.00340317');
    expect(cost.nominal.toFixed(6)).toBe('0.040838');
    expect(cost.effective.toFixed(6)).toBe('0.041611');
  });

  it('CV5: the same with 7.75 万元 of subsidy in month 12', () => {
    const flows = [
      { month: 0, amount: wan('3.1') },
      { month: 12, amount: wan('-7.75') },
    ];
    expect(mustBeOk(effectiveCost(loan(), flows)).effective.toFixed(6)).toBe('0.025765');
  });

  it('CV6: 等额本息 of 300 万元 at 3.95 %', () => {
    const terms = loan({ principal: wan('300'), rate: new Decimal('0.0395'), repayment: 'equal-instalment' });
    expect(inWan(equalInstalment(terms))).toBe('25.538118');
    expect(mustBeOk(effectiveCost(terms, [])).nominal.toFixed(12)).toBe('0.039500000000');
  });

  it('CV7: 92 days on a 360 base', () => {
    expect(inWan(interestByDays(wan('1000'), new Decimal('0.03'), 92, 360))).toBe('7.666667');
  });

  it.each([
    ['CV8', '800', '0.031', '20', '12.4', '12.4', false],
    ['CV9', '4000', '0.0365', '50', '73', '50', true],
  ])('%s: half of the base rate, capped', (_, principal, base, cap, raw, paid, capped) => {
    const subsidy = subsidyOf({
      principal: wan(principal),
      base: new Decimal(base),
      share: new Decimal('0.5'),
      days: 365,
      cap: wan(cap),
    });
    expect([inWan(subsidy.raw), inWan(subsidy.paid), subsidy.capped]).toEqual([raw, paid, capped]);
  });
});

describe('terms that have no cost', () => {
  it.each([
    ['no principal', { principal: new Decimal(0) }],
    ['half a month', { months: 0.5 }],
    ['a century', { months: 1200 }],
    ['a rate in percent', { rate: new Decimal('3.45') }],
  ])('%s is refused', (_, over) => {
    expect(effectiveCost(loan(over), [])).toMatchObject({ ok: false, failure: { code: 'E_RANGE' } });
  });

  it('a fee outside the term is refused', () => {
    const fee = [{ month: 13, amount: wan('1') }];
    expect(effectiveCost(loan(), fee)).toMatchObject({ ok: false, failure: { code: 'E_RANGE' } });
  });

  it('flows that change sign twice have no single rate', () => {
    const subsidy = [{ month: 6, amount: wan('-20') }];
    expect(effectiveCost(loan(), subsidy)).toMatchObject({ ok: false, failure: { code: 'E_NO_RATE' } });
  });

  it('a fee above the principal has none either', () => {
    const fee = [{ month: 0, amount: wan('600') }];
    expect(effectiveCost(loan(), fee)).toMatchObject({ ok: false, failure: { code: 'E_NO_RATE' } });
  });

  it('costs nothing without interest and fees', () => {
    const { monthly } = mustBeOk(effectiveCost(loan({ rate: new Decimal(0) }), []));
    expect(monthly.toFixed(20)).toMatch(/^-?0\.0{20}$/);
  });
});
