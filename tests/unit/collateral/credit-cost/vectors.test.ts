import { describe, expect, it } from 'vitest';
import { compareCosts } from '../../../../src/lib/collateral/credit-cost/compare-costs';
import { interestSaved } from '../../../../src/lib/collateral/credit-cost/saving';
import type { CostStructure } from '../../../../src/lib/collateral/credit-cost/cost-structure';
import { feeOf } from '../../../../src/lib/collateral/credit-cost/fees';
import { estimateSubsidy } from '../../../../src/lib/collateral/credit-cost/subsidy-scheme';
import { Decimal } from '../../../../src/lib/kernel/decimal';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { rulesOn, wan } from '../../../fixtures/loss-case';

const day = (text: string) => mustBeOk(parsePlainDate(text));
const structure = (over: Partial<CostStructure> = {}): CostStructure => ({
  id: 's',
  name: '方案',
  principalFen: wan(500),
  rate: '0.0345',
  months: 12,
  repayment: 'bullet',
  fees: [],
  subsidy: { kind: 'none' },
  path: 's',
  ...over,
});
const cost = (over: Partial<CostStructure> = {}, rules = rulesOn()) => {
  const [only] = compareCosts([structure(over)], rules);
  if (only === undefined) throw new Error('a cost expected');
  return only;
};
const UPFRONT = {
  code: 'ONCE',
  title: '一次性费用',
  timing: 'upfront',
  payer: 'enterprise',
  amountFen: wan(3.1),
  path: 'f',
} as const;

/** The test vectors of the cost-of-credit reference, by id, through the functions that pages will call. */
describe('cost-of-credit vectors', () => {
  it('CV1: 9000 万元 × 150 bp = 135 万元 a year', () => {
    expect(mustBeOk(interestSaved(wan(9000), 150, 12))).toBe(wan(135));
    expect(interestSaved(wan(9000), 1.5, 12)).toMatchObject({ ok: false, failure: { code: 'E_RANGE' } });
  });

  it('CV2: 浦江, 580 万元 for a year on the LPR of the end of 2024: 8.99 to 14.384', () => {
    const found = mustBeOk(
      estimateSubsidy(
        {
          principalFen: wan(580),
          rate: new Decimal('0.035'),
          signedOn: day('2025-03-01'),
          months: 12,
          withSupport: null,
        },
        rulesOn('2025-03-01', 'cn-330726'),
      ),
    );
    expect([found.lowFen, found.highFen, found.capped]).toEqual([wan(8.99), wan(14.384), false]);
  });

  it('CV3: guarantee fee of 0.3 % and 0.5 % on 300 万元', () => {
    const fee = (rate: string) =>
      mustBeOk(feeOf({ code: 'GUARANTEE', rate, path: 'f' }, wan(300), rulesOn()));
    expect([fee('0.003').lowFen, fee('0.005').highFen, fee('0.003').payer]).toEqual([
      wan(0.9),
      wan(1.5),
      'enterprise',
    ]);
  });

  it('CV4: 500 万元, 3.45 %, 3.1 万元 at the start: 4.1611 % a year', () => {
    const found = cost({ fees: [UPFRONT] });
    expect([found.effectiveLow, found.effectiveHigh, found.interestFen]).toEqual([
      '0.041611',
      '0.041611',
      wan(17.25),
    ]);
    // 0.0345 + 3.1/500
    expect(found.simpleHigh).toBe('0.0407');
  });

  it('CV5: the same with 7.75 万元 of subsidy in month 12: 2.5765 %', () => {
    const found = cost({ fees: [UPFRONT], subsidy: { kind: 'entered', amountFen: wan(7.75), month: 12 } });
    expect([found.effectiveLow, found.effectiveHigh]).toEqual(['0.025765', '0.025765']);
  });

  it('CV6: 等额本息 of 300 万元 at 3.95 %: 25.538118 a month', () => {
    const found = cost({ principalFen: wan(300), rate: '0.0395', repayment: 'equal-instalment' });
    // 12 × 25.538118 − 300 = 6.457416
    expect(Number(found.interestFen) / 1e6).toBeCloseTo(12 * 25.538118 - 300, 4);
    expect(found.effectiveHigh).toBe('0.040223'); // (1 + 0.0395/12)^12 − 1
  });

  it('CV7: 92 days on a 360 base: 7.666667 on 1000 万元 at 3 %', () => {
    // 1 July to 1 October are 92 days
    const found = cost({
      principalFen: wan(1000),
      rate: '0.03',
      months: 3,
      dayCount: { from: day('2025-07-01'), base: 360 },
    });
    expect(found.interestFen).toBe(7_666_667n);
  });

  it('CV8: 福建, 800 万元 with guarantee on the LPR of December 2024: 12.4', () => {
    const found = mustBeOk(
      estimateSubsidy(
        {
          principalFen: wan(800),
          rate: new Decimal('0.04'),
          signedOn: day('2023-02-15'),
          months: 12,
          withSupport: true,
        },
        rulesOn('2025-01-01', 'cn-350102'),
      ),
    );
    expect([found.lowFen, found.highFen, found.capped]).toEqual([wan(12.4), wan(12.4), false]);
  });

  it('CV9: 富阳, 4000 万元 on the LPR of the contract date 3.65 %: 73, capped at 50', () => {
    const found = mustBeOk(
      estimateSubsidy(
        {
          principalFen: wan(4000),
          rate: new Decimal('0.0365'),
          signedOn: day('2022-09-01'),
          months: 12,
          withSupport: null,
        },
        rulesOn('2022-09-01', 'cn-330111'),
      ),
    );
    expect([found.highFen, found.capped]).toEqual([wan(50), true]);
  });
});
