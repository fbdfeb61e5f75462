import { type PlainDate, addDays, parsePlainDate } from './plain-date';
import { type Result, ok, refuse } from './result';

/** RFC 5545 §3.1: a line holds at most 75 octets without its CRLF; the space of a continuation counts. */
const LINE_OCTETS = 75;
const CRLF = '\r\n';

const octetsOf = (character: string): number => {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
};

/** One content line folded at 75 octets, never inside a UTF-8 character; without the final CRLF. RFC 5545 §3.1. */
export const foldLine = (line: string): string => {
  let out = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > LINE_OCTETS) {
      out += `${CRLF} `;
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
};

/**
 * A TEXT value: backslash, semicolon, comma and line breaks escaped, other control characters dropped, lone surrogates
 * replaced by U+FFFD. RFC 5545 §3.3.11.
 */
export const escapeText = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');

/** DTSTAMP of a calendar date: midnight UTC. */
export const stampOf = (date: PlainDate): string => `${date.replaceAll('-', '')}T000000Z`;

const STAMP = /^(\d{4})(\d{2})(\d{2})T([01]\d|2[0-3])[0-5]\d[0-5]\dZ$/;

const isStamp = (stamp: string): boolean => {
  const m = STAMP.exec(stamp);
  return m !== null && parsePlainDate(`${m[1] ?? ''}-${m[2] ?? ''}-${m[3] ?? ''}`).ok;
};

const dateValue = (date: PlainDate): string => date.replaceAll('-', '');

/** One all-day event. */
export interface IcsEvent {
  /** The same thing always gets the same UID, so that a later file updates the calendar instead of doubling it. */
  readonly uid: string;
  readonly date: PlainDate;
  readonly summary: string;
  readonly description: string;
}

export interface CalendarFile {
  /** Shown as the name of the calendar. */
  readonly name: string;
  /** `20261120T000000Z`: when the file is made, given by the caller. */
  readonly stamp: string;
  /** What is invented in the case; empty for real cases. */
  readonly fiction: string;
}

const eventLines = (event: IcsEvent, file: CalendarFile): readonly string[] => {
  const mark = file.fiction.trim() === '' ? '' : '【虚构】';
  const note = mark === '' ? '' : `\n虚构内容：${file.fiction.trim()}`;
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${file.stamp}`,
    `DTSTART;VALUE=DATE:${dateValue(event.date)}`,
    `DTEND;VALUE=DATE:${dateValue(addDays(event.date, 1))}`,
    `SUMMARY:${escapeText(mark + event.summary)}`,
    `DESCRIPTION:${escapeText(event.description + note)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
};

/**
 * A calendar as RFC 5545 text: CRLF, folded, all-day events, no clock. `product` stands in PRODID. `E_STAMP` when the stamp is not a
 * UTC date-time; UIDs must differ, which is the caller's to see to.
 */
export const icsText = (events: readonly IcsEvent[], file: CalendarFile, product: string): Result<string> => {
  if (!isStamp(file.stamp))
    return refuse(
      'E_STAMP',
      `“${file.stamp}”不是 UTC 时间戳`,
      'stamp',
      '请给出 20261120T000000Z 形式的时间戳',
    );
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Zhiya//${product}//ZH`,
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escapeText(file.name)}`,
    ...events.flatMap((event) => eventLines(event, file)),
    'END:VCALENDAR',
  ];
  return ok(lines.map((line) => foldLine(line) + CRLF).join(''));
};
