import nzh from 'nzh/cn';
import { describe, expect, test } from 'vitest';
import { parseCapitalAmount, toCapitalAmount } from '../../../src/lib/kernel/capital-amount';
import { fenToDecimalText } from '../../../src/lib/kernel/fen';
import { codeOf, expectHelpful, valueOf } from './expect-failure';

describe('大写 of an amount', () => {
  // The examples of 《正确填写票据和结算凭证的基本规定》 (the first writing where it offers two).
  test.each([
    [140_950n, '壹仟肆佰零玖元伍角整'],
    [600_714n, '陆仟零柒元壹角肆分'],
    [168_032n, '壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053n, '壹拾万柒仟元零伍角叁分'],
    [1_640_902n, '壹万陆仟肆佰零玖元零贰分'],
    [32_504n, '叁佰贰拾伍元零肆分'],
  ])('writes %s 分 as the rule does', (fen, text) => {
    expect(toCapitalAmount(fen)).toBe(text);
  });

  // Amounts at which published implementations are known to fail.
  test.each([
    [6_734_818n, '陆万柒仟叁佰肆拾捌元壹角捌分'],
    [5_410_638n, '伍万肆仟壹佰零陆元叁角捌分'],
    [10_000_000_000n, '壹亿元整'],
    [20_000_000_000n, '贰亿元整'],
    [201n, '贰元零壹分'],
    [10_000_000n, '壹拾万元整'],
    [1_200_001n, '壹万贰仟元零壹分'],
    // 1.005 元 is 1.01 元 once rounded to 分; a cut would give 壹元
    [101n, '壹元零壹分'],
    [100n, '壹元整'],
  ])('writes %s 分 where others failed', (fen, text) => {
    expect(toCapitalAmount(fen)).toBe(text);
  });

  test.each([
    [0n, '零元整'],
    [1n, '壹分'],
    [10n, '壹角整'],
    [11n, '壹角壹分'],
    [1_000n, '壹拾元整'],
    [100_100n, '壹仟零壹元整'],
    [1_000_010_000n, '壹仟万零壹佰元整'],
    [1_000_001_000n, '壹仟万零壹拾元整'],
    [10_000_000_100n, '壹亿零壹元整'],
    [10_000_500_000n, '壹亿零伍仟元整'],
    [10_050_000_000n, '壹亿零伍拾万元整'],
    [101_000_000_000n, '壹拾亿壹仟万元整'],
    [100_000_000_000_000n, '壹万亿元整'],
    [100_000_000_000_001n, '壹万亿元零壹分'],
    [10n ** 18n, '壹亿亿元整'],
    [-123_450n, '负壹仟贰佰叁拾肆元伍角整'],
  ])('writes %s 分', (fen, text) => {
    expect(toCapitalAmount(fen)).toBe(text);
  });

  test('throws beyond the limit of amounts', () => {
    expect(() => toCapitalAmount(10n ** 18n + 1n)).toThrow(RangeError);
  });

  test('agrees with nzh where nzh is right, apart from 零 and 整 that the rule leaves free', () => {
    const loose = (text: string): string => text.replace(/[零整]/g, '');
    let seed = 20261122;
    for (let i = 0; i < 3000; i += 1) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      // five widths from 1 分 to 4294 万元
      const fen = BigInt(seed % 100 ** ((i % 5) + 1)) + 1n;
      const theirs = nzh.toMoney(fenToDecimalText(fen, 2), { outSymbol: false });
      expect(loose(toCapitalAmount(fen))).toBe(loose(theirs));
    }
  });
});

describe('reading 大写', () => {
  test.each([
    ['壹仟陆佰捌拾元叁角贰分', 168_032n],
    ['壹仟陆佰捌拾元零叁角贰分', 168_032n],
    ['壹拾万柒仟元零伍角叁分', 10_700_053n],
    ['壹拾万零柒仟元伍角叁分', 10_700_053n],
    ['人民币壹佰元整', 10_000n],
    ['人民币 壹佰 圆正', 10_000n],
    ['（大写）壹佰元', 10_000n],
    ['大写：壹佰元整', 10_000n],
    ['壹萬貳仟叁佰圓整', 1_230_000n],
    ['伍角', 50n],
    ['伍角整', 50n],
    ['伍分', 5n],
    ['零元整', 0n],
    ['壹亿亿元整', 10n ** 18n],
    ['负壹元整', -100n],
  ])('NUM-06 reads %j', (text, fen) => {
    expect(valueOf(parseCapitalAmount(text))).toBe(fen);
  });

  test.each([
    '',
    '元整',
    '整',
    '人民币',
    '拾万元整',
    '壹佰佰元整',
    '壹拾佰元整',
    '壹万亿万元整',
    '壹仟伍元整',
    '壹万伍佰元整',
    '壹仟零零伍元整',
    '零壹元整',
    '壹元零零伍分',
    '壹元伍分',
    '伍分整',
    '壹佰元整整',
    '壹佰',
    '一百元整',
    '壹亿亿零壹元整',
    '负零元整',
    '负',
    '壹佰元5角',
    '壹零元整',
    '佰元整',
    '壹'.repeat(500),
  ])('NUM-06 refuses %j', (text) => {
    expect(codeOf(parseCapitalAmount(text))).toBe('E_CAPITAL');
    expectHelpful(parseCapitalAmount(text));
  });
});
