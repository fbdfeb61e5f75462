import { describe, expect, it } from 'vitest';
import type { MethodInput } from '../../../../src/lib/case/method';
import type { CreditTerms, EnteredFee } from '../../../../src/lib/case/structure-ask';
import { compareCosts } from '../../../../src/lib/collateral/credit-cost/compare-costs';
import { costFigures } from '../../../../src/lib/collateral/credit-cost/cost-method';
import { costStructuresOf } from '../../../../src/lib/collateral/credit-cost/cost-of-case';
import { costSheet } from '../../../../src/lib/collateral/credit-cost/cost-sheet';
import { proposePlans, wholeMonths } from '../../../../src/lib/collateral/credit-cost/propose-plans';
import { explainSaving } from '../../../../src/lib/collateral/credit-cost/saving';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { rulesOn } from '../../../fixtures/loss-case';
import { withUse } from '../../../fixtures/used-structure';
import { inputOf, item, offer, support, wan } from '../build-case';

const fee = (over: Partial<EnteredFee> = {}): EnteredFee => ({
  label: '一次性费用',
  payer: 'enterprise',
  when: 'once',
  basis: 'amount',
  fixedFen: null,
  rate: null,
  source: '虚构合同',
  ...over,
});
const NO_SUBSIDY: CreditTerms['subsidy'] = {
  kind: 'none',
  amountFen: null,
  month: null,
  signedOn: null,
  withSupport: null,
};
const plan = (over: Partial<CreditTerms> = {}): CreditTerms => ({
  id: 'a',
  title: '虚构方案',
  principalFen: wan(500),
  rate: '0.0345',
  months: 12,
  repayment: 'bullet',
  interestFrom: null,
  dayBase: null,
  fees: [],
  subsidy: NO_SUBSIDY,
  source: '虚构',
  ...over,
});
const given = (credit: readonly CreditTerms[], region = 'cn', date = '2025-03-01'): MethodInput => {
  const input = inputOf({ need: wan(500), date });
  const withPlans = withUse(input, {}, { credit: [...credit] });
  return { ...withPlans, rules: rulesOn(date, region) };
};
const only = (over: Partial<CreditTerms>, region = 'cn') => {
  const { caseRecord, rules } = given([plan(over)], region);
  const [cost] = compareCosts(costStructuresOf(caseRecord).structures, rules);
  if (cost === undefined) throw new Error('a cost expected');
  return cost;
};
const byRegion = (over: Partial<CreditTerms['subsidy']> = {}): CreditTerms['subsidy'] => ({
  ...NO_SUBSIDY,
  kind: 'by-region',
  signedOn: '2025-03-01',
  ...over,
});
const yuan = (amount: number): bigint => BigInt(wan(amount));

/** The test vectors of the cost-of-credit reference, as terms that stand in a case. */
describe('cost-of-credit vectors through the case', () => {
  it('CV1: 9000 万元 × 150 bp = 135 万元, with its trace', () => {
    const { savedFen, trace } = mustBeOk(explainSaving(yuan(9000), 150, 12));
    expect([savedFen, trace.value, trace.children.length]).toEqual([yuan(135), wan(135), 3]);
    expect(explainSaving(-1n, 150, 12)).toMatchObject({ ok: false, failure: { code: 'E_RANGE' } });
  });

  it('CV2: 浦江 pays between 8.99 and 14.384 on 580 万元', () => {
    const found = only({ principalFen: wan(580), rate: '0.035', subsidy: byRegion() }, 'cn-330726');
    expect([found.subsidyLowFen, found.subsidyHighFen]).toEqual([8_990_000n, 14_384_000n]);
    expect(Number(found.effectiveLow)).toBeLessThan(Number(found.effectiveHigh));
  });

  it('the subsidy of a region is unknown for equal instalments, with the reason in figures and failures', () => {
    const terms = plan({ repayment: 'equal-instalment', subsidy: byRegion() });
    const input = given([terms], 'cn-330726');
    const [cost] = compareCosts(costStructuresOf(input.caseRecord).structures, input.rules);
    expect([cost?.subsidyLowFen, cost?.subsidyHighFen, cost?.effectiveLow]).toEqual([null, null, null]);
    // It may be none: the upper end is without it.
    expect(cost?.effectiveHigh).toBe(
      only({ repayment: 'equal-instalment', subsidy: NO_SUBSIDY }).effectiveHigh,
    );
    const said = '本办法的算式按到期还本计，等额本息的贴息未知';
    expect(cost?.failures.map(({ message, remedy }) => [message, remedy])).toEqual([
      [said, '请按办法计算后录入'],
    ]);
    const figure = costFigures(input).find(({ id }) => id === 'cost/subsidy/a');
    expect([figure?.value, figure?.interval, figure?.trace.note]).toEqual([
      null,
      undefined,
      `${said}，请按办法计算后录入`,
    ]);
    // Where no scheme is known that is the reason, whatever the repayment.
    expect(only({ repayment: 'equal-instalment', subsidy: byRegion() }).failures[0]?.code).toBe(
      'NO_RULE_IN_FORCE',
    );
  });

  it('CV3: a guarantee fee of 0.3 % and 0.5 % on 300 万元', () => {
    const fees = (rate: string) =>
      only({
        principalFen: wan(300),
        fees: [fee({ basis: 'rate', rate, when: 'yearly' })],
      }).feesByPayer.enterprise.highFen;
    expect([fees('0.003'), fees('0.005')]).toEqual([yuan(0.9), yuan(1.5)]);
  });

  it('CV4 and CV5: 4.1611 % with 3.1 万元 at the start, 2.5765 % with 7.75 万元 of subsidy', () => {
    const fees = [fee({ fixedFen: wan(3.1) })];
    expect(only({ fees }).effectiveHigh).toBe('0.041611');
    const paid = { ...NO_SUBSIDY, kind: 'entered', amountFen: wan(7.75) } as const;
    // Not said when: with the last repayment.
    expect(only({ fees, subsidy: paid }).effectiveHigh).toBe('0.025765');
    expect(only({ fees, subsidy: { ...paid, month: 12 } }).effectiveLow).toBe('0.025765');
  });

  it('CV6: 等额本息 of 300 万元 at 3.95 %', () => {
    const found = only({ principalFen: wan(300), rate: '0.0395', repayment: 'equal-instalment' });
    expect(Number(found.interestFen) / 1e6).toBeCloseTo(12 * 25.538118 - 300, 4);
  });

  it('CV7: 92 days on a 360 base; a base that nobody named is unknown', () => {
    const terms = { principalFen: wan(1000), rate: '0.03', months: 3, interestFrom: '2025-07-01' };
    expect(only({ ...terms, dayBase: '360' }).interestFen).toBe(7_666_667n);
    const open = only(terms);
    expect([open.interestFen, open.failures[0]?.code]).toEqual([null, 'E_MISSING']);
  });

  it('CV8: 福建 pays 12.4 万元 on 800 万元 with a guarantee', () => {
    // Repaid in December 2024, LPR then 3.10 %. The reference counts 365 days; these twelve months have 366.
    const found = only(
      {
        principalFen: wan(800),
        rate: '0.04',
        subsidy: byRegion({ signedOn: '2023-12-31', withSupport: true }),
      },
      'cn-35',
    );
    // 800 × 3.10 % × 0.5 × 366 ÷ 365
    expect(found.subsidyLowFen).toBe(found.subsidyHighFen);
    expect(Number(found.subsidyHighFen) / 1e6).toBeCloseTo((12.4 * 366) / 365, 4);
  });

  it('CV9: 富阳 pays at most 50 万元 a year', () => {
    const found = only(
      {
        principalFen: wan(4000),
        rate: '0.0435',
        subsidy: byRegion({ signedOn: '2023-03-01' }),
      },
      'cn-330111',
    );
    expect([found.subsidyLowFen, found.subsidyHighFen]).toEqual([yuan(50), yuan(50)]);
  });
});

describe('what is not known about a plan', () => {
  it('a fee, a rate, a subsidy that nobody entered leaves its end open and says what to enter', () => {
    const found = only({ fees: [fee({ label: '评估费' })] });
    expect([found.effectiveLow, found.effectiveHigh]).toEqual(['0.035051', null]);
    expect(only({ rate: null }).failures[0]?.message).toContain('年利率未填写');
    const open = only({ subsidy: { ...NO_SUBSIDY, kind: 'unknown' } });
    expect([open.effectiveLow, open.effectiveHigh, open.subsidyLowFen]).toEqual([null, '0.035051', null]);
    expect(open.failures.map(({ code }) => code)).toEqual(['E_SUBSIDY_UNKNOWN']);
    expect(only({ subsidy: byRegion({ signedOn: null }) }).failures[0]?.message).toContain('签约日');
    // 全国 has no scheme: unknown, not unsubsidised.
    expect(only({ subsidy: byRegion() }).subsidyLowFen).toBeNull();
  });

  it('fees of a guarantor or somebody else are shown and are not the enterprise’s', () => {
    const found = only({
      fees: [
        fee({ payer: 'guarantor', fixedFen: wan(1) }),
        fee({ payer: 'other', fixedFen: wan(2) }),
        fee({ payer: 'government', fixedFen: wan(3) }),
      ],
    });
    const high = Object.fromEntries(
      Object.entries(found.feesByPayer).map(([payer, { highFen }]) => [payer, highFen]),
    );
    expect(high).toEqual({
      enterprise: 0n,
      bank: 0n,
      guarantor: yuan(1),
      government: yuan(3),
      other: yuan(2),
    });
    expect(found.effectiveHigh).toBe(only({}).effectiveHigh);
  });

  it('two plans of one id: the second is named and left out', () => {
    const { caseRecord } = given([plan(), plan({ title: '另一个' })]);
    const { structures, failures } = costStructuresOf(caseRecord);
    expect([structures.length, failures.map(({ code }) => code)]).toEqual([1, ['E_DUPLICATE_ID']]);
  });
});

describe('figures of the method', () => {
  it('has every plan by its id, whatever their order, and none without a plan', () => {
    const plans = [plan({ id: 'b', rate: '0.03' }), plan({ id: 'a', fees: [fee({ fixedFen: wan(3.1) })] })];
    const figures = costFigures(given(plans));
    expect(costFigures(given([...plans].reverse()))).toEqual(figures);
    expect(costFigures(given([]))).toEqual([]);
    const values = Object.fromEntries(figures.map(({ id, value }) => [id, value]));
    expect(values).toMatchObject({
      'cost/interest/a': wan(17.25),
      'cost/fees/enterprise/a': wan(3.1),
      'cost/fees/guarantor/a': '0',
      'cost/subsidy/a': '0',
      'cost/effective-low/a': '0.041611',
      'cost/effective-high/a': '0.041611',
      'cost/interest/b': wan(15),
    });
    expect(figures.every(({ method }) => method === 'collateral.credit-cost@1')).toBe(true);
  });

  it('a range is an interval, an unknown is no value', () => {
    const figures = costFigures(given([plan({ subsidy: byRegion() })], 'cn-330726'));
    const subsidy = figures.find(({ id }) => id === 'cost/subsidy/a');
    expect(subsidy?.value).toBeNull();
    // 500 × 3.10 % × 0.5 and × 0.8
    expect(subsidy?.interval).toEqual({ low: wan(7.75), high: wan(12.4) });
    const open = costFigures(given([plan({ fees: [fee()] })]));
    expect(open.find(({ id }) => id === 'cost/fees/enterprise/a')).toMatchObject({ value: null });
  });
});

describe('plans to start from', () => {
  const poolInput = (debt: readonly [string, string] = ['2025-01-10', '2026-01-10']): MethodInput => ({
    ...withUse(
      inputOf({
        need: wan(1000),
        date: '2025-03-01',
        debt: [debt[0], debt[1]],
        items: [item('plant', { title: '虚构厂房', valueFen: wan(1400), oneOffCostFen: null })],
        support: [
          support('g', {
            title: '虚构担保',
            capacityFen: wan(210),
            feeRate: '0.01',
            fees: [fee({ label: '评审费', basis: 'rate', rate: '0.002' })],
          }),
        ],
        offers: [offer('offer/patent-pool', { valueFen: wan(500), enteredCreditFen: null })],
      }),
      { plant: [640, 640], 'offer/patent-pool': [150, 150], g: 210 },
    ),
    rules: rulesOn('2025-03-01', 'cn-330726'),
  });

  it('takes principal, term, registration, guarantee on what is carried; leaves open what nobody stated', () => {
    const [first, second] = proposePlans(poolInput());
    expect(first).toMatchObject({
      principalFen: wan(1000),
      months: 12,
      rate: null,
      subsidy: { kind: 'by-region', signedOn: '2025-01-10', withSupport: true },
    });
    expect(first?.fees.map(({ label, fixedFen, when }) => [label, fixedFen, when])).toEqual([
      ['专利组合 19 件 专利权质押登记费', '0', 'once'],
      ['专利组合 19 件 其他一次性费用（评估、公证等）', null, 'once'],
      ['虚构厂房 不动产登记费（非住宅）', '55000', 'once'],
      ['虚构厂房 其他一次性费用（评估、公证等）', null, 'once'],
      // 1 % and 0.2 % of the 210 carried
      ['虚构担保 担保费', wan(2.1), 'yearly'],
      ['虚构担保 评审费', wan(0.42), 'once'],
      // 0.005 % of 1000
      ['借款合同印花税（借款人一方）', '50000', 'once'],
    ]);
    expect(second?.fees.some(({ label }) => label.includes('担保'))).toBe(false);
    expect(second?.fees.find(({ label }) => label.includes('外部评估费'))).toMatchObject({
      fixedFen: null,
      source: '参数库费率下为 2.50 至 15.00 万元，请按评估机构报价填写',
    });
    expect(second?.subsidy.withSupport).toBe(false);
  });

  it('what a card says once is not asked for again', () => {
    const input = poolInput();
    const { collateral } = input.caseRecord.sections;
    const items = collateral.items.map((one) => ({ ...one, oneOffCostFen: wan(1.5) }));
    const { sections } = input.caseRecord;
    const known = {
      ...input,
      caseRecord: { ...input.caseRecord, sections: { ...sections, collateral: { ...collateral, items } } },
    };
    const labels = proposePlans(known)[0]?.fees.filter(({ label }) => label.startsWith('虚构厂房'));
    expect(labels?.map(({ label, fixedFen }) => [label, fixedFen])).toEqual([
      ['虚构厂房 一次性费用', wan(1.5)],
    ]);
  });

  it('without a structure the fees are unknown, not none', () => {
    const [first] = proposePlans(inputOf({ need: wan(1000) }));
    expect(first?.fees[0]).toMatchObject({ label: '押品与增信的费用', fixedFen: null });
  });

  it('counts whole months, the last day on the anniversary or the day before', () => {
    const months = (debtStart: string | null, debtEnd: string | null) => wholeMonths({ debtStart, debtEnd });
    expect([
      months('2025-01-10', '2026-01-10'),
      months('2025-01-10', '2026-01-09'),
      months('2025-01-31', '2025-02-28'),
      months('2025-01-10', '2028-07-10'),
      months('2025-01-10', '2025-01-20'),
      months('2025-01-10', '2026-01-15'),
      months('2025-01-10', null),
      months('2026-01-10', '2025-01-10'),
    ]).toEqual([12, 12, 1, 42, null, null, null, null]);
  });

  it('shows the LPR of the day beside the rate, and nothing beyond the days it knows', () => {
    const sheet = costSheet(given([plan({ rate: '0.0345', subsidy: byRegion() })]));
    // 3.45 % − 3.10 % = 35 bp
    expect(sheet.plans[0]?.rate).toMatchObject({ term: '1y', lpr: '0.031', spreadBp: '35' });
    const long = costSheet(given([plan({ months: 61 })]));
    expect(long.plans[0]?.rate.term).toBe('5y');
    const later = costSheet(given([plan()], 'cn', '2026-11-20'));
    expect(later.plans[0]?.rate).toMatchObject({ lpr: null, failure: { code: 'E_LPR_UNKNOWN' } });
    expect(sheet.table.find(({ code }) => code === 'GUARANTEE')).toMatchObject({ low: null, payer: '企业' });
    expect(sheet.table.every(({ trace }) => trace.confidence === 'assumption')).toBe(true);
  });
});
