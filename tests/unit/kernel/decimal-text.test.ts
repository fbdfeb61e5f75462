import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../src/lib/kernel/decimal';
import { fixedText } from '../../../src/lib/kernel/decimal-text';

describe('decimal text with fixed decimals', () => {
  it.each([
    ['0.125', 2, 0, '0.13'],
    ['-0.125', 2, 0, '-0.13'],
    ['0.004', 2, 0, '0.00'],
    ['-0.004', 2, 0, '0.00'],
    // 1.005 × 100 is 100.49999999999999 in binary
    ['0.01005', 2, 2, '1.01'],
    ['0.145', 2, 2, '14.50'],
    ['1', 0, 2, '100'],
    ['12345', 2, -4, '1.23'],
    ['12350', 2, -4, '1.24'],
    ['999999999999999999.995', 2, 0, '1000000000000000000.00'],
    ['0', 1, 0, '0.0'],
  ])('%s to %d places, shifted by %d, is %s', (text, places, shift, expected) => {
    expect(fixedText(text, places, shift)).toBe(expected);
  });

  it.each(['', '-', '1e3', '0x10', '.5', '5.', '1,000', 'NaN', '１'])('%j is no decimal text', (text) => {
    expect(fixedText(text, 2)).toBeNull();
  });

  it('rounds as the decimal library does', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 12 }))
      .map(([digits, scale]) => new Decimal(digits.toString()).dividedBy(new Decimal(10).pow(scale)));
    fc.assert(
      fc.property(
        decimal,
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: -4, max: 4 }),
        (value, places, shift) => {
          const expected = value.times(new Decimal(10).pow(shift)).toFixed(places);
          expect(fixedText(value.toFixed(), places, shift)).toBe(expected.replace(/^-(0(\.0*)?)$/, '$1'));
        },
      ),
    );
  });
});
