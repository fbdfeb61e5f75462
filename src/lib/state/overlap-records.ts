import type { FingerprintOverlap } from '../bridge/exact-contract';
import type { DataAsset } from '../case/data-assets-section';
import type { DataOverlap } from '../case/data-fingerprint';

const PLACES = 1e6;
const NAME = 500;
/** Comparisons kept. */
const MOST = 200;

/** Six places, away from the middle: an interval never gets narrower by being written down. */
const ratioText = (value: number, round: (n: number) => number): string => {
  const millionths = Math.min(PLACES, Math.max(0, round(value * PLACES)));
  return millionths === PLACES
    ? '1'
    : millionths === 0
      ? '0'
      : (millionths / PLACES).toFixed(6).replace(/0+$/, '');
};

const recordsOf = (
  { title, rows, comparison }: FingerprintOverlap,
  asset: DataAsset,
): readonly DataOverlap[] => {
  const { fingerprint } = asset;
  if (comparison.kind === 'unknown' || fingerprint === null) return [];
  return comparison.lists.map(({ of, columns, basis, firstInSecond: { share, interval, trials } }) => ({
    other: title.slice(0, NAME),
    saltId: fingerprint.saltId,
    of,
    columns: [...columns],
    share,
    low: ratioText(Math.min(interval.low, Number(share ?? interval.low)), Math.floor),
    high: ratioText(Math.max(interval.high, Number(share ?? interval.high)), Math.ceil),
    exact: basis.kind === 'exact',
    trials,
    rows: fingerprint.rows,
    otherRows: rows,
  }));
};

const sameList = (a: DataOverlap, b: DataOverlap): boolean =>
  a.other === b.other && a.of === b.of && a.columns.join('\n') === b.columns.join('\n');

/** The asset with what a comparison said; a later comparison with the same package takes the place of the earlier one. */
export const withOverlaps = (asset: DataAsset, overlaps: readonly FingerprintOverlap[]): DataAsset => {
  const found = overlaps.flatMap((overlap) => recordsOf(overlap, asset));
  return {
    ...asset,
    overlaps: [
      ...asset.overlaps.filter((known) => !found.some((one) => sameList(known, one))),
      ...found,
    ].slice(-MOST),
  };
};
