import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  percentText,
  readCode,
  readDay,
  readPercent,
  readRegion,
  readRequiredText,
  readText,
  readWan,
  requireDay,
  wanText,
} from '../../../src/lib/state/field-readers';
import { codeOf, expectHelpful, valueOf } from '../kernel/expect-failure';

describe('text', () => {
  it('trims; empty is missing, and refused where it is required', () => {
    expect(valueOf(readText('  蓝宇 '))).toBe('蓝宇');
    expect(valueOf(readText(' \t '))).toBeNull();
    expect(valueOf(readRequiredText(' 蓝宇 '))).toBe('蓝宇');
    expect(codeOf(readRequiredText('  '))).toBe('E_EMPTY');
    expectHelpful(readRequiredText(''));
  });
});

describe('money in 万元', () => {
  it.each([
    ['1840', '1840000000'],
    ['1,840.5', '1840500000'],
    ['１８４０', '1840000000'],
    ['0', '0'],
    ['60万', '60000000'],
    ['0.45亿', '4500000000'],
    ['5000元', '500000'],
    ['￥1,000,000.00', '100000000'],
    ['壹佰万元整', '100000000'],
    [' 26 ', '26000000'],
  ])('reads %s as %s 分', (text, fen) => {
    expect(valueOf(readWan(text))).toBe(fen);
  });

  it('reads nothing as missing, never as zero', () => {
    expect([valueOf(readWan('')), valueOf(readWan('待定')), wanText(null)]).toEqual([null, null, '']);
  });

  it.each([
    ['-5', 'E_NEGATIVE'],
    ['-5万', 'E_NEGATIVE'],
    ['约五百', 'E_MONEY'],
  ])('refuses %s', (text, code) => {
    expect(codeOf(readWan(text))).toBe(code);
    expectHelpful(readWan(text));
  });

  it('shows 分 as exact 万元', () => {
    expect(['1840000000', '60000000', '500000', '1', '0'].map(wanText)).toEqual([
      '1840',
      '60',
      '0.5',
      '0.000001',
      '0',
    ]);
  });

  it('reads back every amount that it shows', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (fen) => {
        expect(valueOf(readWan(wanText(fen.toString())))).toBe(fen.toString());
      }),
    );
  });
});

describe('percentages', () => {
  it.each([
    ['2.5', '0.025'],
    ['2.5%', '0.025'],
    ['2.5％', '0.025'],
    ['100', '1'],
    ['0', '0'],
    ['0.05 %', '0.0005'],
  ])('reads %s as the ratio %s', (text, ratio) => {
    expect(valueOf(readPercent(text))).toBe(ratio);
  });

  it('reads nothing as missing and refuses words', () => {
    expect([valueOf(readPercent(' ')), percentText(null)]).toEqual([null, '']);
    expect(readPercent('很高').ok).toBe(false);
  });

  it.each([
    ['0.025', '2.5'],
    ['0.4088888889', '40.88888889'],
    ['1', '100'],
    ['1.0', '100'],
    ['0', '0'],
    ['0.5', '50'],
    ['0.0005', '0.05'],
    ['0.10', '10'],
    ['-0.05', '-5'],
    ['12', '1200'],
  ])('shows the ratio %s as %s', (ratio, percent) => {
    expect(percentText(ratio)).toBe(percent);
  });

  it('reads back every ratio that it shows', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(10), (digits, decimals) => {
        const padded = digits.toString().padStart(decimals + 1, '0');
        const fraction = padded.slice(padded.length - decimals).replace(/0+$/, '');
        const whole = padded.slice(0, padded.length - decimals);
        const ratio = decimals === 0 || fraction === '' ? whole : `${whole}.${fraction}`;
        expect(valueOf(readPercent(percentText(ratio)))).toBe(ratio);
      }),
    );
  });
});

describe('dates, codes and regions', () => {
  it('reads a day in its usual forms; the required one must be there', () => {
    expect([valueOf(readDay('2026年11月20日')), valueOf(readDay(''))]).toEqual(['2026-11-20', null]);
    expect([valueOf(requireDay('2026/11/20')), codeOf(requireDay(' '))]).toEqual(['2026-11-20', 'E_EMPTY']);
    expect(codeOf(readDay('01/02/2023'))).toBe('E_DATE_AMBIGUOUS');
    expect(readDay('2026-02-30').ok).toBe(false);
  });

  it('checks a credit code by its check character', () => {
    // 91330825MA9000000F is the invented code of the fixtures, its check character is right.
    expect(valueOf(readCode('91330825MA9000000F'))).toBe('91330825MA9000000F');
    expect(readCode('91330825MA9000000G').ok).toBe(false);
    expect(valueOf(readCode(' '))).toBeNull();
  });

  it.each([
    ['330825', 'cn-330825'],
    ['cn-3308', 'cn-3308'],
    ['CN33', 'cn-33'],
    [' 全国 ', 'cn'],
    ['', 'cn'],
  ])('reads the region %s as %s', (text, region) => {
    expect(valueOf(readRegion(text))).toBe(region);
  });

  it.each(['3', '33082', '3308250', '浙江', 'us-33'])('refuses the region %s', (text) => {
    expect(codeOf(readRegion(text))).toBe('E_REGION');
    expectHelpful(readRegion(text));
  });
});
