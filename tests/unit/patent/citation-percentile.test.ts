import { describe, expect, it } from 'vitest';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import { type PlainDate, parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import {
  type CitationStatistics,
  citationStatistics,
  flagsAt,
  percentileAt,
  percentileText,
} from '../../../src/lib/patent/cohort/citation-percentile';
import { citationTrace } from '../../../src/lib/patent/cohort/citation-trace';
import { cohortColumnsOf, subclassOf } from '../../../src/lib/patent/cohort/cohort-columns';
import { readCohortRules } from '../../../src/lib/patent/cohort/cohort-rules';
import { blankPatent, patentCase, patentRules } from '../../fixtures/patent-case';

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

describe('trace', () => {
  it('leads down to the cells and the limits, with the counts in the formula', () => {
    const section = patentCase({ records: [cited('a', 1), cited('b', 2)] }).sections.patents;
    const statistics = statisticsOf(section.records);
    const trace = citationTrace({ section, records: section.records, statistics, rules }, 1);
    expect(trace?.value).toBe('0.75');
    expect(trace?.formula).toContain('3 ÷ 4');
    expect(trace?.note).toContain('只作参考');
    const ids = trace === null ? [] : [...walkTrace(trace)].map((node) => node.id);
    expect(ids).toContain('patents/b/forwardCitationCount');
    expect(ids).toContain('rule/patent.cohort.small');
    expect(citationTrace({ section, records: section.records, statistics, rules }, 9)).toBeNull();
  });
});
