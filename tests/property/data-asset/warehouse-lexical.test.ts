import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECIMAL, INTEGER, MAX_LENGTH, MOMENT } from '../../../src/lib/data-asset/warehouse/lexical';
import { columnOf, profileText } from '../../fixtures/profile-kernel';

/** What the plan makes of a trimmed value, before the size of a number is looked at. */
const planned = (value: string): string => {
  if (new TextEncoder().encode(value).length > MAX_LENGTH) return 'text';
  if (new RegExp(INTEGER, 'u').test(value)) return Math.abs(Number(value)) < 1e30 ? 'integer' : 'text';
  if (new RegExp(DECIMAL, 'u').test(value)) return Math.abs(Number(value)) < 1e30 ? 'decimal' : 'text';
  if (new RegExp(MOMENT, 'u').test(value)) return value.includes(':') ? 'datetime' : 'date';
  return 'text';
};

/** How many values of each type both count: a single wrong value changes the counts, and shrinking finds it. */
const same = (values: readonly string[]): void => {
  const text = values.map((value) => `x,${value}\n`).join('');
  const { types } = columnOf(profileText(text, 2, { missingTokens: [], booleanWords: [] }), 1);
  const counted: Record<string, number> = {
    integer: 0,
    decimal: 0,
    boolean: 0,
    date: 0,
    datetime: 0,
    text: 0,
  };
  for (const value of values) counted[planned(value)] = (counted[planned(value)] ?? 0) + 1;
  expect(counted).toEqual(types);
};
const many = (value: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.array(value, { minLength: 1, maxLength: 200, size: 'max' });
const RUNS = { numRuns: 40, seed: 20_261_122 };

const numberish = fc.string({
  unit: fc.constantFrom('0', '1', '9', '.', '-', '+', 'e', 'E'),
  minLength: 1,
  maxLength: 44,
});
const dateish = fc
  .tuple(
    fc.integer({ min: 1895, max: 2205 }),
    fc.constantFrom('-', '/', '.', '年'),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
    fc.boolean(),
    fc.constantFrom(
      '',
      ' 7:05',
      'T23:59:59',
      ' 24:00',
      ' 08:60',
      'T08:00Z',
      '  8:00:00.5+08:00',
      'T08',
      ' 08:00+8',
      ' 8:0',
    ),
  )
  .map(([year, mark, month, day, padded, time]) => {
    const two = (n: number): string => (padded ? String(n).padStart(2, '0') : String(n));
    const [second, last] = mark === '年' ? ['月', '日'] : [mark, ''];
    return `${year}${mark}${two(month)}${second}${two(day)}${last}${time}`;
  });
const dateNoise = fc.string({
  unit: fc.constantFrom('2', '0', '1', '9', '-', '/', '年', '月', '日', ':', 'T', ' ', 'Z'),
  minLength: 1,
  maxLength: 20,
});

describe('the plan reads values by the rules of the kernel', () => {
  it('numbers', () => {
    fc.assert(fc.property(many(numberish), same), RUNS);
  });

  it('dates', () => {
    fc.assert(fc.property(many(dateish), same), RUNS);
    const noise = dateNoise.map((value) => value.trim()).filter((value) => value !== '');
    fc.assert(fc.property(many(noise), same), RUNS);
  });

  it('every day around the ends of February in four centuries of leap rules', () => {
    for (const year of [1900, 1904, 1999, 2000, 2023, 2024, 2096, 2100, 2104, 2199])
      for (const day of [28, 29, 30]) same([`${year}-02-${day}`]);
  });
});
