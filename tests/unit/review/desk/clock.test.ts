import { describe, expect, it } from 'vitest';
import type { ClockStep } from '../../../../src/lib/case/desk/entry';
import { NO_SETTINGS } from '../../../../src/lib/case/desk/settings';
import { type PlainDate, parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { encodeUtf8 } from '../../../../src/lib/kernel/utf8';
import { readCalendarFile } from '../../../../src/lib/review/desk/clock/calendar-file';
import { officeClock } from '../../../../src/lib/review/desk/clock/office-clock';
import { type ClockInput, dueOf, readClock } from '../../../../src/lib/review/desk/clock/service-clock';
import { ALL_RULES } from '../../../../src/lib/rulebook/all-rules';
import { rulesAt } from '../../../../src/lib/rulebook/resolver';
import { deskEntryOf } from '../../../fixtures/desk-entry';
import { refusalOf } from '../../../fixtures/refusal';

const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const step = (kind: ClockStep['kind'], on: string): ClockStep => ({ kind, on, by: '' });

/** 2026-10-01…07 off, Saturday 2026-10-10 worked. */
const OCTOBER = {
  years: new Set([2026]),
  off: new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']),
  on: new Set(['2026-10-10']),
};
const input = (
  steps: readonly ClockStep[],
  today: string,
  changes: Partial<ClockInput> = {},
): ClockInput => ({
  steps,
  today: day(today),
  calendar: OCTOBER,
  afterSupplement: 'continue',
  ...changes,
});

describe('working days', () => {
  it('the day of acceptance does not count; holidays and worked Saturdays do as they are', () => {
    // Accepted Wednesday 09-30. Working days after it: 10-08 Thu, 10-09 Fri, 10-10 Sat (worked), 10-12 Mon.
    const of = input([step('accepted', '2026-09-30')], '2026-10-12');
    expect(readClock(of)).toMatchObject({ state: 'running', used: 4, unknownYears: [] });
    expect(dueOf(of, readClock(of), 3)).toEqual({ on: '2026-10-10', unknownYears: [], left: -1 });
    expect(dueOf(of, readClock(of), 5).on).toBe('2026-10-13');
  });
  it('a supplement stops it; afterwards it goes on or begins anew', () => {
    // Accepted Mon 10-12; Tue 13, Wed 14 used; paused Wed 14; mended Mon 19; Tue 20, Wed 21 used.
    const steps = [
      step('accepted', '2026-10-12'),
      step('paused', '2026-10-14'),
      step('resumed', '2026-10-19'),
    ];
    const on = input(steps, '2026-10-21');
    expect(readClock(on).used).toBe(4);
    expect(dueOf(on, readClock(on), 5).on).toBe('2026-10-22');
    const anew = input(steps, '2026-10-21', { afterSupplement: 'restart' });
    expect(readClock(anew).used).toBe(2);
    expect(dueOf(anew, readClock(anew), 5).on).toBe('2026-10-26');
    const paused = input(steps.slice(0, 2), '2026-10-21');
    expect(readClock(paused)).toMatchObject({ state: 'paused', used: 2 });
    expect(dueOf(paused, readClock(paused), 5)).toEqual({ on: null, unknownYears: [], left: 3 });
  });
  it('days used up before the supplement are over where they ended', () => {
    // Accepted Mon 10-12; 13, 14, 15, 16 used; paused Fri 16; mended Mon 19. Three days were over on Thu 15.
    const steps = [
      step('accepted', '2026-10-12'),
      step('paused', '2026-10-16'),
      step('resumed', '2026-10-19'),
    ];
    const of = input(steps, '2026-10-21');
    expect(dueOf(of, readClock(of), 3)).toEqual({ on: '2026-10-15', unknownYears: [], left: -3 });
    expect(dueOf(of, readClock(of), 4).on).toBe('2026-10-16');
    expect(dueOf(of, readClock(of), 5).on).toBe('2026-10-20');
  });
  it('a way too long to walk is unknown, not cut', () => {
    const years = new Set(Array.from({ length: 20 }, (_, i) => 2016 + i));
    const of = input([step('accepted', '2016-01-04')], '2026-10-12', { calendar: { ...OCTOBER, years } });
    expect(readClock(of).used).toBeNull();
  });
  it('decided ends it, whatever day it is', () => {
    const of = input([step('accepted', '2026-10-12'), step('decided', '2026-10-14')], '2026-12-31');
    expect(readClock(of)).toMatchObject({ state: 'ended', used: 2, endedOn: '2026-10-14' });
  });
  it('a year without a calendar answers unknown, also when only the due day lies in it', () => {
    const of = input([step('accepted', '2026-12-30')], '2026-12-31');
    expect(readClock(of).used).toBe(1);
    expect(dueOf(of, readClock(of), 5)).toEqual({ on: null, unknownYears: [2027], left: 4 });
    const later = input([step('accepted', '2026-12-30')], '2027-01-05');
    expect(readClock(later)).toMatchObject({ used: null, unknownYears: [2027] });
  });
  it('steps that contradict each other give no number', () => {
    expect(readClock(input([step('resumed', '2026-10-12')], '2026-10-14'))).toMatchObject({
      state: 'bad',
      used: null,
    });
    const back = [step('accepted', '2026-10-12'), step('paused', '2026-10-09')];
    expect(readClock(input(back, '2026-10-14')).problem).toContain('早于前一步');
  });
});

describe('the clock of an office', () => {
  const rules = (region: string) => rulesAt({ entries: ALL_RULES, date: day('2026-10-12'), region });
  const entry = deskEntryOf(1, {
    channel: 'online',
    office: '虚构代办处',
    steps: [step('accepted', '2026-10-12')],
  });

  it('shows the prescribed and the promised days side by side', () => {
    const settings = {
      ...NO_SETTINGS,
      service: [
        { office: '', channel: 'online' as const, days: 4, source: '所有机构' },
        { office: '虚构代办处', channel: 'online' as const, days: 3, source: '虚构办事指南' },
      ],
    };
    const { limits, clock, todo } = officeClock(entry, settings, rules('cn'), day('2026-10-14'));
    expect(clock.used).toBe(2);
    expect(limits.map(({ kind, days, due }) => [kind, days, due?.on, due?.left])).toEqual([
      ['statutory', 2, '2026-10-14', 0],
      ['promised', 3, '2026-10-15', 1],
    ]);
    expect(limits[0]?.confidence).toBe('secondary');
    expect(todo).toEqual([]);
  });
  it('has no prescribed days for what is not a pledge of patents', () => {
    const purpose = '注册商标专用权质权登记';
    const mark = { ...entry, facts: { ...entry.facts, purpose } };
    const { limits } = officeClock(mark, NO_SETTINGS, rules('cn'), day('2026-10-14'));
    expect(limits.map(({ days, source }) => [days, source])).toEqual([
      [null, `没有录入“${purpose}”的审查时限`],
    ]);
  });
  it('begins anew in Wuxi, as its guide says', () => {
    expect(officeClock(entry, NO_SETTINGS, rules('cn-3202'), day('2026-10-14')).afterSupplement.kind).toBe(
      'restart',
    );
    expect(officeClock(entry, NO_SETTINGS, rules('cn'), day('2026-10-14')).afterSupplement.kind).toBe(
      'continue',
    );
  });
  it('says what to do for each unknown', () => {
    const late = { ...entry, steps: [step('accepted', '2031-01-06')] };
    const { clock, todo } = officeClock(late, NO_SETTINGS, rules('cn'), day('2031-01-08'));
    expect(clock.used).toBeNull();
    expect(todo.join()).toContain('2031 年的放假安排没有录入');
    const unset = officeClock(
      { ...entry, channel: null, steps: [] },
      NO_SETTINGS,
      rules('cn'),
      day('2026-10-14'),
    );
    expect(unset.todo.join()).toMatch(/渠道.*受理日期/);
    expect(unset.limits).toEqual([]);
  });
  it('takes the operator’s year before that of the rulebook', () => {
    const own = {
      year: 2026,
      off: ['2026-10-13'],
      on: [],
      source: '虚构通知',
      publishedOn: null,
      fileName: 'x.csv',
      importedOn: '',
    };
    const { clock } = officeClock(entry, { ...NO_SETTINGS, calendar: [own] }, rules('cn'), day('2026-10-14'));
    expect(clock.used).toBe(1);
  });
});

describe('a calendar file', () => {
  it('is read as a table, one day per row, each year with its source', async () => {
    const csv = [
      '年份,日期,类型,来源,发布日期',
      '2027,2027-01-01,放假,虚构通知,2026-11-01',
      '2027,2027-01-02,上班,虚构通知,2026-11-01',
      '2028,2028-13-01,放假,虚构通知,',
      '2028,2028-01-03,放假,虚构通知,',
      '2027,2027-01-04,上班,虚构通知,',
    ].join('\n');
    const { years, failures } = mustBeOk(await readCalendarFile(encodeUtf8(csv), '日历.csv'));
    expect(years).toEqual([
      {
        year: 2027,
        off: ['2027-01-01'],
        on: ['2027-01-02', '2027-01-04'],
        source: '虚构通知',
        publishedOn: '2026-11-01',
      },
    ]);
    expect(failures.map(({ code, path }) => [code, path])).toEqual([
      ['E_CALENDAR_ROW', '日历.csv › 第 4 条'],
      ['E_CALENDAR_DAY', '日历.csv › 2027 年'],
    ]);
  });
  it('a year with a day that cannot be read stays unknown, whole', async () => {
    const rows = ['年份,日期,类型,来源,发布日期', '2027,2027-01-01,放假,虚构,', '2027,2027-13-01,放假,虚构,'];
    const one = refusalOf(await readCalendarFile(encodeUtf8(rows.join('\n')), 'x.csv'));
    expect(one.message).toContain('没有一年是完整的');
    const nowhere = [...rows.slice(0, 2), '哪年,某日,放假,虚构,'].join('\n');
    expect(refusalOf(await readCalendarFile(encodeUtf8(nowhere), 'x.csv')).code).toBe('E_CALENDAR');
    const span = (to: string, year: number) => ({
      year,
      off: [[`${year}-10-01`, to]],
      on: [],
      source: '虚构',
      publishedOn: null,
    });
    const json = JSON.stringify({
      schema: 'zhiya.work-calendar/1',
      years: [span('2027-09-01', 2027), span('2028-10-02', 2028)],
    });
    const read = mustBeOk(await readCalendarFile(encodeUtf8(json), 'x.json'));
    expect([read.years.map(({ year }) => year), read.failures.length]).toEqual([[2028], 1]);
  });
  it('is read as JSON with spans', async () => {
    const json = JSON.stringify({
      schema: 'zhiya.work-calendar/1',
      years: [{ year: 2027, off: [['2027-10-01', '2027-10-03']], on: [], source: '虚构', publishedOn: null }],
    });
    const { years, failures } = mustBeOk(await readCalendarFile(encodeUtf8(json), '日历.json'));
    expect(years[0]?.off).toEqual(['2027-10-01', '2027-10-02', '2027-10-03']);
    expect(failures).toEqual([]);
  });
  it('without the columns or the days it is refused', async () => {
    expect(refusalOf(await readCalendarFile(encodeUtf8('a,b\n1,2'), 'x.csv')).message).toContain('缺少列');
    expect(refusalOf(await readCalendarFile(encodeUtf8('{"schema":"x"}'), 'x.json')).code).toBe('E_CALENDAR');
  });
});
