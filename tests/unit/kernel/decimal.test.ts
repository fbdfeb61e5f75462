import { describe, expect, test } from 'vitest';
import { Decimal, decimalText, decimalToFen, fenToYuan } from '../../../src/lib/kernel/decimal';

describe('decimals', () => {
  test('NUM-09 tenths are exact', () => {
    expect(new Decimal('0.1').plus('0.2').toString()).toBe('0.3');
    let sum = new Decimal(0);
    for (let i = 0; i < 1000; i += 1) sum = sum.plus(new Decimal('1000000').times('0.01'));
    expect(sum.toString()).toBe('10000000');
  });

  test('40 digits, 四舍五入, no exponents', () => {
    expect(new Decimal(2).div(3).toString()).toBe(`0.${'6'.repeat(39)}7`);
    expect(new Decimal('1e-20').toString()).toBe(`0.${'0'.repeat(19)}1`);
    expect(new Decimal('1e30').toString()).toBe(`1${'0'.repeat(30)}`);
  });

  test.each([
    ['0.125', 13n],
    ['2.675', 268n],
    ['1.005', 101n],
    ['-0.5', -50n],
    ['-0.005', -1n],
    ['-0.004', 0n],
    ['0', 0n],
    ['-0', 0n],
    ['12345678901234567890.125', 1_234_567_890_123_456_789_013n],
    // one rounding: rounding first to 40 digits would give 0.01
    [`0.004${'9'.repeat(60)}`, 0n],
  ])('NUM-10 NUM-11 %s 元 is %s 分', (yuan, fen) => {
    expect(decimalToFen(new Decimal(yuan))).toBe(fen);
  });

  test('NUM-13 NaN and infinity never become an amount or a text', () => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      expect(() => decimalToFen(new Decimal(bad))).toThrow(RangeError);
      expect(() => decimalText(new Decimal(bad))).toThrow(RangeError);
    }
  });

  test('分 to 元 and back', () => {
    expect(fenToYuan(-5n).toString()).toBe('-0.05');
    expect(decimalToFen(fenToYuan(9_007_199_254_740_993n))).toBe(9_007_199_254_740_993n);
  });

  test.each([
    ['1.2300', undefined, '1.23'],
    ['-0', undefined, '0'],
    ['-0.004', 2, '0'],
    ['0.125', 2, '0.13'],
    ['-0.125', 2, '-0.13'],
    ['1e-7', undefined, '0.0000001'],
    ['100', 0, '100'],
  ])('NUM-15 text of %s to %s places is %s', (value, places, text) => {
    expect(decimalText(new Decimal(value), places)).toBe(text);
  });
});
