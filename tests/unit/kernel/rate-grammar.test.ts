import { describe, expect, test } from 'vitest';
import { type RateUnit, readRate } from '../../../src/lib/kernel/number-grammar';
import { codeOf, expectHelpful, valueOf } from './expect-failure';

describe('rates', () => {
  test.each<[string, RateUnit, string | null]>([
    ['5', 'percent', '0.05'],
    ['5%', 'percent', '0.05'],
    ['5%', 'explicit', '0.05'],
    ['5％', 'explicit', '0.05'],
    ['5 %', 'ratio', '0.05'],
    ['0.05', 'ratio', '0.05'],
    ['5', 'ratio', '5'],
    ['5‰', 'explicit', '0.005'],
    ['5', 'permille', '0.005'],
    ['500bp', 'explicit', '0.05'],
    ['500 BPs', 'explicit', '0.05'],
    ['25个基点', 'explicit', '0.0025'],
    ['-25', 'bp', '-0.0025'],
    ['(3.5)', 'percent', '-0.035'],
    ['3.45', 'percent', '0.0345'],
    ['100%', 'explicit', '1'],
    ['1,200%', 'explicit', '12'],
    ['0%', 'explicit', '0'],
    ['-0%', 'explicit', '0'],
    ['-', 'percent', null],
    ['', 'explicit', null],
  ])('NUM-08 reads %j in a %s column as %j', (text, unit, ratio) => {
    expect(valueOf(readRate(text, unit))).toBe(ratio);
  });

  test.each<[string, RateUnit]>([
    ['5', 'explicit'],
    ['0.05', 'explicit'],
    ['5%', 'permille'],
    ['5‰', 'percent'],
    ['500bp', 'percent'],
    ['5%', 'bp'],
  ])('NUM-08 asks when %j in a %s column has no unit or another', (text, unit) => {
    expect(codeOf(readRate(text, unit))).toBe('E_UNIT');
    expectHelpful(readRate(text, unit));
  });

  test.each(['%', '5%%', '百分之五', '５%', '1e-2', '5%左右'])('NUM-02 refuses %j', (text) => {
    expect(codeOf(readRate(text, 'percent'))).toBe('E_NUMBER');
  });

  test('NUM-10 refuses a ratio that needs more than 30 decimals', () => {
    expect(valueOf(readRate(`0.${'1'.repeat(28)}`, 'percent'))).toBe(`0.00${'1'.repeat(28)}`);
    expect(codeOf(readRate(`0.${'1'.repeat(29)}`, 'percent'))).toBe('E_RANGE');
  });
});
