import { describe, expect, it } from 'vitest';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { ahpWeights, groupAhpWeights } from '../../../src/lib/valuation/weights/ahp';
import { combineWeights, entropyWeights } from '../../../src/lib/valuation/weights/entropy';
import type { JudgementMatrix } from '../../../src/lib/valuation/weights/judgement-matrix';
import { weightTexts } from '../../../src/lib/valuation/weights/weight-texts';
import { weightedKappa } from '../../../src/lib/valuation/weights/weighted-kappa';
import { kappaTitle, readAhpRules } from '../../../src/lib/valuation/weights/weights-rules';

const rules = rulesAt({ entries: ALL_RULES, date: mustBeOk(parsePlainDate('2026-11-20')), region: 'cn' });
const ahpRules = mustBeOk(readAhpRules(rules));

const rows = (text: string): JudgementMatrix => text.split(';').map((row) => row.trim().split(' '));
const solved = (text: string) => mustBeOk(ahpWeights(rows(text), ahpRules));
const refused = (text: string): string => {
  const result = ahpWeights(rows(text), ahpRules);
  return result.ok ? 'ok' : `${result.failure.code} ${result.failure.path}`;
};

describe('AHP', () => {
  it('finds the weights of a perfectly consistent matrix', () => {
    const { weights, lambda, consistencyRatio, consistent } = solved('1 2 4; 1/2 1 2; 1/4 1/2 1');
    [4 / 7, 2 / 7, 1 / 7].forEach((w, i) => expect(weights[i]).toBeCloseTo(w, 12));
    expect(lambda).toBeCloseTo(3, 12);
    expect(consistencyRatio).toBeCloseTo(0, 12);
    expect(consistent).toBe(true);
  });

  it('gives the well-known figures of the 1-3-5 matrix', () => {
    // Row means 15^⅓ = 2.46621, 1, (1/15)^⅓ = 0.40548, sum 3.87169. CR = 0.01926 / 0.58.
    const { weights, lambda, consistencyIndex, consistencyRatio } = solved('1 3 5; 1/3 1 3; 1/5 1/3 1');
    [0.63699, 0.25828, 0.10473].forEach((w, i) => expect(weights[i]).toBeCloseTo(w, 5));
    expect(lambda).toBeCloseTo(3.0385, 4);
    expect(consistencyIndex).toBeCloseTo(0.01926, 5);
    expect(consistencyRatio).toBeCloseTo(0.0332, 4);
  });

  it('calls a circular judgement inconsistent: 1 over 2, 2 over 3, 3 over 1', () => {
    // All row means are 1, so w = ⅓ and λ = 1 + 9 + 1/9 = 10.1111; CI 3.5556; CR 6.1303.
    const { consistencyRatio, consistent, weights } = solved('1 9 1/9; 1/9 1 9; 9 1/9 1');
    expect(weights[0]).toBeCloseTo(1 / 3, 12);
    expect(consistencyRatio).toBeCloseTo((10 + 1 / 9 - 3) / 2 / 0.58, 10);
    expect(consistent).toBe(false);
  });

  it('an institution’s random index, 0 or far too large, cannot make every matrix consistent', () => {
    const withIndex = (value: readonly number[]) =>
      readAhpRules(
        rulesAt({
          entries: ALL_RULES,
          date: mustBeOk(parsePlainDate('2026-11-20')),
          region: 'cn',
          overlay: {
            schema: 'zhiya.overlay/1',
            institution: '虚构机构',
            version: '1',
            releasedOn: '2026-01-01',
            author: '虚构编制人',
            reason: '虚构',
            entries: [
              {
                id: 'valuation.weights.random-index',
                effectiveFrom: '2026-01-01',
                value: [...value],
                reason: '虚构',
              },
            ],
          },
        }),
      );
    const read = withIndex([0, 0, 0, 0.9]);
    expect(read.ok ? '' : read.failure.message).toContain('须大于 0');
    const inflated = withIndex([0, 0, 58, 90]);
    expect(inflated.ok ? '' : inflated.failure.message).toContain('不大于 2');
    expect(withIndex([0, 0, 0.52, 0.89]).ok).toBe(true);
  });

  it('has CR 0 for one and two indicators', () => {
    expect(solved('1').weights).toEqual([1]);
    const two = solved('1 3; 1/3 1');
    expect(two.weights[0]).toBeCloseTo(0.75, 12);
    expect(two.consistencyRatio).toBe(0);
    expect(two.consistent).toBe(true);
  });

  it('refuses a matrix that is not reciprocal, square or on the scale, and names the cell', () => {
    expect(refused('1 3; 0.33 1')).toBe('E_AHP_RECIPROCAL 判断矩阵 › 第 2 行第 1 列');
    expect(refused('1 3; 3 1')).toBe('E_AHP_RECIPROCAL 判断矩阵 › 第 2 行第 1 列');
    expect(refused('2 3; 1/3 1')).toBe('E_AHP_DIAGONAL 判断矩阵 › 第 1 行第 1 列');
    expect(refused('1 10; 1/10 1')).toBe('E_AHP_SCALE 判断矩阵 › 第 1 行第 2 列');
    expect(refused('1 0; 0 1')).toBe('E_AHP_ENTRY 判断矩阵 › 第 1 行第 2 列');
    expect(refused('1 -3; -1/3 1')).toBe('E_AHP_ENTRY 判断矩阵 › 第 1 行第 2 列');
    expect(refused('1 3; 1/3')).toBe('E_AHP_SHAPE 判断矩阵 › 第 2 行');
    const eleven = Array.from({ length: 11 }, () => Array.from({ length: 11 }, () => '1').join(' ')).join(
      ';',
    );
    expect(refused(eleven)).toBe('E_AHP_ORDER 判断矩阵');
    expect(refused('1 0.5; 2 1')).toBe('ok');
  });

  it('joins experts by the geometric mean of their judgements', () => {
    // √(2·8) = 4 → 0.8 and 0.2
    const joint = mustBeOk(groupAhpWeights([rows('1 2; 1/2 1'), rows('1 8; 1/8 1')], ahpRules));
    expect(joint.weights[0]).toBeCloseTo(0.8, 12);
    const faulty = groupAhpWeights([rows('1 2; 1/2 1'), rows('1 2; 2 1')], ahpRules);
    expect(faulty.ok ? '' : faulty.failure.path).toBe('第 2 位专家 › 判断矩阵 › 第 2 行第 1 列');
    expect(groupAhpWeights([], ahpRules).ok).toBe(false);
    expect(groupAhpWeights([rows('1'), rows('1 2; 1/2 1')], ahpRules).ok).toBe(false);
  });

  it('has the random index of the reference', () => {
    expect(ahpRules.randomIndex.value).toEqual([0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49]);
  });
});

describe('entropy weights', () => {
  it('weighs by what tells the objects apart, with 0·ln 0 = 0', () => {
    // p = ¼, ¾: e = (¼·ln 4 + ¾·ln 4/3) / ln 2 = 0.811278; p = 0, 1: e = 0. w = 0.188722 / 1.188722.
    const { entropies, weights } = mustBeOk(
      entropyWeights([
        [1, 0],
        [3, 1],
      ]),
    );
    expect(entropies[0]).toBeCloseTo(0.811278, 6);
    expect(entropies[1]).toBe(0);
    expect(weights[0]).toBeCloseTo(0.15876, 5);
    expect(weights[1]).toBeCloseTo(0.84124, 5);
  });

  it('gives nothing to a constant indicator, and equal weights when all are', () => {
    expect(
      mustBeOk(
        entropyWeights([
          [5, 1],
          [5, 3],
        ]),
      ).weights,
    ).toEqual([0, 1]);
    const flat = mustBeOk(
      entropyWeights([
        [5, 0, 0.1],
        [5, 0, 0.1],
        [5, 0, 0.1],
      ]),
    );
    expect(flat).toMatchObject({ uninformative: true, entropies: [1, 1, 1], objects: 3 });
    expect(flat.weights).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it('refuses one object, ragged rows, negative and missing values', () => {
    const code = (data: readonly (readonly number[])[]): string => {
      const result = entropyWeights(data);
      return result.ok ? 'ok' : result.failure.code;
    };
    expect(code([[1, 2]])).toBe('E_ENTROPY_OBJECTS');
    expect(code([[], []])).toBe('E_MISSING');
    expect(code([[1, 2], [1]])).toBe('E_ENTROPY_SHAPE');
    expect(
      code([
        [1, 2],
        [1, -1],
      ]),
    ).toBe('E_ENTROPY_VALUE');
    expect(
      code([
        [1, 2],
        [1, NaN],
      ]),
    ).toBe('E_ENTROPY_VALUE');
  });

  it('joins judgement and data by the root of the product', () => {
    // √(0.8·0.2) = 0.4 both ways
    expect(mustBeOk(combineWeights([0.8, 0.2], [0.2, 0.8]))).toEqual([0.5, 0.5]);
    expect(combineWeights([1, 0], [0, 1]).ok).toBe(false);
    expect(combineWeights([1], [0.5, 0.5]).ok).toBe(false);
  });
});

describe('weights as text', () => {
  it('sums to 1 by the largest remainder', () => {
    expect(mustBeOk(weightTexts([1 / 3, 1 / 3, 1 / 3], 4))).toEqual(['0.3334', '0.3333', '0.3333']);
    expect(mustBeOk(weightTexts([0.63699, 0.25828, 0.10473], 3))).toEqual(['0.637', '0.258', '0.105']);
    expect(mustBeOk(weightTexts([1, 0]))).toEqual(['1', '0']);
  });

  it('refuses sums other than 1 and a positive weight that would vanish', () => {
    for (const weights of [[0.5, 0.4], [1.5, -0.5], [NaN, 1], []])
      expect(weightTexts(weights).ok).toBe(false);
    expect(weightTexts([0.9999999, 0.0000001]).ok).toBe(false);
  });
});

describe('weighted κ', () => {
  const kappa = (a: readonly number[], b: readonly number[]): readonly (number | null)[] =>
    (['linear', 'quadratic'] as const).map((weighting) => weightedKappa(a, b, weighting).kappa);

  it('has the values worked out by hand', () => {
    // Σ|d| = 4, all pairs 32, N 6: 1 − 24/32. Σd² = 6, all pairs 48: 1 − 36/48.
    expect(kappa([1, 1, 2, 2, 3, 3], [1, 2, 2, 3, 3, 1])).toEqual([0.25, 0.25]);
    // Σ|d| = 1, all pairs 18; Σd² = 1, all pairs 32; N 4.
    expect(kappa([1, 2, 3, 4], [1, 2, 3, 3])).toEqual([1 - 4 / 18, 0.875]);
    // Reversed: Σ|d| = 4, all pairs 8; Σd² = 8, all pairs 12; N 3.
    expect(kappa([1, 2, 3], [3, 2, 1])).toEqual([1 - 12 / 8, 1 - 24 / 12]);
    expect(kappa([1, 5, 9], [1, 5, 9])).toEqual([1, 1]);
  });

  it('is 0 when one of them never varies, and undefined when neither does or nothing is compared', () => {
    expect(kappa([60, 60], [80, 40])).toEqual([0, 0]);
    expect(weightedKappa([60, 60], [60, 60], 'linear')).toEqual({ pairs: 2, kappa: null, same: 1 });
    expect(weightedKappa([], [], 'quadratic')).toEqual({ pairs: 0, kappa: null, same: null });
    expect(() => weightedKappa([1], [], 'linear')).toThrow();
  });

  it('has words from the rulebook', () => {
    expect([1, 0.8, 0.79, 0.4, 0, -0.3].map((k) => mustBeOk(kappaTitle(k, rules)))).toEqual([
      ...['几乎完全一致', '几乎完全一致', '高度一致', '中度一致', '轻微', '差于偶然'],
    ]);
  });
});
