import { describe, expect, it } from 'vitest';
import { weightStability } from '../../../src/lib/valuation/weights/weight-stability';

const GRADES = [
  { grade: 'A', min: 85 },
  { grade: 'B', min: 70 },
  { grade: 'C', min: 55 },
  { grade: 'D', min: 40 },
  { grade: 'E', min: 0 },
];
const dimension = (key: string, weight: number, low: number, high = low) => ({
  key,
  title: key,
  weight,
  low,
  high,
});
const MEASURED = [
  dimension('legal', 0.35, 80),
  dimension('technical', 0.25, 60),
  dimension('economic', 0.4, 50),
];

describe('weight stability', () => {
  // 0.35×80 + 0.25×60 + 0.4×50 = 63, grade C (55–70)
  const stability = weightStability(MEASURED, GRADES, 60);

  it('finds the smallest change over all weights', () => {
    expect([stability.grade, stability.pledge]).toEqual(['C', true]);
    // To 70: 7 points at 80 − 50 = 30 per unit from economic to legal: 2 × 7/30.
    expect(stability.nearestGradeFlip?.distance).toBeCloseTo(14 / 30, 10);
    expect(stability.nearestGradeFlip?.flip).toMatchObject({
      direction: 'rises',
      limit: 70,
      from: 'C',
      to: 'B',
    });
    expect(stability.nearestGradeFlip?.weights[2]).toBeCloseTo(0.4 - 7 / 30, 10);
    // Below 60: 3 points from legal to economic: 2 × 3/30.
    expect(stability.nearestPledgeFlip?.distance).toBeCloseTo(0.2, 10);
    expect(stability.nearestPledgeFlip?.flip).toMatchObject({ direction: 'falls', from: '支持质押' });
  });

  it('finds how far each weight may go alone, the others in proportion', () => {
    const grade = weightStability(MEASURED, GRADES, null);
    // legal: others mean (15 + 20)/0.65 = 53.846, slope 26.154: +7/26.154, −8/26.154. economic: slope −21.667.
    const shifts = grade.single.map(({ decrease, increase }) =>
      [decrease, increase].map((move) => (move === null ? null : move.distance / 2)),
    );
    expect(shifts[0]?.[0]).toBeCloseTo(8 / 26.1538461538, 8);
    expect(shifts[0]?.[1]).toBeCloseTo(7 / 26.1538461538, 8);
    // technical: others mean 64, slope −4: 7 or 8 points are out of reach.
    expect(shifts[1]).toEqual([null, null]);
    expect(shifts[2]?.[0]).toBeCloseTo(7 / 21.6666666667, 8);
    expect(shifts[2]?.[1]).toBeCloseTo(8 / 21.6666666667, 8);
    expect(grade.nearestPledgeFlip).toBeNull();
    expect(grade.pledge).toBeNull();
  });

  it('empties the worst source first when one does not suffice', () => {
    // 0.1×40 + 0.5×60 + 0.4×90 = 70; to 85: 15 = 0.1×50 + m×30, m = ⅓; 2 × (0.1 + ⅓)
    const three = [dimension('a', 0.1, 40), dimension('b', 0.5, 60), dimension('c', 0.4, 90)];
    const { nearestGradeFlip } = weightStability(
      three,
      [
        { grade: 'A', min: 85 },
        { grade: 'X', min: 0 },
      ],
      null,
    );
    expect(nearestGradeFlip?.distance).toBeCloseTo(2 * (0.1 + 1 / 3), 10);
  });

  it('watches both ends of an interval', () => {
    // low 0.5×60 + 0.5×50 = 55 stands on C; any weight from a to b makes it D.
    const wide = [dimension('a', 0.5, 60, 90), dimension('b', 0.5, 50, 70)];
    const result = weightStability(wide, GRADES, null);
    expect(result.grade).toBe('C–B');
    expect(result.nearestGradeFlip?.distance).toBeCloseTo(0, 12);
    expect(result.nearestGradeFlip?.flip).toMatchObject({
      end: 'low',
      direction: 'falls',
      from: 'C',
      to: 'D',
    });
  });

  it('says when no weights flip it', () => {
    const flat = weightStability([dimension('a', 0.5, 60), dimension('b', 0.5, 62)], GRADES, 50);
    expect([flat.nearestGradeFlip, flat.nearestPledgeFlip]).toEqual([null, null]);
    // The limit itself is no fall: the lowest reachable score is exactly 55.
    expect(
      weightStability([dimension('a', 0.5, 55), dimension('b', 0.5, 62)], GRADES, 55).nearestPledgeFlip,
    ).toBeNull();
    // And it is a rise.
    expect(
      weightStability([dimension('a', 0.5, 60), dimension('b', 0.5, 70)], GRADES, null).nearestGradeFlip
        ?.distance,
    ).toBeCloseTo(1, 12);
  });

  it('shares out the weight of a dimension that has all of it', () => {
    const all = [dimension('a', 1, 72), dimension('b', 0, 60), dimension('c', 0, 50)];
    // b and c share equally: 72 − δ·(72 − 55) = 70
    const [a] = weightStability(all, GRADES, null).single;
    expect((a?.decrease?.distance ?? NaN) / 2).toBeCloseTo(2 / 17, 10);
    expect(a?.increase).toBeNull();
  });
});
