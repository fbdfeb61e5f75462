import { expect, test } from 'vitest';
import {
  fixedText,
  moneyCell,
  rangeText,
  shortText,
  shownText,
} from '../../../src/lib/registration/figure-display';

test.each([
  ['69.56944444444446', 1, '69.6'],
  ['40.354166666666664', 1, '40.4'],
  ['87.5', 1, '87.5'],
  ['100', 1, '100.0'],
  ['0.05', 1, '0.1'],
  ['-0.04', 1, '0.0'],
  ['12.30411', 2, '12.30'],
  ['157894736.842105', 2, '157,894,736.84'],
])('%s to %i places is %s, 四舍五入', (text, places, shown) => {
  expect(fixedText(text, places)).toBe(shown);
});

test('what is no number is left alone', () => {
  expect(fixedText('约 3', 1)).toBe('约 3');
  expect(shortText('', 1)).toBe('');
  expect(shownText('1e9', 'score')).toBe('1e9 分');
});

test('an unknown figure is 未知, never zero', () => {
  expect(shownText(null, 'fen')).toBe('未知');
  expect(moneyCell(null)).toBe('未知');
  // 0 分 is a known amount
  expect(moneyCell('0')).toEqual({ text: '0.00', below: '0.00 元' });
});

test('money is rounded to 0.01 万元 with the exact amount below it', () => {
  // 1 308 491 318 分 = 1 308.491318 万元
  expect(moneyCell('1308491318')).toEqual({ text: '1,308.49', below: '13,084,913.18 元' });
  expect(shownText('1840000000', 'fen')).toBe('1,840.00');
});

test.each([
  ['0.4088888889', 'ratio', '40.89%'],
  ['0.85', 'ratio', '85%'],
  ['88.44', 'score', '88.44 分'],
  ['5', 'year', '5.00 年'],
  ['2029-04-17', 'date', '2029-04-17'],
  ['3', 'count', '3'],
] as const)('%s (%s) is shown as %s', (value, unit, shown) => {
  expect(shownText(value, unit)).toBe(shown);
});

test('a range bears its unit once', () => {
  expect(rangeText('76.87', '86.88', 'score')).toBe('76.87 – 86.88 分');
  expect(rangeText('0.85', '1', 'ratio')).toBe('85% – 100%');
  expect(rangeText(null, '86.88', 'score')).toBe('未知 – 86.88 分');
});
