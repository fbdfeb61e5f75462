import { describe, expect, it } from 'vitest';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { addWorkingDays, isWorkingDay } from '../../../src/lib/kernel/working-days';
import { readCalendar } from '../../../src/lib/data-asset/rights/rights-rules';
import { DATA_ASSET_RULES } from '../../../src/lib/rulebook/data-asset-rules';
import { rulesAt } from '../../../src/lib/rulebook/resolver';

const day = (text: string) => mustBeOk(parsePlainDate(text));
const calendar = mustBeOk(
  readCalendar(rulesAt({ entries: DATA_ASSET_RULES, date: day('2026-11-20'), region: 'cn' })),
);

describe('working days', () => {
  it('are the weekdays of 2026 that the notice leaves, and the weekend days it adds', () => {
    const days = Array.from({ length: 365 }, (_, i) => addDaysOf('2026-01-01', i));
    // 261 weekdays, less 19 that are off (1+1, 6, 1, 3, 1, 1, 5), plus 6 worked weekend days.
    expect(days.filter((d) => isWorkingDay(d, calendar))).toHaveLength(261 - 19 + 6);
  });

  it.each([
    ['2026-11-20', 0, '2026-11-20'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-20', 3, '2026-11-25'],
    // 30 September is the last before the week of 1–7 October; 10 October is a worked Saturday.
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-10-09', 1, '2026-10-10'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
  ])('%s and %i more are %s', (from, count, expected) => {
    expect(addWorkingDays(day(from), count, calendar)).toEqual({ date: expected, certain: true });
  });

  it('say when they run into a year whose holidays are not known', () => {
    expect(addWorkingDays(day('2026-12-31'), 1, calendar)).toEqual({ date: '2027-01-01', certain: false });
    expect(addWorkingDays(day('2027-03-01'), 0, calendar)).toEqual({ date: '2027-03-01', certain: true });
  });
});

function addDaysOf(from: string, n: number) {
  const months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  let left = n;
  const month = months.findIndex((length) => (left < length ? true : ((left -= length), false)));
  return day(
    `${from.slice(0, 4)}-${String(month + 1).padStart(2, '0')}-${String(left + 1).padStart(2, '0')}`,
  );
}
