import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { dataFingerprint } from '../../../../src/lib/case/data-fingerprint';
import {
  type FingerprintComparison,
  type ListOverlap,
  compareFingerprints,
} from '../../../../src/lib/data-asset/fingerprint/compare-fingerprints';
import { mergeFingerprints } from '../../../../src/lib/data-asset/fingerprint/merge-fingerprints';
import { fingerprintSalt } from '../../../../src/lib/data-asset/fingerprint/salt';
import { fingerprintOf, saltOf } from '../../../fixtures/fingerprint';
import { times } from '../../../fixtures/table-facts';

const lines = (from: number, to: number): string =>
  times(to - from, (i) => `m${String(from + i)},${String((from + i) * 3)}\n`).join('');

const listsOf = (comparison: FingerprintComparison): readonly ListOverlap[] =>
  comparison.kind === 'compared' ? comparison.lists : [];

describe('fingerprint', () => {
  it('tells the overlap of small packages exactly', async () => {
    const salt = await saltOf(1);
    // 0–99 and 60–159: 40 common, 160 in all; 40 of 100 either way.
    const [a, b] = [fingerprintOf(lines(0, 100), 2, salt), fingerprintOf(lines(60, 160), 2, salt)];
    const [rows] = listsOf(compareFingerprints(a, b));
    expect(rows?.basis.kind).toBe('exact');
    expect([rows?.common.share, rows?.firstInSecond.share, rows?.secondInFirst.share]).toEqual([
      '0.25',
      '0.4',
      '0.4',
    ]);
    expect(rows?.common.trials).toBe(160);
  });

  it('estimates the overlap of large packages with an interval that holds it', async () => {
    const salt = await saltOf(2);
    const [a, b] = [fingerprintOf(lines(0, 20_000), 2, salt), fingerprintOf(lines(15_000, 30_000), 2, salt)];
    const [rows] = listsOf(compareFingerprints(a, b));
    // 5,000 common, 30,000 in all: 1/6; 5,000 of 20,000 and of 15,000.
    expect(rows?.basis.kind).toBe('estimate');
    for (const [overlap, truth] of [
      [rows?.common, 1 / 6],
      [rows?.firstInSecond, 1 / 4],
      [rows?.secondInFirst, 1 / 3],
    ] as const) {
      expect(overlap?.interval.low).toBeLessThan(truth);
      expect(overlap?.interval.high).toBeGreaterThan(truth);
    }
    expect((rows?.common.interval.high ?? 1) - (rows?.common.interval.low ?? 0)).toBeLessThan(0.04);
    expect(rows?.statement).toContain('95% 区间');
  });

  it('finds common keys though the rows differ, missing ones left out', async () => {
    const salt = await saltOf(3);
    const form = { keys: [[0]], names: ['表号', '读数'] };
    const a = fingerprintOf('m1,5\nm2,6\nNA,7\n', 2, salt, form);
    const b = fingerprintOf('m2,60\n m1 ,50\nm3,1\n', 2, salt, form);
    const [rows, keys] = listsOf(compareFingerprints(a, b));
    expect([rows?.common.share, keys?.columns]).toEqual(['0', ['表号']]);
    expect([keys?.firstInSecond.share, keys?.secondInFirst.share]).toEqual(['1', '0.666667']);
    expect(a.lists.map(({ rows: n, missing }) => [n, missing])).toEqual([
      [3, 0],
      [2, 1],
    ]);
  });

  it('does not compare under different salts, and says nothing about a list only one side has', async () => {
    const [one, two] = [await saltOf(1), await saltOf(2)];
    const a = fingerprintOf(lines(0, 50), 2, one);
    const b = fingerprintOf(lines(0, 50), 2, two);
    expect(compareFingerprints(a, b)).toMatchObject({ kind: 'unknown' });
    expect(a.lists[0]?.hashes).not.toBe(b.lists[0]?.hashes);
    const keyed = fingerprintOf(lines(0, 50), 2, one, { keys: [[0]] });
    expect(listsOf(compareFingerprints(a, keyed)).map(({ of }) => of)).toEqual(['rows']);
    expect(mergeFingerprints(a, b).ok).toBe(false);
    expect(mergeFingerprints(a, keyed).ok).toBe(false);
  });

  it('states no share on too few hashes', async () => {
    const salt = await saltOf(4);
    const form = { capacity: 16 };
    const a = fingerprintOf(lines(0, 5000), 2, salt, form);
    const b = fingerprintOf(lines(0, 5000), 2, salt, form);
    const [rows] = listsOf(compareFingerprints(a, b));
    expect([rows?.common.share, rows?.common.trials]).toEqual([null, 16]);
    expect(rows?.statement).toContain('未知');
  });

  it('holds no cell, passes its schema, and carries the warnings', async () => {
    const salt = await saltOf(5);
    const fingerprint = fingerprintOf('13800138000,张\n', 2, salt, { keys: [[0]] });
    expect(v.safeParse(dataFingerprint, fingerprint).success).toBe(true);
    expect(JSON.stringify(fingerprint)).not.toContain('138001');
    const compared = compareFingerprints(fingerprint, fingerprint);
    expect(compared.kind === 'compared' ? compared.limits.join('') : '').toContain('手机号');
  });

  it('refuses salts that can be guessed', async () => {
    for (const bytes of [new Uint8Array(15).map((_, i) => i), new Uint8Array(32)]) {
      const salt = await fingerprintSalt(bytes);
      expect(salt.ok ? '' : salt.failure.code).toBe('E_SALT');
    }
    // The id is not the key.
    const salt = await saltOf(9);
    expect(salt.key.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')).not.toContain(
      salt.id,
    );
  });
});
