import { readDate } from '../../kernel/date-grammar';
import { foldFullWidth } from '../../kernel/characters';
import { type PlainDate, compareDates } from '../../kernel/plain-date';
import type { Failure, WithFailures } from '../../kernel/result';
import { byCodeUnit } from '../portfolio/portfolio-rank';

/** One entry of the patent gazette about one patent. */
export interface GazetteEvent {
  /** `PE01`, `CF01` … */
  readonly code: string;
  /** Day of the gazette. The effect may be earlier: a lapse over fees dates back to the due date. */
  readonly date: PlainDate;
  /** Registration or filing number that tells two contracts apart; absent = not printed. */
  readonly ref?: string;
}

/** Entries in date order, then code, then number, each once: the same entry printed twice is one event. */
export const orderedEvents = (events: readonly GazetteEvent[]): readonly GazetteEvent[] => {
  const byKey = new Map(events.map((event) => [`${event.date} ${event.code} ${event.ref ?? ''}`, event]));
  return [...byKey.values()].sort(
    (a, b) =>
      compareDates(a.date, b.date) || byCodeUnit(a.code, b.code) || byCodeUnit(a.ref ?? '', b.ref ?? ''),
  );
};

/** A gazette entry as text, as a table or a form gives it. */
export interface GazetteRow {
  readonly code: string;
  readonly date: string;
  readonly ref?: string;
}

/** Reads entries; the faulty ones are listed. Codes `E_EVENT_CODE`, `E_MISSING` (no date) and those of `readDate`. */
export const readGazetteRows = (rows: readonly GazetteRow[]): WithFailures<readonly GazetteEvent[]> => {
  const value: GazetteEvent[] = [];
  const failures: Failure[] = [];
  rows.forEach((row, i) => {
    const path = `第 ${i + 1} 条事务`;
    const code = foldFullWidth(row.code).trim().toUpperCase();
    const date = readDate(row.date);
    const ref = row.ref?.trim() ?? '';
    if (!/^[A-Z]{2}\d{2}$/.test(code))
      failures.push({
        code: 'E_EVENT_CODE',
        message: `“${row.code.slice(0, 40)}”不是公报事务代码`,
        path,
        remedy: '事务代码为两个字母加两位数字，例如 PE01',
      });
    else if (!date.ok) failures.push({ ...date.failure, path });
    else if (date.value === null)
      failures.push({ code: 'E_MISSING', message: '缺公告日', path, remedy: '请补充公告日' });
    else value.push({ code, date: date.value, ...(ref === '' ? {} : { ref }) });
  });
  return { value, failures };
};
