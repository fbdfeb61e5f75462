import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { dataFingerprint } from '../../src/lib/case/data-fingerprint';
import { compareFingerprints } from '../../src/lib/data-asset/fingerprint/compare-fingerprints';
import { screenDependencies } from '../../src/lib/data-asset/table/dependency-screen';
import { duplicateEstimate } from '../../src/lib/data-asset/table/duplicates';
import { screenKeys } from '../../src/lib/data-asset/table/key-screen';
import { paddingSignals } from '../../src/lib/data-asset/table/padding-signals';
import { proposeQuasiIdentifiers, screenQuasi } from '../../src/lib/data-asset/table/quasi-identifiers';
import { screenRelations } from '../../src/lib/data-asset/table/relation-screen';
import { sampleCapacity } from '../../src/lib/data-asset/table/row-sample';
import { fingerprintOf, saltOf } from '../fixtures/fingerprint';
import { TABLE_SETTINGS, type Facts, factsOf, times } from '../fixtures/table-facts';

/** Milliseconds: room for a busy machine, not a measure. */
const BUSY = 60_000;

const { dependency, relationShare, signals } = TABLE_SETTINGS;

const everything = ({ sketch, coded }: Facts) => ({
  duplicates: duplicateEstimate(sketch),
  keys: screenKeys(sketch, coded),
  dependencies: screenDependencies(coded, dependency),
  quasi: screenQuasi(coded, [0], 5),
  proposals: proposeQuasiIdentifiers(sketch, [], 0.99),
  relations: screenRelations(coded, relationShare, 0.99),
  signals: paddingSignals(sketch, coded, [], signals),
});

describe('facts of odd tables', () => {
  it('finds nothing in an empty table, and claims nothing', () => {
    const facts = everything(factsOf([], 3));
    expect(facts.duplicates).toMatchObject({ rows: 0, extraCopies: 0, extraShare: null, membersShare: null });
    expect(facts.keys.keys).toEqual([]);
    expect(facts.quasi).toMatchObject({ groups: 0, smallest: null, shareBelow: null });
    expect([facts.dependencies, facts.relations, facts.signals]).toEqual([[], [], []]);
  });

  it('sees through a table of one row a hundred thousand times', () => {
    const facts = everything(
      factsOf(
        times(100_000, () => ['x', 1]),
        2,
      ),
    );
    expect(facts.duplicates).toMatchObject({ extraCopies: 99_999, members: 100_000 });
    expect(facts.duplicates.basis.kind).toBe('exact');
    expect(facts.signals.map(({ code }) => code)).toEqual([
      'extra-copies',
      'constant-column',
      'constant-column',
    ]);
    expect(facts.keys.ofDistinctRows).toBe(true);
    expect(facts.quasi).toMatchObject({ groups: 1, smallest: 100_000, rowsBelow: 0 });
  });

  it('bounds what it holds of 400 columns', { timeout: BUSY }, () => {
    const facts = factsOf(
      times(1000, (i) => times(400, (c) => (c === 0 ? i : (i * c) % 97))),
      400,
    );
    expect(facts.coded.rows).toBe(sampleCapacity(400));
    expect(facts.coded.sample.cells.length).toBeLessThan(262_144 * 64);
    const found = everything(facts);
    expect(found.dependencies.length).toBeLessThanOrEqual(100);
    expect(found.relations.length).toBeLessThanOrEqual(200);
    expect(found.keys.keys.length).toBeLessThanOrEqual(40);
  });

  it('takes a table of missing cells for what it is', () => {
    const facts = everything(
      factsOf(
        times(400, (i) => ['NA', '', i % 2 === 0 ? '--' : '无']),
        3,
      ),
    );
    expect(facts.keys.keys).toEqual([]);
    expect([facts.dependencies, facts.relations]).toEqual([[], []]);
    expect(facts.quasi.groups).toBe(1);
  });

  it('is not led astray by names of object properties and odd bytes as values', () => {
    const values = ['__proto__', 'constructor', 'toString', '\u0000', '𠮷', 'NaN', 'Infinity'];
    const { coded } = factsOf(
      times(70, (i) => [values[i % 7] ?? '', i]),
      2,
    );
    expect(coded.distinct[0]).toBe(7);
  });
});

describe('fingerprints of odd tables', () => {
  it('have nothing to compare when both are empty', async () => {
    const empty = fingerprintOf('', 2, await saltOf(1));
    const compared = compareFingerprints(empty, empty);
    const [rows] = compared.kind === 'compared' ? compared.lists : [];
    expect([rows?.common.share, rows?.common.trials]).toEqual([null, 0]);
    expect(rows?.statement).toContain('未知');
  });

  it('count equal rows once', async () => {
    const fingerprint = fingerprintOf('x,y\n'.repeat(5000), 2, await saltOf(1));
    expect([fingerprint.rows, fingerprint.lists[0]?.hashes.length]).toEqual([5000, 16]);
  });

  it('are refused when they were tampered with', async () => {
    const good = fingerprintOf('a\nb\nc\n', 1, await saltOf(1));
    const [list] = good.lists;
    if (list === undefined) throw new Error('no list');
    const bad = (change: Partial<typeof list>, more: object = {}): boolean =>
      v.safeParse(dataFingerprint, { ...good, ...more, lists: [{ ...list, ...change }] }).success;
    expect(bad({})).toBe(true);
    expect(bad({ hashes: list.hashes.slice(16) + list.hashes.slice(0, 16) })).toBe(false);
    expect(bad({ hashes: list.hashes.slice(1) })).toBe(false);
    expect(bad({ capacity: 2 })).toBe(false);
    expect(bad({ complete: false })).toBe(false);
    expect(bad({ rows: 2 })).toBe(false);
    expect(bad({ columns: ['a'] })).toBe(false);
    expect(bad({}, { saltId: 'x' })).toBe(false);
    expect(bad({}, { salt: 'leaked' })).toBe(false);
  });
});
