import * as v from 'valibot';
import type { CalendarYear } from '../../../case/desk/settings';
import { addDays, dayNumber, parsePlainDate } from '../../../kernel/plain-date';
import type { WorkCalendar } from '../../../kernel/working-days';
import type { RulesAt } from '../../../rulebook/model';
import { readTyped } from '../../../rulebook/read-rule';

/** A year whose holidays are known, with who says so. */
export interface KnownYear {
  readonly year: number;
  readonly source: string;
  /** Brought by the operator, or in the rulebook. */
  readonly from: 'operator' | 'rulebook';
}

export interface KnownCalendar {
  readonly calendar: WorkCalendar;
  readonly years: readonly KnownYear[];
}

const HOLIDAYS = v.array(
  v.strictObject({
    year: v.number(),
    off: v.array(v.strictTuple([v.string(), v.string()])),
    on: v.array(v.string()),
  }),
);

const spanDays = ([from, to]: readonly [string, string]): readonly string[] => {
  const [first, last] = [parsePlainDate(from), parsePlainDate(to)];
  if (!first.ok || !last.ok) return [];
  return Array.from({ length: dayNumber(last.value) - dayNumber(first.value) + 1 }, (_, i) =>
    addDays(first.value, i),
  );
};

/** The operator's years, and those of the rulebook that the operator did not bring. A year of neither is unknown. */
export const knownCalendar = (own: readonly CalendarYear[], rules: RulesAt): KnownCalendar => {
  const brought = new Set(own.map(({ year }) => year));
  const shipped = readTyped(rules, 'cn.public-holidays', HOLIDAYS);
  const others = shipped.ok ? shipped.value.value.filter(({ year }) => !brought.has(year)) : [];
  const citation = shipped.ok ? shipped.value.rule.citation : null;
  const shippedSource = citation === null ? '' : `${citation.instrument}${citation.number ?? ''}`;
  return {
    calendar: {
      years: new Set([...brought, ...others.map(({ year }) => year)]),
      off: new Set([...own.flatMap(({ off }) => off), ...others.flatMap(({ off }) => off.flatMap(spanDays))]),
      on: new Set([...own.flatMap(({ on }) => on), ...others.flatMap(({ on }) => on)]),
    },
    years: [
      ...own.map(({ year, source }) => ({ year, source, from: 'operator' as const })),
      ...others.map(({ year }) => ({ year, source: shippedSource, from: 'rulebook' as const })),
    ].sort((a, b) => a.year - b.year),
  };
};
