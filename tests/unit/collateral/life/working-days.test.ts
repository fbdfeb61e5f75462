import { describe, expect, it } from 'vitest';
import { workingDaysAfter } from '../../../../src/lib/collateral/life/working-days';
import { day } from '../../../fixtures/life-case';

const PLAIN = { years: [2026, 2027], closed: [], open: [] };

describe('working days', () => {
  it.each([
    // 2026-11-20 is a Friday.
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-11-22', 5, '2026-11-27'],
    ['2026-11-20', 15, '2026-12-11'],
    ['2026-11-20', 0, '2026-11-20'],
    ['2026-12-31', 1, '2027-01-01'],
  ])('%s and %i more is %s', (from, count, until) => {
    expect(workingDaysAfter(day(from), count, PLAIN)).toBe(until);
  });

  it('leave out days off and count working weekends', () => {
    const days = { years: [2026], closed: ['2026-11-23', '2026-11-24'], open: ['2026-11-28'] };
    // 25, 26, 27 November, then Saturday 28, then Monday 30.
    expect(workingDaysAfter(day('2026-11-20'), 4, days)).toBe('2026-11-28');
    expect(workingDaysAfter(day('2026-11-20'), 5, days)).toBe('2026-11-30');
  });

  it('are not known in a year whose holidays nobody listed', () => {
    expect(workingDaysAfter(day('2026-11-20'), 1, { years: [], closed: [], open: [] })).toBeNull();
    expect(workingDaysAfter(day('2027-12-31'), 1, PLAIN)).toBeNull();
  });
});
