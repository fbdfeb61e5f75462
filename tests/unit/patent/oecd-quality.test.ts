import { describe, expect, it } from 'vitest';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { classLists, listsOf } from '../../../src/lib/patent/cohort/class-lists';
import { UNKNOWN_DAY, cohortColumnsOf } from '../../../src/lib/patent/cohort/cohort-columns';
import {
  breakthrough,
  compositeOf,
  grantLagIndex,
  nearestRank,
  normalisedInCohort,
} from '../../../src/lib/patent/cohort/cohort-normalise';
import { readOecdRule } from '../../../src/lib/patent/cohort/cohort-rules';
import { type Cohorts, groupCohorts } from '../../../src/lib/patent/cohort/cohorts';
import { forwardWithin, renewalYears } from '../../../src/lib/patent/cohort/forward-window';
import {
  generality,
  generalityOf,
  originalityOf,
  radicalness,
  radicalnessOf,
} from '../../../src/lib/patent/cohort/oecd-classes';
import {
  familyOffices,
  patentQuality,
  qualityInputOf,
  scopeOf,
} from '../../../src/lib/patent/cohort/oecd-quality';
import { dayNumber } from '../../../src/lib/kernel/plain-date';
import { blankPatent, patentRules } from '../../fixtures/patent-case';

const rule = mustBeOk(readOecdRule(patentRules())).value;
const dayOf = (text: string): number => dayNumber(mustBeOk(parsePlainDate(text)));

/** All rows in one cohort. */
const oneCohort = (rows: number): Cohorts => ({
  count: 1,
  of: new Int32Array(rows),
  start: Int32Array.of(0, rows),
  order: Int32Array.from({ length: rows }, (_, i) => i),
});

describe('published vectors', () => {
  it('generality: both citers A → 0; A and B → 0.5; {A} and {A, B} → 0.375', () => {
    expect(generalityOf([['A01B'], ['A01B']])).toBe(0);
    expect(generalityOf([['A01B'], ['B60K']])).toBe(0.5);
    expect(generalityOf([['A01B'], ['A01B', 'B60K']])).toBe(0.375);
  });

  it('originality: shares .5, .25, .25 → 0.625', () => {
    expect(originalityOf([['A01B', 'A01B'], ['B60K'], ['C07D']])).toBe(0.625);
    expect(
      originalityOf([
        ['A01B', 'B60K'],
        ['A01B', 'C07D'],
      ]),
    ).toBe(0.625);
  });
});

describe('class indicators', () => {
  it('are undefined without citing or cited patents of known classes, never 0', () => {
    expect(generalityOf([])).toBeNull();
    expect(generalityOf([[]])).toBeNull();
    expect(originalityOf([])).toBeNull();
    expect(radicalnessOf(['A01B'], [], 'code-share')).toBeNull();
    expect(radicalnessOf([], [['B60K']], 'code-share')).toBeNull();
  });

  it('a citing patent without classes is left out of N', () => {
    expect(generalityOf([['A01B'], ['B60K'], []])).toBe(0.5);
    const citers = listsOf([[0, 1, 2], []]);
    const { value, used } = generality(citers, classLists([['A01B'], ['B60K'], []]));
    expect([...value]).toEqual([0.5, NaN]);
    expect([...used]).toEqual([2, 0]);
  });

  // Codes of the cited patents: A A | B | C B; own class A: three of five codes, two of three patents, two classes are foreign.
  it('radicalness by its three recorded variants', () => {
    const cited = [['A01B', 'A01B'], ['B60K'], ['C07D', 'B60K']];
    expect(radicalnessOf(['A01B'], cited, 'code-share')).toBe(3 / 5); // B, C, B of A A B C B
    expect(radicalnessOf(['A01B'], cited, 'patent-share')).toBe(2 / 3);
    expect(radicalnessOf(['A01B'], cited, 'class-count')).toBe(2); // B60K, C07D
    expect(radicalnessOf(['A01B', 'B60K', 'C07D'], cited, 'code-share')).toBe(0);
  });

  it('columns give the same as single patents', () => {
    const classes = classLists([['A01B'], ['B60K'], ['A01B', 'C07D']]);
    const links = listsOf([[0, 2], [1], []]);
    const own = listsOf([[0], [0], [0]]);
    expect([...radicalness(links, classes, own, 'code-share').value]).toEqual([1 / 3, 1, NaN]);
  });
});

describe('within cohorts', () => {
  it('nearest rank counts exactly: 0.98 of 50 is the 49th', () => {
    const fifty = Float64Array.from({ length: 50 }, (_, i) => i + 1);
    expect(nearestRank(fifty, '0.98')).toBe(49);
    expect(nearestRank(fifty, '1')).toBe(50);
    expect(nearestRank(fifty, '0.5')).toBe(25);
    expect(nearestRank(new Float64Array(0), '0.98')).toBeNaN();
  });

  it('min(x, p) ÷ p, 0 where p is 0, NaN stays NaN', () => {
    const cohort = oneCohort(4);
    expect([...normalisedInCohort(cohort, Float64Array.of(1, 4, 8, NaN), '0.5')]).toEqual([0.25, 1, 1, NaN]);
    expect([...normalisedInCohort(cohort, Float64Array.of(0, 0, 0, NaN), '0.98')]).toEqual([0, 0, 0, NaN]);
  });

  it('grant lag index 1 − lag ÷ longest; nothing to compare with is undefined', () => {
    expect([...grantLagIndex(oneCohort(3), Float64Array.of(400, 800, NaN))]).toEqual([0.5, 0, NaN]);
    expect([...grantLagIndex(oneCohort(2), Float64Array.of(0, 0))]).toEqual([NaN, NaN]);
  });

  it('breakthrough: the top 1 % of 200 is two; a tie across the limit leaves it out; 99 have no 1 %', () => {
    const marks = (values: Float64Array): readonly number[] =>
      [...breakthrough(oneCohort(values.length), values, '0.01')].flatMap((mark, i) =>
        mark === 1 ? [i] : [],
      );
    expect(marks(Float64Array.from({ length: 200 }, (_, i) => i))).toEqual([198, 199]);
    expect(marks(Float64Array.from({ length: 200 }, (_, i) => (i < 197 ? 0 : i < 199 ? 5 : 9)))).toEqual([
      199,
    ]);
    expect(marks(new Float64Array(200))).toEqual([]);
    expect([...breakthrough(oneCohort(99), new Float64Array(99).fill(1), '0.01')][0]).toBeNaN();
  });

  it('the composite is the mean of the parts that exist, with their number', () => {
    const { index, parts } = compositeOf([Float64Array.of(0.2, NaN, NaN), Float64Array.of(0.6, 0.5, NaN)], 3);
    expect([...index]).toEqual([0.4, 0.5, NaN]);
    expect([...parts]).toEqual([2, 1, 0]);
  });
});

describe('from records', () => {
  it('scope counts subclasses; one unreadable symbol leaves it unknown', () => {
    expect(scopeOf(['G06Q10/06', 'G06Q50/18', 'H04L27/26'])).toBe(2);
    expect(scopeOf(['G06Q10/06', '14-02'])).toBeNull();
    expect(scopeOf([])).toBeNull();
    expect(familyOffices(['CN', 'US', 'CN'])).toBe(2);
    expect(familyOffices(null)).toBeNull();
  });

  // Family offices 1 and 2, claims 5 and 10, forward 0 and 4; generality not given: three parts of index 4.
  // Second patent: 1, 1, 1 → 1. First: 0, 0.5, 0.5 → 1/3. Lags 731 and 366 days (2016 is a leap year).
  it('index 4 and 6 over two patents of one cohort', () => {
    const records = [
      blankPatent('a', {
        ipcMain: 'G06Q10/06',
        filingDate: '2015-03-01',
        grantDate: '2017-03-01',
        forwardCitationCount: 0,
        familyJurisdictions: ['CN'],
        claimCount: 5,
      }),
      blankPatent('b', {
        ipcMain: 'G06Q10/06',
        filingDate: '2015-03-01',
        grantDate: '2016-03-01',
        forwardCitationCount: 4,
        familyJurisdictions: ['CN', 'US'],
        claimCount: 10,
      }),
    ];
    const { value, failures } = qualityInputOf(records);
    const quality = patentQuality(groupCohorts(cohortColumnsOf(records)), value, rule);
    expect(failures).toEqual([]);
    expect([...quality.index4.parts]).toEqual([3, 3]);
    expect(quality.index4.index[0]).toBeCloseTo(1 / 3, 12);
    expect(quality.index4.index[1]).toBe(1);
    expect([...value.grantLagDays]).toEqual([731, 366]);
    expect([...quality.grantLag]).toEqual([0, 1 - 366 / 731]);
    expect([...quality.index6.parts]).toEqual([4, 4]);
    expect(quality.variants).toEqual({
      forward: 'all-years',
      forwardYears: null,
      normQuantile: '0.98',
      radicalness: 'code-share',
    });
  });

  it('a grant before the filing is a listed failure; the rest goes on', () => {
    const records = [
      blankPatent('a', { filingDate: '2019-01-02', grantDate: '2019-01-01' }),
      blankPatent('b'),
    ];
    const { value, failures } = qualityInputOf(records);
    expect(failures.map((f) => f.code)).toEqual(['E_GRANT_BEFORE_FILING']);
    expect([...value.grantLagDays]).toEqual([NaN, NaN]);
  });
});

describe('forward window and renewal', () => {
  it('counts through the fifth anniversary; an undated citation leaves the count unknown', () => {
    const published = Int32Array.of(dayOf('2015-06-01'), dayOf('2015-06-01'), UNKNOWN_DAY);
    const citing = Int32Array.of(dayOf('2014-01-01'), dayOf('2020-06-01'), dayOf('2020-06-02'), UNKNOWN_DAY);
    const counts = forwardWithin(listsOf([[0, 1, 2], [0, 3], [0]]), published, citing, 5);
    expect([...counts]).toEqual([2, NaN, NaN]);
    expect([...forwardWithin(listsOf([[0, 1, 2]]), published, citing, 7)]).toEqual([3]);
  });

  it('whole years kept in force after filing', () => {
    const date = (text: string) => mustBeOk(parsePlainDate(text));
    expect(renewalYears(date('2019-03-01'), date('2027-02-28'))).toBe(8);
    expect(renewalYears(date('2019-03-01'), date('2027-02-27'))).toBe(7);
    expect(renewalYears(null, date('2027-02-27'))).toBeNull();
  });
});
