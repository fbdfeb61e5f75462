import { describe, expect, it } from 'vitest';
import { estimateDistinct } from '../../../../src/lib/data-asset/hyperloglog';
import { reportColumn } from '../../../../src/lib/data-asset/kernel/column-report';
import { mergeSketches } from '../../../../src/lib/data-asset/kernel/merge-sketch';
import {
  bloomSize,
  countMinSize,
  expectedCollisions,
} from '../../../../src/lib/data-asset/kernel/sketch-size';
import { stepsOf, timePeriods } from '../../../../src/lib/data-asset/kernel/time-periods';
import { entropyOf, valueEntropy } from '../../../../src/lib/data-asset/kernel/value-entropy';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { columnOf, profileBytes, profileText } from '../../../fixtures/profile-kernel';

const lines = (values: readonly (string | number)[]): string => values.map((value) => `${value}\n`).join('');

describe('worked examples of the reference', () => {
  it('C-MOM: moments of two parts', () => {
    const bytes = new TextEncoder().encode(lines([1, 2, 3, 4, 10, 12, 15]));
    const a = profileBytes(bytes, 1, { until: 8 });
    const b = profileBytes(bytes, 1, { from: 8 });
    for (const sketch of [
      mustBeOk(mergeSketches(a, b)),
      mustBeOk(mergeSketches(b, a)),
      profileBytes(bytes, 1),
    ]) {
      const { count, mean, squares, cubes, fourths } = columnOf(sketch, 0).numbers;
      expect(count).toBe(7);
      expect(mean).toBeCloseTo(6.7142857143, 9);
      expect(squares).toBeCloseTo(183.4285714286, 9);
      expect(cubes).toBeCloseTo(389.387755102, 8);
      expect(fourths).toBeCloseTo(7415.1253643315, 6);
    }
  });

  it('C-ENTROPY: of a complete list', () => {
    expect(entropyOf([0.5, 0.25, 0.125, 0.125])).toEqual({ bits: 1.75, normalised: 0.875 });
    const { top } = columnOf(profileText(lines('aaaabbcd'.split('')), 1), 0);
    expect(valueEntropy(top)?.bits).toBeCloseTo(1.75, 12);
    expect(valueEntropy(top)?.normalised).toBeCloseTo(0.875, 12);
    expect(valueEntropy({ ...top, complete: false })).toBeNull();
  });

  it('C-HLL: Ertl estimator, p = 4, q = 60', () => {
    const of = (registers: readonly number[]): number => estimateDistinct(registers, 60);
    expect(of(new Array<number>(16).fill(0))).toBe(0);
    expect(of([...new Array<number>(15).fill(0), 1])).toBeCloseTo(1.0316330807, 9);
    expect(of([1, 2, 1, 0, 3, 1, 2, 5, 1, 1, 4, 2, 1, 2, 3, 1])).toBeCloseTo(31.2634411709, 8);
    expect(of(new Array<number>(16).fill(10))).toBeCloseTo(11_818.557774962, 6);
  });

  it('C-SIZE: sizes of sketches', () => {
    expect(countMinSize(0.0001, 0.01)).toEqual({ width: 27_183, depth: 5 });
    expect(bloomSize(1e8, 0.01).bytes / 1e6).toBeCloseTo(119.813, 3);
    expect(bloomSize(1e8, 0.01).hashes).toBeCloseTo(6.644, 3);
    expect(expectedCollisions(1e8, 64)).toBeCloseTo(0.000271, 6);
    expect(expectedCollisions(5.6e8, 64)).toBeCloseTo(0.0085, 4);
  });
});

describe('report of a column', () => {
  it('numbers: every figure by hand', () => {
    const report = reportColumn(
      columnOf(profileText(lines([2, 4, 4, 4, 5, 5, 7, 9, 'NA', 'err']), 1), 0),
      0.8,
    );
    // Mean 5; squares 9+1+1+1+0+0+4+16 = 32, / 7; cubes −27−1−1−1+8+64 = 42; fourths 81+1+1+1+16+256 = 356.
    expect(report).toMatchObject({ values: 9, missingTotal: 1, type: 'integer', bad: 1 });
    expect(report.numbers).toMatchObject({ count: 8, min: '2', max: '9', mean: '5' });
    expect(report.numbers?.deviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(report.numbers?.skewness).toBeCloseTo((Math.sqrt(8) * 42) / 32 ** 1.5, 12);
    expect(report.numbers?.excessKurtosis).toBeCloseTo((8 * 356) / (32 * 32) - 3, 12);
    const { p01, p25, p50, p75, p99 } = report.numbers?.quantiles ?? {};
    // Ranks 1, 2, 4, 6, 8 of eight.
    for (const [found, exact] of [
      [p01, 2],
      [p25, 4],
      [p50, 4],
      [p75, 5],
      [p99, 9],
    ] as const)
      expect(Math.abs((found ?? NaN) - exact)).toBeLessThanOrEqual(exact / 256);
    expect(report.detected).toBeNull();
  });

  it('has no moments where they do not exist', () => {
    const { numbers } = reportColumn(columnOf(profileText('5\n5\n5\n5\n', 1), 0), 0.99);
    expect([numbers?.deviation, numbers?.skewness, numbers?.excessKurtosis]).toEqual([0, null, null]);
    expect(reportColumn(columnOf(profileText('x\n', 1), 0), 0.99).numbers).toBeNull();
  });
});

describe('periods of a column of dates', () => {
  it('days: span, empty days, the longest run of them', () => {
    const column = columnOf(
      profileText(lines(['2024-01-10', '2024-01-01', '2024-01-02', '2024-01-05', '2024-01-02']), 1),
      0,
    );
    // 3, 4 and 6–9 January are empty.
    expect(timePeriods(column)).toEqual({
      step: 'day',
      inSpan: 10,
      empty: 6,
      longest: 4,
      longestFrom: '2024-01-06',
      longestTo: '2024-01-09',
      filled: 0.4,
    });
    expect([...column.gaps.counts].filter((count) => count > 0)).toEqual([1, 2, 1, 1]);
    // 1 January 2024 is a Monday.
    expect(timePeriods(column, 'week')).toMatchObject({ inSpan: 2, empty: 0, longestFrom: null });
    expect(stepsOf(column)).toEqual(['hour', 'day', 'week']);
  });

  it('hours when the clock was written down', () => {
    const column = columnOf(
      profileText(lines(['2024-01-01 23:10:00', '2024-01-02 02:59:59', '1969-12-31 20:00']).slice(0, 40), 1),
      0,
    );
    expect(timePeriods(column)).toMatchObject({
      step: 'hour',
      inSpan: 4,
      empty: 2,
      longestFrom: '2024-01-02 00:00',
      longestTo: '2024-01-02 01:00',
    });
    const before = columnOf(profileText('1969-12-31 20:30\n1969-12-31 22:30\n', 1), 0);
    expect(timePeriods(before)).toMatchObject({ inSpan: 3, empty: 1, longestFrom: '1969-12-31 21:00' });
  });

  it('goes over to days beyond 40,000 hours and to weeks beyond 40,000 days', () => {
    const steps = (first: string, last: string): string =>
      timePeriods(columnOf(profileText(`${first}\n${last}\n`, 1), 0), 'hour')?.step ?? '';
    // 40,000 hours are 1,666 days and 16 hours.
    expect(steps('2020-01-01 00:00', '2024-07-24 15:00')).toBe('hour');
    expect(steps('2020-01-01 00:00', '2024-07-24 16:00')).toBe('day');
    expect(steps('2024-07-24 16:00', '2020-01-01 00:00')).toBe('day');
    // 109,572 days from Monday to Tuesday: 15,653 weeks and a day.
    expect(steps('1900-01-01', '2199-12-31')).toBe('week');
    expect(timePeriods(columnOf(profileText('1900-01-01\n2199-12-31\n', 1), 0))?.inSpan).toBe(15_654);
  });
});
