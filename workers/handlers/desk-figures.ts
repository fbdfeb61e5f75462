import type { DeskApi } from '../../src/lib/bridge/desk-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import { writeDocx } from '../../src/lib/documents/docx/docx-file';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { ok } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { knownCalendar } from '../../src/lib/review/desk/clock/calendar';
import { readCalendarFile } from '../../src/lib/review/desk/clock/calendar-file';
import { officeClock } from '../../src/lib/review/desk/clock/office-clock';
import { drawSample } from '../../src/lib/review/desk/draw/draw';
import { drawCsv, drawPaper } from '../../src/lib/review/desk/draw/draw-paper';
import { opinionStatistics } from '../../src/lib/review/desk/statistics/opinions';
import { deskStatistics } from '../../src/lib/review/desk/statistics/statistics';
import { opinionsCsv, statisticsCsv } from '../../src/lib/review/desk/statistics/statistics-csv';
import type { RulesAt } from '../../src/lib/rulebook/model';
import { json, placeRules } from './desk-place';

/** Clocks, statistics and draws over the register. */
export const figureHandlers: Handlers<
  Pick<DeskApi, 'readCalendar' | 'officeClocks' | 'deskStatistics' | 'drawSample'>
> = {
  readCalendar: ({ fileName, bytes }) => readCalendarFile(bytes, fileName),

  officeClocks: ({ entries, settings, today }) => {
    const date = parsePlainDate(today);
    if (!date.ok) return date;
    const byRegion = new Map<string, RulesAt>();
    for (const region of new Set(entries.map(({ facts }) => facts.region ?? 'cn'))) {
      const rules = placeRules({ region, date: today, overlay: settings.overlay });
      if (!rules.ok) return rules;
      byRegion.set(region, rules.value);
    }
    const whole = placeRules({ region: 'cn', date: today, overlay: settings.overlay });
    if (!whole.ok) return whole;
    const rulesOf = (region: string | null): RulesAt => byRegion.get(region ?? 'cn') ?? whole.value;
    return ok({
      clocks: entries.map((entry) => ({
        id: entry.id,
        clock: officeClock(entry, settings, rulesOf(entry.facts.region), date.value),
      })),
      years: knownCalendar(settings.calendar, whole.value).years,
    });
  },

  deskStatistics: ({ entries, opinions, by, withFiction }) => {
    const statistics = deskStatistics(entries, by, withFiction);
    const given = opinionStatistics(opinions, entries, by, withFiction);
    return ok({
      statistics,
      csv: statisticsCsv(statistics),
      opinions: given,
      opinionsCsv: opinionsCsv(given),
    });
  },

  drawSample: async ({ items, plan, ...drawn }) => {
    const draw = await drawSample(items, plan);
    if (!draw.ok) return draw;
    return ok({
      draw: draw.value,
      docx: await writeDocx(drawPaper(draw.value, drawn)),
      json: json({ ...draw.value, ...drawn }),
      csv: encodeUtf8(drawCsv(draw.value, drawn)),
    });
  },
};
