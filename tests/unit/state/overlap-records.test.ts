import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import type { FingerprintOverlap } from '../../../src/lib/bridge/exact-contract';
import { dataOverlap } from '../../../src/lib/case/data-fingerprint';
import type { DataAsset } from '../../../src/lib/case/data-assets-section';
import type { OverlapShare } from '../../../src/lib/data-asset/fingerprint/compare-fingerprints';
import { compareFingerprints } from '../../../src/lib/data-asset/fingerprint/compare-fingerprints';
import { withOverlaps } from '../../../src/lib/state/overlap-records';
import { meterAsset } from '../../fixtures/data-quality';
import { fingerprintOf, saltOf } from '../../fixtures/fingerprint';

const rowsText = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `${from + i},x\n`).join('');

/** 100 虚构 rows, and a package that holds 90 of them and 60 others. */
const fingerprinted = async (): Promise<DataAsset> => ({
  ...meterAsset(),
  fingerprint: fingerprintOf(rowsText(0, 100), 2, await saltOf(1)),
});
const other = async (title = '虚构包乙', first = 1): Promise<FingerprintOverlap> => {
  const asset = await fingerprinted();
  const theirs = fingerprintOf(rowsText(10, 160), 2, await saltOf(first));
  if (asset.fingerprint === null) throw new Error('fingerprint expected');
  return { title, rows: theirs.rows, comparison: compareFingerprints(asset.fingerprint, theirs) };
};

const withShare = (overlap: FingerprintOverlap, share: OverlapShare): FingerprintOverlap => {
  if (overlap.comparison.kind === 'unknown') throw new Error('compared expected');
  const lists = overlap.comparison.lists.map((list) => ({ ...list, firstInSecond: share }));
  return { ...overlap, comparison: { ...overlap.comparison, lists } };
};

describe('comparisons of fingerprints in the case', () => {
  it('says how much of the own package stands in the other, as the schema has it', async () => {
    const asset = await fingerprinted();
    const { overlaps } = withOverlaps(asset, [await other()]);
    // 90 of the own 100 rows; both lists are complete.
    expect(overlaps).toEqual([
      {
        other: '虚构包乙',
        saltId: asset.fingerprint?.saltId,
        of: 'rows',
        columns: [],
        share: '0.9',
        low: '0.9',
        high: '0.9',
        exact: true,
        trials: 100,
        rows: 100,
        otherRows: 150,
      },
    ]);
    for (const one of overlaps) expect(v.safeParse(dataOverlap, one).success).toBe(true);
  });

  it('an interval is rounded away from its middle and never leaves 0 to 1', async () => {
    const asset = await fingerprinted();
    const at = async (share: string | null, low: number, high: number) => {
      const [one] = withOverlaps(asset, [
        withShare(await other(), { share, interval: { low, high }, trials: 40 }),
      ]).overlaps;
      return [one?.low, one?.share, one?.high];
    };
    expect(await at('0.333333', 0.123_456_71, 0.654_321_01)).toEqual(['0.123456', '0.333333', '0.654322']);
    expect(await at('1', 0.999_999_99, 1)).toEqual(['0.999999', '1', '1']);
    expect(await at('0', 0, 0.000_000_01)).toEqual(['0', '0', '0.000001']);
    // Too few trials: no share, the interval alone.
    expect(await at(null, 0.1, 0.9)).toEqual(['0.1', null, '0.9']);
    // A share that was rounded out of its interval takes the interval along.
    expect(await at('0.5', 0.500_000_4, 0.6)).toEqual(['0.5', '0.5', '0.6']);
  });

  it('a later comparison with the same package takes the place of the earlier one, another one stands beside it', async () => {
    const first = withOverlaps(await fingerprinted(), [await other('甲'), await other('乙')]);
    const again = withOverlaps(first, [
      withShare(await other('甲'), { share: '0.5', interval: { low: 0.4, high: 0.6 }, trials: 60 }),
    ]);
    expect(again.overlaps.map(({ other: title, share }) => [title, share])).toEqual([
      ['乙', '0.9'],
      ['甲', '0.5'],
    ]);
  });

  it('what cannot be compared, or an asset without a fingerprint, leaves nothing', async () => {
    const asset = await fingerprinted();
    expect((await other('别的盐', 7)).comparison.kind).toBe('unknown');
    expect(withOverlaps(asset, [await other('别的盐', 7)]).overlaps).toEqual([]);
    expect(withOverlaps({ ...asset, fingerprint: null }, [await other()]).overlaps).toEqual([]);
  });

  it('keeps the latest 200 and names of at most 500 characters', async () => {
    const many = await Promise.all(Array.from({ length: 205 }, (_, i) => other(`包 ${i}`)));
    const { overlaps } = withOverlaps(await fingerprinted(), many);
    expect([overlaps.length, overlaps[0]?.other, overlaps.at(-1)?.other]).toEqual([200, '包 5', '包 204']);
    const [long] = withOverlaps(await fingerprinted(), [await other('长'.repeat(600))]).overlaps;
    expect(long?.other).toHaveLength(500);
  });
});
