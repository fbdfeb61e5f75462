import { describe, expect, test } from 'vitest';
import { isMissing } from '../../../src/lib/kernel/missing';
import { readCount, readDecimal } from '../../../src/lib/kernel/number-grammar';
import { codeOf, expectHelpful, valueOf } from './expect-failure';

describe('plain decimals', () => {
  test.each(['', ' ', '\u3000', '\u00a0', '-', '—', '——', '/', '无', 'N/A', 'n/a', ' 待定 ', '暂无', 'NULL'])(
    'NUM-01 %j is missing, not 0',
    (text) => {
      expect(isMissing(text)).toBe(true);
      expect(valueOf(readDecimal(text))).toBeNull();
      expect(valueOf(readCount(text))).toBeNull();
    },
  );

  test.each(['0', '0.00', '无效', '-1', 'N', '待定价'])('NUM-01 %j is not missing', (text) => {
    expect(isMissing(text)).toBe(false);
  });

  test.each([
    '0x10',
    '0b11',
    '0o7',
    '1_000',
    'Infinity',
    '-Infinity',
    'NaN',
    '1e9000000',
    '1E5',
    '2.01711E+12',
    'abc',
    '.',
    '5.',
    '--5',
    '+-5',
    '1.2.3',
    "'5",
  ])('NUM-02 refuses %j', (text) => {
    expect(codeOf(readDecimal(text))).toBe('E_NUMBER');
    expectHelpful(readDecimal(text));
  });

  test('NUM-02 says that an exponent may have cost digits', () => {
    const refused = readDecimal('2.01711E+12');
    expect(refused.ok ? '' : refused.failure.message).toContain('科学计数法');
  });

  test.each([
    ['1,234,567.89', '1234567.89'],
    ['1,234', '1234'],
    ['12,345', '12345'],
    ['007', '7'],
    ['0.50', '0.5'],
    ['.5', '0.5'],
    ['12.000', '12'],
    ['+3', '3'],
    [' 42 ', '42'],
    ['000.000', '0'],
  ])('NUM-03 reads %j as %j', (text, value) => {
    expect(valueOf(readDecimal(text))).toBe(value);
  });

  test.each(['1,23,456', '1.234,56', '1 234', '1234,567', '0,123', ',123', '1,234,', '1,2345', '1.234.567'])(
    'NUM-03 refuses the grouping %j',
    (text) => {
      expect(codeOf(readDecimal(text))).toBe('E_NUMBER');
    },
  );

  test.each(['１２３．４５', '￥1,000', '¥1', 'RMB 1', '1元', '5%', '1万'])(
    'NUM-04 leaves %j to the money and rate readers',
    (text) => {
      expect(codeOf(readDecimal(text))).toBe('E_NUMBER');
    },
  );

  test.each([
    ['(1,234.00)', '-1234'],
    ['-1,234', '-1234'],
    ['−1.5', '-1.5'],
    ['- 7', '-7'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['(0)', '0'],
  ])('NUM-07 NUM-15 reads %j as %j', (text, value) => {
    expect(valueOf(readDecimal(text))).toBe(value);
  });

  test.each(['1,234-', '(-5)', '-(5)', '(5', '5)', '((5))', '()', '-'.repeat(4)])(
    'NUM-07 refuses %j',
    (text) => {
      expect(codeOf(readDecimal(text))).toBe('E_NUMBER');
    },
  );

  test('NUM-10 keeps 30 digits before and after the point exactly and refuses the 31st', () => {
    const long = `${'9'.repeat(30)}.${'1'.repeat(30)}`;
    expect(valueOf(readDecimal(long))).toBe(long);
    expect(codeOf(readDecimal(`1${long}`))).toBe('E_RANGE');
    expect(codeOf(readDecimal(`${long}1`))).toBe('E_RANGE');
    expect(codeOf(readDecimal('9'.repeat(5_000_000)))).toBe('E_RANGE');
    expect(valueOf(readDecimal('9007199254740993'))).toBe('9007199254740993');
  });

  test.each(['٣', '²', '①', '１', '四', 'Ⅳ', '1²', '𝟙'])(
    'NUM-16 refuses %j and names the character',
    (text) => {
      const refused = readDecimal(text);
      expect(codeOf(refused)).toBe('E_NUMBER');
      expect(refused.ok ? '' : refused.failure.message).toMatch(/U\+[0-9A-F]{4}/);
    },
  );
});

describe('counts', () => {
  test.each([
    ['0', 0],
    ['12', 12],
    ['1,234', 1234],
    ['3.0', 3],
    ['9007199254740991', 9007199254740991],
  ])('reads %j as %j', (text, value) => {
    expect(valueOf(readCount(text))).toBe(value);
  });

  test.each([
    ['3.5', 'E_COUNT'],
    ['-1', 'E_NEGATIVE'],
    ['(2)', 'E_NEGATIVE'],
    ['9007199254740992', 'E_RANGE'],
    ['12件', 'E_NUMBER'],
    ['１２', 'E_NUMBER'],
  ])('NUM-07 NUM-10 refuses %j with %s', (text, code) => {
    expect(codeOf(readCount(text))).toBe(code);
    expectHelpful(readCount(text));
  });
});
