import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PatentRecord } from '../../src/lib/case/patents-section';
import { type PlainDate, parsePlainDate } from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import { type EventAnswer, applyGazette } from '../../src/lib/patent/events/apply-gazette';
import { readLegalEventRules } from '../../src/lib/patent/events/legal-event-codes';
import { planGazette } from '../../src/lib/patent/events/plan-gazette';
import type { GazetteEntry, GazetteReading } from '../../src/lib/patent/events/read-gazette-table';
import { blankPatent, patentRules } from '../fixtures/patent-case';

const codes = mustBeOk(readLegalEventRules(patentRules()));
const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const NUMBERS = ['2017106018623', '2014102643513'];

const entry = fc
  .record({
    digits: fc.constantFrom(...NUMBERS),
    code: fc.constantFrom(
      'PE01',
      'PC01',
      'PM01',
      'PP01',
      'PD01',
      'CF01',
      'RR01',
      'IW01',
      'IP01',
      'TR01',
      'GR01',
      'ZZ99',
    ),
    date: fc.constantFrom('2019-01-01', '2021-05-05', '2024-02-29', '2026-11-20', '2027-01-01'),
    ref: fc.option(fc.constantFrom('A', 'B'), { nil: undefined }),
  })
  .map(({ digits, code, date, ref }): GazetteEntry => ({
    record: 2,
    digits,
    applicationNumber: `${digits.slice(0, 12)}.${digits.slice(12)}`,
    event: { code, date: day(date), ...(ref === undefined ? {} : { ref }) },
    source: '',
  }));

const reading = (entries: readonly GazetteEntry[]): GazetteReading => ({
  entries,
  failures: [],
  neutral: 0,
  faulty: new Set(),
  unattributed: 0,
});

const record = fc
  .record({
    status: fc.constantFrom('in-force', 'grace', 'dead', null),
    pledgeLive: fc.constantFrom(true, false, null),
    transferCount: fc.constantFrom(0, 1, null),
  })
  .map((changes): Partial<PatentRecord> => changes);

const claim = fc.record({
  coveredThrough: fc.constantFrom(day('2026-11-20'), null),
  scope: fc.constantFrom('listed', 'all'),
} as const);

describe('gazette events', () => {
  it('order and repetition of rows change nothing, and applying the list twice changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 8 }),
        record,
        claim,
        fc.constantFrom<EventAnswer>('gazette', 'keep'),
        (entries, changes, { coveredThrough, scope }, standing) => {
          const records = NUMBERS.map((digits) =>
            blankPatent(`p-${digits}`, { filingDate: '2017-01-01', ...changes }),
          );
          const context = {
            fileName: '事件.csv',
            valuationDate: day('2026-11-20'),
            rules: codes,
            claim: { coveredThrough, scope, source: '查询' },
          };
          const apply = (before: readonly PatentRecord[], list: readonly GazetteEntry[]) =>
            mustBeOk(applyGazette(before, planGazette(before, reading(list), context), { standing, own: {} }))
              .records;
          const once = apply(records, entries);
          expect(apply(records, [...entries].reverse())).toEqual(once);
          expect(apply(records, [...entries, ...entries])).toEqual(once);
          expect(apply(once, entries)).toEqual(once);
          // A “no” never follows without a day of search.
          if (coveredThrough === null)
            once.forEach((after, i) => {
              if (records[i]?.pledgeLive === null) expect(after.pledgeLive).not.toBe(false);
            });
        },
      ),
      { numRuns: 300 },
    );
  });
});
