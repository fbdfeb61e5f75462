import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import type { JsonValue } from '../../../src/lib/kernel/json';
import { type PlainDate, parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import {
  type CitationStatistics,
  citationStatistics,
  flagsAt,
  percentileAt,
  percentileText,
  usablePercentiles,
} from '../../../src/lib/patent/cohort/citation-percentile';
import { cohortColumnsOf, subclassOf } from '../../../src/lib/patent/cohort/cohort-columns';
import { readCohortRules } from '../../../src/lib/patent/cohort/cohort-rules';
import { blankPatent, patentRules } from '../../fixtures/patent-case';

const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const rules = mustBeOk(readCohortRules(patentRules()));
const ON = day('2026-11-20');

const cited = (id: string, count: number | null, changes: Partial<PatentRecord> = {}): PatentRecord =>
  blankPatent(id, {
    ipcMain: 'G06Q10/06',
    filingDate: '2015-03-01',
    grantDate: '2017-05-01',
    forwardCitationCount: count,
    ...changes,
  });

const statisticsOf = (records: readonly PatentRecord[], on = ON): CitationStatistics =>
  citationStatistics(cohortColumnsOf(records), on, rules);
const percentiles = (records: readonly PatentRecord[]): readonly (string | null)[] => {
  const statistics = statisticsOf(records);
  return records.map((_, row) => percentileText(statistics, row));
};

describe('mid-rank percentile', () => {
  // Counts 0 2 2 5: (0 + ½)/4, (1 + 1)/4 twice, (3 + ½)/4.
  it('ties share the middle of their ranks', () => {
    expect(percentiles([cited('a', 2), cited('b', 0), cited('c', 5), cited('d', 2)])).toEqual([
      '0.5',
      '0.125',
      '0.875',
      '0.5',
    ]);
  });

  it('all equal, or alone: the middle', () => {
    expect(percentiles([cited('a', 0), cited('b', 0), cited('c', 0)])).toEqual(['0.5', '0.5', '0.5']);
    expect(percentiles([cited('a', 99)])).toEqual(['0.5']);
  });

  // Three patents: 1/6 = 0.1666… → 0.166667, 3/6, 5/6 → 0.833333.
  it('six decimals, rounded half up from whole numbers', () => {
    expect(percentiles([cited('a', 1), cited('b', 2), cited('c', 3)])).toEqual([
      '0.166667',
      '0.5',
      '0.833333',
    ]);
  });

  it('subclass, filing year and type each part cohorts; the year is that of the filing date, not of the number', () => {
    expect(
      percentiles([
        cited('a', 1),
        cited('b', 9, { ipcMain: 'G06Q50/18' }), // same subclass
        cited('c', 9, { ipcMain: 'G06F16/20' }),
        cited('d', 9, { filingDate: '2016-03-01' }),
        cited('e', 9, { type: 'utility-model' }),
      ]),
    ).toEqual(['0.25', '0.75', '0.5', '0.5', '0.5']);
  });

  it('an unknown count, class or filing date has no percentile and does not move the others', () => {
    const records = [
      cited('a', 1),
      cited('b', null),
      cited('c', 3),
      cited('d', 3, { ipcMain: null }),
      cited('e', 3, { filingDate: null }),
      cited('f', 3, { type: 'design', ipcMain: '14-02' }), // Locarno class
    ];
    expect(percentiles(records)).toEqual(['0.25', null, '0.75', null, null, null]);
    const statistics = statisticsOf(records);
    expect(percentileAt(statistics, 1)).toBeNull();
    expect(percentileAt(statistics, 2)).toBe(0.75);
    expect(flagsAt(statistics, 1)).toContain('undefined');
    expect(subclassOf('14-02')).toBeNull();
  });
});

describe('flags', () => {
  const flags = (record: PatentRecord, on = ON): readonly string[] => flagsAt(statisticsOf([record], on), 0);

  it('truncated below five full years from the grant; the anniversary itself is complete', () => {
    expect(flags(cited('a', 3, { grantDate: '2021-11-20' }))).toEqual(['smallCohort']);
    expect(flags(cited('a', 3, { grantDate: '2021-11-21' }))).toEqual(['truncated', 'smallCohort']);
    expect(flags(cited('a', 3, { grantDate: null }))).toEqual(['truncationUnknown', 'smallCohort']);
    // Granted 2020-02-29: five years are over on 2025-02-28.
    expect(flags(cited('a', 3, { grantDate: '2020-02-29' }), day('2025-02-28'))).toEqual(['smallCohort']);
    expect(flags(cited('a', 3, { grantDate: '2020-03-01' }), day('2025-02-28'))).toContain('truncated');
  });

  it('small below 30 measured patents; an unmeasured one does not count', () => {
    const many = Array.from({ length: 30 }, (_, i) => cited(`p-${i}`, i));
    expect(flagsAt(statisticsOf(many), 0)).toEqual([]);
    expect(flagsAt(statisticsOf([...many.slice(1), cited('x', null)]), 0)).toEqual(['smallCohort']);
  });

  it('a zero of a utility model or design is weak evidence, that of an invention is not', () => {
    expect(flags(cited('a', 0, { type: 'utility-model' }))).toContain('weakZero');
    expect(flags(cited('a', 0, { type: 'design', ipcMain: '14-02' }))).toEqual(['undefined', 'weakZero']);
    expect(flags(cited('a', 1, { type: 'utility-model' }))).not.toContain('weakZero');
    expect(flags(cited('a', 0))).not.toContain('weakZero');
  });
});

describe('flags of a cohort that says nothing', () => {
  it('all counts equal: flagged from two patents on', () => {
    expect(flagsAt(statisticsOf([cited('a', 0), cited('b', 0)]), 1)).toEqual(['smallCohort', 'allEqual']);
    expect(flagsAt(statisticsOf([cited('a', 0), cited('b', 0), cited('c', 1)]), 1)).toEqual(['smallCohort']);
  });
});

describe('percentiles that may be scored', () => {
  const usable = (records: readonly PatentRecord[], changed: Record<string, JsonValue> = {}): number[] => {
    const read = mustBeOk(readCohortRules(patentRules(changed)));
    return [...usablePercentiles(citationStatistics(cohortColumnsOf(records), ON, read), read)];
  };
  const three = [cited('a', 1), cited('b', 2), cited('c', 3)];

  it('none from three patents, as the rules stand; 1/6, 3/6, 5/6 where an institution takes small cohorts', () => {
    expect(usable(three)).toEqual([NaN, NaN, NaN]);
    const lax = { 'patent.cohort.unusable-flags': ['undefined'] };
    expect(usable(three, lax)).toEqual([0.166667, 0.5, 0.833333]);
    expect(usable(three, { 'patent.cohort.small': 3 })).toEqual([0.166667, 0.5, 0.833333]);
  });

  it('an undefined one is never a number, whatever the rules leave out', () => {
    expect(usable([cited('a', null)], { 'patent.cohort.unusable-flags': [] })).toEqual([NaN]);
  });

  it('none where all counts are equal, however many', () => {
    const many = Array.from({ length: 40 }, (_, i) => cited(`p-${i}`, 0));
    expect(usable(many).every((value) => Number.isNaN(value))).toBe(true);
    expect(usable([...many.slice(1), cited('x', 1)])[0]).toBe(0.4875); // (0 + 39 ÷ 2) ÷ 40
  });

  it('is the number that is printed, digit for digit', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 200 }), (counts) => {
        const statistics = statisticsOf(counts.map((count, i) => cited(`p-${i}`, count)));
        const lax = { ...rules, unusable: { ...rules.unusable, value: [] } };
        const numbers = usablePercentiles(statistics, lax);
        numbers.forEach((number, row) => expect(number).toBe(Number(percentileText(statistics, row))));
      }),
      { numRuns: 100 },
    );
  });
});
