import { type CalendarFile, icsText } from '../../kernel/ics';
import { type Result, ok, refuse } from '../../kernel/result';
import { encodeUtf8 } from '../../kernel/utf8';
import type { CalendarEvent } from './calendar-events';

export { type CalendarFile, escapeText, foldLine, stampOf } from '../../kernel/ics';

/** The same patent and event always get the same UID, so that a later file updates the calendar instead of doubling it. */
export const uidOf = ({ applicationNumber, key }: CalendarEvent): string =>
  `cn-patent-${applicationNumber.toLowerCase().replace(/[^0-9a-z]+/g, '')}-${key}@zhiya.invalid`;

/**
 * The calendar as RFC 5545 text: CRLF, folded, all-day events, UIDs from number and event, no clock. `E_STAMP` when the stamp
 * is not a UTC date-time, `E_UID_DUPLICATE` when two events would share a UID (a patent listed twice).
 */
export const calendarIcs = (events: readonly CalendarEvent[], file: CalendarFile): Result<string> => {
  const uids = new Set<string>();
  for (const event of events) {
    const uid = uidOf(event);
    if (uids.has(uid))
      return refuse(
        'E_UID_DUPLICATE',
        `专利 ${event.applicationNumber} 在日历中出现两次`,
        event.applicationNumber,
        '请先合并清单中的重复专利',
      );
    uids.add(uid);
  }
  return icsText(
    events.map((event) => ({ ...event, uid: uidOf(event) })),
    file,
    'Patent Calendar',
  );
};

/** The same as UTF-8 bytes, without a byte order mark. */
export const calendarIcsBytes = (
  events: readonly CalendarEvent[],
  file: CalendarFile,
): Result<Uint8Array> => {
  const text = calendarIcs(events, file);
  return text.ok ? ok(encodeUtf8(text.value)) : text;
};
