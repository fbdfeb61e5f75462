import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../src/lib/kernel/decimal';
import { type RoyaltyInput, reliefFromRoyalty } from '../../../src/lib/valuation/methods/relief-from-royalty';
import { sensitivityGrid } from '../../../src/lib/valuation/compare/sensitivity';

const d = (text: string): Decimal => new Decimal(text);

/** RFR-8Y: 2 % of sales, profit 460 万 at a margin of 10 % → sales 4600 万, tax 25 %, 15 %, 8 years. */
const RFR_8Y: RoyaltyInput = {
  netSalesFen: Array.from({ length: 8 }, () => 460_000_000_000n / 100n),
  royaltyRate: d('0.02'),
  taxRate: d('0.25'),
  discountRate: d('0.15'),
  discountBasis: 'post-tax',
  timing: 'end-year',
  lifeYears: d('8'),
};

const inputWith = (changes: Partial<RoyaltyInput>): RoyaltyInput => ({ ...RFR_8Y, ...changes });

const valueOf = (input: RoyaltyInput): bigint => {
  const value = reliefFromRoyalty(input);
  if (!value.ok) throw new Error(value.failure.code);
  return value.value.valueFen;
};

const codeOf = (input: RoyaltyInput): string => {
  const value = reliefFromRoyalty(input, 'sections.patents.forecasts[f-1]');
  return value.ok ? 'ok' : `${value.failure.code} ${value.failure.path.split('.').at(-1) ?? ''}`;
};

describe('relief from royalty', () => {
  it('RFR-8Y: 309.6252 万, printed as 310 万', () => {
    const value = reliefFromRoyalty(RFR_8Y);
    if (!value.ok) throw new Error(value.failure.code);
    const wan = value.value.total.dividedBy(10_000).toNumber();
    expect(Math.abs(wan - 309.6251840331)).toBeLessThan(1e-4);
    expect(Math.round(wan)).toBe(310);
    // 309.6251840331 万元 = 3 096 251.84 元, rounded once to 分
    expect(value.value.valueFen).toBe(309_625_184n);
  });

  // Sales 4600 万 × 2 % × 75 % = 69 万 a year; 69 / 1.15 = 60 万.
  it('one year by hand', () => {
    expect(valueOf(inputWith({ netSalesFen: [4_600_000_000n], lifeYears: d('1') }))).toBe(60_000_000n);
  });

  // Half a year: 69 × 0.5 = 34.5 万, discounted from 0.5 (end) or 0.25 (middle); (1.21)^0.5 = 1.1.
  it('a part-year counts its share and is discounted from its own end or middle', () => {
    const half = inputWith({ netSalesFen: [4_600_000_000n], lifeYears: d('0.5'), discountRate: d('0.21') });
    expect(valueOf(half)).toBe(31_363_636n); // 34.5 万 / 1.1 = 313 636.36 元
    expect(valueOf({ ...half, timing: 'mid-year', discountRate: d('0.4641') })).toBe(31_363_636n); // 1.4641^0.25 = 1.1
  });

  it('mid-year is end-year times (1 + r)^½', () => {
    const end = reliefFromRoyalty(inputWith({ discountRate: d('0.21') }));
    const mid = reliefFromRoyalty(inputWith({ discountRate: d('0.21'), timing: 'mid-year' }));
    if (!end.ok || !mid.ok) throw new Error('both compute');
    expect(mid.value.total.minus(end.value.total.times('1.1')).abs().toNumber()).toBeLessThan(1e-20);
  });

  it('pre-tax rate with T = 0 computes; a life of 0 is worth 0', () => {
    expect(codeOf(inputWith({ discountBasis: 'pre-tax', taxRate: d('0') }))).toBe('ok');
    expect(valueOf(inputWith({ lifeYears: d('0') }))).toBe(0n);
  });

  it('refuses what the method cannot mean', () => {
    expect(codeOf(inputWith({ discountBasis: 'pre-tax' }))).toBe('E_TAX_BASIS discountBasis');
    expect(codeOf(inputWith({ royaltyRate: d('0') }))).toBe('E_ROYALTY_RANGE royaltyRate');
    expect(codeOf(inputWith({ royaltyRate: d('1') }))).toBe('E_ROYALTY_RANGE royaltyRate');
    expect(codeOf(inputWith({ discountRate: d('0') }))).toBe('E_DISCOUNT_RANGE discountRate');
    expect(codeOf(inputWith({ discountRate: d('-0.1') }))).toBe('E_DISCOUNT_RANGE discountRate');
    expect(codeOf(inputWith({ taxRate: d('1') }))).toBe('E_TAX_RANGE taxRate');
    expect(codeOf(inputWith({ netSalesFen: [] }))).toBe('E_MISSING salesFen');
    expect(codeOf(inputWith({ netSalesFen: [1n, -1n] }))).toBe('E_RANGE salesFen[1]');
    expect(codeOf(inputWith({ lifeYears: d('-1') }))).toBe('E_RANGE economicLifeYears');
  });

  it('income past the life is blocked, the running year is not', () => {
    expect(codeOf(inputWith({ lifeYears: d('7') }))).toBe('E_INCOME_PAST_LIFE salesFen[7]');
    expect(codeOf(inputWith({ lifeYears: d('7.01') }))).toBe('ok');
  });
});

describe('sensitivity grid', () => {
  const steps = { discountRatePoints: d('0.02'), royaltyRateShare: d('0.2') };

  it('names its basis and ends in the corner cells', () => {
    const grid = sensitivityGrid(RFR_8Y, valueOf(RFR_8Y), steps);
    expect(grid.cells).toHaveLength(9);
    expect(grid.cells[4]).toEqual({ discountRate: '0.15', royaltyRate: '0.02', valueFen: '309625184' });
    expect(grid.lowFen).toBe(
      valueOf(inputWith({ discountRate: d('0.17'), royaltyRate: d('0.016') })).toString(),
    );
    expect(grid.highFen).toBe(
      valueOf(inputWith({ discountRate: d('0.13'), royaltyRate: d('0.024') })).toString(),
    );
    expect(grid.basis).toBe('敏感性范围：折现率 ±2 个百分点、许可费率 ±20%');
  });

  it('leaves out cells outside the method: r − 2 points not positive, k + 20 % not below 1', () => {
    const input = inputWith({ discountRate: d('0.02'), royaltyRate: d('0.9') });
    const grid = sensitivityGrid(input, valueOf(input), steps);
    expect(grid.cells.filter((c) => c.valueFen === null)).toHaveLength(5);
    expect(grid.highFen).toBe(valueOf(input).toString());
  });
});
