import { describe, expect, it } from 'vitest';
import { gradeSpan } from '../../../src/lib/patent/score/grades';

const TABLE = [
  { grade: 'A', min: 85 },
  { grade: 'B', min: 70 },
  { grade: 'C', min: 55 },
  { grade: 'D', min: 40 },
  { grade: 'E', min: 0 },
];

describe('grade of an interval', () => {
  it('one grade only when it holds the whole interval', () => {
    expect(gradeSpan(TABLE, 70, 84.9)).toBe('B');
    expect(gradeSpan(TABLE, 66.1, 82.3)).toBe('C–B');
    expect(gradeSpan(TABLE, 70, 85)).toBe('B–A');
    expect(gradeSpan(TABLE, 0, 100)).toBe('E–A');
  });

  it('a sum that misses its limit by rounding noise still reaches it', () => {
    expect(gradeSpan(TABLE, 69.99999999999999, 70)).toBe('B');
    expect(gradeSpan(TABLE, 69.999, 70)).toBe('C–B');
  });
});
