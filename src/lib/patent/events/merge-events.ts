import type { LegalEvents } from '../../case/patents-section';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import { type GazetteEvent, orderedEvents } from './gazette-events';

/** Entries of a record as events. The schema keeps malformed dates out. */
export const recordEvents = (events: LegalEvents | null): readonly GazetteEvent[] =>
  (events?.entries ?? []).flatMap(({ code, date, ref }) => {
    const day = parsePlainDate(date);
    return day.ok ? [{ code, date: day.value, ...(ref === null ? {} : { ref }) }] : [];
  });

/** An entry without a number is the same as one of that code and day that bears one: some lists do not print numbers. */
const withoutEchoes = (events: readonly GazetteEvent[]): readonly GazetteEvent[] => {
  const numbered = new Set(events.filter((e) => e.ref !== undefined).map((e) => `${e.date} ${e.code}`));
  return events.filter((e) => e.ref !== undefined || !numbered.has(`${e.date} ${e.code}`));
};

const laterOf = (a: string | null, b: string | null): string | null =>
  a === null ? b : b === null || a > b ? a : b;

/**
 * Events that a record has and those of a new list, each once, in date order. Complete through the later of the two days:
 * both lists are complete from the beginning. Adding the same list again changes nothing.
 */
export const mergeEvents = (
  known: LegalEvents | null,
  added: readonly GazetteEvent[],
  coveredThrough: PlainDate | null,
  source: string,
): LegalEvents => {
  const events = orderedEvents(withoutEchoes([...recordEvents(known), ...added]));
  const sources = known === null || known.source === '' ? [] : known.source.split('；');
  return {
    coveredThrough: laterOf(known?.coveredThrough ?? null, coveredThrough),
    source: [...sources, ...(source === '' || sources.includes(source) ? [] : [source])]
      .join('；')
      .slice(0, 20_000),
    entries: events.map(({ code, date, ref }) => ({ code, date, ref: ref ?? null })),
  };
};
