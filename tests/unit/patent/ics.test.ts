import { describe, expect, it } from 'vitest';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { type Result, mustBeOk } from '../../../src/lib/kernel/result';
import { type CalendarEvent, calendarEvents } from '../../../src/lib/patent/calendar/calendar-events';
import { readFeeRules } from '../../../src/lib/patent/calendar/fee-rules';
import { feeSchedule } from '../../../src/lib/patent/calendar/fee-schedule';
import {
  calendarIcs,
  calendarIcsBytes,
  escapeText,
  foldLine,
  stampOf,
  uidOf,
} from '../../../src/lib/patent/calendar/ics';
import { blankPatent, patentRules } from '../../fixtures/patent-case';

const day = (text: string) => mustBeOk(parsePlainDate(text));
const FILE = { name: '虚构案卷 专利日历', stamp: '20261120T000000Z', fiction: '' };
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code);
const unfold = (text: string): string => text.replaceAll('\r\n ', '');

const events = (until = '2028-12-31'): readonly CalendarEvent[] => {
  const record = blankPatent('p-1', {
    title: '一种钙钛矿太阳能电池组件的封装方法、装置；以及应用\\系统',
    applicationNumber: '201919900011.8',
    filingDate: '2019-03-01',
    grantDate: '2021-06-01',
    status: 'in-force',
    feesPaidThrough: '2027-02-28',
  });
  const rules = mustBeOk(readFeeRules(patentRules()));
  return calendarEvents(
    mustBeOk(feeSchedule([{ record, reduction: null }], day('2026-12-01'), day(until), rules)),
  );
};

describe('events', () => {
  it('fees, ends of late windows and the end of protection, by date', () => {
    expect(events().map((e) => `${e.date} ${e.key}`)).toEqual([
      '2027-03-01 annuity-09',
      '2027-09-01 annuity-09-window-end',
      '2028-03-01 annuity-10',
      '2028-09-01 annuity-10-window-end',
      '2039-02-28 expiry',
    ]);
    expect(events()[0]?.summary).toContain('第 9 年年费 2,000.00 元');
    expect(events()[0]?.description).toContain(
      '2027-08-02 至 2027-09-01：滞纳金 500.00 元，合计 2,500.00 元',
    );
  });
});

describe('RFC 5545 text', () => {
  it('is this file, byte for byte', () => {
    const one: CalendarEvent = {
      key: 'expiry',
      applicationNumber: '95115608.X',
      date: day('2026-12-31'),
      summary: '保护期最后一日',
      description: '甲; 乙, 丙\n丁',
    };
    expect(mustBeOk(calendarIcs([one], { ...FILE, name: '日历', fiction: '全部虚构' }))).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Zhiya//Patent Calendar//ZH',
        'CALSCALE:GREGORIAN',
        'X-WR-CALNAME:日历',
        'BEGIN:VEVENT',
        'UID:cn-patent-95115608x-expiry@zhiya.invalid',
        'DTSTAMP:20261120T000000Z',
        'DTSTART;VALUE=DATE:20261231',
        'DTEND;VALUE=DATE:20270101',
        'SUMMARY:【虚构】保护期最后一日',
        'DESCRIPTION:甲\\; 乙\\, 丙\\n丁\\n虚构内容：全部虚构',
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
  });

  it('every line ends in CRLF and holds at most 75 octets; unfolding gives the text back', () => {
    const text = mustBeOk(calendarIcs(events(), FILE));
    const lines = text.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(lines.some((line) => line.startsWith(' '))).toBe(true);
    for (const line of lines) expect(Buffer.byteLength(line, 'utf8')).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const summary = unfold(text)
      .split('\r\n')
      .find((line) => line.startsWith('SUMMARY:第 9'));
    expect(summary).toBe(
      'SUMMARY:第 9 年年费 2\\,000.00 元 一种钙钛矿太阳能电池组件的封装方法、装置；以及应用\\\\系统（201919900011.8）',
    );
  });

  it('folds before the character that would pass 75 octets, never inside it', () => {
    expect(foldLine('a'.repeat(75))).toBe('a'.repeat(75));
    expect(foldLine('a'.repeat(76))).toBe(`${'a'.repeat(75)}\r\n a`);
    // 73 + 3 = 76: the character moves to the next line.
    expect(foldLine(`${'a'.repeat(73)}年`)).toBe(`${'a'.repeat(73)}\r\n 年`);
    expect(foldLine(`${'a'.repeat(72)}年`)).toBe(`${'a'.repeat(72)}年`);
    expect(foldLine(`${'a'.repeat(72)}𠮷`)).toBe(`${'a'.repeat(72)}\r\n 𠮷`); // four octets
    // A continuation holds 74 octets after its space.
    expect(foldLine('a'.repeat(150))).toBe(`${'a'.repeat(75)}\r\n ${'a'.repeat(74)}\r\n a`);
  });

  it('escapes text, drops control characters, keeps line breaks', () => {
    expect(escapeText('a;b,c\\d\r\ne\rf\u2028g\u0000h\ti')).toBe('a\\;b\\,c\\\\d\\ne\\nf\\ngh\ti');
    expect(escapeText('x\ud800y')).toBe('x\ufffdy');
    const injected = mustBeOk(calendarIcs([{ ...event, summary: '甲\r\nEND:VEVENT\r\nBEGIN:VALARM' }], FILE));
    expect(injected.match(/^END:VEVENT$/gm)).toHaveLength(1);
    expect(injected).not.toMatch(/^BEGIN:VALARM/m);
  });

  const event: CalendarEvent = {
    key: 'annuity-09',
    applicationNumber: '201919900011.8',
    date: day('2027-03-01'),
    summary: '年费',
    description: '',
  };

  it('marks fiction in every summary, and only then', () => {
    const marks = (fiction: string): number =>
      [...unfold(mustBeOk(calendarIcs(events(), { ...FILE, fiction }))).matchAll(/^SUMMARY:【虚构】/gm)]
        .length;
    expect([marks('专利虚构'), marks('  '), marks('')]).toEqual([5, 0, 0]);
  });

  it('UIDs do not move with the period asked for, nor the stamp with anything but the argument', () => {
    const uids = (until: string): readonly string[] => events(until).map(uidOf);
    expect(uids('2030-12-31')).toEqual(expect.arrayContaining([...uids('2028-12-31')]));
    expect(stampOf(day('2026-11-20'))).toBe('20261120T000000Z');
    expect(mustBeOk(calendarIcs(events(), FILE))).toBe(mustBeOk(calendarIcs(events(), FILE)));
  });

  it('refuses a stamp that is none and a patent listed twice', () => {
    for (const stamp of ['2026-11-20', '20260230T000000Z', '20261120T240000Z', '20261120T000000', ''])
      expect(codeOf(calendarIcs([], { ...FILE, stamp }))).toBe('E_STAMP');
    expect(codeOf(calendarIcs([event, event], FILE))).toBe('E_UID_DUPLICATE');
    const bytes = mustBeOk(calendarIcsBytes([event], FILE));
    expect([...bytes.subarray(0, 5)]).toEqual([...Buffer.from('BEGIN')]); // no byte order mark
  });
});
