import type { DataAsset } from '../../case/data-assets-section';
import { type Check, allOf, check, quiet } from '../check';
import { type AssetTest, answered, assetLeaf, isBacked, unlessAnswered } from './asset-check';

type SourceKind = DataAsset['rights']['sources'][number]['kind'];

const TITLE: Readonly<Record<SourceKind, string>> = {
  collected: '采集生成',
  'scraped-public': '通过自动化程序收集公开数据',
  agreement: '协议取得',
  derived: '衍生创造',
};

const sourcesLeaf = (asset: DataAsset) => {
  const { sources } = asset.rights;
  const text = [...new Set(sources.map((s) => TITLE[s.kind]))].join('、');
  return assetLeaf(asset, 'rights.sources', '数据来源', text === '' ? null : text);
};

/** L03: every source is stated with its paper, and a person judged the collection lawful. */
export const lawfulSource: AssetTest = (asset, input) => {
  const { sources } = asset.rights;
  const node = sourcesLeaf(asset);
  const bare = sources.filter((s) => !isBacked(s, input)).map((s) => TITLE[s.kind]);
  const stated =
    sources.length === 0
      ? check('unknown', 'unknown.sources', {}, [node])
      : bare.length > 0
        ? check('unknown', 'unknown.source-evidence', { kinds: bare.join('、') }, [node])
        : quiet('pass', [node]);
  return allOf([stated, answered(input)]);
};

/** Passes when sources are stated and none is of the kind. */
const noneOf = (asset: DataAsset, kind: SourceKind): Check => {
  const node = sourcesLeaf(asset);
  if (asset.rights.sources.length === 0) return check('unknown', 'unknown.sources', {}, [node]);
  return asset.rights.sources.some((s) => s.kind === kind)
    ? quiet('fail', [node])
    : check('pass', 'pass.none', { kind: TITLE[kind] }, [node]);
};

/** L07: no scraped public data, or made into a product that does not stand in for its source. */
export const scrapedOnlyAsProduct: AssetTest = (asset, input) =>
  unlessAnswered(noneOf(asset, 'scraped-public'), input);

/** L25: nothing was got by agreement, or the intermediary did its duties. */
export const intermediaryChecked: AssetTest = (asset, input) =>
  unlessAnswered(noneOf(asset, 'agreement'), input);
