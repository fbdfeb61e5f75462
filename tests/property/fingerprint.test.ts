import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DataFingerprint } from '../../src/lib/case/data-fingerprint';
import { BottomHashes } from '../../src/lib/data-asset/fingerprint/bottom-hashes';
import { compareFingerprints } from '../../src/lib/data-asset/fingerprint/compare-fingerprints';
import { mergeFingerprints } from '../../src/lib/data-asset/fingerprint/merge-fingerprints';
import type { FingerprintSalt } from '../../src/lib/data-asset/fingerprint/salt';
import { mustBeOk } from '../../src/lib/kernel/result';
import { fingerprintOf, saltOf } from '../fixtures/fingerprint';

const salts: FingerprintSalt[] = [];
beforeAll(async () => {
  for (let i = 0; i < 60; i += 1) salts.push(await saltOf(i * 4));
});
const salt = (i: number): FingerprintSalt => salts[i] ?? { id: '', key: [0, 0, 0, 0] };

const made = (values: readonly number[], at = 0, capacity = 32): DataFingerprint =>
  fingerprintOf(values.map((value) => `v${String(value)}\n`).join(''), 1, salt(at), {
    capacity,
    keys: [[0]],
  });

describe('fingerprint: merging', () => {
  it('equals one pass for any split and order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 90 }), { maxLength: 200 }), fc.nat({ max: 200 }), (values, cut) => {
        const [a, b] = [made(values.slice(0, cut)), made(values.slice(cut))];
        const whole = made(values);
        expect(mustBeOk(mergeFingerprints(a, b))).toEqual(whole);
        expect(mustBeOk(mergeFingerprints(b, a))).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the smallest different numbers', () => {
    const pair = fc.tuple(fc.integer(), fc.constantFrom(-1, 0, 1, 0x7fffffff));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 120 }), fc.integer({ min: 1, max: 20 }), (pairs, capacity) => {
        const kept = new BottomHashes(capacity);
        for (const [high, low] of pairs) kept.add(high, low);
        const wide = (n: number): string => (n >>> 0).toString(16).padStart(8, '0');
        const all = [...new Set(pairs.map(([high, low]) => wide(high) + wide(low)))].sort();
        expect(kept.finish()).toBe(all.slice(0, capacity).join(''));
        expect(kept.complete).toBe(all.length <= capacity);
      }),
    );
  });
});

describe('fingerprint: error bound', () => {
  it('holds the true overlap in about 95 of 100 comparisons', () => {
    // 60 salts draw 60 samples; at 95 % fewer than 50 hits would come about once in a million times.
    for (const [common, onlyA, onlyB] of [
      [1000, 1000, 1000],
      [50, 2000, 400],
      [1500, 0, 1500],
    ] as const) {
      const range = (from: number, count: number): number[] =>
        Array.from({ length: count }, (_, i) => from + i);
      const a = [...range(0, common), ...range(10_000, onlyA)];
      const b = [...range(0, common), ...range(20_000, onlyB)];
      let [jaccard, inSecond] = [0, 0];
      for (let i = 0; i < 60; i += 1) {
        const compared = compareFingerprints(made(a, i, 256), made(b, i, 256));
        const rows = compared.kind === 'compared' ? compared.lists[0] : undefined;
        if (rows === undefined) continue;
        const within = ({ low, high }: { low: number; high: number }, truth: number): boolean =>
          low <= truth && truth <= high;
        if (within(rows.common.interval, common / (common + onlyA + onlyB))) jaccard += 1;
        if (within(rows.firstInSecond.interval, common / (common + onlyA))) inSecond += 1;
      }
      expect(jaccard).toBeGreaterThanOrEqual(50);
      expect(inSecond).toBeGreaterThanOrEqual(50);
    }
  });
});
