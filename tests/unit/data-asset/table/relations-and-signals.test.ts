import { describe, expect, it } from 'vitest';
import { taskCounts } from '../../../../src/lib/data-asset/table/exact-counts';
import { BENFORD, benfordDeviation, firstDigit } from '../../../../src/lib/data-asset/table/first-digits';
import { paddingSignals } from '../../../../src/lib/data-asset/table/padding-signals';
import { screenRelations } from '../../../../src/lib/data-asset/table/relation-screen';
import { exactEqualButKey } from '../../../../src/lib/data-asset/table/sample-signals';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { partOf } from '../../../fixtures/second-pass';
import { TABLE_SETTINGS, type Facts, factsOf, noise, times } from '../../../fixtures/table-facts';

/** The tenth of a month of 2025. */
const tenth = (month: number): string => `2025-${String(month).padStart(2, '0')}-10`;

describe('relations between columns', () => {
  const found = (facts: Facts) =>
    screenRelations(facts.coded, TABLE_SETTINGS.relationShare, 0.99).map(
      ({ kind, columns, holds, applicable }) =>
        `${kind} ${columns.join()} ${String(holds)}/${String(applicable)}`,
    );

  it('proposes the order of two dates with the number of rows it stands on', () => {
    // 200 rows, 4 of them the wrong way round, 10 without an end, 40 that end as they begin: 186 of 190.
    const rows = times(200, (i) => {
      const [from, to] = [tenth((i % 6) + 1), i < 10 ? '' : tenth((i % 6) + (i < 50 ? 1 : 4))];
      return i >= 100 && i < 104 ? [to, from, i] : [from, to, i];
    });
    expect(found(factsOf(rows, 3))).toContain('date-order 0,1 186/190');
  });

  it('finds a + b = c, a × b = c to the last place written, and copies of a column', () => {
    const random = noise(11);
    const rows = times(300, () => {
      const a = Math.floor(random() * 500) + 2;
      const b = Math.floor(random() * 500) + 2;
      const price = Math.floor(random() * 900) / 100 + 1.5;
      return [a, b, a + b, price.toFixed(2), (a * Number(price.toFixed(2))).toFixed(1), b];
    });
    const all = found(factsOf(rows, 6));
    expect(all).toContain('sum 0,1,2 300/300');
    expect(all).toContain('product 0,3,4 300/300');
    expect(all).toContain('equal 1,5 300/300');
    expect(all.filter((text) => text.startsWith('less-or-equal 0,1'))).toEqual([]);
  });

  it('does not propose what ranges alone decide, nor what few rows show', () => {
    expect(
      found(
        factsOf(
          times(200, (i) => [i, i + 1000]),
          2,
        ),
      ),
    ).toEqual([]);
    expect(
      found(
        factsOf(
          times(20, (i) => [i, i + 1]),
          2,
        ),
      ),
    ).toEqual([]);
  });
});

describe('signals for the list of points to look into', () => {
  const codes = (facts: Facts, keys: readonly number[]) =>
    paddingSignals(facts.sketch, facts.coded, keys, TABLE_SETTINGS.signals).map(
      ({ code, columns }) => `${code} ${columns.join()}`,
    );

  it('names copies, constant and nearly constant columns and running numbers', () => {
    const random = noise(5);
    const rows = times(1000, (i) => [i + 1, 'same', i === 3 ? 'b' : 'a', Math.floor(random() * 1e6)]);
    expect(codes(factsOf(rows, 4), [0])).toEqual([
      'arithmetic-sequence 0',
      'constant-column 1',
      'near-constant-column 2',
    ]);
    const copied = factsOf([...rows, ...rows.slice(0, 100)], 4);
    expect(codes(copied, [0])).toContain('extra-copies ');
  });

  it('names rows that differ only in the key, on the sample and exactly', () => {
    // 600 rows: 300 contents, each under two numbers.
    const rows = times(600, (i) => [i * 7, `c${String(i % 300)}`, (i % 300) * 11]);
    expect(codes(factsOf(rows, 3), [0])).toContain('equal-but-key 0');
    expect(
      codes(
        factsOf(
          times(600, (i) => [i * 7, `c${String(i)}`]),
          2,
        ),
        [0],
      ),
    ).toEqual([]);
    const part = partOf(rows.map((row) => `${row.join(',')}\n`).join(''), 3, [
      { kind: 'cells', columns: [1, 2], missing: 'value' },
    ]);
    const [signal] = exactEqualButKey([0], mustBeOk(taskCounts([part], 0, 5)), 0.05);
    expect([signal?.observed, signal?.basis.kind]).toEqual(['除编号列外相同的行占 100%', 'exact']);
  });

  it('measures first digits against Benford', () => {
    // log10 2 = 0.30103, log10(10/9) = 0.045757; all digits equal: mean |1/9 − p| = 0.0596.
    expect(BENFORD[0]).toBeCloseTo(0.30103, 6);
    expect(BENFORD[8]).toBeCloseTo(0.045757, 6);
    expect(benfordDeviation(new Array<number>(9).fill(7))).toBeCloseTo(0.0596, 3);
    expect(benfordDeviation(new Array<number>(9).fill(0))).toBeNull();
    const digit = (text: string) => firstDigit(new TextEncoder().encode(text), 0, text.length);
    expect(['0.0042', '-31', '7e9', '0e9', '0'].map(digit)).toEqual([4, 3, 7, 0, 0]);
    const random = noise(9);
    const uniform = times(3000, (i) => [i === 0 ? 900_000 : 1 + Math.floor(random() * 200_000)]);
    const benford = times(3000, () => [Math.floor(10 ** (random() * 6)) + 1]);
    expect(codes(factsOf(uniform, 1), [])).toContain('first-digit 0');
    expect(codes(factsOf(benford, 1), [])).not.toContain('first-digit 0');
  });

  it('words every signal as a question', () => {
    const facts = factsOf(
      times(50, () => ['x']),
      1,
    );
    for (const signal of paddingSignals(facts.sketch, facts.coded, [], TABLE_SETTINGS.signals))
      expect(signal.question.endsWith('？')).toBe(true);
  });
});
