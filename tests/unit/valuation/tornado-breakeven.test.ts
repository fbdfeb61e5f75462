import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../src/lib/kernel/decimal';
import { type Result, mustBeOk, ok, refuse } from '../../../src/lib/kernel/result';
import { breakeven, royaltyBreakeven } from '../../../src/lib/valuation/compare/breakeven';
import type { RoyaltyInput } from '../../../src/lib/valuation/methods/relief-from-royalty';
import { valueWithLever } from '../../../src/lib/valuation/compare/royalty-levers';
import { sensitivityOf } from '../../../src/lib/valuation/compare/sensitivity';
import { royaltyTornado, tornado } from '../../../src/lib/valuation/compare/tornado';

const d = (text: string): Decimal => new Decimal(text);

/** RFR-8Y: 309.6252 万 = 309 625 184 分. */
const INPUT: RoyaltyInput = {
  netSalesFen: Array.from({ length: 8 }, () => 4_600_000_000n),
  royaltyRate: d('0.02'),
  taxRate: d('0.25'),
  discountRate: d('0.15'),
  discountBasis: 'post-tax',
  timing: 'end-year',
  lifeYears: d('8'),
};

describe('tornado', () => {
  it('moves one input at a time and puts the widest first', () => {
    const bars = royaltyTornado(INPUT, [
      { lever: 'taxRate', low: d('0.15'), high: d('0.25') },
      { lever: 'discountRate', low: d('0.13'), high: d('0.17') },
      { lever: 'royaltyRate', low: d('0.016'), high: d('0.024') },
      { lever: 'lifeYears', low: d('6.5'), high: d('8') },
      { lever: 'salesLevel', low: d('0.9'), high: d('1.1') },
    ]);
    // k and sales are proportional: 309 625 184.03 × (0.8, 1.2) and × (0.9, 1.1); tax: × 0.85/0.75.
    const bar = (key: string) => bars.find((b) => b.key === key);
    expect(bar('royaltyRate')).toMatchObject({ atLowFen: '247700147', atHighFen: '371550221', base: '0.02' });
    expect(bar('salesLevel')).toMatchObject({ atLowFen: '278662666', atHighFen: '340587702', base: '1' });
    expect(bar('taxRate')).toMatchObject({ atLowFen: '350908542', atHighFen: '309625184' });
    // Swings, 万元: 123.85, 61.93, tax 41.28, r 69 × (4.7988 − 4.2072) = 40.8, life about 69 × 0.5.
    const order = ['royaltyRate', 'salesLevel', 'taxRate', 'discountRate', 'lifeYears'];
    expect(bars.map((b) => b.key)).toEqual(order);
    const swings = bars.map((b) => Number(b.swingFen));
    expect(swings).toEqual([...swings].sort((a, b) => b - a));
  });

  it('an end that the method refuses leaves the bar unmeasured and last; ties go by key', () => {
    const at = (key: string, to: Decimal): Result<bigint> =>
      key === 'x' && to.gt(1) ? refuse('E_RANGE', '', '', '') : ok(BigInt(to.times(10).toFixed(0)));
    const input = (key: string) => ({ key, label: key, base: d('1'), low: d('0'), high: d('2') });
    for (const keys of ['x b a é B', 'B é a b x', 'a x B b é'])
      expect(tornado(keys.split(' ').map(input), at).map(({ key, swingFen }) => [key, swingFen])).toEqual([
        ['B', '20'],
        ['a', '20'],
        ['b', '20'],
        ['é', '20'],
        ['x', null],
      ]);
    const bars = tornado(['x', 'b', 'a', 'é', 'B'].map(input), at);
    expect(bars[4]?.failures.map(({ code }) => code)).toEqual(['E_RANGE']);
    expect(bars[4]?.atLowFen).toBe('0');
  });

  it('a shorter life drops the years it does not reach', () => {
    const whole = mustBeOk(valueWithLever(INPUT, 'lifeYears', d('3')));
    const three = mustBeOk(
      valueWithLever({ ...INPUT, netSalesFen: INPUT.netSalesFen.slice(0, 3) }, 'lifeYears', d('3')),
    );
    expect(whole).toBe(three);
    expect(mustBeOk(valueWithLever(INPUT, 'lifeYears', d('0')))).toBe(0n);
  });
});

describe('grid of any method', () => {
  it('takes its own share, label and positions', () => {
    const grid = sensitivityOf(
      { discountRate: d('0.1'), share: d('0.25'), shareLabel: '利润分成率' },
      100n,
      { discountRatePoints: d('0.02'), royaltyRateShare: d('0.2') },
      (r, q) => ok(BigInt(q.dividedBy(r).times(40).toFixed(0))),
      [-1, -0.5, 0, 0.5, 1],
    );
    expect(grid.cells).toHaveLength(25);
    expect(grid.basis).toBe('敏感性范围：折现率 ±2 个百分点、利润分成率 ±20%');
    expect(grid.cells[12]).toEqual({ discountRate: '0.1', royaltyRate: '0.25', valueFen: '100' });
    // 0.3 / 0.08 × 40 = 150; 0.2 / 0.12 × 40 = 66.67
    expect([grid.lowFen, grid.highFen]).toEqual(['67', '150']);
  });
});

describe('breakeven', () => {
  it('finds the rate at which the value meets a loan', () => {
    // Proportional: 200 万 / 309.6251840331 万 × 2 % = 1.291884 %
    const k = mustBeOk(royaltyBreakeven(INPUT, 'royaltyRate', 200_000_000n));
    expect(Number(k.low)).toBeLessThanOrEqual(0.01291884);
    expect(Number(k.high)).toBeGreaterThanOrEqual(0.01291884);
    expect(Number(k.high) - Number(k.low)).toBeLessThanOrEqual(0.000001);
    expect(BigInt(k.atLowFen) <= 200_000_000n && 200_000_000n <= BigInt(k.atHighFen)).toBe(true);
  });

  it('finds the highest discount rate, where the value falls', () => {
    // 690 000 元 a year for one year = 60 万 at 15 %.
    const oneYear = { ...INPUT, netSalesFen: [4_600_000_000n], lifeYears: d('1') };
    const r = mustBeOk(royaltyBreakeven(oneYear, 'discountRate', 60_000_000n));
    expect(Math.abs(Number(r.low) - 0.15)).toBeLessThan(0.00001);
    expect(BigInt(r.atLowFen) >= 60_000_000n && BigInt(r.atHighFen) <= 60_000_000n).toBe(true);
  });

  it('finds the life and the sales level', () => {
    const life = mustBeOk(royaltyBreakeven(INPUT, 'lifeYears', 60_000_000n));
    expect(Number(life.low)).toBeLessThanOrEqual(1);
    expect(Number(life.high)).toBeGreaterThanOrEqual(1 - 0.001);
    expect(Number(life.high) - Number(life.low)).toBeLessThanOrEqual(0.001);
    const level = mustBeOk(royaltyBreakeven(INPUT, 'salesLevel', 154_812_592n));
    expect(Math.abs(Number(level.low) - 0.5)).toBeLessThan(0.0002);
  });

  it('says so when there is none', () => {
    const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code);
    const none = royaltyBreakeven(INPUT, 'taxRate', 500_000_000n, 'f');
    expect(none.ok ? '' : `${none.failure.code} ${none.failure.path}`).toBe('E_NO_BREAKEVEN f');
    expect(none.ok ? '' : none.failure.message).toContain('达不到目标 5,000,000.00 元');
    expect(code(royaltyBreakeven(INPUT, 'lifeYears', 309_625_185n))).toBe('E_NO_BREAKEVEN');
    const search = { label: 'x', targetFen: 5n, low: d('0'), high: d('10'), tolerance: d('0.5') };
    const at = (to: Decimal): Result<bigint> => ok(BigInt(to.toFixed(0)));
    expect(code(breakeven({ ...search, high: d('0') }, at))).toBe('E_RANGE');
    expect(code(breakeven({ ...search, tolerance: d('0') }, at))).toBe('E_RANGE');
    expect(code(breakeven(search, (to) => (to.eq(5) ? refuse('E_HOLE', '', '', '') : at(to))))).toBe(
      'E_HOLE',
    );
    expect(mustBeOk(breakeven({ ...search, targetFen: 0n }, at))).toMatchObject({
      low: '0',
      high: '0',
      steps: 0,
    });
    expect(mustBeOk(breakeven({ ...search, targetFen: 10n }, at))).toMatchObject({ low: '10', high: '10' });
  });
});
