import * as v from 'valibot';
import type { DataAsset } from '../../case/data-assets-section';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type Check, allOf, check } from '../check';
import { type AssetTest, assetLeaf, reading, withParameter } from './asset-check';

const ratio = v.pipe(v.string(), v.regex(/^(0\.\d{1,6}|1)$/));

/** Measured ÷ claimed against the least ratio. Compared exactly; shown with four decimals. */
const enough = (
  what: string,
  measured: number,
  claimed: number,
  least: string,
  nodes: Check['nodes'],
): Check => {
  if (claimed === 0) return check('unknown', 'unknown.zero', { what }, nodes);
  const share = new Decimal(measured).div(claimed);
  const facts = {
    what,
    measured: String(measured),
    claimed: String(claimed),
    ratio: decimalText(share, 4),
    least,
  };
  const passes = new Decimal(measured).gte(new Decimal(least).times(claimed));
  return check(passes ? 'pass' : 'fail', passes ? 'pass' : 'fail', facts, nodes);
};

/** Relative error of an estimated number of different rows: 1.96 standard deviations of HyperLogLog with 2^14 registers. */
const ESTIMATE_ERROR = '0.0159';

/**
 * Rows without copies, because a copy of a row is no further data. An estimate speaks only where both ends of its interval
 * say the same.
 */
const withoutCopies = (
  rows: number,
  copies: { readonly extra: number; readonly exact: boolean },
  claimed: number,
  least: string,
  nodes: Check['nodes'],
): Check => {
  const different = rows - copies.extra;
  if (copies.exact)
    return enough(`行数（${rows} 行减去 ${copies.extra} 行重复副本）`, different, claimed, least, nodes);
  const error = new Decimal(different).times(ESTIMATE_ERROR).ceil().toNumber();
  const [low, high] = [Math.max(0, different - error), Math.min(rows, different + error)];
  const what = `行数（${rows} 行减去约 ${copies.extra} 行重复副本，估计）`;
  const ends = [low, high].map((end) => enough(what, end, claimed, least, nodes));
  if (ends[0]?.verdict === ends[1]?.verdict) return enough(what, different, claimed, least, nodes);
  const facts = { what, low: String(low), high: String(high), claimed: String(claimed), least };
  return check('unknown', 'unknown.estimate', facts, nodes);
};

const rowsCheck = (asset: DataAsset, least: string): Check => {
  const { claimed, rows } = asset;
  const copies = asset.table?.duplicateRows ?? null;
  const nodes = [
    assetLeaf(asset, 'rows', '实测行数', String(rows), 'count'),
    ...(copies === null
      ? []
      : [assetLeaf(asset, 'table.duplicateRows.extra', '多余副本', String(copies.extra), 'count')]),
    assetLeaf(asset, 'claimed.rows', '自报行数', claimed === null ? null : String(claimed.rows), 'count'),
  ];
  if (claimed === null) return check('unknown', 'unknown.claimed', {}, nodes);
  return copies === null || (copies.exact && copies.extra === 0)
    ? enough('行数', rows, claimed.rows, least, nodes)
    : withoutCopies(rows, copies, claimed.rows, least, nodes);
};

const entitiesCheck = (asset: DataAsset, least: string): readonly Check[] => {
  const { entities } = asset.rights;
  if (entities === null) return [];
  const column = asset.columns.find((c) => c.name === entities.column);
  const nodes = [
    assetLeaf(
      asset,
      'columns.distinct',
      `“${entities.column}”不同值`,
      column === undefined ? null : String(column.distinct),
      'count',
    ),
    assetLeaf(asset, 'rights.entities.claimed', '自报主体数', String(entities.claimed), 'count'),
  ];
  return [
    column === undefined
      ? check('unknown', 'unknown.column', { column: entities.column }, nodes)
      : enough(`“${entities.column}”的不同主体数`, column.distinct, entities.claimed, least, nodes),
  ];
};

/** L23: measured rows without copies, and entities where they were stated, against what the owner claims. */
export const volumeAsClaimed: AssetTest = (asset, input) =>
  withParameter(input, 'least', ratio, (least, node) => {
    const all = allOf([rowsCheck(asset, least), ...entitiesCheck(asset, least)]);
    return reading([node], all);
  });
