import { describe, expect, it } from 'vitest';
import { rowsNeeded, screenDependencies } from '../../../../src/lib/data-asset/table/dependency-screen';
import { screenKeys } from '../../../../src/lib/data-asset/table/key-screen';
import { proposeQuasiIdentifiers, screenQuasi } from '../../../../src/lib/data-asset/table/quasi-identifiers';
import { screenReference } from '../../../../src/lib/data-asset/table/reference-screen';
import { columnOf } from '../../../fixtures/profile-kernel';
import { TABLE_SETTINGS, factsOf, noise, times } from '../../../fixtures/table-facts';

const sets = (screen: ReturnType<typeof screenKeys>): readonly string[] =>
  screen.keys.map(({ columns, status }) => `${columns.join('+')} ${status}`);

/** 40 meters × 30 days: meter, day, reading, remark. */
const METERS = times(1200, (i) => [
  `M${String(i % 40)}`,
  `2026-01-${String(Math.floor(i / 40) + 1).padStart(2, '0')}`,
  (i * 37) % 1000,
  i % 3 === 0 ? '' : 'ok',
]);

describe('candidate keys', () => {
  it('finds the pair and prunes what contains it', () => {
    const { sketch, coded } = factsOf(METERS, 4);
    expect(sets(screenKeys(sketch, coded))).toContain('0+1 exact');
    expect(sets(screenKeys(sketch, coded)).some((key) => key.startsWith('0+1+'))).toBe(false);
    expect(sets(screenKeys(sketch, coded)).some((key) => key.includes('3'))).toBe(false);
  });

  it('calls it a candidate when only a sample was seen', () => {
    const { sketch, coded } = factsOf(METERS, 4, 400);
    const screen = screenKeys(sketch, coded);
    const pair = screen.keys.find(({ columns }) => columns.join() === '0,1');
    expect([pair?.status, pair?.basis.kind, pair?.basis.rows, pair?.basis.of]).toEqual([
      'candidate',
      'screen',
      400,
      1200,
    ]);
    expect(pair?.basis.error).toContain('未做精确核验');
  });

  it('tells a single key column exactly or as a candidate, and not one with a missing cell', () => {
    const few = factsOf(
      times(500, (i) => [i, i === 7 ? 'NA' : i + 1000, 'c']),
      3,
    );
    expect(sets(screenKeys(few.sketch, few.coded))).toEqual(['0 exact']);
    const many = factsOf(
      times(9000, (i) => [i, i % 8000, 'c']),
      3,
    );
    expect(sets(screenKeys(many.sketch, many.coded))).toEqual(['0 candidate']);
  });

  it('speaks of distinct rows when rows repeat', () => {
    const { sketch, coded } = factsOf([...times(300, (i) => [i, 'x']), [5, 'x']], 2);
    const screen = screenKeys(sketch, coded);
    expect(screen.ofDistinctRows).toBe(true);
    expect(sets(screen)).toEqual(['0 exact']);
  });

  it('says so when there is no sample or no row', () => {
    const { sketch } = factsOf(METERS, 4);
    expect(screenKeys(sketch, null).note).toContain('没有行样本');
    const empty = factsOf([], 2);
    expect(screenKeys(empty.sketch, empty.coded).keys).toEqual([]);
  });
});

describe('functional dependencies', () => {
  it('needs 300 rows to see 1 % of violations with 95 %', () => {
    expect(rowsNeeded(0.01, 0.05)).toBe(300);
  });

  it('measures 1 − g3 and leaves trivial ones out', () => {
    // 50 districts settle one of 5 branches, 12 of 1,200 rows break it: 1 − g3 = 1,188/1,200 = 0.99.
    // Column 0 is a key, column 3 is constant, column 4 is independent.
    const random = noise(3);
    const rows = times(1200, (i) => {
      const district = i % 50;
      const branch = i % 100 === 99 ? 'broken' : `B${String(district % 5)}`;
      return [i, `D${String(district)}`, branch, 'same', Math.floor(random() * 4)];
    });
    const { coded } = factsOf(rows, 5);
    const found = screenDependencies(coded, TABLE_SETTINGS.dependency);
    expect(found.map(({ columns }) => columns.join('→'))).toEqual(['1→2']);
    expect(found[0]).toMatchObject({
      holds: 1188,
      applicable: 1200,
      strength: '0.99',
      supportRows: 1200,
      neededRows: 300,
    });
    expect(found[0]?.basis.kind).toBe('exact');
  });

  it('reports nothing when too few rows could contradict', () => {
    const { coded } = factsOf(
      times(200, (i) => [i % 20, (i % 20) * 2]),
      2,
    );
    expect(screenDependencies(coded, TABLE_SETTINGS.dependency)).toEqual([]);
  });

  it('is a screen on a sample, each distinct row counted once', () => {
    const { coded } = factsOf(
      times(20_000, (i) => [i % 100, (i % 100) % 7, i]),
      3,
    );
    const [first] = screenDependencies(coded, TABLE_SETTINGS.dependency);
    expect([first?.columns.join(), first?.basis.kind, first?.applicable]).toEqual(['0,1', 'screen', 4096]);
  });
});

describe('quasi-identifiers', () => {
  it('proposes by type, name and number of values, not keys or measures', () => {
    const rows = times(400, (i) => [
      i,
      `2026-02-${String((i % 28) + 1).padStart(2, '0')}`,
      `街道${String(i % 9)}`,
      (30 + (i % 97) / 100).toFixed(2),
      i % 2 === 0 ? '男' : '女',
      ((i * 7919) % 400) / 3,
    ]);
    const { sketch } = factsOf(rows, 6);
    const names = ['编号', '出生日期', '所在街道', '纬度', '性别', '水量'];
    expect(
      proposeQuasiIdentifiers(sketch, names, 0.99).map(({ column, kind }) => `${String(column)} ${kind}`),
    ).toEqual(['1 date', '2 district', '3 coordinate', '4 category']);
  });

  it('counts groups exactly when all rows are held', () => {
    // (东, 30) ×6, (西, 40) ×3, (西, —) ×1: below k = 5 two groups with 4 rows of 10.
    const rows = [...times(6, (i) => ['东', 30, i]), ...times(3, (i) => ['西', 40, i]), ['西', '', 9]];
    const figures = screenQuasi(factsOf(rows, 3).coded, [0, 1], 5);
    expect(figures).toMatchObject({
      groups: 3,
      smallest: 1,
      rowsBelow: 4,
      shareBelow: { low: 0.4, high: 0.4 },
    });
    expect(figures.statement).toContain('去标识化不等于匿名化');
  });

  it('gives an upper bound on a sample', () => {
    // 12,000 rows: 10,000 in 100 groups of 100, 2,000 alone: a sixth is below k.
    const rows = times(12_000, (i) => [i < 10_000 ? i % 100 : i, i]);
    const figures = screenQuasi(factsOf(rows, 2).coded, [0], 5);
    expect([figures.basis.kind, figures.smallest, figures.rowsBelow]).toEqual(['bound', null, null]);
    expect(figures.shareBelow?.high).toBeGreaterThanOrEqual(1 / 6);
    expect(figures.shareBelow?.high).toBeLessThan(0.21);
  });
});

describe('references by sketch', () => {
  const column = (values: readonly (string | number)[]) =>
    columnOf(
      factsOf(
        values.map((value) => [value]),
        1,
      ).sketch,
      0,
    );

  it('counts complete lists', () => {
    const screen = screenReference(column([1, 1, 2, 9, 'NA']), column([1, 2, 3]));
    expect(screen).toMatchObject({
      verdict: 'not-included',
      childValues: 3,
      found: { low: 2, high: 2 },
      foundShare: '0.666667',
      certainOrphans: 1,
    });
    expect(screenReference(column([1, 2]), column([1, 2, 3])).verdict).toBe('included');
  });

  it('disproves inclusion of long columns, never a true one', () => {
    const parent = column(times(20_000, (i) => i));
    const inside = screenReference(column(times(9000, (i) => i * 2)), parent);
    expect(inside.verdict).toBe('possible');
    expect(inside.found.high).toBeGreaterThanOrEqual(9000 * 0.98);
    const outside = screenReference(column(times(9000, (i) => i + 15_000)), parent);
    expect(outside.verdict).toBe('not-included');
    expect(outside.found.low).toBeLessThanOrEqual(5000);
    expect(outside.found.high).toBeGreaterThanOrEqual(5000);
  });

  it('is unknown without values', () => {
    expect(screenReference(column(['NA']), column([1])).verdict).toBe('unknown');
  });
});
