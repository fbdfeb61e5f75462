import { describe, expect, it } from 'vitest';
import { ALL_BELOW, PRINTED, windowOf } from '../../../src/lib/ui/table-window';

const ROW = 37;
const at = (count: number, top: number, height = 370, printing = false) =>
  windowOf({ count, rowHeight: ROW, top, height, printing });

describe('windowOf', () => {
  it('shows a short table whole, wherever it is scrolled', () => {
    expect(at(ALL_BELOW, 5000)).toEqual({ from: 0, to: ALL_BELOW, before: 0, after: 0 });
    expect(at(0, 0)).toEqual({ from: 0, to: 0, before: 0, after: 0 });
  });

  it('keeps few rows of a long table, and the height of all of them', () => {
    for (const top of [0, 1, 500, 92_000, 184_000, 999_999]) {
      const { from, to, before, after } = at(5000, top);
      expect(to - from).toBeLessThanOrEqual(26);
      expect(before + (to - from) * ROW + after).toBe(5000 * ROW);
      expect(before).toBe(from * ROW);
    }
  });

  it('holds every row in sight and some before and after', () => {
    const { from, to } = at(5000, 1000 * ROW);
    expect(from).toBe(992);
    expect(to).toBe(992 + 10 + 16);
  });

  it('ends with the last row, also when the list became shorter than the place scrolled to', () => {
    expect(at(5000, 4990 * ROW).to).toBe(5000);
    const { from, to } = at(100, 4000 * ROW);
    expect([from, to]).toEqual([74, 100]);
  });

  it('prints from the first row on, as many as a printer can take', () => {
    expect(at(5000, 90_000, 370, true)).toEqual({ from: 0, to: PRINTED, before: 0, after: 0 });
    expect(at(200, 3000, 370, true)).toEqual({ from: 0, to: 200, before: 0, after: 0 });
  });
});
