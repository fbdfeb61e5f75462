import { describe, expect, it } from 'vitest';
import {
  add,
  fractionOf,
  fractionText,
  integer,
  over,
  sum,
  times,
} from '../../../src/lib/screening/fraction';
import type { Band } from '../../../src/lib/screening/rule-model';
import { type Score, dimensionScore, gradeOf, totalScore } from '../../../src/lib/screening/scoring';

const item = (weight: string, low: number, high = low) => ({ weight, points: { low, high } });

describe('分数', () => {
  it('精确加乘除', () => {
    const third = over(integer(1), integer(3));
    expect(third).not.toBeNull();
    if (third === null) return;
    expect(fractionText(sum([third, third, third]), 2, 'down')).toBe('1');
    expect(fractionText(times(fractionOf('0.4'), integer(85)), 2, 'down')).toBe('34');
    expect(fractionText(add(fractionOf('0.1'), fractionOf('0.2')), 6, 'up')).toBe('0.3');
    expect(over(integer(1), integer(0))).toBeNull();
  });

  it('三种舍入只差最后一位', () => {
    const third = { n: 100n, d: 3n };
    expect(fractionText(third, 2, 'down')).toBe('33.33');
    expect(fractionText(third, 2, 'up')).toBe('33.34');
    expect(fractionText({ n: 200n, d: 3n }, 2, 'half-up')).toBe('66.67');
    expect(fractionText({ n: 1n, d: 200n }, 2, 'half-up')).toBe('0.01');
    expect(fractionText({ n: 33n, d: 1n }, 2, 'up')).toBe('33');
  });
});

describe('维度得分', () => {
  it('全部已测：100 × Σ(w × s ÷ 4) ÷ Σw', () => {
    // (6×3 + 4×2) ÷ (4 × 10) = 26 ÷ 40 = 65 %
    expect(dimensionScore([item('6', 3), item('4', 2)])).toEqual({
      low: '65',
      high: '65',
      point: '65',
      coverage: '1',
    });
  });

  it('未答复：低端按 0、高端按 4，已测得分只算已测部分', () => {
    // low 18 ÷ 40 = 45, high (18 + 16) ÷ 40 = 85, point 18 ÷ 24 = 75, coverage 6 ÷ 10
    expect(dimensionScore([item('6', 3), item('4', 0, 4)])).toEqual({
      low: '45',
      high: '85',
      point: '75',
      coverage: '0.6',
    });
  });

  it('区间向外舍入', () => {
    // 4 ÷ 12 = 33.3…
    expect(dimensionScore([item('1', 4), item('1', 0), item('1', 0)])).toMatchObject({
      low: '33.33',
      high: '33.34',
      point: '33.33',
    });
  });

  it('一项都没测：没有已测得分', () => {
    expect(dimensionScore([item('3', 0, 4)])).toEqual({ low: '0', high: '100', point: null, coverage: '0' });
  });

  it('没有权重：不评分；零权重项不影响', () => {
    expect(dimensionScore([])).toBeNull();
    expect(dimensionScore([item('0', 4)])).toBeNull();
    expect(dimensionScore([item('0', 0, 4), item('2', 4)])?.low).toBe('100');
  });
});

describe('总分', () => {
  it('按维度权重合成', () => {
    // 0.4 × 65 + 0.3 × 100 + 0.3 × 50 = 26 + 30 + 15 = 71
    const total = totalScore([
      { weight: '0.4', items: [item('6', 3), item('4', 2)] },
      { weight: '0.3', items: [item('7', 4)] },
      { weight: '0.3', items: [item('2', 2)] },
    ]);
    expect(total).toEqual({ low: '71', high: '71', point: '71', coverage: '1' });
  });

  it('三分之一相加不丢分：恰好 60 分就是 60 分', () => {
    // Two dimensions of weight 0.5 at 1/3 and 13/15: 50/3 + 130/3 = 60
    const total = totalScore([
      { weight: '0.5', items: [item('1', 4), item('2', 0)] },
      { weight: '0.5', items: [item('13', 4), item('2', 0)] },
    ]);
    expect(total?.low).toBe('60');
  });

  it('已测得分按有效权重合成', () => {
    // measured: 0.5 × 1 (4 of 4) and 0.5 × 1/2 at 2 of 4 → (0.5 + 0.125) ÷ 0.75 = 83.33; coverage 0.75
    const total = totalScore([
      { weight: '0.5', items: [item('2', 4)] },
      { weight: '0.5', items: [item('1', 2), item('1', 0, 4)] },
    ]);
    expect(total).toMatchObject({ point: '83.33', coverage: '0.75' });
  });

  it('某个维度没有权重：总分不评', () => {
    expect(totalScore([{ weight: '1', items: [] }])).toBeNull();
  });
});

const BANDS: readonly Band[] = [
  { min: '85', grade: 'A', multiplier: '1', action: '标准', effect: 'standard' },
  { min: '70', grade: 'B', multiplier: '0.85', action: '标准', effect: 'standard' },
  { min: '60', grade: 'C', multiplier: '0.6', action: '增信', effect: 'condition' },
  { min: '0', grade: 'D', multiplier: '0', action: '不认可', effect: 'condition' },
];
const FLOOR = { score: '60', drop: 1 };
const score = (low: string, high = low): Score => ({ low, high, point: low, coverage: '1' });
const grade = (low: string, high: string, dimensions: readonly Score[] = []) =>
  gradeOf(
    score(low, high),
    dimensions.map((s, i) => ({ code: `d${i}`, score: s })),
    BANDS,
    FLOOR,
  );

describe('等级', () => {
  it.each([
    ['85', 'A'],
    ['84.99', 'B'],
    ['70', 'B'],
    ['69.99', 'C'],
    ['60', 'C'],
    ['59.99', 'D'],
    ['0', 'D'],
    ['100', 'A'],
  ])('%s 分为 %s', (at, expected) => {
    expect(grade(at, at)?.grade).toBe(expected);
  });

  it('区间跨级：不定级，系数取低端', () => {
    const result = grade('69.99', '70');
    expect(result?.grade).toBeNull();
    expect(result?.low.multiplier).toBe('0.6');
    expect(result?.high.grade).toBe('B');
  });

  it('维度低于底线降一级，多个维度也只降一级，最低级不再降', () => {
    expect(grade('90', '90', [score('59.99')])?.grade).toBe('B');
    expect(grade('90', '90', [score('60')])?.grade).toBe('A');
    expect(grade('90', '90', [score('50'), score('40')])?.grade).toBe('B');
    expect(grade('10', '10', [score('50')])?.grade).toBe('D');
    expect(grade('90', '90', [score('50')])?.underFloor).toEqual(['d0']);
  });

  it('底线按两端分别判断', () => {
    const result = grade('90', '90', [score('50', '70')]);
    expect([result?.low.grade, result?.high.grade, result?.grade]).toEqual(['B', 'A', null]);
  });
});
