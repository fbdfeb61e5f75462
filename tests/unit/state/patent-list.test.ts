import { describe, expect, it } from 'vitest';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import type { ScoreTable } from '../../../src/lib/patent/score/score-patents';
import {
  doubtCounts,
  doubtsAt,
  gradesIn,
  patentColumns,
  scoreAt,
  scoreColumns,
} from '../../../src/lib/state/patent-columns';
import { linesOf } from '../../../src/lib/state/patent-groups';
import {
  NO_FILTER,
  type PatentFilter,
  type PatentOrder,
  filterRows,
  pledgedWith,
  sortRows,
} from '../../../src/lib/state/patent-list';
import { blankPatent, forecastOf } from '../../fixtures/patent-case';

const records: readonly PatentRecord[] = [
  blankPatent('a', {
    title: '虚构涂布方法',
    applicationNumber: '201919900011.5',
    owners: ['虚构新材料'],
    status: 'in-force',
    familyId: 'F1',
  }),
  blankPatent('b', {
    title: '虚构背板 Sheet',
    applicationNumber: '201829900018.1',
    type: 'utility-model',
    owners: ['虚构光伏', '虚构膜业'],
    status: 'dead',
  }),
  blankPatent('c', { title: '虚构涂布装置', applicationNumber: '201719900011.6', familyId: 'F1' }),
  blankPatent('d', {
    title: '虚构外观',
    applicationNumber: '201719900011.6',
    type: 'design',
    status: 'pending',
    familyId: 'F2',
  }),
];
const gate = {
  code: 'dead',
  title: '专利权已终止',
  message: '已终止',
  remedy: '不得质押',
  path: '',
  result: 'reject' as const,
};
const blank = new Float64Array(4).fill(NaN);
const table: ScoreTable = {
  schemeTitle: '',
  statement: '',
  scenarioTitle: '',
  patents: ['a', 'b', 'c', 'd'],
  total: Float64Array.of(70, NaN, 80, NaN),
  legal: Float64Array.of(60, 50, 60, NaN),
  technical: blank,
  economic: blank,
  low: Float64Array.of(50, NaN, 65, NaN),
  high: Float64Array.of(90, NaN, 85, NaN),
  legalLow: blank,
  legalHigh: blank,
  technicalLow: blank,
  technicalHigh: blank,
  economicLow: blank,
  economicHigh: blank,
  coverage: Float64Array.of(0.4, 0.8, 0.9, 0),
  referenceOnly: [true, false, false, true],
  gates: [[], [gate], [], [gate]],
  unknownGates: [[{ ...gate, result: 'unknown' as const }], [], [], []],
  grade: ['C–B', '', 'B', ''],
  failures: [],
};
const list = patentColumns(records);
const scores = scoreColumns(records, table);
const pledged = new Set(['c', 'a']);
const ids = (rows: Iterable<number>): string => [...rows].map((row) => records[row]?.id ?? '?').join('');
const filtered = (filter: Partial<PatentFilter>): string =>
  ids(filterRows(list, scores, pledged, { ...NO_FILTER, ...filter }));
const ordered = (key: PatentOrder['key'], descending = false): string =>
  ids(sortRows(Int32Array.of(0, 1, 2, 3), list, scores, pledged, { key, descending }));

describe('filterRows', () => {
  it.each<[string, Partial<PatentFilter>, string]>([
    ['nothing', {}, 'abcd'],
    ['a word of the title', { text: '涂布' }, 'ac'],
    ['letters of either case', { text: 'SHEET' }, 'b'],
    ['a part of the number', { text: '8299000' }, 'b'],
    ['an owner', { text: '膜业' }, 'b'],
    ['all words, in any order', { text: '装置　涂布 ' }, 'c'],
    ['what is nowhere', { text: '装置 背板' }, ''],
    ['a type', { type: 'utility-model' }, 'b'],
    ['a status', { status: 'in-force' }, 'a'],
    ['an unknown status', { status: 'unknown' }, 'c'],
    ['a grade', { grade: 'C–B' }, 'a'],
    ['no grade', { grade: 'none' }, 'bd'],
    ['a closed gate', { gate: 'closed' }, 'bd'],
    ['an unknown gate', { gate: 'unknown' }, 'a'],
    ['open gates', { gate: 'open' }, 'c'],
    ['the pledge', { pledged: 'yes' }, 'ac'],
    ['what is not pledged', { pledged: 'no' }, 'bd'],
    ['a doubled number', { doubt: 'copy' }, 'cd'],
    ['a family of several', { doubt: 'family' }, 'ac'],
    ['a score for reference only', { doubt: 'reference-only' }, 'ad'],
    ['no score', { doubt: 'no-score' }, 'bd'],
    ['any doubt', { doubt: 'any' }, 'abcd'],
    ['several at once', { doubt: 'copy', type: 'design' }, 'd'],
  ])('finds %s', (_what, filter, expected) => {
    expect(filtered(filter)).toBe(expected);
  });
});

describe('sortRows', () => {
  it('leaves the order of the file when no column is chosen', () => {
    expect(ordered(null)).toBe('abcd');
  });

  it('puts what has nothing in the column last, both ways', () => {
    expect([ordered('total'), ordered('total', true)]).toEqual(['acbd', 'cabd']);
    expect([ordered('grade'), ordered('grade', true)]).toEqual(['cabd', 'acbd']);
  });

  it('is stable: equal ones stay in the order they came in', () => {
    expect([ordered('legal'), ordered('legal', true)]).toEqual(['bacd', 'acbd']);
    expect([ordered('number'), ordered('number', true)]).toEqual(['cdba', 'abcd']);
    expect([ordered('pledged'), ordered('pledged', true)]).toEqual(['acbd', 'bdac']);
    expect(ordered('type')).toBe('acbd');
  });

  it('sorts only the rows given, and leaves them as they were', () => {
    const rows = Int32Array.of(2, 0);
    expect(ids(sortRows(rows, list, scores, pledged, { key: 'low', descending: false }))).toBe('ac');
    expect(ids(rows)).toBe('ca');
  });
});

describe('scores beside records', () => {
  it('are found by id: a table of an earlier list says nothing of a new patent', () => {
    const moved = [blankPatent('new', { applicationNumber: '202019900099.9' }), ...records];
    const shifted = scoreColumns(moved, table);
    expect(scoreAt(shifted, 'total', 0)).toBeNull();
    expect(scoreAt(shifted, 'total', 1)).toBe(70);
    expect(doubtsAt(patentColumns(moved), scoreColumns(moved, null), 0)).toEqual([]);
  });

  it('count grades and doubts', () => {
    expect(gradesIn(scores)).toEqual([
      ['B', 1],
      ['C–B', 1],
      ['none', 2],
    ]);
    expect(doubtCounts(list, scores)).toEqual({
      copy: 2,
      family: 2,
      'gate-unknown': 1,
      'reference-only': 2,
      'no-score': 2,
    });
  });
});

describe('linesOf', () => {
  const rows = Int32Array.of(2, 0, 3, 1);
  const forecasts = [
    forecastOf('f-1', { product: '玻璃纸', patents: ['a', 'b'] }),
    forecastOf('f-2', { product: '背板', patents: ['b'] }),
    forecastOf('f-3', { product: '玻璃纸', patents: ['c'] }),
  ];
  const text = (grouping: 'none' | 'family' | 'product'): string[] =>
    linesOf(rows, list, { forecasts, worksheets: [] }, grouping).map((line) =>
      line.kind === 'group' ? `${line.title} ${line.count}` : ids([line.row]),
    );

  it('lists rows as they are without groups', () => {
    expect(text('none')).toEqual(['c', 'a', 'd', 'b']);
  });

  it('groups by family, in sorted order, those without one last', () => {
    expect(text('family')).toEqual(['同族 F1 2', 'c', 'a', '同族 F2 1', 'd', '未列入同族 1', 'b']);
  });

  it('groups by product over all bundles; a patent of two products stands under both', () => {
    expect(text('product')).toEqual([
      '产品 玻璃纸 3',
      'c',
      'a',
      'b',
      '产品 背板 1',
      'b',
      '未与产品相连 1',
      'd',
    ]);
    const keys = linesOf(rows, list, { forecasts, worksheets: [] }, 'product').map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('pledgedWith', () => {
  it('adds at the end, each once, and takes out without moving the others', () => {
    expect(pledgedWith(['c', 'x'], list, [0, 2], true)).toEqual(['c', 'x', 'a']);
    expect(pledgedWith(['c', 'x', 'a'], list, [0, 2], false)).toEqual(['x']);
    expect(pledgedWith([], list, [], true)).toEqual([]);
  });
});
