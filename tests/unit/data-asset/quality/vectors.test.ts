import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../../src/lib/kernel/decimal';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { entropyOf, stabilityIndex } from '../../../../src/lib/data-asset/quality/information';
import { cochranSize, wilsonInterval } from '../../../../src/lib/data-asset/quality/sampling';
import { dimensionScore, qualityScore } from '../../../../src/lib/data-asset/quality/score';
import { ballouTimeliness, freshness } from '../../../../src/lib/data-asset/quality/timeliness';
import { ALL_RULES } from '../../../../src/lib/rulebook/all-rules';
import { rulesAt } from '../../../../src/lib/rulebook/resolver';
import { ahpWeights } from '../../../../src/lib/valuation/weights/ahp';
import { eigenvectorWeights } from '../../../../src/lib/valuation/weights/ahp-eigenvector';
import { chiSquareTail } from '../../../../src/lib/valuation/weights/chi-square';
import { delphiRound, kendallW, ranksOf } from '../../../../src/lib/valuation/weights/delphi';
import { entropyWeights } from '../../../../src/lib/valuation/weights/entropy';
import { fuzzyEvaluation } from '../../../../src/lib/valuation/weights/fuzzy';
import { readAhpRules } from '../../../../src/lib/valuation/weights/weights-rules';

/** Published and constructed vectors of the data-asset reference, by their ids. */

const rules = rulesAt({ entries: ALL_RULES, date: mustBeOk(parsePlainDate('2026-11-22')), region: 'cn' });
const ahp = mustBeOk(readAhpRules(rules));

const close = (actual: readonly number[], expected: readonly number[], tolerance: number): void => {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries())
    expect(Math.abs((actual[i] ?? NaN) - value)).toBeLessThanOrEqual(tolerance);
};

describe('C-AHP: six dimensions by the principal eigenvector', () => {
  const matrix = [
    ['1', '2', '3', '2', '4', '5'],
    ['1/2', '1', '2', '1', '3', '4'],
    ['1/3', '1/2', '1', '1/2', '2', '3'],
    ['1/2', '1', '2', '1', '3', '4'],
    ['1/4', '1/3', '1/2', '1/3', '1', '2'],
    ['1/5', '1/4', '1/3', '1/4', '1/2', '1'],
  ];
  const W = [0.342214, 0.205702, 0.121854, 0.205702, 0.075322, 0.049207];

  it('weights, λ, CI and CR', () => {
    const result = mustBeOk(eigenvectorWeights(matrix, ahp));
    close(result.weights, W, 2e-6);
    close(
      [result.lambda, result.consistencyIndex, result.consistencyRatio],
      [6.0719432, 0.0143886, 0.0116037],
      2e-6,
    );
    expect(result.consistent).toBe(true);
  });

  it('differs from the row geometric mean only in the third place', () => {
    const rows = mustBeOk(ahpWeights(matrix, ahp)).weights;
    close(rows, W, 2e-3);
    expect(Math.max(...rows.map((w, i) => Math.abs(w - (W[i] ?? 0))))).toBeGreaterThan(1e-6);
  });

  it('α and the weighted geometric mean of the six scores', () => {
    const { weights } = mustBeOk(eigenvectorWeights(matrix, ahp));
    const scores = [0.98, 0.91, 0.88, 0.95, 0.8, 1];
    const dimensions = scores.map((x, i) => {
      const point = new Decimal(x);
      const goodness = { point, low: point, high: point };
      return { weight: String(weights[i]), score: dimensionScore([{ weight: '1', goodness }]) };
    });
    const { alpha, geometric } = qualityScore(dimensions, '0.6');
    close([alpha?.toNumber() ?? NaN, geometric?.toNumber() ?? NaN], [0.9346706, 0.9330941], 2e-6);
  });

  it('refuses a matrix that is not reciprocal', () => {
    expect(
      eigenvectorWeights(
        [
          ['1', '2'],
          ['1/3', '1'],
        ],
        ahp,
      ),
    ).toMatchObject({
      ok: false,
      failure: { code: 'E_AHP_RECIPROCAL' },
    });
  });
});

it('C-ENTW: entropy weights', () => {
  const result = mustBeOk(
    entropyWeights([
      [0.98, 0.91, 0.88],
      [0.9, 0.85, 0.95],
      [0.99, 0.6, 0.9],
      [0.95, 0.88, 0.7],
    ]),
  );
  close(result.entropies, [0.99951162, 0.99114266, 0.99545971], 1e-5);
  close(result.weights, [0.03517, 0.637861, 0.326969], 1e-5);
});

describe('C-FCE: fuzzy evaluation', () => {
  const W = ['0.3', '0.25', '0.2', '0.15', '0.1'];
  const R = [
    ['0.5', '0.3', '0.2', '0'],
    ['0.4', '0.4', '0.1', '0.1'],
    ['0.2', '0.5', '0.3', '0'],
    ['0.6', '0.3', '0.1', '0'],
    ['0.1', '0.4', '0.4', '0.1'],
  ];
  const GRADES = ['95', '80', '65', '40'];

  it('B, score and the max–min comparison', () => {
    const result = mustBeOk(fuzzyEvaluation(W, R, GRADES));
    expect(result.memberships).toEqual(['0.39', '0.375', '0.2', '0.035']);
    expect(result.score).toBe('81.45');
    close(result.maxMin.map(Number), [0.333333, 0.333333, 0.222222, 0.111111], 1e-6);
  });

  it('refuses weights and rows that do not sum to 1', () => {
    expect(fuzzyEvaluation(['0.3', ...W.slice(0, 4)], R, GRADES)).toMatchObject({
      failure: { code: 'E_FUZZY_WEIGHTS' },
    });
    expect(fuzzyEvaluation(W, [['0.5', '0.3', '0.2', '0.1'], ...R.slice(1)], GRADES)).toMatchObject({
      failure: { code: 'E_FUZZY_ROW', path: '第 1 项' },
    });
    expect(fuzzyEvaluation(W, R.slice(1), GRADES)).toMatchObject({ failure: { code: 'E_FUZZY_SHAPE' } });
  });
});

describe('C-KENDALL: agreement of five experts', () => {
  const RANKS = [
    [1, 2, 3, 4, 5, 6],
    [2, 1, 3, 4, 5, 6],
    [1, 3, 2, 4, 6, 5],
    [1, 2, 4, 3, 5, 6],
    [2, 1, 3, 5, 4, 6],
  ];

  it('S, W, χ² and degrees of freedom', () => {
    const { s, w, chiSquare, degrees, pValue } = mustBeOk(kendallW(RANKS));
    close([s, w ?? NaN, chiSquare ?? NaN, degrees], [383.5, 0.8765714, 21.9142857, 5], 1e-6);
    // χ²(5): 20.515 has p = 0.001, so 21.914 lies below it.
    expect(pValue).toBeLessThan(0.001);
  });

  it('ties share the mean of their places and lower the spread', () => {
    expect(ranksOf([9, 7, 7, 1])).toEqual([1, 2.5, 2.5, 4]);
    // Two experts, both with the same tie: T = 2·(2³ − 2) = 12; S = (2−5)² + 0 + 0 + (8−5)² = 18;
    // W = 12·18 / (4·60 − 2·12) = 216/216 = 1.
    expect(mustBeOk(kendallW([ranksOf([9, 7, 7, 1]), ranksOf([5, 3, 3, 2])])).w).toBe(1);
    expect(mustBeOk(kendallW([ranksOf([1, 1]), ranksOf([2, 2])])).w).toBeNull();
  });

  it('tabled points of χ²', () => {
    close(
      [chiSquareTail(3.841458821, 1), chiSquareTail(11.07049769, 5), chiSquareTail(20.51500565, 5)],
      [0.05, 0.05, 0.001],
      1e-9,
    );
    // exp(−x/2) for two degrees of freedom.
    close([chiSquareTail(1, 2), chiSquareTail(30, 2)], [0.6065306597126334, 3.059023205018258e-7], 1e-14);
  });

  it('a round stops on agreement, and after the last one', () => {
    const rule = { variation: '0.25', concordance: '0.5', pValue: '0.05', rounds: 3 };
    const agreed = [
      [90, 80, 70, 60, 50, 40],
      [88, 82, 71, 61, 52, 41],
      [91, 79, 69, 58, 51, 42],
    ];
    expect(mustBeOk(delphiRound(agreed, 1, rule)).stop).toBe('agreed');
    const apart = [
      [90, 10],
      [10, 90],
    ];
    expect(mustBeOk(delphiRound(apart, 2, rule)).stop).toBeNull();
    expect(mustBeOk(delphiRound(apart, 3, rule)).stop).toBe('last-round');
    expect(mustBeOk(delphiRound(agreed, 1, rule)).items[0]).toMatchObject({
      median: 90,
      lower: 89,
      upper: 90.5,
    });
  });

  it('refuses what is no ranking', () => {
    expect(kendallW([[1, 2]])).toMatchObject({ failure: { code: 'E_DELPHI_SHAPE' } });
    expect(
      kendallW([
        [1, 2, 3],
        [1, 2, 4],
      ]),
    ).toMatchObject({ failure: { code: 'E_DELPHI_RANKS' } });
  });
});

it('C-WILSON: interval of 385 out of 400', () => {
  const interval = wilsonInterval(385, 400, '1.959963985');
  close([Number(interval?.low), Number(interval?.high)], [0.9390561575, 0.9771449702], 1e-9);
  expect(interval?.share).toBe('0.9625');
  expect(wilsonInterval(0, 0, '1.96')).toBeNull();
  expect(wilsonInterval(3, 2, '1.96')).toBeNull();
  // All of n: the upper end is 1, the lower n/(n + z²).
  expect(wilsonInterval(10, 10, '2')).toEqual({ share: '1', low: '0.7142857143', high: '1' });
});

it('C-COCHRAN: how many to check', () => {
  expect(cochranSize('1.96', '0.5', '0.05', null)).toEqual({
    unlimited: '384.16',
    corrected: null,
    size: 385,
  });
  const finite = cochranSize('1.96', '0.5', '0.05', 2000);
  close([Number(finite?.corrected)], [322.395475], 1e-5);
  expect(finite?.size).toBe(323);
  expect(cochranSize('1.96', '0.5', '0', 2000)).toBeNull();
});

it('C-PSI: drift of a distribution', () => {
  close([stabilityIndex([0.2, 0.3, 0.5], [0.25, 0.25, 0.5]) ?? NaN], [0.0202732554], 1e-9);
  expect(stabilityIndex([20, 30, 50], [25, 25, 50])).toBe(stabilityIndex([0.2, 0.3, 0.5], [0.25, 0.25, 0.5]));
  expect(stabilityIndex([1, 0], [1, 1])).toBeNull();
});

it('C-ENTROPY: bits, and as a share of the most', () => {
  const found = entropyOf([0.5, 0.25, 0.125, 0.125]);
  close([found?.bits ?? NaN, found?.ofMost ?? NaN], [1.75, 0.875], 1e-12);
  expect(entropyOf([7, 0])).toEqual({ bits: 0, ofMost: 0 });
  expect(entropyOf([0, 0])).toBeNull();
});

it('C-TIME: freshness by half-life and by shelf life', () => {
  close(
    [ballouTimeliness(30, 90, 1) ?? NaN, ballouTimeliness(30, 90, 2) ?? NaN, freshness(30, 90) ?? NaN],
    [0.6666666667, 0.4444444444, 0.793700526],
    1e-9,
  );
  expect([freshness(0, 90), freshness(-1, 90), freshness(1, 0)]).toEqual([1, null, null]);
  expect(ballouTimeliness(100, 90, 1)).toBe(0);
});
