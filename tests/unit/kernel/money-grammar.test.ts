import { describe, expect, test } from 'vitest';
import { type MoneyUnit, readMoney, readNonNegativeMoney } from '../../../src/lib/kernel/number-grammar';
import { codeOf, expectHelpful, valueOf } from './expect-failure';

const reads: readonly (readonly [string, MoneyUnit | undefined, bigint | null])[] = [
  // 123.45 元 = 12,345 分
  ['１２３．４５', 'yuan', 12_345n],
  ['￥1,000', undefined, 100_000n],
  ['¥1,000.50', undefined, 100_050n],
  ['￥ １，０００', undefined, 100_000n],
  ['RMB 1000', undefined, 100_000n],
  ['CNY1,000.00', undefined, 100_000n],
  ['1000人民币', undefined, 100_000n],
  ['人民币：1000元整', undefined, 100_000n],
  ['1000元', undefined, 100_000n],
  ['1000圆正', undefined, 100_000n],
  ['1000元', 'yuan', 100_000n],
  ['￥1000', 'yuan', 100_000n],
  ['RMB 18.4', 'wan', 18_400_000n],
  // 500 万元 = 5,000,000 元 = 500,000,000 分
  ['500万', undefined, 500_000_000n],
  ['500 万元', undefined, 500_000_000n],
  ['500', 'wan', 500_000_000n],
  // 1.2 亿元 = 120,000,000 元
  ['1.2亿', undefined, 12_000_000_000n],
  ['1.2', 'yi', 12_000_000_000n],
  ['3千万元', undefined, 3_000_000_000n],
  ['2百万', undefined, 200_000_000n],
  ['5千元', undefined, 500_000n],
  ['1万亿', undefined, 100_000_000_000_000n],
  ['18,400', 'wan', 18_400_000_000n],
  ['-', 'wan', null],
  ['待定', undefined, null],
];

describe('money', () => {
  test.each(reads)('NUM-04 NUM-05 reads %j under header %j', (text, unit, fen) => {
    expect(valueOf(readMoney(text, unit))).toBe(fen);
  });

  test.each<[string, MoneyUnit | undefined]>([
    ['500', undefined],
    ['500万', 'wan'],
    ['500万', 'yuan'],
    ['500元', 'wan'],
    ['￥500', 'wan'],
    ['1.2亿', 'yi'],
    ['壹佰万元整', 'wan'],
  ])('NUM-05 asks when the unit of %j under header %j is given nowhere or twice', (text, unit) => {
    expect(codeOf(readMoney(text, unit))).toBe('E_UNIT');
    expectHelpful(readMoney(text, unit));
  });

  test.each([
    ['壹佰贰拾叁万肆仟伍佰元整', 123_450_000n],
    ['人民币壹佰贰拾叁万肆仟伍佰元整', 123_450_000n],
    ['人民币（大写）：壹佰贰拾叁万肆仟伍佰圆正', 123_450_000n],
    ['零元整', 0n],
    ['负伍角', -50n],
    ['壹佰万元整（￥1,000,000.00）', 100_000_000n],
    ['￥1,000,000.00（大写：壹佰万元整）', 100_000_000n],
    ['人民币大写：壹佰万元整，小写：1,000,000.00元', 100_000_000n],
  ])('NUM-06 reads %j', (text, fen) => {
    expect(valueOf(readMoney(text))).toBe(fen);
    expect(valueOf(readMoney(text, 'yuan'))).toBe(fen);
  });

  test('NUM-06 refuses wrong capitals, and capitals and digits that disagree', () => {
    expect(codeOf(readMoney('壹佰佰元整'))).toBe('E_CAPITAL');
    expect(codeOf(readMoney('壹佰万元整（￥1,000,000.01）'))).toBe('E_CAPITAL_DISAGREES');
    expect(codeOf(readMoney('壹佰万元整（￥100万）'))).toBe('E_MONEY');
    expectHelpful(readMoney('壹佰万元整（￥1.00）'));
  });

  test.each([
    ['(1,234.00)', -123_400n],
    ['（1,234.00）', -123_400n],
    ['-￥1,234', -123_400n],
    ['￥-1,234', -123_400n],
    ['−1234', -123_400n],
    ['－1234', -123_400n],
  ])('NUM-07 reads the negative %j', (text, fen) => {
    expect(valueOf(readMoney(text, 'yuan'))).toBe(fen);
    expect(codeOf(readNonNegativeMoney(text, 'yuan'))).toBe('E_NEGATIVE');
  });

  test.each(['1,234-', '-(5)', '(-5)', '-￥-5', '(5', '5)'])('NUM-07 refuses %j', (text) => {
    expect(codeOf(readMoney(text, 'yuan'))).toBe('E_MONEY');
  });

  test('NUM-07 zero and missing pass where a negative is forbidden', () => {
    expect(valueOf(readNonNegativeMoney('0', 'wan'))).toBe(0n);
    expect(valueOf(readNonNegativeMoney('无', 'wan'))).toBeNull();
  });

  test('NUM-10 is exact to the limit of 10^18 分 and refuses beyond', () => {
    expect(valueOf(readMoney('90071992547409.93', 'yuan'))).toBe(9_007_199_254_740_993n);
    expect(valueOf(readMoney('10000000000000000', 'yuan'))).toBe(10n ** 18n);
    expect(codeOf(readMoney('10000000000000000.01', 'yuan'))).toBe('E_RANGE');
    expect(codeOf(readMoney('1000000000000000000', 'yuan'))).toBe('E_RANGE');
    expect(codeOf(readMoney('9'.repeat(31), 'yi'))).toBe('E_RANGE');
    expect(codeOf(readMoney('9'.repeat(1_000_000), 'yuan'))).toBe('E_RANGE');
  });

  test.each([
    // 四舍五入 to 分, half away from zero
    ['0.125', 13n],
    ['2.675', 268n],
    ['-0.005', -1n],
    ['-0.004', 0n],
    ['1.005', 101n],
    ['0.0049999999999999999999', 0n],
  ])('NUM-11 NUM-15 rounds %j 元 once', (text, fen) => {
    expect(valueOf(readMoney(text, 'yuan'))).toBe(fen);
  });

  test.each(['$100', 'USD 100', '100美元', '€5', 'HK$5', '5港元', '£1', '100日元', '新台币5'])(
    'NUM-14 refuses the foreign amount %j',
    (text) => {
      expect(codeOf(readMoney(text, 'yuan'))).toBe('E_CURRENCY');
      expectHelpful(readMoney(text, 'yuan'));
    },
  );

  test.each([
    '٣',
    '5²',
    '①',
    '百',
    '5百元',
    '300-500万',
    '约500万',
    '1e5',
    '0x10',
    '1 000',
    'NaN',
    '1,23,456',
    '5.',
  ])('NUM-02 NUM-03 NUM-16 refuses %j', (text) => {
    expect(['E_MONEY', 'E_NUMBER']).toContain(codeOf(readMoney(text, 'yuan')));
  });

  test('NUM-16 names the character that is none of money', () => {
    const refused = readMoney('5②', 'yuan');
    expect(refused.ok ? '' : refused.failure.message).toContain('“②”（U+2461）');
  });
});
