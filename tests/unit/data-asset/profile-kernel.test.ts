import { describe, expect, it } from 'vitest';
import {
  columnDistinct,
  columnType,
  dateQuantile,
  duplicateRows,
  numberQuantile,
} from '../../../src/lib/data-asset/kernel/column-summary';
import { deviation, meanText } from '../../../src/lib/data-asset/kernel/number-figures';
import { openTable } from '../../../src/lib/data-asset/kernel/open-table';
import { dayOfEpoch, epochDay } from '../../../src/lib/data-asset/kernel/time-field';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { columnOf, profileBytes, profileText } from '../../fixtures/profile-kernel';

const METERS = `WM-01,2024-01-01 00:00:00,1.5,正常
WM-02,2024-01-01 06:00:00,2.25,正常
WM-03,2024-01-01 12:00:00,NA,离线
WM-01,2024-01-01 18:00:00,err,正常
WM-02,2024-01-02 00:00:00,-0.75,
`;

describe('profile kernel: one pass', () => {
  const sketch = profileText(METERS, 4);

  it('counts rows, missing by token and types', () => {
    expect(sketch.rows).toBe(5);
    expect(sketch.ranges).toEqual([{ from: 0, to: new TextEncoder().encode(METERS).length }]);
    const flow = columnOf(sketch, 2);
    expect([...flow.missing]).toEqual([['NA', 1]]);
    expect(flow.types).toEqual({ integer: 0, decimal: 3, boolean: 0, date: 0, datetime: 0, text: 1 });
    expect([...columnOf(sketch, 3).missing]).toEqual([['', 1]]);
    expect(columnOf(sketch, 1).types.datetime).toBe(5);
  });

  it('gives the figures of the numbers although one value is bad', () => {
    const { numbers } = columnOf(sketch, 2);
    // 1.5 + 2.25 − 0.75 = 3; mean 1; squares 0.25 + 1.5625 + 3.0625 = 4.875; /2 = 2.4375
    expect(numbers.exactSum).toBe('3000000000000000');
    expect(meanText(numbers)).toBe('1');
    expect(deviation(numbers)).toBeCloseTo(Math.sqrt(2.4375), 12);
    expect([numbers.min, numbers.max, numbers.negative, numbers.zero]).toEqual(['-0.75', '2.25', 1, 0]);
    expect(numberQuantile(numbers, 0.5)).toBeCloseTo(1.5, 2);
  });

  it('reads dates on their own scale', () => {
    const column = columnOf(sketch, 1);
    // 2024-01-01 is day 19723.
    expect(column.times.first).toBe(19_723 * 86_400);
    expect(column.times.last).toBe(19_724 * 86_400);
    expect(dateQuantile(column, 0)).toBe('2024-01-01 00:00:00');
    expect(dateQuantile(column, 1)).toBe('2024-01-02 00:00:00');
    expect(dateQuantile(column, 0.5)?.slice(0, 12)).toBe('2024-01-01 1');
  });

  it('lists all values of a short column exactly', () => {
    const column = columnOf(sketch, 0);
    expect(columnDistinct(column)).toEqual({ count: 3, exact: true });
    expect(
      column.top.values.map(({ value, count, missed }) => [new TextDecoder().decode(value), count, missed]),
    ).toEqual([
      ['WM-01', 2, 0],
      ['WM-02', 2, 0],
      ['WM-03', 1, 0],
    ]);
    expect([...column.shapes.counts]).toEqual([['AA-99', 5]]);
    expect([column.shortest, column.longest]).toEqual([5, 5]);
    expect([...columnOf(sketch, 1).shapes.counts]).toEqual([['9999-99-99 99:99:99', 5]]);
  });

  it('infers the type by the share that fits', () => {
    expect(columnType(columnOf(sketch, 2), 0.99)).toEqual({ type: 'text', bad: 0 });
    expect(columnType(columnOf(sketch, 2), 0.75)).toEqual({ type: 'decimal', bad: 1 });
    expect(columnType(columnOf(sketch, 1), 0.99)).toEqual({ type: 'date', bad: 0 });
  });

  it('sees equal rows whether they are quoted or not', () => {
    const rows = profileText('a,b\n"a","b"\na,b\n"a,b",c\n"a","b,c"\n', 2);
    expect(rows.rows).toBe(5);
    expect(duplicateRows(rows)).toBe(2);
  });

  it('takes any one-byte delimiter and CR, LF, CRLF', () => {
    for (const [delimiter, code] of [
      [';', 59],
      ['\t', 9],
      ['|', 124],
      ['^', 94],
      ['\u0001', 1],
    ] as const)
      for (const end of ['\n', '\r', '\r\n']) {
        const text = [`1${delimiter}甲`, `"2"${delimiter}乙`, `3${delimiter}丙`, ''].join(end);
        const found = profileText(text, 2, { delimiter: code });
        expect([found.rows, found.blank, [...found.faults]], JSON.stringify([delimiter, end])).toEqual([
          3,
          0,
          [],
        ]);
        expect(meanText(columnOf(found, 0).numbers)).toBe('2');
      }
  });

  it('keeps the mean of long, close numbers between the smallest and the largest', () => {
    const text = (from: bigint) => Array.from({ length: 100 }, (_, i) => `${from + BigInt(i)}\n`).join('');
    for (const from of [1234567890123456000n, 12345678901234567890n, -12345678901234567990n]) {
      const { numbers } = columnOf(profileText(text(from), 1), 0);
      const mean = BigInt(meanText(numbers) ?? '');
      expect([mean >= from, mean <= from + 99n]).toEqual([true, true]);
    }
  });

  it('takes a GB 18030 lead byte and its trail byte together when the delimiter is not safe', () => {
    // 珅 is AB 7C in GB 18030: its second byte is `|`.
    const bytes = Uint8Array.of(0xab, 0x7c, 0x7c, 0x31, 0x0a);
    expect(profileBytes(bytes, 2, { delimiter: 124, pairs: true }).rows).toBe(1);
    expect(profileBytes(bytes, 2, { delimiter: 124 }).rows).toBe(0);
  });

  it('stops at the first record that begins behind its range', () => {
    const bytes = new TextEncoder().encode('aa\nbb\ncc\n');
    const first = profileBytes(bytes, 1, { until: 4 });
    expect([first.rows, first.ranges]).toEqual([2, [{ from: 0, to: 6 }]]);
    const second = profileBytes(bytes, 1, { from: 6 });
    expect([second.rows, second.ranges]).toEqual([1, [{ from: 6, to: 9 }]]);
  });

  it('finds header and first record', () => {
    const opened = mustBeOk(openTable(new TextEncoder().encode(`编号;"值;m3"\n1;2\n`), true, '表.csv'));
    expect(opened.header.map((cell) => new TextDecoder().decode(cell))).toEqual(['编号', '值;m3']);
    expect([opened.delimiter, opened.from]).toEqual([59, 16]);
  });

  it('knows the calendar', () => {
    for (const [text, days] of [
      ['1970-01-01', 0],
      ['2000-02-29', 11_016],
      ['1900-01-01', -25_567],
      ['2199-12-31', 84_005],
    ] as const) {
      const [year, month, day] = text.split('-').map(Number);
      expect(epochDay(year ?? 0, month ?? 0, day ?? 0)).toBe(days);
      expect(dayOfEpoch(days)).toBe(text);
    }
  });
});
