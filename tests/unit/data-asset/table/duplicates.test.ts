import { describe, expect, it } from 'vitest';
import { expectedCollisions, wilson } from '../../../../src/lib/data-asset/table/basis';
import { checkVolume } from '../../../../src/lib/data-asset/table/claimed-volume';
import { duplicateEstimate } from '../../../../src/lib/data-asset/table/duplicates';
import { profileText } from '../../../fixtures/profile-kernel';
import { factsOf, times } from '../../../fixtures/table-facts';

describe('duplicate rows from one pass', () => {
  it('are counted while the sample holds all distinct rows', () => {
    const { sketch } = factsOf(
      [
        ['a', 1],
        ['a', 1],
        ['b', 2],
        ['a', 1],
        ['b', 2],
        ['c', 3],
      ],
      2,
    );
    const figures = duplicateEstimate(sketch);
    expect([figures.basis.kind, figures.extraCopies, figures.members]).toEqual(['exact', 3, 5]);
    expect([figures.extraShare, figures.membersShare]).toEqual(['0.5', '0.833333']);
  });

  it('are estimated with an interval that holds the truth, and certain copies below it', () => {
    // 20,000 rows: 15,000 distinct, 5,000 of them twice. Extra 5,000; members 10,000.
    const { sketch } = factsOf(
      times(20_000, (i) => [i % 15_000, 'x']),
      2,
    );
    const figures = duplicateEstimate(sketch);
    expect(figures.basis.kind).toBe('estimate');
    expect(figures.extraInterval.low).toBeLessThanOrEqual(5000);
    expect(figures.extraInterval.high).toBeGreaterThanOrEqual(5000);
    expect(figures.membersInterval.low).toBeLessThanOrEqual(10_000);
    expect(figures.membersInterval.high).toBeGreaterThanOrEqual(10_000);
    expect(figures.certainCopies).toBeGreaterThan(1000);
    expect(figures.certainCopies).toBeLessThanOrEqual(5000);
  });

  it('say what they can without a sample, and nothing about an empty table', () => {
    const figures = duplicateEstimate(profileText('a\na\nb\n', 1));
    expect([figures.basis.kind, figures.extraCopies, figures.certainCopies]).toEqual(['estimate', 1, 0]);
    expect(duplicateEstimate(profileText('', 1, { sample: true })).extraShare).toBeNull();
  });
});

describe('claimed volume', () => {
  const counted = duplicateEstimate(
    factsOf(
      times(1000, (i) => [i % 900]),
      1,
    ).sketch,
  );

  it('passes at the floor and fails below it, copies taken away', () => {
    // 1,000 rows, 100 extra copies: measured 900. Against 1,000: 0.9 ≥ 0.9; against 1,001: 0.899 < 0.9.
    const at = checkVolume(1000, counted, 0.9);
    expect([at.verdict, at.share.low, at.measured.low]).toEqual(['pass', '0.9', 900]);
    expect(checkVolume(1001, counted, 0.9).verdict).toBe('fail');
  });

  it('is unknown without a claim, and while the interval holds the floor', () => {
    expect(checkVolume(null, counted, 0.9).verdict).toBe('unknown');
    expect(checkVolume(0, counted, 0.9).verdict).toBe('unknown');
    const rough = duplicateEstimate(profileText(times(10_000, (i) => `${String(i)}\n`).join(''), 1));
    expect(checkVolume(11_111, rough, 0.9).verdict).toBe('unknown');
    expect(checkVolume(13_000, rough, 0.9).verdict).toBe('fail');
    expect(checkVolume(10_000, rough, 0.9).verdict).toBe('pass');
  });
});

describe('error statements', () => {
  it('agree with the published collision figures: n²/2^65', () => {
    expect(expectedCollisions(1e8)).toBeCloseTo(0.00027, 5);
    expect(expectedCollisions(5.6e8)).toBeCloseTo(0.0085, 4);
  });

  it('give the Wilson interval', () => {
    // 10 of 100: (0.1 + 0.019208 ± 1.96 √(0.0009 + 0.00009604)) / 1.038416 = 0.0552 … 0.1744.
    const { low, high } = wilson(10, 100);
    expect(low).toBeCloseTo(0.0552, 4);
    expect(high).toBeCloseTo(0.1744, 4);
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });
});
