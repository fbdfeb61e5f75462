import { describe, expect, test } from 'vitest';
import {
  FEN_LIMIT,
  decimalTextToFen,
  divideRounded,
  fenText,
  fenToDecimalText,
  formatWan,
  formatYuan,
  multiplyFloor,
  parseFenText,
} from '../../../src/lib/kernel/fen';
import { codeOf, expectHelpful, valueOf } from './expect-failure';

describe('分 as text', () => {
  test.each([
    ['0', 0n],
    ['-1', -1n],
    ['9007199254740993', 9_007_199_254_740_993n],
    ['1000000000000000000', FEN_LIMIT],
    ['-1000000000000000000', -FEN_LIMIT],
  ])('NUM-10 reads %s exactly', (text, fen) => {
    expect(valueOf(parseFenText(text))).toBe(fen);
    expect(fenText(fen)).toBe(text);
  });

  test.each(['', '-0', '00', '01', '+1', '1.0', '1e3', ' 1', '0x10', '1,000', '１', '-', '1n'])(
    'NUM-02 refuses %j',
    (text) => {
      expect(codeOf(parseFenText(text))).toBe('E_FEN');
      expectHelpful(parseFenText(text));
    },
  );

  test('NUM-10 refuses beyond 10^18', () => {
    expect(codeOf(parseFenText('1000000000000000001'))).toBe('E_RANGE');
    expect(codeOf(parseFenText('-1000000000000000001'))).toBe('E_RANGE');
  });
});

describe('decimal text to 分', () => {
  test.each([
    ['0.125', 2, 13n],
    ['2.675', 2, 268n],
    ['-0.5', 0, -1n],
    ['-0.004', 2, 0n],
    ['-0.005', 2, -1n],
    ['1.0049999', 2, 100n],
    ['1840', 6, 1_840_000_000n],
    ['0.0000005', 6, 1n],
    ['1.2', 10, 12_000_000_000n],
    ['0012.5', 2, 1250n],
  ])('NUM-11 %s × 10^%i is %s', (text, scale, fen) => {
    expect(valueOf(decimalTextToFen(text, scale))).toBe(fen);
  });

  test.each(['', '.5', '5.', '1e3', '-', '--1', '1,0'])('NUM-02 refuses %j', (text) => {
    expect(codeOf(decimalTextToFen(text, 2))).toBe('E_NUMBER');
  });

  test.each([
    [0n, 2, '0'],
    [-5n, 2, '-0.05'],
    [1_840_000_000n, 6, '1840'],
    [1_840_500_000n, 6, '1840.5'],
    [7n, 0, '7'],
    [1n, 10, '0.0000000001'],
  ])('%s at 10^%i is %s', (fen, scale, text) => {
    expect(fenToDecimalText(fen, scale)).toBe(text);
  });
});

describe('for people', () => {
  test.each([
    [0n, '0.00', '0.00'],
    [-1n, '0.00', '-0.01'],
    [-4_999n, '0.00', '-49.99'],
    [-5_000n, '-0.01', '-50.00'],
    [5_000n, '0.01', '50.00'],
    [1_840_000_000n, '1,840.00', '18,400,000.00'],
    [123_456_789_012_345n, '123,456,789.01', '1,234,567,890,123.45'],
    [999_999_995_000n, '1,000,000.00', '9,999,999,950.00'],
  ])('NUM-15 %s 分', (fen, wan, yuan) => {
    expect(formatWan(fen)).toBe(wan);
    expect(formatYuan(fen)).toBe(yuan);
  });
});

describe('arithmetic', () => {
  test('NUM-09 cents add up', () => {
    let sum = 0n;
    for (let i = 0; i < 1_000_000; i += 1) sum += 1n;
    expect(formatYuan(sum)).toBe('10,000.00');
    expect(mustAdd('0.1', '0.2')).toBe('0.3');
  });

  test.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [0n, 7n, 0n],
    [1n, 2n, 1n],
    [10n ** 30n, 3n, 333_333_333_333_333_333_333_333_333_333n],
  ])('NUM-11 %s / %s is %s', (a, b, q) => {
    expect(divideRounded(a, b)).toBe(q);
  });

  test('a cap is never passed', () => {
    expect(multiplyFloor(101n, '0.6')).toBe(60n);
    expect(multiplyFloor(-101n, '0.6')).toBe(-60n);
    expect(multiplyFloor(9_007_199_254_740_993n, '1')).toBe(9_007_199_254_740_993n);
    expect(() => multiplyFloor(1n, '60%')).toThrow();
  });
});

const mustAdd = (a: string, b: string): string => {
  const [x, y] = [decimalTextToFen(a, 2), decimalTextToFen(b, 2)];
  return x.ok && y.ok ? fenToDecimalText(x.value + y.value, 2) : 'refused';
};
