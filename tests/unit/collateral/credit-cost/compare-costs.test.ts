import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCosts } from '../../../../src/lib/collateral/credit-cost/compare-costs';
import type { CostStructure } from '../../../../src/lib/collateral/credit-cost/cost-structure';
import type { FeeInput } from '../../../../src/lib/collateral/credit-cost/fees';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { walkTrace } from '../../../../src/lib/kernel/trace';
import { rulesOn, wan } from '../../../fixtures/loss-case';

const structure = (id: string, over: Partial<CostStructure> = {}): CostStructure => ({
  id,
  name: `方案${id}`,
  principalFen: wan(500),
  rate: '0.036',
  months: 12,
  repayment: 'bullet',
  fees: [],
  subsidy: { kind: 'none' },
  path: `structures.${id}`,
  ...over,
});
const fee = (code: string, over: Partial<FeeInput> = {}): FeeInput => ({
  code,
  path: `fees.${code}`,
  ...over,
});
const only = (over: Partial<CostStructure>, rules = rulesOn()) => {
  const [cost] = compareCosts([structure('a', over)], rules);
  if (cost === undefined) throw new Error('a cost expected');
  return cost;
};

describe('fees by payer', () => {
  it('reads amounts and rates from the rulebook, payers from the table or from the structure', () => {
    const found = only({
      fees: [
        fee('RE_REG', { times: 2, payer: 'bank' }), // 2 × 550 元
        fee('STAMP'), // 0.005 % of 500 万元 = 250 元
        fee('GUARANTEE', { rate: '0.01', onFen: wan(400) }), // 4 万元 a year
        fee('SELF', { title: '政府代付评估费', timing: 'upfront', payer: 'government', amountFen: wan(1) }),
      ],
    });
    expect(found.failures).toEqual([]);
    expect(found.feesByPayer).toEqual({
      enterprise: { lowFen: wan(4.025), highFen: wan(4.025) },
      bank: { lowFen: wan(0.11), highFen: wan(0.11) },
      guarantor: { lowFen: 0n, highFen: 0n },
      government: { lowFen: wan(1), highFen: wan(1) },
      other: { lowFen: 0n, highFen: 0n },
    });
    // 3.6 % + 4.025 / 500
    expect([found.simpleLow, found.simpleHigh]).toEqual(['0.04405', '0.04405']);
  });

  it('only what the enterprise pays is in its cost', () => {
    const free = only({});
    expect(only({ fees: [fee('GUARANTEE', { rate: '0.01', payer: 'government' })] }).effectiveHigh).toBe(
      free.effectiveHigh,
    );
    expect(free.effectiveHigh).toBe('0.0366'); // (1.003)^12 − 1 = 0.036600
  });

  it('a range of rates makes a range of cost', () => {
    const found = only({ fees: [fee('APPRAISAL', { onFen: wan(200) })] }); // 0.5 % to 3 % of 200
    expect(found.feesByPayer.enterprise).toEqual({ lowFen: wan(1), highFen: wan(6) });
    expect([found.simpleLow, found.simpleHigh]).toEqual(['0.038', '0.048']);
    expect(Number(found.effectiveLow)).toBeLessThan(Number(found.effectiveHigh));
  });

  it('a yearly fee falls due at the start of each year, the last year by its months', () => {
    expect(
      only({ months: 30, fees: [fee('GUARANTEE', { rate: '0.01' })] }).feesByPayer.enterprise.highFen,
    ).toBe(wan(12.5));
    expect(
      only({ months: 6, fees: [fee('GUARANTEE', { rate: '0.01' })] }).feesByPayer.enterprise.highFen,
    ).toBe(wan(2.5));
  });

  it('what is not entered is unknown, never free', () => {
    for (const one of [
      fee('GUARANTEE'),
      fee('PREMIUM'),
      fee('APPRAISAL'),
      fee('STAMP', { amountFen: null }),
      fee('STAMP', { rate: null }),
    ]) {
      const found = only({ fees: [one] });
      expect([found.effectiveHigh, found.simpleHigh, found.feesByPayer.enterprise.highFen], one.code).toEqual(
        [null, null, null],
      );
      expect(found.effectiveLow, one.code).toBe('0.0366');
    }
  });
});

describe('subsidies in a comparison', () => {
  it('by region: 浦江 makes a range', () => {
    const signedOn = mustBeOk(parsePlainDate('2025-03-01'));
    const found = only(
      { subsidy: { kind: 'by-region', signedOn, withSupport: null } },
      rulesOn('2025-03-01', 'cn-330726'),
    );
    expect([found.subsidyLowFen, found.subsidyHighFen]).toEqual([wan(7.75), wan(12.4)]);
    // 3.6 % − 12.4/500 and − 7.75/500
    expect([found.simpleLow, found.simpleHigh]).toEqual(['0.0112', '0.0205']);
  });

  it('an unknown subsidy leaves the lower end unknown, the upper one is without it', () => {
    const signedOn = mustBeOk(parsePlainDate('2026-03-01'));
    const found = only(
      { subsidy: { kind: 'by-region', signedOn, withSupport: null } },
      rulesOn('2026-03-01', 'cn-11'),
    );
    expect([found.subsidyLowFen, found.effectiveLow, found.effectiveHigh]).toEqual([null, null, '0.0366']);
    expect(found.failures.map(({ code }) => code)).toEqual(['NO_RULE_IN_FORCE']);
    expect(
      only({ subsidy: { kind: 'entered', amountFen: null, month: 12 } }).failures.map(({ code }) => code),
    ).toEqual(['E_MISSING']);
    expect(only({ subsidy: { kind: 'entered', amountFen: wan(1), month: 13 } }).effectiveLow).toBeNull();
  });
});

describe('the comparison', () => {
  it('puts the cheapest upper end first, the unknown last, equal ones by id', () => {
    const list = [
      structure('z'),
      structure('y'),
      structure('dear', { rate: '0.05' }),
      structure('open', { fees: [fee('GUARANTEE')], rate: '0.01' }),
      structure('cheap', { rate: '0.03' }),
    ];
    const order = (all: readonly CostStructure[]) => compareCosts(all, rulesOn()).map(({ id }) => id);
    expect(order(list)).toEqual(['cheap', 'y', 'z', 'dear', 'open']);
    expect(order([...list].reverse())).toEqual(order(list));
  });

  it.each<[string, Partial<CostStructure>, string, string]>([
    ['no principal', { principalFen: null }, 'E_MISSING', 'principalFen'],
    ['principal 0', { principalFen: 0n }, 'E_RANGE', 'principalFen'],
    ['no rate', { rate: null }, 'E_MISSING', 'rate'],
    ['a rate in percent', { rate: '3.45' }, 'E_RANGE', 'rate'],
    ['a term of half a month', { months: 0.5 }, 'E_RANGE', 'months'],
    ['no term', { months: null }, 'E_MISSING', 'months'],
    [
      'days under 等额本息',
      {
        repayment: 'equal-instalment',
        dayCount: { from: mustBeOk(parsePlainDate('2025-01-01')), base: 360 },
      },
      'E_RANGE',
      'dayCount',
    ],
  ])('%s is named, the others stand', (_, over, code, field) => {
    const found = compareCosts([structure('bad', over), structure('good')], rulesOn());
    expect(found.map(({ id }) => id)).toEqual(['good', 'bad']);
    expect(found[1]?.failures.map((f) => [f.code, f.path])).toEqual([[code, `structures.bad.${field}`]]);
    expect([found[1]?.effectiveHigh, found[0]?.effectiveHigh]).toEqual([null, '0.0366']);
  });

  it.each<[string, FeeInput, string]>([
    ['a code of no table', fee('BRIBE'), 'E_FEE_UNKNOWN'],
    ['a code that is a property of objects', fee('__proto__'), 'E_FEE_UNKNOWN'],
    ['a negative amount', fee('STAMP', { amountFen: -1n }), 'E_NEGATIVE'],
    ['a rate in percent', fee('GUARANTEE', { rate: '0.5%' }), 'E_RANGE'],
    ['half a registration', fee('RE_REG', { times: 0.5 }), 'E_RANGE'],
  ])('%s makes the cost unknown and is named', (_, one, code) => {
    const found = only({ fees: [one] });
    expect([found.failures.map((f) => f.code), found.effectiveHigh]).toEqual([[code], null]);
  });

  it('flows without a single rate are named', () => {
    const found = only({ fees: [fee('STAMP', { amountFen: wan(600) })] });
    expect([found.effectiveHigh, found.failures[0]?.code]).toEqual([null, 'E_NO_RATE']);
  });

  it('every leaf of a trace has a source', () => {
    const found = only({
      fees: [fee('STAMP'), fee('APPRAISAL', { onFen: wan(100) }), fee('GUARANTEE', { rate: '0.01' })],
      subsidy: { kind: 'entered', amountFen: wan(1), month: 12 },
    });
    for (const root of found.traces)
      for (const node of walkTrace(root))
        if (node.children.length === 0) expect(node.source, node.id).toBeDefined();
  });

  it('a fee more never makes it cheaper, a subsidy more never dearer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.integer({ min: 1, max: 36 }),
        (a, b, months) => {
          const of = (feeFen: number, subsidyFen: number) =>
            Number(
              only({
                months,
                fees: [fee('STAMP', { amountFen: BigInt(feeFen) })],
                subsidy: { kind: 'entered', amountFen: BigInt(subsidyFen), month: months },
              }).effectiveHigh,
            );
          expect(of(a + b, 0)).toBeGreaterThanOrEqual(of(a, 0));
          expect(of(a, b)).toBeLessThanOrEqual(of(a, 0));
        },
      ),
      { numRuns: 15 },
    );
  });
});
