import { afterEach, describe, expect, test } from 'vitest';
import {
  type PlainDate,
  addDays,
  addMonths,
  addYears,
  compareDates,
  dayNumber,
  daysBetween,
  daysInMonth,
  fromDayNumber,
  fullYearsBetween,
  isLeapYear,
  parsePlainDate,
  partsOf,
  yearsBetween,
} from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { codeOf } from './expect-failure';

const d = (text: string): PlainDate => mustBeOk(parsePlainDate(text));

describe('calendar dates', () => {
  test.each([
    '2023-02-30',
    '2023-2-3',
    '2023-02-29',
    '1900-02-29',
    '2100-02-29',
    '0001-01-01',
    '9999-12-31',
    '1899-12-31',
    '2200-01-01',
    ' 2023-01-01',
    '2023-01-01\n',
    '',
  ])('DAT-01 DAT-07 refuses %j', (text) => {
    expect(codeOf(parsePlainDate(text))).toBe('E_DATE');
  });

  test('leap years by the Gregorian rule', () => {
    expect([1900, 2000, 2023, 2024, 2100].map(isLeapYear)).toEqual([false, true, false, true, false]);
    expect([1, 2, 4, 12].map((m) => daysInMonth(2024, m))).toEqual([31, 29, 30, 31]);
    expect(daysInMonth(2023, 2)).toBe(28);
    expect(daysInMonth(2023, 13)).toBe(0);
    expect(partsOf(d('2026-11-22'))).toEqual({ year: 2026, month: 11, day: 22 });
  });

  // Day numbers published with the algorithm: 1970-01-01 is 0, 2000-03-01 is 11017.
  test.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11016],
    ['2000-03-01', 11017],
    ['1900-01-01', -25567],
    ['2199-12-31', 84005],
  ])('%s is day %i', (text, n) => {
    expect(dayNumber(d(text))).toBe(n);
    expect(fromDayNumber(n)).toBe(text);
  });

  test.each([
    // DAT-06: a day that does not exist becomes the last day of the month
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2023-03-31', -1, '2023-02-28'],
    ['2023-01-15', -1, '2022-12-15'],
    ['2023-12-31', 2, '2024-02-29'],
    ['2023-11-30', 0, '2023-11-30'],
  ])('DAT-06 %s + %i months is %s', (start, months, end) => {
    expect(addMonths(d(start), months)).toBe(end);
  });

  test('DAT-06 terms: last day of protection = filing + N years − 1 day', () => {
    expect(addDays(addYears(d('1999-09-06'), 10), -1)).toBe('2009-09-05');
    expect(addDays(addYears(d('2017-02-15'), 20), -1)).toBe('2037-02-14');
    // a 29 February filing counts from 28 February
    expect(addDays(addYears(d('2004-02-29'), 15), -1)).toBe('2019-02-27');
    expect(addDays(addYears(d('2004-02-29'), 20), -1)).toBe('2024-02-28');
  });

  test.each([
    ['1999-06-01', '2000-05-31', 0],
    ['1999-06-01', '2000-06-01', 1],
    ['2000-06-01', '1999-06-01', -1],
    ['2020-02-29', '2021-02-28', 1],
    ['2020-02-29', '2021-02-27', 0],
    ['2020-01-01', '2020-01-01', 0],
  ])('DAT-07 full years from %s to %s: %i', (a, b, years) => {
    expect(fullYearsBetween(d(a), d(b))).toBe(years);
  });

  test('years between: anniversaries and the rest over the running year', () => {
    expect(yearsBetween(d('2026-11-20'), d('2037-02-14'))).toEqual({ whole: 10, days: 86, yearDays: 365 });
    // 2027-11-20 → 2028-11-20 holds 29 February 2028
    expect(yearsBetween(d('2026-11-20'), d('2028-03-01'))).toEqual({ whole: 1, days: 102, yearDays: 366 });
    expect(yearsBetween(d('2026-11-20'), d('2026-11-20'))).toEqual({ whole: 0, days: 0, yearDays: 365 });
    expect(yearsBetween(d('2026-11-20'), d('2026-11-19'))).toEqual({ whole: 0, days: 0, yearDays: 365 });
  });

  test('order', () => {
    expect(compareDates(d('2023-01-01'), d('2023-01-02'))).toBeLessThan(0);
    expect(compareDates(d('2023-01-02'), d('2023-01-01'))).toBeGreaterThan(0);
    expect(compareDates(d('2023-01-01'), d('2023-01-01'))).toBe(0);
  });
});

describe('no zone reaches a date', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    process.env['TZ'] = zone;
  });

  test.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu'])(
    'DAT-04 DAT-05 DAT-09 same dates in %s',
    (tz) => {
      process.env['TZ'] = tz;
      // days on which clocks in China jumped, and the day of the offset +08:05:43
      expect(['1986-05-04', '1991-04-14', '1900-01-01', '2023-01-05'].map((t) => addDays(d(t), 1))).toEqual([
        '1986-05-05',
        '1991-04-15',
        '1900-01-02',
        '2023-01-06',
      ]);
      expect(daysBetween(d('1986-05-03'), d('1986-05-05'))).toBe(2);
      expect(daysBetween(d('1986-09-13'), d('1986-09-15'))).toBe(2);
      expect(dayNumber(d('1900-01-01'))).toBe(-25567);
    },
  );
});
