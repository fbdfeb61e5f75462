import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../src/lib/kernel/decimal';
import {
  discountFactor,
  discountFlows,
  periodsWithin,
  presentValue,
} from '../../../src/lib/valuation/discounting';

const d = (text: string): Decimal => new Decimal(text);
const valueOf = (flows: readonly string[], rate: string, years = String(flows.length)): number =>
  presentValue(
    discountFlows(flows.map(d), d(rate), periodsWithin(flows.length, d(years), 'end-year')),
  ).toNumber();
const yearly = (amount: string, years: number): readonly string[] =>
  Array.from({ length: years }, () => amount);

describe('periods within a life', () => {
  it('puts whole years at their end or in their middle', () => {
    expect(periodsWithin(3, d('3'), 'end-year').map((p) => p.tau.toString())).toEqual(['1', '2', '3']);
    expect(periodsWithin(3, d('3'), 'mid-year').map((p) => p.tau.toString())).toEqual(['0.5', '1.5', '2.5']);
  });

  // n = 2.4: third period counts 0.4 of a year, discounted from 2 + 0.4 or from 2 + 0.4/2.
  it('ends in a part-year when the life is fractional', () => {
    const end = periodsWithin(5, d('2.4'), 'end-year');
    expect(end.map((p) => p.fraction.toString())).toEqual(['1', '1', '0.4']);
    expect(end.map((p) => p.tau.toString())).toEqual(['1', '2', '2.4']);
    expect(periodsWithin(5, d('2.4'), 'mid-year').map((p) => p.tau.toString())).toEqual([
      '0.5',
      '1.5',
      '2.2',
    ]);
  });

  it('has no period in a life of 0 and no more periods than years', () => {
    expect(periodsWithin(5, d('0'), 'end-year')).toEqual([]);
    expect(periodsWithin(2, d('9.5'), 'end-year')).toHaveLength(2);
  });
});

describe('discount factor', () => {
  it('is exact to the digits kept', () => {
    expect(discountFactor(d('0.1'), d('2')).toFixed(12)).toBe('0.826446280992');
    expect(discountFactor(d('0.21'), d('0.5')).toFixed(12)).toBe('0.909090909091');
  });

  it('refuses a rate that makes no sense as a bug', () => {
    expect(() => discountFactor(d('-1'), d('1'))).toThrow(RangeError);
    expect(() => discountFactor(d('0.1'), d('-1'))).toThrow(RangeError);
  });
});

/** Published appraisal exam items; exact to 1e-4, and the printed answer within its rounding. */
describe('published examples', () => {
  it('EXC-5Y: 300 000 a year after 25 % tax, 10 %, 5 years = 852 927', () => {
    const value = valueOf(yearly('225000', 5), '0.1');
    expect(Math.abs(value - 852927.0231169)).toBeLessThan(1e-4);
    expect(Math.abs(value - 852927)).toBeLessThan(0.5);
  });

  it('INC-DESIGN: 250 a year, 10 %, 3 years = 621.72 with a factor of 2.4869', () => {
    expect(Math.abs(valueOf(yearly('250', 3), '0.1') - 621.7129977461)).toBeLessThan(1e-4);
    expect(Math.abs(valueOf(yearly('1', 3), '0.1') - 2.4869)).toBeLessThan(5e-5);
    // 250 × 2.4869 = 621.725, printed as 621.72
    expect(Math.abs(250 * 2.4869 - 621.72)).toBeLessThan(0.01);
    // With the stated 25 % tax: 187.5 a year
    expect(Math.abs(valueOf(yearly('187.5', 3), '0.1') - 466.28)).toBeLessThan(0.01);
  });

  it('EQV-5Y: profits 400/420/430/450/440 at a share of 600/3900, 10 % = 248.45', () => {
    const profits = ['400', '420', '430', '450', '440'];
    const shares = profits.map((p) => d(p).times(600).dividedBy(3900).toString());
    const value = valueOf(shares, '0.1');
    expect(Math.abs(value - 248.3647081694)).toBeLessThan(1e-4);
    expect(Math.abs(value - 248.45)).toBeLessThan(0.1);
  });

  it('INC-20PCT: 100 over the normal return, 10 %, 5 years = 379.08; the whole 300 = 1137.24', () => {
    expect(Math.abs(valueOf(yearly('100', 5), '0.1') - 379.0786769408)).toBeLessThan(1e-4);
    expect(Math.abs(valueOf(yearly('100', 5), '0.1') - 379.08)).toBeLessThan(0.005);
    expect(Math.abs(valueOf(yearly('300', 5), '0.1') - 1137.24)).toBeLessThan(0.005);
  });

  it('DECLINE-10: 100 falling by 10 a year, 10 %, near 385', () => {
    const falling = Array.from({ length: 10 }, (_, year) => String(100 - 10 * year));
    expect(Math.abs(valueOf(falling, '0.1') - 385.5432894316)).toBeLessThan(1e-4);
  });
});
