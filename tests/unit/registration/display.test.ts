import { expect, test } from 'vitest';
import {
  exactWan,
  formAmount,
  percentText,
  printable,
  readableWords,
  shorten,
} from '../../../src/lib/registration/display';
import { fileNamePart } from '../../../src/lib/registration/file-name';

test.each([
  [184_000_000_000n, '184,000'],
  [1_840_000_000n, '1,840'],
  [1_840_000_001n, '1,840.000001'],
  [100n, '0.0001'],
  [0n, '0'],
])('%s 分 is %s 万元, exactly', (fen, wan) => {
  expect(exactWan(fen)).toBe(wan);
});

test('form amounts carry 大写', () => {
  expect(formAmount('123456789')).toBe('123.456789（大写：壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分）');
});

test.each([
  ['0.408889', '40.8889%'],
  ['1', '100%'],
  ['0', '0%'],
  ['0.005', '0.5%'],
  ['-0.025', '-2.5%'],
  ['0.60', '60%'],
])('%s is %s', (ratio, text) => {
  expect(percentText(ratio)).toBe(text);
});

test('money in the words of a trace is grouped and in 元; other numbers stay', () => {
  // 1 308 491 318 分 = 13 084 913.18 元
  expect(readableWords('合计 1308491318 分；其余 13 件')).toBe('合计 13,084,913.18 元；其余 13 件');
  expect(readableWords('180000000 元 × 0.877192982456')).toBe('180,000,000 元 × 0.877192982456');
  expect(readableWords('得 85 分，申请号 201919900011.5，2039-03-11')).toBe(
    '得 85 分，申请号 201919900011.5，2039-03-11',
  );
});

test('hidden characters are named, line ends unified', () => {
  expect(printable('a\u202eb\u200bc\r\nd')).toBe('a‹U+202E›b‹U+200B›c\nd');
  expect(printable('𠀀\ud840')).toBe('𠀀‹U+D840›');
});

test('cutting never splits a character', () => {
  expect(shorten('𠀀𠀀𠀀', 2)).toBe('𠀀𠀀…');
});

test.each([
  ['../../etc/passwd', 'etc-passwd'],
  ['CON', '案卷'],
  ['', '案卷'],
  ['蓝宇：“专利”.', '蓝宇-专利'],
  ['😀', '案卷'],
  ['甲'.repeat(300), '甲'.repeat(60)],
])('EXP-09 a file name made of %s is safe', (title, name) => {
  expect(fileNamePart(title)).toBe(name);
});
