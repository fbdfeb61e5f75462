import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PatentRecord } from '../../src/lib/case/patents-section';
import {
  type PlainDate,
  addDays,
  compareDates,
  fromDayNumber,
  parsePlainDate,
} from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import { type AssumptionAction, EMPTY_LOG, reduceAssumptions } from '../../src/lib/case/assumption-log';
import { citationStatistics, percentileAt } from '../../src/lib/patent/cohort/citation-percentile';
import { cohortColumnsOf } from '../../src/lib/patent/cohort/cohort-columns';
import { normalisedInCohort } from '../../src/lib/patent/cohort/cohort-normalise';
import { readCohortRules } from '../../src/lib/patent/cohort/cohort-rules';
import { groupCohorts } from '../../src/lib/patent/cohort/cohorts';
import { statusFromEvents } from '../../src/lib/patent/events/event-status';
import type { GazetteEvent } from '../../src/lib/patent/events/gazette-events';
import { readFeeRules } from '../../src/lib/patent/calendar/fee-rules';
import { feeSchedule } from '../../src/lib/patent/calendar/fee-schedule';
import { escapeText, foldLine } from '../../src/lib/patent/calendar/ics';
import { readLegalEventRules } from '../../src/lib/patent/events/legal-event-codes';
import { generalityOf, originalityOf, radicalnessOf } from '../../src/lib/patent/cohort/oecd-classes';
import { scorePatents } from '../../src/lib/patent/score/score-patents';
import { type PortfolioSelection, selectPortfolio } from '../../src/lib/patent/portfolio/select-portfolio';
import { blankPatent, forecastOf, patentCase, patentRules } from '../fixtures/patent-case';

const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const ON = day('2026-11-20');
const rules = patentRules();
const cohortRules = mustBeOk(readCohortRules(rules));
const eventRules = mustBeOk(readLegalEventRules(rules));
const feeRules = mustBeOk(readFeeRules(rules));

/** The same list in another order, chosen by the generator. */
const withShuffle = <T>(list: fc.Arbitrary<T[]>): fc.Arbitrary<readonly [T[], T[]]> =>
  list.chain((given) =>
    fc.shuffledSubarray(given, { minLength: given.length }).map((shuffled) => [given, shuffled] as const),
  );

const citedPatent = fc
  .record({
    ipcMain: fc.constantFrom('G06Q10/06', 'H01L31/04', null),
    year: fc.constantFrom('2014', '2015'),
    type: fc.constantFrom('invention' as const, 'utility-model' as const),
    count: fc.option(fc.integer({ min: 0, max: 6 })),
  })
  .map(({ ipcMain, year, type, count }) => ({
    ipcMain,
    filingDate: `${year}-03-01`,
    type,
    forwardCitationCount: count,
  }));
const citedPatents = fc
  .array(citedPatent, { maxLength: 40 })
  .map((list) => list.map((changes, i) => blankPatent(`p-${i}`, changes)));

const percentiles = (records: readonly PatentRecord[]): ReadonlyMap<string, number | null> => {
  const statistics = citationStatistics(cohortColumnsOf(records), ON, cohortRules);
  return new Map(records.map((record, row) => [record.id, percentileAt(statistics, row)]));
};

describe('citation percentile', () => {
  it('is the count by hand, whatever the order of the records', () => {
    fc.assert(
      fc.property(withShuffle(citedPatents), ([records, shuffled]) => {
        const found = percentiles(records);
        expect(percentiles(shuffled)).toEqual(
          new Map([...shuffled].map((record) => [record.id, found.get(record.id) ?? null])),
        );
        for (const record of records) {
          const own = record.forwardCitationCount;
          const peers = records.filter(
            (other) =>
              other.ipcMain === record.ipcMain &&
              other.filingDate === record.filingDate &&
              other.type === record.type &&
              other.forwardCitationCount !== null,
          );
          const below = peers.filter(
            (other) => own !== null && (other.forwardCitationCount ?? 0) < own,
          ).length;
          const equal = peers.filter((other) => other.forwardCitationCount === own).length;
          expect(found.get(record.id)).toBe(
            own === null || record.ipcMain === null ? null : (2 * below + equal) / (2 * peers.length),
          );
        }
      }),
      { numRuns: 80 },
    );
  });

  it('has mean one half in every cohort and rises with the count', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 50 }), (counts) => {
        const records = counts.map((forwardCitationCount, i) =>
          blankPatent(`p-${i}`, { ipcMain: 'H01L', filingDate: '2014-01-01', forwardCitationCount }),
        );
        const found = [...percentiles(records).values()].map((p) => p ?? NaN);
        expect(found.reduce((a, b) => a + b, 0) / counts.length).toBeCloseTo(0.5, 12);
        counts.forEach((a, i) => {
          counts.forEach((b, j) => {
            expect(Math.sign((found[i] ?? 0) - (found[j] ?? 0))).toBe(Math.sign(a - b));
          });
        });
      }),
      { numRuns: 40 },
    );
  });

  it('normalised values lie in [0, 1] and keep their order', () => {
    fc.assert(
      fc.property(citedPatents, (records) => {
        const columns = cohortColumnsOf(records);
        const cohorts = groupCohorts(columns);
        const found = normalisedInCohort(cohorts, columns.forward, '0.9');
        found.forEach((value, i) => {
          expect(Number.isNaN(value) || (value >= 0 && value <= 1)).toBe(true);
          found.forEach((other, j) => {
            if (
              (cohorts.of[i] ?? -1) >= 0 &&
              cohorts.of[i] === cohorts.of[j] &&
              (columns.forward[i] ?? NaN) < (columns.forward[j] ?? NaN)
            )
              expect(value).toBeLessThanOrEqual(other);
          });
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('class indicators', () => {
  const documents = fc.array(
    fc.array(fc.constantFrom('A01B', 'B60K', 'C07D', 'H01L', 'G06Q'), { minLength: 1, maxLength: 6 }),
    { minLength: 1, maxLength: 9 },
  );

  it('lie in [0, 1) and do not depend on the order of patents, bit for bit', () => {
    fc.assert(
      fc.property(withShuffle(documents), ([given, shuffled]) => {
        for (const of of [generalityOf, originalityOf]) {
          const value = of(given);
          expect(value !== null && value >= 0 && value < 1).toBe(true);
          expect(of(shuffled)).toBe(value);
        }
        for (const variant of ['code-share', 'patent-share'] as const) {
          const value = radicalnessOf(['A01B'], given, variant);
          expect(value !== null && value >= 0 && value <= 1).toBe(true);
          expect(radicalnessOf(['A01B'], shuffled, variant)).toBe(value);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('do not depend on what the classes are called', () => {
    const renamed: Readonly<Record<string, string>> = { A01B: 'H01L', H01L: 'A01B' };
    fc.assert(
      fc.property(documents, (given) => {
        const other = given.map((codes) => codes.map((code) => renamed[code] ?? code));
        expect(generalityOf(other)).toBe(generalityOf(given));
        expect(originalityOf(other)).toBe(originalityOf(given));
      }),
      { numRuns: 80 },
    );
  });
});

const gate = fc.constantFrom(true, false, null);
const listed = fc.record({
  number: fc.integer({ min: 1, max: 9 }),
  filingDate: fc.constantFrom('2019-03-01', '2008-03-01', null),
  status: fc.constantFrom('in-force' as const, 'dead' as const, null),
  pledgeLive: gate,
  suspended: fc.constantFrom(false, null),
  low: fc.constantFrom(NaN, 40, 55, 70, 90),
  family: fc.constantFrom('a', 'b', null),
  tied: fc.boolean(),
});
const list = fc
  .array(listed, { maxLength: 12 })
  .map((rows) => rows.map((row, i) => ({ ...row, id: `p-${i}` })));
type Row = typeof list extends fc.Arbitrary<(infer R)[]> ? R : never;

const recordOf = (row: Row): PatentRecord =>
  blankPatent(row.id, {
    applicationNumber: `20191990000${row.number}.X`,
    filingDate: row.filingDate,
    status: row.status,
    pledgeLive: row.pledgeLive,
    procedureSuspended: row.suspended,
    invalidationPending: false,
    invalidationOutcome: 'none',
  });

const select = (rows: readonly Row[]): PortfolioSelection => {
  const base = patentCase({
    records: rows.map(recordOf),
    forecasts: [
      forecastOf('f-1', {
        patents: rows
          .filter((r) => r.tied)
          .map((r) => r.id)
          .sort(),
      }),
    ],
  });
  const { enterprise } = base.sections;
  const need = { ...enterprise.need, debtEnd: '2029-11-30' };
  const caseRecord = { ...base, sections: { ...base.sections, enterprise: { ...enterprise, need } } };
  const scores = { ...mustBeOk(scorePatents(caseRecord, rules)), low: Float64Array.from(rows, (r) => r.low) };
  const families = new Map(rows.flatMap((r) => (r.family === null ? [] : [[r.id, r.family] as const])));
  return mustBeOk(selectPortfolio({ caseRecord, rules, scores, families }));
};

const idsOf = (patents: readonly { readonly record: PatentRecord }[]): readonly string[] =>
  patents.map((p) => p.record.id);

describe('selection', () => {
  it('puts each patent in exactly one place, each left out with a reason and a remedy', () => {
    fc.assert(
      fc.property(list, (rows) => {
        const { list: all, core, pledge, leftAtCore, leftAtPledge } = select(rows);
        const places = [...idsOf(pledge), ...idsOf(leftAtPledge), ...idsOf(leftAtCore)];
        expect([...places].sort()).toEqual(rows.map((r) => r.id).sort());
        expect([...idsOf(core)].sort()).toEqual([...idsOf(pledge), ...idsOf(leftAtPledge)].sort());
        expect(idsOf(all)).toHaveLength(rows.length);
        for (const left of [...leftAtCore, ...leftAtPledge]) {
          expect(left.reasons.length).toBeGreaterThan(0);
          for (const reason of left.reasons) expect(reason.message !== '' && reason.remedy !== '').toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(withShuffle(list), ([rows, shuffled]) => {
        const [a, b] = [select(rows), select(shuffled)];
        expect(idsOf(b.list)).toEqual(idsOf(a.list));
        expect(idsOf(b.pledge)).toEqual(idsOf(a.pledge));
        expect(b.leftAtCore.map((p) => [p.record.id, p.reasons])).toEqual(
          a.leftAtCore.map((p) => [p.record.id, p.reasons]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('pledges nothing that is dead, pledged, unknown, below the limit, doubled, without product or too short', () => {
    fc.assert(
      fc.property(list, (rows) => {
        const chosen = idsOf(select(rows).pledge);
        const picked = rows.filter((r) => chosen.includes(r.id));
        for (const row of picked) {
          expect(row.low).toBeGreaterThanOrEqual(55);
          expect([row.status, row.pledgeLive, row.suspended, row.tied, row.filingDate]).toEqual([
            'in-force',
            false,
            false,
            true,
            '2019-03-01',
          ]);
        }
        expect(new Set(picked.map((r) => r.number)).size).toBe(picked.length);
        const families = picked.flatMap((r) => r.family ?? []);
        expect(new Set(families).size).toBe(families.length);
      }),
      { numRuns: 80 },
    );
  });
});

const gazetteEvent: fc.Arbitrary<GazetteEvent> = fc
  .record({
    code: fc.constantFrom(...eventRules.byCode.keys(), 'ZZ99'),
    date: fc.integer({ min: 18_000, max: 18_012 }).map(fromDayNumber),
    ref: fc.constantFrom(undefined, '1', '2'),
  })
  .map(({ code, date, ref }) => (ref === undefined ? { code, date } : { code, date, ref }));
const gazette = fc.array(gazetteEvent, { maxLength: 10 });
const EVENT_DAY = fromDayNumber(18_010);
const input = { rules: eventRules, coveredThrough: EVENT_DAY };

describe('gazette events', () => {
  it('order and repetition do not matter, nor what comes later', () => {
    fc.assert(
      fc.property(withShuffle(gazette), gazette, ([events, shuffled], extra) => {
        const found = statusFromEvents(events, EVENT_DAY, input);
        const later = extra.map((event) => ({ ...event, date: addDays(EVENT_DAY, 1) }));
        expect(statusFromEvents([...shuffled, ...events, ...later], EVENT_DAY, input)).toEqual(found);
      }),
      { numRuns: 200 },
    );
  });

  it('less knowledge never turns a no into a yes or an unknown into an answer', () => {
    const facts = ['inForce', 'pledged', 'frozen', 'licensed', 'ownerChanged', 'partlyInvalid'] as const;
    fc.assert(
      fc.property(gazette, (events) => {
        const full = statusFromEvents(events, EVENT_DAY, input);
        const part = statusFromEvents(events, EVENT_DAY, { ...input, coveredThrough: null });
        for (const fact of facts) expect([full[fact], null]).toContain(part[fact]);
      }),
      { numRuns: 200 },
    );
  });

  it('a last PE01 pledges, a last CF01 ends, an RR01 after it does not leave it ended', () => {
    fc.assert(
      fc.property(gazette, (events) => {
        const before = events.filter((event) => compareDates(event.date, EVENT_DAY) < 0);
        const after = (code: string, date = EVENT_DAY) =>
          statusFromEvents([...before, { code, date }], date, { ...input, coveredThrough: date });
        expect(after('PE01').pledged).toBe(true);
        expect(after('PP01').frozen).toBe(true);
        expect(after('CF01').inForce).toBe(false);
        expect(after('TR01')).toMatchObject({ ownerChanged: true, lastTransfer: EVENT_DAY });
        const final = before.some(({ code }) => ['AV01', 'CX01', 'IW01'].includes(code));
        expect(after('RR01').inForce === false).toBe(final);
      }),
      { numRuns: 200 },
    );
  });
});

describe('fees', () => {
  it('a period in two parts costs as much as the whole', () => {
    const ahead = fc.integer({ min: 0, max: 2500 });
    fc.assert(
      fc.property(ahead, ahead, fc.boolean(), (first, second, reduced) => {
        const record = blankPatent('p-1', {
          filingDate: '2018-02-28',
          grantDate: '2020-06-01',
          status: 'in-force',
        });
        const subject = { record, reduction: reduced ? { off: '0.85', fromYear: 3, toYear: 12 } : null };
        const total = (from: PlainDate, until: PlainDate): bigint | null =>
          mustBeOk(feeSchedule([subject], from, until, feeRules)).totalFen;
        const middle = addDays(ON, first);
        const last = addDays(middle, second + 1);
        expect((total(ON, middle) ?? -1n) + (total(addDays(middle, 1), last) ?? -1n)).toBe(total(ON, last));
      }),
      { numRuns: 60 },
    );
  });
});

describe('folding', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ',', '\\', 'é', '年', '𠮷', '\n', '\r', ';', ' '),
    maxLength: 300,
  });

  it('keeps lines to 75 octets and whole characters, and can be undone', () => {
    fc.assert(
      fc.property(text, (given) => {
        const line = `SUMMARY:${escapeText(given)}`;
        const folded = foldLine(line);
        expect(folded.replaceAll('\r\n ', '')).toBe(line);
        for (const part of folded.split('\r\n')) {
          expect(Buffer.byteLength(part, 'utf8')).toBeLessThanOrEqual(75);
          expect(part.isWellFormed()).toBe(true);
          expect(part).not.toMatch(/[\r\n]/);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('assumption log', () => {
  it('every state is a beginning of the next, numbered without gaps', () => {
    const step = fc.record({ field: fc.constantFrom('k', 'r'), to: fc.constantFrom('1', '2', '3') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.nat({ max: 5 }), (steps, needAt) => {
        let log = EMPTY_LOG;
        const now: Record<string, string> = {};
        steps.forEach(({ field, to }, i) => {
          if (i === needAt) {
            const entered = {
              kind: 'need-entered',
              amountFen: '10',
              valueFen: null,
              by: '',
              reason: '',
            } as const;
            log = mustBeOk(reduceAssumptions(log, entered));
          }
          const action: AssumptionAction = {
            kind: 'assumption-changed',
            change: {
              field,
              label: field,
              from: now[field] ?? null,
              to,
              valueBeforeFen: null,
              valueAfterFen: null,
              by: '',
              reason: '',
            },
          };
          const next = mustBeOk(reduceAssumptions(log, action));
          expect(next.entries.slice(0, log.entries.length)).toEqual(log.entries);
          expect(next.entries.map((e) => e.order)).toEqual(next.entries.map((_, at) => at + 1));
          now[field] = to;
          log = next;
        });
      }),
      { numRuns: 60 },
    );
  });
});
